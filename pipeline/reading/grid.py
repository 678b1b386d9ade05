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
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, round(_LEVEL * dpi)), np.uint8))
    plumb = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((round(_PLUMB * dpi), 1), np.uint8))
    if not level.any() or not plumb.any():
        return []
    reach = max(3, round(dpi * 0.03))
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
