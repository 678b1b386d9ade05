"""Numbers with codes that may be citations: as the grammar reads them, then where print is worn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.citations import Citations, citations
from pipeline.references.accept import accepted
from pipeline.references.codes import key_of, means
from pipeline.references.leads import Lead, lead_of, list_heads, split_digits
from pipeline.references.repair import Symbol, symbol_of
from pipeline.references.symbols import cores
from pipeline.references.torn import torn_number
from pipeline.references.untyped import letters_at, unit_meant
from pipeline.references.view import View
from pipeline.references.wear import Wear
from pipeline.references.worn import (
    Found,
    Tail,
    completed_at,
    in_clear,
    is_worn,
    near_at,
    symbol_from,
    tail_at,
    worn_places,
    year_at,
)
from pipeline.text import fold

_SLIGHT = 1.0  # cost up to which a code that nobody knows is one of the everyday ones, misread
_FAIR = 1.9  # or one that the letter cites in clear or signs with
_TERM = re.compile(r"QH\d")  # QH15 has no issuer beside it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A symbol at ``flat[start:end]``; its number ends at ``number_end``. ``heads``: spans of the
    other numbers of its list."""

    start: int
    end: int
    number_end: int
    lead: Lead
    symbol: Symbol
    heads: tuple[tuple[int, int], ...] = ()


def key(symbol: Symbol) -> str:
    """What two mentions of one text have in common."""
    return fold(symbol.text).replace(" ", "")


def candidates(view: View, wear: Wear, own: str | None, party: bool = False) -> list[Candidate]:
    """All candidates, in order. ``own``: the code that the letter signs with, ``party``: in the
    Party's style."""
    found = list(_by_grammar(view))
    near = in_clear((c.symbol for c in found if not is_worn(c.symbol, view)), own, party)
    bodies = frozenset(key_of(c) for c in (own, *_in_letters(found)) if c)
    mended = [
        _letter_mended(view, _mended(view, candidate, near, wear), bodies, wear)
        for candidate in found
    ]
    known = len(mended)
    for start, end in worn_places(view, ((c.start, c.end) for c in mended)):
        added = _added(view, start, end, near, bodies)
        if added:
            mended.append(added)
    # 36 2021 QĐ-UBND: what the grammar took for a number is the year of one.
    taken = [(c.start, c.end) for c in mended[known:]]
    kept = [c for c in mended[:known] if not any(a < c.start < b for a, b in taken)]
    return sorted([*kept, *mended[known:]], key=lambda c: c.start)


def _by_grammar(view: View) -> Iterator[Candidate]:
    for core in cores(view):
        start = core.start
        heads = list_heads(view, start)
        split = None if heads or core.glued else split_digits(view, start, core.number)
        if split:
            start = split[0]
        lead = lead_of(view, heads[0][0] if heads else start)
        symbol = symbol_of(core, view, lead.kind)
        if symbol is None or not accepted(symbol, lead):
            continue
        if split:
            note = f"{view.raw(start, core.number_end)}→{split[1]}"
            symbol = replace(
                symbol, number=split[1], repairs=(note, *symbol.repairs), doubt=symbol.doubt * 0.85
            )
        symbol = replace(symbol, torn=torn_number(view, start, core.number_end, lead))
        yield Candidate(start, symbol.end, core.number_end, lead, symbol, heads)


def _mended(view: View, candidate: Candidate, near: frozenset[Tail], wear: Wear) -> Candidate:
    """The candidate with the codes that it must have had, where its own were not read whole. A
    code that nobody knows is misread where the words around are, and else a body's own."""
    symbol, kind, known = candidate.symbol, candidate.lead.kind, citations()
    worn = is_worn(symbol, view)
    noisy = wear.noisy(view.span(candidate.start, symbol.end))
    strange = not means(symbol.codes[-1], known) or _other_type(candidate, known, noisy)
    lone = symbol.type_code and len(symbol.codes) == 1 and not _TERM.search(symbol.tail)
    if kind is None or symbol.torn or not symbol.number.isdigit():
        return candidate
    if not (worn or strange or lone):
        return candidate
    at = candidate.number_end
    year, at = year_at(view, at) if symbol.year else (None, at)
    if symbol.year != year:
        return candidate
    codes = known.codes_of_type.get(kind, ())
    said = f"{symbol.mark}{symbol.tail}"
    shown = any(said == tail.text and tail.type_code in codes for tail in near)
    noisy = noisy and not shown
    found = tail_at(view, at, kind, near) if worn or noisy else near_at(view, at, kind, near)
    if year and strange and (only := completed_at(view, at, kind)):
        found = only
    if found and not worn and (found.end < symbol.end or not _likely(found, near, known)):
        found = None  # KH-BCA is no KH-BCA-V05
    if found is None or said == found.tail.text:
        return replace(candidate, symbol=replace(symbol, cut=True)) if lone and noisy else candidate
    made = symbol_from(view, candidate.start, symbol.number, at, found, kind, year)
    return replace(candidate, symbol=made, end=made.end)


