"""The register and the roll of those who must report, as sheets; and as a workbook of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.compile.labels import Lang, label, named
from pipeline.compile.missing import Roll, Standing
from pipeline.compile.register.figures import TIMINGS
from pipeline.compile.register.phrases import (
    list_name,
    say_checks,
    say_deadlines,
    say_field,
    say_letter,
    say_question,
    say_roll,
    say_timing,
    say_twin,
)
from pipeline.compile.register.rows import Register, RegisterRow
from pipeline.compile.sheet import DOUBT, Book, Cell, Column, Shown, columns_of
from pipeline.compile.tables import clean, evidence_link, field_of, name_of, value_of

_LATE = (("bg_color", "#F6D3C9"), ("bold", True))
_ON_DAY = (("bg_color", "#FDE3A7"),)
_TIMING_LOOKS: dict[str, tuple[tuple[str, Any], ...]] = {"late": _LATE, "on_day": _ON_DAY}
_STATE_LOOKS: dict[str, tuple[tuple[str, Any], ...]] = {
    "reported": (("bg_color", "#9CC9E8"),),
    "partly": (("bg_color", "#FDE3A7"),),
    "question": DOUBT,
    "missing": _LATE,
}


def write_register_book(
    register: Register, rolls: Sequence[Roll], path: Path, out: Path, lang: Lang
) -> None:
    """``register.xlsx``: summary, register, who has reported, what to check; its links lead to
    the letters' pages under ``out``. Raises ``OutputUnwritable``."""
    root = Path(os.path.relpath(out.resolve(), path.parent.resolve())).as_posix()
    book = Book(lang, "" if root == "." else f"{root}/")
    _write_summary(book, register, rolls)
    write_register(book, register)
    write_roll(book, rolls)
    _write_checks(book, register, rolls)
    book.save(path)


def write_register(book: Book, register: Register) -> None:
    """One row a letter, as an office's incoming book has them, printable on A4."""
    lang = book.lang
    columns = [
        *columns_of(lang, ("col.row_number", 4, "whole"), ("field.number_symbol", 14)),
        *columns_of(lang, ("field.date", 10, "date"), ("col.issuer", 25), ("col.kind", 9)),
        *columns_of(lang, ("field.subject", 30), ("col.pages", 5.5, "whole")),
        *columns_of(lang, ("col.received", 7), ("col.received_on", 10, "date")),
        *columns_of(lang, ("col.campaign", 8), ("col.by_date", 10), ("col.by_stamp", 10)),
        *columns_of(lang, ("col.in_time", 14), ("col.days", 6.5, "whole"), ("col.twin", 22)),
        *columns_of(lang, ("col.checks", 22), ("col.file", 16)),
    ]
    rows = (_register_row(n, row, lang) for n, row in enumerate(register.rows, start=1))
    book.add_table(label("sheet.register", lang), columns, rows, 2)


def _register_row(number: int, row: RegisterRow, lang: Lang) -> list[Shown]:
    document = row.document
    verdict = Cell(say_timing(row, lang), _TIMING_LOOKS.get(row.verdict or "", ()))
    return [
        number,
        _field(row, "number_symbol", lang),
        _field(row, "date", lang),
        _marked(name_of(document), row, {"issuer_unknown", "issuer_unsure"}),
        _marked(named("kind", document.get("kind", "unknown"), lang), row, {"kind_unsure"}),
        value_of(document, "subject"),
        document["pages"],
        _field(row, "incoming_number", lang),
        _field(row, "incoming_date", lang),
        clean(row.campaign or ""),
        label(f"due.{row.by_date}", lang) if row.by_date else "",
        label(f"due.{row.by_stamp}", lang) if row.by_stamp else "",
        verdict,
        row.days,
        say_twin(row.twin, lang),
        say_checks(row, lang),
        clean(str(document["file"])),
    ]


def _field(row: RegisterRow, name: str, lang: Lang) -> Cell:
    look = DOUBT if field_of(row.document, name).get("review") else ()
    link = evidence_link(row.document, "field", name)
    return Cell(say_field(row.document, name, lang), look, page=link)


def _marked(text: str, row: RegisterRow, codes: set[str]) -> Cell:
    return Cell(text, DOUBT if codes & {*row.checks} else ())


