"""A header that is printed plainly is read as it is printed, whatever the number, the day, the
office; and where a sign is lost, no other number takes its place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.letter import read_letter
from pipeline.reading.plain import read_plain
from pipeline.records import Letter, Value

PLACES = ("Lào Cai", "Sóc Trăng", "Hà Tĩnh", "Gia Lai")
OFFICES = {
    "SỞ NỘI VỤ": "SNV",
    "SỞ TƯ PHÁP": "STP",
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO": "SGDĐT",
    "SỞ Y TẾ": "SYT",
}
TYPES = {"BC": "BÁO CÁO", "KH": "KẾ HOẠCH", "HD": "HƯỚNG DẪN", "TTr": "TỜ TRÌNH"}
FIRST = date(2020, 1, 9)  # later than what the letter cites


def letter(
    number: str = "73", code: str = "BC", office: str = "SỞ NỘI VỤ", place: str = "Lào Cai",
    dated: str = "ngày 06 tháng 02 năm 2021", symbol: str = "",
) -> Letter:  # fmt: skip
    text = f"""UBND TỈNH {place.upper()}
{office}
Số: {symbol or f"{number}/{code}-{OFFICES[office]}"}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, {dated}
{TYPES[code]}
Kết quả công tác thi đua, khen thưởng
Căn cứ Kế hoạch số 15/KH-UBND ngày 08/01/2020 của UBND tỉnh, cơ quan báo cáo như sau:
I. KẾT QUẢ
Đã tổ chức 12 hội nghị.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lương Thị Hà
"""
    return read_letter(read_plain(text))


def said(value: Value) -> object:
    return value.value


@settings(max_examples=25)
@given(
    st.integers(1, 9999),
    st.sampled_from(sorted(TYPES)),
    st.sampled_from(sorted(OFFICES)),
    st.sampled_from(PLACES),
    st.integers(0, 1900),  # before provinces were merged
)
def test_what_is_printed_plainly_is_read_as_it_is(
    number: int, code: str, office: str, place: str, days: int
) -> None:
    day = FIRST + timedelta(days)
    printed = f"{number:02}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    dated = f"ngày {day.day:02} tháng {month} năm {day.year}"
    fields = letter(printed, code, office, place, dated).fields
    symbol = f"{code}-{OFFICES[office]}"
    assert said(fields["number"]) == printed
    assert said(fields["symbol"]) == symbol
    assert said(fields["number_symbol"]) == f"{printed}/{symbol}"
    assert said(fields["date"]) == day.isoformat()
    assert said(fields["place"]) == place
    assert str(said(fields["issuer"])).casefold().startswith(office.casefold())
    assert str(said(fields["issuer"])).endswith(place)
    assert fields["incoming_number"].source == "absent"
    assert not fields["number"].review and not fields["date"].review


@pytest.mark.parametrize(
    ("dated", "day", "source"),
    [
        ("ngày 31 tháng 12 năm 2021", "2021-12-31", "read"),
        ("ngày 29 tháng 02 năm 2020", "2020-02-29", "read"),
        ("ngày 29 tháng 02 năm 2021", None, "unreadable"),
        ("ngày 31 tháng 4 năm 2021", None, "unreadable"),
        ("ngày 00 tháng 4 năm 2021", None, "unreadable"),
        ("ngày 12 tháng 13 năm 2021", None, "unreadable"),
        ("ngày    tháng 4 năm 2021", "2021-04", "read"),  # the day was left open
        ("ngày … tháng … năm 2021", None, "blank"),
    ],
)
def test_a_day_is_one_of_the_calendar_or_none(dated: str, day: str | None, source: str) -> None:
    value = letter(dated=dated).fields["date"]
    assert (said(value), value.source) == (day, source)
    if source == "unreadable":
        assert value.review and value.why


@pytest.mark.parametrize(
    ("symbol", "number", "source"),
    [
        ("73/BC-SNV", "73", "read"),
        ("0073/BC-SNV", "0073", "read"),
        ("    /BC-SNV", None, "blank"),
        ("……/BC-SNV", None, "blank"),
        ("/BC-SNV", None, "blank"),
        ("0/BC-SNV", None, "unreadable"),  # registers begin with one
        ("00/BC-SNV", None, "unreadable"),
    ],
)
def test_a_number_that_was_left_open_stays_open(
    symbol: str, number: str | None, source: str
) -> None:
    fields = letter(symbol=symbol).fields
    assert (said(fields["number"]), fields["number"].source) == (number, source)
    assert said(fields["symbol"]) == "BC-SNV"
    assert (said(fields["number_symbol"]) is None) is (number is None)


SPOILT = st.sampled_from("?#%&^")


@settings(max_examples=25)
@given(st.integers(10, 9999), st.data())
def test_a_lost_digit_is_never_guessed(number: int, data: st.DataObject) -> None:
    """Neither the number without it, nor another: a person is asked."""
    digits = str(number)
    at = data.draw(st.integers(0, len(digits) - 1))
    spoilt = digits[:at] + data.draw(SPOILT) + digits[at + 1 :]
    value = letter(symbol=f"{spoilt}/BC-SNV").fields["number"]
    assert said(value) is None or value.review, (spoilt, value)
