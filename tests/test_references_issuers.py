"""Whose a cited text is, and of what type: tables of (text, wanted)."""

from __future__ import annotations

import pytest

from pipeline.references import find
from tests.reference_texts import found_in, letter, one, symbols

Row = tuple[str, list[str]]

ISSUERS = [
    # printed after, in full and short
    ("Quyết định số 733/QĐ-TTg của Thủ tướng Chính phủ", "Thủ tướng Chính phủ", False),
    ("Chỉ thị số 34-CT/TW của Bộ Chính trị về đổi mới", "Bộ Chính trị", False),
    ("Chỉ thị số 42-CT/TW ngày 16/8/2010 của Ban Bí thư", "Ban Bí thư", False),
    ("Kế hoạch số 9/KH-UBND của UBND tỉnh về tuyên truyền", "Ủy ban nhân dân tỉnh Sơn La", False),
    ("Kế hoạch số 9/KH-UBND của UBND tỉnh Ban hành Quy chế", "Ủy ban nhân dân tỉnh Sơn La", False),
    ("Kế hoạch số 9/KH-UBND của UBND tỉnh Hòa Bình.", "Ủy ban nhân dân tỉnh Hòa Bình", False),
    ("Kế hoạch số 9/KH-UBND của UBND TP. Hà Nội", "Ủy ban nhân dân thành phố Hà Nội", False),
    ("Hướng dẫn số 8/HD-SNV của Sở Nội vụ hướng dẫn sơ kết", "Sở Nội vụ tỉnh Sơn La", False),
    ("Công văn số 8/SLĐTBXH-VP của Sở Lao động - Thương binh\nvà Xã hội về việc",
     "Sở Lao động - Thương binh và Xã hội tỉnh Sơn La", False),
    ("Kế hoạch số 3/KH-SVHTTDL của Sở Văn hóa, Thể thao và Du lịch, các đơn vị",
     "Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn La", False),
    ("Công văn số 5/BTĐKT-II của Ban Thi đua\n– Khen thưởng Trung ương, về việc",
     "Ban Thi đua - Khen thưởng Trung ương", False),
    ("Nghị quyết số 4/NQ-HĐND của HĐND tỉnh quy định", "Hội đồng nhân dân tỉnh Sơn La", False),
    ("Kế hoạch số 6/KH-VPUB của Văn phòng UBND tỉnh",
     "Văn phòng Ủy ban nhân dân tỉnh Sơn La", False),
    ("Nghị quyết số 02-NQ/TU của Tỉnh ủy về", "Tỉnh ủy Sơn La", False),
    # printed in front
    ("UBND tỉnh đã ban hành Kế hoạch số 9/KH-UBND", "Ủy ban nhân dân tỉnh Sơn La", False),
    ("đề nghị của Bộ Nội vụ tại Tờ trình số 9/TTr-BNV", "Bộ Nội vụ", False),
    # known from the symbol
    ("Quyết định số 733/QĐ-TTg ngày 14/6/2019", "Thủ tướng Chính phủ", True),
    ("Nghị định số 91/2017/NĐ-CP quy định chi tiết", "Chính phủ", True),
    ("Thông tư số 12/2019/TT-BNV", "Bộ Nội vụ", True),
    ("Kế hoạch số 9/KH-UBND", "Ủy ban nhân dân tỉnh Sơn La", True),
    ("Hướng dẫn số 8/HD-SNV", "Sở Nội vụ tỉnh Sơn La", True),
    # not known: the Party's TW are three bodies, BTĐKT is a central and a local one
    ("Chỉ thị số 34-CT/TW", None, True),
    ("Hướng dẫn số 8/HD-BTĐKT", None, True),
    ("Công văn số 8/ABC-XY", None, True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "inferred"), ISSUERS)
def test_issuers(text: str, wanted: str | None, inferred: bool) -> None:
    found = found_in(text)
    assert [r.issuer for r in found] == [wanted]
    assert found[0].issuer_inferred == (inferred and wanted is not None)


