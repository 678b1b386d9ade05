"""From what was found to verdicts: the rules of what ``covered`` means, with evidence and doubt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.outline.align import Pair
from pipeline.outline.confidence import LEAF, PARENT, published, sure
from pipeline.outline.evidence import Findings, evidence_of, poor_pages
from pipeline.outline.extras import extra_sections
from pipeline.outline.facts import ENOUGH
from pipeline.outline.gaps import pages_with_gaps
from pipeline.outline.likeness import Titles, is_kept
from pipeline.outline.places import misplaced, out_of_order
from pipeline.outline.presence import ENOUGH as SPOKEN
from pipeline.outline.presence import all_signs, present
from pipeline.outline.reasons import reason
from pipeline.outline.subjects import subjects_of
from pipeline.points import POINTS, parent_content, part_scores
from pipeline.records import (
    ContentVerdict,
    Coverage,
    HeadingVerdict,
    ItemVerdict,
    Outline,
    OutlineItem,
    Span,
)
from pipeline.text import squash

_ANCHOR = 0.3
"""Subject score without which a clause proves nothing for an item that has no heading."""


_READ_WELL = 0.95
"""Words of an office scan are read so surely; only what is read worse takes from a verdict."""
REVIEW = 0.9
"""Below this chance (as fitted, not as published) a person should look: above it .96 of the
verdicts are right on letters whose writer was left out (``tools.outline.measure --left-out``), and
a person is asked about one verdict in four."""


@dataclass(frozen=True, slots=True)
class Draft:
    heading: HeadingVerdict
    content: ContentVerdict
    spans: tuple[Span, ...]
    confidence: float
    pair: Pair | None
    first: int | None
    kind: str
    signs: Mapping[str, float]


def coverage_of(found: Findings, outline: Outline, titles: Titles) -> Coverage:
    """The verdicts on all items, the extra sections, and the score."""
    done = drafts_of(found, outline, titles)
    positions = {
        outline.items[p.item].id: found.nodes[p.node].found.index
        for p in found.pairs
        if not _is_misplaced(found, outline.items[p.item], done[p.item], outline)
    }
    disordered = out_of_order(positions, outline)
    gaps = pages_with_gaps(found.transcript, found.body)
    verdicts = tuple(
        _verdict(found, outline, n, draft, done, disordered, gaps) for n, draft in enumerate(done)
    )
    scores = part_scores(outline, verdicts)
    return Coverage(
        outline=outline.name,
        score=scores[0].lenient,
        items=verdicts,
        extra_sections=extra_sections(found, outline),
        order_changed=bool(disordered),
        scores=scores,
    )


def drafts_of(found: Findings, outline: Outline, titles: Titles) -> list[Draft]:
    """What is found of each item, before order and reading doubts are looked at."""
    by_item = {p.item: p for p in found.pairs}
    drafts: list[Draft | None] = [None] * len(outline.items)
    for n in reversed(range(len(outline.items))):  # children stand after their parents
        item = outline.items[n]
        children = [k for k, i in enumerate(outline.items) if i.parent == item.id]
        if children:
            ready = [d for k in children if (d := drafts[k]) is not None]
            drafts[n] = _parent(found, n, by_item.get(n), ready, children, outline, titles)
        else:
            drafts[n] = _leaf(found, n, by_item.get(n), titles)
    return [d for d in drafts if d is not None]


def _leaf(found: Findings, n: int, pair: Pair | None, titles: Titles) -> Draft:
    mine = found.of(n)
    heading = _heading(found, pair, n, titles)
    chance = 1.0
    if pair is None:
        mine, chance = _headless(found, n, mine, titles)
    telling = [k for k in mine if found.fact(k, n) >= ENOUGH]
    shown = telling or mine
    content: ContentVerdict = "full" if telling else "none"
    if not telling and (mine or pair is not None):
        content = "thin"
    spans = _spans(found, shown)
    if pair is not None and not shown:
        node = found.nodes[pair.node].found
        spans = (node.block.span(0, node.end),)
    signs = _leaf_signs(found, n, pair, content, shown, titles, chance)
    first = shown[0] if shown else None
    return Draft(heading, content, spans, sure("leaf", signs), pair, first, "leaf", signs)


def _leaf_signs(
    found: Findings,
    n: int,
    pair: Pair | None,
    content: ContentVerdict,
    shown: Sequence[int],
    titles: Titles,
    chance: float,
) -> dict[str, float]:
    """The signs that ``confidence`` weighs."""
    signs = dict.fromkeys(LEAF, 0.0)
    signs[content if content != "thin" or shown else "bare_heading"] = 1.0
    if pair is not None:
        signs |= {"headed": 1.0, "likeness": min(1.0, pair.likeness)}
        signs |= {"inferred": float(pair.inferred), "merged": float(pair.merged)}
    if content == "full":
        best = max(found.scores[k][n] for k in shown)
        others = max(s for i, s in enumerate((*found.scores[shown[0]], 0.0)) if i != n)
        signs["full_subject"] = best if pair is None else 0.0
        signs["full_fact"] = max(found.fact(k, n) for k in shown)
        signs["full_clauses"] = min(len(shown), 4) / 4
        signs["lead"] = min(1.0, max(0.0, 0.5 + found.scores[shown[0]][n] - others))
        signs["shared"] = float(shown[0] in found.also.get(n, ()))
    elif content == "thin" and shown:
        signs["thin_fact"] = max(found.fact(k, n) for k in shown)
    elif content == "none":
        part = titles.outline.items[n].id.split(".")[0]
        signs["near"] = max((s[n] for s in found.scores), default=0.0)
        signs["near_home"] = max(
            (s[n] for s, w in zip(found.scores, found.owner, strict=True)
             if w >= 0 and titles.outline.items[w].id.split(".")[0] == part),
            default=0.0,
        )  # fmt: skip
    if pair is None:
        signs["certain"] = 2 * abs(chance - 0.5)
    signs["judgement"] = float(subjects_of(titles.outline).judgement[n])
    return signs


def _headless(found: Findings, n: int, mine: list[int], titles: Titles) -> tuple[list[int], float]:
    """The clauses of an item without heading, none where it is not spoken of, and the chance
    that it is. Its own clauses are shown where there are any, else the likeliest of all."""
    own = anchored(found, n, mine)
    outline = titles.outline
    rows = all_signs(found, n, own, outline, subjects_of(outline))
    if not rows:
        return [], 0.0
    chance, best = max((present(signs), -k) for k, signs in rows)
    return (own or [-best] if chance >= SPOKEN else []), chance


def anchored(found: Findings, n: int, mine: list[int]) -> list[int]:
    """Runs of clauses that begin with one that names the item's subject."""
    kept: list[int] = []
    for k in mine:
        follows = bool(kept) and kept[-1] == k - 1
        if follows or found.scores[k][n] >= _ANCHOR:
            kept.append(k)
    return kept


