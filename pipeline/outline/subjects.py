"""Which item's own subject a clause speaks of, by the words of titles and by cues.

Nothing here knows a campaign: a cue belongs to an item because the item's title names the
concept that ``models/wordings/outline.yaml`` gives the cue to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.knowledge.relevance import NONE, RelevanceWeights, relevance_weights
from pipeline.knowledge.wordings import Concept, outline_wordings
from pipeline.outline.likeness import Titles, titles_of
from pipeline.outline.relevance import chances
from pipeline.outline.words import syllables, toneless, weighed
from pipeline.records import Outline, OutlineItem

_CUE, _HINT, _ANNOUNCED = 0.6, 0.34, 0.85
_OPENS = 0.61
"""What a phrase is worth that speaks for a subject only at the beginning of a clause."""
_PART = 0.55
_SHARED = 0.45
_HEAD = 1
"""Content syllables that may stand before a concept that is named first of all."""
_LEXICON, _LEARNED = 0.6, 0.9
"""What is left of the lexicon's word, and what the learned one counts, where there are both."""
_APART = 4
"""Letters between two syllables that still make a pair (``, và`` in between is too far)."""
_Cue = tuple[tuple[str, ...], tuple[tuple[int, float], ...]]


Voices = tuple[tuple[float, ...], tuple[float | None, ...]]
"""For each item what the lexicon says, and what was learned; None where nothing was."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """``pairs``: two neighbouring syllables of a title → items and strength; ``cues``: by first
    syllable, the whole cue and its items; ``own``: words of an item's title and wordings."""

    pairs: Mapping[tuple[str, str], tuple[tuple[int, float], ...]]
    cues: Mapping[str, tuple[_Cue, ...]]
    own: tuple[frozenset[str], ...]
    judgement: tuple[bool, ...]
    count: int
    parents: tuple[tuple[int, int], ...] = ()
    learned: RelevanceWeights = NONE
    held: tuple[tuple[int, tuple[tuple[int, float], ...]], ...] = ()
    """A learned concept's number, and the items that hold it with how far."""

    def told(self, text: str) -> tuple[float, ...]:
        """For each item, how surely a clause speaks of its subject."""
        return both(self.voices(text))

    def voices(self, text: str) -> Voices:
        """The same by the lexicon, and by what is learned of the concepts that the item holds."""
        likely = chances(self.learned, text) if self.held else ()
        heard: list[float | None] = [None] * self.count
        for concept, holders in self.held:
            for n, share in holders:
                heard[n] = max(heard[n] or 0.0, likely[concept] * share)
        return self.score(text), tuple(heard)

    def score(self, text: str) -> tuple[float, ...]:
        """For each item, how surely ``text`` speaks of its subject, 0 to 1."""
        left = [1.0] * self.count
        hint = [0.0] * self.count
        said: dict[int, int] = {}
        seen: set[tuple[str, ...]] = set()
        short = _plain(text)
        # cues that hold a function word (``còn hình thức``) are looked for in the whole text
        for exact in (short, syllables(text)):
            words = tuple(toneless(w) for w in exact)
            told = [0] * self.count  # up to where each item's cues have been heard
            for n in range(len(words)):
                for cue, items in self._known(words[n], exact[n]):
                    # one syllable must be the very word; several are known without tone marks
                    here = exact[n : n + 1] if len(cue) == 1 else words[n : n + len(cue)]
                    if here != cue or cue in seen:
                        continue
                    seen.add(cue)
                    end = n + len(cue)
                    for item, strength in items:
                        if end <= told[item]:
                            continue  # inside a longer cue of the same item
                        told[item] = end
                        if strength == _OPENS and n > 1:
                            continue
                        if strength <= _HINT:
                            # the second hint is worth half of the first, the third a quarter
                            said[item] = said.get(item, 0) + 1
                            hint[item] += strength / 2 ** (said[item] - 1)
                            continue
                        # what a judging clause begins with is what it announces
                        first = n <= 1 and strength >= _CUE and self.judgement[item]
                        left[item] *= 1 - (_ANNOUNCED if first else strength)
        words = tuple(toneless(w) for w in short)
        for pair in dict.fromkeys(pairwise(words)):
            for item, strength in self.pairs.get(pair, ()):
                left[item] *= 1 - strength
        own = [1 - x * (1 - y) for x, y in zip(left, hint, strict=True)]
        for n, over in self.parents:
            # a cause said to be one, with a hint of which kind, is of that kind
            if hint[n] > 0 and own[over] > 0:
                own[n] = 1 - (1 - own[n]) * (1 - 0.8 * own[over])
        return tuple(own)

    def _known(self, word: str, exact: str) -> Iterable[_Cue]:
        known = self.cues.get(word, ())
        return known if word == exact else (*known, *self.cues.get(exact, ()))


