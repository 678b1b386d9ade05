"""Repairs of a symbol are recorded, and what was printed stays as it was read."""

from __future__ import annotations

import pytest

from pipeline.letter import read_letter
from pipeline.letter.symbols import mend
from pipeline.reading.plain import read_plain
from pipeline.records import Value

LETTER = """{issuer}
{number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 09 tháng 6 năm 2020
{title}
Bảo trì trụ sở cơ quan
Các phòng tự kiểm tra phòng làm việc.
Nơi nhận:
- Các phòng;
- Lưu: VT.
"""
OFFICE = "UBND TỈNH LAI CHÂU\nVĂN PHÒNG"
DEPARTMENT = "UBND TỈNH LAI CHÂU\nSỞ NỘI VỤ"

# (issuer, number line as read, title; symbol, what was mended)
READ = [
    ("THỦ TƯỚNG CHÍNH PHỦ", "Số: 733/QD-TTg", "QUYẾT ĐỊNH", "QĐ-TTg", "QD → QĐ"),
    (DEPARTMENT, "Số: 12/TTY-SNV", "TỜ TRÌNH", "TTr-SNV", "TTY → TTr"),
    (DEPARTMENT, "Số: 12/TTR-SNV", "TỜ TRÌNH", "TTr-SNV", "TTR → TTr"),
    ("QUỐC HỘI", "Số: 06/2022/OHI5", "LUẬT", "2022/QH15", "OHI5 → QH15"),
    ("QUỐC HỘI", "Số: 06/2022/QHI5", "LUẬT", "2022/QH15", "QHI5 → QH15"),
    (OFFICE, "Số: 12/BC-V PUBND", "BÁO CÁO", "BC-VPUBND", "BC-V PUBND → BC-VPUBND"),
    (OFFICE, "Số: 12/BC - VPUBND", "BÁO CÁO", "BC-VPUBND", "BC - VPUBND → BC-VPUBND"),
    ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Số: 12/KH-BGDDT", "KẾ HOẠCH", "KH-BGDĐT", "BGDDT → BGDĐT"),
    ("HỘI ĐỒNG NHÂN DÂN\nTỈNH LAI CHÂU", "Số: 12/NQ-HDND", "NGHỊ QUYẾT", "NQ-HĐND",
     "HDND → HĐND"),
    # well read: nothing was mended
    (OFFICE, "Số: 12/BC-VPUBND", "BÁO CÁO", "BC-VPUBND", None),
    ("QUỐC HỘI", "Số: 06/2022/QH15", "LUẬT", "2022/QH15", None),
    ("THỦ TƯỚNG CHÍNH PHỦ", "Số: 733/QĐ-TTg", "QUYẾT ĐỊNH", "QĐ-TTg", None),
]  # fmt: skip


def symbol_of(issuer: str, number: str, title: str) -> tuple[Value, Value]:
    text = LETTER.format(issuer=issuer, number=number, title=title)
    fields = read_letter(read_plain(text)).fields
    return fields["symbol"], fields["number_symbol"]


@pytest.mark.parametrize(("issuer", "number", "title", "symbol", "repair"), READ)
def test_repairs_are_recorded_and_raw_stays_raw(
    issuer: str, number: str, title: str, symbol: str, repair: str | None
) -> None:
    value, whole = symbol_of(issuer, number, title)
    assert value.value == symbol and value.raw == number
    assert str(whole.value).endswith(f"/{symbol}")
    if repair is None:
        assert value.why is None
    else:
        assert repair in str(value.why) and repair in str(whole.why)


def test_blanks_make_a_symbol_no_less_sure() -> None:
    apart, _ = symbol_of(OFFICE, "Số: 12/BC - VPUBND", "BÁO CÁO")
    together, _ = symbol_of(OFFICE, "Số: 12/BC-VPUBND", "BÁO CÁO")
    assert apart.confidence == together.confidence and not apart.review


def test_what_was_mended_is_less_sure_than_what_was_read() -> None:
    mended, _ = symbol_of(DEPARTMENT, "Số: 12/TTY-SNV", "TỜ TRÌNH")
    read, _ = symbol_of(DEPARTMENT, "Số: 12/TTr-SNV", "TỜ TRÌNH")
    assert mended.confidence <= read.confidence


# A term of the National Assembly stands after a year only, and looks like nothing else.
@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("2022/OHI5", "2022/QH15"),
        ("2019/QH1S", "2019/QH15"),
        ("2014/0H13", "2014/QH13"),
        ("2008/QHI2", "2008/QH12"),
        ("2022/QH15", "2022/QH15"),
        ("KH-OHI5", "KH-OHI5"),
        ("2022/OHI55", "2022/OHI55"),
        ("2019/QĐ-UBND", "2019/QĐ-UBND"),
    ],
)
def test_terms_of_the_national_assembly(read: str, mended: str) -> None:
    repairs = (f"{read[5:]} → {mended[5:]}",) if read != mended else ()
    assert mend(read, None, ()) == (mended, repairs)
