"""The generator's ways to scan: faxes, photographs, spreads; and what ``scan`` makes of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest

from pipeline.intake import open_source
from pipeline.records import PageImage
from pipeline.scan import page_image
from pipeline.scan.sheet import find_sheet
from pipeline.settings import Settings
from tools.letters.damage import grade_of, scan
from tools.letters.draw import draw_sheet
from tools.letters.errors import LetterError
from tools.letters.fonts import HANDS, find_font, find_hand
from tools.letters.layout import set_letter
from tools.letters.letter import CONDITIONS, GRADES, WORN, Letter, read_letter
from tools.letters.pdf import write_pdf
from tools.letters.photo import HEIGHT, WIDTH, camera_of, photograph
from tools.letters.scans import spreads
from tools.letters.sheet import PAGE_HEIGHT, PAGE_WIDTH

ROOT = Path(__file__).parents[1]
LETTER = read_letter(ROOT / "data/letters/cv-tra-vinh.yaml")
S = Settings()
CORNER_TOL = 12.0  # pixels of 2800: a curled edge is no straight line


def _fonts_missing() -> str:
    try:
        find_font("tinos")
        find_font("stamp", "bold")
        for hand in HANDS:
            find_hand(hand)
    except LetterError as error:
        return str(error)
    return ""


pytestmark = pytest.mark.skipif(bool(_fonts_missing()), reason=_fonts_missing() or "fonts found")


@cache
def _picture() -> Any:
    return draw_sheet(LETTER, set_letter(LETTER)[0])


@cache
def _photo() -> Any:
    return photograph(_picture(), LETTER, 1)


def _one(condition: str, folder: Path, letter: Letter = LETTER) -> Path:
    """The first page of a letter in a condition, as a PDF."""
    grade = grade_of(letter, condition)
    path = folder / f"{condition}.pdf"
    image = _photo() if condition == "photo" else scan(_picture(), None, letter, 1, grade)
    write_pdf([image], grade, path)
    return path


def _read(path: Path) -> PageImage:
    return page_image(open_source(path, path.name, S), 1, S)


def test_conditions_are_the_grades_and_more() -> None:
    assert CONDITIONS[: len(GRADES)] == GRADES
    assert len(set(CONDITIONS)) == len(CONDITIONS)
    for condition in CONDITIONS:
        assert grade_of(LETTER, condition).dpi >= (120 if condition in WORN else 150)


@pytest.mark.parametrize(("condition", "rows"), [("fax_fine", 196), ("fax_standard", 98)])
def test_a_fax_has_the_pixels_of_the_standard(condition: str, rows: int, tmp_path: Path) -> None:
    with pikepdf.open(_one(condition, tmp_path)) as pdf:
        page = pdf.pages[0]
        stream = page.Resources.XObject.Scan
        width, height = (float(v) for v in page.mediabox[2:])
        assert int(stream.BitsPerComponent) == 1
        assert (round(width), round(height)) == (595, pytest.approx(842, abs=1))
        assert int(stream.Height) / height * 72 == pytest.approx(rows, rel=0.01)
        assert int(stream.Width) / width * 72 == pytest.approx(204, rel=0.01)


@pytest.mark.parametrize("degrees", [0, 90])
def test_a_fax_machine_sees_a_turned_page_as_it_lies(degrees: int) -> None:
    turned = replace(LETTER, look=replace(LETTER.look, turned={1: degrees}))
    image = scan(_picture(), None, turned, 1, grade_of(turned, "fax_standard"))
    across, down = PAGE_WIDTH / 72 * 204, PAGE_HEIGHT / 72 * 204
    wide, high = (down, across) if degrees else (across, down)
    assert image.shape == pytest.approx((high * 98 / 204, wide), abs=2)


@pytest.mark.ocr  # as slow as reading a page
def test_what_is_photographed_twice_is_the_same() -> None:
    assert np.array_equal(photograph(_picture(), LETTER, 1), _photo())
    assert _photo().shape == (HEIGHT, WIDTH, 3)


def test_the_camera_knows_where_the_sheet_is() -> None:
    found = find_sheet(_photo())
    assert found is not None
    assert np.abs(np.subtract(found, camera_of(LETTER, 1).corners)).max() < CORNER_TOL


@pytest.mark.parametrize("page", range(1, 9))
def test_the_whole_sheet_is_in_the_picture(page: int) -> None:
    edge = np.linspace(0, 1, 21)
    rim = np.concatenate([np.stack((edge, np.full(21, v)), 1) for v in (0, 1)])
    spots = camera_of(LETTER, page).project(np.concatenate((rim, rim[:, ::-1])))
    assert spots.min() > 0
    assert (spots < (WIDTH, HEIGHT)).all()


def test_a_photograph_is_made_flat_even_and_straight(tmp_path: Path) -> None:
    page = _read(_one("photo", tmp_path))
    assert [step for step in page.steps if step.startswith("sheet")]
    height, width = page.clean.shape
    assert height / width == pytest.approx(PAGE_HEIGHT / PAGE_WIDTH, rel=0.01)
    blank = page.clean[height // 50 : height // 20, width // 5 : -width // 5]  # the upper margin
    assert np.percentile(blank, 2) > 225


@pytest.mark.parametrize("condition", ["office", "bad", "fax", "fax_fine"])
def test_a_scan_is_not_taken_for_a_photograph(condition: str, tmp_path: Path) -> None:
    page = _read(_one(condition, tmp_path))
    assert not [step for step in page.steps if step.startswith("sheet")]
    assert page.gutter is None
    assert not page.blank


def test_a_spread_holds_two_pages_and_is_seen_as_such(tmp_path: Path) -> None:
    grade = grade_of(LETTER, "spread")
    page = scan(_picture(), None, LETTER, 1, grade)
    sheets = spreads([page, page, page])
    assert [sheet.shape[1] for sheet in sheets] == [2 * page.shape[1]] * 2
    write_pdf(sheets, grade, tmp_path / "a.pdf")
    source = open_source(tmp_path / "a.pdf", "a.pdf", S)
    first, last = (page_image(source, n, S) for n in (1, 2))
    assert first.gutter == pytest.approx(0.5, abs=0.06)
    assert not first.turned
    assert last.gutter is None  # its right half is empty: one page like any other
