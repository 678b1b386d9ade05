"""Clauses that speak of two items: the one that owns them, and one that has nothing else.

A report in running text says in one sentence what the outline asks under two headings. Each clause
has one owner; an item that owns none may point at a clause that names its subject plainly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pipeline.outline.clauses import Clause
from pipeline.outline.owners import NOBODY, denies
from pipeline.records import Outline

PLAIN, PLAIN_ELSEWHERE = 0.82, 0.93
"""How plainly a clause must name the item's subject, in the item's own part and in another."""
_MOST = 2


def shared(
    found: Sequence[Clause],
    scores: Sequence[Sequence[float]],
    owner: Sequence[int],
    serving: Mapping[int, tuple[int, ...]],
    outline: Outline,
    fact: Callable[[int, int], float],
) -> dict[int, tuple[int, ...]]:
    """By item without a clause of its own: clauses that speak of it too, those that tell a fact
    first. ``fact``: how surely a clause earns an item the point."""
    parents = {i.parent for i in outline.items}
    headed = {i for items in serving.values() for i in items}
    owned = set(owner) - {NOBODY}
    result: dict[int, tuple[int, ...]] = {}
    for n, item in enumerate(outline.items):
        if n in owned or n in headed or item.id in parents:
            continue
        plain = []
        for k, clause in enumerate(found):
            floor = PLAIN if _at_home(clause, n, serving, outline) else PLAIN_ELSEWHERE
            if not clause.form and scores[k][n] >= floor and not denies(clause.text):
                plain.append((fact(k, n), k))
        best = sorted(plain, key=lambda row: (-row[0], row[1]))[:_MOST]
        if best:
            result[n] = tuple(k for _, k in best)
    return result


def _at_home(
    clause: Clause, n: int, serving: Mapping[int, tuple[int, ...]], outline: Outline
) -> bool:
    """Whether the headings over a clause serve the item's own part of the outline."""
    part = outline.items[n].id.split(".")[0]
    return any(
        outline.items[i].id.split(".")[0] == part for h in clause.under for i in serving.get(h, ())
    )
