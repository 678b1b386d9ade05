"""Where a page runs in two columns: the head of a letter, and its foot.

Engines join the two halves of the header on every page ("ỦY BAN NHÂN DÂN   CỘNG HÒA XÃ HỘI …").
A band of two columns is a stretch of the page in which a white corridor separates rows that face
each other; it is found from the word boxes alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.reading.engine import Token

_CORRIDORS = (0.22, 0.75)  # shares of the page width between which a corridor may run
_HALF = 0.4  # of a word's height: half the corridor's least width
_GAP = 2.0  # word heights between the columns where only one row faces another
_SAME_ROW = 0.6  # word heights between the middles of words of one row


@dataclass(frozen=True, slots=True)
class Band:
    """Words with their middle between ``top`` and ``bottom`` belong left or right of ``x``,
    where ``left`` and ``right`` hold their indices. Pixels."""

    x: float
    top: float
    bottom: float
    left: frozenset[int]
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[int, ...]
    x0: float
    x1: float
    middle: float
    top: float
    bottom: float

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


_Core = tuple[float, float, list[_Row], list[_Row]]
"""Score, the corridor's x, and the rows that face each other."""


def bands(tokens: Sequence[Token], usable: Sequence[int], width: int, em: float) -> list[Band]:
    """The two-column bands of a page, from top to bottom. ``usable`` are the indices of words
    that are no scribble; ``em`` is the height of a usual word."""
    found: list[Band] = []
    free = list(usable)
    while (core := _best(tokens, free, width, em)) is not None:
        order = sorted(free, key=lambda i: _middle(tokens[i]))
        band = _grown(core, _rows(tokens, order, em), tokens, width, em)
        found.append(band)
        taken = band.left | band.right
        free = [
            i
            for i in free
            if i not in taken and not band.top - em < _middle(tokens[i]) < band.bottom + em
        ]
    return sorted(found, key=lambda band: band.top)


def _best(tokens: Sequence[Token], usable: Sequence[int], width: int, em: float) -> _Core | None:
    best: _Core | None = None
    seen: set[tuple[int, ...]] = set()
    x = _CORRIDORS[0] * width
    while x < _CORRIDORS[1] * width:
        for left, right in _facing_stretches(tokens, usable, x, em):
            key = (*left, -1, *right)
            if key in seen:
                continue
            seen.add(key)
            scored = _score(tokens, left, right, width, em)
            if scored is not None and (best is None or scored[0] > best[0]):
                best = scored
        x += em * 0.4
    return best


def _facing_stretches(
    tokens: Sequence[Token], usable: Sequence[int], x: float, em: float
) -> list[tuple[list[int], list[int]]]:
    """Words left and right of the corridor at ``x``, one pair a stretch that no word crosses."""
    half = em * _HALF
    order = sorted(usable, key=lambda i: _middle(tokens[i]))
    crossing = [
        _middle(tokens[i])
        for i in order
        if tokens[i].box[0] < x + half and tokens[i].box[2] > x - half
    ]
    stretches: list[tuple[list[int], list[int]]] = [([], [])]
    ahead = 0
    for i in order:
        middle = _middle(tokens[i])
        while ahead < len(crossing) and crossing[ahead] < middle - _SAME_ROW * em:
            ahead += 1
            if stretches[-1][0] or stretches[-1][1]:
                stretches.append(([], []))
        if ahead < len(crossing) and crossing[ahead] <= middle + _SAME_ROW * em:
            continue  # in a row that crosses the corridor
        stretches[-1][tokens[i].box[0] > x].append(i)
    return [(left, right) for left, right in stretches if left and right]


def _score(
    tokens: Sequence[Token], left: list[int], right: list[int], width: int, em: float
) -> _Core | None:
    lefts, rights = _rows(tokens, left, em), _rows(tokens, right, em)
    top = max(lefts[0].middle, rights[0].middle) - 1.2 * em
    bottom = min(lefts[-1].middle, rights[-1].middle) + 1.2 * em
    core_left = [r for r in lefts if top <= r.middle <= bottom]
    core_right = [r for r in rights if top <= r.middle <= bottom]
    fewer = min(len(core_left), len(core_right))
    if not fewer or len(core_left) + len(core_right) < 3:
        return None
    gap = min(r.x0 for r in core_right) - max(r.x1 for r in core_left)
    if fewer == 1 and gap < _GAP * em:
        return None
    if _is_prose(core_left, core_right, width):
        return None
    x = (min(r.x0 for r in core_right) + max(r.x1 for r in core_left)) / 2
    score = len(core_left) + len(core_right) + min(gap / em, 6.0) * 0.1
    return score, x, core_left, core_right


