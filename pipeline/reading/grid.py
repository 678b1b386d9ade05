"""Ruled tables on a page: where their lines run, and which words stand in which cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.reading.engine import Token

_LEVEL, _PLUMB = 0.7, 0.3  # inches: shortest strokes taken for rules
_WIDE, _HIGH = 1.2, 0.35  # inches: the smallest table
_SHARE = 0.25  # of the table's width or height that one rule must run through
_THICK = 0.03  # inches: no rule is thicker
_STEP = 4  # pixels
_PALEST, _SHADE = 225, 45  # of 255: what is paler is paper; ink is darker than paper by that
_WALL = 0.6  # of a row's height that a rule must fill to part two of its cells


@dataclass(frozen=True, slots=True)
class Grid:
    """``xs`` and ``ys``: pixels at which rules stand, sorted. ``walls[r][c]``: whether a rule
    parts columns ``c`` and ``c + 1`` in row ``r`` (cells may be merged)."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    walls: tuple[tuple[bool, ...], ...]

    def holds(self, token: Token) -> bool:
        x, y = (token.box[0] + token.box[2]) / 2, (token.box[1] + token.box[3]) / 2
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]


def grids(ink: Any, dpi: float) -> list[Grid]:
    """The ruled tables of a level page, from top to bottom. ``ink``: bool array."""
    import cv2
    import numpy as np

    dark = ink.astype(np.uint8)
    level = _runs(dark, round(_LEVEL * dpi), 0)
    reach = max(3, round(dpi * 0.03))
    across = np.flatnonzero(level.any(axis=1))
    if not (np.diff(across) > 2 * reach).any():  # most pages have no two rules
        return []
    plumb = _runs(dark, round(_PLUMB * dpi), 1)
    both = cv2.dilate(cv2.max(level, plumb), np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(both, None, 8)
    found = []
    for x, y, w, h, _ in stats[1:].tolist():
        if w < _WIDE * dpi or h < _HIGH * dpi:
            continue
        xs = _rules(plumb[y : y + h, x : x + w].sum(axis=0), _SHARE * h, x, reach)
        ys = _rules(level[y : y + h, x : x + w].sum(axis=1), _SHARE * w, y, reach)
        if len(ys) < 2 or len(xs) < 2 or len(xs) + len(ys) < 5:
            continue
        found.append(Grid(tuple(xs), tuple(ys), _walls(plumb, xs, ys, reach)))
    return sorted(found, key=lambda g: (g.ys[0], g.xs[0]))


def faint_ink(grey: Any) -> Any:
    """Bool array: what is darker than paper. Thin rules come out of a scanner, and of cleaning,
    so pale that a threshold made for letters breaks them to pieces."""
    import cv2
    import numpy as np

    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    paper = float(np.median(grey[::4, ::4]))
    return grey < min(_PALEST, max((level + paper) / 2, paper - _SHADE))


def without_rules(grey: Any, tables: Sequence[Grid], dpi: float) -> Any:
    """The page with the rules of its tables whitened: an engine takes them for letters (``|``,
    ``1``, ``_``), joins them to the figures beside them, or gives a whole row up."""
    import numpy as np

    if not tables:
        return grey
    out = grey.copy()
    paper = np.uint8(np.median(grey[::4, ::4]))
    dark = faint_ink(grey).astype(np.uint8)
    reach = max(2, round(_THICK * dpi / 2))
    for table in tables:
        x0, y0 = table.xs[0] - reach, table.ys[0] - reach
        x1, y1 = table.xs[-1] + reach + 1, table.ys[-1] + reach + 1
        x0, y0 = max(0, x0), max(0, y0)
        part = dark[y0:y1, x0:x1]
        rules = _runs(part, round(_LEVEL * dpi), 0) | _runs(part, round(_PLUMB * dpi), 1)
        out[y0:y1, x0:x1][_grown(rules) > 0] = paper
    return out


def _runs(dark: Any, least: int, axis: int) -> Any:
    """uint8 array: straight runs of ink of at least that length, across (0) or down (1); a rule
    may climb a pixel on its way. Runs are looked for at a quarter of their length: a long kernel
    over all pixels would cost more than all else on the page."""
    import cv2
    import numpy as np

    level = axis == 0
    wide = cv2.dilate(dark, np.ones((3, 1) if level else (1, 3), np.uint8))
    block = np.ones((1, _STEP) if level else (_STEP, 1), np.uint8)
    short = cv2.erode(wide, block, anchor=(0, 0))
    short = np.ascontiguousarray(short[:, ::_STEP] if level else short[::_STEP])
    long = max(1, least // _STEP - 1)
    run = np.ones((1, long) if level else (long, 1), np.uint8)
    found = np.repeat(cv2.morphologyEx(short, cv2.MORPH_OPEN, run), _STEP, axis=1 - axis)
    ends = np.ones((1, 2 * _STEP + 1) if level else (2 * _STEP + 1, 1), np.uint8)
    height, width = dark.shape
    return cv2.dilate(found[:height, :width], ends) & dark


def _grown(rules: Any) -> Any:
    import cv2
    import numpy as np

    return cv2.dilate(rules, np.ones((3, 3), np.uint8))


def cell_rows(grid: Grid, tokens: Sequence[Token]) -> list[list[list[Token]]]:
    """The words of a table: rows of cells of words in reading order; empty rows left out."""
    rows: list[list[list[Token]]] = []
    for r in range(len(grid.ys) - 1):
        cells: list[list[Token]] = [[]]
        for c in range(len(grid.xs) - 1):
            if c and grid.walls[r][c - 1]:
                cells.append([])
            cells[-1] += [t for t in tokens if _stands(t, grid, r, c)]
        if any(cells):
            rows.append([_in_order(cell) for cell in cells])
    return rows


def _stands(token: Token, grid: Grid, r: int, c: int) -> bool:
    x, y = (token.box[0] + token.box[2]) / 2, (token.box[1] + token.box[3]) / 2
    return grid.xs[c] < x <= grid.xs[c + 1] and grid.ys[r] < y <= grid.ys[r + 1]


def _in_order(cell: list[Token]) -> list[Token]:
    """Words of one cell, line by line."""
    lines: list[list[Token]] = []
    for token in sorted(cell, key=lambda t: t.box[1] + t.box[3]):
        last = lines[-1][-1] if lines else None
        if last is not None and _level_with(token, last):
            lines[-1].append(token)
        else:
            lines.append([token])
    return [t for line in lines for t in sorted(line, key=lambda t: t.box[0])]


def _level_with(one: Token, other: Token) -> bool:
    height = max(one.box[3] - one.box[1], other.box[3] - other.box[1])
    return abs(one.box[1] + one.box[3] - other.box[1] - other.box[3]) < height


def _rules(profile: Any, least: float, start: int, reach: int) -> list[int]:
    """Middles of the runs of ``profile`` above ``least``, near ones put together."""
    places = [i for i, v in enumerate(profile.tolist()) if v >= least]
    groups: list[list[int]] = []
    for place in places:
        if groups and place - groups[-1][-1] <= 2 * reach:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [start + (g[0] + g[-1]) // 2 for g in groups]


def _walls(plumb: Any, xs: list[int], ys: list[int], reach: int) -> tuple[tuple[bool, ...], ...]:
    walls = []
    for top, bottom in pairwise(ys):
        row = []
        for x in xs[1:-1]:
            strip = plumb[top:bottom, max(0, x - reach) : x + reach + 1]
            row.append(bool(strip.any(axis=1).mean() >= _WALL))
        walls.append(tuple(row))
    return tuple(walls)
