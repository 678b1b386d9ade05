"""Vietnamese order, as dictionaries print it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compile.collation import sort_key

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạếốđ ĂÂĐÊÔƠƯ", max_size=12)


@pytest.mark.parametrize(
    "expected",
    [
        # letters with a hat, breve or horn are letters of their own
        ["an", "ăn", "ân", "bi"],
        ["dung", "đồng", "em", "êm"],
        ["o", "ô", "ơ", "p"],
        ["tu", "tư", "va"],
        # among equal letters: level, huyền, hỏi, ngã, sắc, nặng
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        # the tone of one syllable comes before the letters of the next
        ["ba ví", "bà an", "bá an"],
        # names: D before Đ, syllable by syllable
        ["An Giang", "Anh Sơn", "Ân Thi", "Bắc Ninh", "Dầu Tiếng", "Đà Nẵng", "Đắk Lắk"],
        ["Hà Nam", "Hà Nội", "Hải Dương", "Hải Phòng", "Hòa Bình", "Hồ Chí Minh", "Hưng Yên"],
        # numbers by value
        ["2.pdf", "10.pdf", "10a.pdf"],
    ],
)
def test_dictionary_order(expected: list[str]) -> None:
    backwards = expected[::-1]
    assert sorted(backwards, key=sort_key) == expected


def test_old_and_new_tone_marks_sort_together() -> None:
    assert sort_key("Hòa")[0] == sort_key("Hoà")[0]


@given(VIETNAMESE)
def test_decomposed_text_sorts_like_composed(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@given(st.lists(st.text(max_size=8)))
def test_any_texts_can_be_sorted_in_any_order(texts: list[str]) -> None:
    backwards = texts[::-1]
    one, other = sorted(texts, key=sort_key), sorted(backwards, key=sort_key)
    assert [sort_key(t) for t in one] == [sort_key(t) for t in other]
