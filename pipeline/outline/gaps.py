"""Pages on which text may stand that nobody read: white where lines should be.

Print that water has washed out, or a blot that cleaning took away, leaves no word and no dark spot.
What it leaves is a hole in the column of lines. A hole proves nothing, so it finds nothing: it only
keeps an item that may stand there from being denied for sure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.outline.blocks import Block
from pipeline.records import Line, Transcript

_HOLE, _BEFORE_CLOSING = 1.9, 2.6
"""Line steps from a line of the body to the next, and to the signature, that leave room for one
more: paragraphs and headings stand at most about one and a half steps apart."""
_FEWEST = 4
"""Lines that tell how far apart a page's lines are."""
_SAME_LINE = 0.006
"""Fractions of the page between the bottoms of words of one printed line, at the most."""
_TOP, _BOTTOM = 0.085, 0.9
"""Where the text of a page that goes on begins and ends, in fractions of the page: margins are 20
to 25 mm (Nghị định 30/2020/NĐ-CP)."""
_ROOM = 1.5
"""Line steps of white at the top or the foot of a page that leave room for two lines, where the
letter's other pages leave none; one heading may have moved on to the next page."""
_STEP = 0.02
"""A line step in fractions of the page, where too few lines tell it."""
_GUESSED = 0.65
"""A line of which fewer words than that are right was not read: shapes were taken for letters. Of
868 lines of office scans all that were print lie above."""


def pages_with_gaps(transcript: Transcript, body: Sequence[Block]) -> frozenset[int]:
    """The numbers of pages whose column of lines has a hole; none where lines have no boxes."""
    inside = {line.span.start for block in body for line in block.lines}
    by_page: dict[int, list[Line]] = {}
    for line in transcript.lines:
        if line.box is not None and line.kind != "page_number" and _is_read(line):
            by_page.setdefault(line.page, []).append(line)
    rows = {number: _rows(lines, inside) for number, lines in sorted(by_page.items())}
    own = {n: mine for n, found in rows.items() if (mine := [r for r in found if r.mine])}
    if not own:
        return frozenset()
    first, last = min(own), max(own)
    tops = [mine[0].top for n, mine in own.items() if n > first]
    edges = (
        max(_TOP, min(tops) if len(tops) > 1 else _TOP),
        max(_BOTTOM, *(mine[-1].bottom for mine in own.values())),
    )
    # the page after the body's last one may have lost all it had of the body
    return frozenset(
        n
        for n, found in rows.items()
        if first <= n <= last + 1 and _has_hole(found, edges, n > first, n < last)
    )


def _is_read(line: Line) -> bool:
    return line.confidence is None or line.confidence >= _GUESSED


class _Row(NamedTuple):
    """A printed line; sorted from top to bottom."""

    bottom: float
    top: float
    mine: bool
    table: bool


def _rows(lines: Sequence[Line], inside: Collection[int]) -> list[_Row]:
    """``mine``: a line of the body."""
    return sorted(
        _Row(line.box[3], line.box[1], line.span.start in inside, line.kind == "table")
        for line in lines
        if line.box is not None
    )


def _has_hole(
    rows: Sequence[_Row], edges: tuple[float, float], went_on: bool, goes_on: bool
) -> bool:
    own = [row for row in rows if row.mine]
    steps = sorted(
        b.bottom - a.bottom for a, b in pairwise(own) if b.bottom - a.bottom > _SAME_LINE
    )
    top, foot = edges
    if len(own) < _FEWEST or not steps:
        return went_on and bool(rows) and rows[0].top >= top + _ROOM * _STEP
    step = steps[len(steps) // 4]  # within paragraphs, not between them
    for row, following in pairwise(rows):
        room = step * (_HOLE if following.mine else _BEFORE_CLOSING)
        printed = row.mine and not row.table and not following.table
        if printed and following.bottom - row.bottom >= room:
            return True
    if goes_on and rows[-1].mine and rows[-1].bottom <= foot - _ROOM * step:
        return True
    return went_on and rows[0].top >= top + _ROOM * step
