"""Bodies and signers that a first set of letters did not hold: committees of the Front and the
Party, telegrams of a chairman, schools and wards, military ranks, acting heads, long offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.knowledge.issuers import is_unit, organ_named
from pipeline.knowledge.names import degrees
from pipeline.letter import read_letter
from pipeline.letter.issuer import initials_of, name_body
from pipeline.letter.names import family_lost, name_like, name_text
from pipeline.letter.offices import authority_text, title_text
from pipeline.letter.spelt import as_written
from pipeline.letter.unit import heard_unit
from pipeline.reading.plain import read_plain
from pipeline.records import Transcript, Value
from tests.letter_paper import LETTER, STEP, Placed, body, header, page

DATE = "Yên Bái, ngày 14 tháng 6 năm 2024"


def sheet(
    issuer: Sequence[str],
    number: str = "Số: 41 /TB-X",
    *,
    date: str = DATE,
    title: Sequence[str] = ("THÔNG BÁO", "Kết quả phối hợp năm 2024"),
    closing: Sequence[Placed] = (),
    sent: Sequence[str] = ("- Như trên;", "- Lưu: VT."),
) -> Transcript:
    """A scanned page: header, title lines about the middle, text, recipients, signature."""
    lines = [
        *header(issuer, number, date),
        *((0.53 - len(t) * LETTER / 2, 0.24 + i * STEP, t) for i, t in enumerate(title)),
        *body(0.36),
        (0.13, 0.56, "Nơi nhận:"),
        *((0.13, 0.58 + i * STEP, line) for i, line in enumerate(sent)),
        *closing,
    ]
    return page(lines)


def fields(made: Transcript) -> dict[str, Value]:
    return dict(read_letter(made).fields)


# --- who wrote ---


@pytest.mark.parametrize(
    ("printed", "issuer", "parent"),
    [
        # an organ that says nothing without the body over it
        (
            ("ỦY BAN MẶT TRẬN TỔ QUỐC", "VIỆT NAM TỈNH YÊN BÁI", "BAN THƯỜNG TRỰC"),
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Yên Bái",
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Yên Bái",
        ),
        (
            ("HỘI ĐỒNG NHÂN DÂN", "TỈNH YÊN BÁI", "THƯỜNG TRỰC"),
            "Thường trực Hội đồng nhân dân tỉnh Yên Bái",
            "Hội đồng nhân dân tỉnh Yên Bái",
        ),
        # an office over the body that it heads: one issuer, no parent
        (
            ("CHỦ TỊCH", "ỦY BAN NHÂN DÂN", "TỈNH YÊN BÁI"),
            "Chủ tịch Ủy ban nhân dân tỉnh Yên Bái",
            None,
        ),
        # bodies that are headed by an office in their own names
        (("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ", None),
        # a body of each province, its province on the line over it
        (
            ("LIÊN ĐOÀN LAO ĐỘNG", "TỈNH YÊN BÁI", "CÔNG ĐOÀN CÁC", "KHU CÔNG NGHIỆP"),
            "Công đoàn các khu công nghiệp tỉnh Yên Bái",
            "Liên đoàn Lao động tỉnh Yên Bái",
        ),
        # a hyphen that OCR put into a name
        (("SỞ Y-TẾ", "TỈNH YÊN BÁI"), "Sở Y tế tỉnh Yên Bái", None),
        (("SỞ Y-TẾ YÊN BÁI",), "Sở Y tế tỉnh Yên Bái", None),
        # tax offices since July 2025
        (("CỤC THUẾ", "THUẾ TỈNH YÊN BÁI"), "Thuế tỉnh Yên Bái", "Cục Thuế"),
    ],
)
def test_issuer_and_parent(printed: Sequence[str], issuer: str, parent: str | None) -> None:
    found = fields(sheet(printed))
    assert found["issuer"].value == issuer
    assert found["issuer_parent"].value == parent


def test_an_office_over_its_body_gives_the_symbol_its_letters() -> None:
    named = name_body(_rows("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH YÊN BÁI"), None, None, "")
    assert "CTUBND" in initials_of(named)
    found = fields(sheet(("CHỦ TỊCH", "ỦY BAN NHÂN DÂN", "TỈNH YÊN BÁI"), "Số: 09 /CĐ-CTUBND"))
    assert found["symbol"].value == "CĐ-CTUBND"


def _rows(text: str) -> list:  # type: ignore[type-arg]
    from pipeline.letter.rows import row_of

    made = page([(0.14, 0.06, text)])
    return [row_of(made, made.words)]


@pytest.mark.parametrize(
    ("place", "review"),
    [
        ("Tân Phú", False),  # the ward bears the name of the place it writes from
        ("Yên Bái", True),  # nothing but capitals says how it is written
    ],
)
def test_a_commune_is_sure_where_its_place_says_the_same(place: str, review: bool) -> None:
    date = DATE.replace("Yên Bái", place)
    value = fields(sheet(("ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN PHÚ"), date=date))["issuer"]
    assert value.value == "Ủy ban nhân dân phường Tân Phú"
    assert value.review is review
    assert ("địa danh cùng tên" in str(value.why)) is not review


def test_a_place_does_not_confirm_what_is_known_anyhow() -> None:
    value = fields(sheet(("SỞ Y TẾ", "TỈNH YÊN BÁI")))["issuer"]
    assert not value.review and "địa danh" not in str(value.why)


PLAIN = """SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH YÊN BÁI
TRƯỜNG THPT CHUYÊN
PHAN BỘI CHÂU
Số: 12/TB-PBC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Yên Bái, ngày 19 tháng 6 năm 2024
THÔNG BÁO
Tuyển sinh vào lớp 10
{text}
Nơi nhận:
- Lưu: VT.
"""


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        # short in the text, too: written out it is the same name
        (
            "Trường THPT chuyên Phan Bội Châu thông báo.",
            "Trường Trung học phổ thông chuyên Phan Bội Châu",
        ),
        # only the name in it comes again
        (
            "Giải thưởng Phan Bội Châu được trao hằng năm.",
            "Trường Trung học phổ thông chuyên Phan Bội Châu",
        ),
        # nothing tells
        ("Nhà trường thông báo.", "Trường Trung học phổ thông chuyên phan bội châu"),
    ],
)
def test_a_schools_name_is_written_as_the_text_has_it(text: str, issuer: str) -> None:
    found = read_letter(read_plain(PLAIN.format(text=text))).fields
    assert found["issuer"].value == issuer


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("Công ty cao su chư prông", "mủ của Chư Prông", "Công ty cao su Chư Prông"),
        # written small elsewhere: no name
        ("Trung tâm cao su", "Cao Su và cao su", "Trung tâm cao su"),
        ("Sở Y tế", "Sở Y Tế", "Sở Y tế"),
    ],
)
def test_as_written(name: str, text: str, written: str) -> None:
    assert as_written(name, text) == written


def test_organs_and_units() -> None:
    assert organ_named("BAN THƯỜNG TRỰC") == "Ban Thường trực"
    assert organ_named("BAN THƯỜNG TRỰC HỘI ĐỒNG") is None
    assert is_unit("Phường") and is_unit("thị xã") and not is_unit("sở")


# --- place and number of the Party ---


def party(number: str, date: str) -> Transcript:
    """The Party's motto is shorter than the line of place and date under it."""
    lines = [
        (0.18, 0.06, "TỈNH ỦY NINH BÌNH"),
        (0.22, 0.08, "*"),
        (0.16, 0.11, number),
        (0.60, 0.06, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (0.53, 0.11, date),
        (0.48, 0.20, "BÁO CÁO"),
        (0.36, 0.22, "công tác xây dựng Đảng quý II"),
        *body(0.28),
    ]
    return page(lines)


@pytest.mark.parametrize(
    ("number", "symbol"),
    [
        ("Số 341-BC/TU", "BC/TU"),
        # the dash was lost between a written number and the type
        ("Số 341 BC/TU", "BC/TU"),
    ],
)
def test_a_date_wider_than_the_motto_stays_whole(number: str, symbol: str) -> None:
    found = fields(party(number, "Ninh Bình, ngày 16 tháng 5 năm 2022"))
    assert found["place"].value == "Ninh Bình" and found["place"].raw == "Ninh Bình"
    assert found["symbol"].value == symbol
    assert found["date"].place is not None


# --- what it is about ---


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        # a subject in capitals goes on in them
        (
            ("BÁO CÁO", "KẾT QUẢ THỰC HIỆN PHONG TRÀO THI ĐUA", "YÊU NƯỚC NĂM 2024"),
            "KẾT QUẢ THỰC HIỆN PHONG TRÀO THI ĐUA YÊU NƯỚC NĂM 2024",
        ),
        # until who decides
        (
            ("QUYẾT ĐỊNH", "BAN HÀNH QUY CHẾ LÀM VIỆC", "BỘ TRƯỞNG BỘ XÂY DỰNG"),
            "BAN HÀNH QUY CHẾ LÀM VIỆC",
        ),
        (
            ("QUYẾT ĐỊNH", "BAN HÀNH QUY CHẾ LÀM VIỆC", "HIỆU TRƯỞNG TRƯỜNG CAO ĐẲNG NGHỀ"),
            "BAN HÀNH QUY CHẾ LÀM VIỆC",
        ),
        (("QUYẾT ĐỊNH", "Ban hành Quy chế làm việc", "GIÁM ĐỐC SỞ XÂY DỰNG"),
         "Ban hành Quy chế làm việc"),
        # who calls in a telegram
        (("CÔNG ĐIỆN", "Về việc ứng phó với lũ quét", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:"),
         "Về việc ứng phó với lũ quét"),
    ],
)  # fmt: skip
def test_where_a_subject_ends(title: Sequence[str], subject: str) -> None:
    assert fields(sheet(("SỞ XÂY DỰNG", "TỈNH YÊN BÁI"), title=title))["subject"].value == subject


