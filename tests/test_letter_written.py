"""What a pen wrote in the header stands in the published text, where the machine is sure of it."""

from __future__ import annotations

import pytest

from pipeline.letter.written import with_written
from pipeline.records import Letter, Value


def _letter(**fields: Value) -> Letter:
    return Letter("report", 0.9, fields, ())


def _read(value: str, sure: float = 0.95, **more: bool) -> Value:
    return Value(value, "read", sure, **more)  # type: ignore[arg-type]


NUMBERS = [
    # line as the engine gave it, symbol, wanted
    ("Số: @%/UBND-NC", "UBND-NC", "Số: 98/UBND-NC"),
    ("Số: /BC-UBND", "BC-UBND", "Số: 98/BC-UBND"),
    ("Số:  BC-UBND", "BC-UBND", "Số: 98/BC-UBND"),
    ("số: 3đ /KH-SNV", "KH-SNV", "số: 98/KH-SNV"),
    # a mended symbol is found by its letters, or by its first part
    ("Số: 8£/QD-UBND", "QĐ-UBND", "Số: 98/QD-UBND"),
    ("Số: ~/KH- SGDĐT", "KH-SGDĐT", "Số: 98/KH- SGDĐT"),
    # the Party writes a dash
    ("Số 9£-HD/VPTW", "HD/VPTW", "Số 98-HD/VPTW"),
    # no label, no symbol: the line stays
    ("/BC-UBND", "BC-UBND", "/BC-UBND"),
    ("Số: 9£/", "BC-UBND", "Số: 9£/"),
    ("Sở Nội vụ", "BC-SNV", "Sở Nội vụ"),
]


@pytest.mark.parametrize(("line", "symbol", "wanted"), NUMBERS)
def test_the_number(line: str, symbol: str, wanted: str) -> None:
    letter = _letter(number=_read("98"), symbol=_read(symbol))
    assert with_written((f"ỦY BAN NHÂN DÂN\n{line}\nCăn cứ",), letter) == (
        f"ỦY BAN NHÂN DÂN\n{wanted}\nCăn cứ",
    )


DATES = [
    ("Yên Bái, ngày z ñ tháng 5 năm 2022", "Yên Bái, ngày 27 tháng 5 năm 2022"),
    ("Yên Bái, ngày tháng # năm 2022", "Yên Bái, ngày 27 tháng 5 năm 2022"),
    ("Yên Bái, ngày 2ƒtháng 05 năm 2022", "Yên Bái, ngày 27 tháng 05 năm 2022"),
    ("Yên Bái, ngày 27 tháng 5 năm 2022", "Yên Bái, ngày 27 tháng 5 năm 2022"),
    ("Yên Bái, 27/5/2022", "Yên Bái, 27/5/2022"),
]


@pytest.mark.parametrize(("line", "wanted"), DATES)
def test_the_day_and_the_month(line: str, wanted: str) -> None:
    assert with_written((line,), _letter(date=_read("2022-05-27"))) == (wanted,)


@pytest.mark.parametrize(
    "number",
    [
        _read("98", 0.5, review=True),
        Value(None, "blank", 0.9),
        Value(None, "unreadable", 0.9),
        Value("98", "inferred", 0.9),
        Value("98", "corrected", 1.0),
    ],
)
def test_what_was_not_surely_read_is_not_written(number: Value) -> None:
    pages = ("Số: @%/BC-UBND",)
    assert with_written(pages, _letter(number=number, symbol=_read("BC-UBND"))) == pages


def test_a_date_of_which_the_day_is_blank_stays() -> None:
    pages = ("Hà Nội, ngày tháng 5 năm 2022",)
    assert with_written(pages, _letter(date=_read("2022-05"))) == pages


def test_only_the_header_of_page_one_changes() -> None:
    text = "\n".join(["dòng"] * 20 + ["Số: @%/BC-UBND"])
    letter = _letter(number=_read("98"), symbol=_read("BC-UBND"), date=_read("2022-05-27"))
    pages = (text, "Số: @%/BC-UBND\nngày tháng 5 năm 2022")
    assert with_written(pages, letter) == pages
    assert with_written((), letter) == ()
