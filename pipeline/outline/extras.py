"""Sections of a report that no item asks for."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.outline.evidence import Findings
from pipeline.outline.headings import Node
from pipeline.records import (
    ExtraSection,
    Outline,
)
from pipeline.text import squash


def extra_sections(found: Findings, outline: Outline) -> tuple[ExtraSection, ...]:
    """Sections no item asks for: headings outside all items, the outermost only."""
    serving = {p.node: p.item for p in found.pairs}
    parents = {i.parent for i in outline.items}
    result: list[ExtraSection] = []
    for n, node in enumerate(found.nodes):
        inside = [k for k in range(len(found.nodes)) if n in _above(found.nodes, k)]
        if n in serving or any(k in serving for k in inside):
            continue
        over = node.parent
        if over is not None and (
            over not in serving or outline.items[serving[over]].id not in parents
        ):
            continue
        if over is not None and (node.level > 2 or node.found.label is None):
            continue
        places = found.transcript.locate(node.found.block.span(0, node.found.end))
        if places:
            result.append(ExtraSection(squash(node.found.printed), places[0]))
    return tuple(result)


def _above(nodes: Sequence[Node], n: int) -> set[int]:
    above: set[int] = set()
    over = nodes[n].parent
    while over is not None:
        above.add(over)
        over = nodes[over].parent
    return above
