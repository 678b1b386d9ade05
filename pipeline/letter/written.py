"""The text of page one with what a pen wrote in its header: the number and the day that the reader
of written digits made out, where the engine for print left a gap or signs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.records import Letter, Value
from pipeline.text import bare

_LABEL = re.compile(r"^(\W{0,3}S[ốôóòồổộỗÓỐ]\s*[:.;,]?)(.*)$", re.IGNORECASE)
_DATE = re.compile(
    r"^(?P<before>.*\bngày)(?P<day>.{0,9}?)(?P<thang>tháng)(?P<month>.{0,7}?)(?P<nam>\bnăm\b.*)$"
)
_LINES = 14  # of page one that its header may take


def with_written(pages: tuple[str, ...], letter: Letter) -> tuple[str, ...]:
    """``pages`` with number, day and month as ``letter`` has them, in the lines where they stand.
    What a person should check is left as the engine gave it."""
    if not pages:
        return pages
    lines = pages[0].split("\n")
    for n, line in enumerate(lines[:_LINES]):
        if (changed := _number_line(line, letter.fields)) is not None:
            lines[n] = changed
            break
    for n, line in enumerate(lines[:_LINES]):
        if (changed := _date_line(line, letter.fields)) is not None:
            lines[n] = changed
            break
    return ("\n".join(lines), *pages[1:])


def _sure(value: Value | None, source: str = "read") -> str | None:
    known = value is not None and value.source == source and not value.review
    return value.value if known and value and isinstance(value.value, str) else None


def _number_line(line: str, fields: Mapping[str, Value]) -> str | None:
    number, symbol = _sure(fields.get("number")), _sure(fields.get("symbol"))
    match = _LABEL.match(line)
    if match is None or number is None or symbol is None:
        return None
    label, rest = match.groups()
    start = _where(symbol, rest)
    if start is None:
        return None
    printed = rest[start:]
    slash = rest[:start].rstrip()[-1:]
    joint = slash if slash in ("/", "-") else "-" if "/" in symbol and symbol[0].isalpha() else "/"
    return f"{label.rstrip()} {number}{joint}{printed}"


def _where(symbol: str, text: str) -> int | None:
    """Where the symbol, or its first part, begins in ``text``; marks and letter case play no
    part, as a symbol may have been mended."""
    plain = bare(text).upper()
    for wanted in (symbol, re.split(r"[-/]", symbol)[0]):
        at = plain.find(bare(wanted).upper())
        if at >= 0 and len(wanted) > 1:
            return at
    return None


def _date_line(line: str, fields: Mapping[str, Value]) -> str | None:
    date = _sure(fields.get("date"))
    match = _DATE.match(line)
    if match is None or date is None or len(date) != len("2022-05-27"):
        return None
    _, month, day = date.split("-")
    if match["month"].strip().isdigit():  # printed: as printed, with or without its zero
        month = match["month"].strip()
    elif int(month) > 2:  # the decree asks for a zero before days below ten, and two months
        month = str(int(month))
    if match["day"].strip().isdigit() and int(match["day"]) == int(day):
        day = match["day"].strip()
    return f"{match['before']} {day} {match['thang']} {month} {match['nam']}"
