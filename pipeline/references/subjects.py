"""The subject of a cited text, as printed after it: ``… về việc ban hành …``."""

from __future__ import annotations

import re

from pipeline.knowledge.citations import citations
from pipeline.references.view import View
from pipeline.text import nfc, squash

_MOST = 420
_STOP = re.compile(
    r'[;\n()"]|\. (?=[A-Z])|\.$|\./|, ?(?=[A-Z]|ngay \d)| va (?=[A-Z])| v[ae] (?:so )?\d'
)


def subject_after(view: View, at: int, before: int) -> str | None:
    """The subject that starts right after ``flat[:at]``, up to the clause's end and not beyond
    ``before``, where the next citation starts. Quoted names are kept whole."""
    known = citations()
    limit = min(len(view.flat), at + _MOST, before)
    start = re.compile(r'[ ,]{0,3}\(?"?').match(view.low, at, limit)
    begin = start.end() if start else at
    rest = view.low[begin : begin + 24]
    if not any(rest.startswith(word + " ") for word in known.subject_starts):
        return None
    end = _clause_end(view.flat, begin, limit)
    text = squash(nfc(view.raw(begin, end))).rstrip(" ,;:-(")
    return text.removesuffix(" và").rstrip(" ,;") or None


def _clause_end(flat: str, begin: int, limit: int) -> int:
    at = begin
    while True:
        match = _STOP.search(flat, at, limit)
        if match is None:
            return limit
        if match.group() == '"':
            close = flat.find('"', match.end(), limit)
            at = close + 1 if close >= 0 else match.end()
            continue
        return match.start()
