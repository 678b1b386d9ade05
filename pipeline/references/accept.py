"""Whether a symbol is a citation, and of what type the cited text is."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.citations import citations
from pipeline.references.codes import key_of
from pipeline.references.leads import Lead
from pipeline.references.repair import Symbol

_TERM = re.compile(r"QH\d")  # QH15, UBTVQH14


def accepted(symbol: Symbol, lead: Lead) -> bool:
    """Whether a symbol is a citation and no house number, form or unit of measure."""
    if lead.form or _only_year(symbol):
        return False
    several = len(symbol.codes) > 1
    if symbol.type_code and several:
        return lead.said or lead.so or len(symbol.type_code) > 1
    if symbol.type_code:
        return lead.said or bool(symbol.year and _TERM.search(symbol.type_code))
    if lead.said or symbol.party:
        return lead.said and (symbol.known > 0 or not symbol.party)
    if lead.so:
        return several or symbol.known > 0
    # Nothing in front: only bodies that are known.
    return several and key_of(symbol.codes[0]) in citations().issuer_codes


def _only_year(symbol: Symbol) -> bool:
    """``…/2025/NĐ-CP`` whose number was lost: only the year is left of it."""
    dated = symbol.kind in citations().dated and not symbol.year and not symbol.party
    return dated and bool(re.fullmatch(r"(?:19|20)\d\d", symbol.number))


def kind_of(symbol: Symbol, lead: Lead) -> tuple[str | None, str | None]:
    """The type, and the printed one where it contradicts the symbol. The symbol decides, but
    for laws (resolutions of the National Assembly have the same codes) and near misses."""
    known = citations()
    printed, coded = lead.kind, symbol.kind
    if coded is None:
        return printed or (None if symbol.party else known.untyped), None
    if _TERM.search(symbol.type_code or ""):
        return printed or coded, None
    if printed is None or printed.startswith(coded) or coded.startswith(printed):
        return coded, None
    if printed == known.untyped:
        # 2191/CT-CS is an official letter of a body whose code looks like a type's.
        typed = len(symbol.codes) > 1 and key_of(symbol.codes[1]) in known.issuer_codes
        return (coded if typed else printed), None
    codes = known.codes_of_type.get(printed, ())
    if any(Levenshtein.distance(c, symbol.type_code or "") <= 1 for c in codes):
        return printed, None
    return coded, printed
