"""How alike a printed heading and an outline's titles are.

Content words weigh by how rare they are among the outline's titles; boilerplate weighs nothing.
Two different items can be very alike, so likeness alone proves little: ``align`` adds order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.words import WEAK, syllables, toneless, weighed
from pipeline.records import Outline, OutlineItem
from pipeline.text import bare

_OWN_TITLE, _WORDING, _SYNONYM = 1.0, 0.97, 0.93
_NAME = re.compile(r"[“\"]([^”\"]{6,})[”\"]")
_JOINTS = re.compile(r"[,;/]|\s+[-–]\s+|\s(?:và|cùng|kèm)\s", re.IGNORECASE)
_SAME_PRINT = 91
_SHORT = 0.9
"""Likeness of a title to its own first members."""
_LONE = 0.45
"""What a shared syllable counts whose neighbours are other ones."""
_MENDED = 0.6
"""What a word counts that only looks like the title's."""
KEPT_SHARE = 0.75
_LONG = 4
"""Letters a syllable needs before one wrong letter can be forgiven."""


@dataclass(frozen=True, slots=True)
class Row:
    """One title that stands for item number ``item``."""

    item: int
    words: Mapping[str, float]
    text: str
    bare: str
    factor: float
    near: frozenset[tuple[str, str]] = frozenset()
    alone: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()
    """The title cut at each comma or ``và``: what it is called for short."""


@dataclass(frozen=True, slots=True)
class Titles:
    """All titles of an outline, ready to be compared with."""

    outline: Outline
    movement: tuple[str, ...]
    idf: Mapping[str, float]
    rows: tuple[Row, ...]
    index: Mapping[str, tuple[int, ...]]
    by_bare: Mapping[str, str]
    long_words: tuple[tuple[str, str], ...]
    memo: dict[str, tuple[float, ...]] = field(default_factory=dict, compare=False)
    near: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def likeness(self, title: str) -> tuple[float, ...]:
        """For each item, how alike ``title`` is to its best title, 0 to 1."""
        if title not in self.memo:
            if len(self.memo) > 5000:
                self.memo.clear()
            self.memo[title] = self._likeness(title)
        return self.memo[title]

    def _likeness(self, title: str) -> tuple[float, ...]:
        best = [0.0] * len(self.outline.items)
        words = self.mended(title)
        whole = _bare_words(title)
        mass = sum(w * self.idf.get(t, 1.0) for t, w in words.items())
        near = sorted({n for word in words for n in self.index.get(word, ())})
        plain = bare(" ".join(words))
        for n in near if words else range(len(self.rows)):
            row = self.rows[n]
            if whole == row.bare:
                value = 1.0
            elif not words or not row.words:
                value = max(0.0, fuzz.ratio(whole, row.bare) / 100 - 0.15) if not row.words else 0.0
            else:
                held = _held_by_neighbours(words, row)
                shared = sum(
                    min(w, row.words[t]) * self.idf.get(t, 1.0) * (1.0 if t in held else _LONE)
                    for t, w in words.items()
                    if t in row.words
                )
                total = sum(w * self.idf.get(t, 1.0) for t, w in row.words.items())
                from_title, of_title = shared / mass, shared / total
                alike = max(
                    0.75 * from_title + 0.25 * of_title, 0.45 * from_title + 0.55 * of_title
                )
                order = fuzz.ratio(plain, row.text) / 100
                value = (0.75 * alike + 0.25 * order) * min(1.0, mass / 0.8 + 0.2)
            if whole in row.beginnings:
                value = max(value, _SHORT)
            best[row.item] = max(best[row.item], value * row.factor)
        return tuple(best)

    def ordered(self, title: str, item: int) -> float:
        """Likeness of the whole titles, word order counted, against the nearest of the item's."""
        plain = bare(" ".join(self.mended(title)))
        return max(
            (fuzz.ratio(plain, r.text) / 100 for r in self.rows if r.item == item), default=0.0
        )

    def mended(self, title: str) -> dict[str, float]:
        """The content words of ``title`` with weights; a misread word counts less."""
        words: dict[str, float] = {}
        for word in weighed(title, self.movement):
            if word.weight <= 0:
                continue
            text, weight = word.text, word.weight
            if text not in self.idf:
                known = self.by_bare.get(toneless(text))
                if known is not None:
                    text, weight = known, weight * 0.85
                elif len(text) >= _LONG and len(close := self._near(toneless(text))) == 1:
                    text, weight = close[0], weight * 0.75
            words[text] = max(words.get(text, 0.0), weight)
        return words

    def _near(self, word: str) -> tuple[str, ...]:
        """Known words at most one letter away, tone marks aside."""
        if word not in self.near:
            self.near[word] = tuple(
                known
                for plain, known in self.long_words
                if Levenshtein.distance(plain, word, score_cutoff=1) <= 1
            )
        return self.near[word]

    def parts(self, title: str) -> tuple[str, ...]:
        """The members of a heading that lists several subjects."""
        return tuple(p.strip() for p in _JOINTS.split(title) if syllables(p))


