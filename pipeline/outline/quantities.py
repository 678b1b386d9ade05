"""Counts that a letter states: how many collectives, people, awards, models, texts …

In plans they are ceilings, not results; so they are anywhere after ``không quá``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.blocks import Block, blocks
from pipeline.outline.headings import Node, as_heading, tree
from pipeline.outline.looks import LIKELY, candidates
from pipeline.records import Coverage, Heading, Letter, Quantity, Transcript
from pipeline.text import bare, fold, squash

_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,6}"
# What makes digits a name, not a count: Quyết định số 12, năm 2020, 12/2020.
_NAMED = re.compile(
    r"(?:\b(?:so|dieu|khoan|nam|thang|ngay|quy|muc|phan|buoc|cap|hang|thu)\s*:?\s*|[/\w,.])$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})[.;]\s")


def _either(names: Iterable[str]) -> str:
    """A pattern for any of ``names`` without tone marks, which OCR loses first."""
    longest = sorted((bare(n) for n in names), key=lambda n: (-len(n), n))
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in longest)


@cache
def _pattern() -> re.Pattern[str]:
    wordings = outline_wordings()
    aside = r"(?:\s*\([^()\d]{2,30}\))?"
    return re.compile(
        # a range whose dash was lost shows by its second leading zero: 02 03 tập thể
        rf"(?P<low>{_NUMBER}){aside}(?:(?:\s*(?:[-–—]|den|toi)\s*|\s(?=0))(?P<high>{_NUMBER}){aside})?"
        rf"\s+(?:(?:{_either(wordings.between)})\s+)?(?P<unit>{_either(wordings.units)})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _awards() -> re.Pattern[str]:
    return re.compile(_either(outline_wordings().awards), re.IGNORECASE)


@cache
def _ceilings() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(outline_wordings().ceilings)})\b", re.IGNORECASE)


@cache
def _proper() -> dict[str, str]:
    """Units and awards as they are written, by their form without tone marks."""
    wordings = outline_wordings()
    return {fold(name): name for name in (*wordings.units, *wordings.awards)}


def quantities(
    transcript: Transcript, letter: Letter | None, coverage: Coverage | None = None
) -> tuple[Quantity, ...]:
    """The counts of a letter in reading order; ``section`` is the outline's item where the letter
    was judged, else the label of the heading above."""
    body = blocks(transcript, letter)
    nodes = tree([c for c in candidates(body) if c.confidence >= LIKELY], len(body))
    sections = _Sections(nodes, body, coverage)
    plan = letter is not None and letter.kind == "plan"
    found: list[Quantity] = []
    for index, block in enumerate(body):
        text = bare(block.text)
        for match in _pattern().finditer(text):
            if _NAMED.search(text[max(0, match.start() - 12) : match.start()]):
                continue
            low, high = _number(match["low"]), _number(match["high"])
            if high is not None and (low is None or high <= low):
                continue
            span = block.span(match.start(), match.end())
            places = transcript.locate(span)
            if low is None or not places:
                continue
            unit = _proper()[fold(match["unit"])]
            award = _award(text, match.start(), match.end(), unit)
            ceiling = plan or _is_ceiling(text, match.start())
            found.append(
                Quantity(
                    count=low,
                    count_max=high,
                    unit=unit,
                    award=award or (sections.award(index) if ceiling else None),
                    raw=squash(transcript.quote(span)),
                    span=span,
                    place=places[0],
                    section=sections.of(index, span.start),
                    ceiling=ceiling,
                )
            )
    return tuple(found)


def _number(text: str | None) -> int | None:
    return int(text.replace(".", "")) if text else None


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = max((m.end() for m in _SENTENCE.finditer(text) if m.end() <= at), default=0)
    end = min((m.start() for m in _SENTENCE.finditer(text) if m.start() >= at), default=len(text))
    return start, end


def _award(text: str, start: int, end: int, unit: str) -> str | None:
    """The award that a count belongs to: the unit itself; for people the nearest one named
    before them in the sentence, else the first one after."""
    wordings = outline_wordings()
    if unit in wordings.awards:
        return unit
    if unit not in wordings.people:
        return None
    first, last = _sentence(text, start)
    before = [m.group() for m in _awards().finditer(text, first, start)]
    if before:
        return _proper()[fold(before[-1])]
    after = _awards().search(text, end, last)
    return _proper()[fold(after.group())] if after else None


def _is_ceiling(text: str, at: int) -> bool:
    first, _ = _sentence(text, at)
    return bool(_ceilings().search(text, first, at))


class _Sections:
    """Under which item, or else which heading, a place stands."""

    def __init__(
        self, nodes: Sequence[Node], body: Sequence[Block], coverage: Coverage | None
    ) -> None:
        self.nodes = nodes
        self.body = body
        self.headings: list[Heading] = [as_heading(n, body) for n in nodes]
        self.by_title: dict[str, str] = {}
        self.evidence: list[tuple[int, int, str]] = []
        if coverage is None:
            return
        parents = {i.id.rpartition(".")[0] for i in coverage.items}
        for item in coverage.items:
            if item.printed_heading is not None:
                self.by_title.setdefault(item.printed_heading, item.id)
            if item.id not in parents:
                for piece in item.evidence:
                    if piece.span is not None:
                        self.evidence.append((piece.span.start, piece.span.end, item.id))

    def of(self, index: int, at: int) -> str | None:
        for start, end, item in self.evidence:
            if start <= at < end:
                return item
        above = self._above(index)
        for n in above:
            item_id = self.by_title.get(squash(self.nodes[n].found.printed))
            if item_id is not None:
                return item_id
        if self.by_title or not above:
            return None
        innermost = self.headings[above[0]]
        return innermost.label or innermost.title

    def award(self, index: int) -> str | None:
        """The award that the headings and the sentences just above a ceiling speak of."""
        above = self._above(index)
        first = self.nodes[above[-1]].found.index if above else max(0, index - 3)
        for block in reversed(self.body[first : index + 1]):
            found = _awards().search(bare(block.text))
            if found:
                return _proper()[fold(found.group())]
        return None

    def _above(self, index: int) -> list[int]:
        return [
            n
            for n in reversed(range(len(self.nodes)))
            if self.nodes[n].found.index <= index < self.nodes[n].last
        ]
