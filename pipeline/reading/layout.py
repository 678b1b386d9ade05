"""From an engine's words to printed lines in the order in which a person reads a letter:
left head, right head, title, body, recipients (left), signature (right)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.reading.boxes import around
from pipeline.reading.columns import Band, bands
from pipeline.reading.engine import Token
from pipeline.reading.grid import Grid, cell_rows
from pipeline.records import Side

_SCRIBBLE = 0.3  # confidence under which a word says nothing about the layout
_SURE = 0.6  # confidence from which a short word is none of a signature's strokes
_TOUCH = 6  # pixels by which boxes of neighbours may overlap: italics lean over
_SIGN = 0.6  # times the usual height: a dash is no longer
_CLOSE = 0.7  # times the usual height: words of one line stand no further apart
_STAMP, _HEAD = 0.42, 0.64  # shares of the page width: a frame no wider, and no further down,
# is that of a stamp
_TALL = 2.5  # times the usual height: no word of the text


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line, or one half of it; words from left to right. In a row of a table,
    ``cells`` holds for each word the number of the cell it stands in, else it is empty.
    ``stamp``: it was stamped on the page, and is no line of the letter; ``footnote``: it stands
    in small type under the text."""

    tokens: tuple[Token, ...]
    side: Side
    cells: tuple[int, ...] = ()
    stamp: bool = False
    footnote: bool = False

    @property
    def box(self) -> tuple[int, int, int, int]:
        return around(self.tokens)


def em_of(tokens: Sequence[Token]) -> float:
    """The height of a usual word, in pixels."""
    heights = [t.box[3] - t.box[1] for t in tokens if t.confidence >= _SCRIBBLE and len(t.text) > 1]
    return float(median(heights)) if heights else 20.0


def columns(tokens: Sequence[Token], width: int) -> list[Band]:
    """The two-column bands of a page, from top to bottom."""
    em = em_of(tokens)
    usable = {i for i, t in enumerate(tokens) if _tells(t, em)}
    return bands(tokens, sorted(usable | _bridges(tokens, usable, em)), width, em)


def _bridges(tokens: Sequence[Token], usable: Collection[int], em: float) -> set[int]:
    """Words that tell nothing by themselves, but stand close between two that do: dashes, and
    words that the engine misread. Without them running text would have holes."""
    doubted = sorted(
        (i for i, t in enumerate(tokens) if i not in usable and _may_bridge(t, em)),
        key=lambda i: tokens[i].box[0],
    )
    held = set(usable)  # by a word on the left
    for i in doubted:
        if any(_follows(tokens[j], tokens[i], em) for j in held):
            held.add(i)
    found: set[int] = set()
    for i in reversed(doubted):
        after = (*usable, *found)
        if i in held and any(_follows(tokens[i], tokens[j], em) for j in after):
            found.add(i)
    return found


def _may_bridge(token: Token, em: float) -> bool:
    """Misread words and dashes may; what is left of a rule may lie between two columns."""
    word = any(map(str.isalnum, token.text)) or token.box[2] - token.box[0] < _SIGN * em
    return word and _height(token) < _TALL * em


def _height(token: Token) -> int:
    return token.box[3] - token.box[1]


def _follows(one: Token, other: Token, em: float) -> bool:
    """Whether ``other`` stands beside ``one``, close on its right."""
    if not -em < other.box[0] - one.box[2] < _CLOSE * em or other.box[2] <= one.box[2]:
        return False
    return min(one.box[3], other.box[3]) > max(one.box[1], other.box[1])


