"""Stamps go by their colour, whatever it is; what a hand wrote in blue stays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.scan.colour import without_colour
from tests.scan_sheets import DPI, coloured, draw, inked, letter

BLUE, VIOLET, RED = (40, 60, 190), (110, 50, 180), (205, 35, 50)
PEN = (30, 50, 150)
PAPER = 200  # brighter is paper
INK = 128


@pytest.fixture(scope="module")
def page() -> Any:
    return coloured(letter(12))


def _ink(grey: Any, at: tuple[int, int], reach: int = 170) -> int:
    x, y = at
    return int((grey[y - reach : y + reach, x - reach : x + reach] < INK).sum())


@pytest.mark.parametrize("shape", ["ring", "box"])
@pytest.mark.parametrize(
    ("colour", "said"), [(BLUE, "blue stamps 1"), (VIOLET, "blue stamps 1"), (RED, "red ink")]
)
def test_a_stamp_vanishes(page: Any, shape: str, colour: tuple[int, int, int], said: str) -> None:
    at = (800, 1700)
    grey, steps = without_colour(inked(page, shape, *at, colour), DPI)
    assert _ink(grey, at) < 60
    assert [step for step in steps if step.startswith(said)]


@pytest.mark.parametrize("colour", [BLUE, VIOLET, RED])
def test_black_type_under_a_stamp_stays(page: Any, colour: tuple[int, int, int]) -> None:
    at = (700, 620)  # across lines of type
    stamped = inked(page, "ring", *at, colour)
    black = page[..., 0] < 60
    stamped[black] = (colour[0] // 5, colour[1] // 5, colour[2] // 5)  # inks multiply
    grey, _ = without_colour(stamped, DPI)
    assert (grey[black] < INK).mean() > 0.99
    assert _ink(grey, at) == pytest.approx(_ink(page[..., 0], at), rel=0.05)


# what is written in blue or violet and has to stay, with its size in pixels
WRITTEN = [("a signature", 420), ("a long flourish", 700), ("a number", 120)]


@pytest.mark.parametrize(("what", "size"), WRITTEN)
@pytest.mark.parametrize("colour", [PEN, VIOLET])
def test_a_hand_in_blue_stays(
    page: Any, what: str, size: int, colour: tuple[int, int, int]
) -> None:
    at = (800, 1700)
    written = inked(page, "stroke", *at, colour, size)
    before = int((written[1500:1900].min(axis=2) < INK).sum())
    grey, steps = without_colour(written, DPI)
    # the rim of a stroke is paler in the one channel than in the darkest
    assert int((grey[1500:1900] < INK).sum()) > 0.85 * before, what
    assert steps == ()


def test_a_whole_letter_typed_in_blue_stays() -> None:
    typed = letter()
    page = np.where(typed[..., None] < 128, np.array(BLUE, np.uint8), np.uint8(255))
    grey, steps = without_colour(page, DPI)
    assert steps == ()
    assert (grey < INK).sum() == pytest.approx((typed < INK).sum(), rel=0.02)


def test_a_name_stamped_beside_a_seal_stays() -> None:
    typed = draw([(1000, 1900, "Nguyen Van Binh")])
    page = np.where(typed[..., None] < 128, np.array(VIOLET, np.uint8), np.uint8(255))
    grey, _ = without_colour(inked(page, "ring", 700, 1700, RED), DPI)
    assert (grey[1880:1960] < INK).sum() == pytest.approx((typed < INK).sum(), rel=0.05)


def test_odd_sizes_and_small_pictures_do_no_harm() -> None:
    for size in ((201, 133), (9, 7), (64, 1001)):
        page = np.full((*size, 3), 240, np.uint8)
        page[size[0] // 2 :, :3] = RED
        grey, _ = without_colour(page, DPI)
        assert grey.shape == size
        assert grey.min() > PAPER
