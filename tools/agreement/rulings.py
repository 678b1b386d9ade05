"""Where two labellers differ, and what the guide says to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import read_yaml
from tools.agreement.pairs import ASKED, QUESTIONS, Pair

FILE = "rulings.yaml"
DECIDES = ("first", "second", "nobody")
_KEYS = frozenset(("letter", "item", "question", "rule", "decides", "because"))


@dataclass(frozen=True, slots=True)
class Difference:
    """Two answers to one question. Its ``key`` names it."""

    letter: str
    item: str
    question: str
    first: str
    second: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.letter, self.item, self.question


@dataclass(frozen=True, slots=True)
class Ruling:
    """``rule``: the words of the guide, None where it has none; ``decides``: whom they support."""

    letter: str
    item: str
    question: str
    rule: str | None
    decides: str
    because: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.letter, self.item, self.question


def differences(pairs: Sequence[Pair]) -> Iterator[Difference]:
    """All of them but those of sealed letters."""
    for pair in pairs:
        if pair.sealed:
            continue
        for question in QUESTIONS:
            first, second = question.answer(pair.first), question.answer(pair.second)
            if question.name in ASKED and first != second:
                yield Difference(pair.letter, pair.item, question.name, first, second)


def read_rulings(path: Path) -> tuple[Ruling, ...]:
    """The rulings of a file. Raises ``BadKnowledge`` where one lacks a key or has a strange one."""
    rows = read_yaml(path)
    if not isinstance(rows, list):
        raise BadKnowledge(where=f"{path} $", what="no list")
    return tuple(_ruling(row, f"{path} $[{n}]") for n, row in enumerate(rows))


def unruled(found: Sequence[Difference], rulings: Sequence[Ruling]) -> tuple[str, ...]:
    """Disagreements that no ruling speaks of, rulings of none, and rulings made twice."""
    wanted, given = {d.key for d in found}, [r.key for r in rulings]
    return (
        *(f"no ruling: {' '.join(key)}" for key in sorted(wanted - set(given))),
        *(f"no such disagreement: {' '.join(key)}" for key in sorted(set(given) - wanted)),
        *(f"ruled twice: {' '.join(key)}" for key in sorted(set(given)) if given.count(key) > 1),
    )


def _ruling(row: Any, where: str) -> Ruling:
    if not isinstance(row, dict) or set(row) != _KEYS:
        raise BadKnowledge(where=where, what=f"keys: {', '.join(sorted(_KEYS))}")
    if row["decides"] not in DECIDES or (row["rule"] is None and row["decides"] != "nobody"):
        raise BadKnowledge(where=where, what=f"decides: {row['decides']}")
    return Ruling(**row)
