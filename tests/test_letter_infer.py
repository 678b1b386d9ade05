"""Who wrote, where no header says it: symbol and place, signature, closing sentence, period."""

from __future__ import annotations

import pytest

from pipeline.knowledge.places import province_named
from pipeline.letter import read_letter
from pipeline.letter.closing import told_at_end, told_by_signer
from pipeline.letter.infer import Clues, infer_issuer
from pipeline.letter.mended import mended
from pipeline.reading.plain import read_plain

# (the letter's end, the body it names, its province)
CLOSINGS = [
    ("Trên đây là Báo cáo kết quả năm 2021 của Sở Tư pháp tỉnh Lâm Đồng./.",
     "Sở Tư pháp", "Lâm Đồng"),
    ("Trên đây là Kế hoạch bảo trì trụ sở của Ủy ban nhân dân tỉnh, đề nghị các sở thực hiện.",
     "Ủy ban nhân dân", None),
    ("Trên đây là báo cáo của UBND thành phố Cần Thơ, kính gửi Bộ Nội vụ tổng hợp.",
     "Ủy ban nhân dân", "Cần Thơ"),
    ("Trên đây là Hướng dẫn của Bộ Nội vụ; đề nghị các tỉnh thực hiện.", "Bộ Nội vụ", None),
    # the last `của` of the sentence that begins a body
    ("Trên đây là Báo cáo tình hình của cán bộ, công chức của Sở Y tế tỉnh Hà Giang.",
     "Sở Y tế", "Hà Giang"),
    # broken over lines, after the recipients comes nothing
    ("Trên đây là Báo cáo sơ kết\ncủa Sở Nội\nvụ tỉnh Sơn La./.\nNơi nhận:\n- Lưu: VT.",
     "Sở Nội vụ", "Sơn La"),
    # others that are named, but not as the writer
    ("Thực hiện chỉ đạo của Sở Tư pháp tỉnh Lâm Đồng, đơn vị báo cáo.", None, None),
    ("Trên đây là Báo cáo kết quả năm 2021./.", None, None),
    ("Trên đây là Báo cáo của đơn vị./.", None, None),
    ("", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "body", "province"), CLOSINGS)
def test_the_closing_sentence(text: str, body: str | None, province: str | None) -> None:
    told = told_at_end(text)
    assert (told.body.name if told else None) == body
    assert (told.province.name if told and told.province else None) == province


@pytest.mark.parametrize(
    ("signed", "body"),
    [
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "Ủy ban nhân dân"),
        ("TM.UBND KT.CHỦ TỊCH", "Ủy ban nhân dân"),
        ("GIÁM ĐỐC SỞ Y TẾ", "Sở Y tế"),
        ("BỘ TRƯỞNG BỘ NỘI VỤ", "Bộ Nội vụ"),
        ("TL. BỘ TRƯỞNG CHÁNH VĂN PHÒNG", None),
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", None),
        ("", None),
    ],
)
def test_the_signers_title(signed: str, body: str | None) -> None:
    told = told_by_signer(signed)
    assert (told.body.name if told else None) == body


def clues(
    symbol: str | None = None, place: str | None = "Lâm Đồng", signed: str = "", text: str = "",
    on: str | None = "2021-06-14",
) -> Clues:  # fmt: skip
    return Clues(symbol, province_named(place) if place else None, signed, text, on=on)


UBND = "Ủy ban nhân dân tỉnh Lâm Đồng"
SIGNED = "TM. ỦY BAN NHÂN DÂN"
ENDS = "Trên đây là Báo cáo của Ủy ban nhân dân tỉnh Lâm Đồng./."

