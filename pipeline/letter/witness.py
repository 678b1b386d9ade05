"""Who else may read a number or a date's parts: the plug for a reader of written digits.

Tesseract's reading of handwriting is worthless even where it is sure of it, so on scanned pages
the digits of the header are believed only when a witness confirms them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from pipeline.records import Box, Page

DigitField = Literal["number", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class DigitReading:
    """``text``: digits, None where nothing can be read. ``ink``: whether there is any ink in the
    place. ``hand``: written by hand, None where unknown. ``place_box``: the ink found, in the
    straight frame."""

    text: str | None
    confidence: float
    ink: bool
    hand: bool | None = None
    place_box: Box | None = None


class DigitReader(Protocol):
    """``box`` is in the straight frame of ``page`` and ends where the printed neighbours begin.
    A reader that can't see the page (no picture) gives None."""

    def read(self, page: Page, box: Box, what: DigitField) -> DigitReading | None: ...
