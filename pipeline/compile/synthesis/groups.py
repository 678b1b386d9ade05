"""Passages that say alike things, put together and named by their own words.

TF-IDF over pairs of syllables, without the boilerplate that every letter has;
average linkage on the cosine distance. What is not clearly alike stands alone: a wrong group
misleads, a missing one costs a glance.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import log, sqrt
from typing import Any

from pipeline.compile.adaptation.flow import syllables
from pipeline.compile.synthesis.model import Passage
from pipeline.knowledge.synthesis import synthesis_words
from pipeline.knowledge.wordings import outline_wordings
from pipeline.text import nfc

FAR = 0.88
"""Cosine distance from which two groups are not joined."""
_NAMES = 2
_GAP = "|"

Phrase = tuple[str, ...]


def group_alike(passages: Sequence[Passage]) -> list[tuple[tuple[str, ...], list[Passage]]]:
    """Groups of two reports or more with their names, largest first, then, nameless, what stands
    alone in the order given."""
    said = [content_words(p.text) for p in passages]
    labels = _labels(said)
    members: dict[int, list[int]] = {}
    for at, label in enumerate(labels):
        members.setdefault(label, []).append(at)
    groups, alone = [], []
    for group in members.values():
        named = _name([said[k] for k in group])
        if len({passages[k].source.file for k in group}) > 1 and named:
            groups.append((named, group))
        else:
            alone += group
    groups.sort(key=lambda g: (-len({passages[k].source.file for k in g[1]}), g[1][0]))
    found = [(named, [passages[k] for k in group]) for named, group in groups]
    return [*found, ((), [passages[k] for k in sorted(alone)])] if alone else found


def content_words(text: str) -> tuple[str, ...]:
    """Lower-case syllables that carry the meaning; a bar where others were taken out."""
    kept = _silent().sub(lambda match: match[1] or f" {_GAP} ", _plain(text))
    return tuple(kept.split())


@cache
def _silent() -> re.Pattern[str]:
    """Compounds with a meaning (group one), else phrases that say nothing of their own; the
    longest first."""
    words, ours = outline_wordings(), synthesis_words()
    own = {_plain(p) for p in ours.silent}
    meant = {_plain(c) for c in (*words.compounds, *ours.kept)} - own
    empty = {*words.boilerplate, *words.function_words, *words.weak}
    silent = own | ({_plain(p) for p in empty} - meant - {""})
    keep, drop = ("|".join(map(re.escape, _longest_first(s))) for s in (meant, silent))
    return re.compile(rf"(?<!\S)(?:({keep})|{drop}|\d+)(?!\S)")


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(phrases, key=lambda p: (-len(p), p))


def _plain(text: str) -> str:
    return " ".join(word for word, _, _ in syllables(nfc(text)))


def _terms(said: Sequence[str]) -> list[str]:
    """Pairs of syllables, for most Vietnamese words have two; single ones (`chính`, `phần`) are
    alike by chance."""
    return [f"{a} {b}" for a, b in pairwise(said) if _GAP not in (a, b)]


def _labels(said: Sequence[Sequence[str]]) -> list[int]:
    """A cluster number a passage; passages without a word of content stand alone."""
    terms = [_terms(s) for s in said]
    full = [k for k, t in enumerate(terms) if t]
    labels = {k: -1 - k for k in range(len(said))}
    if len(full) > 1:
        from scipy.cluster.hierarchy import fcluster, linkage  # type: ignore[import-untyped]

        tree = linkage(_distances([terms[k] for k in full]), method="average")
        for k, label in zip(full, fcluster(tree, FAR, criterion="distance"), strict=True):
            labels[k] = int(label)
    return [labels[k] for k in range(len(said))]


def _distances(texts: Sequence[Sequence[str]]) -> Any:
    """One minus the cosine of TF-IDF vectors, 0 to 1, of each pair once, as scipy takes them (a
    row after another, each from the diagonal on). A word said twice in a text counts little more
    than one said once, and one that all texts have counts little. Only texts that share a word
    are multiplied: most of thousands share none."""
    import numpy as np

    n = len(texts)
    held = Counter(term for text in texts for term in set(text))
    rows: list[dict[str, float]] = []
    homes: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        weights = {
            term: (1 + log(times)) * (1 + log((1 + n) / (1 + held[term])))
            for term, times in Counter(text).items()
        }
        length = sqrt(sum(w * w for w in weights.values()))
        rows.append({term: w / length for term, w in weights.items()})
        for term in weights:
            homes.setdefault(term, []).append(at)
    shared = {
        term: (np.array(at), np.array([rows[k][term] for k in at]))
        for term, at in homes.items()
        if len(at) > 1
    }
    flat = np.empty(n * (n - 1) // 2)
    start = 0
    for a, row in enumerate(rows):
        alike = np.zeros(n)
        for term, weight in row.items():
            if term in shared:
                where, others = shared[term]
                alike[where] += weight * others
        flat[start : start + n - a - 1] = 1.0 - np.minimum(1.0, alike[a + 1 :])
        start += n - a - 1
    return flat


def _name(said: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The longest runs of words that most members share, those of most members first."""
    runs = Counter(run for s in said for run in {*_runs(s)})
    shared = [(n, run) for run, n in runs.items() if n > 1]
    shared.sort(key=lambda row: (-row[0], -min(len(row[1]), 4), row[1]))
    named: list[Phrase] = []
    for _, run in shared:
        if not any(set(run) & set(taken) for taken in named):
            named.append(run)
        if len(named) == _NAMES:
            break
    return tuple(" ".join(run) for run in named)


def _runs(said: Sequence[str]) -> list[Phrase]:
    """Runs of two to four syllables without a gap."""
    return [
        tuple(said[a : a + n])
        for n in (2, 3, 4)
        for a in range(len(said) - n + 1)
        if _GAP not in said[a : a + n]
    ]
