"""A person's own list of those who must report: TXT one a line, CSV or XLSX with a column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import BadSettings
from pipeline.knowledge.reporters import Reporter, ReporterList, reporter_named
from pipeline.text import decode, fold, squash

_NUMBERING = re.compile(r"^\s*(?:\d{1,4}\s*[.)]|[-+•*])\s+")
_NAMES = frozenset(
    ("don vi", "ten don vi", "co quan", "ten co quan", "co quan, don vi", "dia phuong", "tinh",
     "tinh, thanh pho", "bo, nganh", "don vi bao cao", "name", "issuer", "reporter", "body")
)  # fmt: skip
_ALIASES = frozenset(("ten khac", "ten viet tat", "viet tat", "aliases", "other names"))
_KINDS = (".txt", ".csv", ".xlsx")


def read_reporters(path: Path) -> ReporterList:
    """The list in a file, in its order. Names that mean the same body count once. Raises
    ``BadSettings`` for a file that is not there, not of these kinds, not UTF-8 or empty."""
    if path.suffix.lower() not in _KINDS:
        raise BadSettings(where="--reporters", what=f"{path} ({', '.join(_KINDS)})")
    found: dict[str, Reporter] = {}
    repeated: list[str] = []
    for name, aliases in _entries(path):
        reporter = reporter_named(name, aliases)
        key = fold(reporter.name)
        if key in found:
            repeated.append(reporter.name)
        else:
            found[key] = reporter
    if not found:
        raise BadSettings(where="--reporters", what=f"{path}: ∅")
    stem = path.stem
    return ReporterList(stem, stem, stem, tuple(found.values()), (), tuple(repeated))


def _entries(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    try:
        if path.suffix.lower() == ".xlsx":
            yield from _columns(_sheet(path))
            return
        text = decode(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(where="--reporters", what=f"{path}: {error}") from error
    if path.suffix.lower() == ".csv":
        yield from _columns(list(csv.reader(io.StringIO(text), delimiter=_delimiter(text))))
        return
    for line in text.splitlines():
        if name := _name(line.partition("#")[0]):
            yield name, ()


def _delimiter(text: str) -> str:
    """The sign on most lines: a Vietnamese Excel writes ``;``, others ``,`` or tabs."""
    lines = text.splitlines()[:50]
    return max(",;\t", key=lambda sign: (sum(sign in line for line in lines), sign == ","))


def _sheet(path: Path) -> list[list[str]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise BadSettings(where="--reporters", what=f"{path}: {error}") from error
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    finally:
        book.close()


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names and other names, below the first row that heads a column of names; without one, the
    first column that holds words."""
    head, names, others = -1, None, None
    for at, row in enumerate(rows[:20]):
        titles = [fold(cell).strip(" .:") for cell in row]
        names = next((n for n, title in enumerate(titles) if title in _NAMES), None)
        if names is not None:
            head = at
            others = next((n for n, title in enumerate(titles) if title in _ALIASES), None)
            break
    if names is None:
        width = max((len(row) for row in rows), default=0)
        names = next((n for n in range(width) if _holds_words(rows, n)), 0)
    for row in rows[head + 1 :]:
        if len(row) > names and (name := _name(row[names])):
            told = row[others] if others is not None and len(row) > others else ""
            yield name, tuple(squash(part) for part in told.split(";") if part.strip())


def _holds_words(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column] for row in rows if len(row) > column and row[column].strip()]
    worded = sum(any(ch.isalpha() for ch in cell) for cell in cells)
    return bool(cells) and worded * 2 > len(cells)


def _name(text: str) -> str:
    return squash(_NUMBERING.sub("", text)).strip(" .;,")