def _other_type(candidate: Candidate, known: Citations, noisy: bool) -> bool:
    """Whether the print in front names a type, and the first code is that of none; in worn print
    too where it is quite another's."""
    kind, symbol = candidate.lead.kind, candidate.symbol
    if kind is None or kind == known.untyped or len(symbol.codes) < 2:
        return False
    code, codes = symbol.type_code, known.codes_of_type.get(kind, ())
    return not code or (noisy and all(Levenshtein.distance(code, c) > 1 for c in codes))


def _likely(found: Found, near: frozenset[Tail], known: Citations) -> bool:
    """Whether a code that nobody knows, but that was read whole, is another one misread."""
    if found.tail in near:
        return found.cost <= _FAIR
    return found.tail.body in known.everyday and found.cost <= _SLIGHT


def _in_letters(found: Sequence[Candidate]) -> Iterator[str]:
    """The bodies of official letters that are cited in clear."""
    for candidate in found:
        symbol = candidate.symbol
        if not symbol.type_code and not symbol.repairs and len(symbol.codes) > 1:
            yield symbol.codes[0]


def _letter_mended(
    view: View, candidate: Candidate, bodies: frozenset[str], wear: Wear
) -> Candidate:
    """The candidate, a công văn by its print, with the unit that its symbol lost."""
    symbol, untyped = candidate.symbol, citations().untyped
    if candidate.lead.kind not in (None, untyped) or symbol.type_code or symbol.year:
        return candidate
    if len(symbol.codes) == 1 and candidate.lead.kind:
        made = _letter(view, candidate.start, candidate.number_end, symbol.number, bodies)
        symbol = made or symbol
    if len(symbol.codes) == 2 and wear.noisy(view.span(candidate.start, symbol.end)):
        unit = unit_meant(symbol.codes[1], frozenset())
        if unit:
            note = f"{symbol.codes[1]}→{unit}"
            repairs, doubt = (*symbol.repairs, note), symbol.doubt * 0.85
            symbol = replace(symbol, codes=(symbol.codes[0], unit), repairs=repairs, doubt=doubt)
    return replace(candidate, symbol=symbol, end=symbol.end)


def _letter(view: View, start: int, at: int, number: str, bodies: frozenset[str]) -> Symbol | None:
    found = letters_at(view, at, bodies)
    if found is None:
        return None
    text = f"{number}/{found.body}-{found.unit}"
    note = f"{view.raw(start, found.end)}→{text}"
    return Symbol(
        number, None, "/", (found.body, found.unit), ("-",), None, None, 1, found.end, (note,), 0.8
    )


def _added(
    view: View, start: int, end: int, near: frozenset[Tail], bodies: frozenset[str]
) -> Candidate | None:
    """A citation of which the grammar saw no symbol."""
    lead, number = lead_of(view, start), view.flat[start:end]
    if lead.kind is None or not lead.so or not int(number):
        return None
    if lead.kind == citations().untyped:
        made = _letter(view, start, end, number, bodies)
        return Candidate(start, made.end, end, lead, made) if made else None
    year, at = year_at(view, end)
    found = (completed_at(view, at, lead.kind) if year else None) or tail_at(
        view, at, lead.kind, near
    )
    if found is None:
        return None
    symbol = symbol_from(view, start, number, at, found, lead.kind, year)
    symbol = replace(symbol, torn=torn_number(view, start, end, lead))
    return Candidate(start, symbol.end, end, lead, symbol)
