"""One cited place, between finding it and joining it with others."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.references.repair import Symbol


@dataclass(frozen=True, slots=True)
class Cite:
    """One place where a text is cited, at ``flat[start:end]``; its number is at ``at`` (members
    of one list have the same place and follow each other by their numbers). ``number`` and
    ``kind`` are all that a short mention has. ``said``: the issuer is printed. ``bad``: a
    printed date that is none. ``clash``: the printed type, where the symbol says another.
    ``law``: the plain name of a law cited by name. ``torn``: the symbol whose number can't be
    read whole; ``number`` has a "?" then."""

    start: int
    end: int
    at: int
    kind: str | None
    symbol: Symbol | None = None
    number: str | None = None
    date: str | None = None
    bad: str | None = None
    issuer: str | None = None
    said: bool = False
    name: str | None = None
    law: str | None = None
    year: str | None = None
    about: str | None = None
    clash: str | None = None
    repairs: tuple[str, ...] = ()
    confidence: float = 1.0
    torn: Symbol | None = None