def rows(tokens: Sequence[Token], width: int, tables: Sequence[Grid] = ()) -> list[Row]:
    """The printed lines of a page in reading order."""
    flow: list[tuple[float, list[Row]]] = []
    for grid in tables:
        inside = [t for t in tokens if grid.holds(t)]
        if inside:
            stamp = grid.xs[-1] - grid.xs[0] < _STAMP * width and grid.ys[-1] < _HEAD * width
            found_rows = [_table_row(cells, stamp) for cells in cell_rows(grid, inside)]
            flow.append((0.0 if stamp else float(grid.ys[0]), found_rows))
            tokens = [t for t in tokens if not grid.holds(t)]
    em = em_of(tokens)
    found = columns(tokens, width)
    place = [_place(i, t, found, em) for i, t in enumerate(tokens)]
    regions: dict[tuple[int, Side], list[list[Token]]] = {}
    pieces: dict[tuple[tuple[int, int, int], tuple[int, Side]], list[Token]] = {}
    for token, where in zip(tokens, place, strict=True):
        pieces.setdefault((token.line, where), []).append(token)
    for (_, where), piece in pieces.items():
        regions.setdefault(where, []).append(piece)
    for number, band in enumerate(found):
        left = _lines(regions.get((number, "left"), []), "left")
        right = _lines(regions.get((number, "right"), []), "right")
        flow.append((_head(left + right, band), left + right))
    for row in _lines(regions.get((-1, "full"), []), "full"):
        flow.append(((row.box[1] + row.box[3]) / 2, [row]))
    flow.sort(key=lambda item: item[0])
    return [row for _, many in flow for row in many]


def _head(found: Sequence[Row], band: Band) -> float:
    """Where a band begins for the flow of the page: at its first row that reads as words, as
    strokes of a pen may reach up into the body."""
    sure = [r.box for r in found if any(t.confidence >= _SURE for t in r.tokens)]
    return float(min((b[1] for b in sure), default=band.top))


def _table_row(cells: list[list[Token]], stamp: bool) -> Row:
    tokens = tuple(t for cell in cells for t in cell)
    return Row(tokens, "full", tuple(n for n, cell in enumerate(cells) for _ in cell), stamp)


def _tells(token: Token, em: float) -> bool:
    """Whether a word may be trusted to stand where type stands. A long one of usual height may,
    however doubtful its letters: a written number spoils the symbol after it."""
    height = token.box[3] - token.box[1]
    if token.confidence < _SCRIBBLE:
        return len(token.text) >= 6 and height < 1.6 * em
    return height < _TALL * em and (token.confidence >= _SURE or len(token.text) > 3)


def _place(index: int, token: Token, found: Sequence[Band], em: float) -> tuple[int, Side]:
    """The band and side of a word. A scribble goes where it stands."""
    middle = (token.box[1] + token.box[3]) / 2
    for number, band in enumerate(found):
        if index in band.left:
            return number, "left"
        if index in band.right:
            return number, "right"
    for number, band in enumerate(found):
        short = len(token.text) <= 3 or not _tells(token, em)
        if short and band.top <= middle <= band.bottom:
            return number, "left" if (token.box[0] + token.box[2]) / 2 < band.x else "right"
    return -1, "full"


def _lines(pieces: list[list[Token]], side: Side) -> list[Row]:
    """Pieces of the engine's lines put together where they stand on one level."""
    merged: list[list[Token]] = []
    for piece in sorted(pieces, key=_level):
        home = next((m for m in reversed(merged[-4:]) if _same_level(m, piece)), None)
        if home is None:
            merged.append(list(piece))
        else:
            home.extend(piece)
    ordered = sorted(merged, key=_level)
    return [Row(tuple(sorted(m, key=lambda t: (t.box[0], t.box[1]))), side) for m in ordered]


def _level(piece: Sequence[Token]) -> float:
    return median((t.box[1] + t.box[3]) / 2 for t in piece)


def _same_level(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether two pieces overlap in height by more than half, and no words in width."""
    a0, a1 = median(t.box[1] for t in one), median(t.box[3] for t in one)
    b0, b1 = median(t.box[1] for t in other), median(t.box[3] for t in other)
    if min(a1, b1) - max(a0, b0) < 0.5 * min(a1 - a0, b1 - b0):
        return False
    return not any(
        min(a.box[2], b.box[2]) - max(a.box[0], b.box[0]) > _TOUCH
        for a in one
        for b in other
        if len(a.text) > 1 and len(b.text) > 1  # specks stand anywhere
    )
