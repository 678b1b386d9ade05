"""The compliance matrix as a sheet: letters down, outline items across."""

from __future__ import annotations

from typing import Any

from pipeline.compile.labels import Lang, label, named
from pipeline.compile.phrases import say_verdict
from pipeline.compile.sheet import (
    CONTENT_COLOURS,
    DOUBT,
    HEADER,
    Book,
    Cell,
    Column,
    columns_of,
    letter_cell,
)
from pipeline.compile.tables import Matrix, VerdictRow

_QUIET = (("font_color", "#6B6B6B"), ("italic", True))


def write_matrix(book: Book, matrix: Matrix) -> None:
    lang = book.lang
    name = f"{label('sheet.matrix', lang)} {matrix.outline}"
    columns = [Column(label("col.name", lang), 32), *columns_of(lang, ("col.score", 7, "share"))]
    columns += [Column(f"{id}. {title}", 7) for id, title in matrix.items]
    sheet = book.add_sheet(name, columns, (1, 2))
    header = (*HEADER, ("font_size", 8), ("rotation", 90))
    book.write_row(sheet, 0, [Cell(c.title, header) for c in columns], columns)
    sheet.set_row(0, 170)
    last = 0
    for last, (document, row) in enumerate(matrix.rows, start=1):
        told = [_verdict(row.get(id), lang) for id, _ in matrix.items]
        score = document["coverage"]["score"]
        book.write_row(sheet, last, [letter_cell(document), score, *told], columns)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    for at, line in enumerate(signs(lang), start=last + 2):
        for column, cell in enumerate(line):
            book.write(sheet, at, column, cell, "text")


def _verdict(row: VerdictRow | None, lang: Lang) -> Cell:
    """``Đủ (đ, c) ?``: content, codes of the heading's state, and a mark of doubt."""
    if row is None:
        return Cell("", _QUIET)
    item = row.item
    looks: tuple[tuple[str, Any], ...] = (
        ("align", "center"),
        ("bg_color", CONTENT_COLOURS[item["content"]]),
        ("font_size", 8),
    )
    if item.get("source") == "corrected":
        looks += (("bold", True),)
    return Cell(
        say_verdict(item, lang),
        looks + (DOUBT if item["review"] else ()),
        row.anchor,
        _tip(row, lang),
    )


def _tip(row: VerdictRow, lang: Lang) -> str:
    item = row.item
    printed = f" “{item['printed_heading']}”" if item["printed_heading"] else ""
    page = row.evidence["page"]
    told = [
        f"{item['id']}. {named('heading', item['heading'], lang)}{printed}",
        f"{label('col.confidence', lang)} {item['confidence']:.0%}",
        f"{label('col.page', lang)} {page}" if page else "",
        row.evidence["quote"],
    ]
    return " · ".join(part for part in told if part)


def signs(lang: Lang) -> list[list[Cell]]:
    """The matrix's signs with their meaning."""
    lines = []
    for state, colour in CONTENT_COLOURS.items():
        look = (("align", "center"), ("bg_color", colour))
        sign = Cell(label(f"content.{state}", lang), look)
        lines.append([sign, Cell(label(f"content.{state}.long", lang), _PLAIN)])
    for code in ("heading.renamed", "heading.merged", "heading.none", "moved"):
        lines.append(
            [
                Cell(f"({label(f'{code}.code', lang)})", (("align", "center"),)),
                Cell(label(code, lang), _PLAIN),
            ]
        )
    doubtful = Cell("?", (("align", "center"), *DOUBT))
    lines.append([doubtful, Cell(label("legend.review", lang), _PLAIN)])
    return lines


_PLAIN = (("border", 0), ("text_wrap", False))
