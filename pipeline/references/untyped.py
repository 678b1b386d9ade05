"""Codes of official letters (công văn), which have no type's code: ``3560“BHXH TĐKT``.

The first is that of the body, the second names a unit or a field of work, and no table knows it. So
the first must be a known one, the letter's own or one that it cites in clear; the second stays as
it was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance.Levenshtein import distance as _distance

from pipeline.knowledge.citations import citations
from pipeline.references.codes import issuer_code, key_of
from pipeline.references.view import View

_CODES = re.compile(
    r"(?P<mark>[^\w\n,;()]{0,3})(?P<body>[^\W\d_][^\W_]{1,9}?)(?P<dash>[^\w\n,;()]{1,3})"
    r"(?P<unit>[A-Z]{2}[A-Z0-9]{0,5})(?![A-Za-z0-9])"
)
_GLUED = re.compile(r"(?P<mark>[^\w\n,;()]{1,3})(?P<body>[A-Z&]{5,12})(?![A-Za-z0-9])")
_SHORTEST = 3  # letters of a body's code whose dash is lost


@dataclass(frozen=True, slots=True)
class Letters:
    """``body``-``unit``, and where they end in the view."""

    body: str
    unit: str
    end: int


def letters_at(view: View, at: int, bodies: frozenset[str]) -> Letters | None:
    """The codes behind the number that ends at ``flat[at]``. ``bodies``: keys of the codes that
    this letter cites in clear or signs with."""
    match = _CODES.match(view.flat, at)
    if match:
        raw = view.raw(match.start("body"), match.end("body"))
        body = _body(raw, bodies)
        unit = view.raw(match.start("unit"), match.end("unit"))
        return Letters(body, unit, match.end()) if body else None
    match = _GLUED.match(view.flat, at)
    if match is None or key_of(match["body"]) in {*citations().issuer_codes, *bodies}:
        return None
    found = {
        n
        for n in range(_SHORTEST, len(match["body"]) - 1)
        if key_of(match["body"][:n]) in {*citations().issuer_codes, *bodies}
    }
    if not found:
        return None
    cut = match.start("body") + max(found)
    raw = view.raw(match.start("body"), cut)
    return Letters(raw, view.raw(cut, match.end()), match.end())


def unit_meant(unit: str, shown: frozenset[str] = frozenset()) -> str | None:
    """The one usual unit, or one of those ``shown`` by the letter, that ``unit`` is but for one
    letter; None where it is one itself, or several are as near."""
    usual = {*citations().letter_units, *shown}
    if len(unit) < _SHORTEST or unit in usual:
        return None
    near = {u for u in usual if len(u) > _SHORTEST and _distance(key_of(u), key_of(unit)) == 1}
    return near.pop() if len(near) == 1 else None


def _body(raw: str, bodies: frozenset[str]) -> str | None:
    known = citations()
    if key_of(raw) in bodies:
        return raw
    code = issuer_code(raw, known, near=True)
    return code if code and key_of(code) in known.issuer_codes else None