# (what is known, issuer, a word of each reason)
INFERRED = [
    (clues("KH-UBND"), UBND, ("KH-UBND", "Lâm Đồng")),
    (clues("UBND-NC"), UBND, ("UBND-NC",)),
    (clues("BC-STP"), "Sở Tư pháp tỉnh Lâm Đồng", ("BC-STP",)),
    (clues("BC-VPUBND"), "Văn phòng Ủy ban nhân dân tỉnh Lâm Đồng", ("BC-VPUBND",)),
    (clues("TT-BNV", None), "Bộ Nội vụ", ("TT-BNV",)),
    (clues("KH-UBND", text=ENDS), UBND, ("KH-UBND", "câu kết")),
    # no symbol
    (clues(signed=SIGNED), UBND, ("chữ ký", "Lâm Đồng")),
    (clues(text=ENDS), UBND, ("câu kết",)),
    (clues(signed=SIGNED, text=ENDS), UBND, ("chữ ký", "câu kết")),
    (clues(signed=SIGNED, text=ENDS, place=None), None, ()),
    # a symbol that nobody knows
    (clues("BC-XYZQ", signed=SIGNED), UBND, ("chữ ký",)),
    # signature and sentence contradict each other
    (clues(signed="GIÁM ĐỐC SỞ Y TẾ", text=ENDS), None, ()),
    # a provincial body of nobody knows which province
    (clues("KH-UBND", None), None, ()),
    (clues(signed=SIGNED, place=None), None, ()),
    (clues(), None, ()),
]


@pytest.mark.parametrize(("known", "issuer", "reasons"), INFERRED)
def test_who_wrote(known: Clues, issuer: str | None, reasons: tuple[str, ...]) -> None:
    found = infer_issuer(known)
    if issuer is None:
        assert found is None
        return
    assert found is not None
    value = found[0]
    assert (value.value, value.source) == (issuer, "inferred")
    assert all(reason in str(value.why) for reason in reasons)


def test_more_that_tell_the_same_are_surer() -> None:
    def sure(known: Clues) -> float:
        found = infer_issuer(known)
        assert found is not None
        return found[0].confidence

    assert sure(clues(signed=SIGNED)) < sure(clues(signed=SIGNED, text=ENDS))
    assert sure(clues("KH-UBND")) < sure(clues("KH-UBND", signed=SIGNED))
    assert sure(clues("KH-UBND", signed=SIGNED)) < sure(clues("KH-UBND", signed=SIGNED, text=ENDS))
    assert sure(clues(signed=SIGNED)) < 0.85  # one clue alone is looked at
    assert sure(clues(text=ENDS)) < 0.85


