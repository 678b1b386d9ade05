"""Skew, orientation and cleaning, each on sheets whose truth is known."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.scan import dust, light, shapes
from pipeline.scan.colour import without_colour
from pipeline.scan.ink import LOOK_DPI, look
from pipeline.scan.skew import skew
from pipeline.scan.upright import SURE, headroom, stand_of
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


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_how_a_page_lies(sheet: np.ndarray, turns: int) -> None:
    """Nobody is asked: lines and their heads are plain to see."""
    lying = np.rot90(sheet, turns).copy()
    stand = stand_of(look(lying, DPI), lying, None, blank=False)
    assert stand.turn == turns * 90
    assert stand.skew == pytest.approx(0.0, abs=SKEW_TOL)
    assert bool(stand.steps) is bool(turns)


@pytest.mark.parametrize(
    ("turns", "up", "turn"), [(0, 1, 0), (2, 1, 180), (2, -1, 0), (1, -1, 270)]
)
def test_no_page_is_turned_against_the_engine(
    sheet: np.ndarray, turns: int, up: int, turn: int
) -> None:
    """Of few lines, with print showing through, the ink may tell the opposite."""
    lying = np.rot90(sheet, turns).copy()
    asked: list[float] = []

    def judge(grey: np.ndarray) -> float:
        asked.append(up * headroom(look(grey, DPI)))
        return asked[-1]

    assert stand_of(look(lying, DPI), lying, judge, blank=False).turn == turn
    assert len(asked) == (2 if turns else 0)


@pytest.mark.parametrize("degrees", [-2.2, 1.6])
def test_a_page_on_its_side_keeps_its_skew(sheet: np.ndarray, degrees: float) -> None:
    lying = np.rot90(tilted(sheet, degrees)).copy()
    stand = stand_of(look(lying, DPI), lying, None, blank=False)
    assert stand.turn == 90
    assert stand.skew == pytest.approx(degrees, abs=SKEW_TOL)


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
    grey, steps = without_colour(page, DPI)
    assert [step.split()[:2] for step in steps] == [["red", "ink"]]
    assert float(steps[0].split()[2]) > 0.003
    ring = grey[495:505, 780:820]  # top of the ring, between two lines of type
    assert ring.min() > PAPER
    away = np.ones_like(sheet, bool)
    away[480:920, 580:1020] = False
    assert np.array_equal(grey[away], sheet[away])


def test_black_under_red_stays_black() -> None:
    page = coloured(np.full((200, 200), 255, np.uint8))
    page[80:120, :] = (200, 40, 40)
    page[:, 80:120] = (70, 20, 20)  # type with the seal over it
    grey, _ = without_colour(page, DPI)
    assert grey[100, 100] < 100
    assert grey[100, 20] > PAPER


def test_grey_input_is_given_back(sheet: np.ndarray) -> None:
    grey, steps = without_colour(sheet, DPI)
    assert grey is sheet
    assert steps == ()


def test_a_shadow_is_levelled(sheet: np.ndarray) -> None:
    slope = np.linspace(0.55, 1.0, sheet.shape[1])[None, :]
    shaded = (sheet * slope).astype(np.uint8)
    even = light.even_light(shaded, DPI)
    blank = even[2000:2200]
    assert blank.min() > 235
    assert (even < 128).sum() == pytest.approx((sheet < 128).sum(), rel=0.15)


def test_border_is_whitened_and_type_is_not(sheet: np.ndarray) -> None:
    dark = sheet.copy()
    dark[:, :40] = 20
    dark[2300:, :] = 20
    out, share = light.without_border(dark, DPI)
    assert 0.02 < share < 0.08
    assert out[:, :30].min() == 255
    assert np.array_equal(out[200:2000, 200:1500], sheet[200:2000, 200:1500])


def test_dust_is_measured_and_wiped(sheet: np.ndarray) -> None:
    page = dusty(sheet, 4000)
    dark = dust.dark_of(page)
    assert dust.specks(dust.dark_of(sheet)) < 0.1
    assert dust.specks(dark) > 0.5
    wiped = dust.without_specks(page, dark, DPI)
    assert dust.specks(dust.dark_of(wiped)) < 0.1
    assert (wiped < 128).sum() == pytest.approx((sheet < 128).sum(), rel=0.05)


def test_full_stops_survive_dusting() -> None:
    dots = np.full((200, 400), 255, np.uint8)
    for x in range(20, 400, 40):
        cv2.rectangle(dots, (x, 100), (x + 2, 102), 0, -1)  # 9 pixels: a stop in 11 point
    assert np.array_equal(dust.without_specks(dots, dust.dark_of(dots), DPI), dots)


def test_a_pale_seal_goes_and_type_in_it_stays(sheet: np.ndarray) -> None:
    sealed = sheet.copy()
    ring = np.full_like(sheet, 255)
    cv2.circle(ring, (700, 700), 150, 110, 9)
    sealed = np.minimum(sealed, ring)
    out, found = shapes.without_blobs(sealed, dust.dark_of(sealed), DPI)
    assert found == 1
    assert (out < 60).sum() > 0.97 * (sheet < 60).sum()
    assert out[548:553, 690:710].min() > PAPER


def test_a_black_seal_loses_its_ring_only() -> None:
    page = np.full((600, 600), 255, np.uint8)
    cv2.circle(page, (300, 300), 130, 0, 6)
    inside = draw([(230, 285, "Nguyen Van")], (600, 600), 30)
    page = np.minimum(page, inside)
    out, found = shapes.without_blobs(page, dust.dark_of(page), DPI)
    assert found == 1
    assert out[168:173, 290:310].min() == 255
    assert (out < 128).sum() > 0.9 * (inside < 128).sum()


def test_a_table_of_thin_pale_rules_keeps_its_cells() -> None:
    """A table whose rules the scanner broke is no set of incoming stamps."""
    page = draw([(140, 130 + 60 * n, "Chi tieu  94,1   97,3") for n in range(6)], (900, 560), 30)
    frame = np.full_like(page, 255)
    for y in range(110, 480, 60):
        cv2.line(frame, (120, y), (700, y), 120, 2)
    for x in (120, 420, 700):
        cv2.line(frame, (x, 110), (x, 470), 120, 2)
    frame[100:480, 415:425][::3] = 255
    frame[200:230, 110:130] = frame[350:380, 690:710] = 255
    page = np.minimum(page, frame)
    out, found = shapes.without_blobs(page, dust.dark_of(page), DPI)
    assert found == 0
    assert np.array_equal(out, page)


def test_a_pale_incoming_stamp_goes_and_type_in_it_stays() -> None:
    more = [(60, 330 + 50 * n, "cac so, ban, nganh va dia phuong") for n in range(4)]
    page = draw([(150, 140, "Ket qua"), *more], (900, 560), 36)
    stamp = np.full_like(page, 255)
    cv2.rectangle(stamp, (120, 100), (560, 290), 135, 5)
    cv2.line(stamp, (120, 210), (560, 210), 135, 5)
    stamp = np.minimum(stamp, np.maximum(draw([(300, 230, "So den")], (900, 560), 40), 135))
    both = np.minimum(page, stamp)
    out, found = shapes.without_blobs(both, (both < 170).astype(np.uint8), DPI)
    assert found == 1
    assert (out < 60).sum() == pytest.approx((page < 60).sum(), rel=0.05)
    assert out[98:102, 200:500].min() > PAPER
    assert out[220:285].min() > PAPER


def test_a_table_keeps_its_frame() -> None:
    page = np.full((900, 1200), 255, np.uint8)
    for x in (100, 500, 1100):
        cv2.line(page, (x, 100), (x, 800), 0, 3)
    for y in (100, 300, 500, 800):
        cv2.line(page, (100, y), (1100, y), 0, 3)
    out, found = shapes.without_blobs(page, dust.dark_of(page), DPI)
    assert found == 0
    assert np.array_equal(out, page)
