"""A family name under a seal's circle, put together from what several readings made of it."""

from __future__ import annotations

import pytest

from pipeline.knowledge.names import name_words
from pipeline.reading.crossed import SURE, crossed_name, is_name
from pipeline.reading.engine import Token

EM = 40
"""Pixels of an em in these lines."""


def word(text: str, x0: float, x1: float, confidence: float = 0.95) -> Token:
    return Token(text, (round(x0), 0, round(x1), 30), confidence, (0, 0, 0))


REST = [word("Văn", 140, 205), word("Hòa", 215, 280)]
"""``… Văn Hòa``, clear of the seal; what stands before begins at 10 and ends at 130."""


def scraps(*texts: str, x0: float = 22, x1: float = 128) -> list[list[Token]]:
    return [[word(text, x0, x1, 0.1), *REST] for text in texts]


@pytest.mark.parametrize(
    ("seen", "family"),
    [
        # each reading lost other letters; together they fit one name
        (("#hạm", "Phạn", "PhẠm!", "{hạm"), "Phạm"),
        (("lặng", "Đặnq", "Đăng", "?ặng"), "Đặng"),
        # nothing in common with any family name
        (("zzxx", "kkwk", "jjwz", "wwkz"), None),
        # two readings may agree by chance
        (("Phạm", "Phạm"), None),
        # nothing was seen there
        (("", "", "", ""), None),
    ],
)
def test_scraps_fit_one_name_or_none(seen: tuple[str, ...], family: str | None) -> None:
    found = crossed_name(REST, scraps(*seen))
    assert (found.text if found else None) == family
    if found is not None:
        assert found.confidence == SURE < 0.5
        assert found.box[2] <= REST[0].box[0]


def test_what_was_read_must_have_had_room() -> None:
    seen = "Trườn", "Trưong", "|rương", "Trưdng"
    wide = crossed_name(REST, scraps(*seen, x0=15))
    narrow = crossed_name(REST, scraps(*seen, x0=84))
    assert wide is not None and wide.text in ("Trương", "Tưởng")
    assert narrow is None or len(narrow.text) < len(wide.text)


@pytest.mark.parametrize(
    "line",
    [
        # a whole name needs nothing before it
        [word("Lê", 10, 40), word("Văn", 140, 205), word("Hòa", 215, 280)],
        # an office is no name
        [word("GIÁM", 140, 205), word("ĐỐC", 215, 280)],
        # one syllable is too little to be one
        [word("Hòa", 215, 280)],
        [],
    ],
)
def test_lines_that_are_no_cut_name_are_left_alone(line: list[Token]) -> None:
    assert crossed_name(line, scraps("#hạm", "Phạn", "Phạm!", "{hạm")) is None


def test_a_scrap_that_runs_into_the_next_syllable_counts_up_to_it() -> None:
    joined = [word("PhạmVăn", 22, 200, 0.2), word("Hòa", 215, 280)]
    found = crossed_name(REST, [joined, joined, *scraps("Phạn", "{hạm")])
    assert found is not None and found.text == "Phạm"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thị", True),
        ("1hị", True),  # a capital read as a digit
        ("Hòa,", True),
        ("HÒA", False),
        ("thị", False),
        ("Trưởng.", True),  # a given name, too
        ("4x", False),
    ],
)
def test_is_name(text: str, name: bool) -> None:
    assert is_name(text) is name


def test_the_commonest_families_are_families() -> None:
    words = name_words()
    assert set(words.common) <= set(words.families)
    assert 10 <= len(words.common) <= 20
