"""Stamps of page one: the receiving office's, secrecy, urgency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from pipeline.knowledge.issuers import starts_body
from pipeline.letter.layout import Layout, first_page, stamp_lines
from pipeline.letter.rows import Row, capitals, row_of_span, segments
from pipeline.letter.slots import decide, slot_of
from pipeline.letter.values import place_of_box, read, without
from pipeline.records import Box, Page, Place, Transcript, Value, ValueSource
from pipeline.text import bare, fold

_ARRIVED = re.compile(r"(?<!\w)(?:ĐẾN|ĐỀN|DẾN|ĐẼN|ĐÉN|ĐEN)(?!\w)")
_FORWARD = re.compile(r"^\W{0,3}chuy[eê]n\s*[:.]")
_NUMBER = re.compile(r"^\W{0,3}(?:s[oố06])\s*[:.]+")
_DAY = re.compile(r"^\W{0,3}(?:\w{0,4}\s+)?ngay\s*[:.\d]")
_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)?\d\d)")

_UNREAD = "có dấu đóng ở đầu trang mà máy không đọc được chữ"
_STAMPED = (0.03, 0.06, 0.52, 0.45)
"""Left, top, right and bottom of where a receiving office stamps, in fractions of the page."""
_PRINTED, _INK = 0.6, 0.03  # confidence of a printed word; least width of ink that may be a stamp's
_HEAD = 0.45  # share of the page above which offices stamp
_SMALL, _LARGE = (0.0, 0.05), (0.05, 1.0)
"""Heights, in fractions of the page, of stamps of one word and of those of a receiving office."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The receiving office's stamp: its rows, and those with its number and date."""

    rows: tuple[Row, ...]
    number: Row | None
    day: Row | None


def find_incoming(
    transcript: Transcript, layout: Layout, number_row: Row | None
) -> Incoming | None:
    """The stamp ``ĐẾN / Số / Ngày / Chuyển`` on page one, or None. Two of its words are needed,
    as one alone may be anything, or the name of the office that received the letter."""
    pool = [r for r in layout.left if r is not number_row]
    under = layout.left.index(number_row) + 1 if number_row in layout.left else len(layout.left)
    offices = {r.span for r in layout.left[under:] if _is_office(r.text)}
    for row in layout.below:
        parts = segments(transcript, row, 0.03) if row.box else _tabs(transcript, row)
        pool += [p for p in parts if len(p.text) < 60]
    pool += [r for r in layout.right if _ARRIVED.search(r.text)]
    stamped = {r.span for r in stamp_lines(transcript, layout.page) if _ARRIVED.search(r.text)}
    pool += stamp_lines(transcript, layout.page)
    marks: dict[str, Row] = {}
    rows: list[Row] = []
    for row in pool:
        folded = bare(row.text).lower()
        kinds = []
        if _ARRIVED.search(row.text) and capitals(row.text) > 0.5:
            kinds.append("arrived")
        if _FORWARD.match(folded):
            kinds.append("forward")
        if _NUMBER.match(folded):
            kinds.append("number")
        if _DAY.match(folded) and len(row.text) < 40:
            kinds.append("day")
        if row.span in offices:
            kinds.append("office")
        for kind in kinds:
            marks.setdefault(kind, row)
        if kinds:
            rows.append(row)
    enough = len(marks) > 1 and {"arrived", "forward"} & set(marks)
    if not (stamped or "office" in marks or enough):
        return None
    return Incoming(tuple(dict.fromkeys(rows)), marks.get("number"), marks.get("day"))


def _is_office(text: str) -> bool:
    """A body's name in capitals under the number: the office that received the letter."""
    letters = re.sub(r"^\W+|\W+$", "", text)
    return len(letters) > 6 and capitals(letters) > 0.7 and starts_body(letters)


def _tabs(transcript: Transcript, row: Row) -> list[Row]:
    """The cells of a line of text parted by tabs."""
    if "\t" not in row.text:
        return [row]
    cells = [m.span() for m in re.finditer(r"[^\t]+", row.text)]
    spans = [row.part(a, b) for a, b in cells]
    return [row_of_span(transcript, s, row.page) for s in spans if s is not None]


def incoming_values(transcript: Transcript, page: Page, stamp: Incoming | None) -> dict[str, Value]:
    """``incoming_number`` and ``incoming_date``."""
    silent = _silent(page, _LARGE)
    if stamp is None and silent is not None:
        lost = without("unreadable", 0.6, _UNREAD, place=place_of_box(page, silent))
        return {"incoming_number": lost, "incoming_date": lost}
    if stamp is None:
        sure, why = 0.9, "không thấy dấu đến"
        if _has_strange_ink(transcript, page):
            sure, why = 0.6, f"{why}, nhưng góc trái đầu trang có nét mực không đọc được"
        return {name: without("absent", sure, why) for name in ("incoming_number", "incoming_date")}
    return {
        "incoming_number": _number(transcript, page, stamp),
        "incoming_date": _date(transcript, page, stamp),
    }


