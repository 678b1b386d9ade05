"""Stamps on page one: the receiving office's, whose number and date are not the letter's, and
those of urgency and secrecy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.knowledge.header import header_words
from pipeline.text import fold

_ARRIVED = "ĐẾN"
_LEADERS = re.compile(r"[.…_]{4,}")
_FIELD = re.compile(r"\W*(so|ngay|gio|chuyen|den|luu ho so)\b")
_FEW = 7  # words on a line of a stamp
_SIGNS = re.compile(r"[^\w\s]|_")


def is_stamp_line(words: Sequence[str]) -> bool:
    """``ĐẾN`` in capitals among few words, or a field with a dotted line to write on."""
    if len(words) > _FEW:
        return False
    text = " ".join(words)
    if any(word.strip("|:.,-") == _ARRIVED for word in words):
        return True
    return bool(_LEADERS.search(text)) and bool(_FIELD.match(fold(text)))


def is_stamp_field(word: str) -> bool:
    """Whether a word begins what a receiving office's stamp says: ``ĐẾN``, ``Ngày:``. Its
    ``Số:`` is left to itself, as the letter's own number begins alike."""
    plain = _SIGNS.sub("", word)
    arrived = plain.isupper() and fold(plain) == fold(_ARRIVED)
    return arrived or fold(plain) in ("ngay", "chuyen")


def stamp_word(text: str) -> str | None:
    """The degree of urgency or secrecy (``KHẨN``, ``TỐI MẬT``) that a line says and nothing
    else; None of any other line. Short words must be whole, as many words are like them."""
    plain = fold(_SIGNS.sub(" ", text))
    words = (*header_words().urgency, *header_words().secrecy)
    scored = [(fuzz.ratio(plain, fold(word)) / 100, word.upper()) for word in words]
    score, best = max(scored)
    return best if score >= (1.0 if len(fold(best)) < 6 else 0.8) else None
