"""Where the number, the day and the month should stand: gaps between printed anchors.

``Số:`` to ``/`` and capitals; ``ngày`` to ``tháng``; ``tháng`` to ``năm``. Ink confuses the engine:
an anchor beside it may be swollen by a digit, or lost. Then the edge is put where the other
anchors and the widths of the letters (Times italic) say that it must be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from pipeline.records import Box, Page, Transcript

_NUMBER = re.compile(r"s[ôốồổóòo][:;.,]*(?=$|\d|[:/])|s\S[:;]")
"""``Số`` and its misreadings. Not ``Sở`` (a department), whose vowel has a horn, unless a colon
follows."""
_SYMBOL = re.compile(r"[/⁄∕]\s*(?:(?:19|20)\d\d\s*[/⁄∕]|[A-ZĐƯÔÂ]{2})")
_CAPITALS = re.compile(r"[A-ZĐ]{2}[A-ZĐ-]*")
_HEADER = 0.36
"""The header ends above this part of the page."""
_ROOM = 0.11
"""How far a number may run, in parts of the page, where one of its anchors is lost."""
_SPACE = 0.25
_EMS = {"ngay": 1.944, "thang": 2.278, "nam": 1.722}
_LIKE = {name: re.compile(form) for name, form in
         {"ngay": "ngay|nga$", "thang": "thang", "nam": "nam$|nam(?=\\d)"}.items()}  # fmt: skip
"""Widths in Times italic, in ems; a blank is ``_SPACE``."""
_SWOLLEN = 1.12


@dataclass(frozen=True, slots=True)
class Gap:
    """``box`` in the straight frame. ``open_left``, ``open_right``: no anchor was read there, so
    the box is only where to look for it."""

    box: Box
    open_left: bool = False
    open_right: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    text: str
    plain: str
    box: Box

    def at(self, i: int) -> float:
        """Where character ``i`` begins, letters taken as equally wide."""
        return self.box[0] + (self.box[2] - self.box[0]) * i / max(1, len(self.text))


def _fold(text: str) -> str:
    """Lower case without tone and vowel marks, one character for one."""
    return "".join(
        unicodedata.normalize("NFD", c.lower().replace("đ", "d"))[:1] for c in text
    )  # fmt: skip


def _header(transcript: Transcript, page: Page) -> list[_Seen]:
    out = []
    for word in transcript.words_in(page.span):
        if word.page == page.number and word.box is not None and word.box[1] < _HEADER:
            text = unicodedata.normalize("NFC", transcript.quote(word.span))
            out.append(_Seen(text, _fold(text), word.box))
    return sorted(out, key=lambda s: (s.box[0], s.box[1]))


def _row(anchor: Box, words: Iterable[_Seen]) -> list[_Seen]:
    """Words that stand on the anchor's row, left to right."""
    low, high = anchor[1], anchor[3]
    return [
        w for w in words
        if min(high, w.box[3]) - max(low, w.box[1]) > 0.4 * min(high - low, w.box[3] - w.box[1])
    ]  # fmt: skip


def number_gap(transcript: Transcript, page: Page) -> Gap | None:
    """Between ``Số:`` and the slash before the symbol's capitals, in the left half."""
    words = _header(transcript, page)
    for start in sorted(words, key=lambda s: s.box[1]):
        found = _NUMBER.match(start.text.lower())
        if found is None or start.box[0] > 0.5:
            continue
        if start.text[0].islower() and not found.group().endswith((":", ";", ".")):
            continue  # "Kế hoạch số 12/KH-UBND", in running text
        left = start.at(found.end()) if found.end() < len(start.text) else start.box[2]
        top, bottom = start.box[1], start.box[3]
        after = [w for w in _row(start.box, words) if w.box[0] >= start.box[0] and w.box[0] < 0.5]
        for word in after:
            from_ = found.end() if word is start else 0
            if slash := _SYMBOL.search(word.text, from_):
                return Gap((left, top, max(left, word.at(slash.start())), bottom))
        for word in after:
            if (
                word is not start
                and word.box[0] - left < 1.6 * _ROOM
                and (capitals := _CAPITALS.search(word.text))
            ):
                return Gap((left, top, word.at(capitals.start()), bottom), open_right=True)
        if re.search(r"[:;]|\d.*[A-ZĐ]{2}", start.text):
            return Gap((left, top, left + 1.3 * _ROOM, bottom), open_right=True)
    for end in sorted(words, key=lambda s: s.box[1]):
        slash = _SYMBOL.search(end.text)
        if slash and end.box[0] < 0.4 and end.box[1] < 0.25:
            right = end.at(slash.start())
            tall = median(w.box[3] - w.box[1] for w in words)
            box = (max(0.0, right - 1.3 * _ROOM), end.box[3] - tall, right, end.box[3])
            return Gap(box, open_left=True)
    if row := _date_row(transcript, page):  # it stands level with the place and date
        return Gap((0.04, row.top, 0.42, row.bottom), open_left=True, open_right=True)
    return None


