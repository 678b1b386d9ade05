"""Many mentions, few texts: joins what cites the same text, and reports what contradicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.citations import citations
from pipeline.knowledge.decisions import Decision, KnownText, known_symbols
from pipeline.records import Mention, Reference, Transcript
from pipeline.references.bodies import same_body
from pipeline.references.cited import Cite
from pipeline.references.codes import key_of
from pipeline.references.findings import findings
from pipeline.references.groups import (
    Group,
    Numbered,
    best,
    by_text,
    fits,
    harmonised,
    joined,
    number_key,
    settled,
    symbol_key,
)
from pipeline.references.repair import Symbol
from pipeline.references.torn import may_be
from pipeline.references.view import View
from pipeline.references.wear import Wear

_TORN = re.compile(r"\d\?|\?\d")


def resolve(
    view: View,
    transcript: Transcript,
    cites: Sequence[Cite],
    shorts: Iterable[Cite],
    decisions: Sequence[Decision] = (),
    written: str | None = None,
    wear: Wear | None = None,
) -> tuple[Reference, ...]:
    """References in the order of their first mention. ``written``: the citing letter's date;
    ``wear``: how worn its print is."""
    by_symbol = [_known_text(c, decisions) for c in cites if c.symbol]
    groups = joined(by_text(settled(harmonised(by_symbol))))
    groups += _named_laws([c for c in cites if c.law and not c.symbol], groups)
    worn = [c for c in cites if not c.symbol and not c.law]
    _add_shorts(groups, [*worn, *shorts], decisions)
    for group in groups:
        _identify(group, decisions)
    made = [
        (min(c.at for c in g.cites), _reference(g, view, transcript, written, wear)) for g in groups
    ]
    return tuple(r for _, r in sorted(made, key=lambda pair: pair[0]))


def _known_text(cite: Cite, decisions: Sequence[Decision]) -> Cite:
    """A citation whose codes are nearly those of a known decision of the same number, type and
    day means that decision: no two texts share all that. Without a day, only the issuer's code
    may be off, by one letter, and must be nobody's."""
    symbol = cite.symbol
    if symbol is None or symbol.year or len(symbol.codes) != 2:
        return cite
    nobody = key_of(symbol.codes[1]) not in citations().issuer_codes
    for known in _texts(decisions):
        number, *rest = re.split(r"[-/]", known.symbol)
        codes = tuple(rest)
        if codes == symbol.codes or len(codes) != 2 or cite.date not in (None, known.date):
            continue
        kind = citations().type_of_code.get((codes[0], False))
        same = number_key(number) == number_key(symbol.number)
        told = kind in (cite.kind, cite.clash) or cite.kind in (None, citations().untyped)
        seen, wanted = key_of("".join(symbol.codes)), key_of("".join(codes))
        close = _near(seen, wanted) if cite.date else (
            nobody and key_of(codes[0]) == key_of(symbol.codes[0])
            and Levenshtein.distance(seen, wanted) == 1
        )  # fmt: skip
        if same and told and close:
            note = f"{symbol.tail}→{'-'.join(codes)}"
            mended = replace(symbol, codes=codes, marks=("-",), type_code=codes[0])
            repairs = (*cite.repairs, note)
            return replace(cite, symbol=mended, kind=kind, clash=None, repairs=repairs)
    return cite


def _texts(decisions: Sequence[Decision]) -> Iterator[Decision | KnownText]:
    """The decisions, and after them the texts known to carry them out."""
    yield from decisions
    for decision in decisions:
        yield from decision.implemented_by


