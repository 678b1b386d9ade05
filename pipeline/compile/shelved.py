"""Published letters that stay on disk: one line a letter, parsed when somebody asks for it.

A list of a hundred thousand letters takes gigabytes. This takes eight bytes a letter, and can be
used like the list by whoever takes one letter after another.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, overload

from pipeline.files import in_one_step

Published = dict[str, Any]


class Shelved(Sequence[Published]):
    """The letters of a file of JSON lines, in its order or in that of ``at``: where each line
    begins. The file must not change as long as this is used."""

    def __init__(self, path: Path, at: Sequence[int] | None = None) -> None:
        self.path = path
        self._at = array("Q", _beginnings(path) if at is None else at)

    def __len__(self) -> int:
        return len(self._at)

    def __iter__(self) -> Iterator[Published]:
        with self.path.open("rb") as lines:
            for place in self._at:
                if lines.tell() != place:
                    lines.seek(place)
                yield json.loads(lines.readline())

    @overload
    def __getitem__(self, index: int) -> Published: ...
    @overload
    def __getitem__(self, index: slice) -> Shelved: ...
    def __getitem__(self, index: int | slice) -> Published | Shelved:
        if isinstance(index, slice):
            return Shelved(self.path, self._at[index])
        with self.path.open("rb") as lines:
            lines.seek(self._at[index])
            found: Published = json.loads(lines.readline())
            return found

    def chosen(self, indices: Iterable[int]) -> Shelved:
        """Those at ``indices``, in that order."""
        return Shelved(self.path, [self._at[n] for n in indices])


def shelve(documents: Iterable[Published], path: Path, *, durable: bool = True) -> Shelved:
    """Writes one line a letter, in the order given, and puts the file in its place in one step.
    Raises ``OutputUnwritable``."""
    with in_one_step(path, durable=durable) as part, part.open("wb") as file:
        at = array("Q")
        for document in documents:
            at.append(file.tell())
            line = json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n"
            file.write(line.encode("utf-8"))
    return Shelved(path, at)


def _beginnings(path: Path) -> Iterator[int]:
    place = 0
    with path.open("rb") as lines:
        for line in lines:
            if line.strip():
                yield place
            place += len(line)
