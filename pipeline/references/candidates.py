"""Numbers with codes that may be citations: as the grammar reads them, then where print is worn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.knowledge.citations import citations
from pipeline.references.accept import accepted
from pipeline.references.codes import means
from pipeline.references.leads import Lead, lead_of, list_heads, split_digits
from pipeline.references.repair import Symbol, symbol_of
from pipeline.references.symbols import cores
from pipeline.references.view import View
from pipeline.references.worn import (
    Tail,
    everyday_at,
    in_clear,
    is_worn,
    symbol_from,
    tail_at,
    worn_places,
)
from pipeline.text import fold


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


def candidates(view: View, own: str | None) -> list[Candidate]:
    """All candidates, in order. ``own``: the code that the letter signs with."""
    found = list(_by_grammar(view))
    near = in_clear((c.symbol for c in found), own)
    mended = [_mended(view, candidate, near) for candidate in found]
    for start, end in worn_places(view, ((c.start, c.end) for c in mended)):
        added = _added(view, start, end, near)
        if added:
            mended.append(added)
    return sorted(mended, key=lambda c: c.start)


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
        yield Candidate(start, symbol.end, core.number_end, lead, symbol, heads)


def _mended(view: View, candidate: Candidate, near: frozenset[Tail]) -> Candidate:
    """The candidate with the codes that it must have had, where its own were not read whole."""
    symbol, kind = candidate.symbol, candidate.lead.kind
    worn = is_worn(symbol, view)
    strange = not means(symbol.codes[-1], citations())
    if kind is None or symbol.year or not symbol.number.isdigit() or not (worn or strange):
        return candidate
    at = candidate.number_end
    found = tail_at(view, at, kind, near) if worn else everyday_at(view, at, kind)
    if found is None or f"{symbol.mark}{symbol.tail}" == found.tail.text:
        return candidate
    made = symbol_from(view, candidate.start, symbol.number, candidate.number_end, found, kind)
    return replace(candidate, symbol=made, end=made.end)


def _added(view: View, start: int, end: int, near: frozenset[Tail]) -> Candidate | None:
    """A citation of which the grammar saw no symbol."""
    lead, number = lead_of(view, start), view.flat[start:end]
    if lead.kind is None or not lead.so or not int(number):
        return None
    found = tail_at(view, end, lead.kind, near)
    if found is None:
        return None
    symbol = symbol_from(view, start, number, end, found, lead.kind)
    return Candidate(start, symbol.end, end, lead, symbol)
