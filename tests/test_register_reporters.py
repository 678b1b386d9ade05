"""Lists of those who must report: built in, and as people's files."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.errors import BadKnowledge, BadSettings
from pipeline.knowledge import reporters
from pipeline.knowledge.issuers import bodies
from pipeline.knowledge.places import provinces
from pipeline.knowledge.reporter_files import read_reporters
from pipeline.knowledge.reporters import built_in, lists_of, load_reporters, reporter_named


@pytest.mark.parametrize(
    ("name", "day", "count"),
    [
        ("63-provinces", None, 63),
        ("34-provinces", None, 34),
        # bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ: 18 + 4 + 8, since March 2025 14 + 3 + 5
        ("ministries", "2022-05-31", 30),
        ("ministries", None, 22),
        ("ministries", "2025-02-28", 30),
        ("ministries", "2025-03-01", 22),
    ],
)
def test_the_built_in_lists_are_whole(name: str, day: str | None, count: int) -> None:
    made = load_reporters(name, day)
    assert len(made.reporters) == count == len({r.name for r in made.reporters})
    assert made.title
    assert made.title_en


def test_ministries_come_and_go() -> None:
    names = {
        d: {r.name for r in load_reporters("ministries", d).reporters}
        for d in ("2022-05-31", "2026-01-01")
    }
    gone = names["2022-05-31"] - names["2026-01-01"]
    assert {"Bộ Giao thông vận tải", "Ủy ban Dân tộc", "Bảo hiểm xã hội Việt Nam"} <= gone
    assert names["2026-01-01"] - names["2022-05-31"] == {
        "Bộ Nông nghiệp và Môi trường", "Bộ Dân tộc và Tôn giáo",
    }  # fmt: skip


def test_every_old_province_is_part_of_exactly_one_of_today() -> None:
    old = sorted(r.province or "" for r in load_reporters("63-provinces").reporters)
    parts = [part for r in load_reporters("34-provinces").reporters for part in r.parts]
    assert sorted(parts) == old
    assert {r.province for r in load_reporters("34-provinces").reporters} == {
        p.name for p in provinces() if p.in_force
    }


def test_bodies_that_write_for_a_province_are_known() -> None:
    known = {b.name for b in bodies() if b.level == "province"}
    for reporter in load_reporters("63-provinces").reporters:
        assert {reporter.body, *reporter.on_behalf} <= known


def test_a_guideline_asks_its_lists() -> None:
    asked = {symbol for name in built_in() for symbol in load_reporters(name).guidelines}
    assert asked
    for symbol in asked:
        assert [made.name for made in lists_of(symbol, None)] == ["63-provinces", "ministries"]
    assert lists_of(None, None) == lists_of("9999/HD-X", None) == ()


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ({"name": "other"}, "name"),
        ({"name": "ministries", "title": "a", "title_en": "b", "units": []}, "units"),
        ({"name": "ministries", "title": "a", "title_en": "b", "bodies": ["Bộ Lạ"]}, "Bộ Lạ"),
        ({"name": "ministries", "title": "a", "title_en": "b", "provinces": {"on": 1}}, "on"),
        ({"name": "ministries", "title_en": "b"}, "title"),
        (["ministries"], "name"),
    ],
)
def test_a_broken_list_is_refused(
    content: object, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporters, "read_yaml", lambda path: content)
    with pytest.raises(BadKnowledge, match=where):
        load_reporters.__wrapped__("ministries")


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        ("UBND tỉnh Sơn La", "Ủy ban nhân dân tỉnh Sơn La", "Sơn La"),
        ("Sơn La", "Ủy ban nhân dân tỉnh Sơn La", "Sơn La"),
        ("tinh son la", "Ủy ban nhân dân tỉnh Sơn La", "Sơn La"),
        ("TP. Hồ Chí Minh", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("Uỷ ban nhân dân TP Hà Nội", "Ủy ban nhân dân thành phố Hà Nội", "Hà Nội"),
        ("Thừa Thiên - Huế", "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "Thừa Thiên Huế"),
        ("Sở GD&ĐT tỉnh Sơn La", "Sở Giáo dục và Đào tạo tỉnh Sơn La", None),
        ("UBND huyện Mộc Châu", "Ủy ban nhân dân huyện Mộc Châu", None),
        ("Bộ Nội vụ", "Bộ Nội vụ", None),
    ],
)
def test_what_a_line_means(text: str, name: str, province: str | None) -> None:
    made = reporter_named(text)
    assert (made.name, made.province) == (name, province)
    assert bool(made.on_behalf) == (province is not None)


NAMES = ["Bộ Nội vụ", "Ủy ban nhân dân tỉnh Sơn La", "Trường Đại học Tây Bắc"]


def names_in(path: Path) -> list[str]:
    return [r.name for r in read_reporters(path).reporters]


@pytest.mark.parametrize(
    "text",
    [
        "Bộ Nội vụ\nUBND tỉnh Sơn La\nTrường Đại học Tây Bắc\n",
        "# của năm 2022\n1. Bộ Nội vụ\n\n2) UBND tỉnh Sơn La;\n- Trường Đại học Tây Bắc.",
        "\ufeff• Bộ Nội vụ\r\n• UBND tỉnh Sơn La  # gấp\r\n• Trường Đại học Tây Bắc",
    ],
)
def test_a_text_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "ds.txt"
    path.write_bytes(text.encode())
    assert names_in(path) == NAMES


@pytest.mark.parametrize(
    "text",
    [
        "Bộ Nội vụ\nUBND tỉnh Sơn La\nTrường Đại học Tây Bắc\n",
        "STT,Tên đơn vị,ĐT\n1,Bộ Nội vụ,024\n2,UBND tỉnh Sơn La,\n3,Trường Đại học Tây Bắc,",
        "STT;Cơ quan;Ghi chú\n1;Bộ Nội vụ;a, b\n2;UBND tỉnh Sơn La;\n3;Trường Đại học Tây Bắc;x",
        # no heading of names: the first column that holds words
        "1,Bộ Nội vụ\n2,UBND tỉnh Sơn La\n3,Trường Đại học Tây Bắc",
        'DANH SÁCH\n"TT"\t"Đơn vị"\n1\tBộ Nội vụ\n2\tUBND tỉnh Sơn La\n3\tTrường Đại học Tây Bắc',
    ],
)
def test_a_csv_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_text(text, encoding="utf-8-sig")
    assert [n for n in names_in(path) if n != "DANH SÁCH"] == NAMES


def test_a_workbook_with_other_names(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Danh sách gửi báo cáo", None, None),
        ("TT", "Đơn vị", "Tên khác"),
        (1, "Bộ Nội vụ", None),
        (2, "UBND tỉnh Sơn La", None),
        (3, "Trường Đại học Tây Bắc", "ĐH Tây Bắc; TBU"),
        (None, None, None),
    ):
        sheet.append(row)
    book.save(tmp_path / "ds.xlsx")
    made = read_reporters(tmp_path / "ds.xlsx")
    assert [r.name for r in made.reporters] == NAMES
    assert made.reporters[2].aliases == ("ĐH Tây Bắc", "TBU")


def test_the_same_body_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "ds.txt").write_text("Sơn La\nBộ Nội vụ\nUBND tỉnh Sơn La\n", encoding="utf-8")
    made = read_reporters(tmp_path / "ds.txt")
    assert len(made.reporters) == 2
    assert made.repeated == ("Ủy ban nhân dân tỉnh Sơn La",)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ds.txt", b""),
        ("ds.txt", b"# nothing\n\n"),
        ("ds.txt", "Bộ Nội vụ".encode("cp1258", "replace") + b"\x81\xff"),
        ("ds.csv", b"\xff\xfe\x00"),
        ("ds.xlsx", b"PK no workbook"),
        ("ds.docx", b"x"),
    ],
)
def test_a_file_that_is_no_list_is_refused(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadSettings, match="ds"):
        read_reporters(tmp_path / name)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"none\.txt"):
        read_reporters(tmp_path / "none.txt")
