"""A text as the grammar sees it: ASCII, breaks gone, page numbers and stamps blanked out, and
every place still knows where it came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.records import Span, Transcript

_SPECIAL = {
    **dict.fromkeys("–—‐‑‒−﹣－", "-"),
    **dict.fromkeys("⁄∕／╱", "/"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‘’‚´`", "'"),
    **dict.fromkeys("…", "."),
    **dict.fromkeys("đĐðÐƉ", "d"),
    **dict.fromkeys("Øø", "o"),
    "：": ":",
    "，": ",",
    "；": ";",
    "§": "8",  # no sign of official letters: scanners make it of an 8
}


class _Fold(dict[int, str]):
    """One ASCII character for every character, worked out when first seen."""

    def __missing__(self, point: int) -> str:
        self[point] = made = _fold_one(chr(point))
        return made


def _fold_one(ch: str) -> str:
    if ch in "\n\f":
        return ch
    if ch.isspace() or ch in "\u200b\ufeff\u00ad" or ord(ch) < 32:
        return " "
    if ch in _SPECIAL:
        plain = _SPECIAL[ch]
        return plain.upper() if ch.isupper() else plain
    base = unicodedata.normalize("NFD", ch)[0]
    return base if base.isascii() else "~"


_TABLE = _Fold()
_BREAK = re.compile(r"[ \n\f]{2,}|[\n\f]")
_PAGE_NUMBER = re.compile(r"\f\s{0,9}(?:[-–—] ?)?\d{1,3}(?: ?[-–—])?[ \t]{0,9}(?=\n|$)")
_HIDDEN = frozenset(("page_number", "stamp", "noise"))


@dataclass(frozen=True, slots=True)
class View:
    """``flat``: ASCII, same letter case, single spaces; ``\\n`` only where a line ends with a
    mark that ends a statement. ``low``: the same in lower case. Offsets of both agree."""

    text: str
    flat: str
    low: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def origin(self, at: int) -> int:
        """Where the character ``flat[at]`` stands in the text."""
        return at + self.shifts[bisect_right(self.starts, at) - 1]

    def span(self, start: int, end: int) -> Span:
        """``flat[start:end]``, not empty, as a span of the text."""
        return Span(self.origin(start), self.origin(end - 1) + 1)

    def raw(self, start: int, end: int) -> str:
        return self.text[self.origin(start) : self.origin(end - 1) + 1] if end > start else ""


def view_of(transcript: Transcript) -> View:
    """The view of a transcript, without its stamps, page numbers and noise."""
    hidden = [line.span for line in transcript.lines if line.kind in _HIDDEN]
    return make_view(transcript.text, hidden)


def make_view(text: str, hidden: Iterable[Span] = ()) -> View:
    """The view of ``text`` (NFC, or spans will be off by its combining marks)."""
    shown = _blank(text, hidden)
    shown = _PAGE_NUMBER.sub(lambda m: "\f" + " " * (len(m.group()) - 1), shown)
    loose = shown.translate(_TABLE)
    parts: list[str] = []
    starts, shifts = [0], [0]
    at = made = 0
    for match in _BREAK.finditer(loose):
        start, end = match.span()
        parts.append(loose[at:start])
        made += start - at
        ends = start > 0 and loose[start - 1] in ".;:"
        hard = ends and ("\n" in match.group() or "\f" in match.group())
        parts.append("\n" if hard else " ")
        made += 1
        if end - start > 1:
            starts.append(made)
            shifts.append(end - made)
        at = end
    parts.append(loose[at:])
    flat = "".join(parts)
    return View(text, flat, flat.lower(), tuple(starts), tuple(shifts))


def _blank(text: str, spans: Iterable[Span]) -> str:
    for span in spans:
        gap = "".join(ch if ch in "\n\f" else " " for ch in text[span.start : span.end])
        text = text[: span.start] + gap + text[span.end :]
    return text
