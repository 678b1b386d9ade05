"""How sure a verdict on an item's content is: signs of what could be wrong, weighed.

The weights are fitted by ``tools/outline`` on labelled letters, with a part of the lexicon hidden
so that they hold for wordings that nobody wrote down; they are data in ``models/``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from pipeline.knowledge.wordings import confidence_weights

LEAF = (
    "full", "thin", "bare_heading", "none", "headed", "likeness", "inferred", "merged",
    "full_subject", "full_fact", "full_clauses", "lead", "thin_fact", "near", "near_home",
    "shared", "judgement", "certain",
)  # fmt: skip
"""Signs of an item without children; all lie between 0 and 1."""
PARENT = ("full", "thin", "none", "headed", "mean", "least", "margin", "odds")
"""Signs of an item with children: of the children's confidence, and how far the count of full
ones lies from two thirds."""

STRANGER = 0.9
"""How far a chance may lie from one half when it is published, against what the fit says. On
eighteen reports by writers whose wordings nobody had seen, the fit said .94 of its verdicts on
average, and .89 of them were right: 0.39 / 0.44."""


def published(chance: float) -> float:
    """The chance that a verdict on a stranger's letter is right."""
    return 0.5 + STRANGER * (chance - 0.5)


def sure(kind: str, signs: Mapping[str, float]) -> float:
    """The chance that a verdict is right. ``kind``: ``leaf`` or ``parent``."""
    weights = confidence_weights()[kind]
    logit = weights["bias"] + sum(weights[name] * value for name, value in signs.items())
    return 1 / (1 + math.exp(-logit))
