"""A report against an outline: a verdict with evidence for every item."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.outline.align import Pair, align, marked_merged
from pipeline.outline.blocks import blocks
from pipeline.outline.clauses import Clause, clauses
from pipeline.outline.evidence import Findings
from pipeline.outline.facts import ENOUGH, fact_strength, novelty
from pipeline.outline.families import named
from pipeline.outline.headings import Node, tree
from pipeline.outline.likeness import Titles, titles_of
from pipeline.outline.looks import LIKELY, Candidate, candidates, variants
from pipeline.outline.nesting import lowered, nested, unasked
from pipeline.outline.owners import NOBODY, owners
from pipeline.outline.shares import shared
from pipeline.outline.subjects import Subjects, both, subjects_of
from pipeline.outline.tidings import tidings
from pipeline.outline.verdicts import coverage_of
from pipeline.records import Coverage, Letter, Outline, Reference, Transcript

_SURE_TITLE = 0.84
"""A paragraph whose words are an item's title is its heading, however it looks."""
_JUDGED_WORDS = 4
"""Fresh content words that make a statement concrete, where a judgement is asked for."""
_HOLLOW = 0.25
"""Their share of all words, below which a judgement is a formula. Of the labelled ones none that
is concrete lies below 0.32; a stranger may have one."""
_UNTOLD = 0.45
"""What a clause is worth at most that tells nothing: just no fact."""
_PLAIN = 0.8
"""A fact so plain (a document, a figure) that it needs no words of its own around it."""
_FAINT = 0.35
"""Likeness of a list's member that its text must confirm."""
_FAINT_TOLD, _MARGIN = 0.25, 0.05
"""What a heading in a gap must say of an item, and more than of the next."""
_SKIPPED = 3
"""Children that a parent needs for a report to leave the parent's heading out."""
_PART_TOLD = 0.15
"""What an outermost heading and its text must say of the one part that is missing there."""
_UNHEARD = 0.25
"""What a heading's words or one clause under it must say of an item that its place gave it."""
_BULLETS = ("dash", "plus")
_LONG_STORY = 24
"""And where there is none: a story of so many words of its own is no stock phrase."""
_TOLD_WORDS = 6
"""The same where a fact is asked for and only a hint of one is there."""


def judge(
    transcript: Transcript,
    letter: Letter | None,
    references: Sequence[Reference],
    outline: Outline,
) -> Coverage:
    """The report read against ``outline``. Whether the outline asks anything of this letter is
    for ``applies`` to say, before."""
    found = findings_of(transcript, letter, references, outline)
    return coverage_of(found, outline, titles_of(outline))


def findings_of(
    transcript: Transcript,
    letter: Letter | None,
    references: Sequence[Reference],
    outline: Outline,
) -> Findings:
    """Headings, clauses and what they say of the outline's items."""
    titles, subjects = titles_of(outline), subjects_of(outline)
    body = blocks(transcript, letter)
    nodes = tree(_chosen(candidates(body), titles, subjects), len(body))
    found = clauses(body, nodes)
    voices = tuple(subjects.voices(c.text) for c in found)
    scores = tuple(both(v) for v in voices)
    told = tidings(nodes, found, scores, titles, subjects)
    pairs = lowered(align(nodes, titles, told), nodes, titles)
    nodes = nested(nodes, pairs, outline)
    found = clauses(body, nodes)  # the same clauses, under headings that now stand right
    extra = unasked(nodes, pairs)
    owner = owners(found, scores, _serving(pairs), outline, subjects.judgement, extra)
    more = _named_by_content(nodes, pairs, found, owner, titles, told)
    more += _shared_by_content(nodes, pairs, found, owner, titles)
    if more:
        pairs = marked_merged((*pairs, *more))
        owner = owners(found, scores, _serving(pairs), outline, subjects.judgement, extra)
    if vain := _vain(nodes, pairs, found, scores, outline, subjects):
        pairs = marked_merged(p for p in pairs if p not in vain)
        owner = owners(found, scores, _serving(pairs), outline, subjects.judgement, extra)
    cited = _cited(found, references)
    facts = tuple(
        _fact(clause, who, cited[n], subjects, titles)
        for n, (clause, who) in enumerate(zip(found, owner, strict=True))
    )

    def telling(clause: int, item: int) -> float:
        return _fact(found[clause], item, cited[clause], subjects, titles)

    also = shared(found, scores, owner, _serving(pairs), outline, telling)
    return Findings(
        transcript, body, nodes, pairs, found, voices, scores, owner, facts, also, telling
    )


