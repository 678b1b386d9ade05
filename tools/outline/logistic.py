"""Logistic regression with a ridge, by Newton's method; the bias comes first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]


def fit(rows: Sequence[Sequence[float]], right: Sequence[bool], ridge: float) -> Weights:
    """The weights of the bias and of each sign."""
    x = np.array([(1.0, *row) for row in rows])
    y = np.array(right, dtype=float)
    w = np.zeros(x.shape[1])
    hold = ridge * np.eye(len(w))
    hold[0, 0] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + hold, x.T @ (y - p) - hold @ w)
        w = w + step
        if np.abs(step).max() < 1e-8:
            break
    return w


def chance(weights: Weights, row: Sequence[float]) -> float:
    """What the weights say of one row."""
    return float(1 / (1 + np.exp(-np.array((1.0, *row)) @ weights)))
