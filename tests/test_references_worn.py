"""Citations on worn copies: what is meant by codes whose marks and letters are half gone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import plain_transcript
from pipeline.records import Letter, Reference, Value
from pipeline.references import find_in
from pipeline.references.view import make_view
from pipeline.references.worn import Tail, in_clear, tail_at, worn_places
from tests.pace import least


def found(text: str, own: str | None = None) -> tuple[Reference, ...]:
    fields = {"symbol": Value(own, "read", 1.0)} if own else {}
    return find_in(plain_transcript(text), Letter("other", 1.0, fields, ()))


def symbols(text: str, own: str | None = None) -> list[str | None]:
    return [r.symbol for r in found(text, own)]


MENDED = [
    # the first slash lost, or read as a space, a stop, an apostrophe
    ("Chỉ thị số 09 CT-UBND ngày 05/3/2020", None, "09/CT-UBND"),
    ("Kế hoạch số 2214KH-UBND ngày 30/8/2019", None, "2214/KH-UBND"),
    ("Quyết định số 317 QĐ-SLĐTBXH ngày 02/4/2021", None, "317/QĐ-SLĐTBXH"),
    ("Kế hoạch số 46'KH-SCT ngày 14/01/2022", None, "46/KH-SCT"),
    # the second one, in the Party's style
    ("Chỉ thị số 28-CT TU ngày 11/12/2020", None, "28-CT/TU"),
    ("Kế hoạch số 92-KH'TU ngày 03/10/2020", None, "92-KH/TU"),
    ("Nghị quyết số 15-NQ ĐUK ngày 20/8/2019", "BC/ĐUK", "15-NQ/ĐUK"),
    # dirt in front of the number, within the codes, behind a dash
    ("Kế hoạch số .358/KH-UBND ngày 02/11/2020", None, "358/KH-UBND"),
    ("Quyết định số 120/QĐ-T.ANDTC ngày 19/6/2017", None, "120/QĐ-TANDTC"),
    ("Công văn số 917/SNV-<TĐKT ngày 16/5/2023", None, "917/SNV-TĐKT"),
    # letters that look alike
    ("Chỉ thị số 09 CI-UBND ngày 05/3/2020", None, "09/CT-UBND"),
    ("Quyết định số 221 QĐ-SENMT ngày 16/3/2021", "BC-STNMT", "221/QĐ-STNMT"),
    ("Quy định số 08-QĐi/PW ngày 25/10/2018", None, "08-QĐi/TW"),
    ("Quyết định số 1850 Đ-UBND ngày 30/9/2021", None, "1850/QĐ-UBND"),
    ("Luật số 94/2025/QHI5 ngày 27/6/2025", None, "94/2025/QH15"),
    # digits: an 8 read as the sign of a paragraph, a gap within, "số" misread
    ("Quyết định số §7/QĐ-UBND ngày 04/7/2018", None, "87/QĐ-UBND"),
    ("Kế hoạch xổ 1 560/KH-UBND ngày 04/10/2019", None, "1560/KH-UBND"),
]


@pytest.mark.parametrize(("text", "own", "wanted"), MENDED)
def test_worn_codes_are_mended_and_the_mend_is_told(
    text: str, own: str | None, wanted: str
) -> None:
    (reference,) = found(text, own)
    assert reference.symbol == wanted
    assert any(mention.repairs for mention in reference.mentions)
    assert reference.confidence < 0.96
    assert reference.mentions[0].raw in text


LEFT = [
    # one plausible symbol never becomes another
    ("Quyết định số 1128 QĐ-TCT ngày 05/8/2020", "733/QĐ-TTg"),
    ("Quyết định số 733/QĐ-TCT ngày 05/8/2020", "733/QĐ-TTg"),
    ("Quyết định số 733 QĐ-UBND ngày 14/6/2019", "733/QĐ-TTg"),
    ("Quyết định số 1733 QĐ-TTg ngày 14/6/2019", "733/QĐ-TTg"),
    # the number is not whole: no part of it is a number
    ("Quyết định số 7?3/QĐ-UBND ngày 14/6/2019", "3/QĐ-UBND"),
    ("Quyết định số 7?3/QĐ-UBND ngày 14/6/2019", "7/QĐ-UBND"),
    # a digit of a code is part of its name; a word may stand right behind it
    ("Kế hoạch số 09/KH-THPTCLngày 02/02/2026; Báo cáo số 3/BC-THPTCL2", "09/KH-THPTCL2"),
    ("Chỉ thị số 52- CTIT ngày 09/9/2022", "52/CT-TTg"),
    # too little is left of a short code
    ("Quyết định số 12.(QĐ-T ngày 14/6/2019", "12-QĐ/TW"),
]


@pytest.mark.parametrize(("text", "never"), LEFT)
def test_a_symbol_that_could_be_right_never_becomes_another(text: str, never: str) -> None:
    assert never not in symbols(text)


NOTHING = [
    "Kế hoạch số 179 ngày 12/9/2019 của Ủy ban nhân dân tỉnh",
    "có 12 kế hoạch; số 28 người tham gia KH-KT",
    "Quyết định số 45 của Bộ trưởng Bộ Nội vụ",
    "Báo cáo số liệu 15 đơn vị, trong đó QĐ khen thưởng 30 cá nhân",
    "Mẫu số 05 HD-UBND",
]


@pytest.mark.parametrize("text", NOTHING)
def test_running_text_gives_no_symbol(text: str) -> None:
    assert not any(symbols(text))


def test_a_lost_slash_keeps_the_number_as_read_and_tells_the_other_reading() -> None:
    (reference,) = found("Kế hoạch số 2417KH-UBND ngày 30/8/2019")
    assert reference.symbol == "2417/KH-UBND"
    assert reference.confidence < 0.6
    assert any("241/KH-UBND" in finding for finding in reference.findings)


def test_what_the_letter_cites_in_clear_helps_where_it_is_worn() -> None:
    clear = "Kế hoạch số 12/KH-CTTĐ ngày 01/2/2020; Kế hoạch số 13/KH-CTTĐ ngày 02/2/2020. "
    worn = "Kế hoạch số 57 KH-C.TTĐ ngày 03/3/2021"
    assert "57/KH-CTTĐ" in symbols(clear + worn)
    assert "57/KH-CTTĐ" not in symbols(worn)


def test_a_stranger_that_was_read_once_is_no_witness_to_itself() -> None:
    near = in_clear((), "STNMT")
    assert Tail("QĐ", "STNMT", False) in near
    view = make_view("Quyết định số 1/QĐ-SENMT; Quyết định số 221 QĐ-SENMT ngày 16/3/2021")
    mended = tail_at(view, view.low.index("221") + 3, "Quyết định", near)
    assert mended is not None and mended.tail.body == "STNMT"


@settings(max_examples=150, deadline=None)
@given(st.text("số 0123456789/-.,'<>(QĐKHCTUBNDgw", max_size=40))
def test_whatever_follows_a_type_is_read_without_a_crash(tail: str) -> None:
    text = f"Quyết định số {tail} ngày 14/6/2019"
    for reference in found(text):
        for mention in reference.mentions:
            assert mention.raw == text[mention.span.start : mention.span.end]


def test_places_are_bounded_and_outside_what_is_read() -> None:
    view = make_view("Quyết định số 12/QĐ-UBND, Kế hoạch số 13 KH-UBND")
    places = worn_places(view, [(0, view.low.index(","))])
    assert [view.flat[a:b] for a, b in places] == ["13"]
    many = make_view("Kế hoạch số 12 KH. " * 5000)
    assert len(worn_places(many, [])) == 300


def test_a_long_hostile_text_stays_quick() -> None:
    text = "Quyết định số 12 (3Đ-ÌTg Kế hoạch số 77.KH'UHND " * 4000
    assert least(lambda: found(text), 10) < 10  # seconds for 190,000 characters
