"""Printed lines put back together: each rule that joins or parts two lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.outline.blocks import blocks
from pipeline.outline.paragraphs import shouts, usual_width
from tests.outline_reports import paper, plain

Look = dict[str, float | bool | str]
FIRST: Look = {"indent": 0.06}
HEAVY: Look = {"indent": 0.06, "bold": 1.0}
LONG = "Ủy ban nhân dân huyện đã chỉ đạo các xã, thị trấn sửa quy chế làm việc và"

# rows of a page, and how many paragraphs they are
PAGES: list[tuple[str, list[tuple[str, Look]], int]] = [
    ("a full line goes on at the margin",
     [(LONG, FIRST), ("niêm yết công khai.", {"width": 0.3})], 1),
    ("an indented line begins anew", [(LONG + " nghỉ.", FIRST), ("Các xã đều làm.", FIRST)], 2),
    ("weight parts heading and text",
     [("1. Công tác tuyên truyền", {**HEAVY, "width": 0.4}), (LONG, FIRST)], 2),
    ("bold italics are lighter than bold, and still no text",
     [("Cảnh quan", {"indent": 0.06, "width": 0.2, "bold": 0.5}), (LONG, FIRST)], 2),
    ("a heading's last word at the margin",
     [("II. CÔNG TÁC TRIỂN KHAI THỰC HIỆN PHONG TRÀO THI", {**HEAVY, "centred": True}),
      ("ĐUA", {"bold": 1.0, "width": 0.05})], 1),
    ("a part's label has a line of its own",
     [("PHẦN THỨ HAI", {"indent": 0.3, "width": 0.5, "centred": True, "bold": 1.0}),
      ("KẾT QUẢ ĐẠT ĐƯỢC", {"indent": 0.28, "width": 0.52, "centred": True, "bold": 1.0})], 1),
    ("so has a misread one",
     [("Phân thứ nhất", {"indent": 0.3, "width": 0.5, "centred": True, "bold": 1.0}),
      ("KẾT QUẢ ĐẠT ĐƯỢC", {"indent": 0.28, "width": 0.52, "centred": True, "bold": 1.0})], 1),
    ("a page number is stepped over",
     [(LONG, FIRST), ("5", {"kind": "page_number"}), ("niêm yết công khai.", {"width": 0.3})], 1),
    ("rows of a table stay rows",
     [("2019  312  148", {"kind": "table"}), ("2020  265  121", {"kind": "table"})], 2),
    ("a label begins anew", [(LONG, FIRST), ("2. Các xã đều làm.", FIRST)], 2),
    ("a number that a line break cut off is no label",
     [("Thực hiện Chỉ thị số 35, Kế hoạch và các văn bản trong đó có Quyết định số", FIRST),
      ("12. Điều này đã được nêu.", {"width": 0.4})], 1),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rows", "count"), PAGES, ids=[p[0] for p in PAGES])
def test_lines_on_paper(what: str, rows: list[tuple[str, Look]], count: int) -> None:
    found = blocks(paper(rows))
    assert len(found) == count, (what, [b.text for b in found])


def test_two_halves_of_one_line_are_one() -> None:
    page = paper([("II. CÔNG TÁC", {**HEAVY, "side": "left", "width": 0.3}),
                  ("TRIỂN KHAI", {"indent": 0.4, "bold": 1.0, "side": "right"})])  # fmt: skip
    left, right = page.lines
    assert left.box is not None and right.box is not None
    assert len(blocks(page)) == 2  # one below the other: two columns
    level = (right.box[0], left.box[1], right.box[2], left.box[3])
    together = replace(page, lines=(left, replace(right, box=level)))
    assert [b.text for b in blocks(together)] == ["II. CÔNG TÁC TRIỂN KHAI"]


# plain text, and its paragraphs
TEXTS = [
    (LONG + "\nniêm yết công khai.", 1),
    ("Chỉ thị số 34-CT/TW ngày 07/4/2014\n\ncủa Bộ Chính trị về thi đua", 1),  # a page break
    ("I. TÌNH HÌNH\nHuyện có 12 xã.", 2),
    ("Huyện có 12 xã.\n\nHuyện có 01 thị trấn.", 2),
    ("- Huyện có 12 xã;\n- Huyện có 01 thị trấn.", 2),
    (LONG + " nghỉ.\nCảnh quan\n" + LONG, 3),  # a short line without a stop
    ("c) Chuyển đổi số\n" + LONG, 2),  # "số" ends a noun here, not "Quyết định số"
]


@pytest.mark.parametrize(("text", "count"), TEXTS)
def test_lines_of_plain_text(text: str, count: int) -> None:
    found = blocks(plain(text))
    assert len(found) == count, [b.text for b in found]


@pytest.mark.parametrize(
    ("text", "loud"),
    [("KẾT QUẢ", True), ("ĐUA", True), ("Kết quả", False), ("UBND tỉnh", False), ("I", False),
     ("12", False), ("KẾT QUẢ 03 năm", False)],
)  # fmt: skip
def test_capitals(text: str, loud: bool) -> None:
    assert shouts(text) is loud


def test_the_usual_width() -> None:
    short = plain("Một\nHai\nBa")
    assert usual_width(short, short.lines) == 60  # a list, not a narrow column
    long = plain("x " * 150)
    assert usual_width(long, long.lines) == float("inf")  # each line is a paragraph
    assert usual_width(short, ()) == 0.0
