"""Where a letter's number and date are told besides its header: who says so, and what.

The caption of an appendix, the names of file and PDF, the day of scanning, the year inside a
normative symbol, the receiving office's stamp, the letter's own text, and the years in which its
issuer was there; ``signed`` adds digital signatures, ``cited_by`` other letters. What they say is
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
from pipeline.records import Span, Transcript, Value
from pipeline.text import bare, squash

_SYMBOL = re.compile(
    r"\bs[oố]\b\s*[:.]?\s*(?P<all>[^()]{0,12}?/\s*[A-ZĐ][^\s,;()]*(?:\s?[-–]\s?[A-ZĐ]\w*)*)",
    re.IGNORECASE,
)
_LONG = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*((?:19|20)\d\d)")
_SHORT = re.compile(r"ngay\s*(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)")
_MONTH = re.compile(r"thang\s*(\d{1,2})\s*nam\s*((?:19|20)\d\d)")
_NUMBERED = re.compile(r"\d{1,5}[A-E]?")
"""A number in a file's name. Only the alphabet's first letters are added to one (``12A``)."""
_DATED = 40
"""Characters after a symbol within which its date follows."""
_CLOCKS = "2003-01-01"
"""No office of the kind scanned letters into PDF files before; clocks that were never set show
1970, 1980, 2000 and the like."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a second place says; None where it does not, or not readably. ``where`` in Vietnamese.
    ``date`` may be a month (``2022-05``). ``days``: when something was done with the finished
    letter, in order: it is dated on one of them, or shortly before. ``digits``: whether its digits
    can be trusted, which written ones that OCR read cannot. ``supplies``: whether it may stand in
    for a header that cannot be read; ``asks``: whether as a question only. ``weak``: it may well be
    wrong, counts for little, and against a value only together with another."""

    where: str
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    digits: bool = True
    supplies: bool = False
    asks: bool = False
    weak: bool = False
    days: tuple[str, ...] = ()


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
    number = _named(PurePath(name).stem, symbol) if name is not None else None
    return Said("tên tệp", number=number) if number else None


def _named(words: str, symbol: Value) -> str | None:
    if not isinstance(symbol.value, str):
        return None
    said = [w for w in re.split(r"[\W_]+", bare(words).upper()) if w]
    parts = [p for p in re.split(r"\W+", bare(symbol.value).upper()) if p]
    for at in range(1, len(said) - len(parts) + 1):
        if said[at : at + len(parts)] == parts and _NUMBERED.fullmatch(said[at - 1]):
            return said[at - 1].lower()
    return None


def said_by_title(title: str | None, name: str | None, symbol: Value) -> Said | None:
    """The same of the title inside a PDF, ``1943 syt-nvy``. Where it is the file's name again it
    says nothing new; and scanners keep the title of an earlier letter."""
    if title is None or (name is not None and _same_words(title, PurePath(name).stem)):
        return None
    number = _named(title, symbol)
    return Said("tiêu đề ghi trong tệp PDF", number=number, weak=True) if number else None


def _same_words(a: str, b: str) -> bool:
    return re.findall(r"\w+", bare(a).lower()) == re.findall(r"\w+", bare(b).lower())


def said_by_scanner(created: str | None, transcript: Transcript) -> Said | None:
    """The day on which a scan was made. Of a typeset file it is the day on which its writer, or
    that of an older letter that it was written over, began; and clocks of scanners stand still."""
    scanned = any(page.origin == "ocr" for page in transcript.pages[:1])
    if created is None or not scanned or created < _CLOCKS or created.endswith("-01-01"):
        return None
    return Said("ngày quét ghi trong tệp", days=(created,), weak=True)


def said_by_symbol(symbol: Value) -> Said | None:
    """The year of a normative text's symbol, ``2019/QĐ-UBND``, is that of its date."""
    if not isinstance(symbol.value, str):
        return None
    year = re.match(r"((?:19|20)\d\d)/", symbol.value)
    return Said("năm trong ký hiệu", date=year[1]) if year else None


def said_again(transcript: Transcript, values: Mapping[str, Value]) -> Said | None:
    """Number and symbol together, printed once more in the letter's own text."""
    whole, symbol, number = (values[n].value for n in ("number_symbol", "symbol", "number"))
    if not (isinstance(whole, str) and isinstance(symbol, str) and isinstance(number, str)):
        return None
    pattern = r"(?<![\w/])" + r"\s?".join(re.escape(c) for c in whole) + r"(?![\w/])"
    for match in re.finditer(pattern, transcript.text):
        if _apart(match, values["number"].span):
            return Said("chỗ khác trong văn bản", number=number, symbol=symbol)
    return None


def said_with_date(transcript: Transcript, values: Mapping[str, Value]) -> Said | None:
    """The number of a letter whose header's can't be read, where its text (or a letter sent on
    with it) cites its symbol with its very date. Another letter of that day may be meant: a
    question to a person, not an answer."""
    symbol, date = values["symbol"].value, values["date"].value
    lost = values["number"].source == "unreadable"
    if not (lost and isinstance(symbol, str) and isinstance(date, str) and len(date) == 10):
        return None
    code = r"\s?".join(re.escape(c) for c in symbol)
    pattern = rf"(?<![\w/])(\d{{1,5}})\s?[/-]\s?{code}(?![\w/-])"
    numbers = set()
    for match in re.finditer(pattern, transcript.text):
        after = bare(transcript.text[match.end() : match.end() + _DATED]).lower()
        if _apart(match, values["symbol"].span) and _date_in(squash(after)) == date:
            numbers.add(match[1])
    where = "chỗ viện dẫn trong văn bản"
    return Said(where, number=numbers.pop(), asks=True) if len(numbers) == 1 else None


def _apart(match: re.Match[str], own: Span | None) -> bool:
    return own is None or match.end() <= own.start or match.start() >= own.end


def month_beside(date: Value) -> str | None:
    """Month and year as printed beside a day that could not be read (``2022-05``); None where
    they can't be read either."""
    said = _MONTH.search(bare(squash(date.raw or "")).lower())
    return f"{said[2]}-{int(said[1]):02d}" if said and 1 <= int(said[1]) <= 12 else None


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
