"""The heading tree of a letter, from layout and text together.

Layout may be unknown (plain text), numbering may be wrong: neither decides alone. Each paragraph
gets a score of how much it looks like a heading; labels say only how deep it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.outline.blocks import Block, blocks
from pipeline.outline.labels import ALPHABET
from pipeline.outline.looks import LIKELY, Candidate, candidates
from pipeline.records import Heading, Letter, Span, Transcript

# From the outside to the inside; a style met anew opens a level below all styles before it.
_DEPTH: tuple[str, ...] = (
    "part", "letter", "bare caps", "roman", "arabic", "decimal", "decimal3", "decimal4",
    "bare bold", "alpha", "paren", "dash", "plus",
)  # fmt: skip


_BEFORE_I = ALPHABET.index("h") + 1


@dataclass(frozen=True, slots=True)
class Node:
    """A heading in the tree. ``level`` from 1; ``parent`` an index into the tree; its text is
    blocks ``[index, last)``, the first from ``found.body`` on."""

    found: Candidate
    level: int
    parent: int | None
    last: int


def headings(transcript: Transcript, letter: Letter | None = None) -> tuple[Heading, ...]:
    """The headings of a letter in reading order, each with the text it heads."""
    body = blocks(transcript, letter)
    nodes = tree([c for c in candidates(body) if c.confidence >= LIKELY], len(body))
    return tuple(as_heading(node, body) for node in nodes)


def as_heading(node: Node, body: Sequence[Block]) -> Heading:
    """A node as the record that others see."""
    found = node.found
    start = found.block.at(found.body) if found.body < len(found.block.text) else None
    after = body[found.index + 1 : node.last]
    if start is None:
        start = after[0].at(0) if after else found.block.span().end
    end = after[-1].span().end if after else max(start, found.block.span().end)
    return Heading(
        span=found.block.span(0, found.end),
        label=found.label.printed if found.label else None,
        title=found.title,
        level=node.level,
        body=Span(start, end),
        parent=node.parent,
        confidence=round(found.confidence, 4),
    )


def tree(found: Iterable[Candidate], blocks_count: int) -> tuple[Node, ...]:
    """Headings with their levels: a style that is open means a sibling, a new one a child."""
    nodes: list[Node] = []
    open_: list[tuple[str, int]] = []  # (style, index of node)
    for candidate in _settle_styles(list(found)):
        style, kept = candidate
        styles = [s for s, _ in open_]
        if style in styles:
            del open_[styles.index(style) :]
        else:
            rank = _DEPTH.index(style)
            while open_ and _DEPTH.index(open_[-1][0]) > rank:
                open_.pop()
        parent = open_[-1][1] if open_ else None
        for _, n in [p for p in enumerate(range(len(nodes))) if nodes[p[0]].last == -1]:
            if n not in {i for _, i in open_}:
                nodes[n] = replace(nodes[n], last=kept.index)
        open_.append((style, len(nodes)))
        nodes.append(Node(kept, len(open_), parent, -1))
    return tuple(replace(n, last=blocks_count) if n.last == -1 else n for n in nodes)


def _settle_styles(found: list[Candidate]) -> list[tuple[str, Candidate]]:
    """Each candidate's style. ``I.`` is a letter where ``H.`` came before it, else roman."""
    result: list[tuple[str, Candidate]] = []
    last_letter = 0
    for candidate in found:
        style, label = candidate.style, candidate.label
        lone = label is not None and label.printed.rstrip(". )/") == "I"
        if style == "roman" and lone and last_letter == _BEFORE_I:
            style = "letter"
        if style == "letter" and label is not None:
            last_letter = label.ordinal
        result.append((style, candidate))
    return result
