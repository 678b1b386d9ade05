"""Where a letter comes from, and so what "UBND tỉnh" or "Trường" mean in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.knowledge.citations import citations
from pipeline.knowledge.places import province_named
from pipeline.records import Letter
from pipeline.references.codes import key_of


@dataclass(frozen=True, slots=True)
class Home:
    """Where the citing letter comes from: what "UBND tỉnh" means in it. ``place``:
    ``tỉnh Sơn La``; ``council``: full name of its own Ủy ban nhân dân of any level;
    ``issuer``: its own issuer, whose code in symbols is ``code``;
    ``sign`` is that code as printed; ``date``: its own; ``party``: it numbers its letters as the
    Party does (``12-BC/TU``)."""

    place: str | None = None
    province: str | None = None
    council: str | None = None
    issuer: str | None = None
    code: str | None = None
    sign: str | None = None
    date: str | None = None
    party: bool = False


def home_of(letter: Letter | None) -> Home:
    """The home that a letter's fields tell of."""
    if letter is None:
        return Home()
    texts = {k: v.value for k, v in letter.fields.items() if isinstance(v.value, str)}
    province = province_named(texts.get("province", ""))
    council = None
    for name in ("issuer", "issuer_parent"):
        match = re.search(r"Ủy ban nhân dân .+", texts.get(name, ""))
        if match and council is None:
            council = match.group()
    if council is None and province:
        council = f"Ủy ban nhân dân {province.official}"
    place = province.official if province else None
    unit = province.name if province else None
    sign = _own_code(texts)
    code = key_of(sign) if sign else None
    party = bool(
        re.search(r"[^\W\d_]/[^\W\d_]", texts.get("symbol") or texts.get("number_symbol", ""))
    )
    return Home(place, unit, council, texts.get("issuer"), code, sign, texts.get("date"), party)


def _own_code(texts: Mapping[str, str]) -> str | None:
    """The issuer's code in the letter's own symbol: ``BVĐK`` of ``BC-BVĐK``."""
    symbol = texts.get("symbol") or texts.get("number_symbol", "")
    codes = [p for p in re.split(r"[-/]", symbol) if p[:1].isalpha()]
    if codes and key_of(codes[0]) in citations().type_codes:
        codes = codes[1:]
    return codes[0] if codes else None
