"""One sheet a part of the outline: what every letter says on each of its items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.compile.labels import Lang, label, named
from pipeline.compile.matrix import shortened
from pipeline.compile.pages.states import state_of
from pipeline.compile.sheet import DOUBT, STATE_COLOURS, Book, Cell, Shown, columns_of
from pipeline.compile.tables import Matrix, Published, VerdictRow, evidence_link, name_of

_REMINDER = 50


def write_parts(book: Book, matrix: Matrix, prefix: str) -> None:
    """The sheets of one outline. Rows go by item, then letter, so that the answers to one item
    stand under each other; ``prefix`` tells outlines apart where there are several."""
    for part, items in parts_of(matrix):
        name = label("sheet.part", book.lang, part=part)
        _write_part(book, f"{prefix}{name}", matrix, items)


def parts_of(matrix: Matrix) -> list[tuple[str, list[tuple[str, str]]]]:
    """The outline's top labels with the items under each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for id, title in matrix.items:
        found.setdefault(id.partition(".")[0], []).append((id, title))
    return list(found.items())


def _write_part(book: Book, name: str, matrix: Matrix, items: Sequence[tuple[str, str]]) -> None:
    lang = book.lang
    columns = [
        *columns_of(lang, ("col.item", 7), ("col.title", 28), ("col.name", 26)),
        *columns_of(lang, ("col.content", 9), ("col.heading", 12), ("col.quote", 64)),
        *columns_of(lang, ("col.page", 6, "whole"), ("col.printed", 22), ("col.moved", 8)),
        *columns_of(lang, ("col.why", 26), ("col.confidence", 7, "share"), ("col.review", 6)),
        *columns_of(lang, ("col.file", 16)),
    ]

    def rows() -> Iterator[list[Shown]]:
        for id, _ in items:
            first = True
            for document, row in matrix.rows:
                if id in row:
                    yield _row(document, row[id], lang, first=first)
                    first = False

    book.add_table(name, columns, rows(), 3)


def _row(document: Published, row: VerdictRow, lang: Lang, *, first: bool) -> list[Shown]:
    item = row.item
    line = (("top", 2), ("top_color", "#1F3A5F")) if first else ()
    state = state_of(document, item)
    colour = (("bg_color", STATE_COLOURS[state]), *line, *(DOUBT if item["review"] else ()))
    link = evidence_link(document, "item", item["id"])
    # The title stands in full once; on the rows below it is only a reminder.
    title = Cell(item["title"], (("bold", True), *line))
    if not first:
        title = Cell(shortened(item["title"], _REMINDER), (("font_color", "#6B6B6B"),))
    cells: list[Shown] = [
        Cell(item["id"], (("bold", first), *line)),
        title,
        Cell(name_of(document), line),
        Cell(named("content", state, lang), colour, page=link),
        named("heading", item["heading"], lang),
        "\n".join(e["quote"] for e in item["evidence"]),
        row.evidence["page"],
        item["printed_heading"],
        label("yes", lang) if item["moved"] else "",
        item.get("why"),
        item["confidence"],
        label("yes", lang) if item["review"] else "",
        str(document["file"]),
    ]
    return [cell if isinstance(cell, Cell) else Cell(cell, line) for cell in cells]
