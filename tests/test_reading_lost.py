"""Print that is hidden is said to be lost; signatures, seals, rules and white space are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from pipeline.reading.engine import Token
from pipeline.reading.lost import lost_boxes
from pipeline.records import Box, PageImage
from tests.reading_pages import EM, MARGIN, spread
from tests.scan_sheets import A4, DPI, letter

WIDTH, HEIGHT = A4
LINE = "Noi dung thuc hien ke hoach phong trao thi dua cua cac don vi nam"
LINES = 24


def _words(skip: tuple[int, int] = (0, 0)) -> list[Token]:
    """A word for each printed one, but for those between ``skip``'s rows of pixels."""
    tokens = []
    for n in range(LINES):
        y = 260 + 62 * n
        if not skip[0] <= y <= skip[1]:
            tokens += spread([LINE], top=y + 5, first=n)
    return tokens


def _image(paper: np.ndarray) -> PageImage:
    return PageImage(1, paper, np.full((HEIGHT, WIDTH), 255, np.uint8), float(DPI))


def _sheet() -> np.ndarray:
    return np.repeat(letter(LINES)[..., None], 3, axis=2).copy()


def _blot(paper: np.ndarray) -> None:
    cv2.ellipse(paper, (800, 900), (380, 120), 0, 0, 360, (25, 20, 30), -1)


def _coffee(paper: np.ndarray) -> None:
    part = paper[800:1300].astype(np.float32)
    paper[800:1300] = (0.15 * part + 100) * np.array([0.9, 0.7, 0.5])


def _torn(paper: np.ndarray) -> None:
    cv2.fillPoly(paper, [np.array([(WIDTH, 900), (WIDTH, HEIGHT), (200, HEIGHT)])], (15, 15, 15))


HIDDEN: list[tuple[str, Any, tuple[int, int], Box]] = [
    ("a blot over a paragraph", _blot, (780, 1020), (0.3, 0.34, 0.68, 0.43)),
    ("a coffee stain over a fifth", _coffee, (790, 1310), (0.14, 0.34, 0.72, 0.56)),
]


@pytest.mark.parametrize(("why", "damage", "gone", "where"), HIDDEN)
def test_hidden_print_is_lost(why: str, damage: Any, gone: tuple[int, int], where: Box) -> None:
    paper = _sheet()
    damage(paper)
    found = lost_boxes(_image(paper), _words(gone), ())
    assert len(found) == 1, why
    assert found[0] == pytest.approx(where, abs=0.07)


def test_a_torn_corner_is_lost() -> None:
    paper = _sheet()
    _torn(paper)
    # words right of the tear were not read
    left = [t for t in _words() if t.box[2] < WIDTH - max(0, t.box[1] - 900) * 1.01]
    found = lost_boxes(_image(paper), left, ())
    assert found
    assert found[-1][2] > 0.6


def _signed(paper: np.ndarray) -> None:
    cv2.polylines(paper, [_scrawl()], False, (40, 40, 120), 4)


def _scrawl() -> np.ndarray:
    x = np.arange(0, 420, 6)
    return np.stack([900 + x, 1830 + 60 * np.sin(x / 25)], axis=1).astype(np.int32)


def _red_seal(paper: np.ndarray) -> None:
    cv2.circle(paper, (1000, 1850), 140, (210, 40, 50), 8)
    cv2.circle(paper, (1000, 1850), 60, (215, 60, 70), -1)


def _rules(paper: np.ndarray) -> None:
    paper[500:503, 230:1500] = 30
    paper[700:703, 230:1500] = 30
    paper[500:700, 230:233] = 30


def _chart(paper: np.ndarray) -> None:
    paper[900:1200, 400:470] = 20
    paper[1000:1200, 700:770] = 20


def _shadow(paper: np.ndarray) -> None:
    fade = np.linspace(1.0, 0.55, 300)
    paper[:, -300:] = (paper[:, -300:] * fade[None, :, None]).astype(np.uint8)


def _tone(paper: np.ndarray) -> None:
    paper[:] = (paper * np.array([0.82, 0.8, 0.7])).astype(np.uint8)