def _chosen(found: Sequence[Candidate], titles: Titles, subjects: Subjects) -> list[Candidate]:
    """The headings: what looks like one, what says an item's title in so many words, and the
    bullets of a list of such."""
    chosen: list[Candidate] = []
    listed = {
        c.index for c in named(found, lambda t: max(*titles.likeness(t), *subjects.score(t), 0.0))
    }
    for candidate in found:
        best = candidate
        like = max(titles.likeness(candidate.title), default=0.0)
        for other in variants(candidate):
            other_like = max(titles.likeness(other.title), default=0.0)
            # a text that says its title again is as like the title as the title itself
            vague = best is candidate and candidate.confidence < LIKELY
            if other_like >= _SURE_TITLE and (vague or other_like > like + 0.05):
                best, like = other, other_like
        labelled = best.label is not None and best.label.style not in ("dash", "plus")
        alone = len(best.title.split()) <= 25 and best.title[-1:].isalnum() and not best.run_in
        short = len(best.title.split()) <= 60 and (labelled or best.run_in or alone)
        if (
            best.confidence >= LIKELY
            or candidate.index in listed
            or (like >= _SURE_TITLE and short and best.score > -4.5 and not best.block.table)
        ):
            chosen.append(best)
    return chosen


def _serving(pairs: Sequence[Pair]) -> dict[int, tuple[int, ...]]:
    serving: dict[int, tuple[int, ...]] = {}
    for pair in pairs:
        serving[pair.node] = (*serving.get(pair.node, ()), pair.item)
    return serving


def _named_by_content(
    nodes: Sequence[Node],
    pairs: Sequence[Pair],
    found: Sequence[Clause],
    owner: Sequence[int],
    titles: Titles,
    told: Sequence[Sequence[float]],
) -> list[Pair]:
    """Headings whose words say nothing of an item: their text speaks of one brother that has no
    heading (``Hình thức và số lượng`` over the figures of propaganda), or they stand with the
    right number in the only gap that the brothers leave."""
    outline = titles.outline
    serving = _serving(pairs)
    headed = {p.item for p in pairs}
    result: list[Pair] = []
    for n, node in enumerate(nodes):
        if n not in serving and node.parent is None:
            part = _part_in_gap(n, nodes, pairs, outline, told[n])
            if part is not None and part not in headed:
                result.append(Pair(part, n, 0.0, inferred=True))
                headed.add(part)
        if n in serving or node.parent not in serving:
            continue
        if node.found.run_in and (node.found.label is None or node.found.style in _BULLETS):
            continue
        inside = [w for c, w in zip(found, owner, strict=True) if c.under[:1] == (n,)]
        over = {outline.items[i].id for i in serving[node.parent]}
        free = [k for k in range(len(outline.items)) if _free(k, over, headed, outline)]
        both = sorted(free, key=lambda i: (-inside.count(i), i))[:2]
        listed = len(titles.parts(node.found.title)) > 1
        if listed and len(both) > 1 and min(map(inside.count, both)) * 3 >= len(inside) > 0:
            result += [Pair(i, n, 0.0, inferred=True) for i in both]
            headed.update(both)
            continue
        votes = {i: inside.count(i) for i in free if _speaks_of(inside, i)}
        item = max(votes, key=lambda i: (votes[i], -i)) if votes else None
        if item is None:
            item = _gap(n, nodes, pairs, free, told[n])
        if item is not None:
            result.append(Pair(item, n, 0.0, inferred=True))
            headed.add(item)
    return result


def _free(k: int, over: Collection[str], headed: Collection[int], outline: Outline) -> bool:
    """Whether an item without heading stands under one of ``over``, levels without heading left
    out; only a level of some size is skipped by a report that has headings below it."""
    if k in headed:
        return False
    number = {item.id: n for n, item in enumerate(outline.items)}
    parent = outline.items[k].parent
    while parent is not None:
        if parent in over:
            return True
        brothers = sum(i.parent == parent for i in outline.items)
        if number[parent] in headed or brothers < _SKIPPED:
            return False
        parent = outline.item(parent).parent
    return False


def _speaks_of(owners_inside: Sequence[int], item: int) -> bool:
    """Whether half of a text is an item's, or a third that the text begins with."""
    count = owners_inside.count(item)
    begins = owners_inside[:1] == [item] and count * 3 >= len(owners_inside)
    return count > 0 and (count * 2 >= len(owners_inside) or begins)