# --- who signs ---


def signed(*right: tuple[float, str]) -> dict[str, Value]:
    """Rows of a signer's block about their middle; numbers are lines under the first."""
    closing = [(0.70 - len(t) * LETTER / 2, 0.56 + n * STEP, t) for n, t in right]
    return fields(sheet(("SỞ XÂY DỰNG", "TỈNH YÊN BÁI"), closing=closing))


@pytest.mark.parametrize(
    ("rows", "authority", "title", "name"),
    [
        # an office wide enough to begin left of the signer's column
        (
            ((0, "KT. CHỈ HUY TRƯỞNG"), (1, "PHÓ CHỈ HUY TRƯỞNG - THAM MƯU TRƯỞNG"),
             (6, "Thượng tá Lò Văn Hùng")),
            "KT. CHỈ HUY TRƯỞNG", "PHÓ CHỈ HUY TRƯỞNG - THAM MƯU TRƯỞNG", "Thượng tá Lò Văn Hùng",
        ),
        # acting: the office is the signer's own
        (
            ((0, "TM. ỦY BAN NHÂN DÂN"), (1, "Q. CHỦ TỊCH"), (6, "Trịnh Xuân Hải")),
            "TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH", "Trịnh Xuân Hải",
        ),
        (((0, "Q. GIÁM ĐỐC"), (6, "Trịnh Xuân Hải")), None, "Q. GIÁM ĐỐC", "Trịnh Xuân Hải"),
        # a body named after the office, as where two bodies sign
        (
            ((0, "KT. GIÁM ĐỐC SỞ"), (1, "PHÓ GIÁM ĐỐC SỞ"), (6, "Cầm Văn Thới")),
            "KT. GIÁM ĐỐC SỞ", "PHÓ GIÁM ĐỐC SỞ", "Cầm Văn Thới",
        ),
        # capitals inside the seal, lines under the title
        (
            ((0, "KT. VỤ TRƯỞNG VỤ PHÁP CHẾ"), (1, "PHÓ VỤ TRƯỞNG"), (3.5, "MÔI TRƯỜNG"),
             (6, "Bùi Thanh Ngà")),
            "KT. VỤ TRƯỞNG VỤ PHÁP CHẾ", "PHÓ VỤ TRƯỞNG", "Bùi Thanh Ngà",
        ),
        # degrees run together
        (((0, "GIÁM ĐỐC"), (5, "ThS.BS. Dương Hữu Nhân")), None, "GIÁM ĐỐC",
         "ThS.BS. Dương Hữu Nhân"),
    ],
)  # fmt: skip
def test_signers(
    rows: tuple[tuple[float, str], ...], authority: str | None, title: str, name: str
) -> None:
    found = signed(*rows)
    assert found["signer_authority"].value == authority
    assert found["signer_title"].value == title
    assert found["signer_name"].value == name


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("GIÁM ĐỐC SỞ", "GIÁM ĐỐC SỞ"),
        ("CHỦ TỊCH HỘI", "CHỦ TỊCH HỘI"),
        ("VỤ TRƯỞNG VỤ", "VỤ TRƯỞNG"),  # the unit's name is lost, its first word says nothing
        ("Q. VIỆN TRƯỞNG", "Q. VIỆN TRƯỞNG"),
        ("GIÁM ĐỒC", "GIÁM ĐỐC"),
        ("TRƯỞNG PHÒNG KẾ HOẠCH TỔNG HỢP", "TRƯỞNG PHÒNG KẾ HOẠCH TỔNG HỢP"),
    ],
)
def test_title_text(text: str, title: str) -> None:
    assert title_text(text)[0] == title


