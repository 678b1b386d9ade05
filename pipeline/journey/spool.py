"""What every letter says, set down on disk for the moment when all of them are compared.

Comparing goes through all letters several times. Kept in memory they would take gigabytes, loaded
from the cache each time minutes.
"""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Spool(Sequence[T], Generic[T]):
    """Append, then read as often as wanted; gone when closed. Only this process sees the file."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by ``__exit__``)
        self._at = array("Q")

    def __enter__(self) -> Spool[T]:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def append(self, item: T) -> None:
        self._at.append(self._file.seek(0, 2))
        pickle.dump(item, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[T]:
        return (self._read(place) for place in self._at)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self._read(place) for place in self._at[index]]
        return self._read(self._at[index])

    def _read(self, place: int) -> T:
        self._file.seek(place)
        item: T = pickle.load(self._file)  # noqa: S301 (what ``append`` wrote)
        return item
