"""Rows of words become a one-page ``Transcript``: text, spans, weight, indent, kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from pipeline.reading.engine import Token
from pipeline.reading.layout import Row
from pipeline.reading.stamp import is_stamp_line
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
_CELL = " | "
_HEAD, _FOOT = 0.12, 0.90  # shares of the page height that hold page numbers
_STAMPS = 0.45  # share of the page height above which offices stamp what arrives
_CENTRED = 0.025  # of the page width: how far a centred line's middle may be off


def transcript(
    rows: Sequence[Row],
    *,
    weights: Sequence[float | None],
    number: int,
    size: tuple[int, int],
    status: PageStatus,
    origin: PageOrigin,
    dpi: float,
    to_paper: Homography,
    paper_size: tuple[int, int],
    steps: tuple[str, ...] = (),
    unread: Sequence[Box] = (),
    covered: Sequence[Box] = (),
    turned: int = 0,
    lost: Sequence[Box] = (),
    texts: Sequence[str] = (),
) -> Transcript:
    """``size`` is (width, height) of the frame that the rows' boxes are in, in pixels;
    ``weights`` says how bold each row is; ``texts`` what each word should read, where that is not
    simply its normal form."""
    width, height = size
    tokens = [t for row in rows for t in row.tokens]
    left, right = _text_block(rows, width)
    lines: list[Line] = []
    words: list[Word] = []
    written: list[str] = []
    wanted = iter(texts or [nfc(t.text) for t in tokens])
    offset = 0
    for row, weight in zip(rows, weights, strict=True):
        start = offset
        text = ""
        for n, token in enumerate(row.tokens):
            if n:
                apart = row.cells[n] - row.cells[n - 1] if row.cells else 0
                text += _CELL * apart if apart else " "
            elif row.cells:
                text += (_CELL * row.cells[0]).lstrip()
            shown = next(wanted)
            span = Span(start + len(text), start + len(text) + len(shown))
            box = _fraction(token.box, width, height)
            words.append(Word(span, token.text, number, box, round(token.confidence, 4)))
            text += shown
        written.append(text)
        offset = start + len(text) + 1
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
    text = "\n".join(written)
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
        covered=tuple(covered),
        turned=turned,
        lost=tuple(lost),
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
    margins = x0 - left, right - x1
    if min(margins) < 0.02 * width:
        return False
    # near full width, a first-line indent and a short end look alike unless they match well
    room = _CENTRED if min(margins) > 0.08 * width else _CENTRED / 3
    return abs(margins[0] - margins[1]) / 2 < room * width


def _kind(text: str, row: Row, number: int, width: int, height: int) -> LineKind:
    x0, y0, x1, y1 = row.box
    if (row.stamp and (number == 1 or not row.cells)) or (
        y1 < _STAMPS * height and is_stamp_line([t.text for t in row.tokens])
    ):
        return "stamp"
    if row.cells:
        return "table"
    if row.footnote:
        return "footnote"
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
