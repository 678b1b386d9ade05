"""Laws cited by name: ``Luật Thi đua, khen thưởng năm 2013``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.knowledge.citations import Citations, citations
from pipeline.records import Transcript
from pipeline.references.cited import Cite
from pipeline.references.dates import date_after
from pipeline.references.exclude import Hidden
from pipeline.references.view import View
from pipeline.text import nfc, squash

_WORD = re.compile(r"[A-Za-z0-9&]+")
_YEAR = re.compile(r"[ ,(]{0,3}nam ?((?:19|20)\d\d)(?!\w)")
_LONGEST = 16
_JOINS = re.compile(r"[ ,]{0,2}\(?")


@dataclass(frozen=True, slots=True)
class Law:
    """``key``: its plain name, for joining mentions. ``sure``: the name is a known one."""

    kind: str
    name: str
    key: str
    year: str | None
    date: str | None
    start: int
    end: int
    sure: bool


def laws(view: View) -> Iterator[Law]:
    """Laws cited by name and not by number (``symbols`` finds those)."""
    known = citations()
    kinds = "|".join(sorted(known.law_types, key=len, reverse=True))
    for match in re.finditer(rf"({kinds}) (?=[a-z])", view.low):
        at = match.start()
        if not view.flat[at].isupper() or (at and view.flat[at - 1].isalnum()):
            continue
        law = _law(view, match, known)
        if law is not None:
            yield law


def _law(view: View, match: re.Match[str], known: Citations) -> Law | None:
    kind = known.law_types[match.group(1)]
    words = list(_WORD.finditer(view.low, match.end(), min(len(view.low), match.end() + 120)))
    end, sure = _name_end(view, [(w.group(), w.start(), w.end()) for w in words], known)
    year = _YEAR.match(view.low, end or match.end() - 1)
    if end is None:
        if year is None or not kind.startswith("Hiến"):
            return None
        end = match.end() - 1
    when = None if year else date_after(view, end)
    if not (sure or year or when or _called(view, match.start())):
        return None
    stop = year.end() if year else when.end if when else end
    key = " ".join(w.group() for w in words if w.end() <= end)
    year_text = year[1] if year else when.value[:4] if when and when.value else None
    printed = squash(nfc(view.raw(match.start(), stop if year else end)))
    return Law(
        kind, _mended(printed, kind, key, year[1] if year else None) if sure else printed,
        f"{match.group(1)} {key}".strip(), year_text, when.value if when else None,
        match.start(), stop, sure,
    )  # fmt: skip


def _mended(printed: str, kind: str, key: str, year: str | None) -> str:
    """A known law's name as printed; as it should be where diacritics were misread."""
    name = f"{kind} {citations().law_names[key]}" + (f" năm {year}" if year else "")
    letters = [re.sub(r"[^\w]+", "", text).lower() for text in (printed, name)]
    return printed if letters[0] == letters[1] else name


def _name_end(
    view: View, words: list[tuple[str, int, int]], known: Citations
) -> tuple[int | None, bool]:
    """Where the law's name ends: the longest known name, else capitalised words and the small
    ones after them up to a mark or a word that can't be in a name."""
    if not words or words[0][0] in known.law_stops or not view.flat[words[0][1]].isalpha():
        return None, False
    for n in range(min(_LONGEST, len(words)), 0, -1):
        if " ".join(w for w, _, _ in words[:n]) in known.law_names:
            gap = view.flat[words[0][1] : words[n - 1][2]]
            if not re.search(r"[.;:\n()]", gap):
                return words[n - 1][2], True
    if not view.flat[words[0][1]].isupper():
        return None, False
    end = words[0][2]
    for n in range(1, min(_LONGEST, len(words))):
        word, start, stop = words[n]
        two = f"{word} {words[n + 1][0]}" if n + 1 < len(words) else word
        seen = nfc(view.raw(start, stop)).lower()
        after = nfc(view.raw(start, words[n + 1][2])).lower() if two != word else seen
        if view.flat[end:start] != " " or seen in known.law_ends or after in known.law_ends:
            break
        end = stop
    return end, False


def _called(view: View, at: int) -> bool:
    """Whether a word in front of ``flat[at]`` says that a law is meant."""
    before = view.low[max(0, at - 14) : at].replace('"', " ").rsplit(" ", 3)
    return any(" ".join(before[n:]).strip() in citations().law_leads for n in range(len(before)))


def law_cites(
    view: View, transcript: Transcript, cites: Sequence[Cite], hidden: Hidden
) -> Iterator[Cite]:
    """Citations of laws by name alone, outside those already found."""
    taken = [(c.start, c.end) for c in cites]
    for law in laws(view):
        if any(a <= law.start < b for a, b in taken):
            continue
        span = view.span(law.start, law.end)
        if hidden.covers(span):
            continue
        sure = transcript.confidence(span) * (0.97 if law.sure else 0.8)
        yield Cite(
            law.start, law.end, law.start, law.kind, date=law.date, name=law.name, law=law.key,
            year=law.year, confidence=sure * (1.0 if law.year else 0.95),
        )  # fmt: skip


def numbered_laws(view: View, cites: Sequence[Cite], named: Sequence[Cite]) -> Iterator[Cite]:
    """``Luật Thi đua, khen thưởng (Luật số 06/2022/QH15)`` is one citation: name and number."""
    used: set[int] = set()
    for cite in cites:
        joined = cite
        if cite.symbol and re.search(r"QH\d", cite.symbol.type_code or ""):
            for n, law in enumerate(named):
                if law.end <= cite.start and _JOINS.fullmatch(view.low[law.end : cite.start]):
                    kind = law.kind if cite.kind in (None, "Luật") else cite.kind
                    joined = replace(
                        cite, start=law.start, kind=kind, name=law.name, law=law.law,
                        date=cite.date or law.date,
                    )  # fmt: skip
                    used.add(n)
        yield joined
    yield from (law for n, law in enumerate(named) if n not in used)
