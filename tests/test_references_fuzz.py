"""Hostile texts: what a fuzzer kept is read back, hypothesis makes more, time stays linear."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.references import find
from tests.pace import least
from tools.fuzz.checks import check

KEPT = sorted((Path(__file__).parent / "fuzz" / "references").iterdir())

PHRASE = st.sampled_from(
    [
        "Quyết định số 733/QĐ-TTg", " ngày 14/6/2019", " của Thủ tướng Chính phủ", "Kế hoạch số ",
        "179/KH-UBND", "Chỉ thị số 35, 39-CT/TW", "Luật Viên chức năm 2010", "06/2022/QH15",
        "Nghị định 30/2020", ", UBND tỉnh đã ban hành ", " về việc “", "”", "73 3/", "l5/KH-", "\f",
        "(Kèm theo ", "Số: ", "ngày    tháng 5 năm 2022", "QĐ", "/", "-", "!", "]", "\n",
    ]
)  # fmt: skip
TEXT = st.lists(st.one_of(PHRASE, st.text(max_size=4)), max_size=14).map("".join)


@pytest.mark.parametrize("path", KEPT, ids=lambda p: p.name)
def test_what_the_fuzzer_kept(path: Path) -> None:
    data = path.read_bytes()
    assert data[0] % 2, "only plain texts are kept: they need no fuzzer"
    check(data[1:].decode("utf-8", "ignore"))


def test_enough_is_kept() -> None:
    assert len(KEPT) >= 30


@settings(max_examples=120, deadline=None)
@given(TEXT)
def test_any_mixture_of_phrases_holds(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "piece", ["1/2", "9/8/7", "733/", "733 ", "1!", "1]", "/", "0", "12/3-4/", "]/", "1 / "]
)
def test_digits_and_slashes_take_linear_time(piece: str) -> None:
    """5 MB of them end in under 2 s; here a tenth of it, with room for a busy machine."""
    line = (piece * 500_000)[:500_000]
    assert least(lambda: find(line), 1.0) < 1.0


def _seconds(text: str) -> float:
    started = time.process_time()
    find(text)
    return time.process_time() - started


@pytest.mark.parametrize("piece", ["số 1/", "Kế hoạch số 1/K-", "73.3/QĐ-", "QĐ-", "ngày 1/", "“"])
def test_time_grows_with_the_length_and_not_faster(piece: str) -> None:
    spent = []
    for size in (20_000, 80_000):
        text = (piece * size)[:size]
        spent.append(min(_seconds(text) for _ in range(3)))  # a busy machine only adds
    assert spent[1] < 8 * spent[0] + 0.1, "four times the text takes about four times as long"
