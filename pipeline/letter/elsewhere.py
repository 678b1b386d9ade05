"""Where a letter's number and date are told besides its header: who says so, and what.

The caption of an appendix, the file's name, the year inside a normative symbol, the receiving
office's stamp, the letter's own text, and the years in which its issuer was there. What they say is
weighed in ``agree``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from pipeline.knowledge.issuers import body_named
from pipeline.knowledge.places import province_named
from pipeline.letter.appendix import Attached
from pipeline.letter.symbols import mend, number_line
from pipeline.records import Transcript, Value
from pipeline.text import bare, squash

_SYMBOL = re.compile(
    r"\bs[oố]\b\s*[:.]?\s*(?P<all>[^()]{0,12}?/\s*[A-ZĐ][^\s,;()]*(?:\s?[-–]\s?[A-ZĐ]\w*)*)",
    re.IGNORECASE,
)
_LONG = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*((?:19|20)\d\d)")
_SHORT = re.compile(r"ngay\s*(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)")
_MONTH = re.compile(r"thang\s*(\d{1,2})\s*nam\s*((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class Said:
    """What a second place says; None where it does not, or not readably. ``date`` may be a month
    (``2022-05``). ``where`` in Vietnamese. ``digits``: whether its digits can be trusted, which
    written ones that OCR read cannot. ``supplies``: whether it may stand in for a header that
    cannot be read."""

    where: str
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    digits: bool = True
    supplies: bool = False


def said_in(transcript: Transcript, caption: Attached) -> Said:
    """``(Kèm theo Hướng dẫn số 544/HD-BTĐKT ngày 23 tháng 3 năm 2022 của …)``."""
    text = squash(transcript.quote(caption.span))
    number = symbol = None
    if match := _SYMBOL.search(text):
        line = number_line("Số: " + match["all"])
        if line is not None and line.symbol is not None:
            symbol = mend(line.symbol, None, ())[0]
            digits = re.sub(r"\W", "", ("Số: " + match["all"])[line.start : line.end])
            number = digits if digits.isdigit() else None
    trusted = transcript.page_at(caption.span.start).origin != "ocr"
    where = "dòng “Kèm theo” của phụ lục"
    return Said(where, number, symbol, _date_in(bare(text).lower()), trusted, True)


def _date_in(plain: str) -> str | None:
    if found := _LONG.search(plain) or _SHORT.search(plain):
        day, month, year = (int(g) for g in found.groups())
        good = 1 <= day <= 31 and 1 <= month <= 12
        return f"{year:04d}-{month:02d}-{day:02d}" if good else None
    if found := _MONTH.search(plain):
        month, year = (int(g) for g in found.groups())
        return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else None
    return None


def said_by_name(name: str | None, symbol: Value) -> Said | None:
    """``3741-KH-UBND.pdf``: digits right before all parts of the letter's own symbol. A name that
    does not hold the symbol says nothing: its digits may be anyone's."""
    if name is None or not isinstance(symbol.value, str):
        return None
    words = [w for w in re.split(r"[\W_]+", bare(PurePath(name).stem).upper()) if w]
    parts = [p for p in re.split(r"\W+", bare(symbol.value).upper()) if p]
    for at in range(1, len(words) - len(parts) + 1):
        if words[at : at + len(parts)] == parts and re.fullmatch(r"\d{1,5}[A-Z]?", words[at - 1]):
            return Said("tên tệp", number=words[at - 1].lower())
    return None


def said_by_symbol(symbol: Value) -> Said | None:
    """The year of a normative text's symbol, ``2019/QĐ-UBND``, is that of its date."""
    if not isinstance(symbol.value, str):
        return None
    year = re.match(r"((?:19|20)\d\d)/", symbol.value)
    return Said("năm trong ký hiệu", date=year[1]) if year else None


def said_again(transcript: Transcript, values: Mapping[str, Value]) -> Said | None:
    """Number and symbol together, printed once more in the letter's own text."""
    whole, symbol, number = (values[n].value for n in ("number_symbol", "symbol", "number"))
    own = values["number"].span
    if not (isinstance(whole, str) and isinstance(symbol, str) and isinstance(number, str)):
        return None
    pattern = r"(?<![\w/])" + r"\s?".join(re.escape(c) for c in whole) + r"(?![\w/])"
    for match in re.finditer(pattern, transcript.text):
        if own is None or match.end() <= own.start or match.start() >= own.end:
            return Said("chỗ khác trong văn bản", number=number, symbol=symbol)
    return None


def received(values: Mapping[str, Value]) -> str | None:
    """The day on which the receiving office stamped the letter, if that was read surely."""
    stamp = values.get("incoming_date")
    if stamp is None or not isinstance(stamp.value, str) or stamp.review:
        return None
    return stamp.value if stamp.confidence >= 0.85 and len(stamp.value) == 10 else None


def out_of_time(values: Mapping[str, Value]) -> str | None:
    """Why a letter's issuer or province cannot have written on its date; None where it can."""
    date = values["date"].value
    if not isinstance(date, str):
        return None
    for field, unit in (("issuer", _body), ("province", _province)):
        name = values[field].value
        since, until = unit(name) if isinstance(name, str) else (None, None)
        if (since and date < since[: len(date)]) or (until and date > until[: len(date)]):
            when = f"từ {since}" if since and date < since[: len(date)] else f"đến {until}"
            return f"{name} chỉ có {when}"
    return None


def _body(name: str) -> tuple[str | None, str | None]:
    found = body_named(name, 99.0)
    return (found[0].since, found[0].until) if found else (None, None)


def _province(name: str) -> tuple[str | None, str | None]:
    found = province_named(name)
    return (found.since, found.until) if found else (None, None)
