"""Labelled clauses: those that were written for training, and those of the labelled reports.

An example knows its concepts, and among which concepts it was told apart: a clause of a report
on one outline says nothing of concepts that this outline does not ask for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from pipeline.knowledge.outlines import all_outlines
from pipeline.knowledge.relevance import NONE, RelevanceWeights
from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline import subjects
from pipeline.outline.judge import findings_of
from pipeline.outline.subjects import holders_of
from pipeline.records import Outline
from tools.outline.letters import Report, find

CLAUSES = Path(__file__).parent / "clauses"
_EARLY = 8
"""A label's first words may stand a few letters into the clause that holds them."""


@dataclass(frozen=True, slots=True)
class Example:
    """``source``: the report's name, or the file of written clauses."""

    text: str
    concepts: frozenset[str]
    among: frozenset[str]
    source: str
    report: bool = False


def written(outlines: Iterable[str]) -> Iterator[Example]:
    """The clauses written for training, as far as these outlines ask for their concepts."""
    names = {p: c.subject[0] for c in outline_wordings().concepts for p in c.subject}
    asked = frozenset(c for name in outlines for c in concepts_of(name))
    near = {
        names[key]: frozenset(names[n] for n in rows)
        for key, rows in _rows(CLAUSES / "near.yaml").items()
    }
    for file in sorted(CLAUSES.glob("*.yaml")):
        if file.stem == "near":
            continue
        for key, texts in _rows(file).items():
            concepts = frozenset((names[key],)) if key else frozenset[str]()
            if concepts <= asked:
                among = asked - near.get(names.get(key, ""), frozenset())
                yield from (Example(t, concepts, among, file.stem) for t in texts)


def _rows(file: Path) -> Mapping[str, Sequence[str]]:
    rows: Mapping[str, Sequence[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return rows


def labelled(report: Report) -> Iterator[Example]:
    """The clauses of a report with the concepts of the items that they stand for."""
    outline = report.outline
    held = concepts_of(outline.name)
    number = {item.id: n for n, item in enumerate(outline.items)}
    for text, items in owned(report):
        mine = {c for c, holders in held.items() for i in items if holders.get(number[i], 0) >= 1}
        yield Example(text, frozenset(mine), frozenset(held), report.name, True)


def owned(report: Report) -> Iterator[tuple[str, frozenset[str]]]:
    """The clauses of which it is known what they stand for: those that hold labelled words, and
    those that follow them under the item's own heading or in the same paragraph."""
    parents = {i.parent for i in report.outline.items}
    text = report.transcript.text
    marks: dict[int, set[str]] = defaultdict(set)
    headed: set[int] = set()
    for item in report.outline.items:
        label = report.labels[item.id]
        leaf = item.id not in parents and label["content"] != "none"
        head, quote = find(text, label.get("printed_heading")), find(text, label.get("quote"))
        if head is not None:
            own = leaf and label["heading"] != "merged"
            marks[head] |= {item.id} if own else set()
            headed |= {head} if own else set()
        if quote is not None and leaf:
            marks[quote].add(item.id)
    with learned(NONE):  # what is learned from must not hang on what was learned before
        found = findings_of(report.transcript, report.letter, report.references, report.outline)
    block, here = -1, set[str]()
    for clause in found.clauses:
        start, end = clause.span.start, clause.span.end
        inside = {m for m in marks if start - 2 <= m < end}
        before = max((m for m in marks if m < start + _EARLY), default=None)
        if inside:
            here = set().union(*(marks[m] for m in inside))
        elif before in headed:
            here = marks[before]
        elif clause.block != block and not (before is not None and _under(marks, headed, before)):
            here = set()
        block = clause.block
        if here and not clause.form:
            yield clause.text, frozenset(here)


def _under(marks: Mapping[int, set[str]], headed: set[int], mark: int) -> bool:
    """Whether the last labelled words stand right after the heading of the same one item."""
    above = max((h for h in marks if h < mark), default=None)
    return above in headed and marks[above] == marks[mark]


@contextmanager
def learned(weights: RelevanceWeights) -> Iterator[None]:
    """Puts other learned words in force for a while."""
    before = subjects.relevance_weights
    try:
        subjects.relevance_weights = lambda: weights  # type: ignore[assignment]
        subjects.subjects_of.cache_clear()
        yield
    finally:
        subjects.relevance_weights = before
        subjects.subjects_of.cache_clear()


@cache
def concepts_of(outline: str) -> Mapping[str, Mapping[int, float]]:
    """The concepts that an outline's items hold, with how far each item holds them."""
    rows = holders_of(_outline(outline))
    names = [c.subject[0] for c in outline_wordings().concepts]
    return {
        name: holders
        for name, holders in zip(names, rows, strict=True)
        if any(share >= 1 for share in holders.values())
    }


def _outline(name: str) -> Outline:
    return next(o for o in all_outlines() if o.name == name)