def test_an_authority_keeps_the_body_it_names() -> None:
    assert authority_text("KT. GIÁM ĐỐC SỞ") == ("KT. GIÁM ĐỐC SỞ", 0.97)
    assert authority_text("KT.GIÁM ĐỐC")[0] == "KT. GIÁM ĐỐC"


@pytest.mark.parametrize(
    ("words", "many"),
    [
        ("ThS.BS. Dương Hữu Nhân", 1),
        ("PGS.TS Trần Thị Hà", 1),
        ("GS. TS. Trần Thị Hà", 2),
        ("Thượng tá Lò Văn Hùng", 2),
        ("Đại tá, ThS. Nguyễn Văn An", 3),
        ("Tạ Văn An", 0),
        ("Bá Thị Tá", 0),
    ],
)
def test_degrees_and_ranks(words: str, many: int) -> None:
    assert degrees(words.split()) == many


@pytest.mark.parametrize(
    ("text", "name", "least"),
    [
        ("ThS.BS. Dương Hữu Nhân", "ThS.BS. Dương Hữu Nhân", 1.0),
        ("Thượng tá Lò Văn Hùng", "Thượng tá Lò Văn Hùng", 1.0),
        ("x ThS. Nguyễn Văn An", "ThS. Nguyễn Văn An", 0.85),
        ("Tạ Văn An", "Tạ Văn An", 1.0),
    ],
)
def test_a_name_keeps_degree_and_rank(text: str, name: str, least: float) -> None:
    assert name_text(text) == (name, least)
    assert name_like(name) == 1.0 and not family_lost(name)


