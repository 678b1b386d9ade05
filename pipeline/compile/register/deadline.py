"""The deadline of a campaign: what a person says, the outline file, the guideline's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.compile.register.timing import Deadline
from pipeline.compile.tables import Published, value_of
from pipeline.knowledge.deadlines import DeadlineWords, deadline_words
from pipeline.records import Outline
from pipeline.text import fold, nfc, squash

_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=\D)")
_TYPED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def typed_day(text: str) -> str | None:
    """A day as people type it (``31/5/2022``, ``2022-05-31``), as an ISO date; None for another."""
    try:
        if match := _TYPED.fullmatch(text.strip()):
            day, month, year = map(int, match.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def deadlines(
    outline: Outline, guideline: Published | None, asked: str | None = None
) -> tuple[Deadline, ...]:
    """All that name one, first who decides: the person, the outline file (which a person has
    confirmed), the guideline letter. The file does not keep the guideline's wording, so the same
    day read there says whether that day is still in time."""
    read = found_in(guideline) if guideline else None
    told: list[Deadline] = []
    for day, source in ((asked, "person"), (outline.deadline, "outline")):
        if day:
            inclusive = read.inclusive if read and read.day == day else None
            told.append(Deadline(day, source, inclusive))  # type: ignore[arg-type]
    return (*told, read) if read else tuple(told)


def guideline_of(outline: Outline, documents: Sequence[Published]) -> Published | None:
    """The guideline itself, where it lies among the letters: by its symbol, the best copy."""
    wanted = fold(outline.guideline or "")
    found = [d for d in documents if wanted and fold(value_of(d, "number_symbol")) == wanted]
    return min(found, key=lambda d: (d["status"] != "ok", str(d["file"])), default=None)


def found_in(letter: Published) -> Deadline | None:
    """The day by which a guideline wants reports: of all days with a word that sets a deadline,
    the one in a sentence that speaks most of sending reports; the first among equals."""
    best: tuple[int, Deadline] | None = None
    for worth, found in _named(letter, deadline_words()):
        if worth > 0 and (best is None or worth > best[0]):
            best = worth, found
    return best[1] if best else None


def _named(letter: Published, words: DeadlineWords) -> Iterator[tuple[int, Deadline]]:
    # Sentences run over page breaks: pages are joined, and a match finds its page again.
    starts, text = [], ""
    for page in letter["text"]:
        starts.append(len(text))
        text += squash(nfc(page)) + " "
    for match in words.pattern.finditer(text):
        day, month, year = (int(match.group(n)) for n in (2, 3, 4))
        try:
            iso = date(year, month, day).isoformat()
        except ValueError:
            continue
        begin = max((m.end() for m in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
        end = _SENTENCE_END.search(text, match.end())
        sentence = text[begin : end.start() if end else len(text)].lower()
        worth = sum(word in sentence for word in words.near)
        worth -= 2 * sum(word in sentence for word in words.not_near)
        page_number = sum(start <= match.start() for start in starts)
        inclusive = True if squash(match.group(1)).lower() in words.by else None
        quote, file = match.group(), str(letter["file"])
        yield worth, Deadline(iso, "guideline", inclusive, quote, page_number, file)
