"""Scans of letters: the same bytes twice, sound PDFs, damage within its grade."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest

from tools.letters import pen
from tools.letters.chance import dice
from tools.letters.damage import Pose, grade_of, pose_of, scan
from tools.letters.draw import draw_sheet
from tools.letters.errors import LetterError
from tools.letters.fonts import HANDS, find_font, find_hand
from tools.letters.gold import make_gold
from tools.letters.layout import set_letter
from tools.letters.letter import Letter, read_letter
from tools.letters.pdf import write_pdf
from tools.letters.scans import make_scan
from tools.letters.stamps import seal

ROOT = Path(__file__).parents[1]
LETTER = read_letter(ROOT / "data/letters/cv-tra-vinh.yaml")
INK_MARGIN = 3  # pixels around a box that still belong to its ink


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
def picture() -> Any:
    return draw_sheet(LETTER, set_letter(LETTER)[0])


def scanned(grade: str, letter: Letter = LETTER) -> Any:
    return scan(picture(), None, letter, 1, grade_of(letter, grade))


def test_the_same_letter_gives_the_same_bytes(tmp_path: Path) -> None:
    """Drawn, scanned and written anew, against what was drawn before."""
    make_scan(LETTER, tmp_path / "a.pdf", "fax")
    write_pdf([scanned("fax")], grade_of(LETTER, "fax"), tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_another_seed_gives_another_scan() -> None:
    other = replace(LETTER, look=replace(LETTER.look, seed=LETTER.look.seed + 1))
    assert not np.array_equal(scanned("bad"), scanned("bad", other))


@pytest.mark.parametrize(
    ("grade", "filter"),
    [("clean", "/FlateDecode"), ("office", "/DCTDecode"), ("fax", "/CCITTFaxDecode")],
)
def test_a_pdf_holds_one_picture_a_page_and_no_text(
    grade: str, filter: str, tmp_path: Path
) -> None:
    image, path = scanned(grade), tmp_path / "x.pdf"
    write_pdf([image, image], grade_of(LETTER, grade), path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
        assert "/Info" not in pdf.trailer
        for page in pdf.pages:
            assert list(page.Resources.XObject) == ["/Scan"]
            assert page.Resources.XObject.Scan.Filter == pikepdf.Name(filter)
            assert "/Font" not in page.Resources
            width, height = (float(v) for v in page.mediabox[2:])
            assert (round(width), round(height)) == (595, 842)


def test_fax_pixels_come_back_as_they_went_in(tmp_path: Path) -> None:
    """Guards against black and white exchanged, which group 4 data makes easy."""
    image, path = scanned("fax"), tmp_path / "x.pdf"
    write_pdf([image], grade_of(LETTER, "fax"), path)
    with pikepdf.open(path) as pdf:
        back = pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Scan).as_pil_image().convert("L")
    assert np.array_equal(np.asarray(back), image)


@pytest.mark.parametrize("grade", ["clean", "office", "bad", "fax"])
def test_damage_keeps_paper_light_and_ink_dark(grade: str) -> None:
    image = scanned(grade)
    grey = image if image.ndim == 2 else image.mean(axis=2)
    middle = grey[grey.shape[0] // 4 : grey.shape[0] // 2, grey.shape[1] // 4 : grey.shape[1] // 2]
    assert np.percentile(middle, 80) > 170
    assert np.percentile(middle, 1) < 110
    assert (image.dtype, image.max() <= 255) == (np.uint8, True)
    if grade == "fax":
        assert set(np.unique(image)) == {0, 255}


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_the_same_page_turned(degrees: int) -> None:
    turned = replace(LETTER, look=replace(LETTER.look, turned={1: degrees}))
    back = np.rot90(scanned("fax", turned), degrees // 90)
    assert np.array_equal(back, scanned("fax"))


@pytest.mark.parametrize("grade", ["clean", "office", "bad", "fax"])
def test_a_pose_stays_within_its_grade(grade: str) -> None:
    asked = grade_of(LETTER, grade)
    for page in range(1, 9):
        pose = pose_of(LETTER, page, asked)
        skew = abs(np.degrees(np.arctan2(pose.matrix[0, 1], pose.matrix[0, 0])))
        assert asked.skew[0] - 1e-6 <= skew <= asked.skew[1] + 1e-6


def test_boxes_follow_the_pose() -> None:
    straight = Pose(np.array([[2.0, 0, 0], [0, 2.0, 0]]), 1200, 1700, 0)
    assert straight.box((30, 85, 60, 170)) == (0.05, 0.1, 0.1, 0.2)
    assert straight.box((-50, -9, 9999, 9999)) == (0.0, 0.0, 1.0, 1.0)


def test_the_gold_box_holds_the_ink() -> None:
    """Blue or black strokes fill the box from edge to edge on the scan itself."""
    image = scanned(LETTER.look.grade).astype(int)
    height, width = image.shape[:2]
    for found in make_gold(LETTER)["handwritten"]:
        x0, y0, x1, y1 = found["box"]
        part = image[
            round(y0 * height) : round(y1 * height), round(x0 * width) : round(x1 * width)
        ].min(axis=2)
        dark = part < np.percentile(image, 60) - 70
        ys, xs = np.nonzero(dark)
        assert xs.min() <= INK_MARGIN
        assert ys.min() <= INK_MARGIN
        assert xs.max() >= part.shape[1] - 1 - INK_MARGIN
        assert ys.max() >= part.shape[0] - 1 - INK_MARGIN


@pytest.mark.parametrize("seed", range(6))
def test_a_hand_writes_alike_but_numbers_differ(seed: int) -> None:
    hand = pen.choose_hand(dice("hand", seed))
    one, again = (pen.write("0123456789", hand, dice("ink", seed)) for _ in range(2))
    assert np.array_equal(one, again)
    assert one.shape[1] > one.shape[0] > 20
    assert not np.array_equal(one, pen.write("0123456789", hand, dice("ink", seed, "x")))


def test_what_is_struck_out_cannot_be_read() -> None:
    """At least half of the number's paper is covered, and all of its ink."""
    hand = pen.choose_hand(dice("hand", 1))
    mask = pen.write("318", hand, dice("ink"))
    struck = pen.scribble_over(mask, dice("strike"))
    assert (struck > 128).mean() > 0.5
    assert (struck > 128).sum() > 2 * (mask > 128).sum()


def test_marks_are_masks_with_ink() -> None:
    for mask in (pen.signature(dice("s")), pen.initials(dice("i")), seal(LETTER, dice("o"))):
        assert mask.dtype == np.uint8
        assert 0.01 < (mask > 90).mean() < 0.8


def test_chance_depends_on_its_names_alone() -> None:
    assert dice("a", 1).random() == dice("a", 1).random()
    assert (
        len({dice(*names).random() for names in (("a", 1), ("a", 2), ("a1",), ("a", "1", ""))}) == 4
    )
