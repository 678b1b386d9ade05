"""A second look at single lines that were read badly.

A line cut out is read once more with the other way to tell ink from paper (one threshold for the
page, or one for each place), and stays where that says clearly more. Measured on rendered letters
that tools did not see: a twentieth fewer wrong words of fax-like pages, less of others, for two
hundredths of the time; looking at more lines, joining words of both, larger type gained nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from pipeline.reading.boxes import covers, shifted, worth
from pipeline.reading.certainty import chances
from pipeline.reading.engine import Engine, Token
from pipeline.reading.layout import Row
from pipeline.reading.noise import without_noise
from pipeline.reading.strips import read_sheet
from pipeline.records import PageImage

_DOUBT = 0.85  # expected share of right words under which a line is read again
_LETTERS = 8  # of a line; shorter ones tell too little about which reading is better
_BETTER = 1.03
_WHOLE = 0.6  # share of the words and signs that a second reading must have at least
_HEAD = 0.3  # share of page one where most doubt is about a written number that no reading mends
_LAP = 0.5  # share of a word's width by which the one before may lap over it
_AGAIN = 0.6  # share of a row's words that another row repeats
_MOST = 30  # lines of a page: where more are bad, the page is
_TALL = 1.6  # times the usual height: a word that stray ink has stretched
_ROOM = (0.5, 0.25)  # times the usual height, left white around a line


def read_doubtful(image: PageImage, rows: Sequence[Row], by: Engine, em: float) -> list[Row]:
    """The rows, doubtful ones as the better of two readings has them."""
    head = _HEAD * image.clean.shape[0] if image.number == 1 else 0.0
    doubted = [n for n in _doubted(rows) if rows[n].box[1] >= head][:_MOST]
    if not doubted or image.blank:
        return list(rows)
    cuts = [_cut(image.clean, rows[n], em) for n in doubted]
    pieces = [(n, 1.0, grey) for n, (grey, _, _) in zip(doubted, cuts, strict=True)]
    lines = read_sheet(pieces, image.dpi, by, not image.rough)
    result = list(rows)
    for n, (_, x, y), line in zip(doubted, cuts, lines, strict=True):
        level = [t for t in (_moved(t, x, y, rows[n]) for t in line) if _is_level(t, rows[n])]
        moved = sorted(level, key=lambda t: t.box[0])
        kept, _ = without_noise([replace(rows[n], tokens=tuple(moved))], em) if moved else ([], [])
        if kept and _is_better(kept[0], rows[n]):
            result[n] = kept[0]
    return _told_once(result, [n for n in doubted if result[n] is not rows[n]])


def _told_once(rows: Sequence[Row], anew: Sequence[int]) -> list[Row]:
    """The rows without those that a new reading repeats: where the engine had made two of one
    line, each cut shows the whole of it."""
    gone: set[int] = set()
    for n in anew:
        for m, other in enumerate(rows):
            if m == n or {m, n} & gone or not _is_level_with(other, rows[n]):
                continue
            again = [t for t in other.tokens if any(covers(u.box, t.box) for u in rows[n].tokens)]
            if len(again) >= _AGAIN * len(other.tokens):
                gone.add(m if worth(other.tokens) <= worth(rows[n].tokens) else n)
    return [row for n, row in enumerate(rows) if n not in gone]


def _is_level_with(one: Row, other: Row) -> bool:
    return min(one.box[3], other.box[3]) > max(one.box[1], other.box[1])


def _doubted(rows: Sequence[Row]) -> list[int]:
    """Numbers of the lines of running text that are expected to have too many wrong words."""
    tokens = [t for row in rows for t in row.tokens]
    sure = iter(chances([t.text for t in tokens], [t.confidence for t in tokens]))
    found = []
    for n, row in enumerate(rows):
        pairs = [(len(t.text), next(sure)) for t in row.tokens]
        letters = sum(length for length, _ in pairs)
        share = sum(length * p for length, p in pairs) / max(1, letters)
        if share < _DOUBT and letters >= _LETTERS and not row.cells and not row.stamp:
            found.append(n)
    return found


def _cut(grey: Any, row: Row, em: float) -> tuple[Any, int, int]:
    """A line's pixels with a little white around, and where they begin."""
    height, width = grey.shape
    usual = [t.box for t in row.tokens if t.box[3] - t.box[1] < _TALL * em]
    boxes = usual or [t.box for t in row.tokens]
    across, down = (round(room * em) for room in _ROOM)
    x0, x1 = max(0, row.box[0] - across), min(width, row.box[2] + across)
    y0, y1 = max(0, min(b[1] for b in boxes) - down), min(height, max(b[3] for b in boxes) + down)
    return grey[y0:y1, x0:x1], x0, y0


def _is_level(token: Token, row: Row) -> bool:
    """Whether a word stands on the row itself, not on a neighbour that its cut has touched."""
    top, bottom = (median(t.box[n] for t in row.tokens) for n in (1, 3))
    return top < (token.box[1] + token.box[3]) / 2 < bottom


def _is_better(new: Row, old: Row) -> bool:
    """More trusted, and no shorter to speak of: a few sure letters are no line."""
    if len(new.tokens) < _WHOLE * len(old.tokens) or _signs(new) < _WHOLE * _signs(old):
        return False
    if any(a.box[2] - b.box[0] > _LAP * (b.box[2] - b.box[0]) for a, b in pairwise(new.tokens)):
        return False  # two lines read as one
    return worth(new.tokens) > _BETTER * worth(old.tokens)


def _signs(row: Row) -> int:
    return sum(len(t.text) for t in row.tokens)


def _moved(token: Token, x: int, y: int, row: Row) -> Token:
    return replace(token, box=shifted(token.box, x, y), line=row.tokens[0].line)
