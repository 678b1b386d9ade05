"""A set page: what is printed, written and stamped where. Points from the top left of A4."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
MM = 72 / 25.4

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Printed text on a baseline."""

    text: str
    x: float
    y: float
    style: str
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line; dotted ones carry handwriting."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.7
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Ink:
    """Pen strokes: ``mask`` is a uint8 array at 300 dpi, cropped to the ink, top left at x, y.
    ``what`` says what is written (``number``, ``day`` …), None of mere strokes."""

    mask: Any
    x: float
    y: float
    colour: tuple[int, int, int]
    what: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Room for a number or a day that nobody filled in."""

    what: str
    box: Rect


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp or seal to be drawn: an RGBA-like mask made by ``stamps``, centred at x, y."""

    kind: str
    x: float
    y: float
    lines: tuple[str, ...] = ()
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line as text, with the zone that orders it on its page."""

    text: str
    zone: str
    y: float


@dataclass(slots=True)
class Sheet:
    """A page while it is being filled."""

    number: int
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    inks: list[Ink] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