def both(voices: Voices) -> tuple[float, ...]:
    """For each item what the two voices say together."""
    return tuple(
        s if h is None else 1 - (1 - _LEXICON * s) * (1 - _LEARNED * h)
        for s, h in zip(*voices, strict=True)
    )


@cache
def _dropped() -> frozenset[str]:
    return frozenset(
        parts[0] for p in outline_wordings().function_words if len(parts := syllables(p)) == 1
    ) - frozenset(w for c in outline_wordings().compounds for w in syllables(c))


@lru_cache(maxsize=20_000)
def _plain(text: str) -> tuple[str, ...]:
    """The syllables without the function words that stand between the parts of a phrase."""
    return tuple(w for w in syllables(text) if w not in _dropped())


def holders_of(outline: Outline) -> list[dict[int, float]]:
    """For each concept, the items that hold it with how far."""
    titles = titles_of(outline)
    named = [_mentions(outline, c, titles) for c in outline_wordings().concepts]
    least = {n: min(m[n] for m in named if n in m) for n in {n for m in named for n in m}}
    return [_holders(outline, mentions, least) for mentions in named]


@lru_cache(maxsize=32)
def subjects_of(outline: Outline) -> Subjects:
    """The subjects of an outline's items."""
    titles = titles_of(outline)
    pairs: dict[tuple[str, str], dict[int, float]] = {}
    for n, item in enumerate(outline.items):
        for text in (item.title, *item.wordings):
            worth = _PART if text == item.title else _PART * 0.65
            for part in titles.parts(text):
                found = _pairs(part, titles)
                for pair in found:
                    strength = worth / math.sqrt(len(found))
                    rows = pairs.setdefault(pair, {})
                    rows[n] = max(rows.get(n, 0.0), strength)
    cues: dict[str, dict[tuple[str, ...], dict[int, float]]] = {}
    concepts = outline_wordings().concepts
    held = holders_of(outline)
    for concept, shares in zip(concepts, held, strict=True):
        phrases = [(p, _CUE) for p in concept.cues] + [(p, _HINT) for p in concept.hints]
        phrases += [(p, _OPENS) for p in concept.opens]
        for n, share in shares.items():
            for phrase, strength in phrases:
                cue = _key(phrase)
                cue_items = cues.setdefault(cue[0], {}).setdefault(cue, {})
                worth = strength if strength == _OPENS else strength * share
                cue_items[n] = max(cue_items.get(n, 0.0), worth)
    stock = {_key(p) for p in outline_wordings().empty_words}
    hinted = {
        cue for rows in cues.values() for cue, known in rows.items() if max(known.values()) <= _HINT
    }
    for pair in sorted(p for p in pairs if p in stock | hinted):
        # too common a word to name a subject by itself
        weak = cues.setdefault(pair[0], {}).setdefault(pair, {})
        for n in pairs.pop(pair):
            weak.setdefault(n, _HINT)
    for pair, holders in pairs.items():
        for n in cues.get(pair[0], {}).get(pair, {}):
            holders.pop(n, None)  # the same words count once
        _favour_elder(holders, outline)
    learned = relevance_weights()
    return Subjects(
        pairs={
            pair: tuple((i, s / math.sqrt(len(rows))) for i, s in sorted(rows.items()))
            for pair, rows in pairs.items()
        },
        cues={
            first: tuple(
                (cue, tuple(sorted(items.items())))
                for cue, items in sorted(rows.items(), key=lambda row: (-len(row[0]), row[0]))
            )
            for first, rows in cues.items()
        },
        own=tuple(
            frozenset(w for t in (i.title, *i.wordings) for w in syllables(t))
            for i in outline.items
        ),
        judgement=tuple(_is_judgement(outline, i) for i in outline.items),
        count=len(outline.items),
        parents=tuple(
            (n, k)
            for n, item in enumerate(outline.items)
            for k, over in enumerate(outline.items)
            if over.id == item.parent
        ),
        learned=learned,
        held=tuple(
            (learned.concepts.index(concept.subject[0]), tuple(sorted(shares.items())))
            for concept, shares in zip(concepts, held, strict=True)
            if shares and concept.subject[0] in learned.concepts
        ),
    )


