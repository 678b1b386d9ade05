"""Witnesses: what other places say of number, symbol and date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letter import read_letter
from pipeline.letter.agree import agree, settle
from pipeline.letter.beside import Beside
from pipeline.letter.elsewhere import (
    Said,
    said_again,
    said_by_name,
    said_by_symbol,
)
from pipeline.letter.values import inferred, without
from pipeline.letter.weigh import compare
from pipeline.reading.plain import read_plain
from pipeline.records import Transcript, Value
from tests.letter_values import NOTHING, known, values

# (file's name, the number it gives for KH-UBND or None)
NAMES = [
    ("3741-KH-UBND.pdf", "3741"),
    ("2020/tinh/3741_KH-UBND (1).pdf", "3741"),
    ("ke hoach so 3741 kh ubnd.PDF", "3741"),
    ("0012a.KH.UBND.signed.pdf", "0012a"),
    # the symbol is not there, not whole, or has no number before it
    ("3741.pdf", None),
    ("3741-BC-UBND.pdf", None),
    ("KH-3741-UBND.pdf", None),
    ("KH-UBND-3741.pdf", None),
    ("scan0001-KH-UBND.pdf", None),
]


@pytest.mark.parametrize(("name", "number"), NAMES)
def test_a_files_name_speaks_only_with_the_whole_symbol(name: str, number: str | None) -> None:
    said = said_by_name(name, known("KH-UBND"))
    assert (said.number if said else None) == number


def test_marks_of_the_symbol_may_be_missing_in_a_files_name() -> None:
    said = said_by_name("1849-bgddt-gdpt.pdf", known("BGDĐT-GDPT"))
    assert said is not None and said.number == "1849"
    assert said_by_name(None, known("KH-UBND")) is None
    assert said_by_name("12-KH-UBND.pdf", without("unreadable", 0.7)) is None


def test_a_name_that_agrees_makes_the_number_surer() -> None:
    changed = agree(NOTHING, values(), (), Beside("15-KH-SXD.pdf"))
    assert changed["number"].value == "15"
    assert changed["number"].confidence == pytest.approx(1 - 0.1 * 0.4)
    assert "tên tệp" in str(changed["number"].why)
    assert changed["number_symbol"].confidence == pytest.approx(0.96 * 0.9)


def test_a_name_that_disagrees_replaces_nothing() -> None:
    changed = agree(NOTHING, values(), (), Beside("16-KH-SXD.pdf"))
    number, both = changed["number"], changed["number_symbol"]
    assert (number.value, number.review) == ("15", True) and "16" in str(number.why)
    assert (both.value, both.review) == ("15/KH-SXD", True)
    assert "date" not in changed


def test_a_name_gives_no_number_to_a_header_that_lost_it() -> None:
    lost = without("unreadable", 0.85, "có nét chữ")
    changed = agree(NOTHING, values(number=lost, number_symbol=lost), (), Beside("16-KH-SXD.pdf"))
    assert (changed["number"].value, changed["number"].source) == (None, "unreadable")
    assert "tên tệp ghi 16" in str(changed["number"].why)


def test_a_blank_stays_blank_whatever_others_say() -> None:
    blank = without("blank", 0.95)
    assert (
        agree(NOTHING, values(number=blank, number_symbol=blank), (), Beside("16-KH-SXD.pdf")) == {}
    )


def test_the_year_in_a_symbol_is_the_dates() -> None:
    assert said_by_symbol(known("KH-SXD")) is None
    same = agree(NOTHING, values(symbol=known("2020/QĐ-UBND")), ())
    other = agree(NOTHING, values(symbol=known("2019/QĐ-UBND")), ())
    assert 0.9 < same["date"].confidence < 0.95 and not same["date"].review
    assert other["date"].review and other["date"].value == "2020-06-03"
    assert "2019" in str(other["date"].why)


def test_number_and_symbol_printed_again_confirm() -> None:
    text = read_plain("Thực hiện Kế hoạch số 15/KH-SXD, các đơn vị báo cáo. Số 115/KH-SXD.")
    assert said_again(text, values()) is not None
    assert said_again(read_plain("Kế hoạch số 115/KH-SXD; 15/KH-SXDVP"), values()) is None
    assert agree(text, values(), ())["number"].confidence > 0.95


# (what is known of issuer, province, stamp; a word of the reason)
OUT_OF_TIME = [
    ({"issuer": known("Bộ Nông nghiệp và Môi trường")}, "từ 2025-03-01"),
    ({"date": known("2026-01"), "issuer": known("Bộ Kế hoạch và Đầu tư")}, "đến 2025-02-28"),
    ({"date": known("2025-09-02"), "province": inferred("Kon Tum", 0.9, "")}, "đến 2025-06-30"),
    ({"incoming_date": known("2020-06-01")}, "dấu đến"),
]


@pytest.mark.parametrize(("changed", "why"), OUT_OF_TIME)
def test_dates_that_cannot_be_go_to_a_person(changed: dict[str, Value], why: str) -> None:
    found = agree(NOTHING, values(**changed), ())["date"]
    assert found.review and why in str(found.why)


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": known("Bộ Kế hoạch và Đầu tư"), "province": known("Kon Tum")},
        {"incoming_date": known("2020-06-03")},
        {"incoming_date": known("2020-06-01", 0.4)},  # a stamp badly read proves nothing
        {"issuer": known("Trường Trung cấp nghề"), "date": without("unreadable", 0.7)},
    ],
)
def test_dates_that_can_be_are_left_alone(changed: dict[str, Value]) -> None:
    assert agree(NOTHING, values(**changed), ()) == {}


LETTER = """SỞ XÂY DỰNG
Số: 15/KH-SXD
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Giang, ngày    tháng 6 năm 2020
KẾ HOẠCH
Bảo trì trụ sở
Các phòng thực hiện./.
\fPHỤ LỤC
(Kèm theo Kế hoạch số 15/KH-SXD ngày   tháng {month} năm 2020 của Sở Xây dựng)
"""


@pytest.mark.parametrize(("month", "review"), [("6", False), ("7", True)])
def test_a_caption_without_a_day_speaks_of_the_month(month: str, review: bool) -> None:
    transcript: Transcript = read_plain(LETTER.format(month=month))
    date = read_letter(transcript).fields["date"]
    assert (date.value, date.review) == ("2020-06", review)


def test_the_name_reaches_the_letter() -> None:
    transcript = read_plain(LETTER.format(month="6"))
    number = read_letter(transcript, known=Beside("17-KH-SXD.pdf")).fields["number"]
    assert number.review and number.value == "15"


# --- weighing -------------------------------------------------------------------------------------


def test_one_weak_witness_against_is_told_two_are_believed() -> None:
    alone = Said("ngày quét", days=("2020-06-01",), weak=True)
    other = Said("nơi khác", date="2020-06-01", weak=True)
    once, twice = settle(values(), [alone])["date"], settle(values(), [alone, other])["date"]
    assert (once.confidence, once.review) == (0.9, False) and "ngày quét" in str(once.why)
    assert twice.review and twice.confidence < 0.9
    assert "ngày quét" in str(twice.why) and "nơi khác" in str(twice.why)


def test_what_agrees_lifts_no_review_mark() -> None:
    marked = replace(known("2020-06-03", 0.7), review=True)
    date = settle(values(date=marked), [Said("văn bản khác", date="2020-06-03")])["date"]
    assert date.confidence > 0.85 and date.review


def test_a_witness_of_another_letter_is_not_heard() -> None:
    assert settle(values(), [Said("văn bản khác", number="99", symbol="BC-SXD")]) == {}


DATES = st.dates(date(2015, 1, 1), date(2026, 12, 31)).map(lambda d: d.isoformat())
SURE = st.floats(0.01, 0.99)
MARK = st.booleans()


@st.composite
def witnesses(draw: st.DrawFn) -> Said:
    number = draw(st.none() | st.integers(1, 4000).map(str))
    heard = draw(st.none() | DATES | DATES.map(lambda d: d[:7]))
    days = tuple(sorted(draw(st.lists(DATES, max_size=2, unique=True))))
    flags = [draw(MARK) for _ in range(3)]
    return Said("ai đó", number, None, heard, flags[0], flags[1], weak=flags[2], days=days)


@given(st.integers(1, 4000).map(str), DATES, SURE, MARK, st.lists(witnesses(), max_size=3))
def test_whoever_is_heard_nothing_read_is_replaced(
    number: str, day: str, sure: float, mark: bool, said: list[Said]
) -> None:
    """No witness changes a value or lifts a mark, whatever it says; and confidences stay what
    they are called."""
    header = values(
        number=replace(known(number, sure), review=mark),
        date=replace(known(day, sure), review=mark),
    )
    for field, value in settle(header, said).items():
        assert 0.0 < value.confidence <= 0.99
        assert value.review or not header[field].review
        if field != "number_symbol":
            assert value.value == header[field].value


@given(DATES, SURE, MARK, MARK)
def test_one_more_who_agrees_never_makes_less_sure(
    day: str, sure: float, weak: bool, first: bool
) -> None:
    header = values(date=known(day, sure))
    agreeing = Said("một nơi", date=day, weak=weak)
    others = [Said("nơi khác", days=(day,), weak=True)] if first else []
    before = settle(header, others).get("date", header["date"])
    after = settle(header, [*others, agreeing])["date"]
    assert after.confidence >= before.confidence
    assert after.review == header["date"].review


@given(DATES, DATES, SURE)
def test_days_of_signing_compare_by_time_alone(own: str, signed: str, sure: float) -> None:
    verdict = compare(known(own, sure), (signed,), "date")
    assert (verdict == "against") == (signed < own)
    assert (verdict == "same") == (signed == own)


def test_those_who_agree_are_told_in_one_breath() -> None:
    said = [
        Said("tên tệp", number="15"),
        Said("văn bản khác", number="15"),
        Said("nơi nọ", number="16"),
    ]
    number = settle(values(number=replace(known("15"), why="chữ số in")), said)["number"]
    assert number.why == "chữ số in; khớp với tên tệp, văn bản khác; nơi nọ ghi 16"
    again = settle(values(number=known("15")), said[:1])["number"]
    assert again.why == "khớp với tên tệp"
