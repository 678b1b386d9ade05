"""Who wrote, where the header does not say: from symbol, place, signature and the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.issuers import Body, bodies_of_symbol, expand
from pipeline.knowledge.places import Province
from pipeline.knowledge.types import is_type_code
from pipeline.letter.closing import Told, told_at_end, told_by_signer
from pipeline.letter.issuer import of_place
from pipeline.letter.values import inferred
from pipeline.records import Place, Span, Value
from pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Clues:
    """``symbol`` and ``place`` as read; ``signed``: authority and title; ``text``: the letter's
    text. ``where``, ``span``: where the symbol stands, the first evidence. ``on``: the letter's
    date, as bodies come and go."""

    symbol: str | None
    province: Province | None
    signed: str
    text: str
    where: Place | None = None
    span: Span | None = None
    on: str | None = None


def codes_in(symbol: str) -> tuple[str, ...]:
    """The issuer's part of a symbol and, second, the part after it: of ``KH-UBND`` it is
    ``UBND``, of ``UBND-NC`` too, of ``2019/QĐ-UBND`` and ``CT/TW`` the last."""
    pieces = [p for p in re.split(r"[-/]", symbol) if p and not p.isdigit()]
    if len(pieces) > 1 and is_type_code(pieces[0]):
        pieces = pieces[1:]
    return tuple(pieces)


def infer_issuer(clues: Clues) -> tuple[Value, Value | None, Province | None] | None:
    """Issuer, its parent and province; None where nothing tells. What several clues say is
    surer."""
    if clues.symbol is None:
        return _from_words(clues)
    codes = codes_in(clues.symbol)
    if not codes:
        return _from_words(clues)
    said = fold(expand(clues.text))
    ranked = []
    bodies = bodies_of_symbol(codes[0])
    for body in [b for b in bodies if b.stands_on(clues.on)] or bodies:
        official = official_name(body, clues.province)
        if official is None:
            continue
        mentions = said.count(fold(official)) + (said.count(fold(body.name)) if body.local else 0)
        ranked.append((mentions, official, body))
    if not ranked:
        return _from_words(clues)
    ranked.sort(key=lambda r: -r[0])
    mentions, official, body = ranked[0]
    clear = len(ranked) == 1 or mentions > ranked[1][0]
    why = [f"ký hiệu {clues.symbol}"]
    sure = 0.75 if clear else 0.45
    if body.local and clues.province is not None:
        why.append(f"địa danh {clues.province.name}")
    if mentions:
        sure += 0.1
        why.append("tên cơ quan trong nội dung")
    if _signs(body, clues.signed):
        sure += 0.08
        why.append("chức danh người ký")
    end = told_at_end(clues.text)
    if end is not None and end.official(clues.province) == official:
        sure += 0.05
        why.append("câu kết")
    reason = "suy ra từ " + ", ".join(why)
    issuer = inferred(official, sure, reason, span=clues.span, place=clues.where)
    province = clues.province if body.local else None
    parent = _parent(body, province, sure * 0.95, reason, clues)
    return issuer, parent, province


def official_name(body: Body, province: Province | None) -> str | None:
    """The body's full name; None of a provincial one whose province is not known."""
    if not body.local:
        return body.name
    return of_place(body.name, province) if province is not None else None


def _parent(
    body: Body, province: Province | None, sure: float, why: str, clues: Clues
) -> Value | None:
    if body.parent is None:
        return None
    name = body.parent
    if body.local and province is not None and "Việt Nam" not in name:
        name = of_place(name, province)
    return inferred(name, sure, why, span=clues.span, place=clues.where)


def _told(
    clues: Clues, ways: tuple[tuple[str, Told | None], ...]
) -> tuple[Value, Value | None, Province | None] | None:
    """Who wrote as the letter's own words tell; ways that agree are surer, ways that contradict
    each other tell nothing."""
    told = [(way, found) for way, found in ways if found is not None]
    names = {found.official(clues.province) for _, found in told}
    if len(names) != 1 or (official := names.pop()) is None:
        return None
    reason = "suy ra từ " + ", ".join(f"{way} “{found.quote}”" for way, found in told)
    body, own = told[0][1].body, told[0][1].province
    province = (own or clues.province) if body.local else None
    if province is not None and own is None:
        reason += f", địa danh {province.name}"
    sure = 0.6 if len(told) == 1 else 0.8
    issuer = inferred(official, sure, reason, place=clues.where)
    return issuer, _parent(body, province, sure * 0.95, reason, clues), province


def _signs(body: Body, signed: str) -> bool:
    """Whether the one who signs is of such a body: ``TM. ỦY BAN NHÂN DÂN``, ``CHÁNH VĂN PHÒNG``."""
    words = fold(expand(signed))
    head = fold(body.name)
    return head in words or (head.startswith("van phong") and "chanh van phong" in words)


def _from_words(clues: Clues) -> tuple[Value, Value | None, Province | None] | None:
    signer, end = told_by_signer(clues.signed), told_at_end(clues.text)
    return _told(clues, (("chữ ký", signer), ("câu kết", end)))
