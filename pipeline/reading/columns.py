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
from pipeline.text import fold

_CORRIDORS = (0.22, 0.75)  # shares of the page width between which a corridor may run
_HALF = 0.4  # of a word's height: half the corridor's least width
_GAP = 2.0  # word heights between the columns where only one row faces another
_LETTERS = 4  # of a row on the right; fewer are strokes of a signature
_SAME_ROW = 0.5  # word heights between the middles of words of one row


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
    rows = _rows(tokens, usable, em)
    while (core := _best(tokens, rows, width, em)) is not None:
        band = _grown(core, rows, tokens, width, em)
        found.append(band)
        taken = band.left | band.right
        rows = [
            r
            for r in rows
            if not taken & set(r.words) and not band.top - em < r.middle < band.bottom + em
        ]
    return sorted(found, key=lambda band: band.top)


def _best(tokens: Sequence[Token], rows: Sequence[_Row], width: int, em: float) -> _Core | None:
    best: _Core | None = None
    seen: set[tuple[int, ...]] = set()
    parted = [_Parted(tokens, row, em) for row in rows]
    x = _CORRIDORS[0] * width
    while x < _CORRIDORS[1] * width:
        for left, right in _facing_stretches(parted, x, em):
            key = (*(i for r in left for i in r.words), -1, *(i for r in right for i in r.words))
            if key in seen:
                continue
            seen.add(key)
            scored = _score(tokens, left, right, em)
            if scored is not None and (best is None or scored[0] > best[0]):
                best = scored
        x += em * 0.4
    return best


class _Parted:
    """A row as the stretches of it that no corridor can part, and its halves, made when asked."""

    def __init__(self, tokens: Sequence[Token], row: _Row, em: float) -> None:
        self._tokens, self._row = tokens, row
        self._halves: dict[int, tuple[_Row | None, _Row | None]] = {}
        self.spans: list[tuple[int, int]] = []
        for x0, x1 in sorted((tokens[i].box[0], tokens[i].box[2]) for i in row.words):
            if self.spans and x0 - self.spans[-1][1] < 2 * em * _HALF:
                self.spans[-1] = (self.spans[-1][0], max(x1, self.spans[-1][1]))
            else:
                self.spans.append((x0, x1))

    def halves(self, x: float) -> tuple[_Row | None, _Row | None]:
        """What of the row lies left and right of ``x``, which parts no stretch."""
        key = sum(x0 <= x for x0, _ in self.spans)
        if key not in self._halves:
            both = []
            for side in (False, True):
                words = [i for i in self._row.words if (self._tokens[i].box[0] > x) is side]
                both.append(_row(self._tokens, words) if words else None)
            self._halves[key] = (both[0], both[1])
        return self._halves[key]


def _facing_stretches(
    rows: Sequence[_Parted], x: float, em: float
) -> list[tuple[list[_Row], list[_Row]]]:
    """Rows left and right of the corridor at ``x``, one pair a stretch that no word crosses."""
    low, high = x - em * _HALF, x + em * _HALF
    stretches: list[tuple[list[_Row], list[_Row]]] = [([], [])]
    for row in rows:
        if any(x0 < high and x1 > low for x0, x1 in row.spans):
            stretches.append(([], []))
            continue
        for side, half in enumerate(row.halves(x)):
            if half is not None:
                stretches[-1][side].append(half)
    return [(left, right) for left, right in stretches if left and right]


def _score(
    tokens: Sequence[Token], lefts: list[_Row], rights: list[_Row], em: float
) -> _Core | None:
    rights = [r for r in rights if sum(map(str.isalpha, "".join(_texts(tokens, r)))) >= _LETTERS]
    lefts, rights = _from_label(tokens, lefts, rights)
    if not rights:
        return None
    reach = (3.0 if len(rights) == 1 else 1.2) * em
    top = max(lefts[0].middle, rights[0].middle) - reach
    bottom = min(lefts[-1].middle, rights[-1].middle) + reach
    core_left = [r for r in lefts if top <= r.middle <= bottom]
    core_right = [r for r in rights if top <= r.middle <= bottom]
    if not core_right and len(core_left) > 1:  # recipients between a signer's title and name
        core_right = _flanking(rights, core_left)
    fewer = min(len(core_left), len(core_right))
    if not fewer or len(core_left) + len(core_right) < 3:
        return None
    gap = min(r.x0 for r in core_right) - max(r.x1 for r in core_left)
    if fewer == 1 and gap < _GAP * em:
        return None
    if not any(_is_titled(tokens, r) for r in core_right):
        return None
    x = (min(r.x0 for r in core_right) + max(r.x1 for r in core_left)) / 2
    score = len(core_left) + len(core_right) + min(gap / em, 6.0) * 0.1
    return score, x, core_left, core_right


def _from_label(
    tokens: Sequence[Token], lefts: list[_Row], rights: list[_Row]
) -> tuple[list[_Row], list[_Row]]:
    """Facing rows from ``Nơi nhận:`` on, where it is among them: over it stand the body's last
    lines, and on the right the first of the signer's titles."""
    label = next((r.middle for r in lefts if _begins_recipients(tokens, r)), None)
    if label is None:
        return lefts, rights
    kept = [r for r in rights if r.middle >= label or _is_titled(tokens, r)]
    return [r for r in lefts if r.middle >= label], kept


