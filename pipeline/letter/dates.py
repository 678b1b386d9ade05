"""Place and date of a letter: ``Hưng Yên, ngày 05 tháng 12 năm 2022``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.knowledge.places import find_province
from pipeline.letter.digit_gaps import Gap, day_gap, month_gap
from pipeline.letter.rows import Row
from pipeline.letter.slots import Reading, decide, slot_of
from pipeline.letter.values import place_of, place_of_box, read, without
from pipeline.letter.witness import DigitField, DigitReader, ask
from pipeline.records import Box, Page, Transcript, Value
from pipeline.text import bare, squash

# Anchors are searched in the row without diacritics: OCR loses those first.
_DAY = re.compile(r"n[gq]a[yv]")
_MONTH = re.compile(r"th?[ao]n[gq]")
_YEAR = re.compile(r"n[ao]m")
_NUMERIC = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d)")
_LAST_YEAR = re.compile(r"(?:19|20)\d\d\W*$")
_YEAR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\s?\d\s?\d(?!\d)")


@dataclass(frozen=True, slots=True)
class DateRow:
    """Character positions of the three slots in ``row.text``; ``place_end``: where the place's
    name ends. A position of -1: its anchor was not found."""

    row: Row
    place_end: int
    day: tuple[int, int]
    month: tuple[int, int]
    year: tuple[int, int]


def find_date_row(rows: Iterable[Row]) -> DateRow | None:
    """The row most like a place and date; the first of equals."""
    best: tuple[int, DateRow] | None = None
    for row in rows:
        found = _anchors(row)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else None


def _anchors(row: Row) -> tuple[int, DateRow] | None:
    plain = bare(row.text).lower()
    if len(plain) != len(row.text) or len(plain) > 110:
        return None
    day = _DAY.search(plain)
    month = _MONTH.search(plain, day.end() if day else 0)
    year = _YEAR.search(plain, month.end() if month else (day.end() if day else 0))
    # Where `năm` was lost, four digits at the end stand for it.
    last = year or _LAST_YEAR.search(plain)
    score = sum(m is not None for m in (day, month, last))
    if score < 2 or last is None:
        return None
    end = len(plain)
    year_at = last.end() if year else last.start()
    none = (-1, -1)
    first = min(m.start() for m in (day, month, last) if m)
    if day is None and "," in row.text[:first]:
        first = row.text.index(",")  # `ngày` was lost: the place ends at its comma
    return score, DateRow(
        row,
        first if day or "," in row.text[: first + 1] else -1,
        (day.end(), month.start()) if day and month else none,
        (month.end(), last.start()) if month else none,
        (year_at, end),
    )


def read_date(
    transcript: Transcript, page: Page, found: DateRow, reader: DigitReader | None
) -> Value:
    """The date as ISO. ``2022-05`` where only the day is blank."""
    row = found.row
    raw = squash(row.text[max(0, found.place_end) :])
    span = row.part(max(0, found.place_end), len(row.text))
    if (numeric := _NUMERIC.search(row.text)) and page.origin != "ocr":
        day, month, year = (int(g) for g in numeric.groups())
        if iso := _iso(year, month, day):
            return read(transcript, iso, span, 0.95, raw=raw)
    year_read = _year(page, found)
    gaps: dict[DigitField, Gap | None] = {}
    if page.origin != "plain":
        gaps = {"day": day_gap(transcript, page), "month": month_gap(transcript, page)}
    paper = _Paper(page, _box_of(row, found.year), gaps, reader)
    month_read = _part(found, "month", found.month, paper)
    day_read = _part(found, "day", found.day, paper)
    place = place_of(transcript, span)
    parts = {"ngày": day_read, "tháng": month_read, "năm": year_read}
    if any(p.state == "unreadable" for p in parts.values()):
        bad = [f"{name}: {p.why}" for name, p in parts.items() if p.state == "unreadable"]
        known = [f"{name} {p.text}" for name, p in parts.items() if p.state == "read"]
        why = "; ".join(bad) + (f"; đọc được {', '.join(known)}" if known else "")
        first = next(p for p in (day_read, month_read, year_read) if p.state == "unreadable")
        where = place_of_box(page, first.box) if first.box else place
        return without("unreadable", first.confidence, why, place=where, span=span, raw=raw)
    sure = min(p.confidence for p in parts.values())
    for p in parts.values():
        sure *= 1.0 if p.confidence == sure else max(p.confidence, 0.9) ** 0.5
    said = "; ".join(f"{name}: {p.why}" for name, p in parts.items() if p.why) or None
    if year_read.text is None or month_read.text is None:
        return without("blank", sure, said or "để trống", place=place, span=span, raw=raw)
    if day_read.text is None:
        value = f"{year_read.text}-{int(month_read.text):02d}"
        return read(transcript, value, span, sure, raw=raw, why=said)
    iso = _iso(int(year_read.text), int(month_read.text), int(day_read.text))
    if iso is None:
        why = f"không có ngày {day_read.text}/{month_read.text}/{year_read.text}"
        return without("unreadable", 0.8, why, place=place, span=span, raw=raw)
    return read(transcript, iso, span, sure, raw=raw, why=said)


@dataclass(frozen=True, slots=True)
class _Paper:
    """What the page adds to the row: a printed word to compare digits with, the gaps of day and
    month, and a reader of written digits."""

    page: Page
    like: Box | None
    gaps: dict[DigitField, Gap | None]
    reader: DigitReader | None


def _part(found: DateRow, what: DigitField, at: tuple[int, int], paper: _Paper) -> Reading:
    """One part of the date. Where a printed word beside it was lost, the gap on paper, put where
    that word must have been, is all there is: only a witness can read it."""
    gap = paper.gaps.get(what)
    if at != (-1, -1):
        slot = slot_of(paper.page, found.row, at, what, like=paper.like, gap=gap)
        return decide(slot, paper.reader)
    seen = None
    if paper.reader is not None and gap is not None:
        seen = ask(paper.reader, paper.page, gap, what)
    where = gap.box if gap else None
    if seen is not None and seen.text is not None and seen.confidence >= 0.5:
        return Reading("read", seen.text, 0.9 * seen.confidence, "máy đọc riêng", where)
    return Reading("unreadable", None, 0.7, "không thấy chữ in hai bên", where)


def _year(page: Page, found: DateRow) -> Reading:
    """The year is printed on nearly every form; OCR at most blanks its digits apart."""
    if found.year == (-1, -1):
        return Reading("unreadable", None, 0.7, "không thấy chữ năm")
    text = found.row.text[found.year[0] : found.year[1]]
    if match := _YEAR_DIGITS.search(text):
        return Reading("read", match.group().replace(" ", ""), 0.985)
    if not any(ch.isalnum() for ch in text):
        return Reading("blank", None, 0.85, "để trống")
    return Reading("unreadable", None, 0.8, f"OCR đọc là “{text.strip()}”")


def _box_of(row: Row, at: tuple[int, int]) -> Box | None:
    """The box of the four printed digits of the year, where they are a word of their own."""
    for word, start in zip(row.words, row.starts, strict=True):
        text = row.text[start : start + word.span.end - word.span.start]
        if start >= at[0] >= 0 and re.fullmatch(r"(?:19|20)\d\d", text):
            return word.box
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_place(transcript: Transcript, found: DateRow) -> Value:
    """The place as printed; a province's name is written as the table has it."""
    row = found.row
    end = found.place_end
    text = row.text[:end].strip(" ,.;:`'\"|_-–—") if end > 0 else ""
    if not any(ch.isalpha() for ch in text):
        return without("unreadable", 0.6, "không đọc được địa danh", span=row.span)
    start = row.text.index(text)
    span = row.part(start, start + len(text))
    sure = transcript.confidence(span) if span else 0.9
    known = find_province(text)
    if known is None:
        return read(transcript, squash(text), span, 0.9 * sure, raw=text)
    words = text.split()
    before = [w for w in words[: known.start] if bare(w).lower().strip(".,") in _UNITS]
    name = known.province.placed
    if name == known.province.name and before and bare(before[-1]).lower().strip(".") == "tinh":
        name = f"tỉnh {name}"
    junk = len(words) - (known.end - known.start) - len(before)
    if junk > 0 and len(words) - known.end > 0:
        return read(transcript, squash(text), span, 0.85 * sure, raw=text)
    why = None if known.likeness == 1.0 else f"theo danh mục: {text} → {name}"
    return read(transcript, name, span, 0.97 * known.likeness, raw=text, why=why)


_UNITS = {"tinh", "thanh", "pho", "tp", "t", "thi", "xa"}
