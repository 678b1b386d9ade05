"""Types of texts and their codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadKnowledge
from pipeline.knowledge import header, types
from pipeline.knowledge.files import models_folder
from pipeline.knowledge.types import (
    letter_types,
    type_of_code,
    type_of_title,
    types_ending,
)

PHU_LUC_III = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB"
)


@pytest.mark.parametrize("code", PHU_LUC_III.split())
def test_every_code_of_the_decree_is_known(code: str) -> None:
    found = type_of_code(code)
    assert found is not None and found.family == "administrative"


def test_codes_of_a_family_stand_for_one_type() -> None:
    for family in ("administrative", "normative", "party"):
        codes = [c for t in letter_types() if t.family == family for c in t.codes]
        assert len(codes) == len(set(codes)), family


@pytest.mark.parametrize(
    ("code", "party", "name"),
    [
        ("KH", False, "Kế hoạch"),
        ("KL", True, "Kết luận"),
        ("TT", True, "Thông tri"),
        ("TT", False, "Thông tư"),
        ("TTR", False, "Tờ trình"),
        ("qđ", False, "Quyết định"),
    ],
)
def test_type_of_code(code: str, party: bool, name: str) -> None:
    found = type_of_code(code, party=party)
    assert found is not None and found.name == name


@pytest.mark.parametrize("code", ["UBND", "", "X"])
def test_other_codes_are_no_type(code: str) -> None:
    assert type_of_code(code) is None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("BÁO CÁO", "Báo cáo"),
        ("THÔNG BẢO", "Thông báo"),
        ("KÉẺ HOẠCH", "Kế hoạch"),
        ("QUYÉT ĐỊNH:", "Quyết định"),
        ("CHƯƠNG TRÌNH PHÓI HỢP", "Chương trình phối hợp"),
        ("CHỈ THỊ", "Chỉ thị"),
        ("Báo cáo", "Báo cáo"),
    ],
)
def test_type_of_title(printed: str, name: str) -> None:
    found = type_of_title(printed)
    assert found is not None and found[0].name == name


@pytest.mark.parametrize("printed", ["ĐỀ XUẤT", "CHỦ TỊCH", "BÁO CÁO CỦA SỞ", "LUẬN", ""])
def test_other_titles_are_no_type(printed: str) -> None:
    assert type_of_title(printed) is None


def test_half_a_title() -> None:
    assert [t.name for t in types_ending("HOẠCH")] == ["Kế hoạch"]
    assert {t.name for t in types_ending("CÁO")} >= {"Báo cáo", "Thông cáo"}
    assert types_ending("") == ()


@pytest.mark.parametrize(
    "text",
    [
        "types: 3",
        "types: [{name: Báo cáo}]",
        "types: [{name: A, codes: [A], family: x, kind: report}]",
    ],
)
def test_a_wrong_file_is_told(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gazetteers"
    folder.mkdir()
    (folder / "types.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(types, "models_folder", lambda: tmp_path)
    types.letter_types.cache_clear()
    try:
        with pytest.raises(BadKnowledge):
            types.letter_types()
    finally:
        types.letter_types.cache_clear()


def test_a_list_with_a_truth_value_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = (models_folder() / "wordings" / "header.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "wordings"
    folder.mkdir()
    bad = good.replace('"Y"', "No").replace("urgency: [Khẩn,", "urgency: [No, Khẩn,")
    (folder / "header.yaml").write_text(bad, encoding="utf-8")
    monkeypatch.setattr(header, "models_folder", lambda: tmp_path)
    header.header_words.cache_clear()
    try:
        with pytest.raises(BadKnowledge):
            header.header_words()
    finally:
        header.header_words.cache_clear()
