"""The decisions that a run asks about: which letters carry them out, and how it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.errors import BadKnowledge, BadSettings
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.knowledge.types import type_of_code
from pipeline.text import fold, nfc

_KEYS = frozenset(("symbol", "type", "date", "issuer", "title", "movement", "implemented_by"))
_DASHES = str.maketrans({**dict.fromkeys("–—‐‑−", "-"), "Ð": "Đ", "⁄": "/"})
_SYMBOL = re.compile(
    r"\d{1,6}[^\W\d_]?(?:/(?:19|20)\d\d)?([/-])([^\W\d_][\w&]*)(?:[-/][^\W\d_][\w&]*){0,5}"
)


@dataclass(frozen=True, slots=True)
class Movement:
    """A campaign by name. ``who``: the part that localities change; ``core``: the part that
    stays and names the movement; ``name``: both, as the decision prints it."""

    name: str
    who: str
    core: str


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text known to carry a decision out."""

    symbol: str
    date: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that letters cite, carry out or ignore. ``date`` is an ISO date. Of one that
    is only asked about, nothing but its symbol (and the type in it) is known."""

    symbol: str
    type: str | None
    date: str | None
    issuer: str | None
    title: str
    movement: Movement | None = None
    implemented_by: tuple[KnownText, ...] = ()

    @property
    def number(self) -> str:
        return self.symbol.partition("/")[0].partition("-")[0]


@cache
def _all() -> tuple[Decision, ...]:
    folder = models_folder() / "decisions"
    found = [load_decision(path) for path in sorted(folder.glob("*.yaml"))]
    found.sort(key=lambda d: (d.date or "", d.symbol))
    for first, second in pairwise(found):
        if first.symbol == second.symbol and first.date == second.date:
            raise BadKnowledge(where=str(folder), what=f"{first.symbol} ×2")
    return tuple(found)


def load_decisions(symbols: Iterable[str] = ()) -> tuple[Decision, ...]:
    """The decisions under ``models/decisions``, oldest first; only those of ``symbols``, if any
    are given, and after them those of ``symbols`` that no file describes, known by their symbol
    alone. Raises ``BadSettings`` for what is no symbol."""
    asked = {_key(made.symbol): made for made in map(decision_named, symbols)}
    if not asked:
        return _all()
    described = tuple(d for d in _all() if _key(d.symbol) in asked)
    known = {_key(d.symbol) for d in described}
    return (*described, *(d for key, d in asked.items() if key not in known))


def decision_named(symbol: str) -> Decision:
    """A decision of which only the symbol is known. Raises ``BadSettings`` where ``symbol`` is
    none (``733/QĐ-TTg`` is one)."""
    text = nfc(symbol).translate(_DASHES).replace(" ", "")
    match = _SYMBOL.fullmatch(text)
    if match is None:
        raise BadSettings(where="decision", what=f"{symbol!r} ≠ số/ký hiệu (12/QĐ-UBND)")
    kind = type_of_code(match[2], party=match[1] == "-")
    return Decision(text, kind.name if kind else None, None, None, "")


def _key(symbol: str) -> str:
    return fold(symbol.translate(_DASHES)).replace(" ", "")


def load_decision(path: Path) -> Decision:
    """One decision file. Raises ``BadKnowledge`` with the path of what is wrong."""
    top = _mapping(read_yaml(path), path, "$")
    if unknown := sorted(set(top) - _KEYS):
        raise BadKnowledge(where=f"{path} @ $", what=f"? {', '.join(map(str, unknown))}")
    movement = None
    if top.get("movement") is not None:
        part = _mapping(top["movement"], path, "$.movement")
        texts = [_text(part, key, path, "$.movement") for key in ("name", "who", "core")]
        if fold(texts[2]) not in fold(texts[0]):
            raise BadKnowledge(where=f"{path} @ $.movement.core", what=texts[2])
        movement = Movement(*texts)
    known = []
    for n, entry in enumerate(top.get("implemented_by") or []):
        at = f"$.implemented_by[{n}]"
        row = _mapping(entry, path, at)
        day = _day(row, path, at) if row.get("date") is not None else None
        issuer = _text(row, "issuer", path, at) if row.get("issuer") is not None else None
        known.append(KnownText(_text(row, "symbol", path, at), day, issuer))
    return Decision(
        _text(top, "symbol", path, "$"),
        _text(top, "type", path, "$"),
        _day(top, path, "$"),
        _text(top, "issuer", path, "$"),
        _text(top, "title", path, "$"),
        movement,
        tuple(known),
    )


def _mapping(value: Any, path: Path, at: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadKnowledge(where=f"{path} @ {at}", what=repr(value))
    return value


def _text(row: dict[str, Any], key: str, path: Path, at: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadKnowledge(where=f"{path} @ {at}.{key}", what=repr(value))
    return value.strip()


def _day(row: dict[str, Any], path: Path, at: str) -> str:
    value = row.get("date")
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise BadKnowledge(where=f"{path} @ {at}.date", what=repr(value)) from error


@cache
def known_symbols() -> frozenset[str]:
    """The symbols of all decisions known, and of the texts that carry them out."""
    known = load_decisions()
    carried_out = (text.symbol for decision in known for text in decision.implemented_by)
    return frozenset((*(decision.symbol for decision in known), *carried_out))
