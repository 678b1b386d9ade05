"""What was found in one report, and the words on paper that show it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.outline.align import Pair
from pipeline.outline.blocks import Block, stepped_over
from pipeline.outline.clauses import Clause
from pipeline.outline.headings import Node
from pipeline.outline.subjects import Voices
from pipeline.records import (
    Evidence,
    Page,
    Span,
    Transcript,
)
from pipeline.text import squash

_POOR_PAGE = 0.6


_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one report."""

    transcript: Transcript
    body: Sequence[Block]
    nodes: Sequence[Node]
    pairs: Sequence[Pair]
    clauses: Sequence[Clause]
    voices: Sequence[Voices]
    """By clause what lexicon and learned words say of each item; ``scores``: both together."""
    scores: Sequence[Sequence[float]]
    owner: Sequence[int]
    facts: Sequence[float]
    also: Mapping[int, tuple[int, ...]]
    """By item that owns no clause: clauses of others that speak of it too."""
    telling: Callable[[int, int], float]
    """How surely a clause would earn an item the point, by their numbers."""

    def fact(self, clause: int, item: int) -> float:
        """How surely a clause earns an item the point."""
        mine = self.owner[clause] == item
        return self.facts[clause] if mine else self.telling(clause, item)

    def of(self, item: int) -> list[int]:
        """Numbers of the clauses that belong to an item, in order."""
        mine = [n for n, who in enumerate(self.owner) if who == item]
        return mine or list(self.also.get(item, ()))


def evidence_of(transcript: Transcript, span: Span) -> list[Evidence]:
    """The words on each page they stand on."""
    result = []
    for page in transcript.pages:
        if not page.span.overlaps(span):
            continue
        part = _trimmed(transcript, page, span)
        if part is None:
            continue
        quote = squash(transcript.quote(part))
        places = transcript.locate(part)
        if quote and places:
            result.append(Evidence(part, quote[:_QUOTE], places[0]))
    return result


def _trimmed(transcript: Transcript, page: Page, span: Span) -> Span | None:
    """What of a span stands on a page, without the page number that a sentence runs over."""
    start, end = max(span.start, page.span.start), min(span.end, page.span.end)
    lines = [
        line
        for line in transcript.lines
        if line.page == page.number and line.span.start < end and line.span.end > start
    ]
    aside = [stepped_over(transcript, line, page.span.start) for line in lines]
    while aside and aside[0]:
        start = max(start, lines[0].span.end)
        del lines[0], aside[0]
    while aside and aside[-1]:
        end = min(end, lines[-1].span.start)
        del lines[-1], aside[-1]
    return Span(start, end) if lines and start < end else None


def _is_poor(page: Page) -> bool:
    return page.status == "unreadable" or (page.status == "read" and page.confidence < _POOR_PAGE)


def poor_pages(
    found: Findings, spans: Sequence[Sequence[Span]], n: int, gaps: Collection[int] = ()
) -> tuple[int, ...]:
    """Pages on which an item may stand unread: those read badly between what was found before
    and after it, and all on which a passage is hidden. ``spans``: the evidence of all items in
    order; ``gaps``: pages with a hole among their lines."""
    pages = found.transcript.pages
    if not pages:
        return ()
    before = [s[0] for s in spans[:n] if s]
    after = [s[0] for s in spans[n + 1 :] if s]
    first = found.transcript.page_at(before[-1].start).number if before else pages[0].number
    last = found.transcript.page_at(after[0].start).number if after else pages[-1].number
    low, high = min(first, last), max(first, last)
    return tuple(
        p.number
        for p in pages
        if (low <= p.number <= high and _is_poor(p))
        # a passage that is hidden on a page read well may be any one, moved ones too
        or p.lost
        or p.number in gaps
    )
