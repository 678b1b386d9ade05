"""Where the number, the day and the month should stand: gaps between printed anchors.

``Số:`` to ``/`` and capitals; ``ngày`` to ``tháng``; ``tháng`` to ``năm``. Written digits are often
swallowed into the printed word beside them; then the edge is estimated from the other anchor.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Box, Page, Transcript, Word

_NUMBER = re.compile(r"s[ôốồổóòo][:;.,]*(?=$|\d|[:/])")
"""``Số`` and its misreadings. Not ``Sở`` (a department), whose vowel has a horn."""
_SYMBOL = re.compile(r"/\s*(?:(?:19|20)\d\d\s*/|[A-ZĐƯÔÂ]{2})")
_DAY = re.compile(r"ngay")
_MONTH = re.compile(r"th[aáâ]ng|thang|thảng")
_YEAR = re.compile(r"nam")
_HEADER = 0.42
"""The header ends above this part of the page."""
_WIDEST = 0.16
"""No number or day is wider than this part of the page."""
_NGAY = 0.85
"""``ngày`` is as wide as this part of ``tháng``, in Times italic."""


@dataclass(frozen=True, slots=True)
class _Seen:
    word: Word
    text: str
    plain: str
    box: Box


def _fold(text: str) -> str:
    """Lower case without tone and vowel marks."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def _seen(transcript: Transcript, page: Page) -> list[_Seen]:
    out = []
    for word in transcript.words_in(page.span):
        if word.page == page.number and word.box is not None and word.box[1] < _HEADER:
            text = transcript.quote(word.span)
            out.append(_Seen(word, text, _fold(text), word.box))
    return sorted(out, key=lambda s: (s.box[0], s.box[1]))


def _right_of(anchor: Box, words: list[_Seen]) -> Iterator[_Seen]:
    """Words on the anchor's row that begin right of where it begins, left to right."""
    for other in words:
        share = min(anchor[3], other.box[3]) - max(anchor[1], other.box[1])
        least = min(anchor[3] - anchor[1], other.box[3] - other.box[1])
        if other.box[0] > anchor[0] and share > 0.35 * least:
            yield other


def _at(seen: _Seen, i: int) -> float:
    """Where character ``i`` begins, letters taken as equally wide."""
    x0, _, x1, _ = seen.box
    return x0 + (x1 - x0) * i / max(1, len(seen.text))


def number_gap(transcript: Transcript, page: Page) -> Box | None:
    """Between ``Số:`` and the slash before the symbol's capitals, in the left half."""
    words = _seen(transcript, page)
    for start in words:
        found = _NUMBER.match(unicodedata.normalize("NFC", start.text.lower()))
        if found is None or start.box[0] > 0.5:
            continue
        left = _at(start, found.end()) if found.end() < len(start.text) else start.box[2]
        if slash := _SYMBOL.search(start.text):
            return left, start.box[1], max(left, _at(start, slash.start())), start.box[3]
        for end in _right_of(start.box, words):
            if end.box[0] - left > _WIDEST:
                break
            if slash := _SYMBOL.search(end.text):
                right = max(left, _at(end, slash.start()))
                return left, start.box[1], right, start.box[3]
    return None


def _between(words: list[_Seen], first: re.Pattern[str], second: re.Pattern[str],
             ratio: float) -> Box | None:  # fmt: skip
    """The gap between two anchors; ``ratio`` is the first's printed width by the second's."""
    for start in words:
        found = first.search(start.plain)
        if found is None or start.box[2] < 0.4 or len(start.plain) > found.end() + 3:
            continue
        for end in _right_of(start.box, words):
            met = second.search(end.plain)
            if end.box[0] - start.box[2] > _WIDEST:
                break
            if met is None:
                continue
            left, right = start.box[2], end.box[0]
            size = min(
                (start.box[2] - start.box[0]) / ratio, end.box[2] - end.box[0]
            )  # of the second anchor
            if found.end() < len(start.plain):  # digits swallowed on the left
                left = min(left, _at(start, found.start()) + 1.05 * ratio * size)
            if met.start() > 0:
                right = max(right, _at(end, met.end()) - 1.05 * size)
            if right > left:
                return left, min(start.box[1], end.box[1]), right, max(start.box[3], end.box[3])
    return None


def day_gap(transcript: Transcript, page: Page) -> Box | None:
    return _between(_seen(transcript, page), _DAY, re.compile("thang|thnag|tháng"), _NGAY)


def month_gap(transcript: Transcript, page: Page) -> Box | None:
    return _between(_seen(transcript, page), re.compile("thang"), _YEAR, 1 / 0.8)
