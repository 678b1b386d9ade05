"""Symbols that a worn copy left in pieces, and the known texts among them."""

from __future__ import annotations

import pytest

from pipeline.references import find
from tests.reference_texts import found_in, letter, one

Row = tuple[str, list[str]]

WORN: list[tuple[str, str]] = [
    # specks beside marks, marks read as others
    ("Quyết định số 733./QĐ-TTg ngày", "733/QĐ-TTg"),
    ("Quyết định số 733/*QĐ-TTg", "733/QĐ-TTg"),
    ("Quyết định số 08/QĐ- -TTg", "08/QĐ-TTg"),
    ("Quyết định số 733/QĐ,TTg", "733/QĐ-TTg"),
    ("Quyết định số 733/QĐ”TTg", "733/QĐ-TTg"),
    ("Thông tư số 20/2017íTT-BTC", "20/2017/TT-BTC"),
    ("Quyết định số 47.QĐ-VPUBND", "47/QĐ-VPUBND"),
    # a dash lost, or read as a digit
    ("Quyết định số 733/QĐTTg", "733/QĐ-TTg"),
    ("Quyết định số 1256/QĐ2TTg", "1256/QĐ-TTg"),
    # a one read as a bracket or a mark of exclamation
    ("Kế hoạch số 14]/KH-UBND", "141/KH-UBND"),
    ("Nghị định số 91/20!7/NĐ-CP", "91/2017/NĐ-CP"),
    ("Quyết định số ]105/QĐ-UBND", "1105/QĐ-UBND"),
    # a letter of a code lost, gained, or read with a tone that codes don't have
    ("Kế hoạch số 172/KH-UBD", "172/KH-UBND"),
    ("Kế hoạch số 172/KH-UỊND", "172/KH-UBND"),
    ("Quyết định số 2230/QĐ-cUBND", "2230/QĐ-UBND"),
    ("Kế hoạch số 3377/KH-UvND", "3377/KH-UBND"),
    # a speck inside a number
    ("Nghị định số 1.51/2017/NĐ-CP", "151/2017/NĐ-CP"),
    ("Quyết định số 8.7/QĐ-UBND", "87/QĐ-UBND"),
    ("Quyết định số 221/Đ-UBND", "221/QĐ-UBND"),
    ("Nghị định số 91/2017/NĐ-CV", "91/2017/NĐ-CP"),
    ("Quyết định số 1256/QĐ-TT g", "1256/QĐ-TTg"),
    # the type's name misread, so that the code can be mended by it
    ("Quyét dịnh sô 733/OĐ-TTg", "733/QĐ-TTg"),
    ("Quy_ết định số 733/OĐ-TTg", "733/QĐ-TTg"),
]


@pytest.mark.parametrize(("text", "wanted"), WORN)
def test_worn_symbols_are_mended_and_told(text: str, wanted: str) -> None:
    reference = one(text)
    assert reference.symbol == wanted
    assert reference.mentions[0].repairs and reference.confidence < 0.98


def test_the_issuer_printed_beside_completes_a_code_that_is_gone() -> None:
    reference = one("Quyết định số 9/QĐ-~~ ngày 05/3/2020 của Bộ Nội vụ về thi đua")
    assert (reference.symbol, reference.date) == ("9/QĐ-BNV", "2020-03-05")
    assert reference.mentions[0].repairs


def test_a_code_that_is_gone_is_not_guessed() -> None:
    reference = one("Quyết định số 9/QĐ-~~ ngày 05/3/2020 về thi đua")
    assert (reference.symbol, reference.name) == (None, "Quyết định số 9")


