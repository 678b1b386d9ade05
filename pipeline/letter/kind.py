"""The kind of a letter: from the printed type, the symbol, ``V/v`` and addressees."""

from __future__ import annotations

from pipeline.knowledge.types import LetterType, type_of_code
from pipeline.letter.infer import codes_in
from pipeline.records import LetterKind


def type_of_symbol(symbol: str | None) -> LetterType | None:
    """The type that a symbol's first part stands for; None of a công văn's."""
    if not symbol:
        return None
    pieces = [p for p in symbol.replace("/", "-").split("-") if p and not p.isdigit()]
    if not pieces or (len(pieces) < 2 and "/" not in symbol):
        return None
    found = type_of_code(pieces[0], party="/" in symbol and not symbol[:4].isdigit())
    return found if found is not None and pieces[0] in found.codes else None


def kind_of(
    titled: tuple[LetterType, float] | None,
    coded: LetterType | None,
    *,
    view: bool,
    addressed: bool,
    symbol: str | None,
    own_code: bool = False,
) -> tuple[LetterKind, float]:
    """The kind and how sure; ``titled`` is the printed type and its likeness. Title and symbol
    that agree are surest; a công văn shows itself by what it lacks: a title, and a type in its
    symbol. ``own_code``: the symbol begins with the issuer's own code, which may look like a
    type's (``CT`` is Cục Thuế, and Chỉ thị)."""
    if titled is not None:
        printed, likeness = titled
        agrees = coded is not None and coded.name == printed.name
        clashes = coded is not None and coded.kind != printed.kind
        sure = 0.99 if agrees else 0.6 if clashes else 0.93
        return printed.kind, round(sure * likeness, 4)
    if view:
        return "dispatch", 0.95 if addressed or coded is None else 0.85
    if own_code:
        return "dispatch", 0.9 if addressed else 0.8
    if coded is not None:
        return coded.kind, 0.6 if addressed else 0.8
    if symbol is not None and codes_in(symbol):
        return "dispatch", 0.85 if addressed else 0.6
    return "unknown", 0.5
