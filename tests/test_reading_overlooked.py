"""Printed words that the engine passed over are read by themselves; a pen's are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from pipeline.reading.engine import Reading, Token
from pipeline.reading.overlooked import in_place_of, read_overlooked
from pipeline.records import Box, PageImage

WIDE, HIGH, EM = 1654, 2339, 30.0
LINE = (4, 1, 2)
LEFT = Token("NGHỊ", (700, 440, 800, 470), 0.95, LINE)


@dataclass
class Straw:
    """Reads the same on every line of a sheet."""

    text: str
    confidence: float = 0.9
    asked: int = 0

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        assert lines
        self.asked += 1
        words = self.text.split()
        return Reading(
            tuple(
                Token(w, (40 + 80 * n, 30, 110 + 80 * n, 60), self.confidence, (0, 0, 0))
                for n, w in enumerate(words)
            )
        )


def _page(number: int = 2) -> PageImage:
    grey = np.full((HIGH, WIDE), 255, np.uint8)
    return PageImage(number, np.repeat(grey[..., None], 3, axis=2), grey, 200.0)


def _box(x0: float, y0: float, x1: float, y1: float) -> Box:
    return x0 / WIDE, y0 / HIGH, x1 / WIDE, y1 / HIGH


BESIDE = _box(812, 440, 910, 472)


def test_a_word_in_line_is_read_and_joins_it() -> None:
    straw = Straw("QUYẾT")
    (word,) = read_overlooked(_page(), [LEFT], [BESIDE], straw, EM)
    assert (word.text, word.line, straw.asked) == ("QUYẾT", LINE, 1)
    assert LEFT.box[2] < word.box[0] < word.box[2] < 1000


def test_it_takes_the_place_of_what_was_not_believed() -> None:
    scrap = Token("QUYẾT", (861, 435, 989, 475), 0.16, LINE)
    word = Token("QUYÉT", (861, 435, 989, 475), 0.82, LINE)
    assert in_place_of([LEFT, scrap], [word]) == [LEFT, word]
    assert in_place_of([LEFT, scrap], []) == [LEFT, scrap]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        # figures are a pen's; scraps; a single letter; doubt; one of two words is a scrap
        ("115", 0.95),
        ("||=", 0.9),
        ("Q", 0.95),
        ("QUYẾT", 0.7),
        ("QUYẾT =", 0.9),
    ],
)
def test_only_sure_letters_count(text: str, confidence: float) -> None:
    assert read_overlooked(_page(), [LEFT], [BESIDE], Straw(text, confidence), EM) == []


ALONE = [
    # away from every word; a signature's height; a speck; on no line with anything; far off
    [_box(812, 900, 910, 930)],
    [_box(812, 400, 910, 520)],
    [_box(812, 450, 822, 470)],
    [_box(812, 470, 910, 500)],
    [_box(1200, 440, 1300, 472)],
    [],
]


@pytest.mark.parametrize("boxes", ALONE)
def test_ink_that_stands_in_no_line_is_not_asked_about(boxes: list[Box]) -> None:
    straw = Straw("QUYẾT")
    assert read_overlooked(_page(), [LEFT], boxes, straw, EM) == []
    assert straw.asked == 0


UNDER = _box(700, 482, 800, 512)


def test_a_whole_line_is_read() -> None:
    """``- Như trên;`` between its label and the next recipient."""
    words = read_overlooked(_page(), [LEFT], [UNDER], Straw("- Như trên;"), EM)
    assert [t.text for t in words] == ["-", "Như", "trên;"]
    assert {t.line for t in words}.isdisjoint({LINE})


def test_a_line_of_strokes_is_none() -> None:
    assert read_overlooked(_page(), [LEFT], [UNDER], Straw("- ~/ l"), EM) == []
    assert read_overlooked(_page(), [LEFT], [UNDER], Straw("- -"), EM) == []


@pytest.mark.parametrize("label", ["Số:", "ngày", "tháng", "ngay"])
def test_what_stands_behind_a_label_is_a_pens(label: str) -> None:
    straw = Straw("AB")
    word = Token(label, LEFT.box, 0.95, LINE)
    assert read_overlooked(_page(), [word], [BESIDE], straw, EM) == []
    assert straw.asked == 0


def test_words_that_nobody_is_sure_of_make_no_line() -> None:
    straw = Straw("QUYẾT")
    scrap = Token("~ẤĨ", LEFT.box, 0.3, LINE)
    assert read_overlooked(_page(), [scrap], [BESIDE], straw, EM) == []


NUMBER = _box(820, 120, 836, 150)


@pytest.mark.parametrize(
    ("page", "text", "found"),
    [(2, "3", ["3"]), (2, "12", ["12"]), (2, "l", []), (2, "0", []), (1, "3", [])],
)
def test_a_lone_page_number(page: int, text: str, found: list[str]) -> None:
    read = read_overlooked(_page(page), [LEFT], [NUMBER], Straw(text), EM)
    assert [t.text for t in read] == found


def test_not_more_than_a_few_are_asked_about() -> None:
    words = [Token("chữ", (200, 40 * n, 260, 40 * n + 30), 0.95, (n, 0, 0)) for n in range(8, 50)]
    boxes = [_box(270, 40 * n, 340, 40 * n + 30) for n in range(8, 50)]
    straw = Straw("là")
    assert len(read_overlooked(_page(), words, boxes, straw, EM)) <= 8
    assert straw.asked == 1
