"""Bodies, their short forms, and how their names are written."""

from __future__ import annotations

import pytest

from pipeline.knowledge.issuers import (
    bodies,
    bodies_of_symbol,
    body_named,
    expand,
    letter_case,
    nearest_short,
    starts_body,
)


def test_every_parent_is_a_body() -> None:
    names = {b.name for b in bodies()}
    assert all(b.parent in names for b in bodies() if b.parent)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("SỞ Y TẺ", "Sở Y tế"),
        ("SỞ VĂN HÓA, THẺ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("BAN THỊ ĐUA - KHEN THƯỞNG TRUNG ƯƠNG", "Ban Thi đua - Khen thưởng Trung ương"),
        ("UBND", "Ủy ban nhân dân"),
        ("VĂN PHÒNG UBND", "Văn phòng Ủy ban nhân dân"),
        ("VIÊN KIỀM SÁT NHÂN DẪN TÔI CAO", "Viện kiểm sát nhân dân tối cao"),
    ],
)
def test_body_named(printed: str, name: str) -> None:
    found = body_named(printed)
    assert found is not None and found[0].name == name


@pytest.mark.parametrize(
    "printed",
    [
        "TRƯỜNG ĐẠI HỌC TÂY ĐÔ", "VĂN PHÒNG", "",
        # one word of another, or one more, makes another body, however like the rest is
        "CỤC ĐƯỜNG THỦY VIỆT NAM", "TỔNG CÔNG TY ĐIỆN LỰC MIỀN TÂY",
        "TỔNG CÔNG TY ĐIỆN LỰC MIỀN NAM TNHH", "TỔNG CỤC CHÍNH TRANG",
    ],
)  # fmt: skip
def test_unlisted_bodies_are_not_taken_for_listed_ones(printed: str) -> None:
    assert body_named(printed) is None


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("SNV", ["Sở Nội vụ"]),
        ("VPUBND", ["Văn phòng Ủy ban nhân dân"]),
        ("TTg", ["Thủ tướng Chính phủ"]),
        ("BTĐKT", ["Ban Thi đua - Khen thưởng Trung ương", "Ban Thi đua - Khen thưởng"]),
        ("BTDKT", ["Ban Thi đua - Khen thưởng Trung ương", "Ban Thi đua - Khen thưởng"]),
        ("XYZ", []),
    ],
)
def test_bodies_of_symbol(code: str, names: list[str]) -> None:
    assert [b.name for b in bodies_of_symbol(code)] == names


def test_short_forms_are_written_out_as_whole_words_only() -> None:
    assert expand("UBND tỉnh, VP UBND") == "Ủy ban nhân dân tỉnh, Văn phòng Ủy ban nhân dân"
    assert expand("KH-UBND") == "KH-Ủy ban nhân dân"
    assert expand("VPUBND") == "VPUBND"


def test_nearest_short() -> None:
    assert nearest_short("UBNÑD") == "UBND"
    assert nearest_short("UBND") == "UBND"
    # a syllable is no short form, however near: KHEN is not KHCN
    assert nearest_short("NHÂN") == "NHÂN"
    assert nearest_short("KHEN") == "KHEN"
    assert nearest_short("ubnd") == "ubnd"


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Sở Nông nghiệp và Môi trường"),
        ("ỦY BAN NHÂN DÂN HUYỆN MÈO VẠC", "Ủy ban nhân dân huyện Mèo Vạc"),
        ("TRƯỜNG ĐẠI HỌC AN GIANG", "Trường Đại học An Giang"),
        # `cơ quan` is no district (quận), short forms keep their capitals
        ("KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP", "Khối các cơ quan và doanh nghiệp"),
        ("HỘI ĐỒNG XÉT THĂNG HẠNG CDNN NĂM 2025", "Hội đồng xét thăng hạng CDNN năm 2025"),
    ],
)
def test_letter_case(printed: str, written: str) -> None:
    assert letter_case(printed) == written


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("VĂN PHÒNG", True),
        ("SỞ NỘI VỤ", True),
        ("UBND TỈNH SƠN LA", True),
        ("TỈNH QUẢNG TRỊ", False),
        ("TRUNG ƯƠNG", False),
        ("VÀ DOANH NGHIỆP TỈNH", False),
        ("THÀNH PHỐ HỒ CHÍ MINH", False),
    ],
)
def test_starts_body(line: str, starts: bool) -> None:
    assert starts_body(line) is starts


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        # parts of several words keep each its own letter
        ("HỘI LÀM VƯỜN VIỆT NAM", "Hội làm vườn Việt Nam"),
        ("TRƯỜNG TRUNG HỌC NÔNG NGHIỆP", "Trường Trung học Nông nghiệp"),
    ],
)
def test_known_parts_are_written_as_the_table_has_them(printed: str, written: str) -> None:
    assert letter_case(printed) == written


def test_bodies_of_a_joint_issue_begin_names() -> None:
    assert all(starts_body(line) for line in ("UBMTTQ TỈNH LÀO CAI", "LĐLĐ TỈNH LÀO CAI"))
    named = body_named("UBMTTQ VIỆT NAM")
    assert named is not None and named[0].name == "Ủy ban Mặt trận Tổ quốc Việt Nam"
