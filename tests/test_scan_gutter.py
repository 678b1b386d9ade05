"""Two pages on one sheet are told from one landscape page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from pipeline.intake import open_source
from pipeline.records import PageImage
from pipeline.scan import page_image
from pipeline.scan.gutter import find_gutter
from pipeline.scan.ink import look
from pipeline.settings import Settings
from tests.scan_sheets import DPI, TEXT, draw, letter, save, tilted

S = Settings()
MIDDLE_TOL = 0.03  # of the width
WIDE = (2339, 1654)  # A4 on its side


def _spread(left: Any, right: Any) -> Any:
    return np.hstack((left, right))


def _folded(sheet: Any) -> Any:
    """With the dark fold of a booklet in the middle."""
    x = np.arange(sheet.shape[1]) - sheet.shape[1] / 2
    return (sheet * (1 - 0.8 * np.exp(-((x / 14) ** 2)))).astype(np.uint8)


def _table() -> Any:
    """A landscape page with six columns: the middle falls between two of them."""
    cells = [
        (170 + 340 * column, 300 + 70 * row, ("Don vi", "So 12", "Nam 2021")[(row + column) % 3])
        for row in range(16)
        for column in range(6)
    ]
    return draw(cells, WIDE)


def _landscape() -> Any:
    return draw([(150, 200 + 62 * n, (TEXT[n % 4] + " " + TEXT[1])[:98]) for n in range(20)], WIDE)


def _page(folder: Path, array: Any) -> PageImage:
    path = save(array, folder / "page.png")
    return page_image(open_source(path, "page.png", S), 1, S)


# what lies on the glass, and its picture
SPREADS = [
    ("two letters", _spread(letter(), letter())),
    ("a full page and a short one", _spread(letter(), letter(8))),
    ("two pages shrunk to A4", cv2.resize(_spread(letter(), letter()), WIDE)),
    ("a booklet with its fold", _folded(_spread(letter(), letter()))),
    ("laid askew", tilted(_spread(letter(), letter()), 0.9)),
]
SINGLE = [
    ("a letter", letter()),
    ("a landscape letter", _landscape()),
    ("a landscape table", _table()),
    ("one page beside nothing", _spread(letter(), np.full_like(letter(), 255))),
    ("one page beside a page number", _spread(letter(), draw([(800, 120, "12")]))),
]


@pytest.mark.parametrize(("what", "sheet"), SPREADS, ids=[s[0] for s in SPREADS])
def test_two_pages(tmp_path: Path, what: str, sheet: Any) -> None:
    page = _page(tmp_path, sheet)
    assert page.gutter == pytest.approx(0.5, abs=MIDDLE_TOL + 0.05), page.steps
    assert [step for step in page.steps if step.startswith("two pages")], what
    column = round(page.gutter * page.clean.shape[1])
    assert page.clean[:, column - 8 : column + 8].min() == 255  # nothing to read as a rule


@pytest.mark.parametrize(("what", "sheet"), SINGLE, ids=[s[0] for s in SINGLE])
def test_one_page(tmp_path: Path, what: str, sheet: Any) -> None:
    page = _page(tmp_path, sheet)
    assert page.gutter is None, (what, page.steps)


def test_no_letter_is_lost_to_the_gutter(tmp_path: Path) -> None:
    sheet = _spread(letter(), letter())
    page = _page(tmp_path, sheet)
    assert page.gutter is not None
    assert (page.clean < 128).sum() == pytest.approx((sheet < 128).sum(), rel=0.08)


def test_the_band_is_free_of_ink() -> None:
    ink = look(_spread(letter(), letter()), DPI)
    band = find_gutter(ink)
    assert band is not None
    low, high = (round(edge * ink.shape[1]) for edge in band)
    assert ink[:, low + 1 : high].sum() == 0
    assert ink[:, :low].any() and ink[:, high:].any()


def test_an_empty_landscape_sheet_has_no_gutter() -> None:
    assert find_gutter(np.zeros((600, 900), bool)) is None
