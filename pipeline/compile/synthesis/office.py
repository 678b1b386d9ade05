"""A Word file in the layout of an official letter (Nghị định 30/2020/NĐ-CP, Phụ lục I): paper,
type, paragraphs and tables; what they say is none of its business."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FONT = "Times New Roman"
BODY, SMALL, NOTES = 14, 12, 11
LEFT, CENTRE, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip
_FIXED = datetime(2020, 3, 5, tzinfo=UTC)
"""The day the decree came into force: a date of making would change the bytes with each run."""
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def new_office_document(title: str) -> Any:
    """A4 with the decree's margins, Times New Roman 14, page numbers at the top from page two."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header_distance = Cm(1)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    _set_font(style, BODY)
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        _set_font(heading, BODY)
        heading.font.bold, heading.font.italic = True, level == 3
        heading.font.color.rgb = None
        for colour in heading.element.rPr.findall(qn("w:color")):
            heading.element.rPr.remove(colour)
        heading.paragraph_format.space_before = Pt(10 if level == 1 else 6)
        heading.paragraph_format.space_after = Pt(4)
        heading.paragraph_format.keep_with_next = True
    _number_pages(section)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = _FIXED
    return document


def add_text(
    holder: Any,
    text: str = "",
    *,
    align: Any = LEFT,
    size: float = BODY,
    bold: bool = False,
    italic: bool = False,
    after: float = 0,
    indent: float = 0,
    style: str | None = None,
) -> Any:
    """A paragraph in a document or a table cell. ``after`` in points, ``indent`` of the first
    line in centimetres."""
    paragraph = holder.add_paragraph(style=style) if style else holder.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_after, shape.first_line_indent = Pt(after), Cm(indent) if indent else None
    if text:
        add_run(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def add_run(
    paragraph: Any,
    text: str,
    *,
    size: float | None = None,
    bold: bool = False,
    italic: bool = False,
    marked: bool = False,
) -> Any:
    """Words within a paragraph; ``marked`` lays yellow over what a person should look at."""
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if size is not None:
        run.font.size = Pt(size)
    if marked:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return run


def add_blank(paragraph: Any, text: str, **looks: Any) -> None:
    """Words in which ``[…]`` are blanks for a person to fill, marked so that none is overlooked."""
    rest = text
    while rest:
        before, bracket, after = rest.partition("[")
        if before:
            add_run(paragraph, before, **looks)
        inside, closing, rest = after.partition("]") if bracket else ("", "", "")
        if bracket:
            add_run(paragraph, f"[{inside}{closing}", marked=True, **looks)


def add_columns(document: Any, widths: Sequence[float]) -> list[Any]:
    """A table row without lines; the cells come without their first empty paragraph."""
    table = document.add_table(rows=1, cols=len(widths))
    _set_widths(table, widths)
    _keep_whole(table)
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Cm(width)
        drop(cell.paragraphs[0])
    return list(table.rows[0].cells)


def drop(paragraph: Any) -> None:
    paragraph._element.getparent().remove(paragraph._element)


def add_rule(holder: Any, margin: float) -> None:
    """The short line under a title: the upper border of a paragraph set in from both sides by
    ``margin`` centimetres."""
    paragraph = add_text(holder, size=4)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(margin)
    paragraph.paragraph_format.line_spacing = Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._element.get_or_add_pPr().append(borders)


def add_note(document: Any, runs: Sequence[Any], text: str) -> None:
    """A comment in the margin, without an author and a date."""
    comment = document.add_comment(runs, text=text, author="vanban", initials="v")
    element = comment._comment_elm
    element.attrib.pop(qn("w:date"), None)


def start_page(document: Any, *, landscape: bool = False) -> None:
    """A section of its own, so that a wide picture or table may lie across."""
    section = document.add_section()
    section.different_first_page_header_footer = False
    across = section.orientation == WD_ORIENT.LANDSCAPE
    if across != landscape:
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width


def add_table(document: Any, head: Sequence[str], rows: Sequence[Sequence[str]],
              widths: Sequence[float]) -> None:  # fmt: skip
    """A ruled table whose head repeats on each page; widths in centimetres."""
    table = document.add_table(rows=0, cols=len(head))
    table.style = "Table Grid"
    _set_widths(table, widths)
    for n, row in enumerate((head, *rows)):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Cm(width)
            drop(cell.paragraphs[0])
            add_text(cell, text, size=NOTES, bold=n == 0, align=CENTRE if n == 0 else LEFT)
    _keep_whole(table)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _keep_whole(table: Any) -> None:
    """No row breaks over a page."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def room(document: Any) -> tuple[int, int]:
    """Width and height of the text on the pages now being written, in EMU."""
    section = document.sections[-1]
    width = section.page_width - section.left_margin - section.right_margin
    return width, section.page_height - section.top_margin - section.bottom_margin


def to_bytes(document: Any) -> bytes:
    """The file, with the same bytes for the same content: parts in order, without their dates."""
    written, clean = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(clean, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return clean.getvalue()


def _set_font(style: Any, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _number_pages(section: Any) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._element.append(part)
