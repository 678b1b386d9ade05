"""Days against deadlines, and where deadlines come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compile.register.deadline import deadlines, found_in, guideline_of, typed_day
from pipeline.compile.register.timing import Deadline, compare, days_after, days_of
from pipeline.errors import BadKnowledge
from pipeline.knowledge import deadlines as words
from tests.register_letters import OUTLINE, guideline, report

OPEN = Deadline("2022-05-31", "outline")
WITH_THE_DAY = replace(OPEN, inclusive=True)
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "open_wording", "inclusive"),
    [
        ("2022-05-30", "met", "met"),
        ("2022-05-31", "on_day", "met"),  # `trước ngày` leaves the day itself open
        ("2022-06-01", "late", "late"),
        ("2022-04", "met", "met"),  # a month that ends before it
        ("2022-05", "unknown", "unknown"),  # the blank day decides
        ("2022-06", "late", "late"),
        ("2021", "met", "met"),
        ("2022", "unknown", "unknown"),
        (None, "unknown", "unknown"),
        ("", "unknown", "unknown"),
        ("2022-02-31", "unknown", "unknown"),  # there is no such day
        ("hôm qua", "unknown", "unknown"),
    ],
)
def test_a_day_against_a_deadline(day: str | None, open_wording: str, inclusive: str) -> None:
    assert compare(day, OPEN) == open_wording
    assert compare(day, WITH_THE_DAY) == inclusive


@given(DAYS, DAYS)
def test_days_after_agree_with_the_verdict(day: date, limit: date) -> None:
    deadline = Deadline(limit.isoformat(), "person")
    after = days_after(day.isoformat(), deadline)
    assert after == (day - limit).days
    wanted = "met" if after < 0 else "late" if after > 0 else "on_day"
    assert compare(day.isoformat(), deadline) == wanted


@given(DAYS, DAYS)
def test_a_month_says_only_what_all_its_days_say(day: date, limit: date) -> None:
    deadline = Deadline(limit.isoformat(), "person", inclusive=True)
    span = days_of(day.isoformat()[:7])
    assert span is not None
    every = {
        compare((span[0] + timedelta(n)).isoformat(), deadline)
        for n in range((span[1] - span[0]).days + 1)
    }
    told = compare(day.isoformat()[:7], deadline)
    # Only a month on whose last day the deadline falls stays unknown though all days are in time.
    assert told in (every if len(every) == 1 else {"unknown"}) or span[1] == limit
    assert days_after(day.isoformat()[:7], deadline) is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/5/2022", "2022-05-31"),
        ("2022-05-31", "2022-05-31"),
        (" 1.7.2023 ", "2023-07-01"),
        ("31-12-2022", "2022-12-31"),
        ("31/2/2022", None),
        ("5/2022", None),
        ("mai", None),
    ],
)
def test_days_as_people_type_them(typed: str, day: str | None) -> None:
    assert typed_day(typed) == day


@pytest.mark.parametrize(
    ("text", "day", "inclusive"),
    [
        ("Báo cáo gửi về Ban trước ngày 31 tháng 5 năm 2022 để tổng hợp.", "2022-05-31", None),
        ("Các đơn vị gửi báo cáo chậm nhất ngày 15/7/2023.", "2023-07-15", True),
        ("Gửi báo cáo chậm nhất là ngày 05.8.2024, quá hạn bị nhắc.", "2024-08-05", True),
        # printed lines break inside the date
        ("gửi báo cáo về Ban trước ngày 31 tháng\n5 năm 2022", "2022-05-31", None),
        # the day on which figures are closed is no deadline of the report
        (
            "Số liệu tính đến hết ngày 30 tháng 4 năm 2022. Báo cáo gửi trước ngày 31/5/2022.",
            "2022-05-31",
            None,
        ),
        ("Hồ sơ đề nghị khen thưởng gửi trước ngày 21/5/2022.", None, None),
        ("Trước ngày 31/02/2022 gửi báo cáo.", None, None),  # no such day
        ("Ngày 31/5/2022 là ngày họp.", None, None),
        ("Họp trước ngày 31/5/2022.", None, None),  # nothing is sent
    ],
)
def test_the_deadline_in_the_guidelines_own_words(
    text: str, day: str | None, inclusive: bool | None
) -> None:
    found = found_in(guideline(text))
    assert (found.day if found else None) == day
    if found:
        assert (found.inclusive, found.page, found.file) == (inclusive, 2, "hướng dẫn.txt")
        assert found.quote.split()[0] in text


def test_every_source_is_told_and_the_first_decides() -> None:
    letter = guideline("Gửi báo cáo chậm nhất ngày 31/5/2022.")
    told = deadlines(OUTLINE, letter, "2022-06-15")
    assert [(d.source, d.day) for d in told] == [
        ("person", "2022-06-15"), ("outline", "2022-05-31"), ("guideline", "2022-05-31"),
    ]  # fmt: skip
    # the file does not keep the wording: the guideline's says that the day itself is in time
    assert [d.inclusive for d in told] == [None, True, True]
    assert deadlines(replace(OUTLINE, deadline=None), None) == ()


def test_the_guideline_is_known_by_its_symbol() -> None:
    letter = guideline("Gửi báo cáo trước ngày 31/5/2022.")
    worse = {**letter, "file": "a.pdf", "status": "partial"}
    letters = [report("bc.pdf"), worse, letter]
    assert guideline_of(OUTLINE, letters) is letter
    assert guideline_of(replace(OUTLINE, guideline=None), letters) is None
    assert guideline_of(replace(OUTLINE, guideline="7/HD-X"), letters) is None


def test_a_broken_list_of_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    words.deadline_words.cache_clear()
    monkeypatch.setattr(words, "read_yaml", lambda path: {"before": ["trước"], "by": "hạn"})
    with pytest.raises(BadKnowledge, match="by"):
        words.deadline_words()
    words.deadline_words.cache_clear()
