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
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any, Literal

from pipeline.compile.labels import Lang, label
from pipeline.compile.tables import Published, clean, evidence_link, name_of
from pipeline.files import write_atomically

MOST_LINKS = 60_000
"""Excel takes 65,530 links a sheet; cells beyond stay plain text."""
MOST_CHARACTERS = 32_767
MOST_OF_A_LINK = 2_000
"""Excel takes 2,079 characters of a link."""
REPORT = "report.html"
"""The page that links lead to: it lies beside the workbook."""
# A workbook is the same bytes for the same facts, so its date says nothing.
_CREATED = dt.datetime(2000, 1, 1)
LONGEST_LINKED = 26
"""Characters of a link that fit on one line: LibreOffice does not wrap linked text."""
_MOST_LINES = 12
_LETTERS_A_UNIT = 1.12
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")

Style = Literal["text", "whole", "share", "date"]
Look = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float = 12
    style: Style = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its looks. ``look`` are XlsxWriter format properties; ``page`` links to a
    letter's own page, relative to the output folder, else ``anchor`` into the report page; ``tip``
    is what the pointer shows over the link."""

    value: str | float | None
    look: Look = ()
    anchor: str | None = None
    tip: str = ""
    page: str | None = None


Shown = Cell | str | float | None


class Book:
    """A workbook in memory; ``save`` puts it at a path in one step. ``root``: the way from its
    folder to the output folder (``../``), where links lead; ``report``: the page beside it."""

    def __init__(self, lang: Lang, root: str = "", report: str = REPORT) -> None:
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
        self._dressed: dict[tuple[Look, bool, str], Any] = {}
        self._names: set[str] = set()
        self._links: Counter[str] = Counter()
        self.lang = lang
        self._root = root
        self._report = report

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
    ) -> Any:
        """A header row and one row each, with filters; the sheet."""
        sheet = self.add_sheet(name, columns, (1, frozen_columns))
        self.write_row(sheet, 0, [Cell(c.title, HEADER) for c in columns], columns)
        last = 0
        for last, row in enumerate(rows, start=1):
            self.write_row(sheet, last, row, columns)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.repeat_rows(0)
        return sheet

    def write_row(
        self, sheet: Any, at: int, row: Sequence[Shown], columns: Sequence[Column]
    ) -> None:
        """Cells from column A on, in a row as high as its text needs."""
        for column, (cell, of) in enumerate(zip(row, columns, strict=True)):
            self.write(sheet, at, column, cell, of.style)
        sheet.set_row(at, _height(row, columns))

    def write(self, sheet: Any, row: int, column: int, shown: Shown, style: Style) -> None:
        cell = shown if isinstance(shown, Cell) else Cell(shown)
        value = cell.value
        url = None if value is None or value == "" else self._url(sheet, cell)
        date = _as_date(value) if style == "date" and isinstance(value, str) else None
        form = ""
        if date is not None:
            form = "date"
        elif isinstance(value, (int, float)):
            form = style if style in _NUMBERS else "number"
        elif style == "date" and value and _MONTH.fullmatch(value):
            value = "/".join(reversed(value.split("-")))  # 05/2022: the day is not known
        made = self._dress(cell.look, url is not None, form)
        text = clean(value)[:MOST_CHARACTERS] if isinstance(value, str) else str(value)
        if url:
            sheet.write_url(row, column, url, made, text, clean(cell.tip)[:255])
        if date is not None:  # over the link's text: dates and numbers stay what they are
            sheet.write_datetime(row, column, date, made)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, made)
        elif value is None:
            sheet.write_blank(row, column, None, made)
        elif not url:
            sheet.write_string(row, column, text, made)

    def _dress(self, own: Look, linked: bool, form: str) -> Any:
        """The format of a cell: its own look over that of all cells, under that of its kind."""
        key = own, linked, form
        if key not in self._dressed:
            look: dict[str, Any] = {"border": 1, "border_color": "#C8C8C8"}
            if linked and not dict(own).get("bg_color"):  # a coloured cell keeps its own contrast
                look |= _LINKED
            self._dressed[key] = self.look(**{**look, **dict(own), **_FORMS.get(form, {})})
        return self._dressed[key]

    def _url(self, sheet: Any, cell: Cell) -> str | None:
        """Where a cell leads, in XlsxWriter's words; None without a link, or with too many."""
        target = cell.page or (f"{self._report}#{cell.anchor}" if cell.anchor else None)
        if target is None or self._links[sheet.name] >= MOST_LINKS:
            return None
        if len(target) > MOST_OF_A_LINK:
            return None
        self._links[sheet.name] += 1
        return f"external:{self._root}{target}"

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
STATE_COLOURS = {**CONTENT_COLOURS, "unread": "#D5D5D5"}
DOUBT = (("border", 5), ("border_color", "#8A4B00"))
_NUMBERS = ("whole", "share")
_FORMS: dict[str, dict[str, Any]] = {
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
    "number": {"num_format": "General", "align": "right"},
    "share": {"num_format": "0%", "align": "right"},
    "whole": {"num_format": "General", "align": "right", "indent": 1},
}
_LINKED = {"font_color": "#0B3D91", "underline": 1}
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
    """The sender's name; LibreOffice does not wrap linked text, so other cells of a row link."""
    return Cell(name_of(document))


def page_cell(
    document: Published, lang: Lang, page: int | None, kind: str = "page", key: str = ""
) -> Cell:
    """A page number that opens the letter's page at the evidence; ``mở`` without a number."""
    link = evidence_link(document, kind, key or str(page))
    if page is None and not key:
        link = evidence_link(document)
    return Cell(page if page or not link else label("col.open", lang), page=link)


def _height(row: Sequence[Shown], columns: Sequence[Column]) -> float:
    """Points that a row needs for its wrapped text, estimated: not all programs do it on opening.
    A column holds a little more than a letter of 10 points per unit of width; capitals are wide."""
    most = 1
    for shown, column in zip(row, columns, strict=True):
        value = shown.value if isinstance(shown, Cell) else shown
        if isinstance(value, str):
            most = max(most, _lines(value, max(1.0, column.width * _LETTERS_A_UNIT - 1)))
    return 13.5 * min(most, _MOST_LINES) + 2


@lru_cache(maxsize=1 << 12)
def _lines(text: str, width: float) -> int:
    """How many lines of so many small letters a text takes."""
    return sum(ceil(max(1, _breadth(line)) / width) for line in text.split("\n"))


def _breadth(line: str) -> float:
    """In small letters."""
    return len(line) + 0.3 * sum(map(str.isupper, line))


def _as_date(text: str) -> dt.datetime | None:
    """A whole ISO date that exists and that Excel can hold (from 1900 on)."""
    if not _FULL_DATE.fullmatch(text):
        return None
    try:
        date = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return date if date.year > 1900 else None
