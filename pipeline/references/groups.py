"""Which mentions mean one text: by symbol, date and issuer, however the symbol was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.citations import citations
from pipeline.references.bodies import same_body
from pipeline.references.cited import Cite
from pipeline.references.codes import key_of
from pipeline.text import bare, fold


@dataclass(slots=True)
class Group:
    """Mentions of one text while they are being collected."""

    cites: list[Cite] = field(default_factory=list)
    symbol: str | None = None
    notes: list[str] = field(default_factory=list)

    def said(self) -> list[str]:
        return [c.issuer for c in self.cites if c.issuer and c.said]

    def dates(self) -> list[str]:
        return [c.date for c in self.cites if c.date]


class Numbered:
    """Groups by the numbers that their mentions print: of thousands, the few that a short
    mention can mean. Groups that are added to the list given are known as well."""

    def __init__(self, groups: list[Group]) -> None:
        self._groups, self._known = groups, 0
        self._by_number: dict[str, list[Group]] = {}

    def of(self, cite: Cite) -> Sequence[Group]:
        for group in self._groups[self._known :]:
            self.learn(group)
        self._known = len(self._groups)
        return self._by_number.get(number_key(cite.number or ""), ())

    def learn(self, group: Group) -> None:
        """Again, where a mention was added that prints another number."""
        for number in dict.fromkeys(number_key(c.number) for c in group.cites if c.number):
            same = self._by_number.setdefault(number, [])
            if all(other is not group for other in same):
                same.append(group)


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


def harmonised(cites: Sequence[Cite]) -> list[Cite]:
    """A code that one mention prints with Đ and another without is one code: ``TTg-CDS`` is
    ``TTg-CĐS`` where the letter prints that too."""
    forms: dict[str, str] = {}
    for cite in cites:
        for code in cite.symbol.codes if cite.symbol else ():
            if bare(code) != code:
                forms.setdefault(code.replace("Đ", "D"), code)
    return [_with_forms(cite, forms) for cite in cites]


def _with_forms(cite: Cite, forms: dict[str, str]) -> Cite:
    symbol = cite.symbol
    if symbol is None or not any(code in forms for code in symbol.codes[1:]):
        return cite
    codes = (symbol.codes[0], *(forms.get(code, code) for code in symbol.codes[1:]))
    changed = [f"{a}→{b}" for a, b in zip(symbol.codes, codes, strict=True) if a != b]
    return replace(cite, symbol=replace(symbol, codes=codes), repairs=(*cite.repairs, *changed))


def settled(cites: list[Cite]) -> list[Cite]:
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


def by_text(cites: Sequence[Cite]) -> list[Group]:
    groups: dict[str, list[Group]] = {}
    for cite in cites:
        key = symbol_key(cite.symbol.text) if cite.symbol else ""
        same = groups.setdefault(key, [])
        fitting = [g for g in same if fits(cite, g)]
        if fitting:
            fitting[-1].cites.append(cite)
        else:
            same.append(Group([cite]))
    return [g for same in groups.values() for g in same]


def joined(groups: list[Group]) -> list[Group]:
    """Mentions whose symbols differ by one letter that means nothing (``TT:-BNNMT`` was printed
    ``TTr-BNNMT``) join the group of the same number, type and date that was read better."""
    kept: list[Group] = []
    numbered: dict[str, list[Group]] = {}  # a letter may cite thousands of texts
    for group in sorted(groups, key=_faith):
        symbol = best(group.cites).symbol
        same = numbered.setdefault(number_key(symbol.number), []) if symbol else []
        target = next((g for g in same if _misread(group, g)), None)
        if target:
            target.cites += group.cites
        else:
            kept.append(group)
            same.append(group)
    return kept


def _faith(group: Group) -> tuple[int, float, int]:
    chosen = best(group.cites)
    return (len(chosen.repairs), -max(c.confidence for c in group.cites), chosen.start)


def _misread(group: Group, better: Group) -> bool:
    one, two = best(group.cites), best(better.cites)
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
    return bool(unknown and mended and same_day and all(fits(c, better) for c in group.cites))


def fits(cite: Cite, group: Group) -> bool:
    """Whether a mention of the same symbol can mean the group's text. Numbers start again each
    year and in each office: another issuer, or a date of another year and day, is another
    text; a date that differs in part is a contradiction within one."""
    if cite.said and cite.issuer and any(not same_body(cite.issuer, i) for i in group.said()):
        return False
    return not cite.date or not any(_far(cite.date, d) for d in group.dates())


def _far(a: str, b: str) -> bool:
    return a[:4] != b[:4] and a[4:] != b[4:]


def best(cites: Sequence[Cite]) -> Cite:
    """The mention whose symbol to believe: mended least, printed most often, most diacritics."""
    written = [c for c in cites if c.symbol] or list(cites)
    often = Counter(c.symbol.text for c in written if c.symbol)

    def rank(cite: Cite) -> tuple[bool, int, int, int]:
        if not cite.symbol:
            return (False, 0, 0, 0)
        text = cite.symbol.text
        marks = sum(a != b for a, b in zip(text, bare(text), strict=True))
        nobody = len(often) > 1 and key_of(cite.symbol.codes[-1]) not in citations().issuer_codes
        return (nobody, len(cite.repairs), -often[text], -marks)

    return min(written, key=rank)