@pytest.mark.parametrize(
    ("why", "damage", "gone"),
    [
        ("a clean page", lambda paper: None, (0, 0)),
        ("white space", lambda paper: paper[780:1020].fill(255), (780, 1020)),
        ("a signature", _signed, (1700, 1990)),
        ("a red seal", _red_seal, (1700, 1990)),
        ("rules of a table", _rules, (480, 720)),
        ("bars of a chart", _chart, (880, 1220)),
        ("a scanner's shadow", _shadow, (0, 0)),
        ("brown paper", _tone, (0, 0)),
    ],
)
def test_nothing_else_is(why: str, damage: Any, gone: tuple[int, int]) -> None:
    paper = _sheet()
    if gone[1]:
        paper[gone[0] : gone[1]] = 255
    damage(paper)
    assert lost_boxes(_image(paper), _words(gone), ()) == (), why


def test_a_known_seal_hides_nothing_but_a_blot_taken_for_one_does() -> None:
    """A grey scan's seal is dark, but rings and letters; what is solid is no seal."""
    seal = _sheet()
    seal[1700:1990] = 255
    for radius in (140, 120, 80):
        cv2.circle(seal, (1000, 1850), radius, (60, 60, 60), 9)
    at = ((860 / WIDTH, 1700 / HEIGHT, 1140 / WIDTH, 1990 / HEIGHT),)
    assert lost_boxes(_image(seal), _words((1690, 1990)), at) == ()
    blot = _sheet()
    _blot(blot)
    around = ((420 / WIDTH, 780 / HEIGHT, 1180 / WIDTH, 1020 / HEIGHT),)
    assert len(lost_boxes(_image(blot), _words((780, 1020)), around)) == 1


@pytest.mark.parametrize("count", [0, 5])
def test_too_few_words_tell_where_text_stands(count: int) -> None:
    paper = _sheet()
    _blot(paper)
    assert lost_boxes(_image(paper), _words()[:count], ()) == ()


def test_boxes_are_sorted_and_inside_the_page() -> None:
    paper = _sheet()
    for y in (1500, 600):
        cv2.ellipse(paper, (800, y), (380, 100), 0, 0, 360, (25, 20, 30), -1)
    words = [t for t in _words() if not any(abs(t.box[1] + EM - y) < 130 for y in (600, 1500))]
    found: Sequence[Box] = lost_boxes(_image(paper), words, ())
    assert len(found) == 2
    assert found[0][1] < found[1][1]
    assert all(0.0 <= v <= 1.0 for box in found for v in box)
    assert found[0][0] > MARGIN / WIDTH - 0.02


def _row(n: int) -> int:
    """The top of the printed line number ``n`` in pixels."""
    return 260 + 62 * n


def _washed(paper: np.ndarray, first: int, last: int, left: int = 0) -> None:
    """Water over the lines from ``first`` to ``last``: no letter is left."""
    part = slice(_row(first) - 4, _row(last) + 44), slice(left, WIDTH)
    paper[part] = cv2.GaussianBlur(paper[part], (0, 0), 7.0)


def _between(first: int, last: int, left: int = 0) -> list[Token]:
    """The words that are left where those from line ``first`` to ``last``, right of ``left``, are
    not read."""
    return [
        t for t in _words() if not (_row(first) <= t.box[1] <= _row(last) + 40 and t.box[2] > left)
    ]


# lines, and from where on a line nothing was read
WASHED = [(8, 11, 0), (8, 9, 0), (8, 8, 0), (12, 12, 700), (0, 1, 0), (22, 23, 0)]


@pytest.mark.parametrize(("first", "last", "left"), WASHED)
def test_washed_out_print_is_lost_however_few_its_lines(first: int, last: int, left: int) -> None:
    paper = _sheet()
    _washed(paper, first, last, left)
    found = lost_boxes(_image(paper), _between(first, last, left), ())
    assert found
    low, high = min(b[1] for b in found), max(b[3] for b in found)
    assert _row(first) - 40 < low * HEIGHT < high * HEIGHT < _row(last) + 84


@pytest.mark.parametrize("level", [20, 90, 140])
def test_a_blot_on_one_line_is_lost(level: int) -> None:
    paper = _sheet()
    left, right = 520, 980
    paper[_row(10) - 8 : _row(10) + 48, left:right] = level
    words = _between(10, 10, left) + [
        t for t in _words() if _row(10) <= t.box[1] <= _row(10) + 40 and t.box[0] > right
    ]
    (found,) = lost_boxes(_image(paper), words, ())
    assert found == pytest.approx(
        (left / WIDTH, (_row(10) - 8) / HEIGHT, right / WIDTH, (_row(10) + 48) / HEIGHT), abs=0.03
    )


