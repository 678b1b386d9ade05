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
_SHORTEST = 4
"""Words that a part of a sentence needs to be a clause of its own."""
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
        if is_formula(block.text):
            continue
        blank, colon, _ = block.text[start:].partition(":")
        form = index not in heads and bool(colon) and is_form_field(blank)
        above: list[int] = []
        n = here
        while n is not None:
            above.append(n)
            n = nodes[n].parent
        for first, last in _cuts(block.text, start):
            text = block.text[first:last]
            if not any(ch.isalpha() for ch in text):
                continue
            if index >= len(body) - 2 and is_closing(text):
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
    cuts = [part for cut in cuts for part in _turned(text, *cut)]
    trimmed = []
    for first, last in cuts:
        lead = len(text[first:last]) - len(text[first:last].lstrip(" .:;-–+"))
        tail = len(text[first:last].rstrip()) - len(text[first:last])
        if first + lead < last + tail:
            trimmed.append((first + lead, last + tail))
    return trimmed


def _turned(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut where another thought begins (``…, song cũng do …``), or the main one after
    a lead-in (``Bên cạnh những thuận lợi, …``)."""
    turn, lead = _turns()
    places = [m.start() + 1 for m in turn.finditer(text, start, end)]
    opened = lead.match(text[start:end].lstrip())
    if opened and (comma := text.find(",", start, end)) > 0:
        places = [comma + 1, *(p for p in places if p > comma + 1)]
    parts: list[tuple[int, int]] = []
    at = start
    for place in (*places, end):
        last = place == end
        if not last and min(_count(text[at:place]), _count(text[place:end])) < _SHORTEST:
            continue
        parts.append((at, place))
        at = place
    return parts


def _count(text: str) -> int:
    return len(text.split())


@cache
def _turns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    wordings = outline_wordings()
    turns = "|".join(re.escape(t) for t in sorted(wordings.turns, key=len, reverse=True))
    leads = "|".join(re.escape(t) for t in sorted(wordings.leads, key=len, reverse=True))
    return (
        re.compile(rf",(?=\s+(?:{turns})\b)", re.IGNORECASE),
        re.compile(rf"(?:{leads})\b", re.IGNORECASE),
    )


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
    """Whether a sentence at a letter's end is a farewell: short, a closing formula in it."""
    words = syllables(text)
    return len(words) <= 45 and any(
        words[n : n + len(p)] == p for p in _formulas()[1] for n in range(len(words))
    )
