"""The shipped recogniser on strings that this test prints or draws itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder
from pipeline.letter.digits import NUMBER, Calibration, allowed, recogniser, strip
from pipeline.letter.witness import DigitField

SURE = 0.85
"""The default threshold of review."""
PAPER, INK = 250, 40


def printed(text: str, size: int = 40, pad: int = 6) -> np.ndarray:
    font = ImageFont.load_default(size)
    x0, y0, x1, y1 = (round(v) for v in font.getbbox(text))
    image = Image.new("L", (x1 - x0 + 2 * pad, y1 - y0 + 2 * pad), PAPER)
    ImageDraw.Draw(image).text((pad - x0, pad - y0), text, font=font, fill=INK)
    return np.asarray(image)


def several(grey: np.ndarray) -> list[np.ndarray]:
    return [strip(grey), strip(grey, 1.15), strip(grey, 0.9)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("127", "number"),
        ("3046", "number"),
        ("58", "number"),
        ("07", "number"),
        ("20", "day"),
        ("09", "day"),
        ("31", "day"),
        ("12", "month"),
        ("5", "month"),
        ("2022", "year"),
    ],
)
def test_reads_print(text: str, what: DigitField) -> None:
    guess = recogniser().read(several(printed(text)), what)
    assert guess.text == text
    assert guess.confidence >= SURE
    assert guess.runner_up != text


@pytest.mark.parametrize("size", [14, 24, 60, 90])
def test_reads_print_of_any_size(size: int) -> None:
    assert recogniser().read(several(printed("263", size)), "number").text == "263"


@pytest.mark.parametrize("word", ["XKM", "WW", "###"])
def test_is_not_sure_of_letters(word: str) -> None:
    assert recogniser().read(several(printed(word)), "number").confidence < 0.5


def test_is_not_sure_of_an_impossible_day() -> None:
    guess = recogniser().read(several(printed("78")), "day")
    assert guess.confidence < SURE


def test_same_picture_same_answer_whatever_stands_beside_it_in_the_batch() -> None:
    one = recogniser().see([strip(printed("415"))])
    wide = recogniser().see([strip(printed("415")), strip(printed("88888"))])
    again = recogniser().see([strip(printed("415"))])
    assert np.array_equal(one, again)
    # The GRU sees more paper to the right; what it says of the ink must not change.
    assert (
        np.abs(np.exp(wide[0, : one.shape[1] // 2]) - np.exp(one[0, : one.shape[1] // 2])).max()
        < 0.2
    )


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("1", True), ("07", True), ("12a", True), ("12345", True), ("01a", True),
        ("0", False), ("00", False), ("012", False), ("123456", False), ("a", False),
        ("12#", False), ("", False),
    ],
)  # fmt: skip
def test_what_a_number_may_be(text: str, fits: bool) -> None:
    assert bool(NUMBER.fullmatch(text)) is fits


def test_fields_allow_what_can_be_and_no_more() -> None:
    days, months, years = allowed("day"), allowed("month"), allowed("year")
    assert days and months and years and allowed("number") is None
    assert {"01", "9", "10", "31"} <= set(days) and not {"00", "32", "0", "010"} & set(days)
    assert {"1", "02", "12"} <= set(months) and not {"00", "13", "0"} & set(months)
    assert {"2019", "2022", "22"} <= set(years) and "1022" not in years
    # A day below 10 takes a leading zero (Nghị định 30/2020/NĐ-CP); a month from 3 on does not.
    assert days["05"] > days["5"] and months["5"] > months["05"]


def test_strip_is_paper_zero_ink_one_whatever_the_levels() -> None:
    for paper, ink in ((255, 0), (200, 90), (230, 150)):
        grey = np.full((40, 80), paper, np.uint8)
        grey[10:30, 20:30] = ink
        seen = strip(grey)
        assert seen.shape == (32, 64)
        assert seen.min() == 0.0 and seen.max() == 1.0 and float(np.median(seen)) == 0.0


def test_strip_does_not_blow_up_noise() -> None:
    grey = np.random.default_rng(0).normal(240, 1, (40, 80)).astype(np.uint8)
    assert strip(grey).max() < 0.4


def test_calibration_rises_with_both_of_its_witnesses() -> None:
    fitted = recogniser().calibration
    steps = [fitted(p, 1.0) for p in (0.0, 0.1, 0.5, 0.9, 0.99, 1.0)]
    assert steps == sorted(steps) and 0.0 <= steps[0] < steps[-1] <= 1.0
    assert fitted(0.9, 0.4) <= fitted(0.9, 1.0)
    assert Calibration(1.0, 0.0, 0.0)(0.7, 1.0) == pytest.approx(0.7)


@pytest.mark.parametrize(
    "config",
    [
        "alphabet: '01'\n",
        "alphabet: '01'\nheight: 40\ncalibration: {slope: 1, offset: 0, agreement: 0}\n",
        "alphabet: '01'\nheight: 32\ncalibration: {slope: x, offset: 0, agreement: 0}\n",
        "- a list\n",
    ],
)
def test_a_bad_config_is_refused(tmp_path: Path, config: str) -> None:
    shutil.copy(models_folder() / "digits" / "digits.onnx", tmp_path)
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    with pytest.raises(BadKnowledge):
        recogniser(tmp_path)


def test_a_missing_model_is_refused(tmp_path: Path) -> None:
    shutil.copy(models_folder() / "digits" / "config.yaml", tmp_path)
    with pytest.raises(BadKnowledge):
        recogniser(tmp_path)
