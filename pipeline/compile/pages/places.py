"""The tile map: what the reports of each province reach, among 63 units or rolled up to 34."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from pipeline.compile.pages.states import state_of
from pipeline.compile.tables import Matrix, Published, value_of
from pipeline.knowledge.tiles import SETS, TileSet, tile_of, tiles

Standing = Literal["scored", "unread", "unscored", "absent"]
STEPS = (0.5, 0.65, 0.8, 0.9)
"""Scores at which the colour of a tile changes."""


@dataclass(frozen=True, slots=True)
class PlaceTile:
    """``standing``: scored; unread (scored, but items stand on pages that gave nothing);
    unscored (its letters are no reports by this outline); absent (no letter). ``score``: mean
    of its scored letters. ``doubtful``: how many of their items a person should look at."""

    name: str
    row: int
    column: int
    standing: Standing
    score: float | None
    doubtful: int
    letters: tuple[Published, ...]

    @property
    def step(self) -> int:
        """The tile's colour, 0 to 4."""
        return sum((self.score or 0.0) >= least for least in STEPS)


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """``elsewhere``: scored letters of no province (ministries, or a place that is not known)."""

    which: TileSet
    tiles: tuple[PlaceTile, ...]
    elsewhere: tuple[Published, ...]

    @property
    def reporting(self) -> int:
        return sum(tile.standing in ("scored", "unread") for tile in self.tiles)


def place_maps(matrix: Matrix, letters: Sequence[Published]) -> list[PlaceMap]:
    return [_map(which, matrix, letters) for which in SETS]


def _map(which: TileSet, matrix: Matrix, letters: Sequence[Published]) -> PlaceMap:
    scored = {document["file"] for document, _ in matrix.rows}
    unread = {
        document["file"]
        for document, row in matrix.rows
        if any(state_of(document, verdict.item) == "unread" for verdict in row.values())
    }
    here: dict[str, list[Published]] = {}
    elsewhere = []
    for letter in letters:
        tile = tile_of(value_of(letter, "province"), which)
        if tile:
            here.setdefault(tile.province.name, []).append(letter)
        elif letter["file"] in scored:
            elsewhere.append(letter)
    found = []
    for tile in tiles(which):
        name = tile.province.name
        own = here.get(name, [])
        reports = [d for d in own if d["file"] in scored]
        standing: Standing = "absent" if not own else "scored" if reports else "unscored"
        if any(d["file"] in unread for d in reports):
            standing = "unread"
        score = fmean(d["coverage"]["score"] for d in reports) if reports else None
        doubtful = sum(i["review"] for d in reports for i in d["coverage"]["items"])
        found.append(PlaceTile(name, tile.row, tile.column, standing, score, doubtful, tuple(own)))
    return PlaceMap(which, tuple(found), tuple(elsewhere))
