"""One synthetic page for each layout that offices use, and for what scanners do to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pipeline.letter import read_letter
from pipeline.records import Box, Letter, Transcript
from tests.letter_paper import LETTER, STEP, Placed, body, born_digital, header, page
from tests.letter_paper import letter as bind

DATE = "Lai Châu, ngày 14 tháng 6 năm 2021"
OFFICE = ("UBND TỈNH LAI CHÂU", "SỞ XÂY DỰNG")


def close(y: float, *signed: str, name: str = "Hoàng Văn Khải") -> list[Placed]:
    lines = signed or ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    return [
        (0.13, y, "Nơi nhận:"),
        (0.13, y + STEP, "- Như trên;"),
        (0.13, y + 2 * STEP, "- Lưu: VT, QLN."),
        *((0.60, y + i * STEP, line) for i, line in enumerate(lines)),
        (0.62, y + 6 * STEP, name),
    ]


def sheet(
    issuer: Sequence[str] = OFFICE,
    number: str = "Số: 41 /BC-SXD",
    date: str = DATE,
    title: str = "BÁO CÁO",
    *,
    more: Sequence[Placed] = (),
    number_of_page: int = 1,
) -> Transcript:
    lines = [
        *header(issuer, number, date),
        (0.5 - len(title) * LETTER / 2, 0.24, title),
        (0.36, 0.26, "Kết quả phối hợp năm 2021"),
        *body(0.32),
        *more,
        *close(0.6),
    ]
    return born_digital(page(lines, number=number_of_page))


def values(found: Letter) -> dict[str, object]:
    return {name: value.value for name, value in found.fields.items()}


def read(transcript: Transcript) -> dict[str, object]:
    return values(read_letter(transcript))


# --- layouts of the decrees and of the Party ------------------------------------------------------

# (issuer's lines, number line, title; issuer, its parent, number and symbol)
LAYOUTS = [
    # Nghị định 30/2020/NĐ-CP: parent and issuer
    (OFFICE, "Số: 41 /BC-SXD", "BÁO CÁO",
     "Sở Xây dựng tỉnh Lai Châu", "Ủy ban nhân dân tỉnh Lai Châu", "41/BC-SXD"),
    # one body over two lines
    (("ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU"), "Số: 812 /KH-UBND", "KẾ HOẠCH",
     "Ủy ban nhân dân tỉnh Lai Châu", None, "812/KH-UBND"),
    # one body on one line, with the old place of the mark
    (("UỶ BAN NHÂN DÂN TỈNH LAI CHÂU",), "Số: 812 /KH-UBND", "KẾ HOẠCH",
     "Ủy ban nhân dân tỉnh Lai Châu", None, "812/KH-UBND"),
    # Thông tư 01/2011/TT-BNV: the year in the symbol of a normative text
    (("BỘ NỘI VỤ",), "Số: 01 /2011/TT-BNV", "THÔNG TƯ", "Bộ Nội vụ", None, "01/2011/TT-BNV"),
    (("ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU"), "Số: 05 /2019/QĐ-UBND", "QUYẾT ĐỊNH",
     "Ủy ban nhân dân tỉnh Lai Châu", None, "05/2019/QĐ-UBND"),
    # a central body's office
    (("CHÍNH PHỦ",), "Số: 30 /2020/NĐ-CP", "NGHỊ ĐỊNH", "Chính phủ", None, "30/2020/NĐ-CP"),
    (("VĂN PHÒNG CHÍNH PHỦ",), "Số: 77 /TB-VPCP", "THÔNG BÁO",
     "Văn phòng Chính phủ", None, "77/TB-VPCP"),
    # a department of a ministry
    (("BỘ NỘI VỤ", "BAN THI ĐUA - KHEN THƯỞNG", "TRUNG ƯƠNG"), "Số: 12 /HD-BTĐKT", "HƯỚNG DẪN",
     "Ban Thi đua - Khen thưởng Trung ương", "Bộ Nội vụ", "12/HD-BTĐKT"),
]  # fmt: skip


@pytest.mark.parametrize(("issuer", "number", "title", "name", "parent", "whole"), LAYOUTS)
def test_layouts(
    issuer: Sequence[str], number: str, title: str, name: str, parent: str | None, whole: str
) -> None:
    shown = read(sheet(issuer, number, title=title))
    assert (shown["issuer"], shown["issuer_parent"]) == (name, parent)
    assert shown["number_symbol"] == whole
    assert shown["date"] == "2021-06-14"
    assert shown["subject"] == "Kết quả phối hợp năm 2021"


def party(issuer: Sequence[str], number: str, place: str, *signed: str) -> Transcript:
    """Hướng dẫn 36-HD/VPTW: a star under the issuer, the Party's name, T/M and K/T."""
    y = 0.06 + len(issuer) * STEP
    return born_digital(page([
        *((0.14, 0.06 + i * STEP, line) for i, line in enumerate(issuer)),
        (0.22, y, "*"),
        (0.16, y + STEP, number),
        (0.55, 0.06, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (0.55, y + STEP, f"{place}, ngày 07 tháng 3 năm 2022"),
        (0.45, 0.20, "HƯỚNG DẪN"),
        (0.36, 0.22, "Sinh hoạt chuyên đề quý II"),
        *body(0.28),
        *close(0.5, *signed, name="Rơ Châm Phước"),
    ]))  # fmt: skip


# (issuer's lines, number, place, lines over the name; issuer, parent, number, authority, province)
PARTY = [
    (("ĐẢNG BỘ TỈNH GIA LAI", "HUYỆN ỦY CHƯ SÊ"), "Số 41-HD/HU", "Chư Sê",
     ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
     "Huyện ủy Chư Sê", "Đảng bộ tỉnh Gia Lai", "41-HD/HU", "T/M BAN THƯỜNG VỤ", "Gia Lai"),
    (("TỈNH ỦY GIA LAI", "VĂN PHÒNG"), "Số 41-HD/VPTU", "Pleiku",
     ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
     "Văn phòng Tỉnh ủy Gia Lai", "Tỉnh ủy Gia Lai", "41-HD/VPTU", "K/T CHÁNH VĂN PHÒNG",
     "Gia Lai"),
    (("BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG"), "Số: 36-HD/VPTW", "Hà Nội",
     ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
     "Văn phòng Trung ương Đảng", "Ban Chấp hành Trung ương", "36-HD/VPTW",
     "K/T CHÁNH VĂN PHÒNG", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("issuer", "number", "place", "signed", "name", "parent", "whole", "authority", "province"),
    PARTY,
)
def test_party_layouts(
    issuer: Sequence[str], number: str, place: str, signed: tuple[str, ...],
    name: str, parent: str, whole: str, authority: str, province: str | None,
) -> None:  # fmt: skip
    shown = read(party(issuer, number, place, *signed))
    assert (shown["issuer"], shown["issuer_parent"]) == (name, parent)
    assert (shown["number_symbol"], shown["date"]) == (whole, "2022-03-07")
    assert (shown["signer_authority"], shown["signer_name"]) == (authority, "Rơ Châm Phước")
    assert (shown["doc_type"], shown["province"]) == ("Hướng dẫn", province)


def test_a_dispatch_prints_no_type() -> None:
    lines = [
        *header(["ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU"], "Số: 812 /UBND-KGVX", DATE),
        (0.14, 0.16, "V/v tăng cường vệ sinh"),
        (0.15, 0.18, "trường học"),
        (0.30, 0.22, "Kính gửi: Sở Giáo dục và Đào tạo"),
        *body(0.26),
        *close(0.5, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ]
    shown = read(born_digital(page(lines)))
    assert (shown["doc_type"], shown["subject"]) == ("Công văn", "tăng cường vệ sinh trường học")
    assert shown["addressees"] == ("Sở Giáo dục và Đào tạo",)


# --- several bodies together ----------------------------------------------------------------------

# (issuer's lines, number line, title; issuer, its parent)
JOINT = [
    (("ỦY BAN NHÂN DÂN TỈNH LAI CHÂU -", "ỦY BAN MTTQ VIỆT NAM TỈNH LAI CHÂU"),
     "Số: 05 /CTPH-UBND-UBMTTQ", "CHƯƠNG TRÌNH PHỐI HỢP",
     "Ủy ban nhân dân tỉnh Lai Châu - Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu", None),
    # the dash before the second
    (("UBND TỈNH LAI CHÂU", "- UBMTTQ VIỆT NAM TỈNH LAI CHÂU"),
     "Số: 05 /CTPH-UBND-UBMTTQ", "CHƯƠNG TRÌNH PHỐI HỢP",
     "Ủy ban nhân dân tỉnh Lai Châu - Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu", None),
    # on one line, with the longer dash
    (("UBND TỈNH LAI CHÂU – UBMTTQ TỈNH LAI CHÂU",),
     "Số: 05 /CTPH-UBND-UBMTTQ", "CHƯƠNG TRÌNH PHỐI HỢP",
     "Ủy ban nhân dân tỉnh Lai Châu - Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu", None),
    # the province of both is printed once, and a name goes over two lines
    (("LIÊN ĐOÀN LAO ĐỘNG TỈNH -", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TỈNH LAI CHÂU"),
     "Số: 12 /CTPH-LĐLĐ-SGDĐT", "CHƯƠNG TRÌNH PHỐI HỢP",
     "Liên đoàn Lao động tỉnh Lai Châu - Sở Giáo dục và Đào tạo tỉnh Lai Châu", None),
    # under one committee
    (("UBND TỈNH LAI CHÂU", "SỞ TÀI CHÍNH - SỞ XÂY DỰNG"),
     "Số: 02 /HDLS-STC-SXD", "HƯỚNG DẪN LIÊN SỞ",
     "Sở Tài chính tỉnh Lai Châu - Sở Xây dựng tỉnh Lai Châu", "Ủy ban nhân dân tỉnh Lai Châu"),
    # ministries, and three of them
    (("BỘ TƯ PHÁP - BỘ NỘI VỤ",), "Số: 01 /2026/TTLT-BTP-BNV", "THÔNG TƯ LIÊN TỊCH",
     "Bộ Tư pháp - Bộ Nội vụ", None),
    (("BỘ CÔNG AN -", "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO -", "TÒA ÁN NHÂN DÂN TỐI CAO"),
     "Số: 01 /2026/TTLT-BCA-VKSNDTC-TANDTC", "THÔNG TƯ LIÊN TỊCH",
     "Bộ Công an - Viện kiểm sát nhân dân tối cao - Tòa án nhân dân tối cao", None),
    # one under the other: only the symbol tells
    (("BỘ TƯ PHÁP", "BỘ NỘI VỤ"), "Số: 01 /2026/TTLT-BTP-BNV", "THÔNG TƯ LIÊN TỊCH",
     "Bộ Tư pháp - Bộ Nội vụ", None),
    (("LIÊN NGÀNH", "SỞ TÀI CHÍNH - SỞ XÂY DỰNG"), "Số: 02 /HDLN-STC-SXD", "HƯỚNG DẪN LIÊN NGÀNH",
     "Sở Tài chính tỉnh Lai Châu - Sở Xây dựng tỉnh Lai Châu", None),
    (("LIÊN NGÀNH", "SỞ TÀI CHÍNH", "SỞ XÂY DỰNG"), "Số: 02 /HDLN-STC-SXD", "HƯỚNG DẪN LIÊN NGÀNH",
     "Sở Tài chính tỉnh Lai Châu - Sở Xây dựng tỉnh Lai Châu", None),
    # no joint issue: dashes inside one name, a symbol that names the office's unit
    (("BỘ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"), "Số: 02 /HD-BLĐTBXH", "HƯỚNG DẪN",
     "Bộ Lao động - Thương binh và Xã hội", None),
    (("BỘ NỘI VỤ", "BAN THI ĐUA - KHEN THƯỞNG TRUNG ƯƠNG"), "Số: 02 /HD-BNV-BTĐKT", "HƯỚNG DẪN",
     "Ban Thi đua - Khen thưởng Trung ương", "Bộ Nội vụ"),
    (OFFICE, "Số: 41 /BC-UBND-SXD", "BÁO CÁO",
     "Sở Xây dựng tỉnh Lai Châu", "Ủy ban nhân dân tỉnh Lai Châu"),
]  # fmt: skip


@pytest.mark.parametrize(("issuer", "number", "title", "name", "parent"), JOINT)
def test_joint_issues(
    issuer: Sequence[str], number: str, title: str, name: str, parent: str | None
) -> None:
    shown = read(sheet(issuer, number, title=title))
    assert (shown["issuer"], shown["issuer_parent"]) == (name, parent)


def test_a_joint_issue_is_as_sure_as_its_symbol_makes_it() -> None:
    lines = ("SỞ TÀI CHÍNH -", "SỞ XÂY DỰNG TỈNH LAI CHÂU")
    both = read_letter(sheet(lines, "Số: 02 /HDLS-STC-SXD")).fields["issuer"]
    one = read_letter(sheet(lines, "Số: 02 /HDLS-STC")).fields["issuer"]
    assert "ký hiệu" in str(both.why) and one.why is None
    assert both.confidence > one.confidence and not both.review


def test_two_who_sign_side_by_side() -> None:
    lines = [
        *header(["SỞ TÀI CHÍNH - SỞ XÂY DỰNG"], "Số: 02 /HDLS-STC-SXD", DATE),
        (0.42, 0.20, "HƯỚNG DẪN LIÊN SỞ"),
        (0.36, 0.22, "Quản lý nhà ở công vụ"),
        *body(0.28),
        (0.16, 0.45, "GIÁM ĐỐC SỞ TÀI CHÍNH"),
        (0.58, 0.45, "GIÁM ĐỐC SỞ XÂY DỰNG"),
        (0.18, 0.55, "Nguyễn Thị Lan"),
        (0.62, 0.55, "Hoàng Văn Khải"),
        (0.13, 0.70, "Nơi nhận:"),
        (0.13, 0.72, "- Các sở, ngành;"),
        (0.13, 0.74, "- Lưu: VT."),
    ]
    assert read(born_digital(page(lines)))["signer_name"] == "Nguyễn Thị Lan | Hoàng Văn Khải"


# --- what scanners do -----------------------------------------------------------------------------

Change = Callable[[Box], Box]


def moved(transcript: Transcript, change: Change) -> Transcript:
    words = tuple(replace(w, box=change(w.box)) for w in transcript.words if w.box)
    lines = tuple(replace(ln, box=change(ln.box)) for ln in transcript.lines if ln.box)
    return replace(transcript, words=words, lines=lines)


def by(dx: float, dy: float) -> Change:
    return lambda b: (b[0] + dx, b[1] + dy, b[2] + dx, b[3] + dy)


def turned(degrees: float) -> Change:
    """Rows that rise or fall, as cleaning may leave them."""
    slope = math.tan(math.radians(degrees)) / math.sqrt(2)  # of a page in fractions

    def change(box: Box) -> Box:
        rise = slope * (box[0] + box[2]) / 2
        return box[0], box[1] + rise, box[2], box[3] + rise

    return change


WHOLE = read(sheet())


@pytest.mark.parametrize(
    "change",
    [by(-0.08, 0.0), by(0.05, 0.03), by(0.0, -0.05), turned(0.5), turned(-0.5), turned(1.2)],
)
def test_a_page_that_lies_askew_says_the_same(change: Change) -> None:
    assert read(moved(sheet(), change)) == WHOLE


def without_rows_above(transcript: Transcript, top: float) -> Transcript:
    """The page cropped at ``top``, moved up."""
    kept = [(w.box, transcript.quote(w.span)) for w in transcript.words if w.box and w.box[1] > top]
    return born_digital(page([(b[0], b[1] - top, text) for b, text in kept]))


# (how far the top is cut off; issuer, its source, parent)
CROPPED = [
    # the motto and the parent
    (0.075, "Sở Xây dựng tỉnh Lai Châu", "read", None),
    # all of the issuer's block: symbol and place tell
    (0.095, "Sở Xây dựng tỉnh Lai Châu", "inferred", "Ủy ban nhân dân tỉnh Lai Châu"),
]


@pytest.mark.parametrize(("top", "issuer", "source", "parent"), CROPPED)
def test_a_header_cropped_above(top: float, issuer: str, source: str, parent: str | None) -> None:
    found = read_letter(without_rows_above(sheet(), top))
    value = found.fields["issuer"]
    assert (value.value, value.source) == (issuer, source)
    assert found.fields["issuer_parent"].value == parent
    assert found.fields["number_symbol"].value == "41/BC-SXD"
    assert found.fields["date"].value == "2021-06-14"
    if source == "inferred":
        assert value.review and "BC-SXD" in str(value.why) and "Lai Châu" in str(value.why)


def test_a_header_cropped_at_the_left_is_completed_from_the_symbol() -> None:
    found = read_letter(sheet(("ND TỈNH LAI CHÂU", "Ở XÂY DỰNG"), ": 41 /BC-SXD"))
    issuer, parent = found.fields["issuer"], found.fields["issuer_parent"]
    assert issuer.value == "Sở Xây dựng tỉnh Lai Châu"
    assert parent.value == "Ủy ban nhân dân tỉnh Lai Châu"
    assert issuer.raw == "Ở XÂY DỰNG" and "mất chữ đầu dòng" in str(issuer.why)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("ND TỈNH LAI CHÂU", "Ở XÂY DỰNG"), "Số: 41 /BC-SYT"),  # the symbol is another's
        (("ND TỈNH SƠN LA", "Ở XÂY DỰNG"), "Số: 41 /BC-SXD"),  # so is the province
        (("DỰNG",), "Số: 41 /BC-SXD"),  # too little is left
    ],
)
def test_what_fits_nothing_is_not_completed(lines: Sequence[str], number: str) -> None:
    found = read_letter(sheet(lines, number))
    assert "mất chữ đầu dòng" not in str(found.fields["issuer"].why)


def test_a_header_cropped_at_the_right_loses_no_more_than_its_year() -> None:
    found = read_letter(sheet(date="Lai Châu, ngày 14 tháng 6 năm 20"))
    assert found.fields["date"].source == "unreadable" and found.fields["date"].review
    assert found.fields["issuer"].value == "Sở Xây dựng tỉnh Lai Châu"
    assert found.fields["number_symbol"].value == "41/BC-SXD"


# --- decoys ---------------------------------------------------------------------------------------

FOREIGN = ("UBND TỈNH SƠN LA", "SỞ NỘI VỤ")


def test_a_second_header_in_the_text_is_no_header() -> None:
    specimen: list[Placed] = [
        (0.14, 0.42, FOREIGN[0]),
        (0.14, 0.44, FOREIGN[1]),
        (0.16, 0.46, "Số: 999 /BC-SNV"),
        (0.50, 0.42, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (0.55, 0.46, "Sơn La, ngày 01 tháng 01 năm 2020"),
        (0.45, 0.50, "QUYẾT ĐỊNH"),
    ]
    assert read(sheet(more=specimen)) == WHOLE


def test_an_enclosed_letter_does_not_win() -> None:
    enclosed = sheet(
        FOREIGN, "Số: 999 /QĐ-SNV", "Sơn La, ngày 01 tháng 01 năm 2020", "QUYẾT ĐỊNH",
        number_of_page=2,
    )  # fmt: skip
    shown = read(bind(sheet(), enclosed))
    for field in ("number_symbol", "date", "issuer", "issuer_parent", "place", "doc_type"):
        assert shown[field] == WHOLE[field], field