def test_a_rank_alone_is_no_name() -> None:
    assert name_like("Thượng tá") == 0.0


# --- to whom ---


@pytest.mark.parametrize(
    ("sent", "entries", "why"),
    [
        (("- Như trên;", "- Lưu: VT."), ("Như trên", "Lưu: VT"), None),
        # without its dash
        (("- Như trên;", "Lưu: VT, NN."), ("Như trên", "Lưu: VT, NN"), None),
        (("- Như trên;", "- Các sở."), ("Như trên", "Các sở"), "không kết thúc"),
        (("- Như trên;", "Lưu:"), ("Như trên", "Lưu"), "đọc thiếu"),
    ],
)
def test_recipients_end_with_what_is_kept(
    sent: Sequence[str], entries: tuple[str, ...], why: str | None
) -> None:
    value = fields(sheet(("SỞ XÂY DỰNG", "TỈNH YÊN BÁI"), sent=sent))["recipients"]
    assert value.value == entries
    assert value.review is (why is not None)
    assert why is None or why in str(value.why)


SYMBOL = Value("VKS-P8", "read", 0.9)


@pytest.mark.parametrize(
    ("symbol", "kept", "sure", "review"),
    [
        ("VKS-P8", "Lưu: VT, P8", 0.96, False),
        ("VKS-PB", "Lưu: VT, P8", 0.675, True),  # OCR takes one for the other
        ("VKS-P8", "Lưu: VT, P9", 0.9, False),  # another place: nothing is said
        ("KH-UBND", "Lưu: VT, UBNO", 0.9, False),  # a body's code is no unit
        ("12/QĐ", "Lưu: VT", 0.9, False),
    ],
)
def test_the_unit_is_told_twice(symbol: str, kept: str, sure: float, review: bool) -> None:
    value = heard_unit(replace(SYMBOL, value=symbol), ("Như trên", kept), ("VKS",))
    assert value.value == symbol
    assert value.confidence == pytest.approx(sure, abs=0.001)
    assert value.review is review


def test_a_list_without_what_is_kept_says_nothing_of_the_unit() -> None:
    assert heard_unit(SYMBOL, ("Như trên",), ()) is SYMBOL
    assert heard_unit(replace(SYMBOL, value=None), ("Lưu: VT, P8",), ()).value is None
