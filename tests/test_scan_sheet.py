"""Photographs: the sheet is found on its desk, flattened, and its boxes find their way home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from pipeline.intake import open_source
from pipeline.records import PageImage, map_point
from pipeline.scan import page_image
from pipeline.scan.sheet import area_of, find_sheet, size_of
from pipeline.settings import Settings
from tests.scan_sheets import A4, coloured, letter, save, tilted, warped

S = Settings()
CORNER_TOL = 4.0  # pixels of a picture 2000 pixels tall: a tenth of a line of type
PLACE_TOL = 0.006  # of the picture
SIZE = (1500, 2000)
Corners = list[tuple[float, float]]

# (how the lens is held, where it sees the corners)
POSES: list[tuple[str, Corners]] = [
    ("straight above", [(120, 90), (1380, 90), (1380, 1872), (120, 1872)]),
    ("askew", [(190, 110), (1400, 160), (1330, 1880), (120, 1830)]),
    ("from the foot", [(210, 120), (1290, 120), (1420, 1890), (80, 1890)]),
    ("from the side", [(130, 210), (1330, 100), (1330, 1900), (130, 1760)]),
]
IDS = [pose[0] for pose in POSES]


@pytest.fixture(scope="module")
def marked() -> Any:
    sheet = letter(20)
    sheet[2020:2060, 1180:1220] = 0
    return sheet


def _page(folder: Path, array: Any, **more: Any) -> PageImage:
    path = save(array, folder / "photo.png", 72)
    return page_image(open_source(path, "photo.png", S), 1, S, **more)


def _mark(ink: Any, around: tuple[float, float], reach: float = 0.04) -> tuple[float, float]:
    """The middle of the dark square near a place, in fractions."""
    height, width = ink.shape
    x0, y0 = round((around[0] - reach) * width), round((around[1] - reach) * height)
    part = ink[y0 : round((around[1] + reach) * height), x0 : round((around[0] + reach) * width)]
    ys, xs = np.nonzero(cv2.erode((part < 100).astype(np.uint8), np.ones((9, 9), np.uint8)))
    return (float(xs.mean() + x0 + 0.5) / width, float(ys.mean() + y0 + 0.5) / height)


@pytest.mark.parametrize(("how", "corners"), POSES, ids=IDS)
@pytest.mark.parametrize("desk", [40, 95, 150])
def test_the_corners_are_found(marked: Any, how: str, corners: Corners, desk: int) -> None:
    found = find_sheet(warped(marked, corners, SIZE, desk))
    assert found is not None, how
    assert np.abs(np.array(found) - np.array(corners)).max() < CORNER_TOL


@pytest.mark.parametrize(("how", "corners"), POSES, ids=IDS)
def test_a_box_finds_its_way_home(tmp_path: Path, marked: Any, how: str, corners: Corners) -> None:
    photo = warped(marked, corners, SIZE)
    page = _page(tmp_path, photo)
    assert page.steps[1].startswith("sheet"), how
    height, width = page.clean.shape
    assert height / width == pytest.approx(A4[1] / A4[0], rel=0.01)
    here = _mark(page.clean, (1200 / A4[0], 2040 / A4[1]))
    ends = np.array([(0, 0), (A4[0], 0), A4, (0, A4[1])], np.float32)
    matrix = cv2.getPerspectiveTransform(ends, np.array(corners, np.float32))
    x, y, w = matrix @ (1200.0, 2040.0, 1.0)
    there = (x / w / SIZE[0], y / w / SIZE[1])
    assert map_point(page.to_paper, *here) == pytest.approx(there, abs=PLACE_TOL)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_photograph_too(tmp_path: Path, marked: Any, turns: int) -> None:
    photo = np.rot90(warped(marked, POSES[1][1], SIZE), turns).copy()

    def judge(grey: Any) -> float:  # the square stands near the foot, to the right
        height, width = grey.shape
        corner = grey[height * 3 // 4 : height * 19 // 20, width * 2 // 3 : width * 9 // 10]
        return float(cv2.erode((corner < 100).astype(np.uint8), np.ones((9, 9), np.uint8)).sum())

    page = _page(tmp_path, photo, judge=judge)
    assert page.turned == turns * 90
    assert page.clean.shape[0] > page.clean.shape[1]
    here = _mark(page.clean, (1200 / A4[0], 2040 / A4[1]))
    there = map_point(page.to_paper, *here)
    assert _mark(page.paper[..., 0], there) == pytest.approx(there, abs=PLACE_TOL)


def test_soft_shadows_are_no_edges(marked: Any) -> None:
    photo = warped(marked, POSES[1][1], SIZE).astype(np.float32)
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    hand = 1 / (1 + np.exp((np.hypot((x - 500) / 500, (y - 1500) / 600) - 1) * 9))
    photo *= 1 - 0.45 * hand
    found = find_sheet(photo.astype(np.uint8))
    assert found is not None
    assert np.abs(np.array(found) - np.array(POSES[1][1])).max() < 2 * CORNER_TOL


# pictures that have no desk around a sheet
SCANS = [
    ("a scan", letter()),
    ("a scan laid askew under a black lid", tilted(letter(), 1.5) // 2 + 100),
    ("a dark edge on one side", np.where(np.arange(1654) < 60, 20, letter()).astype(np.uint8)),
    ("a black page", np.full((900, 700), 12, np.uint8)),
    ("white paper", np.full((900, 700), 250, np.uint8)),
    ("a frame printed round a notice", cv2.rectangle(letter(), (60, 60), (1590, 2270), 0, 9)),
]


@pytest.mark.parametrize(("what", "picture"), SCANS, ids=[s[0] for s in SCANS])
def test_scans_are_left_alone(what: str, picture: Any) -> None:
    assert find_sheet(picture) is None, what
    assert find_sheet(coloured(picture)) is None, what


def test_what_lies_on_a_desk_is_not_always_a_sheet() -> None:
    round_one = np.full((900, 700), 60, np.uint8)
    cv2.circle(round_one, (350, 450), 300, 230, -1)
    assert find_sheet(round_one) is None
    noise = np.random.default_rng(1).integers(0, 255, (900, 700)).astype(np.uint8)
    assert find_sheet(noise) is None


# (corners, dots an inch asked for, size expected, dots an inch given)
SIZES = [
    ([(0, 0), (1654, 0), (1654, 2339), (0, 2339)], 200, (1654, 2338), 200),
    ([(0, 0), (2339, 0), (2339, 1654), (0, 1654)], 200, (2338, 1654), 200),
    ([(0, 0), (827, 0), (827, 1169), (0, 1169)], 200, (827, 1169), 100),  # never enlarged
    ([(0, 0), (827, 0), (827, 1050), (0, 1050)], 200, (743, 1050), 90),  # held askew
    ([(0, 0), (500, 0), (500, 1000), (0, 1000)], 200, (500, 1000), 86),  # half a sheet
]


@pytest.mark.parametrize(("corners", "asked", "size", "dpi"), SIZES)
def test_the_size_of_a_flat_sheet(
    corners: Corners, asked: float, size: tuple[int, int], dpi: float
) -> None:
    found, given = size_of(tuple(corners), asked)
    assert np.abs(np.subtract(found, size)).max() <= 1
    assert given == pytest.approx(dpi, rel=0.01)


def test_the_share_of_a_sheet() -> None:
    assert area_of(((0, 0), (50, 0), (50, 100), (0, 100)), (100, 100)) == pytest.approx(0.5)
