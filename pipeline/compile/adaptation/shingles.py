"""Passages that two texts share word for word, found by runs of syllables (shingles).

Exact, not sampled: an index of ``SHINGLE`` syllables finds where to look, and greedy tiling
(Wise 1993) takes the longest run at each place. Diacritics are left out of the comparison, and
short gaps are bridged, so that a letter misread by OCR does not break a passage in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compile.adaptation.flow import Flow, syllables
from pipeline.text import bare

SHINGLE = 6
"""Syllables that must agree in a row before two texts are compared at all."""
FEWEST = 10
"""Syllables of its own (not of titles, names, symbols) that a shared passage must have."""
BRIDGE = 2
"""Syllables that may differ between two runs that follow each other in both texts."""
_MASK = 4

Index = Mapping[tuple[str, ...], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one text that stand in another too. Pages count from 1. ``syllables`` counts
    those that are the passage's own."""

    text: str
    page: int
    other_text: str
    other_page: int
    syllables: int


@dataclass(frozen=True, slots=True)
class Shingled:
    """A text ready for comparison. ``own``: for each syllable, whether it is the text's own
    wording, and not a title, a name or a citation that everybody must print the same."""

    flow: Flow
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    own: tuple[bool, ...]
    index: Index

    @property
    def size(self) -> int:
        return sum(self.own)

    def text(self, first: int, last: int) -> str:
        """The words from syllable ``first`` up to, not with, ``last``."""
        return self.flow.text[self.spans[first][0] : self.spans[last - 1][1]]


def shingle(flow: Flow, masks: Iterable[str] = ()) -> Shingled:
    """``masks``: wordings that are nobody's own."""
    found = syllables(flow.text)
    words = tuple(bare(w) for w, _, _ in found)
    common = {gram for mask in masks for gram in _grams(_words(mask), _MASK)}
    own = [True] * len(words)
    for at, gram in enumerate(_grams(words, _MASK)):
        if gram in common:
            own[at : at + _MASK] = [False] * _MASK
    index: dict[tuple[str, ...], list[int]] = {}
    for at, gram in enumerate(_grams(words, SHINGLE)):
        index.setdefault(gram, []).append(at)
    return Shingled(flow, words, tuple((a, b) for _, a, b in found), tuple(own), index)


def shared(one: Shingled, other: Shingled) -> tuple[Passage, ...]:
    """Passages of ``one`` that ``other`` has too, in the order of ``one``. Compared with itself,
    a text shares what it says twice: each repetition is given once, at its later place."""
    same = one is other
    runs: list[tuple[int, int, int]] = []  # from, to in `one`; from in `other`
    at = 0
    while at + SHINGLE <= len(one.words):
        places = other.index.get(one.words[at : at + SHINGLE], ())
        options = [p for p in places if not same or p + SHINGLE <= at]
        if not options:
            at += 1
            continue
        length, there = max((_run(one, at, other, p, same), -p) for p in options)
        runs.append((at, at + length, -there))
        at += length
    found = []
    for start, end, there, there_end, own in _bridged(runs, one.own):
        if own >= FEWEST:
            found.append(
                Passage(
                    one.text(start, end),
                    one.flow.page(one.spans[start][0]),
                    other.text(there, there_end),
                    other.flow.page(other.spans[there][0]),
                    own,
                )
            )
    return tuple(found)


def _run(one: Shingled, at: int, other: Shingled, there: int, same: bool) -> int:
    """How many syllables agree from these two places on; within one text they don't overlap."""
    n = SHINGLE
    room = min(len(one.words) - at, (at if same else len(other.words)) - there)
    while n < room and one.words[at + n] == other.words[there + n]:
        n += 1
    return n


def _bridged(
    runs: Sequence[tuple[int, int, int]], own: Sequence[bool]
) -> list[tuple[int, int, int, int, int]]:
    """Runs joined over short gaps: from, to here; from, to there; own syllables that agree."""
    joined: list[tuple[int, int, int, int, int]] = []
    for start, end, there in runs:
        run = (start, end, there, there + end - start, sum(own[start:end]))
        if joined:
            s, e, t, te, said = joined[-1]
            if 0 <= start - e <= BRIDGE and 0 <= there - te <= BRIDGE:
                joined[-1] = (s, end, t, run[3], said + run[4])
                continue
        joined.append(run)
    return joined


def _words(text: str) -> tuple[str, ...]:
    return tuple(bare(w) for w, _, _ in syllables(text))


def _grams(words: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(words[k : k + n]) for k in range(len(words) - n + 1)]
