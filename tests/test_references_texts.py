"""Which mentions are of one text, what they are about, and what is none."""

from __future__ import annotations

import pytest

from pipeline.records import Letter, Span, Zone
from pipeline.references import find, find_in
from tests.reference_texts import found_in, one, symbols

Row = tuple[str, list[str]]

LAWS: list[tuple[str, list[str | None]]] = [
    ("Luật Thi đua, khen thưởng năm 2013;", ["Luật Thi đua, khen thưởng năm 2013"]),
    ("Luật Thi đua - Khen thưởng và Luật Thi đua, khen thưởng năm 2013",
     ["Luật Thi đua, khen thưởng năm 2013"]),
    ("một số điều của Luật Cán bộ, công chức và Luật Viên chức,",
     ["Luật Cán bộ, công chức", "Luật Viên chức"]),
    ("Bộ luật Lao động năm 2019 và Hiến pháp năm 2013",
     ["Bộ luật Lao động năm 2019", "Hiến pháp năm 2013"]),
    ("Luật sư, pháp luật, luật pháp, Phòng Luật", []),
    ("Luật Thi đua, khen thưởng năm 2003 và Luật Thi đua, khen thưởng năm 2022",
     ["Luật Thi đua, khen thưởng năm 2003", "Luật Thi đua, khen thưởng năm 2022"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LAWS)
def test_laws_by_name(text: str, wanted: list[str | None]) -> None:
    assert [r.name for r in find(text)] == wanted
    assert all(r.symbol is None and r.confidence <= 0.97 for r in find(text))


def test_law_with_name_and_number_is_one() -> None:
    text = (
        "Luật Thi đua, khen thưởng (Luật số 06/2022/QH15) thay thế luật cũ;\n"
        "theo Luật Thi đua, khen thưởng"
    )
    law = one(text)
    assert (law.symbol, law.name, law.type) == ("06/2022/QH15", "Luật Thi đua, khen thưởng", "Luật")
    assert len(law.mentions) == 2


def test_short_mentions_join_the_full_citation() -> None:
    text = (
        "Kế hoạch số 179/KH-UBND ngày 02/8/2019 của UBND tỉnh Sơn La. Thực hiện Kế hoạch số 179, "
        "các sở đã làm. Kế hoạch 179 nêu rõ. Kế hoạch 179 ngày 02/8/2019. Kế hoạch 5 năm."
    )
    plan = one(text)
    assert (plan.symbol, len(plan.mentions)) == ("179/KH-UBND", 4)


def test_short_mention_of_another_type_or_day_is_another_text() -> None:
    found = find("Kế hoạch số 179/KH-UBND ngày 02/8/2019. Quyết định số 179 ngày 05/9/2020.")
    assert [(r.symbol, r.type, r.name) for r in found] == [
        ("179/KH-UBND", "Kế hoạch", None),
        (None, "Quyết định", "Quyết định số 179"),
    ]


def test_known_decision_is_recognised_by_number_and_date() -> None:
    reference = one("Quyết định 733 ngày 14 tháng 6 năm 2019 của Thủ tướng Chính phủ")
    assert reference.symbol == "733/QĐ-TTg"
    assert reference.mentions[0].repairs
    assert one("Quyết định 733 ngày 15 tháng 7 năm 2019").symbol is None


def test_decree_is_completed_from_number_and_year() -> None:
    assert one("theo Nghị định 30/2020 của Chính phủ").symbol == "30/2020/NĐ-CP"
    assert find("theo Thông tư 12/2019") == ()  # several bodies issue circulars


def test_mentions_are_counted_and_numbers_compared_without_zeros() -> None:
    reference = one("Kế hoạch số 05/KH-UBND; Kế hoạch số 5/KH-UBND; Kế hoạch số 05/KH- UBND")
    assert len(reference.mentions) == 3
    assert reference.symbol == "05/KH-UBND"


def test_better_read_mention_names_the_text() -> None:
    text = "Tờ trình số 4017/TT:-BNNMT ngày 23/4/2026. Theo Tờ trình 4017/TTr-BNNMT ngày 23/4/2026."
    assert one(text).symbol == "4017/TTr-BNNMT"


CONTRADICTIONS = [
    # one component of the date differs: one text, and a finding
    ("Kế hoạch số 9/KH-UBND ngày 05/3/2020. Kế hoạch số 9/KH-UBND ngày 05/4/2020.",
     1, "ngày khác nhau"),
    ("Quyết định số 733/QĐ-TTg ngày 14/6/2019. Quyết định số 733/QĐ-TTg ngày 14/6/2018.",
     1, "ngày khác nhau"),
    # numbers start again each year: two texts
    ("Kế hoạch số 9/KH-UBND ngày 05/3/2020. Kế hoạch số 9/KH-UBND ngày 17/4/2021.", 2, None),
    # the same number of another office
    ("Kế hoạch số 9/KH-UBND của UBND tỉnh Hà Nam; Kế hoạch số 9/KH-UBND của UBND tỉnh Lào Cai",
     2, None),
    # the year in the symbol
    ("Nghị định số 91/2017/NĐ-CP ngày 31/7/2018", 1, "không khớp với năm"),
    # no such day
    ("Quyết định số 7/QĐ-UBND ngày 31/6/2019", 1, "Không có ngày"),
    # the printed type
    ("Kế hoạch số 733/QĐ-TTg", 1, "Ghi là Kế hoạch"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "texts", "finding"), CONTRADICTIONS)
def test_contradictions_are_reported(text: str, texts: int, finding: str | None) -> None:
    found = find(text)
    assert len(found) == texts
    told = [f for r in found for f in r.findings]
    assert any(finding in f for f in told) if finding else not told


SUBJECTS = [
    ("Kế hoạch số 9/KH-UBND về việc tổ chức thi đua; các sở", "về việc tổ chức thi đua"),
    ("Quyết định số 9/QĐ-UBND phê duyệt Đề án “Một cửa, một cấp” của tỉnh. Các sở",
     "phê duyệt Đề án “Một cửa, một cấp” của tỉnh"),
    ("Kế hoạch số 9/KH-UBND về thi đua và Quyết định số 8/QĐ-UBND", "về thi đua"),
    ("Kế hoạch số 9/KH-UBND, các sở đã triển khai", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SUBJECTS)
def test_subjects(text: str, wanted: str | None) -> None:
    assert find(text)[0].about == wanted


OWN = [
    # the header of the letter, with the number printed or filled in, on any page
    "SỞ NỘI VỤ\nSố: 127/BC-SNV\nSơn La, ngày 05 tháng 6 năm 2022\nBÁO CÁO",
    "SỞ NỘI VỤ\nSố:3304/UBND - NC\n",
    "BÁO CÁO\n\fSỞ NỘI VỤ\nSố: 44/BC-SNV\n",
    # its own number anywhere
    "Thân bài.\n" * 20 + "(theo Báo cáo số 127/BC-SNV)",
    # a caption over an appendix
    "PHỤ LỤC\n(Kèm theo Hướng dẫn số 544 /HD-SNV ngày 23 tháng 3 năm 2022\ncủa Sở Nội vụ)\n",
    "(Ban hành kèm theo Quyết định số 12/QĐ-SNV ngày 01/02/2022)\n",
    # an incoming stamp
    "ĐẾN\nSố: 8812/CV-VP\nNgày: 05/6/2022\n",
]


@pytest.mark.parametrize("text", OWN)
def test_own_numbers_are_no_references(text: str) -> None:
    assert found_in(text) == ()


def test_text_in_force_with_a_cited_decision_is_a_reference() -> None:
    text = "Quy chế ban hành kèm theo Quyết định số 35/2019/QĐ-UBND ngày 11/11/2019 của UBND tỉnh"
    assert symbols(text) == ["35/2019/QĐ-UBND"]


def test_body_lines_that_begin_with_a_number_are_references() -> None:
    text = "A\n\fthực hiện Chỉ thị\nsố 16/CT-TTg ngày 20/5/2024 của Thủ tướng Chính phủ"
    assert symbols(text) == ["16/CT-TTg"]


def test_zones_of_the_letter_are_left_out() -> None:
    from pipeline.language import plain_transcript

    text = "8812/SNV-VP\n" + "Nội dung\n" * 20 + "8813/SNV-VP"
    transcript = plain_transcript(text)
    end = text.index("8813")
    zones = (Zone("incoming", Span(end, len(text))), Zone("number", Span(0, 11)))
    assert find_in(transcript, Letter("report", 1.0, {}, zones)) == ()
    assert [r.symbol for r in find_in(transcript)] == ["8812/SNV-VP", "8813/SNV-VP"]


def test_a_lone_symbol_under_a_motto_is_the_header_s() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    assert find("SỞ NỘI VỤ\n442 /SNV-TCCC\n" + motto) == ()
    assert symbols("SỞ NỘI VỤ\n442 /SNV-TCCC\n") == ["442/SNV-TCCC"]


def test_order_and_places() -> None:
    text = "Kế hoạch số 2/KH-UBND.\n\fKế hoạch số 1/KH-UBND. Kế hoạch số 2/KH-UBND."
    found = find(text)
    assert [r.symbol for r in found] == ["2/KH-UBND", "1/KH-UBND"]
    assert [[p.page for m in r.mentions for p in m.places] for r in found] == [[1, 2], [2]]


def test_decomposed_text_keeps_its_own_offsets() -> None:
    import unicodedata

    text = unicodedata.normalize(
        "NFD", "thực hiện Quyết định số 733/QĐ-TTg của Thủ tướng Chính phủ"
    )
    reference = one(text)
    mention = reference.mentions[0]
    assert (reference.symbol, reference.issuer) == ("733/QĐ-TTg", "Thủ tướng Chính phủ")
    assert mention.raw == text[mention.span.start : mention.span.end]
    assert unicodedata.normalize("NFC", mention.raw).startswith("Quyết định số 733")