def _key(phrase: str) -> tuple[str, ...]:
    words = syllables(phrase)
    return words if len(words) == 1 else tuple(toneless(w) for w in words)


def _pairs(part: str, titles: Titles) -> list[tuple[str, str]]:
    """Neighbouring content syllables of one member of a title."""
    words = [w for w in weighed(part, titles.movement) if w.weight >= 1.0]
    near = [(a.text, b.text) for a, b in pairwise(words) if b.start - a.end < _APART]
    return list(dict.fromkeys((toneless(a), toneless(b)) for a, b in near))


def _favour_elder(rows: dict[int, float], outline: Outline) -> None:
    """Of brothers that share words the elder holds them, and a parent before its children."""
    seen: set[str | None] = set()
    for n in sorted(rows):
        item = outline.items[n]
        if item.parent in seen:
            rows[n] *= _SHARED
        seen.update((item.parent, item.id))


def _mentions(outline: Outline, concept: Concept, titles: Titles) -> dict[int, int]:
    """The items whose title or wordings name a concept, with how many content syllables stand
    before it."""
    found: dict[int, int] = {}
    for n, item in enumerate(outline.items):
        for text in (item.title, *item.wordings):
            stream = _plain(text)
            if any(_find(stream, _plain(p)) is not None for p in concept.unless):
                continue
            heavy = {w.text for w in weighed(text, titles.movement) if w.weight >= 1.0}
            for phrase in concept.subject:
                at = _find(stream, _plain(phrase))
                if at is not None:
                    before = len(set(stream[:at]) & heavy)
                    found[n] = min(found.get(n, before), before)
    return found


def _holders(
    outline: Outline, found: Mapping[int, int], least: Mapping[int, int]
) -> dict[int, float]:
    """How far the items that name a concept hold it. One that names it first of all (``least``:
    what stands before the first concept of each item) holds it before one that names it on the
    way, of brothers that both begin with it the elder, and never a parent whose children hold it.
    """
    ids = {outline.items[n].id for n in found}
    held = [
        n
        for n in sorted(found)
        if not any(id_.startswith(outline.items[n].id + ".") for id_ in ids)
    ]
    heads = [n for n in held if found[n] <= _HEAD]
    heads = heads or [n for n in held if found[n] == least[n]]
    shares: dict[int, float] = {}
    for n in held:
        parent = outline.items[n].parent
        elder = any(k < n and outline.items[k].parent == parent for k in heads)
        shares[n] = _SHARED if elder or n not in heads else 1.0
    return shares


def _find(stream: tuple[str, ...], wanted: tuple[str, ...]) -> int | None:
    for n in range(len(stream) - len(wanted) + 1):
        if stream[n : n + len(wanted)] == wanted:
            return n
    return None


def _is_judgement(outline: Outline, item: OutlineItem) -> bool:
    """Whether an item asks for a judgement, so that a concrete statement is enough."""
    names = [item.title]
    above = item.parent
    while above is not None:
        over = outline.item(above)
        names.append(over.title)
        above = over.parent
    wanted = [syllables(p) for p in outline_wordings().judgement]
    # the item's own title must begin so; an ancestor's is enough where the item has one
    for name in names:
        stream = _plain(name)
        for phrase in wanted:
            at = _find(stream, _plain(" ".join(phrase)))
            if at is not None and at <= 3:
                return True
    return False
