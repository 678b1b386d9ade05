"""Bodies that issue letters: their official names, printed names and parts of symbols."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from rapidfuzz import fuzz

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.text import bare, fold, squash

Level = Literal["central", "province", "party"]


@dataclass(frozen=True, slots=True)
class Body:
    """``symbols``: its part of a symbol, the usual one first. ``level`` province: one in each, so
    its official name takes the province's. ``parent``: the body over it, by name."""

    name: str
    symbols: tuple[str, ...]
    level: Level
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class _Tables:
    bodies: tuple[Body, ...]
    expansions: tuple[tuple[str, str], ...]
    capital_starts: tuple[str, ...]


@cache
def _tables() -> _Tables:
    path = models_folder() / "gazetteers" / "issuers.yaml"
    content: dict[str, Any] = read_yaml(path) or {}
    found: list[Body] = []
    for level in get_args(Level):
        rows = content.get(level)
        if not isinstance(rows, list):
            raise BadKnowledge(where=f"{path} @ $.{level}", what="no list")
        for i, row in enumerate(rows):
            try:
                local = level == "province" or row.get("of") == "province"
                found.append(
                    Body(
                        row["name"], tuple(row["symbols"]), level, row.get("parent"),
                        tuple(row.get("aliases", ())), local,
                    )
                )  # fmt: skip
            except (KeyError, TypeError, AttributeError) as error:
                raise BadKnowledge(where=f"{path} @ $.{level}[{i}]", what=str(error)) from error
    names = {b.name for b in found}
    for body in found:
        if body.parent is not None and body.parent not in names:
            raise BadKnowledge(where=f"{path}: {body.name}", what=f"parent {body.parent}")
    expansions = content.get("expansions")
    starts = content.get("capital_starts")
    if not isinstance(expansions, dict) or not isinstance(starts, list):
        raise BadKnowledge(where=str(path), what="expansions, capital_starts")
    longest_first = sorted(expansions.items(), key=lambda e: (-len(e[0]), e[0]))
    return _Tables(tuple(found), tuple(longest_first), tuple(map(str, starts)))


def bodies() -> tuple[Body, ...]:
    """All bodies of ``models/gazetteers/issuers.yaml``. Raises ``BadKnowledge``."""
    return _tables().bodies


def body_named(text: str, least: float = 90.0) -> tuple[Body, float] | None:
    """The body whose name or alias ``text`` is, with its likeness 0 to 1. Damage is allowed in
    proportion to the length; ``least`` in percent."""
    wanted = fold(expand(text))
    best: tuple[Body, float] | None = None
    for body in bodies():
        for name in (body.name, *body.aliases):
            score = fuzz.ratio(wanted, fold(name))
            if score >= least and (best is None or score / 100 > best[1]):
                best = (body, score / 100)
    return best


def bodies_of_symbol(code: str) -> tuple[Body, ...]:
    """All bodies that ``code`` (``UBND``, ``SNV``) stands for; exact first, else by letters with
    diacritics and case ignored."""
    exact = tuple(b for b in bodies() if code in b.symbols)
    if exact:
        return exact
    wanted = bare(code).upper()
    return tuple(b for b in bodies() if wanted in (bare(s).upper() for s in b.symbols))


@cache
def known_codes() -> frozenset[str]:
    """All issuers' parts of symbols."""
    return frozenset(code for body in bodies() for code in body.symbols)


def expand(text: str) -> str:
    """Short forms written out: ``UBND tỉnh`` is ``Ủy ban nhân dân tỉnh``."""
    return _short_forms().sub(lambda m: _by_short()[m.group()], text)


@cache
def _by_short() -> dict[str, str]:
    return dict(_tables().expansions)


@cache
def _short_forms() -> re.Pattern[str]:
    shorts = "|".join(re.escape(short) for short, _ in _tables().expansions)
    return re.compile(rf"(?<!\w)(?:{shorts})(?!\w)")


def letter_case(text: str) -> str:
    """A name printed in capitals, as Nghị định 30/2020/NĐ-CP, Phụ lục II writes it: known parts
    as the table has them, names of provinces in capitals, other words small but for the first."""
    from pipeline.knowledge.places import provinces

    words = squash(text).lower().split()
    known = [fold(s) for s in _tables().capital_starts]
    proper = {fold(p.name): p.name for p in provinces()}
    folded = [fold(w).strip(" ,;") for w in words]
    done = [False] * len(words)
    for i in range(len(words)):
        for size in (4, 3, 2, 1):
            part = " ".join(folded[i : i + size])
            if i + size > len(words) or done[i]:
                continue
            if part in proper and size > 1:
                for j, piece in enumerate(proper[part].split()):
                    tail = "," if words[i + j].endswith(",") else ""
                    words[i + j], done[i + j] = piece + tail, True
            elif part in known:
                words[i] = words[i][:1].upper() + words[i][1:]
                for j in range(size):
                    done[i + j] = True
    if words:
        words[0] = words[0][:1].upper() + words[0][1:]
    return " ".join(words)