def _has_strange_ink(transcript: Transcript, page: Page) -> bool:
    """Whether ink that gave no words lies where offices stamp what arrives, beside no line of the
    letter: it may be a stamp that was not made out."""
    x0, y0, x1, y1 = _STAMPED
    printed = [
        w.box
        for w in transcript.words_in(page.span)
        if w.box is not None and w.confidence >= _PRINTED and w.box[2] < x1
    ]
    return any(
        x0 <= b[0] and b[2] <= x1 and y0 <= b[1] <= y1 and b[2] - b[0] >= _INK
        and not any(min(b[3], p[3]) > max(b[1], p[1]) for p in printed)
        for b in page.unread
    )  # fmt: skip


def _frame(page: Page, stamp: Incoming) -> Place:
    """Where the stamp is; of one whose words all went to other zones, only its page is known."""
    return place_of_box(page, stamp.rows[0].box if stamp.rows else None)


def _number(transcript: Transcript, page: Page, stamp: Incoming) -> Value:
    row = stamp.number
    if row is None:
        where = _frame(page, stamp)
        return without("unreadable", 0.6, "có dấu đến, không đọc được số đến", place=where)
    label = _NUMBER.match(bare(row.text).lower())
    start = label.end() if label else 0
    # The slot's right edge is open: the stamp's frame is not known, so no witness is asked.
    reading = decide(slot_of(page, row, (start, len(row.text)), "number"), None)
    where = place_of_box(page, row.box)
    if reading.text is not None:
        return read(transcript, reading.text, row.span, reading.confidence * 0.9, raw=row.text)
    state: ValueSource = "blank" if reading.state == "blank" else "unreadable"
    return without(
        state, reading.confidence * 0.9, reading.why, place=where, span=row.span, raw=row.text
    )


def _date(transcript: Transcript, page: Page, stamp: Incoming) -> Value:
    row = stamp.day
    if row is None:
        where = _frame(page, stamp)
        return without("unreadable", 0.6, "có dấu đến, không đọc được ngày đến", place=where)
    where = place_of_box(page, row.box)
    found = _DATE.search(row.text)
    if found:
        day, month, year = (int(g) for g in found.groups())
        year += 2000 if year < 100 else 0
        try:
            iso = date(year, month, day).isoformat()
        except ValueError:  # 31/02
            why = f"không có ngày {found[0]}"
            return without("unreadable", 0.8, why, place=where, span=row.span, raw=row.text)
        sure = 0.6 if page.origin == "ocr" else 0.95  # written by hand in the frame
        return read(transcript, iso, row.span, sure, raw=row.text)
    at = fold(row.text).find("ngay")
    rest = row.text[at + 4 :] if at >= 0 else row.text
    if not any(ch.isalnum() for ch in rest):
        return without("blank", 0.75, "để trống", place=where, span=row.span, raw=row.text)
    return without("unreadable", 0.7, "ngày đến viết tay", place=where, span=row.span, raw=row.text)


def find_mark(
    transcript: Transcript, layout: Layout, words: Sequence[str]
) -> tuple[str, Row, float] | None:
    """A boxed stamp of ``words`` (``KHẨN``, ``MẬT`` …) in the header: a short row of its own."""
    pool = stamp_lines(transcript, layout.page)
    for row in (*layout.left, *layout.right, *layout.below[:6]):
        pool += segments(transcript, row, 0.03) if row.box else [row]
    best: tuple[str, Row, float] | None = None
    for row in pool:
        text = fold(re.sub(r"[^\w\s]|_", " ", row.text))
        if not 3 <= len(text) <= 16:
            continue
        for word in words:
            score = fuzz.ratio(text, fold(word)) / 100
            least = 1.0 if len(fold(word)) < 6 else 0.8
            stamped = capitals(row.text) > 0.7 or score < 1.0 or "[" in row.text
            if stamped and score >= max(least, best[2] + 0.001 if best else 0.0):
                best = (word.upper(), row, score)
    return best


def _silent(page: Page, heights: tuple[float, float]) -> Box | None:
    """A stamp of that height that gave no words."""
    low, high = heights
    return next((b for b in page.covered if b[3] < _HEAD and low <= b[3] - b[1] < high), None)


def mark_value(transcript: Transcript, found: tuple[str, Row, float] | None, what: str) -> Value:
    page = first_page(transcript)
    if found is None and page is not None and (silent := _silent(page, _SMALL)) is not None:
        return without("unreadable", 0.6, _UNREAD, place=place_of_box(page, silent))
    if found is None:
        return without("absent", 0.9, f"không thấy dấu {what}")
    word, row, score = found
    sure = (0.6 + 0.35 * score) * (0.5 + 0.5 * transcript.confidence(row.span))
    return read(transcript, word, row.span, sure, raw=row.text)
