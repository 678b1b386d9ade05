"""Addressees (zone 9a) and recipients (zone 9b): lists with dashes, or one run of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.letter.layout import ADDRESSED
from pipeline.letter.rows import Row, gather, row_of_span, segments, undashed
from pipeline.records import Page, Transcript
from pipeline.text import bare, fold, squash

_SENT = re.compile(
    r"^\W{0,3}(?:\w{0,2}[oi]\w?i?\s+)?n[hb]an\s*(?:[:;.,]|$)|^\W{0,3}n\w{1,2}\s+nhan\b"
)
_KEPT = re.compile(r"^l[uư][uư]\b")
_WORD = 0.02
"""Share of the page width that ink must take to be a word."""
_MISSING = 1.75
"""Steps between lines, in usual ones, into which another line would fit."""
_ENDS = re.compile(r"[\s.;,:_|~`'’”^*]+$")


@dataclass(frozen=True, slots=True)
class Items:
    """The entries of a list, and the rows they stand in, the label's first."""

    entries: tuple[str, ...]
    rows: tuple[Row, ...]


def gap_in(items: Items, page: Page) -> str | None:
    """Why an entry may be missing: ink from the label to the last entry that gave no words, or
    room for a line that has none. None where the list is whole, or has no paper."""
    boxes = [r.box for r in items.rows if r.box is not None]
    if len(boxes) < 2:
        return None
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    top, bottom = boxes[0][1], boxes[-1][3]
    if any(
        b[2] - b[0] > _WORD and min(b[2], right) - max(b[0], left - _WORD) > 0
        and top < (b[1] + b[3]) / 2 < bottom
        for b in page.unread
    ):  # fmt: skip
        return "có nét chữ trong danh sách mà máy không đọc được"
    feet = [b[3] for b in boxes]
    steps = sorted(b - a for a, b in pairwise(feet))
    usual = steps[(len(steps) - 1) // 2]
    if len(steps) > 2 and any(step > _MISSING * usual for step in steps[1:]):
        return "khoảng trống trong danh sách vừa một dòng"
    return None


def end_lost(items: Items) -> str | None:
    """Why the end of a list of recipients may be missing: it closes with what the office keeps
    (``Lưu: VT, …``; Nghị định 30/2020/NĐ-CP, Phụ lục I), in full."""
    last = items.entries[-1] if items.entries else ""
    if not _KEPT.match(bare(last).lower()):
        return "danh sách không kết thúc bằng “Lưu”"
    return None if len(last.split()) > 1 else "mục “Lưu” đọc thiếu"


def find_addressees(layout_rows: Sequence[Row], pitch: float) -> Items | None:
    """What stands after ``Kính gửi:``; None where there is no such row."""
    start = next((i for i, r in enumerate(layout_rows) if ADDRESSED.match(fold(r.text))), None)
    if start is None:
        return None
    first = layout_rows[start]
    colon = first.text.find(":")
    head = first.text[colon + 1 :].strip() if colon >= 0 else _after_label(first.text)
    rows = [first]
    entries: list[str] = []
    dashed = undashed(head) if head else None
    if head:
        entries.append(dashed if dashed is not None else head)
    for row in layout_rows[start + 1 :]:
        text = row.text.strip()
        if not any(c.isalpha() for c in text):
            continue
        item = undashed(text)
        if row.box is not None:
            # On paper the list stands in from the left; the text begins at its indent.
            if row.box[0] < 0.24 and (row.box[2] > 0.7 or not entries):
                break
            far = rows[-1].box is not None and row.box[1] - rows[-1].box[1] > 2.2 * max(
                pitch, 0.012
            )
            if far and entries:
                break
        if item is not None and (dashed is not None or not head):
            entries.append(item)
        elif entries and _goes_on(entries[-1], text):
            entries[-1] = f"{entries[-1]} {text}"
        elif not entries:
            entries.append(text)
        else:
            break
        rows.append(row)
        if len(rows) > 25:
            break
    return Items(tuple(_tidy(e) for e in entries if _tidy(e)), tuple(rows))


def _after_label(text: str) -> str:
    words = text.split()
    return " ".join(words[2:])


def _goes_on(before: str, text: str) -> bool:
    """Whether ``text`` is the rest of the entry: it begins small, or the entry is not closed."""
    if text[:1].islower() or text[:1] in "(“":
        return True
    return before.rstrip().endswith((",", "-", "–", " và"))


def find_recipients(transcript: Transcript, pages: Sequence[Page]) -> Items | None:
    """The list under the last ``Nơi nhận:`` of the letter proper; ``pages`` end before any
    appendix."""
    for page in reversed(pages):
        words = [w for w in transcript.words_in(page.span) if w.page == page.number]
        if words and all(w.box for w in words):
            found = _on_paper(transcript, gather(transcript, words))
        else:
            lines = [ln for ln in transcript.lines_in(page.span) if ln.page == page.number]
            found = _from_rows([row_of_span(transcript, ln.span, ln.page, ln.bold) for ln in lines])
        if found is not None:
            return found
    return None


def _on_paper(transcript: Transcript, rows: Sequence[Row]) -> Items | None:
    left = [parts[0] for row in rows if (parts := segments(transcript, row, 0.03))]
    at = next((i for i in reversed(range(len(left))) if _is_label(left[i].text)), None)
    if at is None:
        return _from_rows(_unlabelled(left))
    label = left[at]
    edge = label.box[0] if label.box else 0.0
    column = [
        r for r in left[at + 1 :]
        if r.box and r.box[0] < edge + 0.09 and r.box[0] > edge - 0.06
    ]  # fmt: skip
    return _from_rows([label, *column])


def _unlabelled(left: Sequence[Row]) -> list[Row]:
    """A list whose ``Nơi nhận`` was lost: the rows with dashes above the last ``- Lưu: …``, as
    far up as they stand close."""
    last = next((i for i in reversed(range(len(left))) if _keeps(left[i].text)), None)
    if last is None:
        return []
    first = last
    while first > 0 and _follows(left[first - 1], left[first], left[last]):
        first -= 1
    return list(left[first : last + 1])


def _keeps(text: str) -> bool:
    item = undashed(text)
    return item is not None and bool(_KEPT.match(bare(item).lower()))


def _follows(above: Row, row: Row, last: Row) -> bool:
    if above.box is None or row.box is None or last.box is None:
        return False
    near = row.box[1] - above.box[1] < 2.6 * max(last.height, 0.009)
    return near and abs(above.box[0] - last.box[0]) < 0.05 and above.box[2] < 0.56


def _from_rows(rows: Sequence[Row]) -> Items | None:
    at = next((i for i in reversed(range(len(rows))) if _is_label(rows[i].text)), None)
    if at is None and not any(_keeps(r.text) and r.box for r in rows):
        return None
    used = [rows[at]] if at is not None else []
    entries: list[str] = []
    for row in rows[at + 1 if at is not None else 0 :]:
        text = row.text.strip()
        if not any(c.isalnum() for c in text):
            continue
        item = undashed(text)
        if entries and _KEPT.match(bare(entries[-1]).lower()):
            break  # `Lưu` closes the list
        if item is None and entries and _KEPT.match(bare(text).lower()):
            item = text  # its dash was lost
        if item is None and entries and not _goes_on(entries[-1], text) and _closed(entries[-1]):
            break
        if item is not None:
            entries.append(item)
        elif entries:
            entries[-1] = f"{entries[-1]} {text}"
        else:
            entries.append(text)
        used.append(row)
        if len(entries) > 40:
            break
    tidy = tuple(_tidy(e) for e in entries if len(_tidy(e)) > 1)
    return Items(tidy, tuple(used))


def _is_label(text: str) -> bool:
    plain = bare(text).lower().strip()
    return bool(_SENT.match(plain)) and len(plain) < 24


def _closed(entry: str) -> bool:
    return entry.rstrip().endswith((";", "."))


def _tidy(entry: str) -> str:
    return _ENDS.sub("", squash(entry))
