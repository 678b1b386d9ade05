"""The decisions that a run asks about: which letters carry them out, and how it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.text import fold

_KEYS = frozenset(("symbol", "type", "date", "issuer", "title", "movement", "implemented_by"))


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
    """A decision that letters cite, carry out or ignore. ``date`` is an ISO date."""

    symbol: str
    type: str
    date: str
    issuer: str
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
    found.sort(key=lambda d: (d.date, d.symbol))
    for first, second in pairwise(found):
        if first.symbol == second.symbol and first.date == second.date:
            raise BadKnowledge(where=str(folder), what=f"{first.symbol} ×2")
    return tuple(found)


def load_decisions(symbols: Iterable[str] = ()) -> tuple[Decision, ...]:
    """The decisions under ``models/decisions``, oldest first; only those of ``symbols``, if any
    are given. Raises ``BadKnowledge`` for a symbol that no file describes."""
    wanted = [fold(s) for s in symbols]
    if not wanted:
        return _all()
    missing = [s for s in wanted if s not in {fold(d.symbol) for d in _all()}]
    if missing:
        raise BadKnowledge(where=str(models_folder() / "decisions"), what=", ".join(missing))
    return tuple(d for d in _all() if fold(d.symbol) in wanted)


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
