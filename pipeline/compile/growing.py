"""``tables/`` of a corpus too large to hold: the same files as ``exports`` writes, letters added
some at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.compile.exports import csv_of, dictionary_csv, frames
from pipeline.compile.frames import Facts
from pipeline.files import in_one_step, write_atomically

if TYPE_CHECKING:
    import pandas as pd

_BYTE_ORDER_MARK = len("\ufeff".encode())


@contextmanager
def growing_tables(folder: Path, names: Sequence[str]) -> Iterator[Callable[[Facts], None]]:
    """Gives what adds the rows of some letters to the tables ``names``. All files take their
    place at the end, if nothing went wrong before. Raises ``OutputUnwritable``."""
    with ExitStack() as open_files:
        tables = {name: _Growing(folder / name, open_files) for name in names}

        def add(facts: Facts) -> None:
            made = frames(facts)
            for name, table in tables.items():
                table.add(made[name])

        yield add
    write_atomically(folder / "columns.csv", dictionary_csv(names))


class _Growing:
    """One table, as CSV and as Parquet."""

    def __init__(self, path: Path, open_files: ExitStack) -> None:
        self._files = open_files
        csv, self._parquet_path = (
            open_files.enter_context(in_one_step(path.with_suffix(end), durable=True))
            for end in (".csv", ".parquet")
        )
        self._csv = open_files.enter_context(csv.open("wb"))
        self._parquet: Any = None

    def add(self, frame: pd.DataFrame) -> None:
        import pyarrow as pa  # type: ignore[import-untyped]
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        told = csv_of(frame)
        if self._parquet is not None:  # the header stands there already
            told = told[_BYTE_ORDER_MARK:].partition(b"\r\n")[2]
        self._csv.write(told)
        rows = pa.Table.from_pandas(frame, preserve_index=False)
        if self._parquet is None:
            writer = pq.ParquetWriter(self._parquet_path, rows.schema, compression="zstd")
            self._parquet = self._files.enter_context(writer)
        self._parquet.write_table(rows.cast(self._parquet.schema))
