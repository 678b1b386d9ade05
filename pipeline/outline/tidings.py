"""What the text under a heading, and the heading's own words, say of the items it may serve.

A heading in words of its own (``Những việc cụ thể đã làm``) is known by what stands under it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.outline.clauses import Clause
from pipeline.outline.headings import Node
from pipeline.outline.likeness import Titles
from pipeline.outline.subjects import Subjects

_TITLE, _TEXT, _LIKE = 0.3, 0.6, 0.4
_MOST = 0.7
"""Content alone never makes a heading as sure as its own words."""
_HEARD = 0.3
"""A clause that speaks of no item more surely than this tells nothing."""
_DOUBT = 0.6
"""Clauses that are added to the count: one clause alone tells little."""


def tidings(
    nodes: Sequence[Node],
    found: Sequence[Clause],
    scores: Sequence[Sequence[float]],
    titles: Titles,
    subjects: Subjects,
) -> tuple[tuple[float, ...], ...]:
    """For each heading and item, how surely words and text together speak of the item, 0 to 1."""
    items = titles.outline.items
    number = {item.id: n for n, item in enumerate(items)}
    over = [number[i.parent] if i.parent is not None else None for i in items]
    leaves = [n for n, i in enumerate(items) if n not in over]
    texts = [[0.0] * len(items) for _ in nodes]
    heard = [_DOUBT] * len(nodes)
    for clause, score in zip(found, scores, strict=True):
        if clause.form or max((score[k] for k in leaves), default=0.0) < _HEARD:
            continue
        total = sum(score[k] ** 2 for k in leaves)
        for n in clause.under:
            heard[n] += 1
            for k in leaves:
                texts[n][k] += score[k] ** 2 / total
    result = []
    for n, node in enumerate(nodes):
        like = titles.likeness(node.found.title)
        title = subjects.told(node.found.title)
        text = [t / heard[n] for t in texts[n]]
        for k in reversed(range(len(items))):  # children stand after their parents
            above = over[k]
            if above is not None:
                text[above] += text[k]
        result.append(
            tuple(
                min(_MOST, _LIKE * like[k] + _TITLE * title[k] + _TEXT * text[k])
                for k in range(len(items))
            )
        )
    return tuple(result)
