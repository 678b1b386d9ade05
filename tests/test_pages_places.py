"""The tile map: every province on one tile, old units rolled up, states told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.compile.pages.places import STEPS, PlaceMap, PlaceTile, place_maps
from pipeline.compile.report import render
from pipeline.compile.tables import matrices, ordered
from pipeline.errors import BadKnowledge
from pipeline.knowledge import tiles as knowledge
from pipeline.knowledge.places import provinces, today
from pipeline.knowledge.tiles import SETS, TileSet, tile_of, tiles
from tests.compile_letters import letter, text_letter


@pytest.mark.parametrize(("which", "count"), [("63", 63), ("34", 34)])
def test_every_province_has_a_tile_of_its_own(which: TileSet, count: int) -> None:
    found = tiles(which)
    assert len(found) == count
    assert len({(t.row, t.column) for t in found}) == count
    assert len({t.province.name for t in found}) == count
    assert [(t.row, t.column) for t in found] == sorted((t.row, t.column) for t in found)


@pytest.mark.parametrize("which", SETS)
def test_neighbours_stay_near(which: TileSet) -> None:
    """Every tile touches another, if only by a corner: the map does not fall apart."""
    spots = {(t.row, t.column) for t in tiles(which)}
    for row, column in spots:
        near = {(row + r, column + c) for r in (-1, 0, 1) for c in (-1, 0, 1)} - {(row, column)}
        assert near & spots, (row, column)


def test_north_is_up_and_west_is_left() -> None:
    """Along the country, by pairs that everybody knows."""
    for which in SETS:
        row = {t.province.name: t.row for t in tiles(which)}
        column = {t.province.name: t.column for t in tiles(which)}
        north_to_south = ["Cao Bằng", "Hà Nội", "Thanh Hóa", "Nghệ An", "Đà Nẵng", "Gia Lai"]
        north_to_south += ["Lâm Đồng", "Hồ Chí Minh", "Cà Mau"]
        assert [row[name] for name in north_to_south] == sorted(row[n] for n in north_to_south)
        for west, east in (
            ("Lai Châu", "Lạng Sơn"),
            ("Hà Nội", "Hải Phòng"),
            ("An Giang", "Đồng Tháp"),
        ):
            assert column[west] < column[east]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("Sơn La", "Sơn La", "Sơn La"),  # unchanged
        ("Hà Giang", "Hà Giang", "Tuyên Quang"),  # merged into a neighbour
        ("Thừa Thiên Huế", "Thừa Thiên Huế", "Huế"),
        ("Huế", "Thừa Thiên Huế", "Huế"),  # the new name stands on the old tile
        ("BR-VT", "Bà Rịa - Vũng Tàu", "Hồ Chí Minh"),  # an alias
        ("Pa-ri", None, None),
        ("", None, None),
    ],
)
def test_a_name_finds_its_tile_in_both_sets(name: str, old: str | None, new: str | None) -> None:
    found = [tile_of(name, which) for which in SETS]
    assert [tile and tile.province.name for tile in found] == [old, new]


def test_every_unit_past_or_present_stands_on_both_maps() -> None:
    for province in provinces():
        assert tile_of(province.name, "63"), province.name
        tile = tile_of(province.name, "34")
        assert tile is not None
        assert tile.province == today(province)


@pytest.mark.parametrize(
    "table",
    [
        {},  # nothing
        {"sets": {"34": {"Hà Nội": [1, 1]}}},  # provinces without a place
        {"sets": {"34": {"Pa-ri": [1, 1]}}},  # no such province
        {"sets": {"34": {"Hà Nội": [0, 1]}}},  # off the map
        {"sets": {"34": {"Hà Nội": ["a", 1]}}},
        {"sets": {"34": {"Hà Nội": 3}}},
        {"sets": {"34": []}},
    ],
)
def test_a_wrong_table_is_refused(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "read_yaml", lambda _: table)
    tiles.cache_clear()
    try:
        with pytest.raises(BadKnowledge):
            tiles("34")
    finally:
        tiles.cache_clear()


def test_two_provinces_on_one_tile_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"sets": {"34": {p.name: [1, 1] for p in provinces() if p.in_force}}}
    monkeypatch.setattr(knowledge, "read_yaml", lambda _: table)
    tiles.cache_clear()
    try:
        with pytest.raises(BadKnowledge, match="two provinces"):
            tiles("34")
    finally:
        tiles.cache_clear()


def at(province: str | None, n: int = 0, **more: Any) -> dict[str, Any]:
    made = letter(n, **more)
    made["fields"]["province"]["value"] = province
    return made


def maps(*letters: dict[str, Any]) -> list[PlaceMap]:
    found = ordered(letters)
    return place_maps(matrices(found)[0], found)


def tile(found: PlaceMap, name: str) -> PlaceTile:
    return next(tile for tile in found.tiles if tile.name == name)


def test_a_tile_shows_the_mean_of_its_reports_and_what_is_doubtful() -> None:
    one, two = at("Sơn La", 0), at("Sơn La", 1)
    one["coverage"]["score"], two["coverage"]["score"] = 0.5, 0.9
    old, _ = maps(one, two)
    shown = tile(old, "Sơn La")
    doubtful = sum(i["review"] for d in (one, two) for i in d["coverage"]["items"])
    assert (shown.standing, shown.score) == ("scored", pytest.approx(0.7))
    assert shown.doubtful == doubtful > 0
    assert len(shown.letters) == 2
    assert old.reporting == 1


def test_the_34_units_gather_the_reports_of_those_they_took_over() -> None:
    old, new = maps(at("Hà Giang", 0), at("Tuyên Quang", 1))
    assert [old.reporting, new.reporting] == [2, 1]
    assert len(tile(new, "Tuyên Quang").letters) == 2
    assert len(tile(old, "Tuyên Quang").letters) == 1


def test_absent_unscored_and_unread_are_states_of_their_own() -> None:
    unread = at("Lai Châu", 2, status="partial")
    unread["errors"] = [{"code": "page_unreadable", "message": "mờ", "page": 1}]
    unread["coverage"]["items"][0] |= {"content": "none", "review": True}
    plan = {**text_letter(), "fields": at("Hà Nội")["fields"]}
    old, _ = maps(at("Sơn La"), unread, plan)
    states = {name: tile(old, name).standing for name in ("Sơn La", "Lai Châu", "Hà Nội", "Cà Mau")}
    assert states == {
        "Sơn La": "scored", "Lai Châu": "unread", "Hà Nội": "unscored", "Cà Mau": "absent",
    }  # fmt: skip
    assert tile(old, "Hà Nội").score is None
    assert tile(old, "Cà Mau").letters == ()


def test_letters_of_no_province_are_listed_beside_the_map() -> None:
    ministry = at(None, 3)
    old, new = maps(at("Sơn La"), ministry)
    assert old.elsewhere == new.elsewhere == (ministry,)


@pytest.mark.parametrize(
    ("score", "step"), [(0.0, 0), (0.49, 0), (STEPS[0], 1), (0.7, 2), (0.8, 3), (1.0, 4)]
)
def test_the_colour_follows_the_score(score: float, step: int) -> None:
    one = at("Sơn La")
    one["coverage"]["score"] = score
    assert tile(maps(one)[0], "Sơn La").step == step


def test_the_page_tells_a_tiles_state_in_words_and_signs(tmp_path: Path) -> None:
    html = render([at("Sơn La")], tmp_path)
    start = html.index('data-place="Sơn La" data-set="63"')
    own = html[html.rindex("<li", 0, start) : html.index("</li>", start)]
    assert "đã chấm" in own
    assert 'class="row-3 col-1"' in own
    start = html.index('data-place="Cà Mau" data-set="63"')
    other = html[html.rindex("<li", 0, start) : html.index("</li>", start)]
    assert "chưa có văn bản" in other
    assert 'aria-disabled="true"' in other
    assert ">–<" in other