def test_the_own_office_is_known_by_its_code() -> None:
    assert found_in("Kế hoạch số 5/KH-SNVV, Quyết định số 6/QĐ-SN")[0].symbol == "5/KH-SNV"
    university = letter(number_symbol="8/BC-ĐHHĐ", issuer="Trường Đại học Hồng Đức")
    assert found_in("Kế hoạch số 9/KH-ĐvHĐ", university)[0].symbol == "9/KH-ĐHHĐ"
    assert found_in("Kế hoạch số 9/KH-ĐHHN", university)[0].symbol == "9/KH-ĐHHN"
    own = letter(number_symbol="8/BC-DCT", issuer="Trường Đại học Công Thương")
    assert found_in("Quyết định số 9/QĐ-DCT", own)[0].symbol == "9/QĐ-DCT"
    assert found_in("Quyết định số 9/QĐ-DCT")[0].symbol == "9/QĐ-ĐCT"
    school = letter(number_symbol="8/BC-THPTCL2", issuer="Trường THPT Cao Lãnh 2")
    assert found_in("Kế hoạch số 9/KH-THPTCL", school)[0].symbol == "9/KH-THPTCL"


KNOWN = [
    # what is left of a known text, with its day or its type
    "Quyết định số 73.3/QĐ-TTg ngày 14/6/2019",
    "Quyết định số 733.-QĐ-TT g ngày 14/6/2019",
    "Quyết định số 7?3/QĐ-TTg ngày 14/6/2019",
    "uyết định số 733/QU-TTg ngày 14/6/2019",
    "Quyết định số 733/QH-TTg ngày 14/6/2019",
    "Quyết định số 733/QĐ-Tvg về phong trào",
    "Quyết định số 733/QĐ-TTE",
]


@pytest.mark.parametrize("text", KNOWN)
def test_known_texts_are_recognised_by_the_rest_of_them(text: str) -> None:
    reference = one(text)
    assert reference.symbol == "733/QĐ-TTg"
    assert reference.mentions[0].repairs


DECOYS = [
    # other offices have a 733 of their own, longer numbers end in it, shorter begin it
    "Quyết định số 733/QĐ-UBND ngày 14/6/2019",
    "Quyết định số 733/QĐ-BNV ngày 14/6/2019",
    "Quyết định số 1733/QĐ-TTg ngày 14/6/2019",
    "Quyết định số 7333/QĐ-TTg ngày 14/6/2019",
    "Quyết định số 73/QĐ-TTg ngày 14/6/2019",
    "Quyết định số 33/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ",
    "Quyết định số 738/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ",
    "Quyết định số 133/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ",
    "Quyết định số 73 /QĐ-TTg ngày 14/6/2019",
    "Kế hoạch số 733/KH-TTg ngày 14/6/2019",
    "Chỉ thị số 733/CT-TTg ngày 14/6/2019",
    "Văn bản số 733/TTg-KTTH ngày 14/6/2019",
    "Quyết định số 733/2019/QĐ-TTg ngày 14/6/2019",
    "Nghị quyết số 733-NQ/TW ngày 14/6/2019",
    "733 cán bộ, QĐ-TTg; mã 733.QĐ",
    "ngày 14/6/2019 có 733 QĐ của các sở",
]


@pytest.mark.parametrize("text", DECOYS)
def test_decoys_are_not_the_decision(text: str) -> None:
    from pipeline.knowledge.decisions import load_decisions
    from pipeline.references.citing import is_decision

    found = find(text)
    assert all(r.symbol != "733/QĐ-TTg" for r in found)
    assert not any(is_decision(r, d) for r in found for d in load_decisions())


def test_the_same_symbol_of_another_year_is_another_text() -> None:
    from pipeline.knowledge.decisions import load_decisions
    from pipeline.references.citing import is_decision

    (decision,) = load_decisions(["733/QĐ-TTg"])
    other = one("Quyết định số 733/QĐ-TTg ngày 17/5/2017 của Thủ tướng Chính phủ")
    assert other.symbol == "733/QĐ-TTg" and not is_decision(other, decision)
    both = find("Quyết định số 733/QĐ-TTg ngày 17/5/2017; Quyết định số 733/QĐ-TTg ngày 14/6/2019")
    assert [is_decision(r, decision) for r in both] == [False, True]
