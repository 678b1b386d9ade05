"""The door to the machine that reads: the command line hands it in, tests hand in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Incoming:
    """A new letter: where its bytes lie, and what it would be called among the results (there it
    may get a number, where another has that name). ``key`` tells letters apart until then."""

    key: str
    path: Path
    name: str


class Watcher(Protocol):
    """Who watches a reading. ``message`` is in the language that the desk was started in."""

    def seen(self, key: str, pages: int) -> None: ...
    def refused(self, key: str, code: str, message: str) -> None: ...
    def page(self, key: str, number: int) -> None: ...
    def stage(self, code: str) -> None: ...


class Reader(Protocol):
    """Reads new letters into the desk's folder and store, beside those that are there. Says of
    each letter whether it is ``seen`` or ``refused``; when it returns, the results are stored.

    Raises ``VanbanError`` when it ended without results; nothing of the new letters is then left
    but their files."""

    def __call__(self, letters: Sequence[Incoming], watcher: Watcher) -> None: ...

    def stop(self) -> None:
        """Ends a reading that is under way; the call above then raises."""
