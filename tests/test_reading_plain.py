"""Transcriptions typed by people: what their marks mean, and what they must not change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.plain import read_plain


@pytest.mark.parametrize(
    ("source", "text", "raws"),
    [
        # struck-out words are no longer said, but stay on record with the word before
        ("Số: ~~11/2019~~ BC-VP", "Số:  BC-VP", ["Số: ~~11/2019~~", "BC-VP"]),
        ("~~cũ~~ mới", " mới", ["mới"]),
        # emphasis goes, a star or an underscore that is none stays
        ("**I. MỤC** ĐÍCH", "I. MỤC ĐÍCH", ["I.", "MỤC", "ĐÍCH"]),
        ("* Cấp tỉnh: *(sau đây)*", "* Cấp tỉnh: (sau đây)", None),
        ("tep_ke_hoach.pdf", "tep_ke_hoach.pdf", ["tep_ke_hoach.pdf"]),
        ("## II. NỘI DUNG", "II. NỘI DUNG", None),
        # line ends of other systems, a byte order mark, eth for Đ
        ("\ufeffQ\u00d0-TTg\r\nhai\rba", "QĐ-TTg\nhai\nba", ["QĐ-TTg", "hai", "ba"]),
    ],
)
def test_marks(source: str, text: str, raws: list[str] | None) -> None:
    read = read_plain(source)
    assert read.text == text
    if raws is not None:
        assert [w.raw for w in read.words] == raws


@pytest.mark.parametrize(
    ("source", "bold"),
    [
        ("**I. MỤC ĐÍCH**\nMột", [1.0, None]),
        ("# BÁO CÁO\nMột", [1.0, None]),
        # bold over two lines
        ("**ỦY BAN NHÂN DÂN\nTỈNH A**\nSố: 1", [1.0, 1.0, None]),
    ],
)
def test_weight_is_kept(source: str, bold: list[float | None]) -> None:
    assert [line.bold for line in read_plain(source).lines] == bold


def test_pages_are_form_feeds_and_may_be_blank() -> None:
    read = read_plain("một\f\n\fba")
    assert [(p.number, p.status) for p in read.pages] == [
        (1, "read"),
        (2, "blank"),
        (3, "read"),
    ]
    assert read.text.split("\f") == ["một", "", "ba"]


@given(st.text("ab*_~#- \n\fĐđ:", max_size=80))
def test_offsets_always_hold(source: str) -> None:
    read = read_plain(source)
    for word in read.words:
        assert word.raw.startswith(read.quote(word.span))
        assert read.quote(word.span).strip() == read.quote(word.span) != ""
    for line in read.lines:
        assert read.text[line.span.start : line.span.end].count("\n") == 0
    assert len(read.pages) == source.count("\f") + 1
