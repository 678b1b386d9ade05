"""What each kind of task of a run may use."""

from __future__ import annotations

from collections import defaultdict

from pipeline.errors import TimedOut
from pipeline.records import Source
from pipeline.settings import Settings
from pipeline.work import Budget

SHORT = 1 << 16
"""Bytes of a text letter of some ten pages."""


def opening_budget(settings: Settings) -> Budget:
    """Opening one file: reading it from a slow drive takes no computing."""
    return Budget(settings.open_seconds, settings.open_seconds, settings.memory_bytes)


def page_budget(settings: Settings) -> Budget:
    return Budget(settings.page_seconds, settings.cpu_seconds, settings.memory_bytes)


def letter_budget(settings: Settings) -> Budget:
    """A step over a whole letter: its analysis, its verdict, its folder."""
    return Budget(settings.letter_seconds, settings.letter_seconds, settings.memory_bytes)


def is_small(source: Source) -> bool:
    """Whether a letter takes milliseconds at each step: some of them go to a worker together."""
    return source.kind == "text" and source.size <= SHORT


class Purse:
    """The seconds that each letter's pages have taken, against what a letter may take."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._spent: defaultdict[str, float] = defaultdict(float)

    def spend(self, letter: str, seconds: float) -> None:
        self._spent[letter] += seconds

    def fail(self, letter: str, error: BaseException) -> None:
        """A page whose worker could not say how long it took."""
        if isinstance(error, TimedOut):
            self.spend(letter, self._settings.page_seconds)

    def is_empty(self, letter: str) -> bool:
        return 0 < self._settings.letter_seconds <= self._spent[letter]
