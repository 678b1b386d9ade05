"""``models/relevance``: learned weights of the words that speak of a concept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml

SCALE = 100
"""Weights are whole hundredths in the file."""


@dataclass(frozen=True, slots=True)
class RelevanceWeights:
    """``concepts``: the first ``subject`` of each in ``models/wordings/outline.yaml``; ``words``:
    for each feature of a clause, pairs of a concept's number and a weight; ``rarity``: how much
    a feature counts in a clause, by how few training clauses have it (1 where it is not named)."""

    concepts: tuple[str, ...]
    bias: tuple[float, ...]
    words: Mapping[str, Sequence[tuple[int, float]]]
    rarity: Mapping[str, float] = field(default_factory=dict)


NONE = RelevanceWeights((), (), {})


@cache
def relevance_weights() -> RelevanceWeights:
    """The weights in force. Raises ``BadKnowledge`` with what is wrong."""
    return read_relevance(models_folder() / "relevance" / "words.json")


@cache
def presence_weights() -> dict[str, float]:
    """Weights of the signs that an item without heading is spoken of."""
    file = models_folder() / "relevance" / "presence.yaml"
    data = read_yaml(file)
    if not isinstance(data, dict) or not all(isinstance(v, int | float) for v in data.values()):
        raise BadKnowledge(where=str(file), what=repr(data)[:60])
    return {str(k): float(v) for k, v in data.items()}


def read_relevance(file: Path) -> RelevanceWeights:
    """The weights in ``file``."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        concepts = tuple(str(c) for c in data["concepts"])
        bias = tuple(int(b) / SCALE for b in data["bias"])
        words = {
            str(word): tuple((row[n], row[n + 1] / SCALE) for n in range(1, len(row), 2))
            for word, row in data["words"].items()
        }
        rarity = {str(word): row[0] / SCALE for word, row in data["words"].items()}
        known = range(len(concepts))
        if len(bias) != len(concepts) or any(c not in known for r in words.values() for c, _ in r):
            raise ValueError("concepts, bias, words")
        if not all(rare > 0 for rare in rarity.values()):
            raise ValueError("rarity")
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise BadKnowledge(where=str(file), what=repr(error)[:120]) from error
    return RelevanceWeights(concepts, bias, words, rarity)
