"""Skew, orientation and cleaning, each on sheets whose truth is known."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.scan import clean
from pipeline.scan.ink import LOOK_DPI, look
from pipeline.scan.page import LEVEL_SURE
from pipeline.scan.skew import skew
from pipeline.scan.upright import SURE, headroom, sideways
from tests.scan_sheets import DPI, coloured, draw, dusty, letter, tilted

SKEW_TOL = 0.12  # degrees; over a full line that is a tenth of its height
PAPER = 200  # what counts as white paper


@pytest.fixture(scope="module")
def sheet() -> np.ndarray:
    return letter()


@pytest.mark.parametrize("degrees", [-4.2, -1.5, -0.4, 0.0, 0.7, 2.3, 4.8])
def test_skew_is_found(sheet: np.ndarray, degrees: float) -> None:
    found, _ = skew(look(tilted(sheet, degrees), DPI))
    assert found == pytest.approx(degrees, abs=SKEW_TOL)


def test_an_empty_sheet_has_no_skew_and_no_head() -> None:
    blank = look(np.full((800, 600), 255, np.uint8), LOOK_DPI)
    assert skew(blank) == (0.0, 0.0)
    assert headroom(blank) == 0.0


def test_which_way_is_up(sheet: np.ndarray) -> None:
    upright = look(sheet, DPI)
    assert headroom(upright) > SURE
    assert headroom(upright[::-1, ::-1]) < -SURE


@pytest.mark.parametrize("turns", [1, 3])
def test_lying_on_its_side(sheet: np.ndarray, turns: int) -> None:
    lying, times = sideways(look(np.rot90(sheet, turns), DPI))
    assert lying
    assert times > LEVEL_SURE
    assert sideways(look(sheet, DPI))[0] is False


def test_look_leaves_out_shadows_and_large_shapes(sheet: np.ndarray) -> None:
    dark = sheet.copy()
    dark[:, :90] = 30  # a lid's shadow
    cv2.circle(dark, (1200, 2000), 160, 0, 12)  # a seal
    before, after = look(sheet, DPI), look(dark, DPI)
    assert not after[900:, 500:700].any() or after[900:, 500:700].sum() < 50
    assert abs(int(after[:, 60:].sum()) - int(before[:, 60:].sum())) < 0.05 * before.sum()


def test_red_ink_vanishes_and_black_stays(sheet: np.ndarray) -> None:
    page = coloured(sheet)
    cv2.circle(page, (800, 700), 200, (205, 40, 50), 14)
    grey, share = clean.without_red(page)
    assert share > 0.003
    ring = grey[495:505, 780:820]  # top of the ring, between two lines of type
    assert ring.min() > PAPER
    away = np.ones_like(sheet, bool)
    away[480:920, 580:1020] = False
    assert np.array_equal(grey[away], sheet[away])


def test_black_under_red_stays_black() -> None:
    page = coloured(np.full((100, 100), 255, np.uint8))
    page[40:60, :] = (200, 40, 40)
    page[:, 40:60] = (70, 20, 20)  # type with the seal over it
    grey, _ = clean.without_red(page)
    assert grey[50, 50] < 100
    assert grey[50, 10] > PAPER


def test_grey_input_is_given_back(sheet: np.ndarray) -> None:
    grey, share = clean.without_red(sheet)
    assert grey is sheet
    assert share == 0.0


def test_a_shadow_is_levelled(sheet: np.ndarray) -> None:
    slope = np.linspace(0.55, 1.0, sheet.shape[1])[None, :]
    shaded = (sheet * slope).astype(np.uint8)
    even = clean.even_light(shaded, DPI)
    blank = even[2000:2200]
    assert blank.min() > 235
    assert (even < 128).sum() == pytest.approx((sheet < 128).sum(), rel=0.15)


def test_border_is_whitened_and_type_is_not(sheet: np.ndarray) -> None:
    dark = sheet.copy()
    dark[:, :40] = 20
    dark[2300:, :] = 20
    out, share = clean.without_border(dark, DPI)
    assert 0.02 < share < 0.08
    assert out[:, :30].min() == 255
    assert np.array_equal(out[200:2000, 200:1500], sheet[200:2000, 200:1500])


def test_dust_is_measured_and_wiped(sheet: np.ndarray) -> None:
    dust = dusty(sheet, 4000)
    assert clean.specks(sheet) < 0.1
    assert clean.specks(dust) > 0.5
    wiped = clean.without_specks(dust, DPI)
    assert clean.specks(wiped) < 0.1
    assert (wiped < 128).sum() == pytest.approx((sheet < 128).sum(), rel=0.05)


def test_full_stops_survive_dusting() -> None:
    dots = np.full((200, 400), 255, np.uint8)
    for x in range(20, 400, 40):
        cv2.rectangle(dots, (x, 100), (x + 2, 102), 0, -1)  # 9 pixels: a stop in 11 point
    assert np.array_equal(clean.without_specks(dots, DPI), dots)


def test_a_pale_seal_goes_and_type_in_it_stays(sheet: np.ndarray) -> None:
    sealed = sheet.copy()
    ring = np.full_like(sheet, 255)
    cv2.circle(ring, (700, 700), 150, 110, 9)
    sealed = np.minimum(sealed, ring)
    out, found = clean.without_blobs(sealed, DPI)
    assert found == 1
    assert (out < 60).sum() > 0.97 * (sheet < 60).sum()
    assert out[548:553, 690:710].min() > PAPER


def test_a_black_seal_loses_its_ring_only() -> None:
    page = np.full((600, 600), 255, np.uint8)
    cv2.circle(page, (300, 300), 130, 0, 6)
    inside = draw([(230, 285, "Nguyen Van")], (600, 600), 30)
    page = np.minimum(page, inside)
    out, found = clean.without_blobs(page, DPI)
    assert found == 1
    assert out[168:173, 290:310].min() == 255
    assert (out < 128).sum() > 0.9 * (inside < 128).sum()


def test_a_table_keeps_its_frame() -> None:
    page = np.full((900, 1200), 255, np.uint8)
    for x in (100, 500, 1100):
        cv2.line(page, (x, 100), (x, 800), 0, 3)
    for y in (100, 300, 500, 800):
        cv2.line(page, (100, y), (1100, y), 0, 3)
    out, found = clean.without_blobs(page, DPI)
    assert found == 0
    assert np.array_equal(out, page)
