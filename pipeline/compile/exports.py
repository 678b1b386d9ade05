"""``tables/``: every table as CSV (for Excel) and Parquet (for notebooks), the same values in both.

A CSV has no types: Excel takes a cell for a formula if it looks like one. Such text gets an
apostrophe in front (and only such text: a Vietnamese bullet begins with ``-`` and stays as it is);
``unguarded`` takes it off again. Parquet holds text as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.compile.columns import MEANINGS, TABLES
from pipeline.compile.frames import ROWS, Facts, Row
from pipeline.compile.register.figures import rolls_of
from pipeline.compile.register.rows import Register, make_register
from pipeline.compile.tables import Published, clean, ordered
from pipeline.files import write_atomically
from pipeline.records import Outline

if TYPE_CHECKING:
    import pandas as pd

# What Excel or LibreOffice would work out: =, @ and control characters at the start; + and - only
# before a call (`NAME(`) or a command (`app|…!`), as ` - Như trên;` and `+ Mô hình` are bullets.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?=[^\n]*(?:\|[^\n]*!|(?<![^\W\d_])[A-Za-z][A-Za-z0-9.]*\())")
_TYPES = {"text": "string", "whole": "Int64", "real": "Float64", "yes_no": "boolean"}


def write_tables(
    documents: Sequence[Published],
    folder: Path,
    outlines: Sequence[Outline] | None = None,
    register: Register | None = None,
) -> None:
    """Writes ``NAME.csv`` and ``NAME.parquet`` of every table, and ``columns.csv`` with what their
    columns hold. ``register``: where it is made already. The same documents give the same bytes.
    Raises ``OutputUnwritable``."""
    write_facts(facts_of(documents, outlines, register), folder)


def write_facts(facts: Facts, folder: Path, names: Iterable[str] = TABLES) -> None:
    """The tables ``names`` of what is known, and what their columns hold."""
    names = list(names)
    made = frames(facts, names)
    for name in names:
        frame = made[name]
        write_atomically(folder / f"{name}.parquet", _parquet(frame))
        write_atomically(folder / f"{name}.csv", csv_of(frame))
    write_atomically(folder / "columns.csv", dictionary_csv(names))


def frames(facts: Facts, names: Iterable[str] = TABLES) -> dict[str, pd.DataFrame]:
    """The tables ``names``, with types that keep the difference of empty and absent."""
    import pandas as pd

    made = {}
    for name in names:
        columns = TABLES[name]
        rows = list(ROWS[name](facts))
        data = {
            column: pd.array([_plain(row[column]) for row in rows], dtype=_type(column))
            for column in columns
        }
        made[name] = pd.DataFrame(data, columns=list(columns))
    return made


def facts_of(
    documents: Sequence[Published],
    outlines: Sequence[Outline] | None = None,
    register: Register | None = None,
) -> Facts:
    letters = ordered(documents)
    made = register or make_register(letters, outlines)
    return Facts(letters, made, rolls_of(made))


def csv_of(frame: pd.DataFrame) -> bytes:
    return _csv(frame.columns, _cells(frame))


def dictionary_csv(names: Iterable[str]) -> bytes:
    """What the columns of the tables ``names`` hold."""
    told = [row for row in _dictionary() if row["table"] in {*names}]
    return _csv(told[0], told)


def guarded(text: str) -> str:
    """With an apostrophe before what a spreadsheet would take for a formula, and before what
    ``unguarded`` would shorten."""
    return f"'{text}" if _FORMULA.match(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text.lstrip("'")) else text


def _plain(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _type(column: str) -> Any:
    return _TYPES[MEANINGS[column].kind]


def _dictionary() -> Iterator[Row]:
    """What each column of each table holds."""
    for table, columns in TABLES.items():
        for column in columns:
            told = MEANINGS[column]
            row = {"table": table, "column": column, "type": told.kind}
            yield {**row, "vi": told.vietnamese, "en": told.english}


def _parquet(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out, index=False, engine="pyarrow", compression="zstd")
    return out.getvalue()


def _cells(frame: pd.DataFrame) -> list[Row]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]


def _csv(columns: Iterable[str], rows: Sequence[Row]) -> bytes:
    """With a byte order mark, or Excel reads UTF-8 as another encoding."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({k: guarded(v) if isinstance(v, str) else v for k, v in row.items()})
    return out.getvalue().encode("utf-8-sig")
