"""Logistic regression by Newton's method, and how well its probabilities hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.knowledge.reading_confidence import SIGNS, WordWeights
from pipeline.reading.certainty import signs
from tools.reading_confidence.align import ReadPage

_RIDGE = 0.5
"""How strongly weights are held near nothing: some signs are rare."""
_STEPS = 40
_BINS = 15


def fit(pages: Sequence[ReadPage]) -> WordWeights:
    """The weights under which what was right is likeliest. Raises ``ValueError`` on no words."""
    rows = [s for page in pages for s in signs(page.texts, page.said)]
    if not rows:
        raise ValueError("no words to fit on")
    x = np.hstack([np.ones((len(rows), 1)), np.array(rows)])
    y = np.array([r for page in pages for r in page.right], float)
    weights = np.zeros(x.shape[1])
    hold = np.full(x.shape[1], _RIDGE)
    hold[0] = 0.0
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - chance) - hold * weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(hold)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    bias, *rest = (round(float(w), 3) for w in weights)
    return WordWeights(bias, tuple(rest))


def calibration_error(said: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error over bins of equal size: bins of equal width would hold nearly
    all words in the last one."""
    order = np.argsort(np.asarray(said), kind="stable")
    p, y = np.asarray(said)[order], np.asarray(right, float)[order]
    parts = np.array_split(np.arange(len(p)), _BINS)
    return float(sum(abs(p[i].mean() - y[i].mean()) * len(i) for i in parts if len(i)) / len(p))


def page_error(pages: Sequence[ReadPage], said: Sequence[Sequence[float]]) -> float:
    """How far, on the average, the share of right words expected of a page is off."""
    off = [
        abs(sum(p) / len(p) - sum(page.right) / len(p))
        for page, p in zip(pages, said, strict=True)
        if p
    ]
    return sum(off) / len(off) if off else 0.0


def as_yaml(weights: WordWeights, words: int) -> str:
    rows = "".join(f"  {name}: {w:g}\n" for name, w in zip(SIGNS, weights.weights, strict=True))
    return HEADING.format(words=words) + f"bias: {weights.bias:g}\nweights:\n{rows}"


HEADING = """\
# How often a word of a scan was read right, given what can be seen of it: weights of a logistic
# regression. ``doubt`` is the engine's, ``page`` the share of doubtful words on its page.
# Fitted on {words} words of rendered letters (split train, all grades) by
# `python -m tools.reading_confidence`; change by hand only what you have measured.
"""
