"""A second look at stamps on page one: urgency, secrecy, and that of the receiving office.

They are red, or framed as no type is, and cleaning takes them away as it takes seals. What it
took is remembered here, and asked what it says: a stamp's words come back as lines of their own,
and a stamp that gave none is a covered place, so that nobody says there was no stamp.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.reading.engine import Engine, Token
from pipeline.reading.frames import Shape, framed, levelled, shapes
from pipeline.reading.inks import black, red, red_share, straight
from pipeline.reading.layout import Row
from pipeline.reading.stamp import is_stamp_field, stamp_word
from pipeline.reading.strips import LARGER, Part, read_sheet, sized
from pipeline.records import Box, PageImage

_HEAD = 0.5  # share of page one above which offices stamp
_LOOK = 100.0  # dots an inch that are enough to find stamps
_INK = 150  # of 255
_MARGIN = 0.07  # share of the page: what stands above is a print of the archive or the web site
_RED = 0.0002  # share of red pixels from which there may be a stamp: a small one has 0.0005
_MOST = 6
_SCRAP, _SURE = 0.25, 0.5


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Where it stands on the page, in pixels, its own pixels set level, and the way back."""

    at: Part
    grey: Any
    back: Any


def look_at_head(image: PageImage, by: Engine) -> tuple[list[Row], tuple[Box, ...]]:
    """Lines of stamps on page one that cleaning took away, and the boxes (fractions) of what
    looks like a stamp and gave no words."""
    if image.number != 1 or image.blank:
        return [], ()
    height, width = image.clean.shape
    found = _stamps(image)[:_MOST]
    rows: list[Row] = []
    silent: list[Box] = []
    for stamp, lines in zip(found, _read(found, image, by), strict=True):
        if not lines and stamp.at[3] > _MARGIN * height:
            silent.append(_fraction(stamp.at, width, height))
        for line in lines:
            tokens = [replace(t, box=_placed(t, stamp)) for t in line]
            rows.append(Row(tuple(tokens), "full", stamp=True))
    return rows, tuple(silent)


def _read(found: Sequence[_Stamp], image: PageImage, by: Engine) -> list[list[list[Token]]]:
    """What each stamp says, line by line, of two sizes the one that says more."""
    pieces = [
        (n, scale, sized(stamp.grey, scale))
        for n, stamp in enumerate(found)
        for scale in (1.0, LARGER)
    ]
    best: list[list[list[Token]]] = [[] for _ in found]
    for (n, scale, _), words in zip(
        pieces, read_sheet(pieces, image.dpi, by, image.rough), strict=True
    ):
        lines = [kept for line in _lines(words) if (kept := _kept(line))]
        level = [[replace(t, box=_shrunk(t.box, scale)) for t in line] for line in lines]
        best[n] = max(best[n], level, key=_worth)
    return best


def _worth(lines: Sequence[Sequence[Token]]) -> float:
    return sum(len(t.text) * t.confidence for line in lines for t in line)


def _shrunk(box: Part, scale: float) -> Part:
    x0, y0, x1, y1 = (round(v / scale) for v in box)
    return x0, y0, x1, y1


def _stamps(image: PageImage) -> list[_Stamp]:
    """What was stamped in black or blue, then in red. They are looked for in a small view."""
    scale = min(1.0, _LOOK / image.dpi)
    view = straight(image, (0.0, 0.0, 1.0, _HEAD), scale)
    dpi = image.dpi * scale
    layers: list[tuple[Callable[[Any], Any], Any]] = [(black, _taken_away(view, image, dpi))]
    if red_share(view) > _RED:
        layers.append((red, red(view) < _INK))
    return [
        _cut(image, shape.scaled(1 / scale), layer)
        for layer, ink in layers
        if float(ink.mean()) > _RED
        for shape in shapes(ink, dpi)
    ]


def _taken_away(view: Any, image: PageImage, dpi: float) -> Any:
    """Bool array: black or blue ink of the paper that the clean page lacks, or that stands in a
    frame."""
    import cv2
    import numpy as np

    ink = black(view) < _INK
    clean = image.clean[: round(_HEAD * image.clean.shape[0])]
    size = (ink.shape[1], ink.shape[0])
    left = cv2.resize(clean, size, interpolation=cv2.INTER_AREA) < 215
    near = cv2.dilate(left.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return (ink & ~near) | framed(ink, dpi)


def _cut(image: PageImage, shape: Shape, layer: Callable[[Any], Any]) -> _Stamp:
    """One stamp from the page at full size."""
    height, width = image.clean.shape
    pad = round(0.1 * image.dpi)
    x0, y0, x1, y1 = shape.at
    x0, y0, x1, y1 = max(0, x0 - pad), max(0, y0 - pad), min(width, x1 + pad), min(height, y1 + pad)
    rgb = straight(image, (x0 / width, y0 / height, x1 / width, y1 / height))
    inside = replace(shape, middle=(shape.middle[0] - x0, shape.middle[1] - y0))
    grey, back = levelled(layer(rgb), inside, image.dpi)
    back[:, 2] += (x0, y0)
    return _Stamp(shape.at, grey, back)


def _kept(line: Sequence[Token]) -> list[Token]:
    """What a line of a stamp says: its degree, ``ĐẾN``, a labelled field. The name of the office
    that received the letter is left out: it stands where the letter's own issuer does."""
    words = [t for t in line if any(map(str.isalnum, t.text))]
    sure = [t for t in words if t.confidence > _SCRAP]
    # a word of so short a list may be doubted by the engine: its confidence says so
    for some in (sure, words):
        if stamp_word(" ".join(t.text for t in some)) is not None:
            return some
    start = next((n for n, t in enumerate(sure) if is_stamp_field(t.text)), len(sure))
    return [t for t in sure[start:] if t.confidence >= _SURE or is_stamp_field(t.text)]


def _lines(words: Sequence[Token]) -> list[list[Token]]:
    lines: dict[tuple[int, int, int], list[Token]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [sorted(line, key=lambda t: t.box[0]) for line in lines.values()]


def _placed(token: Token, stamp: _Stamp) -> Part:
    """A word's box on the page, level, as large as it is: of tilted words the middle is right."""
    x0, y0, x1, y1 = token.box
    x, y = (float(v) for v in stamp.back @ ((x0 + x1) / 2, (y0 + y1) / 2, 1.0))
    wide, tall = (x1 - x0) / 2, (y1 - y0) / 2
    return round(x - wide), round(y - tall), round(x + wide), round(y + tall)


def _fraction(at: Part, width: int, height: int) -> Box:
    x0, y0, x1, y1 = at
    return (
        round(x0 / width, 5), round(y0 / height, 5), round(x1 / width, 5), round(y1 / height, 5)
    )  # fmt: skip