def write_roll(book: Book, rolls: Sequence[Roll]) -> None:
    """Who must report, and whether it did; nothing where no list was asked. Columns that would
    say the same on every row are left out."""
    if not rolls:
        return
    lang = book.lang
    told = {
        "list": len({roll.reporters.name for roll in rolls}) > 1,
        "campaign": len({roll.campaign.name for roll in rolls}) > 1,
        "lacking": any(standing.lacking for roll in rolls for standing in roll.standings),
    }
    columns = [
        *columns_of(lang, ("col.row_number", 5, "whole")),
        *(columns_of(lang, ("col.campaign", 9)) if told["campaign"] else ()),
        *(columns_of(lang, ("col.list", 42)) if told["list"] else ()),
        *columns_of(lang, ("col.reporter", 38), ("col.state", 13), ("col.report_letters", 28)),
        *(columns_of(lang, ("col.lacking", 20)) if told["lacking"] else ()),
        *columns_of(lang, ("col.questions", 42), ("col.subordinates", 40)),
    ]

    def rows() -> Iterator[list[Shown]]:
        for roll in rolls:
            for at, standing in enumerate(roll.standings, start=1):
                yield [
                    at,
                    *((clean(roll.campaign.name),) if told["campaign"] else ()),
                    *((clean(list_name(roll, lang)),) if told["list"] else ()),
                    standing.reporter.name,
                    Cell(label(f"state.{standing.state}", lang), _STATE_LOOKS[standing.state]),
                    _letters(standing),
                    *(("\n".join(standing.lacking),) if told["lacking"] else ()),
                    "\n".join(say_question(q, lang) for q in standing.questions),
                    "\n".join(f"{name_of(d)} ({say_letter(d)})" for d in standing.below),
                ]

    book.add_table(label("sheet.roll", lang), columns, rows(), 3 if told["campaign"] else 2)


def _letters(standing: Standing) -> Cell:
    """LibreOffice does not wrap linked text: only a single letter is a link."""
    told = "\n".join(say_letter(d) for d in standing.letters)
    return Cell(
        told, page=evidence_link(standing.letters[0]) if len(standing.letters) == 1 else None
    )


def _write_summary(book: Book, register: Register, rolls: Sequence[Roll]) -> None:
    lang = book.lang
    lines: list[tuple[str, bool]] = []
    for campaign in register.campaigns:
        lines.append((clean(f"{campaign.name}: {campaign.outline.title}"), True))
        lines += [(clean(line), False) for line in say_deadlines(campaign, lang)]
        counted = register.reports(campaign)
        told = [f"{label('figure.distinct', lang)}: {len(counted)}"]
        for code, key in TIMINGS:
            told.append(f"{label(key, lang)}: {sum(r.verdict == code for r in counted)}")
        lines.append((" · ".join(told), False))
        mine = [roll for roll in rolls if roll.campaign.name == campaign.name]
        lines += [(say_roll(roll, lang), False) for roll in mine]
        if mine:
            lines.append((label("roll.unlisted", lang, count=len(unlisted(mine))), False))
            lines += [(f"    {name_of(d)} ({say_letter(d)})", False) for d in unlisted(mine)]
        lines.append(("", False))
    columns = [Column("", 130)]
    sheet = book.add_sheet(label("sheet.overview", lang), columns, (0, 0))
    for at, (line, strong) in enumerate(lines):
        look = (("border", 0), ("bold", strong))
        book.write_row(sheet, at, [Cell(line, look)], columns)


def unlisted(rolls: Sequence[Roll]) -> list[dict[str, Any]]:
    """Reports of one campaign from bodies that are on none of the lists asked."""
    files = [{str(d["file"]) for d in roll.unlisted} for roll in rolls]
    everywhere = set.intersection(*files) if files else set()
    return [d for d in rolls[0].unlisted if str(d["file"]) in everywhere] if rolls else []


def _write_checks(book: Book, register: Register, rolls: Sequence[Roll]) -> None:
    """What a person should look at, before anybody is counted or reminded."""
    lang = book.lang
    columns = columns_of(lang, ("col.name", 36), ("col.question", 60), ("col.file", 34))

    def rows() -> Iterator[list[Shown]]:
        for row in register.rows:
            for code in row.checks:
                told = label(f"check.{code}", lang)
                if code == "twin":
                    told = say_twin(row.twin, lang)
                file = Cell(clean(str(row.document["file"])), page=evidence_link(row.document))
                yield [name_of(row.document), told, file]
        for roll in rolls:
            for standing in roll.standings:
                for question in standing.questions:
                    link = evidence_link(question.document)
                    file = Cell(clean(str(question.document["file"])), page=link)
                    yield [standing.reporter.name, say_question(question, lang), file]

    book.add_table(label("sheet.checks", lang), columns, rows())
