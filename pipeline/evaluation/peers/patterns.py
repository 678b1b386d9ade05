"""Header fields as one writes them down in an afternoon: patterns over the text of one OCR pass.

The yardstick beside ours (``vanban evaluate --obvious``). It is meant honestly: patterns that are
right on clean text, wherever the engine leaves the words in order; no layout, no table of names, no
second look, no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.knowledge.types import letter_types
from pipeline.text import fold, nfc, squash

_NUMBER = re.compile(r"S[ốôóồ]\s*[:.]?\s*(\d{1,5}[a-z]?)\s*/", re.IGNORECASE)
_SYMBOL = re.compile(
    r"S[ốôóồ]\s*[:.]?[^/\n]{0,14}/\s*((?:(?:19|20)\d\d/)?[A-ZĐ][A-Za-zĐđ&,.]*(?:\s?-\s?[A-ZĐ][\w&,.]*)*)"
)
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*((?:19|20)\d\d)", re.IGNORECASE)
_PLACE = re.compile(r"([^\n,]+?)\s*,\s*ngày", re.IGNORECASE)
_MOTTO = re.compile(
    r"C[ỘOÔỌ]NG\s+H(?:[ÒOÓ]A|O[ÀÁA])\s.*|Đ[ỘO]C\s+L[ẬA]P.*|Độc\s+lập.*|ĐẢNG\s+CỘNG\s+SẢN.*"
)
_VIEW = re.compile(r"V/v:?\s*(.+?)(?:\n\s*\n|Kính gửi|$)", re.DOTALL)
_AUTHORITY = re.compile(r"^\W*(?:TM|KT|TL|TUQ|Q|T/M|K/T)[.\s]")
_OFFICES = (
    "PHÓ", "THỨ", "BỘ", "GIÁM", "CHỦ", "CHÁNH", "VIỆN", "HIỆU", "CỤC", "VỤ", "TRƯỞNG", "TỔNG",
)  # fmt: skip
_PLACES = ("tinh", "thanh pho", "huyen", "quan", "thi xa", "phuong", "xa")


def fields_of(pages: Sequence[str]) -> dict[str, str | None]:
    """The fields of a letter, by our names; None where no pattern fits."""
    first = nfc(pages[0]) if pages else ""
    whole = nfc("\n".join(pages))
    number, symbol = _NUMBER.search(first), _SYMBOL.search(first)
    digits = number[1] if number else None
    code = re.sub(r"\s", "", symbol[1]).strip(".,-") if symbol else None
    name, signed = _signed(whole)
    lines = [squash(line) for line in first.splitlines()]
    titles = [n for n, line in enumerate(lines) if _type(line) is not None]
    title = titles[0] if titles else None
    return {
        "number": digits,
        "symbol": code,
        "number_symbol": f"{digits}/{code}" if digits and code else None,
        "date": _date(first),
        "place": _place(first),
        "issuer": _issuer(lines),
        "doc_type": "Công văn" if title is None else _type(lines[title]),
        "subject": _subject(first, lines, title),
        "signer_title": signed,
        "signer_name": name,
    }


def published(pages: Sequence[str]) -> dict[str, Mapping[str, object]]:
    """The same in the form that scores are made from: sure of everything, as it knows no doubt."""
    return {
        field: {"value": v, "raw": v, "source": "read", "confidence": 1.0, "review": False}
        for field, v in fields_of(pages).items()
    }


@cache
def _titles() -> Mapping[str, str]:
    return {fold(kind.name): kind.name for kind in letter_types()}


def _type(line: str) -> str | None:
    return _titles().get(fold(line).strip(" .:*-"))


def _place(text: str) -> str | None:
    """The words in capitals before the comma; the other column may stand before them."""
    before = (_first(_PLACE, text) or "").split()
    start = len(before)
    while start and before[start - 1].istitle():
        start -= 1
    return " ".join(before[start:]) or None


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return squash(match[1]) if match else None


def _date(text: str) -> str | None:
    match = _DATE.search(text)
    if match is None:
        return None
    day, month, year = (int(g) for g in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}"


def _issuer(lines: Sequence[str]) -> str | None:
    """The last line in capitals over the number, without the motto beside it; with the line over
    it where it begins with the name of a place."""
    end = next((n for n, line in enumerate(lines) if re.match(r"\W*S[ốôóồ]\b", line)), 8)
    heads = [_MOTTO.sub("", line).strip(" -_.*|") for line in lines[:end]]
    heads = [line for line in heads if len(line) > 3 and line == line.upper()]
    if not heads:
        return None
    if len(heads) > 1 and fold(heads[-1]).startswith(_PLACES):
        return f"{heads[-2]} {heads[-1]}"
    return heads[-1]


def _subject(text: str, lines: Sequence[str], title: int | None) -> str | None:
    if title is None:
        return _first(_VIEW, text)
    after = lines[title + 1 :]
    start = next((n for n, line in enumerate(after) if line), len(after))
    end = next((n for n in range(start, len(after)) if not after[n]), len(after))
    return squash(" ".join(after[start:end])) or None


def _signed(text: str) -> tuple[str | None, str | None]:
    """The name that ends a line soonest after the recipients' label, and the last title in
    capitals over it; recipients may stand before either."""
    lines = [squash(line).strip(" .,;:*|") for line in text.splitlines() if line.strip()]
    label = next((n for n, line in enumerate(lines) if "noi nhan" in fold(line)), None)
    if label is None:
        return None, None
    title = name = None
    for line in lines[max(0, label - 3) : label + 25]:
        title = _title_in(line) or title
        if title is not None and (name := _name_in(line)) is not None:
            break
    return name, title


def _name_in(line: str) -> str | None:
    words = line.split()
    start = len(words)
    while start and words[start - 1].istitle() and words[start - 1].isalpha():
        start -= 1
    found = words[start:]
    return " ".join(found) if 2 <= len(found) <= 5 else None


def _title_in(line: str) -> str | None:
    """The end of a line from its first word of an office on, where that is in capitals."""
    words = line.split()
    start = next((n for n, word in enumerate(words) if word in _OFFICES), None)
    if start is None or _AUTHORITY.match(" ".join(words[max(0, start - 1) :])):
        return None
    return " ".join(w for w in words[start:] if w == w.upper())
