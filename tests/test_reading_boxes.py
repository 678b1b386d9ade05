"""Where words stand, and what a reading is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.boxes import Pixels, around, covers, level_share, shifted, worth
from pipeline.reading.engine import Token

NUMBER = st.integers(-500, 3000)


@st.composite
def boxes(draw: st.DrawFn) -> Pixels:
    x, y = draw(NUMBER), draw(NUMBER)
    return x, y, x + draw(st.integers(1, 400)), y + draw(st.integers(1, 90))


def _word(box: Pixels, text: str = "chữ", confidence: float = 0.9) -> Token:
    return Token(text, box, confidence, (0, 0, 0))


@given(st.lists(boxes(), min_size=1, max_size=6))
def test_the_box_around_words_holds_each_and_covers_its_middle(some: list[Pixels]) -> None:
    whole = around([_word(b) for b in some])
    for box in some:
        assert whole[0] <= box[0] and whole[1] <= box[1]
        assert whole[2] >= box[2] and whole[3] >= box[3]
        assert covers(whole, box)


@given(boxes(), NUMBER, NUMBER)
def test_a_shift_there_and_back_changes_nothing(box: Pixels, x: int, y: int) -> None:
    assert shifted(shifted(box, x, y), -x, -y) == box


@given(boxes(), boxes())
def test_the_share_of_a_level_is_the_same_from_both_sides(one: Pixels, other: Pixels) -> None:
    assert level_share(one, other) == level_share(other, one) <= 1.0
    assert level_share(one, one) == 1.0


@pytest.mark.parametrize(
    ("other", "share"),
    [((0, 0, 9, 30), 1.0), ((0, 15, 9, 45), 0.5), ((0, 10, 9, 20), 1.0), ((0, 30, 9, 60), 0.0),
     ((0, 45, 9, 75), -0.5)],
)  # fmt: skip
def test_level_share(other: Pixels, share: float) -> None:
    assert level_share((0, 0, 9, 30), other) == pytest.approx(share)


def test_covers_asks_for_the_middle() -> None:
    assert covers((0, 0, 10, 10), (5, 5, 14, 14))
    assert not covers((0, 0, 10, 10), (8, 8, 30, 30))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [([], 0.0), ([("chữ", 0.9)], 1.2), ([("chữ", 0.5)], 0.0), ([("chữ", 0.1), ("ký", 1.0)], 1.0)],
)
def test_worth_is_trust_beyond_a_coins_toss(words: list[tuple[str, float]], wanted: float) -> None:
    assert worth([_word((0, 0, 9, 9), t, c) for t, c in words]) == pytest.approx(wanted)
