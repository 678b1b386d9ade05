"""Counts that a letter states: how many collectives, people, awards, models, texts …

In plans they are ceilings, not results; so they are anywhere after ``không quá``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.blocks import Block, blocks
from pipeline.outline.headings import LIKELY, Node, as_heading, candidates, tree
from pipeline.records import Coverage, Heading, Letter, Quantity, Transcript
from pipeline.text import squash

_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,6}"
# What makes digits a name, not a count: Quyết định số 12, năm 2020, 12/2020.
_NAMED = re.compile(
    r"(?:\b(?:số|điều|khoản|năm|tháng|ngày|quý|mục|phần|bước|cấp|hạng|thứ)\s*:?\s*|[/\w,.])$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})[.;]\s")


@cache
def _pattern() -> re.Pattern[str]:
    wordings = outline_wordings()
    units = "|".join(
        re.escape(u).replace(r"\ ", r"\s+") for u in sorted(wordings.units, key=len, reverse=True)
    )
    between = "|".join(re.escape(b).replace(r"\ ", r"\s+") for b in wordings.between)
    return re.compile(
        rf"(?P<low>{_NUMBER})(?:\s*\([^()\d]{{2,30}}\))?"
        rf"(?:\s*(?:[-–—]|đến|tới)\s*(?P<high>{_NUMBER})(?:\s*\([^()\d]{{2,30}}\))?)?"
        rf"\s+(?:(?:{between})\s+)?(?P<unit>{units})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _awards() -> re.Pattern[str]:
    names = sorted(outline_wordings().awards, key=len, reverse=True)
    return re.compile("|".join(re.escape(n).replace(r"\ ", r"\s+") for n in names), re.IGNORECASE)


@cache
def _ceilings() -> re.Pattern[str]:
    words = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in outline_wordings().ceilings)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


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
        for match in _pattern().finditer(block.text):
            if _NAMED.search(block.text[max(0, match.start() - 12) : match.start()]):
                continue
            low, high = _number(match["low"]), _number(match["high"])
            if high is not None and (low is None or high <= low):
                continue
            span = block.span(match.start(), match.end())
            places = transcript.locate(span)
            if low is None or not places:
                continue
            unit = squash(match["unit"]).lower()
            award = _award(block.text, match.start(), match.end(), unit)
            ceiling = plan or _is_ceiling(block.text, match.start())
            found.append(
                Quantity(
                    count=low,
                    count_max=high,
                    unit=_printed(unit),
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


def _printed(unit: str) -> str:
    """Awards keep their capital."""
    for award in outline_wordings().awards:
        if award.lower() == unit:
            return award
    return unit


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = max((m.end() for m in _SENTENCE.finditer(text) if m.end() <= at), default=0)
    end = min((m.start() for m in _SENTENCE.finditer(text) if m.start() >= at), default=len(text))
    return start, end


def _award(text: str, start: int, end: int, unit: str) -> str | None:
    """The award that a count belongs to: the unit itself; for people the nearest one named
    before them in the sentence, else the first one after."""
    own = _printed(unit)
    if own != unit:
        return own
    if unit not in outline_wordings().people:
        return None
    first, last = _sentence(text, start)
    before = [m.group() for m in _awards().finditer(text, first, start)]
    if before:
        return _printed(squash(before[-1]).lower())
    after = _awards().search(text, end, last)
    return _printed(squash(after.group()).lower()) if after else None


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
            names = _awards().findall(block.text)
            if names:
                return _printed(squash(names[0]).lower())
        return None

    def _above(self, index: int) -> list[int]:
        return [
            n
            for n in reversed(range(len(self.nodes)))
            if self.nodes[n].found.index <= index < self.nodes[n].last
        ]
