"""How bold a line is printed, measured on the ink of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Boxes = Sequence[tuple[int, int, int, int]]
_LIGHTEST, _BOLDEST = 1.10, 1.40  # stroke width, times the page's usual, taken as 0 and as 1


def bold(lines: Sequence[Boxes], ink: Any, em: float) -> list[float | None]:
    """0 (as the page's usual type) to 1 (bold) for each line, given as the boxes of its words.

    Stroke width is twice the ink's area over its outline's length: type size plays no part.
    """
    import cv2
    import numpy as np

    grown = ink.astype(np.uint8)
    inner = cv2.erode(grown, np.ones((3, 3), np.uint8))

    def total(pixels: Any, box: tuple[int, int, int, int]) -> int:
        x0, y0, x1, y1 = box
        return int(cv2.countNonZero(pixels[y0:y1, x0:x1])) if x1 > x0 and y1 > y0 else 0

    strokes: list[float | None] = []
    lengths: list[int] = []
    for boxes in lines:
        ink_all = sum(total(grown, b) for b in boxes)
        outline = ink_all - sum(total(inner, b) for b in boxes)
        strokes.append(2 * ink_all / outline if outline > em else None)
        lengths.append(ink_all if outline > em else 0)
    known = [(s, n) for s, n in zip(strokes, lengths, strict=True) if s is not None]
    if not known:
        return [None] * len(lines)
    usual = _weighted_median(known)
    scale = usual * (_BOLDEST - _LIGHTEST)
    return [
        None if s is None else round(min(1.0, max(0.0, (s - usual * _LIGHTEST) / scale)), 2)
        for s in strokes
    ]


def _weighted_median(pairs: Sequence[tuple[float, int]]) -> float:
    ordered = sorted(pairs)
    half = sum(n for _, n in ordered) / 2
    seen = 0
    for value, n in ordered:
        seen += n
        if seen >= half:
            return value
    return ordered[-1][0]