def test_without_a_home_no_province_is_guessed() -> None:
    assert one("Kế hoạch số 9/KH-UBND").issuer is None
    hanoi = letter(issuer="Ủy ban nhân dân thành phố Hà Nội", province="Hà Nội")
    (found,) = found_in("Kế hoạch số 9/KH-UBND của UBND Thành phó về thi đua", hanoi)
    assert found.issuer == "Ủy ban nhân dân thành phố Hà Nội"
    assert one("Kế hoạch số 9/KH-UBND của UBND tỉnh").issuer == "Ủy ban nhân dân tỉnh"


def test_a_district_means_its_own_council() -> None:
    by = letter(issuer="Ủy ban nhân dân huyện Mường La", province="Sơn La")
    found = found_in("Kế hoạch số 9/KH-UBND của UBND huyện; Kế hoạch số 8/KH-UBND", by)
    assert [r.issuer for r in found] == ["Ủy ban nhân dân huyện Mường La"] * 2


OWN_BODIES = [
    # codes of the letter's own symbol, its own district's party, "the School" in a school's letter
    ("Kế hoạch số 9/KH-THPTBC", "Trường THPT Bắc Chung", True),
    ("Kế hoạch số 9/KH-CĐT của Công đoàn Trường", "Công đoàn Trường THPT Bắc Chung", False),
    ("Hiệu trưởng ban hành Kế hoạch số 9/KH-THPTBC", "Trường THPT Bắc Chung", True),
    ("Kế hoạch số 9/KH-SGDĐT của Giám đốc Sở GDĐT", "Sở Giáo dục và Đào tạo tỉnh Sơn La", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "inferred"), OWN_BODIES)
def test_the_letter_s_own_bodies(text: str, wanted: str, inferred: bool) -> None:
    university = letter(number_symbol="8/BC-ĐHHĐ", issuer="Trường Đại học Hồng Đức")
    assert found_in("Kế hoạch số 9/KH-ĐvHĐ", university)[0].symbol == "9/KH-ĐHHĐ"
    assert found_in("Kế hoạch số 9/KH-ĐHHN", university)[0].symbol == "9/KH-ĐHHN"
    own = letter(number_symbol="8/BC-DCT", issuer="Trường Đại học Công Thương")
    assert found_in("Quyết định số 9/QĐ-DCT", own)[0].symbol == "9/QĐ-DCT"
    assert found_in("Quyết định số 9/QĐ-DCT")[0].symbol == "9/QĐ-ĐCT"
    school = letter(issuer="Trường THPT Bắc Chung", province="Sơn La", symbol="BC-THPTBC")
    (found,) = found_in(text, school)
    assert (found.issuer, found.issuer_inferred) == (wanted, inferred)


def test_a_district_s_party_committee() -> None:
    by = letter(issuer="Ủy ban nhân dân huyện Mường La", province="Sơn La")
    assert found_in("Nghị quyết số 26-NQ/HU", by)[0].issuer == "Huyện ủy Mường La"
    assert found_in("Nghị quyết số 26-NQ/HU")[0].issuer is None


def test_a_sentence_ends_an_issuer() -> None:
    text = "Quyết định số 7/QĐ-BNV của Bộ Nội vụ. Tham mưu kịp thời"
    assert one(text).issuer == "Bộ Nội vụ"


def test_places_are_written_officially() -> None:
    rows = {
        "Kế hoạch số 9/KH-SYT của Sở Y tế Kiên Giang": "Sở Y tế tỉnh Kiên Giang",
        "Kế hoạch số 9/KH-UBND của Ủy ban nhân dân Thành phó Hà Nội":
            "Ủy ban nhân dân thành phố Hà Nội",
        "Thông tư số 9/2025/TT-BCA của BỘ TRƯỞNG BỘ CÔNG AN Điều 5": "Bộ Công an",
    }  # fmt: skip
    for text, wanted in rows.items():
        assert one(text).issuer == wanted


