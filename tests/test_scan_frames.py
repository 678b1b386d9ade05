"""The ways back: turned, levelled, flattened and chained maps lead where the pixels came from."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import IDENTITY, Homography, map_point
from pipeline.scan.frames import (
    after_turn,
    chained,
    fitted,
    flattened,
    levelled,
    turned,
    view,
)

TOL = 1e-6
share = st.floats(0.0, 1.0)
quarter = st.sampled_from([0, 90, 180, 270])
small = st.floats(-0.2, 0.2)


@st.composite
def ways(draw: st.DrawFn) -> Homography:
    a, b, c, d, e, f = (draw(small) for _ in range(6))
    g, h = draw(small) / 2, draw(small) / 2
    return (1 + a, b, c, d, 1 + e, f, g, h, 1.0)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 360, -90])
def test_turning_is_clockwise(degrees: int) -> None:
    array = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert np.array_equal(turned(array, degrees), np.rot90(array, -degrees // 90))


@given(share, share, quarter)
def test_two_frames_turned_alike_keep_the_identity(x: float, y: float, degrees: int) -> None:
    assert map_point(after_turn(IDENTITY, degrees), x, y) == pytest.approx((x, y), abs=TOL)


@given(ways(), share, share, quarter)
@settings(max_examples=60)
def test_a_way_between_turned_frames(way: Homography, x: float, y: float, degrees: int) -> None:
    def spin(point: tuple[float, float]) -> tuple[float, float]:
        for _ in range(degrees // 90):
            point = (1 - point[1], point[0])
        return point

    wanted = spin(map_point(way, x, y))
    assert map_point(after_turn(way, degrees), *spin((x, y))) == pytest.approx(wanted, abs=1e-5)


@given(ways(), ways(), share, share)
@settings(max_examples=60)
def test_chaining_goes_one_after_the_other(
    first: Homography, second: Homography, x: float, y: float
) -> None:
    between = map_point(first, x, y)
    wanted = map_point(second, *between)
    assert map_point(chained(first, second), x, y) == pytest.approx(wanted, abs=1e-4, rel=1e-4)


@pytest.mark.parametrize("smooth", [False, True])
@pytest.mark.parametrize("angle", [-3.0, 0.7, 2.2])
def test_levelling_knows_the_way_back(angle: float, smooth: bool) -> None:
    page = np.full((400, 300), 255, np.uint8)
    cv2.circle(page, (210, 120), 6, 0, -1)
    level, way = levelled(page, angle, smooth)
    ys, xs = np.nonzero(level < 128)
    x, y = map_point(way, xs.mean() / 300, ys.mean() / 400)
    assert (x * 300, y * 400) == pytest.approx((210, 120), abs=0.6)


def test_flattening_knows_the_way_back() -> None:
    photo = np.full((500, 400), 255, np.uint8)
    cv2.circle(photo, (250, 200), 7, 0, -1)
    corners = ((60.0, 40.0), (350.0, 60.0), (370.0, 470.0), (30.0, 440.0))
    flat, way = flattened(photo, corners, (210, 297))
    assert flat.shape == (297, 210)
    ys, xs = np.nonzero(flat < 128)
    x, y = map_point(way, xs.mean() / 210, ys.mean() / 297)
    assert (x * 400, y * 500) == pytest.approx((250, 200), abs=2.0)
    ends = [map_point(way, *end) for end in ((0, 0), (1, 0), (1, 1), (0, 1))]
    assert np.abs(np.array(ends) * (400, 500) - np.array(corners)).max() < 1e-3


def test_a_fit_says_how_far_it_is_off() -> None:
    grid = np.stack(np.meshgrid(np.linspace(0, 1, 9), np.linspace(0, 1, 9)), -1).reshape(-1, 2)
    way, off = fitted(grid, grid * 0.9 + 0.02)
    assert off < TOL
    assert map_point(way, 0.5, 0.5) == pytest.approx((0.47, 0.47), abs=TOL)
    waved = grid + np.stack((np.zeros(81), 0.01 * np.sin(6 * grid[:, 0])), -1)
    assert 0.004 < fitted(grid, waved)[1] < 0.02


# (size of the page, its dpi, dpi asked for, size of the view)
VIEWS = [
    ((2339, 1654), 200, 100, (1169, 827)),
    ((2387, 1687), 204, 100, (1193, 843)),  # 102 dpi is near enough
    ((1754, 1240), 150, 100, (1169, 827)),
    ((600, 400), 100, 100, (600, 400)),
    ((600, 400), 72, 100, (600, 400)),  # never enlarged
    ((3, 2), 200, 25, (1, 1)),
]


@pytest.mark.parametrize(("size", "dpi", "target", "expected"), VIEWS)
def test_a_view_is_about_as_large_as_asked(
    size: tuple[int, int], dpi: float, target: float, expected: tuple[int, int]
) -> None:
    page = np.full(size, 200, np.uint8)
    small = view(page, dpi, target)
    assert np.abs(np.subtract(small.shape, expected)).max() <= 1
    assert small.min() == small.max() == 200