# (symbol, place, date: who that was then)
PERIODS = [
    ("KH-UBND", "Kon Tum", "2022-05-16", "Ủy ban nhân dân tỉnh Kon Tum"),
    ("KH-UBND", "Quảng Ngãi", "2025-09-02", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
    ("BC-SNNMT", "Quảng Ngãi", "2025-09-02", "Sở Nông nghiệp và Môi trường tỉnh Quảng Ngãi"),
    ("BC-BTGTU", "Lào Cai", "2022-05-16", "Ban Tuyên giáo Tỉnh ủy Lào Cai"),
    ("QĐ-CT", None, "2025-06-01", "Cục Thuế"),
]


@pytest.mark.parametrize(("symbol", "place", "on", "issuer"), PERIODS)
def test_periods(symbol: str, place: str | None, on: str, issuer: str) -> None:
    found = infer_issuer(clues(symbol, place, on=on))
    assert found is not None
    assert found[0].value == issuer


# (place and date as printed; issuer's lines; province; whether somebody has to look)
HEADERS = [
    ("Kon Tum, ngày 16 tháng 5 năm 2022", "UBND TỈNH KON TUM", "Kon Tum", False),
    # the province had gone into Quảng Ngãi by then
    ("Kon Tum, ngày 16 tháng 9 năm 2025", "UBND TỈNH KON TUM", "Kon Tum", True),
    ("Quảng Ngãi, ngày 16 tháng 9 năm 2025", "UBND TỈNH QUẢNG NGÃI", "Quảng Ngãi", False),
    ("Thừa Thiên Huế, ngày 16 tháng 5 năm 2022", "UBND TỈNH THỪA THIÊN HUẾ",
     "Thừa Thiên Huế", False),
    ("Huế, ngày 16 tháng 9 năm 2025", "UBND THÀNH PHỐ HUẾ", "Huế", False),
    ("Đắk Lắk, ngày 16 tháng 5 năm 2022", "UBND TỈNH ĐẮK LẮK", "Đắk Lắk", False),
]  # fmt: skip

LETTER = """{issuer}
Số: 15/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{date}
KẾ HOẠCH
Bảo trì trụ sở cơ quan
Các phòng tự kiểm tra phòng làm việc.
Nơi nhận:
- Các phòng;
- Lưu: VT.
"""


@pytest.mark.parametrize(("date", "issuer", "province", "review"), HEADERS)
def test_provinces_of_both_periods(date: str, issuer: str, province: str, review: bool) -> None:
    fields = read_letter(read_plain(LETTER.format(date=date, issuer=issuer))).fields
    assert fields["province"].value == province
    assert fields["date"].review == review


# --- names mended ---------------------------------------------------------------------------------

# (printed, official, what was mended)
NAMES = [
    ("UỶ BAN NHÂN DÂN TỈNH AN GIANG", "Ủy ban nhân dân tỉnh An Giang", ("UỶ → Ủy",)),
    ("SỞ VĂN HÓA, THẺ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch", ("THẺ → Thể",)),
    ("SỞ GIÁO DỤC VÀ ĐÁO TAO", "Sở Giáo dục và Đào tạo", ("ĐÁO → Đào", "TAO → tạo")),
    ("BỘ NỘI VU", "Bộ Nội vụ", ("VU → vụ",)),
    # case, and what the table adds, are no repairs
    ("BỘ NỘI VỤ", "Bộ Nội vụ", ()),
    ("SỞ Y TẾ", "Sở Y tế tỉnh Hà Giang", ()),
    ("VĂN PHÒNG", "Văn phòng Chính phủ", ()),
]


@pytest.mark.parametrize(("printed", "official", "repairs"), NAMES)
def test_mended(printed: str, official: str, repairs: tuple[str, ...]) -> None:
    assert mended(printed, official) == repairs


def test_a_mended_name_is_told_and_its_raw_stays() -> None:
    text = LETTER.format(issuer="UỶ BAN NHÂN DÂN\nTỈNH KON TUM", date=HEADERS[0][0])
    issuer = read_letter(read_plain(text)).fields["issuer"]
    assert issuer.value == "Ủy ban nhân dân tỉnh Kon Tum"
    assert issuer.raw == "UỶ BAN NHÂN DÂN\nTỈNH KON TUM"
    assert "UỶ → Ủy" in str(issuer.why)


# --- names that the text says in full -------------------------------------------------------------

HOSPITAL = """SỞ Y TẾ TỈNH PHÚ THỌ
{printed}
Số: 12/BC-BVM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Phú Thọ, ngày 19 tháng 6 năm 2023
BÁO CÁO
Công tác quý II
{text}
Nơi nhận:
- Lưu: VT.
"""
FULL = "Bệnh viện Mắt tỉnh Phú Thọ báo cáo như sau."
SHORT = "Bệnh viện Mắt báo cáo như sau."


@pytest.mark.parametrize(
    ("printed", "text", "issuer"),
    [
        ("BỆNH VIỆN MẮT", FULL, "Bệnh viện Mắt tỉnh Phú Thọ"),
        ("BỆNH VIỆN MẮT", SHORT, "Bệnh viện Mắt"),
        # as it is mostly written
        ("BỆNH VIỆN MẮT", f"{SHORT} {SHORT} {FULL}", "Bệnh viện Mắt"),
        # another province's hospital is cited
        ("BỆNH VIỆN MẮT", "Bệnh viện Mắt tỉnh Sơn La và Bệnh viện Mắt phối hợp.", "Bệnh viện Mắt"),
        # the header prints all of it
        ("BỆNH VIỆN MẮT TỈNH PHÚ THỌ", FULL, "Bệnh viện Mắt tỉnh Phú Thọ"),
    ],
)
def test_a_name_is_as_long_as_the_text_says_it(printed: str, text: str, issuer: str) -> None:
    fields = read_letter(read_plain(HOSPITAL.format(printed=printed, text=text))).fields
    assert fields["issuer"].value == issuer
    assert fields["issuer_parent"].value == "Sở Y tế tỉnh Phú Thọ"
