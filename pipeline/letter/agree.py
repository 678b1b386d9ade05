"""What other witnesses say of number, symbol and date, weighed in one place.

Agreement makes a value surer and is told; contradiction sends it to a person with both readings.
What was read is never replaced: only the caption of an appendix may supply what the header lost.
``agree`` hears what the letter itself and its signatures say, before confidences are calibrated (so
that their worth was measured). ``settle`` hears the others after that: they never lift a review
mark, and a weak one never sets it alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.letter.appendix import Attached
from pipeline.letter.beside import Beside
from pipeline.letter.elsewhere import (
    Said,
    out_of_time,
    received,
    said_again,
    said_by_name,
    said_by_scanner,
    said_by_symbol,
    said_by_title,
    said_in,
    said_with_date,
)
from pipeline.letter.signed import said_by_signatures
from pipeline.letter.values import doubted
from pipeline.letter.weigh import Heard, but, compare, confirmed, noted, weigh
from pipeline.records import Transcript, Value
from pipeline.text import bare

_VOICES = 2
"""How often the same is heard from the same: each appendix has its caption, read each by itself,
but all written at once."""
_CITED = re.compile(
    r"\d/[^\s]{2,20},?\s+(?:ngay\s*)(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)"
)


def agree(
    transcript: Transcript,
    values: Mapping[str, Value],
    attached: Sequence[Attached],
    known: Beside | None = None,
) -> dict[str, Value]:
    """The values that a second place confirms, gainsays or, where the header is unreadable,
    supplies. ``known``: what is known of the letter beside its pages."""
    now = dict(values)
    told: Counter[tuple[str, str, Heard]] = Counter()
    for said in _witnesses(transcript, values, attached, known or Beside()):
        for field, heard in _told(said) if _of_this(values, said) else ():
            told[same := (field, said.where, heard)] += 1
            if told[same] <= _VOICES:
                now[field] = weigh(now[field], heard, field, said)
    date = now["date"]
    latest, stamped = _latest_cited(transcript), received(values)
    if isinstance(date.value, str) and latest and date.value < latest[: len(date.value)]:
        date = doubted(date, 0.7, f"văn bản viện dẫn có ngày {latest}, muộn hơn")
    if isinstance(date.value, str) and stamped and stamped[: len(date.value)] < date.value:
        date = doubted(date, 0.7, f"dấu đến ghi ngày {stamped}, sớm hơn")
    if why := out_of_time({**now, "date": date}):
        date = doubted(date, 0.7, why)
    now["date"] = date
    return _changed(values, now)


def settle(values: Mapping[str, Value], witnesses: Sequence[Said]) -> dict[str, Value]:
    """The same over finished values: what agrees makes them surer, but whoever was to look still
    looks. A weak witness that disagrees is told, and doubted for only with a second one."""
    now = dict(values)
    doubters: dict[str, list[str]] = {}
    for said in witnesses:
        if not _of_this(values, said):
            continue
        for field, heard in _told(said):
            value = now[field]
            if value.value is None or not said.weak:
                now[field] = weigh(value, heard, field, said)
            elif (verdict := compare(value, heard, field)) == "against":
                doubters.setdefault(field, []).append(but(said, heard))
            else:
                now[field] = confirmed(value, verdict, said)
    for field, whys in doubters.items():
        if len(whys) > 1:
            now[field] = doubted(now[field], 0.75, "; ".join(whys))
        else:
            now[field] = noted(now[field], whys[0])
    return _changed(values, now)


def beside_witnesses(
    transcript: Transcript, values: Mapping[str, Value], known: Beside
) -> list[Said]:
    """What ``settle`` hears of one letter: the metadata of its file."""
    title = said_by_title(known.title, known.name, values["symbol"])
    return [s for s in (title, said_by_scanner(known.created, transcript)) if s is not None]


def _witnesses(
    transcript: Transcript, values: Mapping[str, Value], attached: Sequence[Attached], known: Beside
) -> list[Said]:
    captions = [said_in(transcript, caption) for caption in attached]
    # A caption is also print in the letter's own text: it counts once.
    own = values["number"].value
    again = None if own in {c.number for c in captions} else said_again(transcript, values)
    others = (
        said_by_name(known.name, values["symbol"]),
        said_by_symbol(values["symbol"]),
        again,
        said_with_date(transcript, values),
        said_by_signatures(transcript, known.signatures),
    )
    return [*captions, *(said for said in others if said is not None)]


def _of_this(values: Mapping[str, Value], said: Said) -> bool:
    """Whether a witness speaks of this letter, as far as its symbol tells."""
    own = values["symbol"].value
    return own is None or said.symbol is None or bare(str(own)) == bare(said.symbol)


def _told(said: Said) -> list[tuple[str, Heard]]:
    told = (
        ("number", said.number),
        ("symbol", said.symbol),
        ("date", said.date),
        ("date", said.days),
    )
    return [(field, heard) for field, heard in told if heard]


def _changed(values: Mapping[str, Value], now: Mapping[str, Value]) -> dict[str, Value]:
    changed = {field: value for field, value in now.items() if value is not values[field]}
    if "number" in changed or "symbol" in changed:
        changed["number_symbol"] = _joint(values, changed)
    return changed


def _joint(values: Mapping[str, Value], changed: Mapping[str, Value]) -> Value:
    number = changed.get("number", values["number"])
    symbol = changed.get("symbol", values["symbol"])
    full = values["number_symbol"]
    if not isinstance(number.value, str) or not isinstance(symbol.value, str):
        return full
    sure = round(number.confidence * symbol.confidence, 4)
    if full.value is None:
        mark = "-" if "/" in symbol.value and not symbol.value[:4].isdigit() else "/"
        return replace(
            number, value=f"{number.value}{mark}{symbol.value}",
            source="inferred" if "inferred" in (number.source, symbol.source) else "read",
            confidence=sure, review=number.review or symbol.review,
        )  # fmt: skip
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