def _flanking(rights: list[_Row], lefts: list[_Row]) -> list[_Row]:
    """The rows on the right just over and just under those on the left, if there are both."""
    over = [r for r in rights if r.middle < lefts[0].middle]
    under = [r for r in rights if r.middle > lefts[-1].middle]
    return [over[-1], under[0]] if over and under else []


def _is_titled(tokens: Sequence[Token], row: _Row) -> bool:
    """Whether most words of a row begin with a capital, the first among them: mottos, signers'
    titles and names do. A white river through running text has no such row on its right."""
    words = [text.lstrip("\"“'(-. ") for text in _texts(tokens, row)]
    heads = [word[0] for word in words if word and word[0].isalpha()]
    if not heads or not heads[0].isupper():
        return False
    return sum(c.isupper() for c in heads) >= 0.5 * len(heads)


def _texts(tokens: Sequence[Token], row: _Row) -> list[str]:
    """The words of a row from left to right."""
    return [tokens[i].text for i in sorted(row.words, key=lambda i: tokens[i].box[0])]


def _grown(
    core: _Core, everything: list[_Row], tokens: Sequence[Token], width: int, em: float
) -> Band:
    """The core with the rows above and below that plainly go on with one of its columns."""
    _, x, *columns = core
    taken = {i for column in columns for row in column for i in row.words}
    sides = [list(column) for column in columns]
    headed = any(_begins_recipients(tokens, row) for row in columns[0])
    for up in (True, False):
        edges = [column[0].top if up else column[-1].bottom for column in columns]
        limit = min(c[0].middle for c in columns) if up else max(c[-1].middle for c in columns)
        beyond = [r for r in everything if (r.middle < limit if up else r.middle > limit)]
        for row in reversed(beyond) if up else beyond:
            halves = _halves(tokens, row, x, width, em)
            if up and headed:
                # What stands over the recipients' label is body; where it runs on to the right
                # in small letters, the whole row is.
                runs_on = halves[0] is not None and halves[1] is not None
                if runs_on and halves[1] is not None and not _is_titled(tokens, halves[1]):
                    break
                halves = None, halves[1]
            near = [
                (side, half, edges[side] - half.bottom if up else half.top - edges[side])
                for side, half in enumerate(halves)
                if half is not None and not taken & set(half.words)
            ]
            going = [(s, h) for s, h, gap in near if _goes_on(columns[s], h, gap, width, em)]
            if halves[0] is not None and halves[1] is not None:
                if going and _is_titled(tokens, halves[1]):
                    going = [(side, half) for side, half, _ in near]
                elif len(going) < 2:
                    going = []
            if not going and _is_text(tokens, row):
                break  # running text: the columns end here
            for side, half in going:
                sides[side].append(half)
                edges[side] = half.top if up else half.bottom
    rows = sides[0] + sides[1]
    return Band(
        x=x,
        top=min(r.top for r in rows),
        bottom=max(r.bottom for r in rows),
        left=frozenset(i for r in sides[0] for i in r.words),
        right=frozenset(i for r in sides[1] for i in r.words),
    )


def _begins_recipients(tokens: Sequence[Token], row: _Row) -> bool:
    """``Nơi nhận:`` heads its column (zone 9b of the decree): what is above it is body."""
    text = fold(" ".join(_texts(tokens, row)))
    return "noi nhan" in text[:14]


def _goes_on(column: list[_Row], row: _Row, gap: float, width: int, em: float) -> bool:
    """Whether a row has its middle, or its left edge, where the column's rows have theirs."""
    if any(abs(row.centre - r.centre) < 0.03 * width for r in column):
        return gap < 9 * em  # a signature stands between the title and the name
    return any(abs(row.x0 - r.x0) < 0.015 * width for r in column) and gap < 0.9 * em


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
        near = start < x + 0.12 * width and end > x - 0.12 * width
        if near and end - start > best:
            best, at = end - start, n
    if not at:
        return None, None
    return _row(tokens, words[:at]), _row(tokens, words[at:])


def _is_text(tokens: Sequence[Token], row: _Row) -> bool:
    """A line of several well-read words: columns do not go on beyond it."""
    return len(row.words) >= 4 and median(tokens[i].confidence for i in row.words) > 0.6


def _rows(tokens: Sequence[Token], words: Sequence[int], em: float) -> list[_Row]:
    """Words gathered to rows, from top to bottom. Words of one line of the engine's stay
    together; lines on one level become one row."""
    lines: dict[tuple[int, int, int], list[int]] = {}
    for i in words:
        lines.setdefault(tokens[i].line, []).append(i)
    single = sorted((_row(tokens, line) for line in lines.values()), key=lambda r: r.middle)
    merged: list[_Row] = []
    for row in single:
        if merged and row.middle - merged[-1].middle < _SAME_ROW * em:
            merged[-1] = _row(tokens, [*merged[-1].words, *row.words])
        else:
            merged.append(row)
    return merged


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
