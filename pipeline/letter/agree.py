"""What the letter says of itself elsewhere: the captions of its appendices, the texts it cites.

``(Kèm theo Hướng dẫn số 544/HD-BTĐKT ngày 23 tháng 3 năm 2022 của …)`` repeats number and date;
a letter can't be older than a text it cites.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.letter.appendix import Attached
from pipeline.letter.symbols import mend, number_line
from pipeline.letter.values import doubted
from pipeline.records import Transcript, Value
from pipeline.text import bare, squash

_SYMBOL = re.compile(
    r"\bs[oố]\b\s*[:.]?\s*(?P<all>[^()]{0,12}?/\s*[A-ZĐ][^\s,;()]*(?:\s?[-–]\s?[A-ZĐ]\w*)*)",
    re.IGNORECASE,
)
_LONG = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*((?:19|20)\d\d)")
_SHORT = re.compile(r"ngay\s*(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)")
_CITED = re.compile(
    r"\d/[^\s]{2,20},?\s+(?:ngay\s*)(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a caption repeats; None where it does not, or not readably."""

    number: str | None
    symbol: str | None
    date: str | None


def said_in(transcript: Transcript, caption: Attached) -> Said:
    text = squash(transcript.quote(caption.span))
    number = symbol = None
    if match := _SYMBOL.search(text):
        line = number_line("Số: " + match["all"])
        if line is not None and line.symbol is not None:
            symbol = mend(line.symbol, None, ())[0]
            digits = re.sub(r"\W", "", ("Số: " + match["all"])[line.start : line.end])
            number = digits if digits.isdigit() else None
    plain = bare(text).lower()
    found = _LONG.search(plain) or _SHORT.search(plain)
    when = None
    if found:
        day, month, year = (int(g) for g in found.groups())
        when = f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= 31 and 1 <= month <= 12 else None
    return Said(number, symbol, when)


def agree(
    transcript: Transcript, values: Mapping[str, Value], attached: Sequence[Attached]
) -> dict[str, Value]:
    """The values that a second place confirms, gainsays or, where the header is unreadable,
    supplies."""
    changed: dict[str, Value] = {}
    for caption in attached:
        said = said_in(transcript, caption)
        own = values["symbol"].value
        if own is not None and said.symbol is not None and bare(str(own)) != bare(said.symbol):
            continue  # hung on some other letter
        trusted = transcript.page_at(caption.span.start).origin != "ocr"
        for name, heard in (("number", said.number), ("symbol", said.symbol), ("date", said.date)):
            value = changed.get(name, values[name])
            if heard is None or value.source == "blank":
                continue
            changed[name] = _heard(value, heard, name, trusted)
    if changed:
        changed["number_symbol"] = _joint(values, changed)
    date = changed.get("date", values["date"])
    latest = _latest_cited(transcript)
    if (
        latest is not None
        and isinstance(date.value, str)
        and date.value < latest[: len(date.value)]
    ):
        changed["date"] = doubted(date, 0.7, f"văn bản viện dẫn có ngày {latest}, muộn hơn")
    return changed


def _heard(value: Value, heard: str, name: str, trusted: bool) -> Value:
    where = "dòng “Kèm theo” của phụ lục"
    if value.value == heard:
        sure = 1.0 - (1.0 - value.confidence) * 0.4
        why = f"{value.why}; {where} ghi như vậy" if value.why else f"{where} ghi như vậy"
        return replace(value, confidence=round(min(0.99, sure), 4), why=why)
    if value.value is None:
        # A written number is written in the caption too: what OCR makes of it proves nothing.
        if name == "number" and not trusted:
            return value
        why = f"{value.why or ''}; suy ra từ {where}".strip("; ")
        sure = 0.9 if trusted else 0.75
        return replace(value, value=heard, source="inferred", confidence=sure, why=why)
    if name == "number" and not trusted:
        return value
    return doubted(value, 0.75, f"{where} ghi {heard}")


def _joint(values: Mapping[str, Value], changed: Mapping[str, Value]) -> Value:
    number = changed.get("number", values["number"])
    symbol = changed.get("symbol", values["symbol"])
    full = values["number_symbol"]
    if not isinstance(number.value, str) or not isinstance(symbol.value, str):
        return full
    if full.value is None:
        mark = "-" if "/" in symbol.value and not symbol.value[:4].isdigit() else "/"
        return replace(
            number, value=f"{number.value}{mark}{symbol.value}",
            source="inferred" if "inferred" in (number.source, symbol.source) else "read",
            confidence=round(number.confidence * symbol.confidence, 4),
        )  # fmt: skip
    sure = round(number.confidence * symbol.confidence, 4)
    return replace(
        full, confidence=max(sure, 0.01), review=full.review or number.review or symbol.review
    )


def _latest_cited(transcript: Transcript) -> str | None:
    """The latest date that follows a cited symbol on the letter's first two pages."""
    end = transcript.pages[min(1, len(transcript.pages) - 1)].span.end
    dates = []
    for match in _CITED.finditer(bare(transcript.text[:end]).lower()):
        day, month, year = (int(g) for g in match.groups())
        if 1 <= day <= 31 and 1 <= month <= 12:
            dates.append(f"{year:04d}-{month:02d}-{day:02d}")
    return max(dates, default=None)
