"""Where a large corpus is found: ``report.html`` and ``compliance.xlsx`` that lead to those of its
parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.compile.labels import LABELS, Lang, label
from pipeline.compile.pages.assets import as_json, policy, script, style
from pipeline.compile.pages.environment import environment
from pipeline.compile.sheet import Book, Cell, Shown, columns_of
from pipeline.compile.split import PartRow
from pipeline.files import write_atomically

_SCRIPTS, _STYLES = ("common.js", "parts.js"), ("base.css", "parts.css")


def write_directory(rows: Sequence[PartRow], out: Path, lang: Lang = "vi") -> None:
    """Raises ``OutputUnwritable``."""
    _write_page(rows, out / "report.html", lang)
    _write_workbook(rows, out / "compliance.xlsx", lang)


def _write_page(rows: Sequence[PartRow], path: Path, lang: Lang) -> None:
    code, look = script(*_SCRIPTS), style(*_STYLES)
    page: str = (
        environment(lang)
        .get_template("parts.html.j2")
        .render(
            policy=policy(code, look, "'none'"),
            script=code,
            style=look,
            labels_json=as_json({key: list(words) for key, words in LABELS.items()}),
            rows=rows,
            letters=sum(row.letters for row in rows),
        )
    )
    write_atomically(path, page.encode("utf-8", "replace"))


def _write_workbook(rows: Sequence[PartRow], path: Path, lang: Lang) -> None:
    book = Book(lang)
    columns = columns_of(
        lang,
        ("parts.province", 28),
        ("parts.letters", 10, "whole"),
        ("parts.reports", 12, "whole"),
        ("parts.score", 14, "share"),
        ("parts.unread", 16, "whole"),
        ("parts.to_check", 14, "whole"),
        ("parts.page", 26),
    )
    lines: list[Sequence[Shown]] = [
        (
            Cell(_name(row, lang), page=row.part.workbook),
            row.letters,
            row.reports,
            row.score,
            row.unread,
            row.to_check,
            Cell(row.part.page, page=row.part.page),
        )
        for row in rows
    ]
    book.add_table(label("parts.sheet", lang), columns, lines)
    book.save(path)


def _name(row: PartRow, lang: Lang) -> str:
    name = row.part.province or label("ui.no_province", lang)
    return f"{name} ({row.part.number})" if row.part.number else name