def _parent(
    found: Findings,
    n: int,
    pair: Pair | None,
    children: Sequence[Draft],
    numbers: Sequence[int],
    outline: Outline,
    titles: Titles,
) -> Draft:
    """Full with two thirds of its children; an optional child that is absent is no fault."""
    asked = [
        d
        for d, k in zip(children, numbers, strict=True)
        if not (outline.items[k].optional and d.content == "none")
    ]
    full = sum(d.content == "full" for d in asked)
    heading = _heading(found, pair, n, titles)
    own = found.of(n) if pair else anchored(found, n, found.of(n))
    judged = [(outline.items[k], d.content) for d, k in zip(children, numbers, strict=True)]
    content = parent_content(judged, pair is not None or bool(own))
    firsts = [k for d in children if (k := d.first) is not None] + own[:1]
    if pair is not None and not firsts:
        firsts = [k for k, c in enumerate(found.clauses) if pair.node in c.under][:1]
    first = min(firsts, default=None)
    spans = _spans(found, [first]) if first is not None else ()
    if pair is not None and not spans:
        node = found.nodes[pair.node].found
        spans = (node.block.span(0, node.end),)
    signs = dict.fromkeys(PARENT, 0.0)
    signs[content] = 1.0
    signs["headed"] = float(pair is not None)
    if asked:
        signs["mean"] = sum(d.confidence for d in asked) / len(asked)
        signs["least"] = min(d.confidence for d in asked)
        signs["margin"] = abs(full / len(asked) - 2 / 3)
        signs["odds"] = math.prod(d.confidence for d in asked)
    return Draft(heading, content, spans, sure("parent", signs), pair, first, "parent", signs)


def _heading(found: Findings, pair: Pair | None, n: int, titles: Titles) -> HeadingVerdict:
    if pair is None:
        return "none"
    if pair.merged:
        return "merged"
    return "kept" if is_kept(found.nodes[pair.node].found.title, titles, n) else "renamed"


def _spans(found: Findings, numbers: Sequence[int]) -> tuple[Span, ...]:
    return tuple(found.clauses[k].span for k in numbers[:3])


def _verdict(
    found: Findings,
    outline: Outline,
    n: int,
    draft: Draft,
    drafts: Sequence[Draft],
    disordered: frozenset[str],
    gaps: frozenset[int],
) -> ItemVerdict:
    item = outline.items[n]
    printed = None
    chance = draft.confidence
    if draft.pair is not None:
        printed = squash(found.nodes[draft.pair.node].found.printed)
    moved = item.id in disordered or (
        draft.content != "none" and _is_misplaced(found, item, draft, outline)
    )
    poor: tuple[int, ...] = ()
    if draft.content == "none":
        poor = poor_pages(found, [d.spans for d in drafts], n, gaps)
    for span in draft.spans[:1]:
        chance *= 0.5 + 0.5 * min(1.0, found.transcript.confidence(span) / _READ_WELL)
    chance = min(0.99, max(0.05, chance))
    # What may stand on a page that could not be read is never denied with confidence.
    shown = min(published(chance), 0.4 if poor else 1.0)
    return ItemVerdict(
        id=item.id,
        title=item.title,
        heading=draft.heading,
        content=draft.content,
        printed_heading=printed,
        moved=moved,
        score=POINTS[draft.content],
        confidence=round(shown, 3),
        review=chance < REVIEW or bool(poor),
        evidence=tuple(e for s in draft.spans for e in evidence_of(found.transcript, s)),
        why=reason(item, draft.heading, draft.content, printed, moved, poor),
    )


def _is_misplaced(found: Findings, item: OutlineItem, draft: Draft, outline: Outline) -> bool:
    serving: dict[int, tuple[str, ...]] = {}
    for pair in found.pairs:
        serving[pair.node] = (*serving.get(pair.node, ()), outline.items[pair.item].id)
    if draft.pair is not None:
        stack: list[int] = [draft.pair.node]
        while (over := found.nodes[stack[-1]].parent) is not None:
            stack.append(over)
    elif draft.first is not None:
        stack = list(found.clauses[draft.first].under)
    else:
        return False
    if draft.pair is None and any(i.parent == item.id for i in outline.items):
        return False  # a parent without heading stands where its children stand
    headed = frozenset(id_ for ids in serving.values() for id_ in ids)
    return misplaced(item, outline, [serving[k] for k in stack if k in serving], headed)
