"""A whole page through ``page_image``: upright, straight, and the way back to paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.intake import open_source
from pipeline.records import PageImage, map_point
from pipeline.scan import page_image
from pipeline.settings import Settings
from tests.scan_sheets import DPI, coloured, letter, save, tilted

S = Settings()
PLACE_TOL = 0.004  # of the page: under a millimetre
SKEW_TOL = 0.15


def _page(folder: Path, array: Any, settings: Settings = S, **more: Any) -> PageImage:
    path = save(array, folder / "page.png")
    return page_image(open_source(path, "page.png", settings), 1, settings, **more)


def _steps(page: PageImage, name: str) -> list[str]:
    return [step for step in page.steps if step.startswith(name)]


@pytest.mark.parametrize(("turns", "turned"), [(0, 0), (1, 90), (2, 180), (3, 270)])
def test_a_turned_page_is_set_upright(tmp_path: Path, turns: int, turned: int) -> None:
    sheet = letter()
    page = _page(tmp_path, np.rot90(sheet, turns))  # turned to the left, so it goes back right
    assert page.turned == turned
    assert np.array_equal(page.paper[..., 0], sheet)
    assert page.clean.shape == sheet.shape


def test_skew_is_taken_out_and_the_way_back_leads_to_the_ink(tmp_path: Path) -> None:
    sheet = letter()
    sheet[1900:1930, 1200:1230] = 0
    slanted = tilted(sheet, 1.8)
    page = _page(tmp_path, slanted)
    assert _steps(page, "deskew")
    assert float(_steps(page, "deskew")[0].split()[1]) == pytest.approx(1.8, abs=SKEW_TOL)
    mark = _centre(page.clean[1700:2200, 1000:1400] < 100, 1000, 1700, page.clean.shape)
    there = _centre(slanted[1700:2200, 1000:1400] < 100, 1000, 1700, slanted.shape)
    back = map_point(page.to_paper, *mark)
    assert back == pytest.approx(there, abs=PLACE_TOL)


def _centre(ink: Any, x: int, y: int, shape: tuple[int, int]) -> tuple[float, float]:
    ys, xs = np.nonzero(ink)
    return (xs.mean() + x) / shape[1], (ys.mean() + y) / shape[0]


def test_a_straight_page_is_not_resampled(tmp_path: Path) -> None:
    page = _page(tmp_path, letter())
    assert not _steps(page, "deskew")
    assert page.to_paper == (1, 0, 0, 0, 1, 0, 0, 0, 1)


def test_blank_pages_are_marked(tmp_path: Path) -> None:
    assert _page(tmp_path, np.full((2339, 1654), 235, np.uint8)).blank
    assert not _page(tmp_path, letter(3)).blank


def test_large_scans_shrink_and_small_ones_stay(tmp_path: Path) -> None:
    sheet = letter()
    large = np.repeat(np.repeat(sheet, 2, axis=0), 2, axis=1)
    path = save(large, tmp_path / "a.png", dpi=400)
    page = page_image(open_source(path, "a.png", S), 1, S)
    assert page.dpi == DPI
    assert page.clean.shape == sheet.shape
    half = sheet[::2, ::2]
    path = save(half, tmp_path / "b.png", dpi=100)
    assert page_image(open_source(path, "b.png", S), 1, S).clean.shape == half.shape


def test_paper_is_rgb_and_keeps_its_seal(tmp_path: Path) -> None:
    sheet = coloured(letter())
    sheet[1950:2050, 900:1000] = (210, 30, 40)
    page = _page(tmp_path, sheet)
    assert page.paper.shape[2] == 3
    assert tuple(page.paper[2000, 950]) == (210, 30, 40)
    assert page.clean[1960:2040, 910:990].min() > 200
    assert _steps(page, "red ink")


def test_the_judge_is_asked_in_doubt_only(tmp_path: Path) -> None:
    asked: list[tuple[int, ...]] = []

    def judge(grey: Any) -> float:
        asked.append(grey.shape)
        return 1.0 if len(asked) == 2 else 0.0

    assert _page(tmp_path, letter(), judge=judge).turned == 0
    assert asked == []
    lattice = np.full((2339, 1654), 255, np.uint8)  # no lines, no head
    for y in range(12):
        lattice[300 + 90 * y : 1500, :][:12] = 0
    lattice = np.maximum(lattice, np.where(np.arange(1654) % 90 < 12, 0, 255).astype(np.uint8))
    page = _page(tmp_path, lattice, judge=judge)
    assert asked
    assert page.turned == 180


def test_the_same_page_gives_the_same_pixels(tmp_path: Path) -> None:
    one, two = (_page(tmp_path, tilted(letter(), 1.1)) for _ in range(2))
    assert one.steps == two.steps
    assert np.array_equal(one.clean, two.clean)
