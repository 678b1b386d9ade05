"""How reports change the outline, counted from their operations: by item, and by report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.compile.adaptation.operations import Step, steps
from pipeline.compile.adaptation.order import order_change
from pipeline.compile.collation import sort_key
from pipeline.compile.pages.states import state_of
from pipeline.compile.tables import Matrix, Published, anchor, clean
from pipeline.text import fold, squash

OPERATIONS = ("kept", "renamed", "merged", "split", "unheaded", "dropped", "unread", "moved")
"""What is done to an item; ``unread`` is what would be ``dropped`` if all pages had been read;
``moved`` comes on top of the others."""
# Printed before a heading: `II.`, `2.1.`, `b)`, `A -`, a dash; twice where two are printed.
_LABEL = re.compile(r"^(?:[-–+*•]\s*|(?:[IVXLC]+|\d+(?:\.\d+)*|[A-Za-zĐđ])\s*[.):/–-]+\s*){1,2}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A heading as letters print it; ``anchors`` open the places, one a letter."""

    text: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemChanges:
    id: str
    title: str
    counts: dict[str, int]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class LetterChanges:
    """``inversions``: pairs of headings that stand the other way round than in the outline, of
    ``pairs``; ``added``: sections that no item asks for."""

    document: Published
    counts: dict[str, int]
    added: tuple[str, ...]
    inversions: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Changes:
    """``added``: sections outside the outline over all reports, the most frequent first."""

    matrix: Matrix
    items: tuple[ItemChanges, ...]
    letters: tuple[LetterChanges, ...]
    added: tuple[Wording, ...]


def changes(matrix: Matrix) -> Changes:
    """All operations of the matrix's reports. Items in the outline's order, letters in the
    matrix's; other wordings, the most frequent first."""
    by_item = {id: dict.fromkeys(OPERATIONS, 0) for id, _ in matrix.items}
    printed: dict[str, list[tuple[str, str]]] = {id: [] for id, _ in matrix.items}
    letters = []
    added: list[tuple[str, str]] = []
    for document, row in matrix.rows:
        counts = dict.fromkeys(OPERATIONS, 0)
        own = []
        for step in steps(document):
            if not step.item:
                own.append(step.title)
                continue
            verdict = row[step.item]
            for operation in _done(step, state_of(document, verdict.item)):
                by_item[step.item][operation] += 1
                counts[operation] += 1
            if step.printed and verdict.item["heading"] in ("renamed", "merged"):
                printed[step.item].append((step.printed, verdict.anchor))
        order = order_change(document)
        inverted = (order.inversions, order.pairs) if order else (0, 0)
        letters.append(LetterChanges(document, counts, tuple(own), *inverted))
        added += [(title, anchor(document)) for title in own]
    items = (
        ItemChanges(id, title, by_item[id], wordings(printed[id])) for id, title in matrix.items
    )
    return Changes(matrix, tuple(items), tuple(letters), wordings(added))


def _done(step: Step, state: str) -> list[str]:
    operation = "unread" if step.operation == "dropped" and state == "unread" else step.operation
    return [operation, "moved"] if step.moved else [operation]


def wordings(printed: Iterable[tuple[str, str]]) -> tuple[Wording, ...]:
    """Titles that differ only in case, accents, spaces or the label before them (``2.1.``, ``b)``)
    are one; its first print is shown, without a label."""
    groups: dict[str, tuple[str, list[str]]] = {}
    for raw, opens in printed:
        whole = squash(clean(raw))
        text = _LABEL.sub("", whole) or whole
        _, anchors = groups.setdefault(fold(text), (text, []))
        if opens not in anchors:
            anchors.append(opens)
    made = [Wording(text, tuple(anchors)) for text, anchors in groups.values()]
    return tuple(sorted(made, key=lambda w: (-len(w.anchors), sort_key(w.text))))
