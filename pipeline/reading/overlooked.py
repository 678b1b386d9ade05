"""A second look at printed words that the engine passed over.

Now and then it leaves a word out of a line that it reads well (a short one under a tall mark, the
last one of a title), a short line among others (the first of the recipients), and a page's lone
number at the head. Their ink is seen, as ink that gave no words: what stands in line with words
that were read, or close over or under them, is cut out and read by itself. Only letters count
(figures there are mostly a pen's), and only sure ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.boxes import covers, level_share, shifted
from pipeline.reading.engine import Engine, Token
from pipeline.reading.strips import Part, read_sheet
from pipeline.records import Box, PageImage
from pipeline.text import fold

_WORD = re.compile(r"[(“]?[^\W\d_]{2,}[.,;:)”]{0,2}|[-–+]")
_NUMBER = re.compile(r"[1-9]\d{0,2}")
_SURE = 0.8
_TALL = (0.5, 1.7)  # times the usual height: that of a word
_WIDE = 0.8  # times the usual height: the least width of a word
_NEAR = 2.0  # times the usual height: how far the next word of its line may be
_LINE, _CLOSE = 2.0, 1.3  # the same: the least width of a whole line, and how far the next may be
_LEVEL = 0.6  # share of the lower one's height that two words of a line have in common
_WRITTEN = frozenset(("so", "ngay", "thang"))  # what a pen writes behind
_TOP, _MIDDLE = 0.09, 0.06  # shares of the page: where its number stands
_ROOM = 0.4  # times the usual height, left white around
_MOST = 8


def read_overlooked(
    image: PageImage, words: Sequence[Token], unread: Sequence[Box], by: Engine, em: float
) -> list[Token]:
    """Words that stand at boxes of ``unread`` (fractions), in line with ``words``. The engine is
    asked at most once, and not where nothing stands in line."""
    height, width = image.clean.shape
    boxes = [
        (round(x0 * width), round(y0 * height), round(x1 * width), round(y1 * height))
        for x0, y0, x1, y1 in unread
    ]
    likely = [
        b
        for b in boxes
        if _is_page_number(b, image, em) or _is_in_line(b, words, em) or _is_a_line(b, words, em)
    ][:_MOST]
    room = round(_ROOM * em)
    pieces = [
        (n, 1.0, image.clean[max(0, y0 - room) : y1 + room, max(0, x0 - room) : x1 + room])
        for n, (x0, y0, x1, y1) in enumerate(likely)
    ]
    found: list[Token] = []
    for box, line in zip(likely, read_sheet(pieces, image.dpi, by, image.rough), strict=True):
        corner = max(0, box[0] - room), max(0, box[1] - room)
        pattern = _NUMBER if _is_page_number(box, image, em) else _WORD
        said = [t for t in line if any(map(str.isalnum, t.text))]
        sure = all(t.confidence >= _SURE for t in said)
        if said and sure and all(pattern.fullmatch(t.text) for t in line):
            found += [_placed(t, corner, _line_of(box, words)) for t in line]
    return found


def in_place_of(tokens: Sequence[Token], more: Sequence[Token]) -> list[Token]:
    """The words with ``more``, and without the scraps that were read, and not believed, there."""
    kept = [t for t in tokens if not any(covers(word.box, t.box) for word in more)]
    return [*kept, *more]


def _is_page_number(box: Part, image: PageImage, em: float) -> bool:
    height, width = image.clean.shape
    x0, y0, x1, y1 = box
    middle = abs((x0 + x1) / 2 / width - 0.5) < _MIDDLE
    small = x1 - x0 < 2 * em and _TALL[0] * em <= y1 - y0 <= _TALL[1] * em
    return image.number > 1 and middle and small and y1 < _TOP * height


def _is_in_line(box: Part, words: Sequence[Token], em: float) -> bool:
    """Whether a printed word may stand there: as tall as one, beside one that was read."""
    x0, y0, x1, y1 = box
    if x1 - x0 < _WIDE * em or not _TALL[0] * em <= y1 - y0 <= _TALL[1] * em:
        return False
    beside = [
        t
        for t in words
        if t.confidence >= _SURE
        and _TALL[0] * em <= t.box[3] - t.box[1] <= _TALL[1] * em
        and level_share(box, t.box) >= _LEVEL
        and max(t.box[0] - x1, x0 - t.box[2]) < _NEAR * em
    ]
    left = [t for t in beside if t.box[2] <= (x0 + x1) / 2]
    return bool(beside) and not any(fold(t.text).strip(" .:,;") in _WRITTEN for t in left)


def _is_a_line(box: Part, words: Sequence[Token], em: float) -> bool:
    """Whether a line of its own may stand there: close over or under words that were read."""
    x0, y0, x1, y1 = box
    if x1 - x0 < _LINE * em or not _TALL[0] * em <= y1 - y0 <= _TALL[1] * em:
        return False
    return any(
        t.confidence >= _SURE
        and min(x1, t.box[2]) > max(x0, t.box[0])
        and -0.2 * em < max(t.box[1] - y1, y0 - t.box[3]) < _CLOSE * em
        for t in words
    )


def _line_of(box: Part, words: Sequence[Token]) -> tuple[int, int, int]:
    level = [t for t in words if level_share(box, t.box) >= _LEVEL]
    near = min(level, key=lambda t: max(t.box[0] - box[2], box[0] - t.box[2]), default=None)
    return near.line if near else (-1, 0, box[1])


def _placed(token: Token, corner: tuple[int, int], line: tuple[int, int, int]) -> Token:
    return replace(token, box=shifted(token.box, *corner), line=line)
