"""The workbook's long lists: one row a verdict, field, reference, quantity, doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.compile.labels import Lang, label, named
from pipeline.compile.phrases import doubt_about, doubt_value
from pipeline.compile.sheet import (
    CONTENT_COLOURS,
    Book,
    Cell,
    Shown,
    columns_of,
    letter_cell,
)
from pipeline.compile.tables import (
    Published,
    VerdictRow,
    anchor,
    doubts,
    fields_of,
    pages_of,
    shown,
    verdicts,
)


def write_verdicts(book: Book, letters: Sequence[Published]) -> None:
    lang = book.lang
    columns = [
        *columns_of(lang, ("col.name", 28), ("col.file", 20), ("col.item", 8)),
        *columns_of(lang, ("col.title", 34), ("col.content", 9), ("col.heading", 14)),
        *columns_of(lang, ("col.printed", 24), ("col.moved", 8), ("col.page", 6, "whole")),
        *columns_of(lang, ("col.quote", 46), ("col.why", 34), ("col.score", 7, "share")),
        *columns_of(lang, ("col.confidence", 9, "share"), ("col.review", 8)),
    ]
    rows = (_verdict_row(v, lang) for letter in letters for v in verdicts(letter))
    book.add_table(label("sheet.verdicts", lang), columns, rows, 3)


def _verdict_row(row: VerdictRow, lang: Lang) -> list[Shown]:
    item = row.item
    colour = (("bg_color", CONTENT_COLOURS[item["content"]]),)
    return [
        letter_cell(row.document),
        str(row.document["file"]),
        item["id"],
        item["title"],
        Cell(named("content", item["content"], lang), colour, row.anchor),
        named("heading", item["heading"], lang),
        item["printed_heading"],
        label("yes", lang) if item["moved"] else "",
        row.evidence["page"],
        "\n".join(e["quote"] for e in item["evidence"]),
        item.get("why"),
        item["score"],
        item["confidence"],
        label("yes", lang) if item["review"] else "",
    ]


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
                what = Cell(named("field", name, lang), (), anchor(document, "f", name))
                yield [
                    *(letter_cell(document), str(document["file"]), what),
                    *(shown(value["value"]), named("source", value["source"], lang)),
                    *(value["raw"], value["page"], value["confidence"]),
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
            for at, reference in enumerate(document["references"]):
                symbol = reference["symbol"] or reference.get("name") or reference["raw"]
                link = anchor(document, "r", str(at))
                yield [
                    *(letter_cell(document), str(document["file"]), Cell(symbol, (), link)),
                    *(reference["type"], reference["date"], reference["issuer"]),
                    *(reference["raw"], ", ".join(map(str, pages_of(reference)))),
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
            *(q["section"], q["raw"], q["page"]),
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
            Cell(doubt_about(doubt, lang), (), doubt.anchor),
            *(doubt_value(doubt, lang), doubt.why, doubt.page, doubt.confidence),
        ]
        for document in letters
        for doubt in doubts(document)
    )
    book.add_table(label("sheet.doubts", lang), columns, rows, 3)
