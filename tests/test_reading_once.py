"""Print that was read twice is kept once, and all other print is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.engine import Token
from pipeline.reading.once import read_once

Box = tuple[int, int, int, int]


def word(text: str, box: Box, line: int = 0, confidence: float = 0.9) -> Token:
    return Token(text, box, confidence, (0, 0, line))


def line(text: str, x: int, y: int, number: int, confidence: float = 0.9) -> list[Token]:
    """Words of ten pixels a sign, twenty high."""
    made = []
    for part in text.split(" "):
        made.append(word(part, (x, y, x + 10 * len(part), y + 20), number, confidence))
        x += 10 * (len(part) + 1)
    return made


def texts(tokens: list[Token]) -> list[str]:
    return [t.text for t in tokens]


PAIRS = [
    ("a piece of a symbol over the whole", word("/BC-HNDT", (303, 144, 405, 155)),
     word("/BC-", (304, 135, 349, 160), 1, 0.73), ["/BC-HNDT"]),
    ("the same word, a little off", word("chức", (256, 577, 290, 596)),
     word("chức", (258, 577, 288, 595), 1, 0.95), ["chức"]),
    ("misread the second time", word("Tỉnh", (296, 577, 327, 596)),
     word("Tinb", (297, 583, 321, 590), 1, 0.6), ["Tỉnh"]),
    ("other words in one place: a stamp over print", word("Nguyễn", (100, 100, 180, 120)),
     word("ĐẾN", (105, 102, 160, 118), 1), ["Nguyễn", "ĐẾN"]),
    ("the same word beside", word("Ban", (100, 100, 140, 120)),
     word("Ban", (145, 100, 185, 120)), ["Ban", "Ban"]),
    ("the same word in the next line", word("Ban", (100, 100, 140, 120)),
     word("Ban", (100, 124, 140, 144), 1), ["Ban", "Ban"]),
    ("marks alone are no words", word("-", (100, 100, 110, 104)),
     word("-", (100, 100, 110, 104), 1), ["-", "-"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "one", "other", "wanted"), PAIRS, ids=[p[0] for p in PAIRS])
def test_two_words_in_one_place(name: str, one: Token, other: Token, wanted: list[str]) -> None:
    assert texts(read_once([one, other])) == wanted, name
    assert sorted(texts(read_once([other, one]))) == sorted(wanted), name


def test_what_is_left_of_a_repeated_line_goes_with_it() -> None:
    first = line("Lưu Ban Tổ chức Tỉnh ủy.", 164, 580, 1)
    beside = [word("u", (196, 584, 203, 596), 2), word("Ban", (225, 583, 243, 597), 2)]
    again = [*beside, *line("Tổ chức Tỉnh ủy", 244, 583, 2)]
    assert texts(read_once([*first, *again])) == texts(first)


def test_a_line_that_says_more_keeps_what_only_it_says() -> None:
    first = line("Sở Nội vụ", 100, 100, 1)
    again = [*line("Sở Nội vụ", 101, 101, 2, 0.5), *line("(để báo cáo)", 300, 101, 2)]
    assert texts(read_once([*first, *again])) == ["Sở", "Nội", "vụ", "(để", "báo", "cáo)"]


boxes = st.tuples(st.integers(0, 900), st.integers(0, 900)).map(
    lambda at: (at[0], at[1], at[0] + 40, at[1] + 20)
)
tokens = st.lists(
    st.builds(word, st.text("abc-", max_size=3), boxes, st.integers(0, 3)), max_size=25
)


@given(tokens)
def test_nothing_is_made_up_or_moved_and_a_second_time_changes_nothing(words: list[Token]) -> None:
    kept = read_once(words)
    order = {id(t): n for n, t in enumerate(words)}
    assert [order[id(t)] for t in kept] == sorted(order[id(t)] for t in kept)
    for token in words:  # what was dropped stands elsewhere, in part at least
        if token not in kept:
            assert any(t is not token for t in kept)


@given(tokens)
def test_words_apart_all_stay(words: list[Token]) -> None:
    apart = [word(t.text, (60 * n, 0, 60 * n + 40, 20), t.line[2]) for n, t in enumerate(words)]
    assert read_once(apart) == apart
