"""From published documents to what the synthesis says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.compile.synthesis.groups import group_alike
from pipeline.compile.synthesis.model import Group, Passage, Section, Source, Synthesis
from pipeline.compile.synthesis.select import best, choose, quotes_of
from pipeline.compile.synthesis.totals import add_up
from pipeline.compile.tables import Published, clean, field_of, name_of, ordered, value_of
from pipeline.knowledge.synthesis import synthesis_words
from pipeline.records import Outline
from pipeline.text import fold

LIMIT = 5
_QUOTED_FIELDS = ("issuer", "number_symbol", "date")

Senders = tuple[Source, ...]
Answer = tuple[Source, Mapping[str, Any], Sequence[str]]
"""A report, its verdict on one item, and the text of its pages."""


def compose(documents: Iterable[Published], outline: Outline, limit: int = LIMIT) -> Synthesis:
    """What the reports scored by ``outline`` say, in its order. The same file sent twice counts
    once; reports come in Vietnamese order of province and issuer."""
    reports = _reports(documents, outline.name)
    sources = _sources(reports)
    used: Counter[str] = Counter()
    sections = []
    for item in outline.items:
        answers = _answers(reports, sources, item.id)
        leaf = next(outline.children(item.id), None) is None
        stated = [
            (str(r["file"]), q) for r in reports for q in r["quantities"] if q["section"] == item.id
        ]
        full, thin, absent, unsure = _states(answers)
        section = Section(
            item.id, item.title, leaf, full, thin, absent, unsure,
            add_up(s for s in stated if not s[1].get("ceiling")),
            add_up(s for s in stated if s[1].get("ceiling")),
        )  # fmt: skip
        sections.append(_with_words(section, answers, limit, used) if leaf else section)
    known = {item.id for item in outline.items}
    loose = [(str(r["file"]), q) for r in reports for q in r["quantities"]
             if q["section"] not in known and not q.get("ceiling")]  # fmt: skip
    return Synthesis(
        outline.name, outline.title, outline.guideline, tuple(sources), tuple(sections), limit,
        add_up(loose),
    )  # fmt: skip


def _reports(documents: Iterable[Published], outline: str) -> list[Published]:
    seen: set[str] = set()
    found = []
    for document in ordered(documents):
        coverage = document["coverage"]
        if coverage and coverage["outline"] == outline and document["sha256"] not in seen:
            seen.add(document["sha256"])
            found.append(document)
    return found


def _sources(reports: Sequence[Published]) -> list[Source]:
    names = Counter(name_of(r) for r in reports)
    return [
        Source(
            str(report["file"]),
            name_of(report),
            value_of(report, "number_symbol"),
            value_of(report, "date"),
            report["coverage"]["score"],
            tuple(n for n in _QUOTED_FIELDS if field_of(report, n).get("review")),
            names[name_of(report)] > 1,
            report["status"] == "partial",
        )
        for report in reports
    ]


def _answers(reports: Sequence[Published], sources: Sequence[Source], id: str) -> list[Answer]:
    return [
        (source, item, report["text"])
        for report, source in zip(reports, sources, strict=True)
        for item in report["coverage"]["items"]
        if item["id"] == id
    ]


def _states(answers: Sequence[Answer]) -> tuple[Senders, Senders, Senders, Senders]:
    """Full, thin, absent, unsure."""

    def those(content: str, review: bool | None = None) -> Senders:
        return tuple(
            s for s, i, _ in answers
            if i["content"] == content and (review is None or bool(i["review"]) == review)
        )  # fmt: skip

    return those("full"), those("thin"), those("none", False), those("none", True)


def _with_words(
    section: Section, answers: Sequence[Answer], limit: int, used: Counter[str]
) -> Section:
    if synthesis_words().is_grouped(section.title):
        said = [p for s, i, t in answers if i["content"] != "none" for p in quotes_of(i, s, t)]
        return replace(section, groups=_groups(said, limit))
    candidates = _one_a_sender(
        [p for s, i, t in answers if i["content"] == "full" if (p := best(quotes_of(i, s, t)))]
    )
    chosen = choose(candidates, limit, used)
    quoted = {p.source.file for p in chosen}
    also = tuple(s for s in section.full if s.file not in quoted)
    return replace(section, passages=tuple(chosen), also=also)


def _one_a_sender(passages: Iterable[Passage]) -> list[Passage]:
    """The last report of a sender stands for it: a later version mends an earlier one."""
    last: dict[str, Passage] = {}
    for passage in passages:
        known = last.get(passage.source.name)
        if known is None or passage.source.date >= known.source.date:
            last[passage.source.name] = passage
    return list(last.values())


def _groups(said: Sequence[Passage], limit: int) -> tuple[Group, ...]:
    made = []
    for words, passages in group_alike(said):
        most = (limit if words else 2 * limit) or len(passages)
        shown, more = _spread(passages, most)
        made.append(
            Group(
                tuple(clean(w) for w in words),
                len({p.source.file for p in passages}),
                tuple(shown),
                tuple(p.source for p in more),
            )
        )
    return tuple(made)


def _spread(passages: Sequence[Passage], most: int) -> tuple[list[Passage], list[Passage]]:
    """Up to ``most`` passages, each report's first before any report's second, the same words
    once; and the rest."""
    turn: Counter[str] = Counter()
    said: set[str] = set()
    order = []
    for at, passage in enumerate(passages):
        words = fold(passage.text)
        if words not in said:
            said.add(words)
            order.append((turn[passage.source.file], at))
        turn[passage.source.file] += 1
    taken = {at for _, at in sorted(order)[:most]}
    shown = [p for at, p in enumerate(passages) if at in taken]
    return shown, [p for at, p in enumerate(passages) if at not in taken]
