"""What the pairing says of the headings themselves: how deep they stand, which are strange."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.outline.align import Pair
from pipeline.outline.headings import Node
from pipeline.outline.likeness import Titles
from pipeline.records import Outline

_SAME = 0.99
"""Likeness of a heading that says a title in its own words, no more and no less."""
_MORE = 0.2
"""How much less like the title of the item above it is then: if nearly as like, it may head all."""


def lowered(pairs: Sequence[Pair], nodes: Sequence[Node], titles: Titles) -> tuple[Pair, ...]:
    """A heading that says the title of a child of its item, and its item's far less well, is the
    child's, wherever it stands: ``Nguyên nhân chủ quan`` is none for all causes. Only where no
    child has a heading, as an item's own is then the one over its children."""
    items = titles.outline.items
    headed = {p.item for p in pairs}
    alone = {p.node for p in pairs if not p.merged}

    def settled(pair: Pair) -> Pair:
        children = [n for n, i in enumerate(items) if i.parent == items[pair.item].id]
        if not children or pair.node not in alone or not headed.isdisjoint(children):
            return pair
        like = titles.likeness(nodes[pair.node].found.title)
        best = max(children, key=lambda n: (like[n], -n))
        if like[best] < _SAME or like[best] < like[pair.item] + _MORE:
            return pair
        return replace(pair, item=best, likeness=like[best])

    return tuple(settled(pair) for pair in pairs)


def nested(nodes: Sequence[Node], pairs: Sequence[Pair], outline: Outline) -> tuple[Node, ...]:
    """Headings without numbers that stand side by side on paper, put under the one that serves
    their items' parent: without a label only the outline says how deep they are."""
    serving = {p.node: outline.items[p.item] for p in pairs if not p.merged}
    result = list(nodes)
    for n, node in enumerate(result):
        item = serving.get(n)
        if item is None or node.found.label is not None:
            continue
        for k in range(n - 1, -1, -1):
            other = result[k]
            if other.parent != nodes[n].parent and other.parent == node.parent:
                continue
            over = serving.get(k)
            if other.found.label is None and over is not None and over.id == item.parent:
                if nodes[k].parent == nodes[n].parent and nodes[k].found.style == node.found.style:
                    result[k] = replace(other, last=max(other.last, node.last))
                    result[n] = replace(node, parent=k, level=other.level + 1)
                break
            if over is None or item.parent is None or over.parent != item.parent:
                break
    return tuple(result)


def unasked(nodes: Sequence[Node], pairs: Sequence[Pair]) -> frozenset[int]:
    """Outermost headings that serve no item, nor any heading under them, in a report whose other
    outermost headings mostly do."""
    serving = {p.node for p in pairs}
    for n in reversed(range(len(nodes))):
        parent = nodes[n].parent
        if n in serving and parent is not None:
            serving.add(parent)
    outer = [n for n, node in enumerate(nodes) if node.parent is None]
    strange = [n for n in outer if n not in serving]
    return frozenset(strange) if len(strange) * 2 < len(outer) else frozenset()
