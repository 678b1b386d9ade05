"""From candidates to cited places: which are citations, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.records import Span, Transcript
from pipeline.references.accept import kind_of
from pipeline.references.bodies import phrase_end, same_body
from pipeline.references.candidates import Candidate, candidates, key
from pipeline.references.cited import Cite
from pipeline.references.dates import Dated, date_after, date_before
from pipeline.references.exclude import Hidden
from pipeline.references.homes import Home
from pipeline.references.issuers import (
    code_of,
    issuer_after,
    issuer_before,
    issuer_of_symbol,
    issuing_end,
)
from pipeline.references.laws import law_cites, numbered_laws
from pipeline.references.leads import broken
from pipeline.references.repair import Symbol, issuer_mended, own_mended
from pipeline.references.subjects import subject_after
from pipeline.references.view import View
from pipeline.references.wear import Wear

_BETWEEN = re.compile(r"[ ,;:]*(?:va )?(?:cac )?$")


def cites_in(
    view: View,
    transcript: Transcript,
    home: Home,
    own: Sequence[Span],
    own_key: str | None,
    wear: Wear,
) -> list[Cite]:
    """All citations by symbol or by a law's name, in order."""
    hidden = Hidden(own)
    found = [
        c
        for c in candidates(view, wear, home.sign, home.party)
        if not hidden.covers(view.span(c.start, c.end)) and key(c.symbol) != own_key
    ]
    cites: list[Cite] = []
    after = 0
    for n, candidate in enumerate(found):
        before = found[n + 1].lead.start if n + 1 < len(found) else len(view.flat)
        many = _cite(transcript, _Setting(view, home, after, before), candidate)
        cites += many
        after = max(c.end for c in many)
    cites = _shared_issuers(view, cites)
    named = list(law_cites(view, transcript, cites, hidden))
    return sorted(numbered_laws(view, cites, named), key=lambda c: (c.start, c.end))


@dataclass(frozen=True, slots=True)
class _Setting:
    """What stands around a candidate: the citation before it ends at ``after``, the next one
    starts at ``before``."""

    view: View
    home: Home
    after: int
    before: int


def _cite(transcript: Transcript, setting: _Setting, found: Candidate) -> list[Cite]:
    """The citation that ``found`` is, with date, issuer and subject; before it the other
    members of its list."""
    view, home = setting.view, setting.home
    symbol, lead = found.symbol, found.lead
    kind, clash = kind_of(symbol, lead)
    dated, issuer, said, end = _around(setting, found)
    sure = transcript.confidence(view.span(found.start, found.end))
    if not lead.said and not lead.so and broken(view, found.start):
        sure *= 0.4
    symbol = own_mended(symbol, home.sign, home.issuer)
    if issuer and said and (code := code_of(issuer)):
        symbol = issuer_mended(symbol, code)
    cite = Cite(
        lead.start, end, found.start, kind, None if symbol.cut or symbol.torn else symbol,
        symbol.torn or symbol.number,
        date=dated.value if dated else None,
        bad=dated.bad if dated else None,
        issuer=issuer,
        said=said,
        about=subject_after(view, end, setting.before),
        clash=clash,
        repairs=(*symbol.repairs, *((dated.mend,) if dated and dated.mend else ())),
        confidence=sure * symbol.doubt * (0.98 if lead.said else 0.95),
        torn=symbol if symbol.torn else None,
    )  # fmt: skip
    return [cite] if symbol.cut or symbol.torn else [*_elided(view, cite, found), cite]


def _around(setting: _Setting, found: Candidate) -> tuple[Dated | None, str | None, bool, int]:
    """Date, issuer, whether it is printed, and the end of all that is printed after."""
    view, home, after, before = setting.view, setting.home, setting.after, setting.before
    end, start = found.end, found.lead.start
    dated = date_after(view, end)
    if dated and (dated.end > before or _opens_next(view, found.end, dated, before)):
        dated = None
    end = dated.end if dated else end
    if issued := issuer_after(view, end, home):
        issuer, end = issued
        if dated is None and (late := date_after(view, end)) and late.end <= before:
            dated, end = late, late.end
        return dated or date_before(view, start, after), issuer, True, end
    dated = dated or date_before(view, start, after)
    guessed = issuer_of_symbol(found.symbol, home)
    front = issuer_before(view, start, after, home)
    if front and not (guessed and not same_body(front, guessed)):
        return dated, front, True, end
    return dated, guessed, False, end  # whoever else stands in front only speaks of the text


def _opens_next(view: View, at: int, dated: Dated, before: int) -> bool:
    """Whether the date after a comma is that of the next citation: ``Kế hoạch số 1/KH-UBND, ngày
    12/9/2019 Ủy ban nhân dân huyện ban hành Kế hoạch số …``."""
    if view.flat[at : at + 1] != ",":
        return False
    goal = issuing_end(view, dated.end, before)
    gap = re.compile(r"[ ,]*").match(view.flat, dated.end)
    start = gap.end() if gap else dated.end
    return goal is not None and start < goal and phrase_end(view, start, goal) == goal


def _elided(view: View, cite: Cite, found: Candidate) -> Iterator[Cite]:
    """The other texts of a short list: ``Chỉ thị số 35, 39-CT/TW``. A date behind the list is
    that of all only where it is called plural."""
    start = found.lead.start
    plural = bool(re.search(r"\b(?:cac|nhung) $", view.low[max(0, start - 6) : start]))
    for a, b in found.heads:
        number = view.low[a:b]
        symbol = replace(found.symbol, number=number, other=None)
        yield replace(
            cite, at=a, symbol=symbol, number=number, date=cite.date if plural else None,
            bad=None, confidence=cite.confidence * 0.97,
        )  # fmt: skip


def _shared_issuers(view: View, cites: list[Cite]) -> list[Cite]:
    """``số 12/KH-UBND, số 15/KH-UBND của UBND tỉnh X``: the issuer holds for the whole list."""
    shared = list(cites)
    for n in range(len(shared) - 2, -1, -1):
        one, following = shared[n], shared[n + 1]
        if one.said or not following.said or not one.symbol or not following.symbol:
            continue
        gap = view.low[one.end : following.start] if following.start >= one.end else ""
        if one.symbol.tail == following.symbol.tail and _BETWEEN.match(gap):
            shared[n] = replace(one, issuer=following.issuer, said=True)
    for n in range(1, len(shared)):
        one, following = shared[n - 1], shared[n]
        if one.said and not following.issuer and one.symbol and following.symbol:
            gap = view.low[one.end : following.start] if following.start >= one.end else ""
            if _issuing(one.symbol) == _issuing(following.symbol) and _BETWEEN.match(gap):
                shared[n] = replace(following, issuer=one.issuer, said=True)
    return shared


def _issuing(symbol: Symbol) -> str:
    """The code of the issuer: ``UBND`` of ``83/TTr-UBND`` and of ``1407/UBND-NNMT``."""
    return symbol.codes[1] if symbol.type_code and len(symbol.codes) > 1 else symbol.codes[0]
