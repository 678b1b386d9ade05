"""Bent lines are levelled; level ones are left alone."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from pipeline.records import map_point
from pipeline.scan.curl import bend_of, unbent
from pipeline.scan.ink import look
from pipeline.scan.page import _BENT
from pipeline.scan.skew import skew
from tests.scan_sheets import DPI, draw, letter, tilted

STRAIGHTER = 0.35  # of the bend may be left
PLACE_TOL = 0.004  # of the page, beyond what the plane map admits


def _sinking(depth: float, lean: float, shape: tuple[int, int]) -> Any:
    """How many pixels each place lies too low: a wave across, growing by ``lean`` down."""
    height, width = shape
    x = np.linspace(-1, 1, width)[None, :]
    y = np.linspace(0, 1, height)[:, None]
    return depth * DPI * (1 + lean * y) * np.cos(x * 2.2)


def _bent(sheet: Any, depth: float, lean: float = 0.0) -> Any:
    height, width = sheet.shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    ys -= _sinking(depth, lean, sheet.shape).astype(np.float32)
    return cv2.remap(sheet, xs, ys, cv2.INTER_LINEAR, borderValue=(255,))


@pytest.mark.parametrize("depth", [0.06, 0.12, -0.09])
@pytest.mark.parametrize("lean", [0.0, 0.6])
def test_a_bend_is_found_and_taken_out(depth: float, lean: float) -> None:
    page = _bent(letter(30), depth, lean)
    bend = bend_of(look(page, DPI))
    assert bend is not None
    assert bend.depth > _BENT
    level, _, _ = unbent(page, bend, DPI)
    left = bend_of(look(level, DPI))
    assert left is not None
    assert left.depth < max(STRAIGHTER * bend.depth, 0.02)
    assert skew(look(level, DPI))[1] > 1.1 * skew(look(page, DPI))[1]  # sharper rows


@pytest.mark.parametrize("degrees", [0.0, 0.8, -1.5])
def test_skew_alone_is_no_bend(degrees: float) -> None:
    bend = bend_of(look(tilted(letter(30), degrees), DPI))
    assert bend is not None
    assert bend.depth < _BENT / 2


@pytest.mark.parametrize("lines", [0, 1])
def test_a_page_with_little_print_says_nothing(lines: int) -> None:
    assert bend_of(look(letter(lines), DPI)) is None


def test_a_short_note_bends_nothing_beyond_its_words() -> None:
    note = draw([(230, 300 + 62 * n, "Kinh gui: Uy ban nhan dan tinh") for n in range(12)])
    bend = bend_of(look(_bent(note, 0.08), DPI))
    if bend is not None:
        low, high = bend.known
        assert high < 0.4
        edge, beyond = np.array([high]), np.array([1.0])
        assert bend.at(edge, np.array([0.5])) == pytest.approx(bend.at(beyond, np.array([0.5])))
        assert low < high


def test_the_plane_map_is_honest_about_what_it_misses() -> None:
    depth = 0.1
    sheet = letter(30)
    page = _bent(sheet, depth)
    bend = bend_of(look(page, DPI))
    assert bend is not None
    _, way, off = unbent(page, bend, DPI)
    assert 0.0 < off < 2 * depth
    height, width = page.shape
    for x, y in ((0.3, 0.2), (0.5, 0.5), (0.7, 0.8)):
        exact = y + float(bend.at(np.array(2 * x - 1), np.array(y))) * DPI / height
        there = map_point(way, x, y)
        assert there[0] == pytest.approx(x, abs=PLACE_TOL)
        assert abs(there[1] - exact) * height / DPI <= off + 1e-6
    assert width < height
