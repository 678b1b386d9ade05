"""A garbled number line gives its printed symbol back, and a clear one is left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import pytest

from pipeline.reading.engine import Reading, Token
from pipeline.reading.engines import engine
from pipeline.reading.number_line import look_at_number
from pipeline.records import PageImage
from pipeline.settings import Settings
from tests.scan_sheets import draw

TOP, BOTTOM = 300, 336
LABEL = Token("Số:", (230, TOP, 280, BOTTOM), 0.9, (1, 1, 1))
GARBLED = Token("3đ/mc-UBND", (300, TOP - 20, 520, BOTTOM), 0.05, (1, 1, 1))
BODY = Token("Căn cứ", (230, 900, 400, 936), 0.9, (3, 1, 1))


@dataclass
class Straw:
    """Reads the n-th line of a sheet as the n-th of ``lines``: (text, confidence)."""

    lines: list[tuple[str, float]]
    asked: int = 0
    shapes: list[tuple[int, ...]] = field(default_factory=list)

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        assert lines
        self.asked += 1
        self.shapes.append(grey.shape)
        dark = np.flatnonzero((grey < 128).any(axis=1))
        starts = [int(y) for n, y in enumerate(dark) if n == 0 or y - dark[n - 1] > 5]
        tokens = [
            Token(text, (30, y, 30 + 12 * len(text), y + 30), sure, (0, 0, n))
            for n, (y, (text, sure)) in enumerate(zip(starts, self.lines, strict=False))
            if text
        ]
        return Reading(tuple(tokens))


def _page(number: int = 1, **more: Any) -> PageImage:
    """Eight blocks of ink behind the label: pen strokes, a slash, letters."""
    grey = np.full((2339, 1654), 255, np.uint8)
    for n in range(8):
        grey[TOP + 4 : BOTTOM, 300 + 28 * n : 318 + 28 * n] = 0
    return PageImage(number, np.repeat(grey[..., None], 3, axis=2), grey, 200.0, **more)


READ = [("3/BC-UBND", 0.2), ("98BC-UBND", 0.3), ("/BC-UBND", 0.9), ("BC-UBND", 0.93)]


def test_the_symbol_is_read_by_itself() -> None:
    straw = Straw(READ)
    found = look_at_number(_page(), [LABEL, GARBLED, BODY], straw)
    assert [t.text for t in found] == ["Số:", "Căn cứ", "/BC-UBND"]
    symbol = found[-1]
    assert symbol.box[0] >= 300 + 2 * 28 - 4  # behind the pen's ink
    assert symbol.line not in {LABEL.line, BODY.line}
    assert straw.asked == 1


ALONE = [
    # a clear symbol; several words of it; a Party letter's; no label; a label in the text
    [LABEL, Token("/BC-UBND", (400, TOP, 520, BOTTOM), 0.9, (1, 1, 1))],
    [LABEL, Token("12/QĐ-UBND", (300, TOP, 520, BOTTOM), 0.8, (1, 1, 1))],
    [Token("Sở", (230, TOP, 280, BOTTOM), 0.9, (1, 1, 1)), GARBLED],
    [BODY],
    [Token("Số:", (230, 1500, 280, 1536), 0.9, (1, 1, 1)), GARBLED],
    [Token("Số:", (1000, TOP, 1050, BOTTOM), 0.9, (1, 1, 1)), GARBLED],
    [LABEL],
]


@pytest.mark.parametrize("tokens", ALONE)
def test_other_lines_are_left_alone(tokens: list[Token]) -> None:
    straw = Straw(READ)
    assert look_at_number(_page(), tokens, straw) == tokens
    assert straw.asked == 0


@pytest.mark.parametrize("page", [_page(2), _page(blank=True)])
def test_other_pages_are_not_asked_about(page: PageImage) -> None:
    straw = Straw(READ)
    assert look_at_number(page, [LABEL, GARBLED], straw) == [LABEL, GARBLED]
    assert straw.asked == 0


@pytest.mark.parametrize(
    "lines",
    [
        # nothing that is a symbol; one that the engine doubts; capitals too few; small letters
        [("mc ubnd", 0.9)],
        [("/BC-UBND", 0.4)],
        [("/B", 0.9)],
        [("bao cao", 0.95), ("", 0.0)],
        [],
    ],
)
def test_what_is_no_symbol_changes_nothing(lines: list[tuple[str, float]]) -> None:
    assert look_at_number(_page(), [LABEL, GARBLED, BODY], Straw(lines)) == [LABEL, GARBLED, BODY]


def test_the_slash_is_worth_more_than_a_sure_tail() -> None:
    found = look_at_number(_page(), [LABEL, GARBLED], Straw([("/BC-SNV", 0.7), ("BC-SNV", 0.95)]))
    assert found[-1].text == "/BC-SNV"


@pytest.mark.parametrize(
    ("lines", "best"),
    [
        # the code of a type of letter is not cut in two, though its tail is read more surely
        ([("BC-BCT", 0.7), ("C-BCT", 0.95)], "BC-BCT"),
        # a Party letter: a dash before the type, a slash after it
        ([("-BC/BTCTU", 0.8), ("BC/BTCTU", 0.9), ("BTCTU", 0.95)], "-BC/BTCTU"),
        # a normative text has its year
        ([("/2022/QĐ-UBND", 0.8), ("QĐ-UBND", 0.95)], "/2022/QĐ-UBND"),
        # no type: the issuer first
        ([("/UBND-NC", 0.8), ("UBND-NC", 0.9)], "/UBND-NC"),
    ],
)
def test_the_whole_symbol_is_taken(lines: list[tuple[str, float]], best: str) -> None:
    assert look_at_number(_page(), [LABEL, GARBLED], Straw(lines))[-1].text == best


@pytest.mark.parametrize(
    ("foot", "head", "text"),
    [
        # leans to the right: a slash; upright or the other way: a stroke of the pen
        (358, 372, "/BC-UBND"),
        (365, 365, "BC-UBND"),
        (372, 358, "BC-UBND"),
    ],
)
def test_a_slash_that_was_not_read_is_seen(foot: int, head: int, text: str) -> None:
    page = _page()
    page.clean[TOP:BOTTOM, 352:380] = 255
    cv2.line(page.clean, (foot, BOTTOM - 2), (head, TOP + 2), (0,), 3)
    unread = [("~", 0.1)] * 3
    found = look_at_number(page, [LABEL, GARBLED], Straw([*unread, ("BC-UBND", 0.9)]))
    assert found[-1].text == text
    assert (found[-1].box[0] < 375) is text.startswith("/")


def test_label_and_number_in_one_word_are_parted() -> None:
    glued = Token("Số:3đ/mc-UBND", (230, TOP, 520, BOTTOM), 0.2, (1, 1, 1))
    found = look_at_number(_page(), [glued, BODY], Straw(READ))
    assert [t.text for t in found] == ["Số:", "Căn cứ", "/BC-UBND"]
    assert found[0].box[2] < found[-1].box[0]


def test_printed_digits_before_the_cut_stay() -> None:
    digits = Token("98", (300, TOP, 346, BOTTOM), 0.9, (1, 1, 1))
    rest = Token("mc-UBND", (352, TOP, 520, BOTTOM), 0.1, (1, 1, 1))
    found = look_at_number(_page(), [LABEL, digits, rest], Straw(READ))
    assert [t.text for t in found] == ["Số:", "98", "/BC-UBND"]


@pytest.mark.ocr
def test_tesseract_reads_the_symbol_beside_a_pen() -> None:
    """Strokes as tall as two lines, touching nothing, hide the symbol from a first reading."""
    sheet = draw([(230, 300, "So:"), (420, 300, "/BC-UBND")])
    for x in (300, 330, 360, 385):
        sheet[270:345, x : x + 4] = 0
        sheet[300:304, x : x + 18] = 0
    page = PageImage(1, np.repeat(sheet[..., None], 3, axis=2), sheet, 200.0)
    label = Token("Số:", (230, 305, 282, 338), 0.9, (1, 1, 1))
    garbled = Token("IIEÍBC-UBND", (300, 270, 610, 345), 0.1, (1, 1, 1))
    found = look_at_number(page, [label, garbled], engine(Settings()))
    assert found[0] == label
    assert "BC-UBND" in found[-1].text
    assert found[-1].box[0] > 400
