"""Doubtful lines are read once more, and only the better reading stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from pipeline.reading.doubtful import read_doubtful
from pipeline.reading.engine import Reading, Token
from pipeline.reading.layout import Row
from pipeline.reading.strips import best_of
from pipeline.records import PageImage
from tests.reading_pages import EM, HEIGHT, WIDTH, line

GOOD = "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh"
GARBLED = "Thxc hiệ~ Kế h0ạch cna Ủy bạn nhâu dâu tỉnh"


@dataclass
class Straw:
    """Answers with ``text`` at ``confidence``, and remembers how it was asked."""

    text: str
    confidence: float
    asked: list[tuple[tuple[int, ...], bool, bool]] = field(default_factory=list)

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        self.asked.append((grey.shape, rough, lines))
        gap = round(0.16 * dpi)
        return Reading(tuple(line(self.text, gap + 14, gap + 8, 0, self.confidence)))


def _image(rough: bool = False, blank: bool = False, number: int = 2) -> PageImage:
    clean = np.full((HEIGHT, WIDTH), 255, np.uint8)
    paper = np.full((4, 4, 3), 255, np.uint8)
    return PageImage(number, paper, clean, 200.0, rough=rough, blank=blank)


def _rows(doubtful: str = GARBLED, confidence: float = 0.4) -> list[Row]:
    good = [Row(tuple(line(GOOD, 230, 200 + 45 * n, n)), "full") for n in range(6)]
    return [*good, Row(tuple(line(doubtful, 230, 600, 9, confidence)), "full")]


def _text(row: Row) -> str:
    return " ".join(t.text for t in row.tokens)


def test_two_rows_of_one_line_become_one() -> None:
    """The engine made two garbled rows of a line; each cut shows all of it."""
    words = line(GARBLED, 230, 600, 9, 0.4)
    rows = [*_rows()[:6], Row(tuple(words[::2]), "full"), Row(tuple(words[1::2]), "full")]
    found = read_doubtful(_image(), rows, Shown(), EM)
    assert [_text(r) for r in found[6:]] == [GOOD]


@dataclass
class Shown:
    """Reads the whole line on every cut that it is shown."""

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        gap = round(0.16 * dpi)
        tokens: list[Token] = []
        top, number = gap + 8, 0
        while top < grey.shape[0] - gap:
            tokens += line(GOOD, gap + 14, top, number, 0.96)
            top += (grey.shape[0] - gap) // 2
            number += 1
        return Reading(tuple(tokens))


@pytest.mark.parametrize("rough", [False, True])
def test_a_better_reading_replaces_a_doubtful_line(rough: bool) -> None:
    straw = Straw(GOOD, 0.96)
    found = read_doubtful(_image(rough), _rows(), straw, EM)
    assert [_text(r) for r in found] == [GOOD] * 7
    ((shape, asked, lines),) = straw.asked
    assert asked is not rough  # the other way to tell ink from paper
    assert lines
    assert shape[0] < 120  # one line was shown, not the page
    box = found[-1].box
    assert box[0] == pytest.approx(230, abs=2)
    assert box[1] == pytest.approx(600, abs=8)
    assert found[-1].side == "full"


def test_a_reading_that_says_no_more_is_not_believed() -> None:
    rows = _rows()
    assert read_doubtful(_image(), rows, Straw("rác", 0.96), EM) == rows
    assert read_doubtful(_image(), rows, Straw(GARBLED, 0.4), EM) == rows
    assert read_doubtful(_image(), rows, Straw("", 0.0), EM) == rows


SURE = [
    ("a page that reads well", _rows(GOOD, 0.96)),
    ("a line too short to tell", _rows("xq z~", 0.2)),
    ("a row of a table", [*_rows()[:6], Row(_rows()[6].tokens, "full", (0,) * 10)]),
    ("a stamp", [*_rows()[:6], Row(_rows()[6].tokens, "full", stamp=True)]),
    ("no rows", []),
]


@pytest.mark.parametrize(("why", "rows"), SURE)
def test_what_is_not_read_again(why: str, rows: list[Row]) -> None:
    straw = Straw(GOOD, 0.96)
    assert read_doubtful(_image(), rows, straw, EM) == rows
    assert straw.asked == [], why


def test_a_page_of_doubt_costs_no_more_than_so_much() -> None:
    bad = [Row(tuple(line(GARBLED, 230, 100 + 40 * n, n, 0.3)), "full") for n in range(50)]
    straw = Straw("", 0.0)
    read_doubtful(_image(), bad, straw, EM)
    ((shape, _, _),) = straw.asked
    assert shape[0] < 31 * (EM * 2 + 40)


def test_the_best_of_two_readings_keeps_the_dashes_between_words() -> None:
    words = line("Ban Thi đua - Khen thưởng", 230, 600)
    again = [Token(t.text, t.box, 0.97, (1, 1, 1)) for t in words if t.text != "-"]
    assert [t.text for t in best_of([words, again])] == ["Ban", "Thi", "đua", "-", "Khen", "thưởng"]


@pytest.mark.parametrize(
    ("why", "sign", "at", "confidence"),
    [
        ("beyond the words", "-", 700, 0.9),
        ("before the words", "-", 200, 0.9),
        ("on a word", "~", 300, 0.9),
        ("doubtful", "~", 412, 0.3),
    ],
)
def test_other_signs_are_left_out(why: str, sign: str, at: int, confidence: float) -> None:
    words = line("Ban Thi đua", 230, 600) + line("Khen thưởng", 430, 600)
    stray = Token(sign, (at, 612, at + 10, 615), confidence, (1, 1, 3))
    assert best_of([[*words, stray]]) == words, why


def test_the_head_of_page_one_is_left_to_those_who_read_its_number() -> None:
    """What is doubted there was written by hand; another reading would only move its edges."""
    straw = Straw(GOOD, 0.96)
    assert read_doubtful(_image(number=1), _rows(), straw, EM) == _rows()
    assert straw.asked == []


def test_words_of_the_line_above_do_not_creep_in() -> None:
    @dataclass
    class Two(Straw):
        def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
            gap = round(0.16 * dpi)
            own = line(GOOD, gap + 14, gap + 8, 0, 0.96)
            return Reading((*line("Phong trào", gap + 20, gap - 16, 1, 0.96), *own))

    found = read_doubtful(_image(), _rows(), Two(GOOD, 0.96), EM)
    assert _text(found[-1]) == GOOD


def test_a_blank_page_is_not_asked() -> None:
    straw = Straw(GOOD, 0.96)
    assert read_doubtful(_image(blank=True), _rows(), straw, EM) == _rows()
    assert straw.asked == []