def _is_prose(left: list[_Row], right: list[_Row], width: int) -> bool:
    """Full lines of justified text through which a white river happens to run: both outer
    edges are flush and most rows have a partner, which no header or signature shows."""
    if len(left) < 2 or len(right) < 2:
        return False
    paired = sum(any(abs(a.middle - b.middle) < 3 for b in right) for a in left)
    flush = max(r.x1 for r in right) - min(r.x1 for r in right) < 0.01 * width
    return flush and paired == len(left) == len(right)


def _grown(core: _Core, everything: list[_Row], tokens: Sequence[Token], width: int, em: float) -> Band:
    """The core with the rows above and below that plainly go on with one of its columns."""
    _, x, *columns = core
    taken = {i for column in columns for row in column for i in row.words}
    sides = [list(column) for column in columns]
    for up in (True, False):
        edges = [column[0].top if up else column[-1].bottom for column in columns]
        limit = min(c[0].middle for c in columns) if up else max(c[-1].middle for c in columns)
        beyond = [r for r in everything if (r.middle < limit if up else r.middle > limit)]
        for row in reversed(beyond) if up else beyond:
            halves = _halves(tokens, row, x, width, em)
            matched = False
            for side, half in enumerate(halves):
                if half is None or taken & set(half.words):
                    continue
                gap = edges[side] - half.bottom if up else half.top - edges[side]
                if _goes_on(columns[side], half, gap, width, em):
                    sides[side].append(half)
                    edges[side] = half.top if up else half.bottom
                    matched = True
            if not matched and _is_text(tokens, row):
                break
    rows = sides[0] + sides[1]
    return Band(
        x=x,
        top=min(r.top for r in rows),
        bottom=max(r.bottom for r in rows),
        left=frozenset(i for r in sides[0] for i in r.words),
        right=frozenset(i for r in sides[1] for i in r.words),
    )


def _goes_on(column: list[_Row], row: _Row, gap: float, width: int, em: float) -> bool:
    """Whether a row has its middle, or its left edge, where the column's rows have theirs."""
    centre, edge = median(r.centre for r in column), median(r.x0 for r in column)
    if abs(row.centre - centre) < 0.04 * width:
        return gap < 9 * em  # a signature stands between the title and the name
    return abs(row.x0 - edge) < 0.015 * width and gap < 0.9 * em


def _halves(
    tokens: Sequence[Token], row: _Row, x: float, width: int, em: float
) -> tuple[_Row | None, _Row | None]:
    """A row parted at its widest gap near the corridor, or the side that it lies on whole."""
    if row.x1 < x + 0.05 * width:
        return row, None
    if row.x0 > x - 0.05 * width:
        return None, row
    words = sorted(row.words, key=lambda i: tokens[i].box[0])
    best, at = 0.9 * em, 0
    for n in range(1, len(words)):
        start, end = tokens[words[n - 1]].box[2], tokens[words[n]].box[0]
        if abs((start + end) / 2 - x) < 0.12 * width and end - start > best:
            best, at = end - start, n
    if not at:
        return None, None
    return _row(tokens, words[:at]), _row(tokens, words[at:])


def _is_text(tokens: Sequence[Token], row: _Row) -> bool:
    """A line of several well-read words: columns do not go on beyond it."""
    return len(row.words) >= 4 and median(tokens[i].confidence for i in row.words) > 0.6


def _rows(tokens: Sequence[Token], words: list[int], em: float) -> list[_Row]:
    """Words, already sorted by their middles, gathered to rows."""
    groups: list[list[int]] = []
    for i in words:
        if groups and _middle(tokens[i]) - _middle(tokens[groups[-1][0]]) < _SAME_ROW * em:
            groups[-1].append(i)
        else:
            groups.append([i])
    return [_row(tokens, group) for group in groups]


def _row(tokens: Sequence[Token], words: list[int]) -> _Row:
    boxes = [tokens[i].box for i in words]
    return _Row(
        words=tuple(words),
        x0=min(b[0] for b in boxes),
        x1=max(b[2] for b in boxes),
        middle=median((b[1] + b[3]) / 2 for b in boxes),
        top=min(b[1] for b in boxes),
        bottom=max(b[3] for b in boxes),
    )


def _middle(token: Token) -> float:
    return (token.box[1] + token.box[3]) / 2
