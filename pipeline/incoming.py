"""Letters that are handed in at the review desk, on their way to the journey, and who watches them
being read. Ground floor: neither side knows the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Incoming:
    """A new letter: where its bytes lie (under ``OUT/uploads``), and what it would be called among
    the results (there it may get a number, where another has that name). ``key`` tells letters
    apart until then."""

    key: str
    path: Path
    name: str


class Watcher(Protocol):
    """Who watches a reading. ``message`` is in the language in force where it is read."""

    def seen(self, key: str, pages: int) -> None: ...
    def refused(self, key: str, code: str, message: str) -> None: ...
    def page(self, key: str, number: int) -> None: ...
    def stage(self, code: str) -> None: ...
