"""One way to write a sheet: typed columns, a frozen header, filters, A4 landscape, safe cells.

Nothing that a letter says can become a formula, a link or broken XML: text is written as text.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, Literal

from pipeline.compile.labels import Lang, label
from pipeline.compile.tables import Published, anchor, clean, name_of
from pipeline.files import write_atomically

MOST_LINKS = 60_000
"""Excel takes 65,530 links a sheet; cells beyond stay plain text."""
MOST_CHARACTERS = 32_767
REPORT = "report.html"
"""The page that links lead to: it lies beside the workbook."""
# A workbook is the same bytes for the same facts, so its date says nothing.
_CREATED = dt.datetime(2000, 1, 1)
_MOST_LINES = 12
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")

Style = Literal["text", "whole", "share", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float = 12
    style: Style = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its looks. ``look`` are XlsxWriter format properties; ``anchor`` links into
    the report page, ``tip`` is what the pointer shows over the link."""

    value: str | float | None
    look: tuple[tuple[str, Any], ...] = ()
    anchor: str | None = None
    tip: str = ""


Shown = Cell | str | float | None


class Book:
    """A workbook in memory; ``save`` puts it at a path in one step."""

    def __init__(self, lang: Lang) -> None:
        import xlsxwriter

        self._stream = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(self._stream, options)
        self._book.set_properties({"created": _CREATED, "author": "vanban"})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()
        self._links: Counter[str] = Counter()
        self.lang = lang

    def look(self, **properties: object) -> Any:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"valign": "top", "text_wrap": True, "font_size": 10}
            self._formats[key] = self._book.add_format({**base, **properties})
        return self._formats[key]

    def add_sheet(self, name: str, columns: Sequence[Column], freeze: tuple[int, int]) -> Any:
        sheet = self._book.add_worksheet(self._sheet_name(name))
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
        sheet.freeze_panes(*freeze)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        sheet.hide_gridlines(2)
        return sheet

    def add_table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Shown]],
        frozen_columns: int = 1,
    ) -> None:
        """A header row and one row each, with filters."""
        sheet = self.add_sheet(name, columns, (1, frozen_columns))
        self.write_row(sheet, 0, [Cell(c.title, HEADER) for c in columns], columns)
        last = 0
        for last, row in enumerate(rows, start=1):
            self.write_row(sheet, last, row, columns)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.repeat_rows(0)

    def write_row(
        self, sheet: Any, at: int, row: Sequence[Shown], columns: Sequence[Column]
    ) -> None:
        """Cells from column A on, in a row as high as its text needs."""
        for column, (cell, of) in enumerate(zip(row, columns, strict=True)):
            self.write(sheet, at, column, cell, of.style)
        sheet.set_row(at, _height(row, columns))

    def write(self, sheet: Any, row: int, column: int, shown: Shown, style: Style) -> None:
        cell = shown if isinstance(shown, Cell) else Cell(shown)
        look = {"border": 1, "border_color": "#C8C8C8", **dict(cell.look)}
        value = cell.value
        if isinstance(value, str):
            if style == "date" and (date := _as_date(value)):
                look |= {"num_format": "dd/mm/yyyy", "align": "left"}
                sheet.write_datetime(row, column, date, self.look(**look))
                return
            text = clean(value)[:MOST_CHARACTERS]
            if cell.anchor and text and self._links[sheet.name] < MOST_LINKS:
                self._links[sheet.name] += 1
                url = f"external:{REPORT}#{cell.anchor}"
                tip = clean(cell.tip)[:255]
                sheet.write_url(row, column, url, self.look(**look), text, tip)
            else:
                sheet.write_string(row, column, text, self.look(**look))
        elif value is None:
            sheet.write_blank(row, column, None, self.look(**look))
        else:
            look |= {"num_format": "0%" if style == "share" else "General", "align": "right"}
            sheet.write_number(row, column, value, self.look(**look))

    def save(self, path: Path) -> None:
        """Raises ``OutputUnwritable`` and leaves an older workbook as it was."""
        self._book.close()
        write_atomically(path, self._stream.getvalue())

    def _sheet_name(self, name: str) -> str:
        """Excel's rules: 31 characters, some forbidden, unique whatever the letter case."""
        base = _NOT_IN_SHEET_NAMES.sub("-", clean(name)).strip("' ")[:31] or "?"
        unique, n = base, 2
        while unique.casefold() in self._names:
            end = f" ({n})"
            unique, n = base[: 31 - len(end)] + end, n + 1
        self._names.add(unique.casefold())
        return unique


# Told apart by lightness too, so by every eye and in grey print.
CONTENT_COLOURS = {"full": "#9CC9E8", "thin": "#FDE3A7", "none": "#FFFFFF"}
DOUBT = (("border", 5), ("border_color", "#8A4B00"))
HEADER = (
    ("align", "center"),
    ("bg_color", "#1F3A5F"),
    ("bold", True),
    ("font_color", "#FFFFFF"),
    ("valign", "vcenter"),
)


def columns_of(lang: Lang, *specs: tuple[Any, ...]) -> list[Column]:
    """Columns from (key of the title, width, style)."""
    return [Column(label(key, lang), *rest) for key, *rest in specs]


def letter_cell(document: Published) -> Cell:
    """The sender's name, linked to the letter in the report page."""
    return Cell(name_of(document), anchor=anchor(document))


def _height(row: Sequence[Shown], columns: Sequence[Column]) -> float:
    """Points that a row needs for its wrapped text, estimated: not all programs do it on opening.
    A column holds about one letter of 10 points per unit of width, with wide typefaces."""
    most = 1
    for shown, column in zip(row, columns, strict=True):
        value = shown.value if isinstance(shown, Cell) else shown
        if isinstance(value, str):
            width = max(1.0, column.width)
            most = max(most, sum(ceil(max(1, len(p)) / width) for p in value.split("\n")))
    return 13.5 * min(most, _MOST_LINES) + 2


def _as_date(text: str) -> dt.datetime | None:
    """A whole ISO date that exists and that Excel can hold (from 1900 on)."""
    if not _FULL_DATE.fullmatch(text):
        return None
    try:
        date = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return date if date.year > 1900 else None
