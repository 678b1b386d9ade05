"""Who wrote, where the header does not say: from symbol, place, signature and the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.issuers import Body, bodies_of_symbol, expand
from pipeline.knowledge.places import Province
from pipeline.knowledge.types import is_type_code
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
        return _from_signature(clues)
    codes = codes_in(clues.symbol)
    if not codes:
        return _from_signature(clues)
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
        return _from_signature(clues)
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
    reason = "suy ra từ " + ", ".join(why)
    issuer = inferred(official, sure, reason, span=clues.span, place=clues.where)
    province = clues.province if body.local else None
    parent = _parent(body, province, sure * 0.95, reason, clues)
    return issuer, parent, province


def official_name(body: Body, province: Province | None) -> str | None:
    """The body's full name; None of a provincial one whose province is not known."""
    if not body.local:
        return body.name
    return f"{body.name} {province.official}" if province is not None else None


def _parent(
    body: Body, province: Province | None, sure: float, why: str, clues: Clues
) -> Value | None:
    if body.parent is None:
        return None
    name = body.parent
    if body.local and province is not None and "Việt Nam" not in name:
        name = f"{name} {province.official}"
    return inferred(name, sure, why, span=clues.span, place=clues.where)


def _signs(body: Body, signed: str) -> bool:
    """Whether the one who signs is of such a body: ``TM. ỦY BAN NHÂN DÂN``, ``CHÁNH VĂN PHÒNG``."""
    words = fold(expand(signed))
    head = fold(body.name)
    return head in words or (head.startswith("van phong") and "chanh van phong" in words)


def _from_signature(clues: Clues) -> tuple[Value, Value | None, Province | None] | None:
    signed = fold(expand(clues.signed))
    if "uy ban nhan dan" in signed and clues.province is not None:
        official = f"Ủy ban nhân dân {clues.province.official}"
        why = f"suy ra từ chữ ký TM. Ủy ban nhân dân, địa danh {clues.province.name}"
        return inferred(official, 0.6, why, place=clues.where), None, clues.province
    return None