@dataclass(frozen=True, slots=True)
class _DateRow:
    """The anchors of ``…, ngày … tháng … năm …`` as edges; None where not read."""

    top: float
    bottom: float
    em: float
    ngay: tuple[float | None, float | None]
    thang: tuple[float | None, float | None]
    nam: tuple[float | None, float | None]


def _date_row(transcript: Transcript, page: Page) -> _DateRow | None:
    words = _header(transcript, page)
    for seed in sorted(words, key=lambda s: s.box[1]):
        if seed.box[2] < 0.45 or not any(like.search(seed.plain) for like in _LIKE.values()):
            continue
        row = [w for w in _row(seed.box, words) if w.box[2] > 0.4]
        place = {
            name: next(((w, m.start()) for w in row if (m := like.search(w.plain))), None)
            for name, like in _LIKE.items()
        }
        if sum(p is not None for p in place.values()) < 2:
            continue
        widths = {
            name: (p[0].box[2] - p[0].box[0]) / _EMS[name]
            for name, p in place.items()
            if p is not None and len(p[0].plain) == len(name)
        }
        if not widths:
            continue
        # A swollen anchor makes the em too large, a cropped one (rare) too small.
        em = min(widths.values()) if len(widths) < 3 else median(widths.values())
        edges: dict[str, tuple[float | None, float | None]] = {}
        for name, p in place.items():
            if p is None:
                edges[name] = (None, None)
                continue
            word, at = p
            wide = _EMS[name] * em
            swollen = word.box[2] - word.box[0] > _SWOLLEN * wide
            begins, ends = word.box[0], word.box[2]
            follows = min((w.box[0] for w in row if w.box[0] > ends - 0.5 * em), default=1.0)
            trailing = len(word.plain) > at + len(name)
            within = any(begins + 0.5 * wide < w.box[0] < ends - 0.5 * em for w in row)
            kept_end = not (name == "ngay" or trailing or within) and follows - ends < 0.6 * em
            if swollen and (at > 0 or kept_end):
                # Something before it in the same word; or its end is where it should be.
                begins = ends - 1.03 * wide
            elif swollen:
                ends = begins + 1.03 * wide
            edges[name] = (begins, ends)
        _infer(edges, row, em)
        heights = [p[0].box for p in place.values() if p is not None]
        return _DateRow(
            median(b[1] for b in heights), median(b[3] for b in heights), em,
            edges["ngay"], edges["thang"], edges["nam"],
        )  # fmt: skip
    return None


def _infer(
    edges: dict[str, tuple[float | None, float | None]], row: list[_Seen], em: float
) -> None:
    """Put a lost ``ngày`` after the place's comma, a lost ``tháng`` before the month."""
    ngay, thang = edges["ngay"], edges["thang"]
    if ngay[1] is None and thang[0] is not None:
        before = [w for w in row if w.text.endswith(",") and w.box[2] < thang[0]]
        if before:
            begins = max(w.box[2] for w in before) + _SPACE * em
            edges["ngay"] = (begins, begins + 1.03 * _EMS["ngay"] * em)
    if thang[0] is None and ngay[1] is not None and edges["nam"][0] is not None:
        months = [
            w for w in row
            if re.fullmatch(r"\d{1,2}", w.text) and ngay[1] < w.box[0] < edges["nam"][0]
        ]  # fmt: skip
        if months:
            ends = months[-1].box[0] - _SPACE * em
            edges["thang"] = (ends - 1.03 * _EMS["thang"] * em, ends)


def _gap(left: float | None, right: float | None, row: _DateRow) -> Gap | None:
    if left is None or right is None or right - left > 0.16:
        return None
    return Gap((left, row.top, max(left, right), row.bottom))


def day_gap(transcript: Transcript, page: Page) -> Gap | None:
    row = _date_row(transcript, page)
    return _gap(row.ngay[1], row.thang[0], row) if row else None


def month_gap(transcript: Transcript, page: Page) -> Gap | None:
    row = _date_row(transcript, page)
    return _gap(row.thang[1], row.nam[0], row) if row else None
