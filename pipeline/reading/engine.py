"""What the house asks of an OCR engine: one method, plain records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Token:
    """A word as the engine gave it. ``box`` in pixels of the image read; ``line`` tells words
    of one line of the engine's from those of another; confidence is 0 to 1."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float
    line: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine read, in its own order."""

    tokens: tuple[Token, ...]


class Engine(Protocol):
    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        """The words of a uint8 grey image. ``rough``: the page is dirty, threshold locally.
        ``lines``: the image is no page, but lines of type set one under another.

        Raises ``MissingDependency``, ``TimedOut``, ``EngineFailed``."""
        ...
