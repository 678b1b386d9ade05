"""Known texts whose symbol was read so badly that no grammar sees one: ``733.-QĐ-TT g``.

Number, type, codes and date of a known text stand together: where some of it is lost, the rest
tells which it was. A number that could be right as it was read is never taken for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.decisions import Decision, KnownText
from pipeline.knowledge.types import type_of_code
from pipeline.records import Transcript
from pipeline.references.cited import Cite
from pipeline.references.codes import key_of
from pipeline.references.dates import date_after
from pipeline.references.exclude import Hidden
from pipeline.references.leads import lead_of
from pipeline.references.repair import Symbol
from pipeline.references.view import View

_PARTS = re.compile(r"(\d+)([/-])([^\W\d_]\w*)-([^\W\d_]\w*)")
_TAIL_STOPS = re.compile(r"[(;\n]|ng[ae][yv]")
_FAITH = 0.6


def known_cites(
    view: View,
    transcript: Transcript,
    decisions: Sequence[Decision],
    found: Sequence[Cite],
    hidden: Hidden,
) -> Iterator[Cite]:
    """Citations of known texts outside those already found by symbol."""
    taken = [(c.start, c.end) for c in found if c.symbol]
    for symbol, date, issuer in _texts(decisions):
        parts = _PARTS.fullmatch(symbol)
        if parts is None or date is None:
            continue
        for match in _pattern(parts[1]).finditer(view.low):
            if any(a <= match.start() < b for a, b in taken):
                continue
            cite = _cite(view, match, parts, date, issuer)
            if cite and not hidden.covers(view.span(cite.start, cite.end)):
                sure = transcript.confidence(view.span(cite.start, cite.end))
                yield replace(cite, confidence=sure * _FAITH)


def _texts(decisions: Sequence[Decision]) -> Iterator[tuple[str, str | None, str | None]]:
    for decision in decisions:
        texts: tuple[Decision | KnownText, ...] = (decision, *decision.implemented_by)
        yield from ((t.symbol, t.date, t.issuer) for t in texts)


@lru_cache(maxsize=256)
def _pattern(number: str) -> re.Pattern[str]:
    """``number``, or it with one character that is no digit in the place of a digit or between
    two; a code comes after it. Group ``clear`` where all digits are there. The first digit
    stands before the look behind it, so that the search can skip to it."""
    first, rest, no = number[0], number[1:], r"[^\d\s/-]"
    dirty = [rest[:n] + no + rest[n:] for n in range(len(rest))]
    worn = [rest[:n] + no + rest[n + 1 :] for n in range(len(rest))]
    return re.compile(
        rf"{first}(?:(?<![\w/,-].)(?<!\d\..)|(?<=so.)|(?<=so [-~*_'\"].))"
        rf"(?:(?P<clear>{rest}|{'|'.join(dirty)})|{'|'.join(worn)})(?=[^\w\n]{{0,4}}[a-z])"
    )


def _cite(
    view: View, match: re.Match[str], parts: re.Match[str], date: str, issuer: str | None
) -> Cite | None:
    wanted = key_of(parts[3]) + key_of(parts[4])
    off, end = _tail(view, match.end(), wanted)
    if off > 2 or len(wanted) < 4:
        return None
    lead = lead_of(view, match.start())
    dated = date_after(view, end)
    same_day = dated is not None and dated.value == date
    if dated is not None and dated.value and not same_day:
        return None  # of another day
    kind = type_of_code(parts[3], party=parts[2] == "-")
    told = kind is not None and lead.kind == kind.name
    if match["clear"] is None and not (same_day and off <= 1):
        return None
    if off > (2 if same_day else 1) or not (same_day or told):
        return None
    note = f"{view.raw(match.start(), end)}→{parts[0]}"
    symbol = Symbol(
        parts[1], None, parts[2], (parts[3], parts[4]), ("-",), kind.name if kind else None,
        parts[3], 2, end, (note,),
    )  # fmt: skip
    return Cite(
        lead.start, dated.end if dated else end, match.start(), symbol.kind, symbol, parts[1],
        date=dated.value if dated else None, issuer=issuer, repairs=(note,),
    )  # fmt: skip


def _tail(view: View, at: int, wanted: str) -> tuple[int, int]:
    """How many letters of the codes behind ``flat[:at]`` differ from ``wanted``, and where the
    codes end."""
    window = view.low[at : at + 2 * len(wanted) + 4]
    stop = _TAIL_STOPS.search(window)
    window = window[: stop.start()] if stop else window
    letters = [(m.group(), at + m.end()) for m in re.finditer(r"[a-z0-9]", window)]
    seen = "".join(ch for ch, _ in letters)
    best = (len(wanted), at)
    for n in range(len(wanted) - 1, min(len(seen), len(wanted) + 1) + 1):
        if n > 0:
            best = min(best, (Levenshtein.distance(seen[:n], wanted), letters[n - 1][1]))
    return best
