"""Types of official texts and the codes that stand for them in symbols."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from rapidfuzz import fuzz

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.records import LetterKind
from pipeline.text import fold

Family = Literal["administrative", "normative", "party"]


@dataclass(frozen=True, slots=True)
class LetterType:
    """``codes``: as in symbols, the usual one first. ``kind``: what such a letter is for us."""

    name: str
    codes: tuple[str, ...]
    family: Family
    kind: LetterKind


@cache
def letter_types() -> tuple[LetterType, ...]:
    """All types of ``models/gazetteers/types.yaml``. Raises ``BadKnowledge``."""
    path = models_folder() / "gazetteers" / "types.yaml"
    content = read_yaml(path)
    rows = content.get("types") if isinstance(content, dict) else None
    if not isinstance(rows, list):
        raise BadKnowledge(where=f"{path} @ $.types", what="no list")
    found = []
    for i, row in enumerate(rows):
        where = f"{path} @ $.types[{i}]"
        try:
            made = LetterType(str(row["name"]), tuple(row["codes"]), row["family"], row["kind"])
        except (KeyError, TypeError) as error:
            raise BadKnowledge(where=where, what=str(error)) from error
        if made.family not in get_args(Family) or made.kind not in get_args(LetterKind):
            raise BadKnowledge(where=where, what=f"{made.family}, {made.kind}")
        found.append(made)
    return tuple(found)


def type_of_code(code: str, *, party: bool = False) -> LetterType | None:
    """The type that a symbol's code stands for; exact, but for letter case where only one type
    has the code that way. ``party`` prefers Party texts."""
    ranked = sorted(letter_types(), key=lambda t: (t.family == "party") != party)
    for kind in ranked:
        if code in kind.codes:
            return kind
    loose = [t for t in ranked if code.lower() in (c.lower() for c in t.codes)]
    return loose[0] if len({t.name for t in loose}) == 1 else None


def is_type_code(code: str) -> bool:
    return any(code in t.codes for t in letter_types())


def types_ending(text: str) -> tuple[LetterType, ...]:
    """The types whose name ends with ``text``, the last word or words of a title that lost its
    first: ``HOẠCH`` is of a Kế hoạch."""
    wanted = fold(text).strip(" .:*_-")
    ends = (t for t in letter_types() if len(wanted) >= 3 and fold(t.name).endswith(f" {wanted}"))
    return tuple({t.name: t for t in ends}.values())


def type_of_title(text: str, least: float = 85.0) -> tuple[LetterType, float] | None:
    """The type whose printed title ``text`` is, with its likeness 0 to 1; None below ``least``
    (percent). Short names must match better: ``LUẬT`` is like many words."""
    wanted = fold(text).strip(" .:*_-")
    best: tuple[LetterType, float] | None = None
    for kind in letter_types():
        name = fold(kind.name)
        score = fuzz.ratio(wanted, name)
        if score >= max(least, 100.0 - 100.0 / max(4, len(name))) and (
            best is None or score / 100 > best[1]
        ):
            best = (kind, score / 100)
    return best
