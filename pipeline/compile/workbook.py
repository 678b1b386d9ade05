"""``compliance.xlsx``: what the board takes home, every verdict linked to its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.compile.chains import write_chains
from pipeline.compile.labels import Lang, label, named
from pipeline.compile.lists import (
    write_doubts,
    write_fields,
    write_quantities,
    write_references,
)
from pipeline.compile.matrix import signs, write_matrix
from pipeline.compile.overview import Figure, figures
from pipeline.compile.pages.states import STATES, tally
from pipeline.compile.parts import write_parts
from pipeline.compile.register import Register, make_register
from pipeline.compile.register.figures import register_figures, rolls_of
from pipeline.compile.register.sheets import write_register, write_roll
from pipeline.compile.sheet import (
    DOUBT,
    HEADER,
    LONGEST_LINKED,
    REPORT,
    Book,
    Cell,
    Column,
    Shown,
    columns_of,
)
from pipeline.compile.signatures import say_signatures
from pipeline.compile.signed import needs_a_look, signatures_of
from pipeline.compile.tables import (
    Matrix,
    Published,
    clean,
    decisions,
    doubts,
    evidence_link,
    field_of,
    matrices,
    ordered,
    shown,
    signer_of,
)
from pipeline.compile.totals import write_totals
from pipeline.records import Outline


def write_workbook(
    documents: Sequence[Published],
    path: Path,
    lang: Lang = "vi",
    outlines: Sequence[Outline] | None = None,
    page: str = REPORT,
    register: Register | None = None,
) -> None:
    """Writes the workbook in one step; the same documents give the same bytes. ``outlines``: the
    campaigns there may be, with their deadlines; None for all known. ``page``: the report page
    beside it, where links lead. ``register``: where it is made already.

    Raises ``OutputUnwritable`` and leaves an older workbook as it was."""
    book = Book(lang, report=page)
    letters = ordered(documents)
    register = register or make_register(letters, outlines)
    rolls = rolls_of(register)
    found = matrices(letters)
    _write_overview(book, letters, [*figures(letters), *register_figures(register, rolls, lang)])
    write_register(book, register)
    write_roll(book, rolls)
    _write_letters(book, letters)
    for matrix in found:
        write_matrix(book, matrix)
    for matrix in found:
        write_parts(book, matrix, f"{matrix.outline} " if len(found) > 1 else "")
    write_quantities(book, letters)
    write_totals(book, [row.document for row in register.rows if row.counts])
    write_references(book, letters)
    write_chains(book, letters)
    write_fields(book, letters)
    write_doubts(book, letters)
    _write_legend(book)
    book.save(path)


def _write_overview(book: Book, letters: Sequence[Published], counted: Sequence[Figure]) -> None:
    lang = book.lang
    columns = columns_of(lang, ("col.figure", 66), ("col.count", 12))
    columns += [
        Column("", 9),
        Column("", 9),
        Column("", 9),
        Column("", 11),
        Column("", 11, "share"),
    ]
    sheet = book.add_sheet(label("sheet.overview", lang), columns, (2, 0))
    title = book.look(bold=True, font_size=14, text_wrap=False)
    sheet.write_string(0, 0, label("title", lang), title)
    at = 2  # below the title and an empty row
    for figure in counted:
        look = () if figure.level else (("bold", True),)
        book.write_row(
            sheet,
            at,
            [Cell(figure.caption(lang), look), Cell(figure.value, look)],
            [columns[0], Column("", 12, "share" if figure.share else "whole")],
        )
        at += 1
    for matrix in matrices(letters):
        at = _write_tallies(book, sheet, matrix, at + 1, columns)


def _write_tallies(
    book: Book, sheet: Any, matrix: Matrix, at: int, columns: Sequence[Column]
) -> int:
    """How many letters answer each item, from row ``at`` on; the row after the last. What could
    not be read is no answer: the share is of the letters that could."""
    lang = book.lang
    caption = label("caption.by_item", lang, outline=clean(matrix.outline))
    states = [label(f"content.{state}", lang) for state in STATES]
    header = [caption, label("sheet.letters", lang), *states, label("col.share_full", lang)]
    book.write_row(sheet, at, [Cell(text, HEADER) for text in header], columns)
    first, last = at + 1, at + len(matrix.items)
    for row, (id, title) in enumerate(matrix.items, start=first):
        counts = tally(matrix, id)
        judged = sum(counts.values()) - counts["unread"]
        share = counts["full"] / judged if judged else None
        told = [f"{id}. {title}", sum(counts.values()), *counts.values(), share]
        book.write_row(sheet, row, told, columns)
    bar = {"type": "data_bar", "bar_color": "#6AA7D6", "bar_solid": True}
    limits = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    sheet.conditional_format(first, 6, last, 6, {**bar, **limits})
    return last + 1


def _write_letters(book: Book, letters: Sequence[Published]) -> None:
    lang = book.lang
    asked = decisions(letters)
    columns = [
        *columns_of(lang, ("col.file", 22), ("col.kind", 10)),
        *(Column(named("field", name, lang), *rest) for name, *rest in _REGISTER),
        *columns_of(lang, ("col.signer", 20), ("col.pages", 6, "whole"), ("col.status", 10)),
        *columns_of(lang, ("col.errors", 20), ("sheet.signatures", 24)),
        *(Column(label("col.cites", lang, decision=clean(d)), 11) for d in asked),
        *columns_of(lang, ("col.score", 7, "share"), ("col.doubts", 7, "whole")),
        *columns_of(lang, ("col.sources", 24)),
    ]
    rows = (_letter(d, asked, lang) for d in letters)
    book.add_table(label("sheet.letters", lang), columns, rows)


_REGISTER: tuple[tuple[Any, ...], ...] = (
    ("number", 7),
    ("symbol", 11),
    ("date", 10.5, "date"),
    ("issuer", 26),
    ("province", 12),
    ("subject", 34),
)


def _letter(document: Published, asked: Sequence[str], lang: Lang) -> list[Shown]:
    coverage, file = document["coverage"], str(document["file"])
    return [
        Cell(file, page=evidence_link(document) if _short(file) else None),
        named("kind", document.get("kind", "unknown"), lang),
        *(_field(document, name) for name, *_ in _REGISTER),
        signer_of(document),
        document["pages"],
        named("status", document["status"], lang),
        "\n".join(e["message"] for e in document["errors"]),
        Cell(say_signatures(document, lang), _signed(document)),
        *(named("cite", document["cites"].get(d, "none"), lang) for d in asked),
        coverage["score"] if coverage else None,
        len(doubts(document)),
        _sources(document, lang),
    ]


def _signed(document: Published) -> tuple[tuple[str, Any], ...]:
    return DOUBT if any(map(needs_a_look, signatures_of(document))) else ()


def _field(document: Published, name: str) -> Cell:
    value = field_of(document, name)
    look: tuple[tuple[str, Any], ...] = ()
    if value.get("source") == "inferred":
        look = (("italic", True),)
    elif value.get("source") == "corrected":
        look = (("bold", True),)
    if value.get("review"):
        look += DOUBT
    text = shown(value.get("value"))
    return Cell(text, look, page=evidence_link(document, "field", name) if _short(text) else None)


def _short(text: str) -> bool:
    return 0 < len(text) <= LONGEST_LINKED


def _sources(document: Published, lang: Lang) -> str:
    """``Số: để trống; Ngày: suy ra``: what was not simply read, of the register's columns."""
    names = [*(name for name, *_ in _REGISTER), "signer_name"]
    told = [(name, field_of(document, name).get("source", "read")) for name in names]
    return "; ".join(
        f"{named('field', n, lang)}: {named('source', s, lang)}" for n, s in told if s != "read"
    )


def _write_legend(book: Book) -> None:
    lang = book.lang
    columns = columns_of(lang, ("col.sign", 22), ("col.meaning", 90))
    rows = [list(line) for line in signs(lang)]
    sources = label("col.sources", lang)
    for key, told in (
        ("col.score", label("legend.score", lang)),
        ("col.confidence", label("legend.confidence", lang)),
        ("source.inferred", label("legend.inferred", lang, sources=sources)),
        ("source.corrected", label("legend.corrected", lang)),
        ("ui.evidence", label("legend.page", lang)),
        ("due.met", label("legend.met", lang)),
        ("due.on_day", label("legend.on_day", lang)),
        ("due.late", label("legend.late", lang)),
        ("state.question", label("legend.question", lang)),
        ("col.subordinates", label("legend.subordinates", lang)),
    ):
        rows.append([Cell(label(key, lang)), Cell(told)])
    book.add_table(label("sheet.legend", lang), columns, rows)
