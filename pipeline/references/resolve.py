"""Many mentions, few texts: joins what cites the same text, and reports what contradicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.citations import citations
from pipeline.knowledge.decisions import Decision
from pipeline.messages import say
from pipeline.records import Mention, Reference, Transcript
from pipeline.references.cited import Cite
from pipeline.references.codes import key_of
from pipeline.references.issuers import same_body
from pipeline.references.view import View
from pipeline.text import bare, fold


@dataclass(slots=True)
class _Group:
    """Mentions of one text while they are being collected."""

    cites: list[Cite] = field(default_factory=list)
    symbol: str | None = None
    notes: list[str] = field(default_factory=list)

    def said(self) -> list[str]:
        return [c.issuer for c in self.cites if c.issuer and c.said]

    def dates(self) -> list[str]:
        return [c.date for c in self.cites if c.date]


def resolve(
    view: View,
    transcript: Transcript,
    cites: Sequence[Cite],
    shorts: Iterable[Cite],
    decisions: Sequence[Decision] = (),
) -> tuple[Reference, ...]:
    """References in the order of their first mention."""
    by_symbol = [c for c in cites if c.symbol]
    groups = _joined(_by_text(_settled(by_symbol)))
    groups += _named_laws([c for c in cites if not c.symbol], groups)
    _add_shorts(groups, shorts, decisions)
    for group in groups:
        _identify(group, decisions)
    made = [(min(c.at for c in g.cites), _reference(g, view, transcript)) for g in groups]
    return tuple(r for _, r in sorted(made, key=lambda pair: pair[0]))


def number_key(number: str) -> str:
    """``05`` and ``5`` are one number, ``30c`` and ``30`` are not."""
    digits = "".join(ch for ch in number if ch.isdigit())
    return f"{int(digits)}{number[len(digits) :].lower()}" if digits else number


@lru_cache(maxsize=4096)
def symbol_key(symbol: str) -> str:
    """For comparing symbols: bare, lower case, no spaces, no leading zeros."""
    folded = fold(symbol).replace(" ", "")
    digits = len(folded) - len(folded.lstrip("0123456789"))
    return number_key(folded[:digits]) + folded[digits:] if digits else folded


def _settled(cites: list[Cite]) -> list[Cite]:
    """Where a slash was lost, the reading that the letter prints elsewhere wins."""
    sure = {symbol_key(c.symbol.text) for c in cites if c.symbol and not c.symbol.other}
    return [_settle(c, sure) for c in cites]


def _settle(cite: Cite, sure: set[str]) -> Cite:
    symbol = cite.symbol
    if symbol is None or symbol.other is None:
        return cite
    certain = min(1.0, cite.confidence * 1.4)
    if symbol_key(symbol.text) in sure:
        return replace(cite, symbol=replace(symbol, other=None), confidence=certain)
    if symbol_key(symbol.other) in sure:
        number = symbol.other.partition("/")[0]
        turned = replace(symbol, number=number, other=None)
        return replace(cite, symbol=turned, number=number, confidence=certain)
    return cite


def _by_text(cites: Sequence[Cite]) -> list[_Group]:
    groups: dict[str, list[_Group]] = {}
    for cite in cites:
        key = symbol_key(cite.symbol.text) if cite.symbol else ""
        same = groups.setdefault(key, [])
        fitting = [g for g in same if _fits(cite, g)]
        if fitting:
            fitting[-1].cites.append(cite)
        else:
            same.append(_Group([cite]))
    return [g for same in groups.values() for g in same]


def _joined(groups: list[_Group]) -> list[_Group]:
    """Mentions whose symbols differ by one letter that means nothing (``TT:-BNNMT`` was printed
    ``TTr-BNNMT``) join the group of the same number, type and date that was read better."""
    kept: list[_Group] = []
    for group in sorted(groups, key=_faith):
        target = next((g for g in kept if _misread(group, g)), None)
        if target:
            target.cites += group.cites
        else:
            kept.append(group)
    return kept


def _faith(group: _Group) -> tuple[int, float, int]:
    best = _best(group.cites)
    return (len(best.repairs), -max(c.confidence for c in group.cites), best.start)


def _misread(group: _Group, better: _Group) -> bool:
    one, two = _best(group.cites), _best(better.cites)
    a, b = one.symbol, two.symbol
    if not a or not b or one.kind != two.kind or a.year != b.year or a.mark != b.mark:
        return False
    if number_key(a.number) != number_key(b.number) or len(a.codes) != len(b.codes):
        return False
    wrong = [(x, y) for x, y in zip(a.codes, b.codes, strict=True) if key_of(x) != key_of(y)]
    if len(wrong) != 1 or Levenshtein.distance(*map(key_of, wrong[0])) != 1:
        return False
    at_type = a.codes[0] != b.codes[0]
    known = citations().issuer_codes
    unknown = at_type or not all(key_of(code) in known for code in wrong[0])
    mended = one.repairs or one.confidence < 0.8 * two.confidence
    same_day = not group.dates() or not better.dates() or set(group.dates()) & set(better.dates())
    return bool(unknown and mended and same_day and all(_fits(c, better) for c in group.cites))


def _fits(cite: Cite, group: _Group) -> bool:
    """Whether a mention of the same symbol can mean the group's text. Numbers start again each
    year and in each office: another issuer, or a date of another year and day, is another
    text; a date that differs in part is a contradiction within one."""
    if cite.said and cite.issuer and any(not same_body(cite.issuer, i) for i in group.said()):
        return False
    return not cite.date or not any(_far(cite.date, d) for d in group.dates())


def _far(a: str, b: str) -> bool:
    return a[:4] != b[:4] and a[4:] != b[4:]


def _named_laws(cites: Sequence[Cite], numbered: Sequence[_Group]) -> list[_Group]:
    """Laws by name; a mention without a year means the one year that is printed elsewhere."""
    groups: dict[tuple[str, str | None], _Group] = {}
    numbers: dict[str, list[_Group]] = {}
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
        groups.setdefault((law, year), _Group()).cites.append(cite)
    return list(groups.values())


def _symbol_year(group: _Group) -> str | None:
    return next((c.symbol.year for c in group.cites if c.symbol), None)


def _add_shorts(
    groups: list[_Group], shorts: Iterable[Cite], decisions: Sequence[Decision]
) -> None:
    known = citations()
    for short in shorts:
        fitting = [g for g in groups if _shortens(short, g)]
        if len(fitting) == 1:
            fitting[0].cites.append(short)
            continue
        if fitting:
            continue  # it could be either: no guess
        named = _decided(short, decisions)
        if named:
            note = f"{short.number}→{named.symbol}"
            groups.append(_Group([replace(short, repairs=(note,))], named.symbol))
        elif short.year and short.kind in known.completed:
            groups.append(
                _Group([short], f"{short.number}/{short.year}/{known.completed[str(short.kind)]}")
            )
        elif short.date or (short.issuer and short.said):
            groups.append(_Group([replace(short, name=f"{short.kind} số {short.number}")]))


def _identify(group: _Group, decisions: Sequence[Decision]) -> None:
    """Symbol and date of a text that a decision file knows say who issued it."""
    symbol = next((c.symbol.text for c in group.cites if c.symbol), None)
    if symbol is None or any(c.issuer for c in group.cites):
        return
    texts = [t for d in decisions for t in (d, *d.implemented_by)]
    for text in texts:
        same = symbol_key(text.symbol) == symbol_key(symbol)
        if same and text.issuer and text.date in group.dates():
            group.cites[0] = replace(group.cites[0], issuer=text.issuer)


def _shortens(short: Cite, group: _Group) -> bool:
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
        return _fits(short, group)
    return False


def _decided(short: Cite, decisions: Sequence[Decision]) -> Decision | None:
    """The known decision that number, type and date (or issuer) name between them."""
    for decision in decisions:
        if number_key(decision.number) != number_key(short.number or ""):
            continue
        if decision.type != short.kind or short.year:
            continue
        issued = bool(short.issuer) and same_body(str(short.issuer), decision.issuer)
        if short.date == decision.date and (issued or not short.issuer):
            return decision
        if issued and not short.date:
            return decision
    return None


def _reference(group: _Group, view: View, transcript: Transcript) -> Reference:
    cites = sorted(group.cites, key=lambda c: (c.start, c.end))
    best = _best(cites)
    symbol = group.symbol or (best.symbol.text if best.symbol else None)
    said = [c.issuer for c in cites if c.issuer and c.said]
    guessed = [c.issuer for c in cites if c.issuer and not c.said]
    issuer = _most(said) or _most(guessed)
    whole = [c.date for c in cites if c.date and len(c.date) == 10]
    spans = [view.span(c.start, c.end) for c in cites]
    mentions = tuple(
        Mention(span, transcript.quote(span), transcript.locate(span), cite.repairs)
        for span, cite in zip(spans, cites, strict=True)
    )
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
        findings=tuple(_findings(cites, symbol, whole)),
        issuer_inferred=issuer is not None and not said,
    )


def _best(cites: Sequence[Cite]) -> Cite:
    """The mention whose symbol to believe: mended least, printed most often, most diacritics."""
    written = [c for c in cites if c.symbol] or list(cites)
    often = Counter(c.symbol.text for c in written if c.symbol)

    def rank(cite: Cite) -> tuple[int, int, int]:
        if not cite.symbol:
            return (0, 0, 0)
        text = cite.symbol.text
        marks = sum(a != b for a, b in zip(text, bare(text), strict=True))
        return (len(cite.repairs), -often[text], -marks)

    return min(written, key=rank)


def _most(values: Sequence[str | None]) -> str | None:
    """The commonest; of several the first."""
    counted = Counter(v for v in values if v)
    return counted.most_common(1)[0][0] if counted else None


def _findings(cites: Sequence[Cite], symbol: str | None, dates: Sequence[str]) -> Iterator[str]:
    distinct = list(dict.fromkeys(dates))
    if len(distinct) > 1:
        yield say("reference_dates_differ", dates=", ".join(map(_printed, distinct)))
    year = next((c.symbol.year for c in cites if c.symbol and c.symbol.year), None)
    if year and any(d[:4] != year for d in distinct):
        day = next(d for d in distinct if d[:4] != year)
        yield say("reference_year_differs", symbol=symbol, date=_printed(day))
    for bad in dict.fromkeys(c.bad for c in cites if c.bad):
        yield say("reference_no_such_date", date=bad)
    for clash in dict.fromkeys(c.clash for c in cites if c.clash):
        yield say("reference_type_differs", symbol=symbol, type=clash)
    others = (c.symbol.other for c in cites if c.symbol and c.symbol.other)
    for other in dict.fromkeys(others):
        yield say("reference_maybe", other=other)


def _printed(day: str) -> str:
    return "/".join(reversed(day.split("-")))
