"""Names of people: no language model knows them, and so none mends them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.knowledge.names import name_words
from pipeline.reading.repair.words import Piece


def in_name(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word stands in a family name with given names after it, each with a capital and
    a usual name: ``Tô Thị Hiển``, but not ``Tổng Giám đốc``. Names of places that sound like one
    count too, and do no harm: the gazetteer knows them."""
    if pieces[at].case != "title":
        return False
    first, last = at, at
    while first and _goes_on(pieces[first - 1], pieces[first]):
        first -= 1
    while last + 1 < len(pieces) and _goes_on(pieces[last], pieces[last + 1]):
        last += 1
    words = [_named(p) for p in pieces[first : last + 1]]
    for start in range(at - first + 1):
        rest = words[start + 1 :]
        family = words[start] in name_words().families
        if family and rest and all(word in _names() for word in rest):
            return True
    return False


def _goes_on(one: Piece, other: Piece) -> bool:
    return one.case == other.case == "title" and not one.right and not other.left


def _named(piece: Piece) -> str:
    return piece.core[0].upper() + piece.core[1:]


@cache
def _names() -> frozenset[str]:
    known = name_words()
    return frozenset((*known.families, *known.given))
