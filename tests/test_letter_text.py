"""Whole letters as plain text: no paper, the words alone decide."""

from __future__ import annotations

import pytest

from pipeline.letter import FIELDS, read_letter
from pipeline.letter.layout import is_motto
from pipeline.reading.plain import read_plain
from pipeline.records import Letter
from pipeline.text import fold

REPORT = """UBND TỈNH LÂM ĐỒNG
SỞ TƯ PHÁP
Số: 73/BC-STP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lâm Đồng, ngày 06 tháng 02 năm 2021
BÁO CÁO
Kết quả công tác phổ biến pháp luật
“Mỗi tuần một điều luật” năm 2020
Căn cứ Kế hoạch số 15/KH-UBND ngày 08/01/2020 của UBND tỉnh, Sở Tư pháp
báo cáo kết quả như sau:
I. KẾT QUẢ
Đã tổ chức 12 hội nghị.
Trên đây là Báo cáo của Sở Tư pháp./.
Nơi nhận:
- UBND tỉnh (b/c);
- Các phòng, đơn vị
thuộc Sở;
- Lưu: VT, PBPL.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lương Thị Hà
"""

DISPATCH = """ỦY BAN NHÂN DÂN
TỈNH BẠC LIÊU

Số: 812/UBND-KGVX
V/v tăng cường vệ sinh
trường học đầu năm

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Bạc Liêu, ngày 18 tháng 8 năm 2020

Kính gửi:
- Sở Giáo dục và Đào tạo;
- Ủy ban nhân dân các huyện,
thị xã, thành phố.
Thực hiện Công văn số 3021/BYT-MT ngày 04/8/2020 của Bộ Y tế, Ủy ban nhân dân tỉnh yêu cầu:
1. Tổng vệ sinh trước ngày 05/9/2020.

Nơi nhận:
- Như trên;
- Lưu: VT, KGVX.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Phan Thanh Duy
"""

BARE = """Số:      /KH-VPUB

Cao Bằng, ngày    tháng 9 năm 2021

KẾ HOẠCH

Tổ chức hội thao Văn phòng UBND tỉnh Cao Bằng

Thực hiện Kế hoạch số 5/KH-UBND ngày 11/02/2021 của UBND tỉnh, Văn phòng tổ chức hội thao.

Nơi nhận:
- Các phòng;
- Lưu: VT.

CHÁNH VĂN PHÒNG

Nông Văn Tuấn
"""

PARTY = """ĐẢNG BỘ TỈNH GIA LAI
HUYỆN ỦY CHƯ SÊ
*
Số 41-HD/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Gia Lai, ngày 07 tháng 3 năm 2022
HƯỚNG DẪN
Tổ chức sinh hoạt chuyên đề quý II
Căn cứ Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị, Huyện ủy hướng dẫn:
1. Nội dung.
Nơi nhận:
- Các chi bộ;
- Lưu Văn phòng Huyện ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Rơ Châm Phước
"""

APPENDIX = (
    REPORT
    + """\f
PHỤ LỤC
Danh mục hội nghị
(Kèm theo Báo cáo số 73/BC-STP ngày 06 tháng 02 năm 2021 của Sở Tư pháp)
UBND TỈNH LÂM ĐỒNG
SỞ NỘI VỤ
Số: 999/BC-SNV
Lâm Đồng, ngày 01 tháng 01 năm 2022
"""
)


def letter(text: str) -> Letter:
    return read_letter(read_plain(text))


def values(found: Letter) -> dict[str, object]:
    return {name: found.fields[name].value for name in FIELDS}


