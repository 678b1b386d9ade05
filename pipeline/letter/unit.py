"""The unit that drafted a letter, told twice: at the symbol's end (``VKS-P8``) and in the last
entry of the recipients (``Lưu: VT, P8``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.knowledge.issuers import known_codes
from pipeline.letter.values import doubted
from pipeline.letter.weigh import noted
from pipeline.records import Value
from pipeline.text import bare

_KEPT = re.compile(r"^L[ưu]u\b\W*", re.IGNORECASE)
_CODE = re.compile(r"[A-ZĐƯ][A-Za-zĐđƯư&0-9]*")
_ALIKE = str.maketrans("850126", "BSOIZG")
_LEFT = 0.4
"""What is left of a doubt where both places say the same."""
_AGAINST = 0.75


def heard_unit(symbol: Value, recipients: Sequence[str], initials: Sequence[str]) -> Value:
    """The symbol after the recipients were heard: surer where they have its unit, doubted where
    theirs differs from it only by what OCR takes for each other. Of another unit they say nothing:
    letters are kept in several places."""
    unit = _unit(symbol, initials)
    kept = next((e for e in reversed(recipients) if _KEPT.match(e)), None)
    if unit is None or kept is None:
        return symbol
    codes = _CODE.findall(_KEPT.sub("", kept))
    if unit in codes:
        sure = round(1.0 - (1.0 - symbol.confidence) * _LEFT, 4)
        return replace(noted(symbol, f"nơi lưu cũng ghi {unit}"), confidence=sure)
    near = [code for code in codes if _shape(code) == _shape(unit)]
    return doubted(symbol, _AGAINST, f"nơi lưu ghi {near[0]}") if near else symbol


def _unit(symbol: Value, initials: Sequence[str]) -> str | None:
    """The last part of a symbol, if it is no body's."""
    if not isinstance(symbol.value, str):
        return None
    pieces = [p for p in re.split(r"[-/]", symbol.value) if p and not p.isdigit()]
    if len(pieces) < 2 or pieces[-1] in known_codes() or pieces[-1] in initials:
        return None
    return pieces[-1]


def _shape(code: str) -> str:
    return bare(code).upper().translate(_ALIKE)