def test_a_blot_below_the_last_word_is_lost() -> None:
    """The page's text seems to end above it."""
    paper = _sheet()
    paper[_row(17) :] = 255
    paper[_row(18) : _row(21), 240:1400] = 30
    (found,) = lost_boxes(_image(paper), _between(17, LINES), ())
    assert found[1] * HEIGHT == pytest.approx(_row(18), abs=20)


def _handwriting(paper: np.ndarray) -> None:
    for n in (9, 10):
        x = np.arange(260, 1300, 5)
        y = _row(n) + 20 + 14 * np.sin(x / 9) * np.cos(x / 23)
        points = np.stack([x, y], axis=1).astype(np.int32)
        cv2.polylines(paper, [points], False, (50, 50, 70), 3)


def _square_code(paper: np.ndarray) -> None:
    dice = np.random.default_rng(1)
    cells = (dice.random((29, 29)) < 0.5).astype(np.uint8) * 255
    code = np.kron(cells, np.ones((7, 7), np.uint8))
    paper[_row(9) : _row(9) + 203, 500:703] = code[..., None]


def _fold(paper: np.ndarray) -> None:
    y = np.arange(HEIGHT)
    shade = 1 - 0.06 * np.exp(-(((y - _row(9)) / 25.0) ** 2))
    paper[:] = (paper * shade[:, None, None]).astype(np.uint8)


def _dots(paper: np.ndarray) -> None:
    for n in (9, 10, 11):
        paper[_row(n) + 34 : _row(n) + 37, 260:1300:9] = 60


@pytest.mark.parametrize(
    ("why", "damage"),
    [
        ("a pen's lines have edges", _handwriting),
        ("a square code has edges", _square_code),
        ("a fold is fainter than what water leaves", _fold),
        ("dots to be filled in", _dots),
        ("white space", lambda paper: None),
    ],
)
def test_ink_with_edges_is_not_lost(why: str, damage: Any) -> None:
    paper = _sheet()
    paper[_row(9) - 6 : _row(14)] = 255
    damage(paper)
    assert lost_boxes(_image(paper), _between(9, 14), ()) == (), why


@pytest.mark.parametrize(("read", "count"), [(True, 0), (False, 1)])
def test_a_shaded_cell_hides_nothing_where_its_words_were_read(read: bool, count: int) -> None:
    paper = _sheet()
    cell = slice(_row(9) - 20, _row(12)), slice(200, 1500)
    if not read:
        paper[cell] = 255
    paper[cell] = np.minimum(paper[cell], 190)
    found = lost_boxes(_image(paper), _words() if read else _between(9, 11), ())
    assert len(found) == count


def test_what_is_known_to_be_covered_is_not_told_again() -> None:
    paper = _sheet()
    _washed(paper, 8, 11)
    words = _between(8, 11)
    found = lost_boxes(_image(paper), words, ())
    assert found
    grown = [(b[0] - 0.02, b[1] - 0.02, b[2] + 0.02, b[3] + 0.02) for b in found]
    assert lost_boxes(_image(paper), words, grown) == ()


def test_a_place_that_two_looks_find_is_told_once() -> None:
    paper = _sheet()
    _blot(paper)
    found = lost_boxes(_image(paper), _words((780, 1020)), ())
    assert len(found) == 1


def test_the_same_page_at_twice_the_size_has_lost_the_same() -> None:
    paper = _sheet()
    _washed(paper, 8, 11)
    small = lost_boxes(_image(paper), _between(8, 11), ())
    large = cv2.resize(paper, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    image = PageImage(1, large, np.full(large.shape[:2], 255, np.uint8), 2.0 * DPI)
    words = [
        replace(t, box=(2 * t.box[0], 2 * t.box[1], 2 * t.box[2], 2 * t.box[3]))
        for t in _between(8, 11)
    ]
    found = lost_boxes(image, words, ())
    assert len(found) == len(small)
    for one, other in zip(found, small, strict=True):
        assert one == pytest.approx(other, abs=0.015)