def _shared_by_content(
    nodes: Sequence[Node],
    pairs: Sequence[Pair],
    found: Sequence[Clause],
    owner: Sequence[int],
    titles: Titles,
) -> list[Pair]:
    """Headings that list two subjects, of which the words named one item: a third of the text
    speaks of a brother without heading, and so, faintly, does the other member of the list."""
    items = titles.outline.items
    headed = {p.item for p in pairs}
    result: list[Pair] = []
    for pair in pairs:
        parts = titles.parts(nodes[pair.node].found.title)
        plain = pair.likeness >= _SURE_TITLE  # the whole heading names the one item
        if pair.merged or pair.inferred or plain or len(parts) < 2:
            continue
        inside = [w for c, w in zip(found, owner, strict=True) if c.under[:1] == (pair.node,)]
        for k, item in enumerate(items):
            if k in headed or item.parent != items[pair.item].parent:
                continue
            faint = any(
                (like := titles.likeness(p))[k] >= _FAINT and like[k] > like[pair.item]
                for p in parts
            )
            if faint and inside.count(k) * 3 >= len(inside) > 0:
                result.append(Pair(k, pair.node, _FAINT, inferred=True))
                headed.add(k)
    return result


def _vain(
    nodes: Sequence[Node],
    pairs: Sequence[Pair],
    found: Sequence[Clause],
    scores: Sequence[Sequence[float]],
    outline: Outline,
    subjects: Subjects,
) -> frozenset[Pair]:
    """Pairs that only the place of the heading spoke for: neither its words nor any clause under
    it speak of the item. A section of its own that no item asks for stands in many a gap."""
    parents = {i.parent for i in outline.items}
    return frozenset(
        p
        for p in pairs
        if p.inferred
        and outline.items[p.item].id not in parents
        and max(p.likeness, subjects.told(nodes[p.node].found.title)[p.item]) < _UNHEARD
        and all(
            s[p.item] < _UNHEARD
            for c, s in zip(found, scores, strict=True)
            if p.node in c.under and not c.form
        )
    )


def _part_in_gap(
    n: int,
    nodes: Sequence[Node],
    pairs: Sequence[Pair],
    outline: Outline,
    told: Sequence[float],
) -> int | None:
    """The part of the outline that an outermost heading between two served ones speaks of most,
    where that part has no heading yet: easily if it is the only one missing there."""
    tops = [k for k, i in enumerate(outline.items) if i.parent is None]
    outer = {p.node: p.item for p in pairs if nodes[p.node].parent is None and p.item in tops}
    low = max((i for k, i in outer.items() if k < n), default=-1)
    high = min((i for k, i in outer.items() if k > n), default=1 << 30)
    headed = {p.item for p in pairs}
    between = [i for i in tops if low < i < high and i not in headed]
    best = max(tops, key=lambda i: told[i])
    floor = _PART_TOLD if len(between) == 1 else 2 * _PART_TOLD
    return best if best in between and told[best] >= floor else None


def _gap(
    n: int,
    nodes: Sequence[Node],
    pairs: Sequence[Pair],
    free: Sequence[int],
    told: Sequence[float],
) -> int | None:
    """The free item between the items that the neighbouring headings serve: the only one, or
    the one that the heading and its text speak of most."""
    label = nodes[n].found.label
    if label is None or not label.ordinal:
        return None
    brothers = {p.node: p.item for p in pairs if nodes[p.node].parent == nodes[n].parent}
    low = max((i for k, i in brothers.items() if k < n), default=-1)
    high = min((i for k, i in brothers.items() if k > n), default=1 << 30)
    between = [i for i in free if low < i < high]
    if not between or not brothers:
        return None
    if len(between) > 1:
        first, second = sorted(between, key=lambda i: -told[i])[:2]
        if told[first] < _FAINT_TOLD or told[first] - told[second] < _MARGIN:
            return None
        return first
    first = min(brothers.values())
    return between[0] if between[0] > first or label.ordinal == 1 else None


def _cited(found: Sequence[Clause], references: Sequence[Reference]) -> list[bool]:
    spans = [m.span for r in references for m in r.mentions]
    return [any(c.span.overlaps(s) for s in spans) for c in found]


def _fact(clause: Clause, who: int, cited: bool, subjects: Subjects, titles: Titles) -> float:
    """How surely a clause earns its item the point, 0 to 1."""
    known = subjects.own[who] if who != NOBODY else frozenset[str]()
    away = (*titles.movement, *(i.title for i in titles.outline.items))
    strength = fact_strength(clause.text, cited, away)
    fresh, share = novelty(clause.text, known, titles.movement)
    judged = who != NOBODY and subjects.judgement[who]
    if judged and share < _HOLLOW and strength < _PLAIN:
        return min(strength, _UNTOLD)
    if judged and fresh >= _JUDGED_WORDS:
        return max(strength, min(0.9, 0.5 + 0.05 * (fresh - _JUDGED_WORDS)))
    if (strength >= 0.3 and fresh >= _TOLD_WORDS) or fresh >= _LONG_STORY:
        return max(strength, ENOUGH)
    if fresh < 2 and strength < _PLAIN:
        return min(strength, _UNTOLD)
    return strength
