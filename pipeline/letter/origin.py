"""Issuer, parent and province together: what is printed first, what can be inferred else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from pipeline.knowledge.issuers import expand, unit_in
from pipeline.knowledge.places import Province, find_province, province_named, standing
from pipeline.knowledge.units import province_of_unit
from pipeline.letter.cut import uncut
from pipeline.letter.infer import Clues, codes_in, infer_issuer
from pipeline.letter.issuer import (
    Named,
    bodies_of,
    initials_of,
    issuer_rows,
    joint,
    name_body,
    named_value,
    settled,
)
from pipeline.letter.joint import marker
from pipeline.letter.rows import Row, capitals, joined, span_of
from pipeline.letter.symbols import typed
from pipeline.letter.values import inferred, read, without
from pipeline.records import Transcript, Value
from pipeline.text import fold

_CAPITAL = 0.6
"""Share of capitals from which a line is printed in them."""
_UNIT_NAME = re.compile(r"(?:tỉnh|[Tt]hành phố)\s+((?:[A-ZĐÀ-Ỹ]\w+(?:\s+|-\s?)?){1,4})")


@dataclass(frozen=True, slots=True)
class Origin:
    """``values`` of ``issuer``, ``issuer_parent``, ``province``, ``place``; None: nothing tells.
    ``named``: the printed bodies, upper first."""

    values: dict[str, Value | None]
    named: tuple[Named, ...] = ()


def bodies_in(transcript: Transcript, rows: Sequence[Row], place: Province | None) -> list[Named]:
    """The bodies printed in the rows over the number, each with the one above it as parent; those
    that issue together as one."""
    sign = marker(rows)
    kept = [row for row in issuer_rows(rows) if row is not sign]
    named: list[Named] = []
    text = _written_out(transcript.text)
    for group in bodies_of(kept):
        over = named[-1] if named else None
        named.append(name_body(group, over, place, text))
    together = [n for n in named if sign is not None and _under(n, sign)]
    if len(together) > 1:
        return [n for n in named if n not in together] + [_together(together)]
    return settled(named)


def _written_out(text: str) -> str:
    """The letter's text with its short forms written out, lines in capitals left as they are: they
    say nothing of how a name is written."""
    lines = text.split("\n")
    return "\n".join(expand(line) if capitals(line) < _CAPITAL else line for line in lines)


def _under(named: Named, sign: Row) -> bool:
    return all(row.span.start > sign.span.start for row in named.rows)


def _together(named: Sequence[Named]) -> Named:
    return joint(named, tuple(row for each in named for row in each.rows))


def in_one_symbol(named: list[Named], codes: Sequence[str]) -> list[Named]:
    """Bodies printed one under the other, where the symbol names the upper one before the lower
    (``TTLT-BTP-BNV``), and the table does not put the one over the other."""
    if len(named) < 2 or len(codes) < 2:
        return named
    upper, lower = named[-2:]
    if upper.body is None or lower.body is None or lower.body.parent == upper.body.name:
        return named
    first = next((i for i, code in enumerate(codes) if code in initials_of(upper)), len(codes))
    if not any(code in initials_of(lower) for code in codes[first + 1 :]):
        return named
    return [*named[:-2], _together(named[-2:])]


def origin_of(
    transcript: Transcript, rows: Sequence[Row], values: Mapping[str, Value], signed: str
) -> Origin:
    """Who wrote. ``values``: place, date and symbol as read; ``signed``: authority and title."""
    place, symbol = values["place"], values["symbol"]
    here = _place_province(place, values["date"])
    named = bodies_in(transcript, rows, here)
    code = symbol.value if isinstance(symbol.value, str) else None
    if not named:
        return _inferred(transcript, here, values, signed)
    codes = codes_in(code) if code else ()
    named = uncut(named, codes, here)
    if typed(code or ""):
        named = in_one_symbol(named, codes)
    seat = place.value if isinstance(place.value, str) else None
    own = codes if named[-1].partners else codes[:2]
    issuer = named_value(transcript, named[-1], own, seat)
    parent = without("absent", 0.9, "không in cơ quan chủ quản")
    if len(named) > 1:
        parent = named_value(transcript, named[-2], ())
    province = _province(transcript, named, here, values)
    found: dict[str, Value | None] = {
        "place": _mended_place(place, province),
        "issuer": issuer, "issuer_parent": parent, "province": province,
    }  # fmt: skip
    return Origin(found, tuple(named))


def _mended_place(place: Value, province: Value) -> Value:
    """A place that OCR spoilt is mostly the province that the issuer's name prints."""
    said, own = place.value, province.value
    if province.source != "read" or not isinstance(said, str) or not isinstance(own, str):
        return place
    whole = len(said.split()) > 1 and f" {fold(said)} " in f" {fold(own)} "
    if whole:  # a town that the province is named after
        return place
    if find_province(said) is not None or fuzz.ratio(fold(said), fold(own)) < 60:
        return place
    why = f"{said} → {own}, theo cơ quan ban hành"
    sure = min(0.8, province.confidence)
    return replace(place, value=own, confidence=sure, why=why, review=True)


