"""Provinces as equal tiles of a map: the 63 units until 30 June 2025, the 34 since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.knowledge.places import Province, province_named, provinces, today

TileSet = Literal["63", "34"]
SETS: tuple[TileSet, ...] = ("63", "34")
MOST = 24
"""Rows and columns that the pages have places for."""


@dataclass(frozen=True, slots=True)
class Tile:
    """``row``, ``column`` count from 1, north-west first."""

    province: Province
    row: int
    column: int


@cache
def tiles(which: TileSet) -> tuple[Tile, ...]:
    """The tiles of a set, row by row. Raises ``BadKnowledge`` where a province of the set has no
    place or two, a name is unknown, or two tiles share one place."""
    path = models_folder() / "gazetteers" / "tiles.yaml"
    content = read_yaml(path)
    rows = content.get("sets", {}).get(which) if isinstance(content, dict) else None
    where = f"{path} @ $.sets.{which}"
    if not isinstance(rows, dict):
        raise BadKnowledge(where=where, what="no table")
    wanted = {p.name: p for p in provinces() if _stands(p, which)}
    found = [_tile(wanted, name, spot, where) for name, spot in rows.items()]
    if missing := sorted(wanted.keys() - rows.keys()):
        raise BadKnowledge(where=where, what=", ".join(missing))
    if len({(t.row, t.column) for t in found}) < len(found):
        raise BadKnowledge(where=where, what="two provinces on one tile")
    return tuple(sorted(found, key=lambda t: (t.row, t.column)))


def _tile(wanted: dict[str, Province], name: str, spot: Any, where: str) -> Tile:
    fits = isinstance(spot, list) and [type(n) for n in spot] == [int, int]
    if name not in wanted or not fits or not all(1 <= n <= MOST for n in spot):
        raise BadKnowledge(where=f"{where}.{name}", what=str(spot))
    return Tile(wanted[name], spot[0], spot[1])


def _stands(province: Province, which: TileSet) -> bool:
    """A unit of today stands among the 34; among the 63 unless it came into being later."""
    return province.in_force if which == "34" else province.since is None


def tile_of(name: str, which: TileSet) -> Tile | None:
    """The tile of a province by any of its names, past or present; None for no province."""
    province = province_named(name)
    if province is None:
        return None
    if which == "34":
        province = today(province)
    elif not _stands(province, which):
        # a unit that bears a new name stands where the unit stood that it took over first
        province = province_named(province.merged[0]) if province.merged else None
    return next((t for t in tiles(which) if t.province == province), None)
