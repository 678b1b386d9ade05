"""The stamp of the office that received a letter: its number and date are not the letter's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.text import fold

_ARRIVED = "ĐẾN"
_LEADERS = re.compile(r"[.…_]{4,}")
_FIELD = re.compile(r"\W*(so|ngay|gio|chuyen|den|luu ho so)\b")
_FEW = 7  # words on a line of a stamp


def is_stamp_line(words: Sequence[str]) -> bool:
    """``ĐẾN`` in capitals among few words, or a field with a dotted line to write on."""
    if len(words) > _FEW:
        return False
    text = " ".join(words)
    if any(word.strip("|:.,-") == _ARRIVED for word in words):
        return True
    return bool(_LEADERS.search(text)) and bool(_FIELD.match(fold(text)))
