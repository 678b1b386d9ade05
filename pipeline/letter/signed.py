"""The day on which a letter was signed digitally, and what it says of the letter's date.

A letter gets its number and date when it is issued, and the office's own signature is set then or
in the days after: the date is never later than the last signature. The time stands in the signature
itself, or typed over the page (``Thời gian ký: 08.04.2026 17:35``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge.header import header_words
from pipeline.letter.beside import day_of_iso_time
from pipeline.letter.elsewhere import Said
from pipeline.records import Signature, Transcript
from pipeline.text import bare, fold

_DAY = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_SURE = 0.9
"""Confidence of words from which a typed time is believed: what a file types over a scan has it,
what an engine made of a blurred block has not."""


def said_by_signatures(transcript: Transcript, signatures: Sequence[Signature]) -> Said | None:
    """What the days of signing say of the date; None where nothing is signed digitally. Of a
    signature that was broken, the time means nothing."""
    whole = (s for s in signatures if s.intact is not False)
    days = sorted({day for s in whole if (day := day_of_iso_time(s.time))})
    where = "chữ ký số"
    if not days:
        days, where = typed_days(transcript), "dòng “Thời gian ký” của chữ ký số"
    return Said(where, days=tuple(days)) if days else None


def typed_days(transcript: Transcript) -> list[str]:
    """The days in lines that a signing program set over the pages."""
    openings = tuple(fold(words) for words in header_words().signing_time)
    days = set()
    for line in transcript.lines:
        said = bare(transcript.quote(line.span)).lower()
        if not said.strip(" -*•").startswith(openings):
            continue
        if transcript.confidence(line.span) < _SURE:
            continue
        if iso := _day_in(said):
            days.add(iso)
    return sorted(days)


def _day_in(said: str) -> str | None:
    if found := _DAY.search(said):
        day, month, year = (int(g) for g in found.groups())
    elif found := _ISO_DAY.search(said):
        year, month, day = (int(g) for g in found.groups())
    else:
        return None
    good = 1 <= day <= 31 and 1 <= month <= 12
    return f"{year:04d}-{month:02d}-{day:02d}" if good else None