def test_half_a_name_is_no_issuer() -> None:
    rows = {
        "Công văn số 348/KSTT-VP của Cục Kiểm soát thủ tục hành chính về":
            "Cục Kiểm soát thủ tục hành chính",
        "Công văn số 348/KSTT-VP của Hội nghị lần thứ 2": None,
        "Công văn số 348/KSTT-VP của Cục.": None,
    }  # fmt: skip
    for text, wanted in rows.items():
        assert one(text).issuer == wanted


def test_issuer_in_front_holds_for_the_rest_of_a_list() -> None:
    text = (
        "Ủy ban nhân dân thành phố Hà Nội tại Tờ trình số 83/TTr-UBND ngày 31/3/2026, "
        "các văn bản số 1407/UBND-NNMT ngày 05/4/2026, số 1446/UBND-NNMT ngày 07/4/2026"
    )
    assert {r.issuer for r in find(text)} == {"Ủy ban nhân dân thành phố Hà Nội"}


def test_a_printed_stroke_is_kept() -> None:
    assert symbols("Hướng dẫn số 15/HD-CĐT, Quyết định số 9/QĐ-CDT") == ["15/HD-CĐT", "9/QĐ-CĐT"]
    assert symbols("Quyết định số 9/QĐ-CDT") == ["9/QĐ-CDT"]


def test_joint_texts_have_no_single_issuer() -> None:
    assert one("Chương trình số 18/CTPH-BNV-BYT").issuer is None


def test_a_code_read_without_its_stroke_is_the_one_printed_elsewhere() -> None:
    found = find("Công văn số 436/TTg-CĐS; Công văn số 440/TTg-CDS")
    assert [r.symbol for r in found] == ["436/TTg-CĐS", "440/TTg-CĐS"]
    assert found[1].mentions[0].repairs == ("CDS→CĐS",)


def test_a_date_after_the_letter_s_own_is_reported() -> None:
    by = letter(issuer="Sở Nội vụ", date="2022-05-05")
    (found,) = found_in("Tờ trình số 9/TTr-SXD ngày 10/4/2096", by)
    assert any("sau ngày" in f for f in found.findings)
    assert not found_in("Tờ trình số 9/TTr-SXD ngày 10/4/2022", by)[0].findings


def test_laws_unknown_by_name_need_a_sign() -> None:
    assert [r.name for r in find("theo Luật Nuôi ong, các hộ")] == ["Luật Nuôi ong"]
    assert find("ngành Luật Kinh tế 11") == ()
    assert one("Luật Tổ chức chính quyên địa phương năm 2015").name == (
        "Luật Tổ chức chính quyền địa phương năm 2015"
    )


def test_a_known_text_has_its_known_issuer() -> None:
    central = "Ban Thi đua - Khen thưởng Trung ương"
    assert one("Hướng dẫn số 544/HD-BTĐKT ngày 23/3/2022").issuer == central
    assert one("Hướng dẫn số 544/HD-BTĐKT ngày 23/3/2021").issuer is None


def test_issuer_of_a_list_is_shared() -> None:
    text = (
        "Kế hoạch số 12/KH-UBND ngày 05/01/2020, số 15/KH-UBND ngày 07/02/2020 của UBND tỉnh Hà Nam"
    )
    assert {r.issuer for r in find(text)} == {"Ủy ban nhân dân tỉnh Hà Nam"}


TYPES = [
    ("Công văn số 3304/UBND-NC", "Công văn"),
    ("theo 3304/UBND-NC", "Công văn"),
    ("văn bản số 325/KH-UBND", "Kế hoạch"),
    ("Công văn số 2191/CT-CS", "Công văn"),
    ("Luật số 06/2022/QH15", "Luật"),
    ("Bộ luật số 45/2019/QH14", "Bộ luật"),
    ("Nghị quyết số 206/2025/QH15", "Nghị quyết"),
    ("Tờ trình số 5/TT-SNV", "Tờ trình"),
    ("Chỉ thị số 5-CT/TU", "Chỉ thị"),
    ("Hợp đồng số 12/2019/HĐ-SNV", "Hợp đồng"),
]


@pytest.mark.parametrize(("text", "wanted"), TYPES)
def test_types(text: str, wanted: str) -> None:
    assert one(text).type == wanted
