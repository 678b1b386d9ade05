"""Finds what may be a số/ký hiệu: a number, a mark, and codes (DOMAIN of Nghị định 30/2020).

Only shapes are known here; ``repair`` says whether the codes mean anything. All repetition is
bounded, so that a hostile line costs time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.knowledge.citations import citations
from pipeline.references.view import View
from pipeline.text import bare

_SEGMENT = r"[A-Za-z0][A-Za-z0-9&]{0,15}?(?=ngay|cua|[^A-Za-z0-9&]|$)"
# The first character comes before the look behind it, so that the search can skip to digits.
_FIRST = (
    r"(?:(?<![A-Za-z0-9/.,~!?\]\-].)"
    r"|(?<=[^A-Za-z][Ss]o.)|(?<=[Ss]o[.:].)|(?<=[Ss]o [-~*_'\"].))"
)
_NUMBER = rf"[0-9OlISZ!\]]{_FIRST}(?:\d{{0,2}}\.\d{{3}}|[0-9OoQlISZ!\]]{{0,6}})[A-Za-z]?"
_SPECKED = rf"\d{_FIRST}\d{{0,2}}\.\d{{1,2}}(?= ?/)"  # a stop inside a number is a speck
_YEAR = r"(?:19|20|2O)[0-9OolIS!\]]{2}"
_SPECK = "[-.,:'\"*_~=<>]"  # dirt beside a mark
_JOINT = rf"(?: ?[-/|\\](?: ?{_SPECK})? ?| ?[;.:~_=*\"']-? ?|,(?=[A-Z]))"
# A slash may be read as another mark where a year follows; a dash where two codes are known.
_CORE = re.compile(
    rf"(?P<number>{_NUMBER}|{_SPECKED})(?P<dirt>{_SPECK}(?= ?[/\\|]))? ?"
    rf"(?:(?P<mark>[/\\|-])|[.:'](?=(?:19|20)\d\d ?/)) ?(?P<speck>{_SPECK} ?(?=[A-Z]))?"
    rf"(?:(?P<year>{_YEAR}) ?(?P<second>[/\\|'.:;*-]) ?)?"
    rf"(?P<tail>{_SEGMENT}(?:{_JOINT}{_SEGMENT}){{0,5}})"
)
_PART = re.compile(r"( ?)([-/|\\;.:~_=*\"',]*(?: ?[-.,:'\"*_~=<>])?)( ?)([A-Za-z0-9&]+)")


@dataclass(frozen=True, slots=True)
class Part:
    """One code of a symbol, as seen. ``mark``: what stands before it; ``gap``: the spaces
    around that mark."""

    mark: str
    gap: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Core:
    """A number with its codes, at ``flat[start:end]``. ``glued``: the slash before the codes is
    missing or was read as the last digit. ``mark``: what stands after the number. ``odd``: some
    slash was read as another mark, so the codes must be known ones."""

    start: int
    end: int
    number: str
    mark: str
    year: str | None
    parts: tuple[Part, ...]
    number_end: int
    glued: bool = False
    odd: bool = False


def cores(view: View) -> Iterator[Core]:
    """All candidates of a text, in order, not overlapping."""
    at = 0
    glued = iter(_glued(view))
    waiting = next(glued, None)
    for match in _CORE.finditer(view.flat):
        while waiting is not None and waiting.start < match.start():
            if waiting.start >= at:
                yield waiting
                at = waiting.end
            waiting = next(glued, None)
        core = _core(match)
        if core is not None and core.start >= at:
            yield core
            at = core.end
    while waiting is not None:
        if waiting.start >= at:
            yield waiting
            at = waiting.end
        waiting = next(glued, None)


def _core(match: re.Match[str]) -> Core | None:
    number, year = match["number"], match["year"]
    if not any(ch.isdigit() for ch in number):
        return None
    parts = _parts(match["tail"], match.start("tail"))
    mark = match["mark"] or "/"
    if mark == "-" and (year or len(parts) < 2 or parts[1].mark not in "/|\\"):
        return None  # Party style needs its slash: 34-CT/TW
    odd = (match["mark"] is None) or (year is not None and match["second"] not in "/\\|")
    odd = odd or bool(match["dirt"] or match["speck"])
    return Core(
        match.start(), parts[-1].end, number, mark, year, parts, match.end("number"), odd=odd
    )


def _parts(tail: str, offset: int) -> tuple[Part, ...]:
    return tuple(
        Part(m[2], m[1] + m[3], offset + m.start(4), offset + m.end(4))
        for m in _PART.finditer(tail)
    )


def _glued(view: View) -> Iterator[Core]:
    """``7333QĐ-TTg``: the slash before a known code is lost, or was read as something."""
    for match in _glued_pattern().finditer(view.flat):
        if not any(ch.isdigit() for ch in match["number"]):
            continue
        parts = _parts(match["tail"], match.start("tail"))
        yield Core(
            match.start(), parts[-1].end, match["number"], match["mark"], match["year"], parts,
            match.end("number"), glued=True,
        )  # fmt: skip


@cache
def _glued_pattern() -> re.Pattern[str]:
    known = citations()
    printed = [code for codes in known.type_codes.values() for code in codes if len(code) > 1]
    printed += [code.code for code in known.issuer_codes.values() if len(code.code) > 2]
    # Capitals as printed: "3kh-…" in running text is nothing.
    codes = sorted({bare(code) for code in printed}, key=lambda c: (-len(c), c))
    either = "|".join(map(re.escape, codes))
    return re.compile(
        rf"(?P<number>[0-9IlSZO]{_FIRST}[0-9IlSZO]{{1,5}}?)(?P<mark>[lI!|i.,:'\"~*]? ?)"
        rf"(?:(?<=\d)/(?P<year>(?:19|20)\d\d)[lI!|i.,:'\"~*]?)?"
        rf"(?P<tail>(?:{either}) ?[-/] ?{_SEGMENT}(?: ?[-/] ?{_SEGMENT}){{0,3}})"
    )
