"""Dates and numbers as people of a language write them, and back again."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

Lang = Literal["vi", "en"]

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_TYPED = re.compile(r"(?:(\d{1,2})[./\-\s]+)?(\d{1,2})[./\-\s]+(\d{4})")


class NoDate(ValueError):
    """What was typed is no date."""


def say_date(iso: str | None, lang: Lang) -> str:
    """``2022-05-20`` is ``20/05/2022`` in Vietnamese, where ``2022-05`` is ``05/2022``; in
    English it stays as it is, which no two countries read differently. What is no date stays."""
    if not iso or lang != "vi" or not _ISO.fullmatch(iso):
        return iso or ""
    return "/".join(reversed(iso.split("-")))


def read_date(typed: str) -> str:
    """``20/5/2022``, ``20.05.2022`` or ``2022-05-20`` as ISO, ``5/2022`` as ``2022-05``. Raises
    ``NoDate`` for anything else, and for days that no calendar has."""
    text = typed.strip()
    found = _ISO.fullmatch(text)
    if found and found[2]:
        year, month, day = found.groups()
    elif found := _TYPED.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise NoDate(typed)
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError as error:
        raise NoDate(typed) from error
    return whole.isoformat() if day else whole.isoformat()[:7]


def say_percent(share: float | None, lang: Lang, places: int = 0) -> str:
    """``0.784`` as ``78 %``, with a decimal comma in Vietnamese."""
    return "" if share is None else f"{say_number(share * 100, lang, places)} %"


def say_number(number: float, lang: Lang, places: int = 0) -> str:
    """``12345.6`` as ``12.345,6`` in Vietnamese and ``12,345.6`` in English."""
    text = f"{number:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def say_time(iso: str, lang: Lang) -> str:
    """``2026-11-20T09:05:00Z`` as ``20/11/2026 09:05``; the browser turns it to local time."""
    day, _, clock = iso.partition("T")
    return f"{say_date(day, lang)} {clock[:5]}".strip()


def say_size(size: int, lang: Lang) -> str:
    """Bytes as people read them: ``1,4 MB``."""
    if size < 1_000_000:
        return f"{say_number(max(1, size / 1000), lang)} kB"
    return f"{say_number(size / 1_000_000, lang, 1)} MB"