@lru_cache(maxsize=32)
def titles_of(outline: Outline) -> Titles:
    """The titles of an outline; its movement's own name, in quotation marks, is boilerplate."""
    movement = tuple(_NAME.findall(outline.title))
    counts: dict[str, int] = {}
    for item in outline.items:
        for text in {w.text for w in weighed(item.title, movement) if w.weight > 0}:
            counts[text] = counts.get(text, 0) + 1
    total = len(outline.items)
    idf = {w: math.log(1 + total / n) / math.log(1 + total) for w, n in counts.items()}
    rows = [
        _row(n, text, factor, movement)
        for n, item in enumerate(outline.items)
        for text, factor in _names(item)
    ]
    for row in rows:
        for word in row.words:
            idf.setdefault(word, 1.0)
    index: dict[str, list[int]] = {}
    for n, row in enumerate(rows):
        for word in row.words:
            index.setdefault(word, []).append(n)
    return Titles(
        outline=outline,
        movement=movement,
        idf=idf,
        rows=tuple(rows),
        index={w: tuple(ns) for w, ns in index.items()},
        by_bare={bare(w): w for w in sorted(idf, reverse=True)},
        long_words=tuple((bare(w), w) for w in sorted(idf) if len(w) >= _LONG),
    )


def _held_by_neighbours(words: Mapping[str, float], row: Row) -> set[str]:
    """The words of a title that stand beside the same word in both titles, or are all of a
    member of it: most Vietnamese words have two syllables, and one of them alone is another word
    (``các mặt``, ``tiền mặt``)."""
    held: set[str] = set(words) if len(words) == 1 else set()
    for pair in pairwise(words):
        if pair in row.near:
            held.update(pair)
    held.update(w for w in words if w in row.alone)
    return held


def _names(item: OutlineItem) -> list[tuple[str, float]]:
    """The item's title, its wordings, and the synonyms of any of these."""
    names = [(item.title, _OWN_TITLE), *((w, _WORDING) for w in item.wordings)]
    own = {tuple(sorted(set(_content(item.title))))}
    for group in outline_wordings().synonyms:
        if any(tuple(sorted(set(_content(p)))) in own for p in group):
            names += [(p, _SYNONYM) for p in group]
    return names


def _row(item: int, text: str, factor: float, movement: tuple[str, ...]) -> Row:
    words: dict[str, float] = {}
    for word in weighed(text, movement):
        if word.weight > 0:
            words[word.text] = max(words.get(word.text, 0.0), word.weight)
    plain = [_bare_words(text[: m.start()]) for m in _JOINTS.finditer(text)]
    beginnings = frozenset(p for p in plain if p.count(" ") > 1)
    members = [[w.text for w in weighed(p, movement) if w.weight > 0] for p in _JOINTS.split(text)]
    return Row(
        item,
        words,
        bare(" ".join(words)),
        _bare_words(text),
        factor,
        frozenset(pairwise(words)),
        frozenset(m[0] for m in members if len(m) == 1),
        beginnings,
    )


def _bare_words(text: str) -> str:
    return " ".join(syllables(bare(text).lower()))


def _content(text: str, movement: tuple[str, ...] = ()) -> list[str]:
    return [w.text for w in weighed(text, movement) if w.weight > 0]


def is_kept(heading: str, titles: Titles, item: int) -> bool:
    """Whether a heading keeps the item's title, shortened or extended: three quarters of its
    content words come from there, or it holds the whole title and half of it is the title."""
    title = titles.outline.items[item].title
    mine = titles.mended(heading)
    theirs = set(_content(title, titles.movement))
    if not mine:
        # only words that any heading has: the same ones, and the number of the rest plays no part
        return bool(_framework(heading) & _framework(title))
    if not theirs:
        return fuzz.ratio(bare(heading).lower(), bare(title).lower()) >= 75
    wanted = bare(" ".join(dict.fromkeys(_content(title, titles.movement))))
    if fuzz.ratio(bare(" ".join(mine)), wanted) >= _SAME_PRINT:
        return True  # the same title, with letters misread
    printed = set(_content(heading, titles.movement))
    # a word with other tone marks may be misread, or another word
    shared = sum(1.0 if w in printed else _MENDED for w in mine if w in theirs)
    if shared >= KEPT_SHARE * len(mine):
        # weak words alone (nội dung, tình hình) keep nothing
        return any(w in theirs and v > WEAK for w, v in mine.items()) or shared == len(mine)
    return shared >= 0.9 * len(theirs) and _begins_with(heading, title, titles)


def _framework(title: str) -> set[str]:
    """The words of the list ``no_content`` that stand in a title."""
    plain = f" {_bare_words(title)} "
    return {w for w in outline_wordings().no_content if f" {_bare_words(w)} " in plain and " " in w}


def _begins_with(heading: str, title: str, titles: Titles) -> bool:
    """Whether a heading is the title first, and more after a comma, semicolon or ``và``."""
    wanted = bare(" ".join(_content(title, titles.movement)))
    for joint in _JOINTS.finditer(heading):
        said = bare(" ".join(_content(heading[: joint.start()], titles.movement)))
        if fuzz.ratio(said, wanted) >= 90:
            return True
    return False
