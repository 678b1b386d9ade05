"""Numbers with a sign in them that is no digit: ``7{3/QĐ-TTg``, ``195Ú/QĐ-UBND``.

Such a number names no text by itself: which digit stood there, nobody can tell. What the letter
says elsewhere of a text with the same codes may tell it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.references.leads import Lead
from pipeline.references.view import View

_BEFORE = re.compile(r"(?:^|[^0-9A-Za-z])(?P<head>[0-9]{1,4})(?P<sign>[^\w\s.,/()\-\[\]])$")
_SIGN = re.compile(r"s[o06] ?[:.]? ?(?P<sign>[{}&+=<>@#$%^|])$")
_AFTER = re.compile(r"[{}&+@#$%^](?= ?[/|\\-])")  # dirt is dots and dashes
_SUFFIXES = "abcdđ"  # 30c/NQ-CP
_READ_AS = "OoQlI|SZ!]"  # letters taken for digits, as ``repair`` has it
_REACH = 8


def torn_number(view: View, start: int, end: int, lead: Lead) -> str | None:
    """``flat[start:end]``, with what stands before it, as ``7?3``; None where it is whole."""
    number = view.flat[start:end]
    if number[-1:].isalpha() and number[-1] not in _READ_AS:
        return None if number[-1].lower() in _SUFFIXES else f"{number[:-1]}?"
    if _AFTER.match(view.flat, end):
        return f"{number}?"
    before = view.flat[max(0, start - _REACH) : start]
    if match := _BEFORE.search(before):
        return f"{match['head']}?{number}"
    return f"?{number}" if _SIGN.search(before.lower()) else None


@lru_cache(maxsize=1024)
def may_be(torn: str, number: str) -> bool:
    """Whether ``number`` is what a torn one was: the sign stands for a digit, or is dirt."""
    return bool(
        re.fullmatch(re.escape(torn.lstrip("0")).replace(r"\?", "[0-9]?"), number.lstrip("0"))
    )
