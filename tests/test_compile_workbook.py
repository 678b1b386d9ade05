"""The workbook, read back with other people's tools."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from pipeline.compile.phrases import verdict_codes
from pipeline.compile.sheet import Book, Cell, Column
from pipeline.compile.tables import doubts, evidence_link, name_of, ordered
from pipeline.compile.workbook import write_workbook
from pipeline.errors import OutputUnwritable
from pipeline.knowledge.reporters import load_reporters
from tests.compile_letters import DECISION, ITEMS, OUTLINE, corpus, hostile_letter, letter
from tests.register_letters import OUTLINE as CAMPAIGN
from tests.register_letters import report

# openpyxl can't show data bars; Excel and LibreOffice can.
pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported")

MATRIX = f"Ma trận {OUTLINE}".replace("/", "-")
SIGNS = {"full": "Đủ", "thin": "Sơ", "none": "–"}


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
        "Tổng quan", "Sổ đăng ký", "Văn bản", MATRIX, "Phần I", "Phần II", "Phần III", "Phần IV",
        "Số liệu", "Cộng số liệu", "Viện dẫn", "Chuỗi viện dẫn", "Trường thông tin",
        "Cần xem lại", "Chú giải",
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
    assert rows["bc-000.pdf"]["Ngày ban hành"] == "05/2022"
    told = rows["bc-001.pdf"]["Không đọc trực tiếp"]
    assert told == "Số: không đọc được; Tỉnh, thành phố: suy ra"
    assert rows["khóa.pdf"]["Lỗi"] == "Tệp PDF có mật khẩu"
    assert rows["bc-001.pdf"][f"Viện dẫn {DECISION}"] == "Gián tiếp"


def link_of(cell: Any) -> str:
    """As a browser wants it: XlsxWriter writes the separators as Excel does."""
    link = cell.hyperlink
    return f"{link.target.replace(chr(92), '/')}#{link.location}"


def test_matrix_equals_the_verdicts(path: Path) -> None:
    table = frame(path, MATRIX)
    assert list(table.columns[2:]) == [f"{id}. {title}" for id, title in ITEMS]
    scored = [d for d in ordered(corpus(6)) if d["coverage"]]
    for at, document in enumerate(scored):
        told = [
            f"{SIGNS[i['content']]} {verdict_codes(i, 'vi')}{'?' if i['review'] else ''}".strip()
            for i in document["coverage"]["items"]
        ]
        assert list(table.iloc[at, 2:]) == told


def test_every_verdict_links_to_its_evidence(book: Workbook) -> None:
    sheet = book[MATRIX]
    scored = [d for d in ordered(corpus(6)) if d["coverage"]]
    at = next(n for n, d in enumerate(scored) if d["folder"])
    for column, (id, _) in enumerate(ITEMS, start=3):
        link = link_of(sheet.cell(at + 2, column))
        assert link == f"{scored[at]['folder']}/index.html#item-{id}"
        assert link == evidence_link(scored[at], "item", id)
    assert "Độ tin cậy" in sheet.cell(at + 2, 3).hyperlink.tooltip


def test_a_letter_without_a_folder_links_into_the_report(book: Workbook) -> None:
    names = [row[0].value for row in book[MATRIX].iter_rows(min_row=2)]
    at = names.index(name_of(hostile_letter()))
    assert link_of(book[MATRIX].cell(at + 2, 3)).startswith("report.html#v-")


@pytest.mark.parametrize(
    ("folder", "link"),
    [
        ("letters/a", "letters/a/index.html#item-III.1.đ"),
        ("letters/báo cáo #2 50%", "letters/báo%20cáo%20%232%2050%25/index.html#item-III.1.đ"),
        (None, None),
    ],
)
def test_folders_in_links(folder: str | None, link: str | None) -> None:
    assert evidence_link({"folder": folder}, "item", "III.1.đ") == link


def test_each_part_has_its_quotes_item_by_item(path: Path, book: Workbook) -> None:
    scored = [d for d in ordered(corpus(6)) if d["coverage"]]
    items = [id for id, _ in ITEMS if id.startswith("II.") or id == "II"]
    rows = frame(path, "Phần II").to_dict("records")
    assert [r["Mục"] for r in rows] == [id for id in items for _ in scored]
    wanted = [i for id in items for d in scored for i in d["coverage"]["items"] if i["id"] == id]
    for row, item in zip(rows, wanted, strict=True):
        assert row["Trích dẫn"] == "\n".join(e["quote"] for e in item["evidence"])
        assert row["Nội dung"] == {"full": "Đủ", "thin": "Sơ sài", "none": "Không"}[item["content"]]
        assert row["Đề mục in trong văn bản"] == (item["printed_heading"] or "")
    assert list(frame(path, "Phần II")["Đơn vị"][: len(scored)]) == [name_of(d) for d in scored]
    parts = sum(len(frame(path, f"Phần {part}")) for part in ("I", "II", "III", "IV"))
    assert parts == len(scored) * len(ITEMS)


def test_what_could_not_be_read_is_not_left_out(tmp_path: Path) -> None:
    torn = letter(0, status="partial")
    torn["errors"] = [{"code": "page_unreadable", "message": "Trang 2 mờ", "page": 2}]
    item = torn["coverage"]["items"][3]
    item.update(content="none", heading="none", review=True, evidence=[], printed_heading=None)
    whole = letter(1)
    whole["coverage"]["items"][3].update(content="none", heading="none", review=True, evidence=[])
    write_workbook([torn, whole], tmp_path / "torn.xlsx")
    table = frame(tmp_path / "torn.xlsx", MATRIX).set_index("Đơn vị")
    column = table.columns[4]
    assert table.loc[name_of(torn), column] == "× ?"
    assert table.loc[name_of(whole), column] == "– ?"
    part = frame(tmp_path / "torn.xlsx", "Phần II").to_dict("records")
    states = {r["Đơn vị"]: r["Nội dung"] for r in part if r["Mục"] == item["id"]}
    assert states == {name_of(torn): "Không đọc được", name_of(whole): "Không"}
    overview = load_workbook(tmp_path / "torn.xlsx")["Tổng quan"]
    rows = {row[0].value: [c.value for c in row[1:7]] for row in overview.iter_rows()}
    # two letters, one of which could be judged on it
    assert rows[f"{item['id']}. {item['title']}"] == [2, 0, 0, 1, 1, 0]


def test_the_register_and_the_roll_are_in_the_workbook(tmp_path: Path) -> None:
    letters = [
        report("a.pdf", day="2022-05-20", stamp="2022-06-02", seed=1),
        report("b.pdf", day="2022-05-20", seed=1),
        report("c.pdf", "Sở Nội vụ tỉnh Lai Châu", "Lai Châu", "2022-05", "7/BC-SNV"),
    ]
    path = tmp_path / "register.xlsx"
    write_workbook(letters, path, "vi", [CAMPAIGN])
    rows = {r["Tệp"]: r for r in frame(path, "Sổ đăng ký").to_dict("records")}
    assert rows["a.pdf"]["Ngày đến"] == dt.datetime(2022, 6, 2)
    assert rows["a.pdf"]["Theo ngày văn bản"] == "trước hạn"
    assert rows["a.pdf"]["So với hạn"] == "sau hạn (dấu đến)"
    assert rows["a.pdf"]["Ngày sau hạn"] == 2
    assert rows["b.pdf"]["Trùng, bản khác"] == "trùng số, ngày, cơ quan với a.pdf"
    assert rows["c.pdf"]["Ngày ban hành"] == "05/2022"
    assert rows["c.pdf"]["Cần xem"] == "Ngày không đủ để so với hạn"
    assert "Ai đã gửi" not in load_workbook(path).sheetnames  # this guideline asks no list
    overview = load_workbook(path)["Tổng quan"]
    figures = {str(row[0].value).strip(): row[1].value for row in overview.iter_rows()}
    assert figures["Báo cáo của đợt bc-90, bỏ bản trùng và bản cũ"] == 2
    assert figures["sau hạn"] == figures["không rõ ngày"] == 1


def test_a_guideline_that_asks_a_list_gets_the_roll(tmp_path: Path) -> None:
    asked = replace(CAMPAIGN, guideline=load_reporters("63-provinces").guidelines[0])
    write_workbook([report("a.pdf")], tmp_path / "roll.xlsx", "vi", [asked])
    rows = frame(tmp_path / "roll.xlsx", "Ai đã gửi")
    assert len(rows) == 63  # and no list of which nobody has written: the ministries'
    assert list(rows["Tình trạng"]).count("CHƯA GỬI") == 62


def test_lists_equal_the_facts(path: Path) -> None:
    letters = ordered(corpus(6))
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
    targets = {c.hyperlink.target for c in cells if c.hyperlink}
    own = {f"{d['folder']}/index.html".replace("/", chr(92)) for d in corpus(6) if d["folder"]}
    assert targets == {"report.html", *own}
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
    assert len({s.casefold() for s in sheets}) == len(sheets) == 10 + 5 * len(names)


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
    assert len(book["Phần I"].cell(2, 6).value) == 32_767


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-05-20", dt.datetime(2022, 5, 20)),
        ("2022-05", "05/2022"),
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


def test_totals_by_province_and_award(tmp_path: Path) -> None:
    def count(unit: str, count: int, most: int | None = None, **more: Any) -> dict[str, Any]:
        base = letter(0)["quantities"][0]
        return {**base, "unit": unit, "count": count, "count_max": most, **more}

    # An Giang states 4 twice: in its body and in its summary
    first = letter(1, quantities=[count("tập thể", 4), count("tập thể", 4), count("mô hình", 2, 3)])
    second = letter(0, quantities=[count("tập thể", 6), count("tập thể", 9, ceiling=True)])
    copy = {**second, "file": "zz bản chụp.pdf"}
    copy["quantities"] = [count("tập thể", 6)]
    write_workbook([first, second, copy], tmp_path / "sums.xlsx")
    rows = frame(tmp_path / "sums.xlsx", "Cộng số liệu").to_dict("records")
    told = [
        (
            r["Tỉnh, thành phố"],
            r["Đơn vị tính"],
            r["Số lượng"],
            r["Đến"],
            r["Văn bản"],
            bool(r["Ghi chú"]),
        )
        for r in rows
        if r["Đơn vị tính"]
    ]
    assert told == [
        ("CỘNG", "mô hình", 2, 3, 1, False),
        ("CỘNG", "tập thể", 10, "", 2, False),
        ("CỘNG", "tập thể", 9, "", 1, True),
        ("An Giang", "mô hình", 2, 3, 1, False),
        ("An Giang", "tập thể", 4, "", 1, False),
        ("Đà Nẵng", "tập thể", 6, "", 1, False),
        ("Đà Nẵng", "tập thể", 9, "", 1, True),
    ]


def test_a_date_and_a_number_can_be_links(tmp_path: Path) -> None:
    book = Book("vi", "../")
    row = [Cell("2022-05-20", page="letters/a/index.html#page-2"), Cell(2, page="letters/a/x.html")]
    book.add_table("t", [Column("d", 9, "date"), Column("n", 9, "whole")], [row])
    book.save(tmp_path / "d.xlsx")
    sheet = load_workbook(tmp_path / "d.xlsx")["t"]
    assert (sheet["A2"].value, sheet["B2"].value) == (dt.datetime(2022, 5, 20), 2)
    assert link_of(sheet["A2"]) == "../letters/a/index.html#page-2"


def test_a_link_too_long_for_excel_is_left_out(tmp_path: Path) -> None:
    book = Book("vi")
    book.add_table("t", [Column("d")], [[Cell("x", page="letters/" + "a" * 2100)]])
    book.save(tmp_path / "l.xlsx")
    cell = load_workbook(tmp_path / "l.xlsx")["t"]["A2"]
    assert (cell.value, cell.hyperlink) == ("x", None)