def _near(seen: str, wanted: str) -> bool:
    """One letter in three."""
    return Levenshtein.distance(seen, wanted) <= max(1, len(wanted) // 3 + 1)


def _named_laws(cites: Sequence[Cite], numbered: Sequence[Group]) -> list[Group]:
    """Laws by name; a mention without a year means the one year that is printed elsewhere."""
    groups: dict[tuple[str, str | None], Group] = {}
    numbers: dict[str, list[Group]] = {}
    for group in numbered:
        for law in {c.law for c in group.cites if c.law}:
            numbers.setdefault(str(law), []).append(group)
    years: dict[str, set[str]] = {}
    for cite in cites:
        if cite.year:
            years.setdefault(str(cite.law), set()).add(cite.year)
    for cite in cites:
        law = str(cite.law)
        fitting = [g for g in numbers.get(law, ()) if cite.year in (None, _symbol_year(g))]
        if len(fitting) == 1:
            fitting[0].cites.append(cite)
            continue
        known = years.get(law, set())
        year = cite.year or (next(iter(known)) if len(known) == 1 else None)
        groups.setdefault((law, year), Group()).cites.append(cite)
    return list(groups.values())


def _symbol_year(group: Group) -> str | None:
    return next((c.symbol.year for c in group.cites if c.symbol), None)


def _add_shorts(groups: list[Group], shorts: Iterable[Cite], decisions: Sequence[Decision]) -> None:
    known = citations()
    shorts = list(shorts)
    numbered = Numbered(groups)
    for short in shorts:
        if short.torn:
            _add_torn(groups, numbered, short, short.torn, shorts)
            continue
        fitting = [g for g in numbered.of(short) if _shortens(short, g)]
        if len(fitting) == 1:
            fitting[0].cites.append(short)
            continue
        if fitting:
            continue  # it could be either: no guess
        named = _decided(short, decisions)
        if named:
            note = f"{short.number}→{named.symbol}"
            groups.append(Group([replace(short, repairs=(note,))], named.symbol))
        elif short.year and short.kind in known.completed:
            groups.append(
                Group([short], f"{short.number}/{short.year}/{known.completed[str(short.kind)]}")
            )
        elif short.date or (short.issuer and short.said):
            groups.append(Group([replace(short, name=f"{short.kind} số {short.number}")]))


def _add_torn(
    groups: list[Group], numbered: Numbered, cite: Cite, symbol: Symbol, shorts: Sequence[Cite]
) -> None:
    """A citation whose number can't be read whole: of the one text with these codes whose number
    it may be, where the letter cites it elsewhere, be it in short; else of a text without a
    symbol."""
    fitting = [g for g in groups if fits(cite, g) and _may_be(symbol, g)]
    if len(fitting) == 1:
        meant = best(fitting[0].cites).symbol
        note = f"{cite.number}→{meant.number if meant else ''}"
        fitting[0].cites.append(replace(cite, repairs=(*cite.repairs, note)))
        numbered.learn(fitting[0])
        return
    numbers = {s.number for s in shorts if not fitting and _shortens_torn(s, cite)}
    if len(numbers) == 1:
        number = str(numbers.pop())
        note = f"{cite.number}→{number}"
        whole = replace(symbol, number=number, torn=None)
        mended = replace(
            cite, symbol=whole, number=number, torn=None, confidence=0.8 * cite.confidence
        )
        groups.append(Group([replace(mended, repairs=(*cite.repairs, note))]))
        return
    name = f"{cite.kind or symbol.kind or ''} số {cite.number}{symbol.mark}{symbol.tail}".strip()
    groups.append(Group([replace(cite, name=name, confidence=0.4 * cite.confidence)]))


def _shortens_torn(short: Cite, torn: Cite) -> bool:
    """Whether ``Quyết định 733`` is what ``Quyết định số 7{3/QĐ-TTg`` is called later."""
    known, number = torn.number or "", short.number or ""
    whole = not (short.torn or short.symbol or short.law) and not short.year
    return whole and short.kind == torn.kind and len(number) == len(known) and may_be(known, number)


def _may_be(torn: Symbol, group: Group) -> bool:
    whole = best(group.cites).symbol
    if whole is None or torn.torn is None or whole.year != torn.year:
        return False
    return symbol_key(whole.tail) == symbol_key(torn.tail) and may_be(torn.torn, whole.number)


def _identify(group: Group, decisions: Sequence[Decision]) -> None:
    """Symbol and date of a text that a decision file knows say who issued it."""
    symbol = next((c.symbol.text for c in group.cites if c.symbol), None)
    if symbol is None or any(c.issuer for c in group.cites):
        return
    for text in _texts(decisions):
        same = symbol_key(text.symbol) == symbol_key(symbol)
        if same and text.issuer and text.date in group.dates():
            group.cites[0] = replace(group.cites[0], issuer=text.issuer)


def _shortens(short: Cite, group: Group) -> bool:
    for cite in group.cites:
        if not cite.number or cite.kind != short.kind:
            continue
        if number_key(cite.number) != number_key(short.number or ""):
            continue
        year = cite.symbol.year if cite.symbol else cite.year
        if short.year and year != short.year:
            continue
        if short.date and any(d[:10] != short.date and len(d) == 10 for d in group.dates()):
            return False
        return fits(short, group)
    return False


def _decided(short: Cite, decisions: Sequence[Decision]) -> Decision | None:
    """The known decision that number, type and date (or issuer) name between them."""
    for decision in decisions:
        if number_key(decision.number) != number_key(short.number or ""):
            continue
        if decision.type != short.kind or short.year or not decision.date or not decision.issuer:
            continue
        issued = bool(short.issuer) and same_body(str(short.issuer), decision.issuer)
        if short.date == decision.date and (issued or not short.issuer):
            return decision
        if issued and not short.date:
            return decision
    return None


def _reference(
    group: Group, view: View, transcript: Transcript, written: str | None, wear: Wear | None
) -> Reference:
    cites = sorted(group.cites, key=lambda c: (c.start, c.end))
    chosen = best(cites)
    symbol = group.symbol or (chosen.symbol.text if chosen.symbol else None)
    said = [c.issuer for c in cites if c.issuer and c.said]
    guessed = [c.issuer for c in cites if c.issuer and not c.said]
    issuer = _most(said) or _most(guessed)
    whole = [c.date for c in cites if c.date and len(c.date) == 10]
    spans = [view.span(c.start, c.end) for c in cites]
    mentions = tuple(
        Mention(span, transcript.quote(span), transcript.locate(span), cite.repairs)
        for span, cite in zip(spans, cites, strict=True)
    )
    torn = any(_TORN.search(note) for note in chosen.repairs)  # a short mention told its number
    worn = wear is not None and _alone(cites, symbol) and wear.unsure(spans[cites.index(chosen)])
    year = next((c.year for c in cites if c.year and c.law), None)
    named = next((c.name for c in cites if c.name and (not year or year in c.name)), None)
    return Reference(
        symbol=symbol,
        type=_most([c.kind for c in cites if c.kind]),
        date=_most(whole) or _most([c.date for c in cites if c.date]),
        issuer=issuer,
        confidence=round(min(0.99, max(c.confidence for c in cites)), 4),
        mentions=mentions,
        name=named or next((c.name for c in cites if c.name), None),
        about=max((c.about for c in cites if c.about), key=len, default=None),
        findings=tuple(findings(cites, symbol, whole, written, worn=worn or torn)),
        issuer_inferred=issuer is not None and not said,
    )


def _alone(cites: Sequence[Cite], symbol: str | None) -> bool:
    """Whether one place alone says a symbol, and nothing that is known says it too."""
    said = sum(c.symbol is not None and c.symbol.text == symbol for c in cites)
    return symbol is not None and said < 2 and symbol not in known_symbols()


def _most(values: Sequence[str | None]) -> str | None:
    """The commonest; of several the first."""
    counted = Counter(v for v in values if v)
    return counted.most_common(1)[0][0] if counted else None
