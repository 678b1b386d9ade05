"""The arrivals as a picture: a mark a letter over its day, shape and colour by timing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import quoteattr

from pipeline.compile.pages.arrivals import Arrival, Arrivals, Axis, axis_of
from pipeline.compile.tables import anchor, clean, name_of

_WIDTH, _EDGE, _STEP, _FOOT, _HEAD = 1000, 16, 15, 24, 22  # pixels
_MARK = 11  # pixels; marks nearer than this stand on each other
_SHAPES = {
    "met": '<circle cx="{x}" cy="{y}" r="5"/>',
    "dated": '<circle cx="{x}" cy="{y}" r="4.5"/>',
    "on_day": '<path d="M{x} {y}m0 -6l6 6l-6 6l-6 -6z"/>',
    "late": '<path d="M{x} {y}m0 -6l6 11h-12z"/>',
    "unknown": '<path d="M{x} {y}m-5 -5h10v10h-10z"/>',
}


def draw_timeline(found: Arrivals, told: str) -> str:
    """SVG of all letters with a day. ``told`` says in words what it shows; the table beside it
    says the same, so single marks need no names of their own."""
    axis = axis_of(found.rows, found.day)
    placed = _stacked(found.rows, axis)
    high = max((level for *_, level in placed), default=0)
    base = _HEAD + (high + 1) * _STEP
    height = base + _FOOT
    parts = [
        f'<svg class="timeline" role="img" aria-label={quoteattr(told)} '
        f'xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}">',
        f'<path class="axis" d="M{_EDGE} {base}H{_WIDTH - _EDGE}"/>',
    ]
    for month in axis.months():
        x = _at(axis, month)
        parts.append(f'<path class="axis" d="M{x} {base}v5"/>')
        parts.append(f'<text x="{x}" y="{base + 18}">{month:%m/%Y}</text>')
    x = _at(axis, found.day)
    anchored = "end" if x > _WIDTH / 2 else "start"
    parts.append(f'<path class="deadline" d="M{x} 4V{base + 5}"/>')
    side = -6 if anchored == "end" else 6
    parts.append(
        f'<text class="deadline" text-anchor="{anchored}" x="{x + side}" y="14">'
        f"{found.day:%d/%m/%Y}</text>"
    )
    parts += [_mark(row, x, base - 8 - level * _STEP) for row, x, level in placed]
    return "\n".join([*parts, "</svg>"])


def _at(axis: Axis, day: date) -> int:
    return round(_EDGE + axis.share(day) * (_WIDTH - 2 * _EDGE))


def _stacked(rows: Sequence[Arrival], axis: Axis) -> list[tuple[Arrival, int, int]]:
    """Each row's place across and its level: the lowest where it touches no other."""
    taken: dict[int, int] = {}
    placed = []
    middles = [
        ((_at(axis, row.first) + _at(axis, row.last)) // 2, at)
        for at, row in enumerate(rows)
        if row.first and row.last
    ]
    for x, at in sorted(middles):
        level = next(n for n in range(len(taken) + 1) if x - taken.get(n, -_MARK) >= _MARK)
        taken[level] = x
        placed.append((rows[at], x, level))
    return placed


def _mark(row: Arrival, x: int, y: int) -> str:
    shape = _SHAPES[row.timing].format(x=x, y=y)
    opens = quoteattr(anchor(row.row.document))
    name = quoteattr(clean(name_of(row.row.document)))
    return f'<g class="mark t-{row.timing}" data-open={opens} data-tip={name}>{shape}</g>'
