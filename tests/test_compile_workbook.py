"""The workbook, read back with other people's tools."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from pipeline.compile.phrases import say_verdict
from pipeline.compile.sheet import Book, Column
from pipeline.compile.tables import anchor, doubts, name_of, ordered
from pipeline.compile.workbook import write_workbook
from pipeline.errors import OutputUnwritable
from tests.compile_letters import DECISION, ITEMS, OUTLINE, corpus, hostile_letter, letter

# openpyxl can't show data bars; Excel and LibreOffice can.
pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported")

MATRIX = f"Ma trận {OUTLINE}".replace("/", "-")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("out") / "compliance.xlsx"
    write_workbook(corpus(6), written)
    return written


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def frame(path: Path, sheet: str) -> pd.DataFrame:
    return pd.read_excel(path, sheet_name=sheet, dtype=object, keep_default_na=False)


def test_sheets_in_order(book: Workbook) -> None:
    assert book.sheetnames == [
        "Tổng quan", "Văn bản", MATRIX, "Từng mục", "Trường thông tin", "Viện dẫn",
        "Chuỗi viện dẫn", "Số liệu", "Cần xem lại", "Chú giải",
    ]  # fmt: skip


def test_register_equals_the_facts(path: Path) -> None:
    rows = frame(path, "Văn bản").to_dict("records")
    assert [r["Tệp"] for r in rows] == [d["file"] for d in ordered(corpus(6))]
    by_file = {d["file"]: d for d in corpus(6)}
    for row in rows[:3]:
        fields = by_file[row["Tệp"]]["fields"]
        assert row["Số"] == (fields["number"]["value"] or "")
        assert row["Trích yếu"] == fields["subject"]["value"]
        assert row["Người ký"] == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Thị Ấm"
        assert row["Cần xem"] == len(doubts(by_file[row["Tệp"]]))
        assert row["Điểm"] == pytest.approx(by_file[row["Tệp"]]["coverage"]["score"])


def test_register_tells_whole_dates_from_months_and_says_what_was_not_read(path: Path) -> None:
    rows = {r["Tệp"]: r for r in frame(path, "Văn bản").to_dict("records")}
    assert rows["bc-001.pdf"]["Ngày ban hành"] == dt.datetime(2022, 5, 20)
    assert rows["bc-000.pdf"]["Ngày ban hành"] == "2022-05"
    told = rows["bc-001.pdf"]["Không đọc trực tiếp"]
    assert told == "Số: không đọc được; Tỉnh, thành phố: suy ra"
    assert rows["khóa.pdf"]["Lỗi"] == "Tệp PDF có mật khẩu"
    assert rows["bc-001.pdf"][f"Viện dẫn {DECISION}"] == "Gián tiếp"


def test_matrix_equals_the_verdicts(path: Path) -> None:
    table = frame(path, MATRIX)
    assert list(table.columns[2:]) == [f"{id}. {title}" for id, title in ITEMS]
    scored = [d for d in ordered(corpus(6)) if d["coverage"]]
    for at, document in enumerate(scored):
        told = [say_verdict(item, "vi") for item in document["coverage"]["items"]]
        assert list(table.iloc[at, 2:]) == told


def test_every_verdict_links_to_its_evidence(book: Workbook) -> None:
    sheet = book[MATRIX]
    document = next(d for d in ordered(corpus(6)) if d["coverage"])
    for column, (id, _) in enumerate(ITEMS, start=3):
        link = sheet.cell(2, column).hyperlink
        assert (link.target, link.location) == ("report.html", anchor(document, "v", id))
    assert "Độ tin cậy" in sheet.cell(2, 3).hyperlink.tooltip


def test_lists_equal_the_facts(path: Path) -> None:
    letters = ordered(corpus(6))
    verdicts = frame(path, "Từng mục")
    assert len(verdicts) == sum(len(d["coverage"]["items"]) for d in letters if d["coverage"])
    quotes = [i["evidence"][0]["quote"] if i["evidence"] else ""
              for i in letters[0]["coverage"]["items"]]  # fmt: skip
    assert list(verdicts["Trích dẫn"][: len(quotes)]) == quotes
    references = frame(path, "Viện dẫn")
    assert len(references) == sum(len(d["references"]) for d in letters)
    assert references["Trang"][0] == "1, 2"
    assert list(frame(path, "Số liệu")["Số lượng"]) == [4] * sum(
        bool(d["quantities"]) for d in letters
    )
    assert len(frame(path, "Cần xem lại")) == sum(len(doubts(d)) for d in letters)
    fields = frame(path, "Trường thông tin")
    assert set(fields["Nguồn"]) == {"đọc được", "suy ra", "không đọc được", "không có"}
    assert "- Như trên;\n- Lưu: VT, NC." in set(fields["Giá trị hiện có"])


def test_nothing_a_letter_says_becomes_a_formula_or_a_link(book: Workbook) -> None:
    hostile = hostile_letter()
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert {c.hyperlink.target for c in cells if c.hyperlink} == {"report.html"}
    assert hostile["fields"]["issuer"]["value"] in {c.value for c in cells}
    assert any(str(c.value).startswith("+cmd|' /C calc'!A0") for c in cells)


def test_sheets_are_frozen_filtered_and_printable(book: Workbook) -> None:
    for sheet in book.worksheets[1:-1]:
        assert sheet.freeze_panes, sheet.title
        assert sheet.auto_filter.ref, sheet.title
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what is meant when it is not said
        assert sheet.page_setup.fitToHeight == 0
    assert book[MATRIX].freeze_panes == "C2"


def test_same_facts_same_bytes(path: Path, tmp_path: Path) -> None:
    write_workbook(corpus(6)[::-1], tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_english(tmp_path: Path) -> None:
    write_workbook([letter(0)], tmp_path / "en.xlsx", "en")
    names = load_workbook(tmp_path / "en.xlsx").sheetnames
    assert names[0] == "Overview"
    assert "To check" in names


@pytest.mark.parametrize("documents", [[], corpus(0)[:1], [letter(0, coverage=None)]])
def test_few_letters_and_none(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    write_workbook(documents, tmp_path / "few.xlsx")
    assert len(frame(tmp_path / "few.xlsx", "Văn bản")) == len(documents)


def test_a_failing_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "compliance.xlsx"
    write_workbook([letter(0)], target)
    old = target.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputUnwritable, match="No space left"):
        write_workbook(corpus(3), target)
    assert target.read_bytes() == old
    assert [p.name for p in tmp_path.iterdir()] == ["compliance.xlsx"]


def test_a_letter_that_breaks_a_row_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "compliance.xlsx"
    write_workbook([letter(0)], target)
    old = target.read_bytes()
    with pytest.raises(KeyError):
        write_workbook([{"file": "x"}], target)
    assert target.read_bytes() == old


def test_odd_and_equal_outline_names_make_sheet_names(tmp_path: Path) -> None:
    names = ["a" * 40, "A" * 41, "[b]:*?/\\", "'"]
    letters = [letter(n) for n in range(len(names))]
    for document, name in zip(letters, names, strict=True):
        document["coverage"]["outline"] = name
    write_workbook(letters, tmp_path / "odd.xlsx")
    sheets = load_workbook(tmp_path / "odd.xlsx").sheetnames
    assert len({s.casefold() for s in sheets}) == len(sheets) == 9 + len(names)


def test_long_text_and_too_many_links_are_cut_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.compile.sheet.MOST_LINKS", 3)
    document = letter(0)
    document["coverage"]["items"][0]["evidence"][0]["quote"] = "ế" * 40_000
    write_workbook([document], tmp_path / "long.xlsx")
    book = load_workbook(tmp_path / "long.xlsx")
    linked = [c for row in book[MATRIX].iter_rows() for c in row if c.hyperlink]
    assert len(linked) == 3
    assert book[MATRIX].cell(2, 10).value
    assert len(book["Từng mục"].cell(2, 10).value) == 32_767


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-05-20", dt.datetime(2022, 5, 20)),
        ("2022-05", "2022-05"),
        ("2022-02-31", "2022-02-31"),
        ("1899-12-31", "1899-12-31"),
    ],
)
def test_only_dates_that_excel_can_hold_become_dates(
    text: str, expected: object, tmp_path: Path
) -> None:
    book = Book("vi")
    book.add_table("t", [Column("d", 9, "date")], [[text]])
    book.save(tmp_path / "d.xlsx")
    assert load_workbook(tmp_path / "d.xlsx")["t"]["A2"].value == expected


def test_names_stand_in_the_first_column(path: Path) -> None:
    assert frame(path, MATRIX)["Đơn vị"][0] == name_of(ordered(corpus(6))[0])
