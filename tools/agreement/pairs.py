"""Two labellings of the same letters, item by item."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import BadKnowledge, NoInput

HEADINGS = ("kept", "renamed", "merged", "none")
CONTENTS = ("full", "thin", "none")
Answers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Label:
    """What one labeller says of one item. ``fair``: the contents that he would also take."""

    heading: str
    content: str
    moved: bool
    fair: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """What both say. ``leaf``: no other item hangs on it, so no rule derives its content.
    ``sealed``: of a letter whose errors nobody may see."""

    letter: str
    item: str
    leaf: bool
    first: Label
    second: Label
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions that a guide puts of an item; ``leaves``: of leaf items alone."""

    name: str
    answer: Callable[[Label], str]
    leaves: bool = False

    def of(self, pairs: Sequence[Pair]) -> Answers:
        """Both answers to it, for each item that it is put of."""
        return [
            (self.answer(p.first), self.answer(p.second))
            for p in pairs
            if p.leaf or not self.leaves
        ]


QUESTIONS = (
    Question("heading", lambda label: label.heading),
    Question("content", lambda label: label.content),
    # A parent's content follows from its children's: one answer, counted once.
    Question("content of leaves", lambda label: label.content, leaves=True),
    Question("covered", lambda label: "no" if label.content == "none" else "yes", leaves=True),
    Question("moved", lambda label: "yes" if label.moved else "no"),
)
ASKED = ("heading", "content", "moved")
"""The questions that were put to the labellers; the others follow from these."""


def read_pairs(first: Path, second: Path) -> tuple[Pair, ...]:
    """All items of the letters that both folders label, by letter, in the outline's order.

    Raises ``NoInput`` where no letter is in both, ``BadKnowledge`` where a file is broken, or
    where two labellings of a letter are not about the same items."""
    found: list[Pair] = []
    for path in sorted(second.glob("*.json")):
        other = first / path.name
        if not other.is_file():
            continue
        one, two = _read(other), _read(path)
        if not one.get("outline") or not two.get("outline"):
            continue  # a letter that no outline is asked of
        found += _letter(path, one, two)
    if not found:
        raise NoInput(what=f"{second} ({first})")
    return tuple(found)


def _letter(path: Path, one: Mapping[str, Any], two: Mapping[str, Any]) -> list[Pair]:
    items = list(one["outline"])
    if (odd := set(items) ^ set(two["outline"])) or one.get("outline_name") != two.get(
        "outline_name"
    ):
        raise BadKnowledge(where=str(path), what=f"another outline, {', '.join(sorted(odd))}")
    parents = {item.rpartition(".")[0] for item in items}
    return [
        Pair(
            path.stem,
            item,
            item not in parents,
            _label(one["outline"][item], f"{path.name} $.outline.{item} (1)"),
            _label(two["outline"][item], f"{path.name} $.outline.{item} (2)"),
            one.get("split") == "test",
        )
        for item in items
    ]


def _label(row: Mapping[str, Any], where: str) -> Label:
    try:
        label = Label(row["heading"], row["content"], row["moved"], tuple(row.get("accept", ())))
    except (KeyError, TypeError) as error:
        raise BadKnowledge(where=where, what=str(error)) from error
    if label.heading not in HEADINGS or label.content not in CONTENTS:
        raise BadKnowledge(where=where, what=f"{label.heading}, {label.content}")
    if not isinstance(label.moved, bool):
        raise BadKnowledge(where=where, what=f"moved: {label.moved}")
    return label


def _read(path: Path) -> Mapping[str, Any]:
    try:
        labels = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise BadKnowledge(where=str(path), what=str(error)) from error
    if not isinstance(labels, dict):
        raise BadKnowledge(where=str(path), what="no JSON object")
    return labels
