"""The workbook's long lists: one row a field, reference, quantity, doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.compile.labels import Lang, label, named
from pipeline.compile.phrases import doubt_about, doubt_value
from pipeline.compile.sheet import Book, Cell, Shown, columns_of, letter_cell, page_cell
from pipeline.compile.tables import (
    Doubt,
    Published,
    doubts,
    evidence_link,
    fields_of,
    pages_of,
    shown,
)


def write_fields(book: Book, letters: Sequence[Published]) -> None:
    lang = book.lang
    columns = [
        *columns_of(lang, ("col.name", 28), ("col.file", 20), ("col.what", 20)),
        *columns_of(lang, ("col.value", 40), ("col.source", 14), ("col.raw", 40)),
        *columns_of(lang, ("col.page", 6, "whole"), ("col.confidence", 9, "share")),
        *columns_of(lang, ("col.review", 8), ("col.why", 34)),
    ]

    def rows() -> Iterator[list[Shown]]:
        for document in letters:
            for name, value in fields_of(document):
                what = named("field", name, lang)
                yield [
                    *(letter_cell(document), str(document["file"]), what),
                    *(shown(value["value"]), named("source", value["source"], lang)),
                    *(value["raw"], page_cell(document, lang, value["page"], "field", name)),
                    value["confidence"],
                    *(label("yes", lang) if value["review"] else "", value.get("why")),
                ]

    book.add_table(label("sheet.fields", lang), columns, rows(), 3)


def write_references(book: Book, letters: Sequence[Published]) -> None:
    lang = book.lang
    columns = [
        *columns_of(lang, ("col.name", 28), ("col.file", 20), ("col.symbol", 18)),
        *columns_of(lang, ("col.type", 16), ("col.date", 11, "date"), ("col.issuer", 26)),
        *columns_of(lang, ("col.raw", 46), ("col.page", 9), ("col.mentions", 8, "whole")),
        *columns_of(lang, ("col.confidence", 9, "share"), ("col.findings", 30)),
    ]

    def rows() -> Iterator[list[Shown]]:
        for document in letters:
            for reference in document["references"]:
                symbol = reference["symbol"] or reference.get("name") or reference["raw"]
                link = evidence_link(document, "page", str(reference["page"]))
                yield [
                    *(letter_cell(document), str(document["file"]), symbol),
                    *(reference["type"], reference["date"], reference["issuer"]),
                    reference["raw"],
                    Cell(", ".join(map(str, pages_of(reference))), page=link),
                    *(reference["mentions"], reference["confidence"]),
                    "\n".join(reference.get("findings", ())),
                ]

    book.add_table(label("sheet.references", lang), columns, rows(), 3)


def write_quantities(book: Book, letters: Sequence[Published]) -> None:
    lang = book.lang
    columns = [
        *columns_of(lang, ("col.name", 28), ("col.file", 20), ("col.count", 9, "whole")),
        *columns_of(lang, ("col.count_max", 8, "whole"), ("col.unit", 16), ("col.award", 24)),
        *columns_of(lang, ("col.ceiling", 9), ("col.section", 16), ("col.raw", 46)),
        *columns_of(lang, ("col.page", 6, "whole")),
    ]
    rows = (
        [
            *(letter_cell(document), str(document["file"]), q["count"], q["count_max"]),
            *(q["unit"], q["award"], label("yes", lang) if q.get("ceiling") else ""),
            *(q["section"], q["raw"]),
            page_cell(document, lang, q["page"]),
        ]
        for document in letters
        for q in document["quantities"]
    )
    book.add_table(label("sheet.quantities", lang), columns, rows)


def write_doubts(book: Book, letters: Sequence[Published]) -> None:
    lang = book.lang
    columns = [
        *columns_of(lang, ("col.name", 28), ("col.file", 22), ("col.what", 34)),
        *columns_of(lang, ("col.value", 32), ("col.why", 46), ("col.page", 6, "whole")),
        *columns_of(lang, ("col.confidence", 9, "share")),
    ]
    rows = (
        [
            *(letter_cell(document), str(document["file"])),
            *(doubt_about(doubt, lang), doubt_value(doubt, lang), doubt.why),
            *(_doubt_page(doubt, lang), doubt.confidence),
        ]
        for document in letters
        for doubt in doubts(document)
    )
    book.add_table(label("sheet.doubts", lang), columns, rows, 3)


def _doubt_page(doubt: Doubt, lang: Lang) -> Cell:
    """The page of the letter, at what is in doubt."""
    if doubt.kind in ("field", "item"):
        return page_cell(doubt.document, lang, doubt.page, doubt.kind, doubt.key)
    return page_cell(doubt.document, lang, doubt.page)
