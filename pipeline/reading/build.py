"""Rows of words become a one-page ``Transcript``: text, spans, weight, indent, kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Any

from pipeline.reading.engine import Token
from pipeline.reading.layout import Row, em_of
from pipeline.reading.weight import bold
from pipeline.records import (
    Box,
    Homography,
    Line,
    LineKind,
    Page,
    PageOrigin,
    PageStatus,
    Span,
    Transcript,
    Word,
)
from pipeline.text import nfc

_PAGE_NUMBER = re.compile(r"[-–—.\s]*\d{1,3}[-–—.\s]*\Z")
_HEAD, _FOOT = 0.12, 0.90  # shares of the page height that hold page numbers
_CENTRED = 0.025  # of the page width: how far a centred line's middle may be off


def transcript(
    rows: Sequence[Row],
    *,
    number: int,
    size: tuple[int, int],
    ink: Any,
    status: PageStatus,
    origin: PageOrigin,
    dpi: float,
    to_paper: Homography,
    paper_size: tuple[int, int],
    steps: tuple[str, ...] = (),
    unread: Sequence[Box] = (),
) -> Transcript:
    """``size`` is (width, height) of the frame that the rows' boxes are in, in pixels; ``ink``
    its bool array or None (then nothing is said about weight)."""
    width, height = size
    tokens = [t for row in rows for t in row.tokens]
    left, right = _text_block(rows, width)
    weights = bold([[t.box for t in row.tokens] for row in rows], ink, em_of(tokens))
    lines: list[Line] = []
    words: list[Word] = []
    texts: list[str] = []
    offset = 0
    for row, weight in zip(rows, weights, strict=True):
        start = offset
        parts = []
        for token in row.tokens:
            shown = nfc(token.text)
            span = Span(offset, offset + len(shown))
            box = _fraction(token.box, width, height)
            words.append(Word(span, token.text, number, box, round(token.confidence, 4)))
            parts.append(shown)
            offset += len(shown) + 1
        text = " ".join(parts)
        texts.append(text)
        lines.append(
            Line(
                span=Span(start, start + len(text)),
                page=number,
                box=_fraction(row.box, width, height),
                side=row.side,
                kind=_kind(text, row, number, width, height),
                indent=round(max(0.0, (row.box[0] - left) / width), 4),
                bold=weight,
                centred=_is_centred(row, left, right, width),
            )
        )
    text = "\n".join(texts)
    page = Page(
        number=number,
        span=Span(0, len(text)),
        status=status,
        origin=origin,
        confidence=_mean_confidence(tokens),
        width=paper_size[0],
        height=paper_size[1],
        dpi=dpi,
        to_paper=to_paper,
        steps=steps,
        unread=tuple(unread),
    )
    return Transcript(text, (page,), tuple(lines), tuple(words))


def _mean_confidence(tokens: Sequence[Token]) -> float:
    total = sum(len(t.text) for t in tokens)
    return round(sum(t.confidence * len(t.text) for t in tokens) / total, 4) if total else 0.0


def _text_block(rows: Sequence[Row], width: int) -> tuple[float, float]:
    """Left and right edge of the running text: where most full lines begin and end."""
    full = [r.box for r in rows if r.side == "full" and r.box[2] - r.box[0] > 0.45 * width]
    if len(full) < 3:
        boxes = [r.box for r in rows]
        if not boxes:
            return 0.0, float(width)
        return float(min(b[0] for b in boxes)), float(max(b[2] for b in boxes))
    lefts = sorted(b[0] for b in full)
    return float(lefts[len(lefts) // 5]), float(median(b[2] for b in full))


def _is_centred(row: Row, left: float, right: float, width: int) -> bool | None:
    """About the middle of the text block; not said of halves, which are centred on their own."""
    if row.side != "full":
        return None
    x0, _, x1, _ = row.box
    if x0 - left < 0.06 * width or right - x1 < 0.04 * width:
        return False
    return abs((x0 + x1) / 2 - (left + right) / 2) < _CENTRED * width


def _kind(text: str, row: Row, number: int, width: int, height: int) -> LineKind:
    x0, y0, x1, y1 = row.box
    if number > 1 and _PAGE_NUMBER.match(text):
        if y1 < _HEAD * height and abs((x0 + x1) / 2 - width / 2) < 0.15 * width:
            return "page_number"
        if y0 > _FOOT * height:
            return "page_number"
    return "text"


def _fraction(box: tuple[float, float, float, float], width: int, height: int) -> Box:
    x0, y0, x1, y1 = box
    return (
        round(x0 / width, 5),
        round(y0 / height, 5),
        round(x1 / width, 5),
        round(y1 / height, 5),
    )
