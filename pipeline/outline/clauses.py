"""The text of a report cut into clauses: by paragraph and label first, then by full stop and
semicolon. Each clause knows under which headings it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.blocks import Block
from pipeline.outline.headings import Node
from pipeline.outline.labels import UPPER
from pipeline.outline.looks import is_form_field
from pipeline.outline.words import syllables
from pipeline.records import Span

# A full stop ends a sentence where a capital follows and no number or initial stands before it.
_END = re.compile(
    rf"(?<=[^\W_])(?<=\w[\w%”\"')])[.!?…]+[”\"')]*\s+(?=[{UPPER}“\"(\d])|(?<=[%”\"')])\.\s+(?=[{UPPER}])|;\s*"
)
_TITLES = re.compile(r"(?:TP|Tp|PGS|TS|ThS|GS|TM|KT|TL|TUQ|Q|St|TX)$")


@dataclass(frozen=True, slots=True)
class Clause:
    """``text`` at ``span`` of the transcript; ``block`` its paragraph; ``under`` the headings
    above it, innermost first; ``order`` its place in the report; ``table`` a table's row;
    ``form`` a filled-in blank (``Tên đơn vị: …``)."""

    text: str
    span: Span
    block: int
    under: tuple[int, ...]
    order: int
    table: bool = False
    form: bool = False


def clauses(body: Sequence[Block], nodes: Sequence[Node]) -> tuple[Clause, ...]:
    """All clauses of the body, headings left out."""
    heads = {node.found.index: n for n, node in enumerate(nodes)}
    found: list[Clause] = []
    here: int | None = None
    for index, block in enumerate(body):
        start = block.label.end if block.label else 0
        if index in heads:
            here = heads[index]
            start = nodes[here].found.body
        elif here is not None and nodes[here].last <= index:
            here = nodes[here].parent
        if is_formula(block.text) or (index >= len(body) - 2 and is_closing(block.text)):
            continue
        form = index not in heads and is_form_field(block.text[start:].partition(":")[0])
        above: list[int] = []
        n = here
        while n is not None:
            above.append(n)
            n = nodes[n].parent
        for first, last in _cuts(block.text, start):
            text = block.text[first:last]
            if len(syllables(text)) < 1:
                continue
            found.append(
                Clause(
                    text,
                    block.span(first, last),
                    index,
                    tuple(above),
                    len(found),
                    block.table,
                    form,
                )
            )
    return tuple(found)


def _cuts(text: str, start: int) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(text, start):
        if _TITLES.search(text[at : match.start()]):
            continue
        cuts.append((at, match.start() + 1))
        at = match.end()
    cuts.append((at, len(text)))
    trimmed = []
    for first, last in cuts:
        lead = len(text[first:last]) - len(text[first:last].lstrip(" .:;-–+"))
        tail = len(text[first:last].rstrip()) - len(text[first:last])
        if first + lead < last + tail:
            trimmed.append((first + lead, last + tail))
    return trimmed


@cache
def _formulas() -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    wordings = outline_wordings()
    return (
        tuple(syllables(p) for p in wordings.opening),
        tuple(syllables(p) for p in wordings.closing),
    )


def is_formula(text: str) -> bool:
    """Whether a paragraph only opens or closes the letter (``… báo cáo như sau:``)."""
    words = syllables(text)
    opening, closing = _formulas()
    ends = text.rstrip().endswith(":") and any(words[-len(p) :] == p for p in opening)
    return ends or any(words[: len(p)] == p for p in closing)


def is_closing(text: str) -> bool:
    """Whether the last paragraph is a farewell: short, and a closing formula stands in it."""
    words = syllables(text)
    return len(words) <= 45 and any(
        words[n : n + len(p)] == p for p in _formulas()[1] for n in range(len(words))
    )
