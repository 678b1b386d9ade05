"""Who else may read a number or a date's parts: the plug for a reader of written digits.

Tesseract's reading of handwriting is worthless even where it is sure of it, so on scanned pages
the digits of the header are believed only when a witness confirms them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from pipeline.letter.digit_gaps import Gap
from pipeline.records import Box, Page

DigitField = Literal["number", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class DigitReading:
    """``text``: digits, None where nothing can be read. ``ink``: whether there is any ink in the
    place. ``hand``: written by hand, None where unknown. ``place_box``: the ink found, in the
    straight frame. ``slash``: the slash after a number was seen where it must stand, right before
    the symbol."""

    text: str | None
    confidence: float
    ink: bool
    hand: bool | None = None
    place_box: Box | None = None
    slash: bool = False


class DigitReader(Protocol):
    """``box`` is in the straight frame of ``page`` and ends where the printed neighbours begin.
    A reader that can't see the page (no picture) gives None."""

    def read(self, page: Page, box: Box, what: DigitField) -> DigitReading | None: ...


@runtime_checkable
class GapReader(Protocol):
    """A reader that can also look where a printed neighbour was lost."""

    def read_gap(self, page: Page, gap: Gap, what: DigitField) -> DigitReading | None: ...


def ask(reader: DigitReader, page: Page, gap: Gap, what: DigitField) -> DigitReading | None:
    """What the reader says of a gap; a plain reader is not asked where an edge is unknown."""
    if isinstance(reader, GapReader):
        return reader.read_gap(page, gap, what)
    return None if gap.open_left or gap.open_right else reader.read(page, gap.box, what)
