"""Ink of the size of writing that gave no words: very often the number and day by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.reading.engine import Token
from pipeline.records import Box

_SLIVER, _BESIDE = 0.14, 0.07  # inches: no broader than a letter, no further than a space
_WORD = 0.6  # confidence of a word that is one
_MOST = 60  # boxes kept of a page; a photograph would give thousands


def ink_of(grey: Any) -> Any:
    """Bool array: True where a cleaned page is dark."""
    import cv2

    level, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if level > 225:  # nothing but paper: Otsu would split its grain
        dark = (grey < 128).astype("uint8")
    return dark > 0


def unread_boxes(ink: Any, kept: Sequence[Token], dpi: float) -> tuple[Box, ...]:
    """Boxes, in fractions, of ink between 1.5 and 18 mm high outside every word kept; strokes
    closer than 2 mm form one box. From top to bottom."""
    import cv2
    import numpy as np

    height, width = ink.shape
    rest = ink.astype(np.uint8)
    for token in kept:
        x0, y0, x1, y1 = token.box
        rest[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = 0
    reach = max(3, round(dpi * 0.08))
    # half the size is enough to see what stands together, at a quarter of the cost
    small = cv2.resize(rest * np.uint8(255), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    around = np.ones((max(3, reach // 6), max(3, reach // 2)), np.uint8)
    joined = cv2.dilate((small > 0).astype(np.uint8), around)
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, None, 8)
    boxes: list[tuple[int, Box]] = []
    for x, y, w, h in (2 * stats[1:, :4]).tolist():
        part = rest[y : y + h, x : x + w]
        ys, xs = np.nonzero(part)
        if len(ys) < (dpi * 0.03) ** 2:
            continue
        x0, x1 = x + int(xs.min()), x + int(xs.max()) + 1
        y0, y1 = y + int(ys.min()), y + int(ys.max()) + 1
        if not 0.06 * dpi <= y1 - y0 <= 0.7 * dpi or x1 - x0 < 0.02 * dpi:
            continue
        if x1 - x0 < _SLIVER * dpi and _within_words((x0, y0, x1, y1), kept, dpi):
            continue
        box = (
            round(x0 / width, 5), round(y0 / height, 5), round(x1 / width, 5), round(y1 / height, 5)
        )  # fmt: skip
        boxes.append((len(ys), box))
    boxes.sort(key=lambda b: -b[0])
    return tuple(sorted((b for _, b in boxes[:_MOST]), key=lambda b: (b[1], b[0])))


def _within_words(box: tuple[int, int, int, int], kept: Sequence[Token], dpi: float) -> bool:
    """Whether a sliver of ink stands between two words of letters on one line: engines draw boxes
    a letter short. Beside figures it may be one more, written by hand."""
    x0, y0, x1, y1 = box
    level = [
        t for t in kept
        if t.box[1] <= (y0 + y1) / 2 <= t.box[3]
        and t.confidence >= _WORD and all(c.isalpha() or c in ",.;:" for c in t.text)
    ]  # fmt: skip
    near = _BESIDE * dpi
    left = any(-near < x0 - t.box[2] < near for t in level)
    return left and any(-near < t.box[0] - x1 < near for t in level)
