"""The Word primitives: type, blanks, rules, tables, pages that lie or stand."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from pipeline.compile.synthesis.office import (
    CENTRE,
    FONT,
    JUSTIFY,
    add_blank,
    add_columns,
    add_note,
    add_rule,
    add_run,
    add_table,
    add_text,
    new_office_document,
    room,
    start_page,
    to_bytes,
)

EMU_TOLERANCE = 700
"""Word keeps lengths in twentieths of a point (635 EMU)."""
DECREE = datetime(2020, 3, 5, tzinfo=UTC)


def again(document: Any) -> Any:
    """The document as Word would open it."""
    return Document(BytesIO(to_bytes(document)))


def near(one: int, other: int) -> bool:
    return abs(one - other) <= EMU_TOLERANCE


def new() -> Any:
    return new_office_document("Thử")


# --- paper and type --------------------------------------------------------------------------


def test_the_date_of_making_is_not_told() -> None:
    properties = again(new()).core_properties
    assert properties.title == "Thử"
    assert properties.created.date() == properties.modified.date() == DECREE.date()
    assert properties.author == ""


@pytest.mark.parametrize("style", ["Normal", "Heading 1", "Heading 2", "Heading 3"])
def test_every_style_is_set_in_the_decrees_type(style: str) -> None:
    """Word takes the theme's font for Vietnamese letters unless all four scripts are named."""
    made = again(new()).styles[style]
    assert made.font.name == FONT and made.font.size == Pt(14)
    fonts = made.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{s}")) for s in ("ascii", "hAnsi", "eastAsia", "cs")} == {FONT}
    assert not [name for name in fonts.attrib if "heme" in name]


def test_headings_are_black_and_stay_with_their_text() -> None:
    for level in (1, 2, 3):
        made = again(new()).styles[f"Heading {level}"]
        assert made.element.rPr.find(qn("w:color")) is None
        assert made.paragraph_format.keep_with_next
        assert bool(made.font.italic) == (level == 3)


def test_pages_are_numbered_from_the_second_on() -> None:
    section = again(new()).sections[0]
    assert section.different_first_page_header_footer
    kinds = [e.get(qn("w:fldCharType")) for e in section.header._element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "end"]
    assert section.first_page_header.paragraphs[0].text == ""


# --- words -----------------------------------------------------------------------------------


def test_a_paragraph_has_the_look_asked_for() -> None:
    document = new()
    add_text(document, "Chữ", align=JUSTIFY, size=12, bold=True, after=4, indent=1.27)
    paragraph = again(document).paragraphs[-1]
    assert paragraph.alignment == JUSTIFY
    assert paragraph.paragraph_format.space_after == Pt(4)
    assert near(paragraph.paragraph_format.first_line_indent, Cm(1.27))
    (run,) = paragraph.runs
    assert (run.text, run.bold, run.italic, run.font.size) == ("Chữ", True, None, Pt(12))


def test_an_empty_paragraph_has_no_run() -> None:
    document = new()
    add_text(document)
    assert again(document).paragraphs[-1].runs == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[TÊN CƠ QUAN]", [("[TÊN CƠ QUAN]", True)]),
        ("Số:     /BC-[…]", [("Số:     /BC-", False), ("[…]", True)]),
        ("- Lưu: VT, […].", [("- Lưu: VT, ", False), ("[…]", True), (".", False)]),
        ("[a][b]", [("[a]", True), ("[b]", True)]),
        ("không có chỗ trống", [("không có chỗ trống", False)]),
        ("ngoặc [không đóng", [("ngoặc ", False), ("[không đóng", True)]),
        ("", []),
    ],
)
def test_blanks_to_fill_are_marked(text: str, wanted: list[tuple[str, bool]]) -> None:
    document = new()
    add_blank(add_text(document), text, bold=True)
    runs = again(document).paragraphs[-1].runs
    found = [(r.text, r.font.highlight_color == WD_COLOR_INDEX.YELLOW) for r in runs]
    assert found == wanted
    assert all(r.bold for r in runs)


def test_a_note_in_the_margin_has_no_date() -> None:
    document = new()
    paragraph = add_text(document)
    runs = [add_run(paragraph, "một"), add_run(paragraph, "hai", marked=True)]
    add_note(document, runs, "vì sao")
    (comment,) = again(document).comments
    assert (comment.text, comment.author, comment.timestamp) == ("vì sao", "vanban", None)
    xml = again(document).paragraphs[-1]._element.xml
    assert xml.index("commentRangeStart") < xml.index("một") < xml.index("commentRangeEnd")


# --- tables and rules ------------------------------------------------------------------------


def test_the_heads_two_halves_have_their_widths() -> None:
    document = new()
    left, right = add_columns(document, (6.4, 10.1))
    add_text(left, "trái")
    add_text(right, "phải", align=CENTRE)
    table = again(document).tables[0]
    assert [c.text for c in table.rows[0].cells] == ["trái", "phải"]
    for column, wanted in zip(table.columns, (6.4, 10.1), strict=True):
        assert near(column.width, Cm(wanted))
    assert table.style is None or table.style.name != "Table Grid"
    assert table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None


def test_a_table_repeats_its_head_and_breaks_no_row() -> None:
    document = new()
    add_table(document, ("TT", "Tên"), (("1", "Một"), ("2", "Hai")), (1.1, 5.0))
    table = again(document).tables[0]
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["TT", "Tên"], ["1", "Một"], ["2", "Hai"],
    ]  # fmt: skip
    properties = [row._tr.find(qn("w:trPr")) for row in table.rows]
    assert [p.find(qn("w:tblHeader")) is not None for p in properties] == [True, False, False]
    assert all(p.find(qn("w:cantSplit")) is not None for p in properties)
    assert table.rows[0].cells[0].paragraphs[0].runs[0].bold


def test_a_rule_is_a_border_set_in() -> None:
    document = new()
    add_rule(document, 6)
    paragraph = again(document).paragraphs[-1]
    assert near(paragraph.paragraph_format.left_indent, Cm(6))
    border = paragraph._element.pPr.find(qn("w:pBdr")).find(qn("w:top"))
    assert border.get(qn("w:val")) == "single"


# --- pages -----------------------------------------------------------------------------------


def test_pages_lie_and_stand_again() -> None:
    document = new()
    for landscape in (True, True, False):
        start_page(document, landscape=landscape)
    sections = again(document).sections
    lying = [s.orientation == WD_ORIENT.LANDSCAPE for s in sections]
    assert lying == [False, True, True, False]
    for section, lies in zip(sections, lying, strict=True):
        assert (section.page_width > section.page_height) == lies


def test_the_room_is_the_page_less_its_margins() -> None:
    document = new()
    width, height = room(document)
    assert near(width, Cm(21 - 3 - 1.5)) and near(height, Cm(29.7 - 4))
    start_page(document, landscape=True)
    width, height = room(document)
    assert width > height


def test_the_file_has_no_time_in_it() -> None:
    first = to_bytes(new())
    with ZipFile(BytesIO(first)) as file:
        names = file.namelist()
        assert {i.date_time for i in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "[Content_Types].xml" in names and len(names) == len(set(names))
    assert to_bytes(new()) == first
