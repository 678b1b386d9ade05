"""The compliance matrix as a sheet: letters down, outline items across."""

from __future__ import annotations

from typing import Any

from pipeline.compile.labels import Lang, label, named
from pipeline.compile.pages.states import state_of
from pipeline.compile.phrases import verdict_codes
from pipeline.compile.sheet import (
    DOUBT,
    HEADER,
    STATE_COLOURS,
    Book,
    Cell,
    Column,
    columns_of,
)
from pipeline.compile.tables import Matrix, VerdictRow, evidence_link, name_of

_QUIET = (("font_color", "#6B6B6B"), ("italic", True))


def write_matrix(book: Book, matrix: Matrix) -> None:
    """Narrow columns, so that some thirty items fit on A4 and can be read there: short signs, and
    in the head the item's label with the beginning of its title."""
    lang = book.lang
    name = f"{label('sheet.matrix', lang)} {matrix.outline}"
    columns = [Column(label("col.name", lang), 34), *columns_of(lang, ("col.score", 6.5, "share"))]
    columns += [Column(f"{id}. {title}", 4.6) for id, title in matrix.items]
    sheet = book.add_sheet(name, columns, (1, 2))
    # Text that stands upright needs no room across: the height of the row is set below.
    for at, column in enumerate(columns):
        look = () if at < 2 else (*_UPRIGHT, *_edge(matrix, at - 2))
        book.write(sheet, 0, at, Cell(shortened(column.title), (*HEADER, *look)), "text")
    sheet.set_row(0, 190)
    # The signs are small enough for one line: only a long name makes a row higher.
    roomy = [*columns[:2], *(Column(column.title) for column in columns[2:])]
    last = 0
    for last, (document, row) in enumerate(matrix.rows, start=1):
        told = [
            _verdict(row.get(id), lang, _edge(matrix, n)) for n, (id, _) in enumerate(matrix.items)
        ]
        score = Cell(document["coverage"]["score"], page=evidence_link(document))
        book.write_row(sheet, last, [Cell(name_of(document)), score, *told], roomy)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    for at, line in enumerate(signs(lang), start=last + 2):
        for n, cell in enumerate(line):
            book.write(sheet, at, n, cell, "text")


_UPRIGHT = (("align", "center"), ("font_size", 8), ("rotation", 90))
_LONGEST_TITLE = 70


def shortened(title: str, most: int = _LONGEST_TITLE) -> str:
    """Whole words up to ``most`` characters; the parts' sheets have each title in full once."""
    if len(title) <= most:
        return title
    return title[:most].rpartition(" ")[0].rstrip(" ,;:") + " …"


def _edge(matrix: Matrix, at: int) -> tuple[tuple[str, Any], ...]:
    """A stronger line where a part of the outline begins."""
    here = matrix.items[at][0].partition(".")[0]
    before = matrix.items[at - 1][0].partition(".")[0] if at else None
    return () if here == before else (("left", 2), ("left_color", "#1F3A5F"))


def _verdict(row: VerdictRow | None, lang: Lang, edge: tuple[tuple[str, Any], ...] = ()) -> Cell:
    """``Đủ đc?``: content, the codes of the heading's state, and a mark of doubt."""
    if row is None:
        return Cell("", (*_QUIET, *edge))
    item = row.item
    state = state_of(row.document, item)
    looks: tuple[tuple[str, Any], ...] = (
        ("align", "center"),
        ("bg_color", STATE_COLOURS[state]),
        ("font_size", 8),
        *edge,
    )
    if item.get("source") == "corrected":
        looks += (("bold", True),)
    codes = f"{verdict_codes(item, lang)}{'?' if item['review'] else ''}"
    return Cell(
        label(f"short.{state}", lang) + (f" {codes}" if codes else ""),
        looks + (DOUBT if item["review"] else ()),
        row.anchor,
        _tip(row, lang),
        evidence_link(row.document, "item", item["id"]),
    )


def _tip(row: VerdictRow, lang: Lang) -> str:
    item = row.item
    printed = f" “{item['printed_heading']}”" if item["printed_heading"] else ""
    page = row.evidence["page"]
    told = [
        f"{item['id']}. {named('content', state_of(row.document, item), lang)}",
        f"{named('heading', item['heading'], lang)}{printed}",
        f"{label('col.confidence', lang)} {item['confidence']:.0%}",
        f"{label('col.page', lang)} {page}" if page else "",
        row.evidence["quote"],
    ]
    return " · ".join(part for part in told if part)


def signs(lang: Lang) -> list[list[Cell]]:
    """The matrix's signs with their meaning."""
    lines = []
    for state, colour in STATE_COLOURS.items():
        look = (("align", "center"), ("bg_color", colour))
        sign = Cell(f"{label(f'short.{state}', lang)}: {label(f'content.{state}', lang)}", look)
        lines.append([sign, Cell(label(f"content.{state}.long", lang), _PLAIN)])
    for code in ("heading.renamed", "heading.merged", "heading.none", "moved"):
        lines.append(
            [
                Cell(label(f"{code}.code", lang), (("align", "center"),)),
                Cell(label(code, lang), _PLAIN),
            ]
        )
    doubtful = Cell("?", (("align", "center"), *DOUBT))
    lines.append([doubtful, Cell(label("legend.review", lang), _PLAIN)])
    return lines


_PLAIN = (("border", 0), ("text_wrap", False))
