"""What other witnesses say of number, symbol and date, weighed in one place.

Agreement makes a value surer and is told; contradiction sends it to a person with both readings.
What was read is never replaced: only the caption of an appendix may supply what the header lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.letter.appendix import Attached
from pipeline.letter.elsewhere import (
    Said,
    out_of_time,
    received,
    said_again,
    said_by_name,
    said_by_symbol,
    said_in,
)
from pipeline.letter.values import doubted
from pipeline.records import Transcript, Value
from pipeline.text import bare

_CITED = re.compile(
    r"\d/[^\s]{2,20},?\s+(?:ngay\s*)(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)"
)
_LEFT = 0.4
"""How much of a doubt is left when a second place says the same."""
_LEFT_PART = 0.8
"""The same when it says only month or year, which are seldom what is doubtful."""


def agree(
    transcript: Transcript,
    values: Mapping[str, Value],
    attached: Sequence[Attached],
    name: str | None = None,
) -> dict[str, Value]:
    """The values that a second place confirms, gainsays or, where the header is unreadable,
    supplies. ``name``: the file's."""
    now = dict(values)
    for said in _witnesses(transcript, values, attached, name):
        own = values["symbol"].value
        if own is not None and said.symbol is not None and bare(str(own)) != bare(said.symbol):
            continue  # hung on some other letter
        for field, heard in (("number", said.number), ("symbol", said.symbol), ("date", said.date)):
            if heard is not None:
                now[field] = _heard(now[field], heard, field, said)
    date = now["date"]
    latest, stamped = _latest_cited(transcript), received(values)
    if isinstance(date.value, str) and latest and date.value < latest[: len(date.value)]:
        date = doubted(date, 0.7, f"văn bản viện dẫn có ngày {latest}, muộn hơn")
    if isinstance(date.value, str) and stamped and stamped[: len(date.value)] < date.value:
        date = doubted(date, 0.7, f"dấu đến ghi ngày {stamped}, sớm hơn")
    if why := out_of_time({**now, "date": date}):
        date = doubted(date, 0.7, why)
    now["date"] = date
    changed = {field: value for field, value in now.items() if value is not values[field]}
    if "number" in changed or "symbol" in changed:
        changed["number_symbol"] = _joint(values, changed)
    return changed


def _witnesses(
    transcript: Transcript,
    values: Mapping[str, Value],
    attached: Sequence[Attached],
    name: str | None,
) -> list[Said]:
    captions = [said_in(transcript, caption) for caption in attached]
    # A caption that confirms is also print in the letter's own text: it counts once.
    again = None if any(c.number and c.digits for c in captions) else said_again(transcript, values)
    others = (said_by_name(name, values["symbol"]), said_by_symbol(values["symbol"]), again)
    return [*captions, *(said for said in others if said is not None)]


def _heard(value: Value, heard: str, field: str, said: Said) -> Value:
    if value.source == "blank":
        return value
    if value.value is None:
        return _supplied(value, heard, field, said)
    own = str(value.value)
    if _same(own, heard, field):
        part = field == "date" and len(heard) < 10
        sure = 1.0 - (1.0 - value.confidence) * (_LEFT_PART if part else _LEFT)
        why = f"{said.where} ghi như vậy"
        why = f"{value.why}; {why}" if value.why else why
        return replace(value, confidence=round(min(0.99, sure), 4), why=why)
    if field == "number" and not said.digits:
        return value  # a written number is written there too: what OCR makes of it proves nothing
    return doubted(value, 0.75, f"{said.where} ghi {heard}")


def _supplied(value: Value, heard: str, field: str, said: Said) -> Value:
    why = f"{value.why or ''}; {said.where} ghi {heard}".strip("; ")
    if not said.supplies or (field == "date" and len(heard) < 10):
        return replace(value, why=why) if said.digits else value
    if field == "number" and not said.digits:
        return value
    why = f"{value.why or ''}; suy ra từ {said.where}".strip("; ")
    sure = 0.9 if said.digits else 0.75
    return replace(value, value=heard, source="inferred", confidence=sure, why=why)


def _same(own: str, heard: str, field: str) -> bool:
    if field == "date":  # a month or a year confirms that much
        return own.startswith(heard) or heard.startswith(own)
    return own == heard or (own.isdigit() and heard.isdigit() and int(own) == int(heard))


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
