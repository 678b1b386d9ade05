"""Stamps on page one, in plain text: the receiving office's number and day are never the letter's,
a day that no calendar has is no day, and a word that only looks like a mark is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.letter import read_letter
from pipeline.reading.plain import read_plain
from pipeline.records import Letter, Value

HEAD = """ỦY BAN NHÂN DÂN
TỈNH BÌNH MINH
Số: 12/BC-UBND
"""
BODY = """
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Minh, ngày 05 tháng 3 năm 2022
BÁO CÁO
Kết quả phong trào thi đua năm 2021
Căn cứ Kế hoạch số 15/KH-UBND ngày 08/01/2020, Ủy ban nhân dân tỉnh báo cáo như sau:
I. KẾT QUẢ
Đã tổ chức 12 hội nghị.
"""
TODAY = date(2022, 3, 20)


def stamped(*rows: str) -> Letter:
    return read_letter(read_plain(HEAD + "\n".join(rows) + BODY))


def told(value: Value) -> tuple[object, str]:
    return value.value, value.source


@pytest.mark.parametrize(
    ("printed", "day", "source"),
    [
        ("Ngày: 12/3/2022", "2022-03-12", "read"),
        ("Ngày: 12/3/22", "2022-03-12", "read"),
        ("Ngày: 12-03-2022", "2022-03-12", "read"),
        ("Ngày: 12.3.2022", "2022-03-12", "read"),
        ("Ngày: 29/02/2020", "2020-02-29", "read"),  # a leap year
        ("Ngày: 29/02/2022", None, "unreadable"),  # none
        ("Ngày: 31/02/2022", None, "unreadable"),
        ("Ngày: 31/4/2022", None, "unreadable"),
        ("Ngày: 00/3/2022", None, "unreadable"),
        ("Ngày: 12/13/2022", None, "unreadable"),
        ("Ngày: 45/3/2022", None, "unreadable"),
        ("Ngày: ………", None, "blank"),
        ("Ngày: 12/3", None, "unreadable"),  # the year is not there: nobody adds it
        ("Ngày: l2/B/2Oz2", None, "unreadable"),
    ],
)
def test_the_day_of_arrival(printed: str, day: str | None, source: str) -> None:
    found = stamped("CÔNG VĂN ĐẾN", "Số: 153", printed, "Chuyển: Phòng Tổng hợp")
    value = found.fields["incoming_date"]
    assert told(value) == (day, source)
    if source == "unreadable":
        assert value.review and value.why
    assert told(found.fields["date"]) == ("2022-03-05", "read"), "the letter's own day stands"


def test_a_day_that_no_calendar_has_is_told_as_it_stands() -> None:
    value = stamped("CÔNG VĂN ĐẾN", "Số: 153", "Ngày: 31/02/2022").fields["incoming_date"]
    assert value.why == "không có ngày 31/02/2022"
    assert value.raw == "Ngày: 31/02/2022"


@pytest.mark.parametrize(
    ("printed", "number", "source"),
    [
        ("Số: 153", "153", "read"),
        ("Số: 0153", "0153", "read"),
        ("Số: ………", None, "blank"),
        ("Số:", None, "blank"),
    ],
)
def test_the_number_of_arrival(printed: str, number: str | None, source: str) -> None:
    found = stamped("CÔNG VĂN ĐẾN", printed, "Ngày: 12/3/2022", "Chuyển: Phòng Tổng hợp")
    assert told(found.fields["incoming_number"]) == (number, source)
    assert told(found.fields["number"]) == ("12", "read"), "the letter's own number stands"
    assert found.fields["number_symbol"].value == "12/BC-UBND"


@pytest.mark.parametrize(
    ("rows", "there"),
    [
        (("CÔNG VĂN ĐẾN", "Số: 7"), True),
        (("Số: 7", "Chuyển: Vụ II"), True),
        (("ĐẾN", "Ngày: 12/3/2022"), True),
        ((), False),
        (("Số: 7",), False),  # one alone may be anything
        (("Kết quả đến ngày 31/12/2021",), False),  # words of a sentence
        (("Chuyển: tới các phòng",), False),
    ],
)
def test_two_words_make_a_stamp(rows: tuple[str, ...], there: bool) -> None:
    found = stamped(*rows)
    for name in ("incoming_number", "incoming_date"):
        assert (found.fields[name].source != "absent") is there
    assert found.fields["number"].value == "12"


@pytest.mark.parametrize(
    ("row", "field", "mark"),
    [
        ("KHẨN", "urgency", "KHẨN"),
        ("THƯỢNG KHẨN", "urgency", "THƯỢNG KHẨN"),
        ("HỎA TỐC", "urgency", "HỎA TỐC"),
        ("[KHẨN]", "urgency", "KHẨN"),
        ("MẬT", "secrecy", "MẬT"),
        ("TỐI MẬT", "secrecy", "TỐI MẬT"),
        ("khẩn", "urgency", None),  # a word of a sentence
        ("KHÁN", "urgency", "KHẨN"),  # engines misread marks over capitals
        ("KHÔNG", "urgency", None),
        ("HỌC TẬP", "urgency", None),
        ("MỘT", "secrecy", None),
        ("Việc cần làm khẩn trương", "urgency", None),
    ],
)
def test_marks_of_urgency_and_secrecy(row: str, field: str, mark: str | None) -> None:
    value = stamped(row).fields[field]
    assert value.value == mark
    assert value.source == ("read" if mark else "absent")


@settings(max_examples=40)
@given(st.integers(-2000, 2000), st.sampled_from(["{0:%d}/{0:%m}/{0:%Y}", "{0:%d}-{0:%m}-{0:%Y}"]))
def test_every_day_of_the_calendar_is_read_as_it_is(days: int, form: str) -> None:
    day = TODAY + timedelta(days)
    value = stamped("ĐẾN", "Số: 9", f"Ngày: {form.format(day)}").fields["incoming_date"]
    assert value.value == day.isoformat()


@settings(max_examples=40)
@given(st.integers(0, 99), st.integers(0, 99), st.integers(1950, 2049))
def test_no_day_is_made_up(day: int, month: int, year: int) -> None:
    """What is given is a day of the calendar, and the one that is printed."""
    value = stamped("ĐẾN", "Số: 9", f"Ngày: {day:02}/{month:02}/{year}").fields["incoming_date"]
    try:
        wanted: str | None = date(year, month, day).isoformat()
    except ValueError:
        wanted = None
    assert value.value == wanted
    assert value.review or wanted
