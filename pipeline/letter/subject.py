"""What a letter is and what it is about: zones 5a (type and subject) and 5b (``V/v``)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge.header import header_words
from pipeline.knowledge.issuers import starts_body
from pipeline.letter.layout import ADDRESSED, VIEW, Layout
from pipeline.letter.rows import Row, capitals, segments, undashed
from pipeline.records import Transcript
from pipeline.text import fold, squash

_VIEW = re.compile(r"^\W{0,3}(?:[Vv]\s*[/\\|lI1]\s*[vV]\b|[Vv]\s?/|[Vv]ề\s+việc)\s*[:.]?\s*")
_HEADING = re.compile(
    r"^\W{0,2}(?:[IVXL]{1,5}\s*[.)\-:]|[A-D]\s*[.)]|\d{1,2}\s*[.)]\s|[Pp]h[aầâ]n\s+(?:th[uứ]|[IVX1-9])|PH[AẦ]N\s)"
)
_END = re.compile(r"[.;:]\s*$")
_MOST = 9
"""More lines than this are no subject."""


def subject_rows(transcript: Transcript, layout: Layout, stamps: set[Row]) -> list[Row]:
    """The rows under the type: on paper centred lines until the space before the text (the
    decree sets a rule there), without paper until a line opens the text."""
    rows: list[Row] = []
    last: Row | None = None
    full = _full_width(layout.below)
    for whole in layout.below:
        row = _middle(transcript, whole, layout.middle) if whole.box else whole
        if (
            row is None
            or row in stamps
            or whole in stamps
            or not any(c.isalpha() for c in row.text)
        ):
            continue
        if not rows and row.words and max(w.confidence for w in row.words) < 0.4:
            continue  # what OCR made of a title under a stamp
        folded = fold(row.text)
        if ADDRESSED.match(folded) or _HEADING.match(row.text.strip()) or len(rows) >= _MOST:
            break
        if undashed(row.text) is not None and len(row.text) > 30:
            break
        if rows and _is_issuer_line(row, rows):
            break
        if row.box is not None:
            if (
                last is not None
                and last.box is not None
                and _far(last, row, layout, first=not rows)
            ):
                break
            if rows and _left_set(row, rows) and _opens(row.text):
                break
        elif rows and _opens_text(row, rows, full):
            break
        rows.append(row)
        last = row
    return rows


def _middle(transcript: Transcript, row: Row, middle: float) -> Row | None:
    """The part of a row that stands about the middle: stamps beside a title are left out."""
    parts = [
        s
        for s in segments(transcript, row, 0.05)
        if s.box and len(s.text) > 3
        and (abs(s.centre - middle) < 0.14 or s.box[2] - s.box[0] > 0.5)
    ]  # fmt: skip
    return max(parts, key=lambda s: len(s.text)) if parts else None


def _far(last: Row, row: Row, layout: Layout, *, first: bool) -> bool:
    if last.box is None or row.box is None:
        return False
    step = _middle_of(row) - _middle_of(last)
    return step > (2.6 if first else 1.55) * max(layout.pitch, 0.012)


def _middle_of(row: Row) -> float:
    middles = sorted((w.box[1] + w.box[3]) / 2 for w in row.words if w.box)
    return middles[len(middles) // 2]


def _left_set(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row begins at a paragraph's indent and runs to the margin, unlike those above."""
    box, above = row.box, rows[-1].box
    return (
        box is not None
        and above is not None
        and box[2] > 0.82
        and abs(row.centre - rows[-1].centre) > 0.012
    )


def _is_issuer_line(row: Row, rows: Sequence[Row]) -> bool:
    """``THỦ TƯỚNG CHÍNH PHỦ`` under the subject of a decision, ``CHỦ TỊCH … điện:`` of a telegram:
    who decides. On paper, where a space parts it from the first heading, a subject that is all
    capitals goes on in them, unless a body begins."""
    begins = starts_body(row.text) or _starts_office(row.text)
    calls = begins and row.text.rstrip().endswith(":")
    if sum(c.isalpha() for c in row.text) <= 6 or capitals(row.text) <= (0.6 if calls else 0.9):
        return False
    return begins or row.box is None or not all(capitals(r.text) > 0.9 for r in rows)


def _starts_office(text: str) -> bool:
    """``HIỆU TRƯỞNG TRƯỜNG …``: who decides is named by the office."""
    words = fold(text).split()
    return any(words[: t.count(" ") + 1] == fold(t).split() for t in header_words().titles)


def _opens(text: str) -> bool:
    words = fold(text).strip(" _-–—.,'`").split()
    return any(words[: o.count(" ") + 1] == fold(o).split() for o in header_words().openings)


def _full_width(rows: Sequence[Row]) -> int:
    """Letters in a line of the text: a title's lines are centred, and shorter. Between bounds,
    as transcriptions may set a paragraph on one line."""
    lengths = sorted(len(row.text) for row in rows)
    usual = lengths[len(lengths) * 4 // 5] if lengths else 0
    return min(100, max(55, round(0.9 * usual)))


def _opens_text(row: Row, rows: Sequence[Row], full: int) -> bool:
    text = row.text.strip()
    said = " ".join(r.text for r in rows)
    if said.count("“") > said.count("”") or said.count('"') % 2:
        return False
    if text[:1].islower() or ("”" in text and "“" not in text):
        return False
    quoted = text[:1] in "“\"'("
    goes_on = re.search(
        r"(?:[,\-–]|(?<!\w)(?:và|của|về|cho|với|theo|trong|tại|do|từ|đến))\s*$", said
    )
    if not quoted and not goes_on and len(text) > full:
        return True
    return _opens(text) or (not quoted and (len(text) > 100 or bool(_END.search(text))))


def view_rows(rows: Sequence[Row]) -> list[Row]:
    """The ``V/v …`` rows of the left column, from the first that begins so."""
    start = next((i for i, r in enumerate(rows) if VIEW.match(fold(r.text))), None)
    if start is None:
        return []
    kept: list[Row] = []
    for row in rows[start:]:
        if kept and (
            _apart(kept[-1], row) or re.match(r"^\W{0,3}(?:k\w{2,3}h\s*)?gui\s*:", fold(row.text))
        ):
            break
        if kept and (
            not any(c.isalpha() for c in row.text)
            or (capitals(row.text) > 0.85 and len(row.text) < 14)
        ):
            break
        kept.append(row)
    return kept


def _apart(above: Row, row: Row) -> bool:
    """More than a line's space between two rows of the left column."""
    if above.box is None or row.box is None:
        return False
    return _middle_of(row) - _middle_of(above) > 2.2 * max(above.height, row.height, 0.008)


def subject_text(rows: Sequence[Row], *, view: bool) -> str:
    """The subject in one line; of a công văn without its ``V/v``."""
    first, *more = (r.text.strip(" _|`~") for r in rows)
    text = squash(" ".join([first, *(re.sub(r"^[-–—]\s+", "", line) for line in more)]))
    return _VIEW.sub("", text) if view else text
