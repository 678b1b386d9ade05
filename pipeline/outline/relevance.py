"""Which subjects a clause speaks of, as learned from labelled clauses.

The lexicon of ``models/wordings/outline.yaml`` knows the words that people thought of; this knows
the words around them. One logistic regression a concept, over syllables and pairs of syllables,
each counted by its rarity (tf-idf, the clause scaled to length 1);
trained by ``tools.outline.train``, its weights are plain data in ``models/relevance``. It knows
concepts, never an outline's items: an item holds a concept because its title names it.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

from pipeline.knowledge.relevance import RelevanceWeights
from pipeline.outline.words import syllables, toneless


def chances(weights: RelevanceWeights, text: str) -> tuple[float, ...]:
    """For each concept, the chance that ``text`` speaks of it."""
    known = [
        (weights.rarity.get(f, 1.0), row)
        for f in features(text)
        if (row := weights.words.get(f)) is not None
    ]
    if not known:
        return (0.0,) * len(weights.concepts)
    length = math.sqrt(sum(rare * rare for rare, _ in known))
    logits = list(weights.bias)
    for rare, row in known:
        for concept, weight in row:
            logits[concept] += weight * rare / length
    return tuple(1 / (1 + math.exp(-x)) for x in logits)


@lru_cache(maxsize=5_000)
def features(text: str) -> tuple[str, ...]:
    """The distinct syllables of a clause, and its pairs of neighbours without tone marks, the
    first one marked; every number is the same number."""
    words = ["#" if w.isdigit() else w for w in syllables(text)]
    plain = ["^", *(toneless(w) for w in words)]
    return tuple(dict.fromkeys((*words, *(f"{a} {b}" for a, b in pairwise(plain)))))
