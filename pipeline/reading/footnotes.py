"""Footnotes: small type at the foot of a page, under a short rule, beginning with a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from pipeline.reading.layout import Row

_MARK = re.compile(r"\W{0,2}(?:\d{1,3}|[*†‡¹²³]|\(\d{1,2}\)|\[\d{1,2}\])(?:\W|\b)")
_RULE = (0.5, 3.2)  # inches: word processors draw it 2 inches long
_THICK = 0.04  # inches
_FROM = 0.45  # share of the page height: no footnote begins higher
_SIDE = 0.25  # inches by which the rule may begin off the text's left edge
_SMALL = 0.94  # of the page's usual type: 11 points under 13 or 14 make 0.85
_FOOT = 0.94  # share of the page height under which page numbers stand


def with_footnotes(rows: Sequence[Row], ink: Any, dpi: float, em: float) -> list[Row]:
    """The rows, those of footnotes marked as such. ``ink``: bool array of the page, with its
    thin rules; ``em``: height of a usual word, in pixels."""
    height = ink.shape[0]
    words = [r for r in rows if not r.cells and not r.stamp]
    if not any(_may_open(r, height) and _are_notes([r], em) for r in words):
        return list(rows)  # as on nearly every page: no need to look for rules
    left = sorted(r.box[0] for r in words)[len(words) // 4]
    for y in _rules(ink, left, dpi):
        under = [r for r in rows if r.box[1] >= y - 2]
        notes = [r for r in under if r.box[1] < _FOOT * height or len(r.tokens) > 2]
        if notes and _are_notes(notes, em):
            marked = {id(r) for r in notes}
            return [replace(r, footnote=True) if id(r) in marked else r for r in rows]
    return list(rows)


def _may_open(row: Row, height: int) -> bool:
    """Whether a row stands low enough to be the first of the footnotes."""
    return row.box[1] >= _FROM * height


def _are_notes(rows: Sequence[Row], em: float) -> bool:
    """Small lines, the first of which begins with a mark; no columns, no table."""
    if any(r.cells or r.stamp or r.side != "full" for r in rows):
        return False
    first = min(rows, key=lambda r: r.box[1])
    if not _MARK.match(" ".join(t.text for t in first.tokens)):
        return False
    tall = [t.box[3] - t.box[1] for r in rows for t in r.tokens if len(t.text) > 1]
    return bool(tall) and median(tall) < _SMALL * em


def _rules(ink: Any, left: float, dpi: float) -> list[int]:
    """Where thin level rules of a footnote's length begin at the text's left edge, from top to
    bottom, in pixels."""
    import cv2
    import numpy as np

    height = ink.shape[0]
    start = round(_FROM * height)
    dark = ink[start:].astype(np.uint8)
    wide = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((1, round(_RULE[0] * dpi)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(runs, None, 8)
    found = []
    for x, y, w, h, _ in stats[1:].tolist():
        long = _RULE[0] * dpi <= w <= _RULE[1] * dpi
        if long and h <= _THICK * dpi + 3 and abs(x - left) < _SIDE * dpi:
            found.append(start + y + h)
    return sorted(found)