def _central(named: Named) -> bool:
    each = named.partners or (named,)
    return all(n.body is not None and n.body.level == "central" for n in each)


def _of_party(named: Named) -> bool:
    """The Party's own organs, which sit where the central bodies do."""
    return named.body is not None and named.body.level == "party" and not named.body.local


def _place_province(place: Value, date: Value) -> Province | None:
    found = find_province(place.value) if isinstance(place.value, str) else None
    if found is None or not isinstance(date.value, str):
        return found.province if found else None
    day = date.value if len(date.value) == 10 else f"{date.value}-01"
    return standing(found.province, day)


def _province(
    transcript: Transcript,
    named: Sequence[Named],
    here: Province | None,
    values: Mapping[str, Value],
) -> Value:
    printed = next((n for n in reversed(named) if _prints_province(n)), None)
    if printed is not None and printed.province is not None:
        sure = 0.97 * min(1.0, max(0.8, printed.likeness))
        raw = joined(printed.rows)
        return read(transcript, printed.province.name, span_of(printed.rows), sure, raw=raw)
    seated = here is None or here.seat
    if _central(named[-1]) or (seated and (any(map(_central, named)) or _of_party(named[-1]))):
        return without("absent", 0.9, "cơ quan trung ương")
    place, unit, own = values["place"], *_of_unit(named, values["date"])
    same = own is not None and (here is None or own.name == here.name)
    if own is not None and same:
        return inferred(own.name, 0.95, f"suy ra từ tên {unit}", place=place.place)
    if here is not None:
        local = any(n.body is not None and n.body.local for n in named)
        why = f"suy ra từ địa danh {here.name}"
        return inferred(here.name, 0.93 if local else 0.7, why, place=place.place)
    said = said_province(transcript.text)
    if said is not None:
        return inferred(said.name, 0.65, f"suy ra từ “{said.official}” trong nội dung")
    return without("absent", 0.7, "không thấy tên tỉnh")


def _of_unit(named: Sequence[Named], date: Value) -> tuple[str, Province | None]:
    """The district or commune that a printed body is of, and its province, if only one has it."""
    on = date.value if isinstance(date.value, str) else None
    for each in reversed(named):
        unit = unit_in(each.official)
        found = province_of_unit(unit, on) if unit else None
        if unit and found:
            return unit, found if on is None else standing(found, on)
    return "", None


def said_province(text: str) -> Province | None:
    """The province that the letter's text names most, with ``tỉnh`` or ``thành phố`` before it."""
    counted: Counter[str] = Counter()
    for match in _UNIT_NAME.finditer(text):
        words = match[1].split()
        for size in (4, 3, 2):
            found = province_named(" ".join(words[:size])) if len(words) >= size else None
            if found is not None:
                counted[found.name] += 1
                break
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return province_named(ranked[0][0])


def _prints_province(named: Named) -> bool:
    found = find_province(" ".join(r.text for r in named.rows))
    own = named.province
    return found is not None and own is not None and fold(found.province.name) == fold(own.name)


def _inferred(
    transcript: Transcript, here: Province | None, values: Mapping[str, Value], signed: str
) -> Origin:
    place, symbol, date = values["place"], values["symbol"], values["date"].value
    on = date if isinstance(date, str) else None
    code = symbol.value if isinstance(symbol.value, str) else None
    clues = Clues(code, here, signed, transcript.text, symbol.place, symbol.span, on)
    found = infer_issuer(clues)
    if found is None:
        why = f"suy ra từ địa danh {here.name}" if here else ""
        province = inferred(here.name, 0.6, why, place=place.place) if here else None
        return Origin({"issuer": None, "issuer_parent": None, "province": province})
    issuer, parent, where = found
    if where is None:
        province = without("absent", issuer.confidence, "cơ quan trung ương")
    else:
        why = issuer.why or ""
        province = inferred(where.name, issuer.confidence, why, place=issuer.place)
    parent = parent or without("absent", 0.7, "không có cơ quan chủ quản")
    return Origin({"issuer": issuer, "issuer_parent": parent, "province": province})