def test_report() -> None:
    found = letter(REPORT)
    assert values(found) == {
        "number": "73",
        "symbol": "BC-STP",
        "number_symbol": "73/BC-STP",
        "date": "2021-02-06",
        "place": "Lâm Đồng",
        "issuer_parent": "Ủy ban nhân dân tỉnh Lâm Đồng",
        "issuer": "Sở Tư pháp tỉnh Lâm Đồng",
        "province": "Lâm Đồng",
        "doc_type": "Báo cáo",
        "subject": "Kết quả công tác phổ biến pháp luật “Mỗi tuần một điều luật” năm 2020",
        "addressees": (),
        "signer_authority": "KT. GIÁM ĐỐC",
        "signer_title": "PHÓ GIÁM ĐỐC",
        "signer_name": "Lương Thị Hà",
        "recipients": ("UBND tỉnh (b/c)", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, PBPL"),
        "urgency": None,
        "secrecy": None,
        "incoming_number": None,
        "incoming_date": None,
    }
    assert found.kind == "report" and found.kind_confidence > 0.9
    assert not any(v.review for v in found.fields.values())


def test_dispatch_has_no_printed_type() -> None:
    found = letter(DISPATCH)
    doc_type = found.fields["doc_type"]
    assert (doc_type.value, doc_type.source) == ("Công văn", "inferred")
    assert doc_type.why
    assert found.kind == "dispatch"
    shown = values(found)
    assert shown["issuer"] == "Ủy ban nhân dân tỉnh Bạc Liêu"
    assert shown["issuer_parent"] is None
    assert shown["subject"] == "tăng cường vệ sinh trường học đầu năm"
    assert shown["addressees"] == (
        "Sở Giáo dục và Đào tạo",
        "Ủy ban nhân dân các huyện, thị xã, thành phố",
    )
    assert shown["signer_authority"] == "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH"
    assert shown["signer_title"] == "PHÓ CHỦ TỊCH"


def test_blank_number_and_day_and_no_header_block() -> None:
    found = letter(BARE)
    assert [found.fields[f].source for f in ("number", "number_symbol")] == ["blank", "blank"]
    assert found.fields["symbol"].value == "KH-VPUB"
    date = found.fields["date"]
    assert (date.value, date.source) == ("2021-09", "read")
    issuer = found.fields["issuer"]
    assert issuer.value == "Văn phòng Ủy ban nhân dân tỉnh Cao Bằng"
    assert issuer.source == "inferred" and "KH-VPUB" in (issuer.why or "")
    assert found.fields["province"].value == "Cao Bằng"
    assert found.kind == "plan"


def test_party_letter() -> None:
    found = letter(PARTY)
    shown = values(found)
    assert shown["number_symbol"] == "41-HD/HU"
    assert shown["symbol"] == "HD/HU"
    assert shown["issuer"] == "Huyện ủy Chư Sê"
    assert shown["issuer_parent"] == "Đảng bộ tỉnh Gia Lai"
    assert shown["signer_authority"] == "T/M BAN THƯỜNG VỤ"
    assert found.kind == "guideline"


PARTY_ORGAN = """{parent}
{organ}
*
Số 341-BC/BTCTU
ĐẢNG CỘNG SẢN VIỆT NAM
{place}, ngày 25 tháng 5 năm 2022
BÁO CÁO
Sơ kết 03 năm thực hiện phong trào thi đua
Kính gửi: Hội đồng Thi đua - Khen thưởng tỉnh
Thực hiện Kế hoạch số 12/KH-UBND, cơ quan báo cáo như sau:
"""


@pytest.mark.parametrize(
    ("parent", "organ", "place", "wanted"),
    [
        (
            "TỈNH ỦY LÀO CAI", "BAN TỔ CHỨC", "Lào Cai",
            ("Tỉnh ủy Lào Cai", "Ban Tổ chức Tỉnh ủy Lào Cai"),
        ),
        (
            "TỈNH ỦY LÀO CAI", "ỦY BAN KIỂM TRA", "Lào Cai",
            ("Tỉnh ủy Lào Cai", "Ủy ban Kiểm tra Tỉnh ủy Lào Cai"),
        ),
        (
            "THÀNH ỦY HẢI PHÒNG", "BAN DÂN VẬN", "Hải Phòng",
            ("Thành ủy Hải Phòng", "Ban Dân vận Thành ủy Hải Phòng"),
        ),
    ],
)  # fmt: skip
def test_organs_of_a_party_committee_bear_its_name(
    parent: str, organ: str, place: str, wanted: tuple[str, str]
) -> None:
    shown = values(letter(PARTY_ORGAN.format(parent=parent, organ=organ, place=place)))
    assert (shown["issuer_parent"], shown["issuer"]) == wanted


# lines over the number, place, parent and issuer in official words
UNDER = [
    (
        "ỦY BAN NHÂN DÂN\nXÃ TAM GIANG\nVĂN PHÒNG\nHỘI ĐỒNG NHÂN DÂN\nVÀ ỦY BAN NHÂN DÂN",
        "Tam Giang",
        (
            "Ủy ban nhân dân xã Tam Giang",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Tam Giang",
        ),
    ),
    (
        "ỦY BAN NHÂN DÂN\nHUYỆN MỘC CHÂU\nVĂN PHÒNG HĐND VÀ UBND", "Mộc Châu",
        (
            "Ủy ban nhân dân huyện Mộc Châu",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Mộc Châu",
        ),
    ),
    (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\nVĂN PHÒNG UBND", "Hà Nam",
        ("Ủy ban nhân dân tỉnh Hà Nam", "Văn phòng Ủy ban nhân dân tỉnh Hà Nam"),
    ),
    (
        "ĐẢNG BỘ TỈNH LONG AN\nĐẢNG ỦY KHỐI CÁC CƠ QUAN", "Tân An",
        ("Đảng bộ tỉnh Long An", "Đảng ủy Khối các cơ quan tỉnh Long An"),
    ),
    (
        "BỘ TƯ LỆNH\nBỘ ĐỘI BIÊN PHÒNG\nBỘ CHỈ HUY\nBỘ ĐỘI BIÊN PHÒNG TỈNH HÀ TĨNH", "Hà Tĩnh",
        ("Bộ Tư lệnh Bộ đội Biên phòng", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Hà Tĩnh"),
    ),
    (
        "BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI\nTỈNH KHÁNH HÒA", "Nha Trang",
        ("Bảo hiểm xã hội Việt Nam", "Bảo hiểm xã hội tỉnh Khánh Hòa"),
    ),
    (
        "TỔNG CỤC THI HÀNH ÁN DÂN SỰ\nCỤC THI HÀNH ÁN DÂN SỰ\nTỈNH BÌNH THUẬN", "Phan Thiết",
        ("Tổng cục Thi hành án dân sự", "Cục Thi hành án dân sự tỉnh Bình Thuận"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "place", "wanted"), UNDER)
def test_bodies_are_named_after_those_over_them(
    lines: str, place: str, wanted: tuple[str, str]
) -> None:
    report = PARTY_ORGAN.replace(
        "{parent}\n{organ}\n*\nSố 341-BC/BTCTU\nĐẢNG CỘNG SẢN VIỆT NAM",
        f"{lines}\nSố: 341/BC-VP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    )
    shown = values(letter(report.format(place=place)))
    assert (shown["issuer_parent"], shown["issuer"]) == wanted


def test_a_second_header_in_an_appendix_does_not_win() -> None:
    found = letter(APPENDIX)
    assert found.fields["number_symbol"].value == "73/BC-STP"
    assert found.fields["date"].value == "2021-02-06"
    assert found.fields["issuer"].value == "Sở Tư pháp tỉnh Lâm Đồng"
    kinds = {z.kind for z in found.zones}
    assert {"appendix", "attached_to"} <= kinds


def test_a_caption_that_says_the_same_makes_number_and_date_surer() -> None:
    alone, confirmed = letter(REPORT), letter(APPENDIX)
    for name in ("number", "date"):
        assert confirmed.fields[name].confidence > alone.fields[name].confidence
        assert "Kèm theo" in (confirmed.fields[name].why or "")


def test_a_caption_that_says_otherwise_sends_it_to_a_person() -> None:
    found = letter(
        APPENDIX.replace("ngày 06 tháng 02 năm 2021 của", "ngày 16 tháng 02 năm 2021 của")
    )
    assert found.fields["date"].value == "2021-02-06"
    assert found.fields["date"].review and "2021-02-16" in (found.fields["date"].why or "")


def test_a_caption_of_another_letter_says_nothing() -> None:
    other = APPENDIX.replace("số 73/BC-STP ngày 06", "số 70/QĐ-BTP ngày 01")
    assert letter(other).fields["date"] == letter(REPORT).fields["date"]


def test_a_letter_older_than_what_it_cites_is_doubted() -> None:
    found = letter(REPORT.replace("08/01/2020", "08/03/2021"))
    assert found.fields["date"].value == "2021-02-06"
    assert found.fields["date"].review


def test_a_type_that_gainsays_the_symbol_is_doubted() -> None:
    found = letter(REPORT.replace("73/BC-STP", "73/KH-STP"))
    assert found.fields["doc_type"].value == "Báo cáo"
    assert found.fields["doc_type"].review
    assert found.kind_confidence < 0.85


def test_a_covered_slash_means_the_number_was_there() -> None:
    found = letter(REPORT.replace("Số: 73/BC-STP", "Số:  BC-S TP"))
    assert found.fields["number"].source == "unreadable" and found.fields["number"].review
    assert found.fields["symbol"].value == "BC-STP"


def test_zones_do_not_lose_the_letters_own_number() -> None:
    transcript = read_plain(APPENDIX)
    zones = read_letter(transcript).zones
    number = next(z for z in zones if z.kind == "number")
    assert transcript.quote(number.span) == "Số: 73/BC-STP"
    caption = next(z for z in zones if z.kind == "attached_to")
    assert transcript.quote(caption.span).startswith("(Kèm theo Báo cáo số 73/BC-STP")
    body = next(z for z in zones if z.kind == "body")
    assert "12 hội nghị" in transcript.quote(body.span)
    assert "Nơi nhận" not in transcript.quote(body.span)


def test_every_span_quotes_its_raw() -> None:
    transcript = read_plain(REPORT)
    for name, value in read_letter(transcript).fields.items():
        if value.source == "read" and value.span is not None and value.raw is not None:
            quoted = transcript.quote(value.span).split()
            assert value.raw.split() == quoted, name


@pytest.mark.parametrize("text", ["", "\f\f", "Chào các anh chị.", "1\n2\n3", "Số:", "Nơi nhận:"])
def test_no_letter_at_all(text: str) -> None:
    found = letter(text)
    assert set(found.fields) == set(FIELDS)
    assert found.kind == "unknown" or found.kind_confidence < 0.85
    assert found.fields["number"].value is None


def test_same_input_same_answer() -> None:
    assert letter(APPENDIX) == letter(APPENDIX)


@pytest.mark.parametrize(
    ("line", "motto"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("CÔNG HÒA XẢ HỘI CHỦ NGHIA VIỆTNAM", True),
        ("ĐẢNG CÔNG SÀN VIÊT NAM ---", True),
        ("ĐẢNG CỘNGSẢN VIỆT NAM", True),
        ("ĐOÀN TNCS HÒ CHÍ MINH", True),
        ("NÔNG DÂN VIỆT NAM", False),
        ("CÔNG ĐOÀN VIỆT NAM", False),
        ("ĐƯỜNG SẮT VIỆT NAM", False),
        ("HÀNG KHÔNG VIỆT NAM", False),
        ("THÀNH PHỐ HỒ CHÍ MINH", False),
    ],
)
def test_a_body_that_bears_the_country_is_no_motto(line: str, motto: bool) -> None:
    assert is_motto(fold(line)) is motto
