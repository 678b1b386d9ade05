"""Who issued a cited text: printed after it, in front of it, or known from its symbol."""

from __future__ import annotations

import re

from pipeline.knowledge.citations import citations, plain
from pipeline.references.bodies import TOKEN, named, official, phrase_end
from pipeline.references.codes import key_of
from pipeline.references.homes import Home
from pipeline.references.repair import Symbol
from pipeline.references.view import View

_OF = re.compile(r"[ ,]{0,3}\(?(?:cua|do) ", re.IGNORECASE)
_REACH = 160


def issuer_after(view: View, at: int, home: Home) -> tuple[str, int] | None:
    """The issuer of ``… của Sở Nội vụ`` after ``flat[:at]``, and where it ends."""
    match = _OF.match(view.flat, at, at + 12)
    if match is None:
        return None
    end = phrase_end(view, match.end())
    if end is None:
        return None
    name = official(view.raw(match.end(), end), home)
    return (name, end) if named(name) else None


def issuer_before(view: View, at: int, not_before: int, home: Home) -> str | None:
    """The issuer of ``UBND tỉnh đã ban hành Kế hoạch số …`` in front of ``flat[at]``."""
    goal = issuing_end(view, max(not_before, at - _REACH, 0), at)
    if goal is None:
        return None
    for match in TOKEN.finditer(view.flat, max(not_before, at - _REACH, 0), goal):
        if view.flat[match.start()].isupper() and phrase_end(view, match.start(), goal) == goal:
            name = official(view.raw(match.start(), goal), home)
            return name if named(name) else None
    return None


def issuing_end(view: View, base: int, at: int) -> int | None:
    """Where the issuer must end for ``… đã ban hành các`` to lead up to ``flat[at]``."""
    known = citations()
    text = view.low[base:at].rstrip(" :,")
    at_place = text.endswith(" tai")  # "UBND tỉnh tại Quyết định số …"
    text = text[:-4].rstrip(" ") if at_place else text
    for lists in (("cac", "mot so", "nhung"), known.issuing_verbs, known.issuing_helpers):
        cut = next((w for w in lists if text.endswith(" " + w)), None)
        if cut:
            text = text[: -len(cut)].rstrip(" ")
        elif lists is known.issuing_verbs and not at_place:
            return None
    return base + len(text)


def issuer_of_symbol(symbol: Symbol, home: Home) -> str | None:
    """Who issues texts with this symbol, where the symbol and the letter's home leave no
    doubt; else None."""
    known = citations()
    rest = symbol.codes[1:] if symbol.type_code else symbol.codes
    joint = len(rest) > 1 and key_of(rest[1]) in known.issuer_codes
    if not rest or (symbol.type_code and len(rest) > 1 and (joint or symbol.year)):
        return None  # joint texts have several
    if home.code == key_of(rest[0]) and home.issuer:
        return home.issuer
    body = known.issuer_codes.get(key_of(rest[0]))
    if body is None or rest[0] in known.unsaid_issuers or len(set(body.names)) != 1:
        return None
    name = official(body.names[0], home)
    placed = name != body.names[0]
    local = body.local or plain(body.names[0]) in known.committees
    return name if placed or not local else None


def code_of(issuer: str) -> str | None:
    """The code in symbols of an issuer by its official name; of a local body without its place."""
    known = citations()
    name = plain(issuer)
    if code := known.code_of_body.get(name):
        return code
    name = name.removeprefix("chu tich ")
    local = [b for b in known.local_bodies if name.startswith(b + " ") and b in known.code_of_body]
    return known.code_of_body[max(local, key=len)] if local else None
