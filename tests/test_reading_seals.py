"""Seals and the lines under them: circles found and taken away, inks apart, lines cut out."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.reading.engine import Reading, Token
from pipeline.reading.inks import black, red, red_share, straight
from pipeline.reading.ring import find_rings, without_circles
from pipeline.reading.strips import best_of, read_strips, strips
from pipeline.records import IDENTITY, PageImage
from tests.scan_sheets import DPI, coloured, draw, letter
from tests.seals import RADIUS, seal, signed

RING_TOL = 6  # pixels by which a circle found may be off


def test_a_seal_is_found_where_it_is() -> None:
    sheet = seal(draw([(300, 60, "GIAM DOC")], (900, 640)), (380, 300))
    (ring,) = find_rings(sheet < 128, DPI)
    assert ring.x == pytest.approx(380, abs=RING_TOL)
    assert ring.y == pytest.approx(300, abs=RING_TOL)
    assert ring.radius == pytest.approx(RADIUS, abs=2 * RING_TOL)


def test_running_text_has_no_seal() -> None:
    assert find_rings(letter()[:900] < 128, DPI) == []


def test_two_seals_come_from_left_to_right() -> None:
    sheet = seal(seal(draw([], (1400, 640)), (1000, 300)), (300, 320))
    assert [round(r.x, -2) for r in find_rings(sheet < 128, DPI)] == [300, 1000]


def test_circles_go_and_a_letter_across_them_stays() -> None:
    sheet = seal(draw([], (900, 640)), (380, 300))
    bar = (slice(300 + RADIUS - 60, 300 + RADIUS + 60), slice(372, 388))
    sheet[bar] = 0  # an upright stroke through the circle
    ink = sheet < 128
    doomed = without_circles(ink, find_rings(ink, DPI)[0])
    circle = np.zeros(sheet.shape, np.uint8)
    cv2.circle(circle, (380, 300), RADIUS, 1, 2)
    struck = (circle > 0) & ink
    struck[:, 340:420] = False
    assert doomed[struck].mean() > 0.9
    assert doomed[bar].mean() < 0.2


def test_inks_are_told_apart() -> None:
    paper = np.full((60, 90, 3), 240, np.uint8)
    paper[10:20, 10:80] = (20, 20, 20)
    paper[30:40, 10:80] = (210, 40, 50)
    paper[45:50, 10:80] = (30, 40, 160)  # a pen
    dark, rosy = black(paper) < 128, red(paper) < 128
    assert dark[10:20, 10:80].all() and not dark[30:50].any()
    assert rosy[30:40, 10:80].all() and not rosy[:30].any() and not rosy[41:].any()
    assert red_share(paper) == pytest.approx(700 / 5400)
    assert not (red(np.full((60, 90, 3), 240, np.uint8)) < 255).any()


def test_straight_cuts_what_the_box_says() -> None:
    paper = np.full((200, 100, 3), 255, np.uint8)
    paper[100:, 50:] = 0
    image = PageImage(1, paper, paper[..., 0].copy(), DPI, IDENTITY)
    assert straight(image, (0.5, 0.5, 1.0, 1.0)).max() < 40
    assert straight(image, (0.0, 0.0, 0.5, 0.5)).min() > 200


def test_lines_under_a_seal_are_cut_out_whole() -> None:
    sheet, title, name = signed()
    found, rings = strips(sheet, DPI)
    assert len(rings) == 1
    cut = [s.at for s in found]
    assert any(abs(at[0] - title[0]) < 30 and abs(at[2] - title[2]) < 30 for at in cut)
    under = [s for s in found if s.at[1] < (name[1] + name[3]) / 2 < s.at[3]]
    assert len(under) == 1
    assert len(under[0].versions) == 2  # with the circles and without
    assert under[0].at[0] < name[0] + 8


def test_the_seal_has_no_lines_of_its_own() -> None:
    sheet, _, _ = signed()
    found, (ring, *_) = strips(sheet, DPI)
    assert not [s for s in found if abs((s.at[1] + s.at[3]) / 2 - ring.y) < 30]


def test_a_line_read_well_before_is_left_out() -> None:
    sheet, title, _ = signed()
    every, _ = strips(sheet, DPI)
    x0, y0, x1, y1 = title
    fewer, _ = strips(sheet, DPI, [(x0 - 4, y0 - 12, x1 + 4, y1 + 12)])
    assert len(fewer) == len(every) - 1


class OneWord:
    """Reads one word at the left of each strip, by the order in which they lie on the sheet."""

    def __init__(self) -> None:
        self.sheets: list[tuple[int, ...]] = []

    def read(self, grey: np.ndarray, dpi: float, *, rough: bool, lines: bool = False):  # type: ignore[no-untyped-def]

        assert lines
        self.sheets.append(grey.shape)
        rows = np.flatnonzero((grey < 128).any(axis=1))
        starts = rows[np.flatnonzero(np.diff(rows, prepend=-99) > 24)]
        words = [
            Token(f"w{n}", (32, int(y), 90, int(y) + 20), 0.9, (1, 1, n))
            for n, y in enumerate(starts)
        ]
        return Reading(tuple(words))


def test_strips_are_read_in_one_go_and_words_find_home() -> None:
    sheet = draw([(100, 40, "MOT HAI BA"), (100, 240, "BON NAM SAU")], (700, 400))
    found, _ = strips(sheet, DPI)
    engine = OneWord()
    readings = read_strips(found, DPI, engine, rough=False)
    assert len(engine.sheets) == 1
    assert [len(r) for r in readings] == [1, 1]
    for strip, ((word, *_),) in zip(found, readings, strict=True):
        assert strip.at[1] - 4 <= word.box[1] <= strip.at[3]
        assert abs(word.box[0] - strip.at[0]) < 20


def test_nothing_to_read_costs_no_engine() -> None:
    engine = OneWord()
    assert read_strips([], DPI, engine, rough=False) == []
    assert engine.sheets == []


def word(text: str, x0: int, x1: int, confidence: float) -> Token:
    return Token(text, (x0, 0, x1, 20), confidence, (0, 0, 0))


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        # one version shows the first word, another the rest
        (
            [
                [word("Lê", 0, 30, 0.9), word("Mjnh", 40, 90, 0.3)],
                [word("“Í2", 0, 30, 0.1), word("Minh", 40, 90, 0.95)],
            ],
            "Lê Minh",
        ),
        # two words in the place of one: what says more
        (
            [
                [word("CHỦTỊCH", 0, 90, 0.5)],
                [word("CHỦ", 0, 40, 0.96), word("TỊCH", 50, 90, 0.97)],
            ],
            "CHỦ TỊCH",
        ),
        # one letter that only the first reading has, where others have a word
        (
            [
                [word(".C", 30, 38, 0.93), word("TỊCH", 90, 130, 0.9)],
                [word("CHỦ", 36, 80, 0.9), word("TỊCH", 90, 130, 0.9)],
                [word("CHỦ", 36, 80, 0.8), word("TỊCH", 90, 130, 0.9)],
                [word("CHỦ", 36, 80, 0.7), word("TỊCH", 90, 130, 0.9)],
            ],
            "CHỦ TỊCH",
        ),
        # two that are unsure of the same word outvote one that is surer of another
        (
            [
                [word("T1.", 0, 30, 0.8)],
                [word("TL.", 0, 30, 0.75)],
                [word("TL:", 0, 30, 0.74)],
                [word("TL.", 0, 30, 0.7)],
            ],
            "TL.",
        ),
        # scraps are worth nothing
        ([[word("/~", 0, 30, 0.9), word("q", 40, 50, 0.2)]], ""),
        ([[], []], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_best_of(readings: list[list[Token]], said: str) -> None:
    assert " ".join(t.text for t in best_of(readings)) == said


def test_a_known_word_is_worth_more() -> None:
    readings = [[word("1hnị", 0, 40, 0.66)], [word("1hị", 0, 40, 0.61)]]
    assert best_of(readings)[0].text == "1hnị"
    assert best_of(readings, lambda text: text == "1hị")[0].text == "1hị"


def test_what_a_red_seal_leaves_grey_is_read_without_it_too() -> None:
    sheet = draw([(100, 40, "MOT HAI BA")], (700, 200))
    plain, _ = strips(sheet, DPI)
    veiled = sheet.copy()
    veiled[30:90, 150:260][veiled[30:90, 150:260] > 200] = 170  # paler than ink, no paper
    found, _ = strips(veiled, DPI)
    assert [len(s.versions) for s in plain] == [1]
    (strip,) = found
    soft, hard = strip.versions
    assert (soft == 170).any()
    assert (hard[soft == 170] == 255).mean() > 0.9
    assert (hard[soft < 60] < 100).all()  # print stays


def test_a_red_line_is_read_without_its_seal() -> None:
    sheet, _, _ = signed()
    paper = coloured(np.full_like(sheet, 255))
    paper[sheet < 128] = (200, 30, 40)
    assert len(strips(red(paper), DPI)[0]) == len(strips(sheet, DPI)[0])
    assert strips(black(paper), DPI)[0] == []
