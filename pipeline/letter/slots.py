"""Places between printed words that hold digits, often written by hand, often left empty.

What is in a slot is decided from the words, the geometry of their boxes, the ink that gave no
words, and a reader of written digits where there is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.letter.digit_gaps import Gap
from pipeline.letter.rows import Row
from pipeline.letter.witness import DigitField, DigitReader, DigitReading, ask
from pipeline.records import Box, Page, Span

_FILLER = re.compile(r"[\s._…·,:;'`\-–—~|\"]*")
_DIGITS = re.compile(r"\d{1,6}[a-zđ]?", re.IGNORECASE)
_EVEN = 0.12
"""How far heights and edges of one line's printed glyphs may differ, in glyph heights."""
_GUESSED = 0.3
"""A reader less sure than this says nothing. From here to .5 a third of what it says is right, as
it says itself (models/digits/README.md): a value for a person to check, not one to build on."""
_HALF_SEEN = 0.75
"""At most this sure are printed digits that the reader of written ones sees, and can't read."""
_EMPTY = 0.012
"""A gap narrower than this (2.5 mm on A4) between printed neighbours holds nothing by itself."""


@dataclass(frozen=True, slots=True)
class Slot:
    """``text[start:end]`` of ``row`` between two printed neighbours. ``gap``: the same on paper.
    ``like`` is a printed word of the line whose glyphs are as tall as printed digits would be."""

    what: DigitField
    page: Page
    row: Row
    start: int
    end: int
    gap: Gap | None = None
    like: Box | None = None

    @property
    def box(self) -> Box | None:
        return self.gap.box if self.gap else None

    @property
    def text(self) -> str:
        return self.row.text[self.start : self.end]

    @property
    def span(self) -> Span | None:
        return self.row.part(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """``text`` is None unless ``state`` is read. ``why`` in Vietnamese, for people. ``slash``: as
    a ``DigitReading`` has it."""

    state: Literal["read", "blank", "unreadable"]
    text: str | None
    confidence: float
    why: str | None = None
    box: Box | None = None
    slash: bool = False


def slot_of(
    page: Page,
    row: Row,
    at: tuple[int, int],
    what: DigitField,
    *,
    like: Box | None = None,
    gap: Gap | None = None,
) -> Slot:
    """The slot between two characters of a row. ``gap``: where it is on paper, if that is known
    better than from the letters' usual widths."""
    start, end = at
    if gap is not None and row.box is not None and _beside(gap.box, row.box):
        return Slot(what, page, row, start, end, gap, like)
    x0, x1 = _edge(row, start), row.x_at(end)
    if row.box is None or x0 is None or x1 is None:
        return Slot(what, page, row, start, end, None, like)
    open_ends = start == 0, end == len(row.text)
    box = (x0, row.box[1], max(x0, x1), row.box[3])
    return Slot(what, page, row, start, end, Gap(box, *open_ends), like)


def _beside(a: Box, b: Box) -> bool:
    return min(a[3], b[3]) - max(a[1], b[1]) > 0


def decide(slot: Slot, reader: DigitReader | None) -> Reading:
    """What the slot says. On paperless pages the words themselves; on scanned pages the words only
    if they look printed or the reader says the same. Of a born-digital page digits are believed,
    but an empty slot is not: number and day are often set on it as pictures."""
    filled = _FILLER.sub("", slot.text)
    digits = filled if _DIGITS.fullmatch(filled) and _plausible(filled, slot.what) else None
    if digits and slot.page.origin == "text_layer":
        return Reading("read", digits, 0.98, None, slot.box)
    if slot.page.origin == "plain":
        if not filled:
            return Reading("blank", None, 0.97, "để trống", slot.box)
        if digits:
            return Reading("read", digits, 0.98, None, slot.box)
        return Reading("unreadable", None, 0.9, f"không phải số: “{slot.text.strip()}”", slot.box)
    witness = None
    if reader is not None and slot.gap is not None:
        witness = ask(reader, slot.page, slot.gap, slot.what)
    if witness is not None:
        return replace(_with_witness(slot, filled, digits, witness), slash=witness.slash)
    return _alone(slot, filled, digits)


def _alone(slot: Slot, filled: str, digits: str | None) -> Reading:
    if not filled:
        if slot.gap is None or slot.gap.open_left or slot.gap.open_right:
            return Reading("unreadable", None, 0.7, "không thấy chữ in hai bên", slot.box)
        if _unread_ink(slot) or _swallowed(slot):
            return Reading("unreadable", None, 0.8, "có nét chữ mà máy không đọc được", slot.box)
        sure = 0.8 if slot.page.origin == "ocr" else 0.7
        return Reading("blank", None, sure, "để trống, không thấy nét chữ", slot.box)
    if digits and (even := evenness(slot)) is not None and even <= _EVEN:
        confidence = 0.93 - even
        return Reading(
            "read", digits, confidence, "chữ số in, thẳng hàng với chữ bên cạnh", slot.box
        )
    why = f"có thể viết tay; OCR đọc là “{slot.text.strip()}”"
    return Reading("unreadable", None, 0.8, why, slot.box)


def _with_witness(slot: Slot, filled: str, digits: str | None, seen: DigitReading) -> Reading:
    box = seen.place_box or slot.box
    printed = _alone(slot, filled, digits)
    if not seen.ink:
        blank = Reading("blank", None, 0.85 if filled else 0.95, "không có nét mực", box)
        return blank if digits is None else printed
    text = seen.text if seen.text and _plausible(seen.text, slot.what) else None
    same = text is not None and digits is not None and _same(text, digits)
    if text is None or (seen.confidence < 0.5 and not same):
        return _half_seen(printed) if printed.state == "read" else _guessed(text, seen, box)
    hand = "chữ viết tay" if seen.hand else "chữ số"
    if same:
        # Two machines that work differently are seldom wrong in the same way, but both see only
        # what a cut leaves: where an edge is lost, agreement proves nothing.
        parted = slot.gap is not None and (slot.gap.open_left or slot.gap.open_right)
        sure = seen.confidence if parted else 1.0 - (1.0 - max(seen.confidence, 0.5)) * 0.3
        return Reading("read", text, min(0.99, sure), f"{hand}; hai máy đọc như nhau", box)
    if digits is not None and (digits.startswith(text) or digits.endswith(text)):
        # The reader's cut may have lost a digit; the words can't have made one up at the end.
        why = f"OCR đọc {digits}, máy đọc riêng {text}: có thể cắt mất chữ số"
        return Reading("read", digits, 0.6, why, box)
    if printed.state == "read" and not seen.hand:
        why = f"máy đọc số in là {digits}, máy đọc chữ viết là {text}"
        best = printed.text if seen.confidence < 0.9 else text
        return Reading("read", best, 0.6, why, box)
    return Reading("read", text, min(0.98, seen.confidence), f"{hand}, máy đọc riêng", box)


def _guessed(text: str | None, seen: DigitReading, box: Box | None) -> Reading:
    """What a reader that doubts itself says: a question to a person with its odds, or nothing."""
    if text is not None and seen.confidence >= _GUESSED:
        return Reading("read", text, seen.confidence, "có nét chữ, máy đọc không chắc", box)
    hint = f"máy đoán {seen.text}" if seen.text else "không đoán được"
    return Reading("unreadable", None, 0.85, f"có nét chữ, đọc không chắc ({hint})", box)


def _half_seen(printed: Reading) -> Reading:
    """The reader knows print as well as handwriting: what it sees and can't read may be half a
    number."""
    why = f"{printed.why}; máy đọc riêng không ra"
    return replace(printed, confidence=min(_HALF_SEEN, printed.confidence), why=why)


def evenness(slot: Slot) -> float | None:
    """How far the digits' box is from that of printed glyphs of the line: the worst of height,
    top and bottom, in glyph heights. None where the digits share a word with other characters,
    or nothing is there to compare with."""
    inside = [
        w
        for w, at in zip(slot.row.words, slot.row.starts, strict=True)
        if at < slot.end and at + (w.span.end - w.span.start) > slot.start
    ]
    if len(inside) != 1 or slot.like is None:
        return None
    word, at = inside[0], slot.row.starts[slot.row.words.index(inside[0])]
    if not (slot.start <= at and at + (word.span.end - word.span.start) <= slot.end):
        return None
    tall = slot.like[3] - slot.like[1]
    if word.box is None or tall <= 0:
        return None
    off = (
        abs((word.box[3] - word.box[1]) - tall),
        abs(word.box[1] - slot.like[1]),
        abs(word.box[3] - slot.like[3]),
    )
    return max(off) / tall


def _edge(row: Row, i: int) -> float | None:
    """Where the character before ``text[i]`` ends."""
    if i == 0:
        return row.box[0] if row.box else None
    while i > 1 and row.text[i - 1] == " ":
        i -= 1
    for word, at in zip(row.words, row.starts, strict=True):
        size = word.span.end - word.span.start
        if word.box is not None and at <= i - 1 < at + size:
            return word.box[0] + (word.box[2] - word.box[0]) * (i - at) / size
    return row.x_at(i)


def _unread_ink(slot: Slot) -> bool:
    if slot.box is None or slot.box[2] - slot.box[0] < _EMPTY:
        return False
    x0, y0, x1, y1 = slot.box
    return any(
        min(x1, b[2]) - max(x0, b[0]) > 0.004 and min(y1, b[3]) - max(y0, b[1]) > 0
        for b in slot.page.unread
    )


def _swallowed(slot: Slot) -> bool:
    """Whether a neighbour's box reaches far into the gap: OCR took the ink for a part of it."""
    if slot.box is None:
        return False
    x0, _, x1, _ = slot.box
    return any(
        w.box is not None and min(x1, w.box[2]) - max(x0, w.box[0]) > _EMPTY for w in slot.row.words
    )


def _plausible(text: str, what: DigitField) -> bool:
    if what == "number":
        return bool(_DIGITS.fullmatch(text))
    if not text.isdigit() or not text.isascii():
        return False
    if what == "year":
        return len(text) == 4 and 1945 <= int(text) <= 2100
    return len(text) <= 2 and 1 <= int(text) <= (31 if what == "day" else 12)


def _same(a: str, b: str) -> bool:
    return a == b or (a.isdigit() and b.isdigit() and int(a) == int(b))
