"""How far the lines of a page are from level, by the sharpness of its row profile."""

from __future__ import annotations

from typing import Any

MAX_SKEW = 5.0
"""Degrees. Feeders and flatbeds stay under 3."""
_COARSE, _FINE = 0.25, 0.05
_MAX_POINTS = 60_000


def skew(ink: Any, widest: float = MAX_SKEW) -> tuple[float, float]:
    """(degrees to turn the page counter-clockwise... to level it, sharpness of the profile).

    A positive angle means that lines fall to the right. 0 where there is too little ink.
    """
    import numpy as np

    ys, xs = np.nonzero(ink)
    if len(ys) < 200:
        return 0.0, 0.0
    step = -(-len(ys) // _MAX_POINTS)  # every step-th point, always the same ones
    ys, xs = ys[::step].astype(np.float32), xs[::step].astype(np.float32) - ink.shape[1] / 2
    margin = ink.shape[1] * np.tan(np.radians(widest + 1)) / 2 + 2
    rows = int(ink.shape[0] + 2 * margin)

    def sharpness(degrees: float) -> float:
        level = ys - xs * np.float32(np.tan(np.radians(degrees))) + np.float32(margin)
        profile = np.bincount(level.astype(np.int32).clip(0, rows - 1), minlength=rows)
        steps = np.diff(profile.astype(np.float64))
        return float(steps @ steps)

    def best(angles: Any) -> tuple[float, float]:
        scores = [sharpness(float(a)) for a in angles]
        top = int(np.argmax(scores))
        return float(angles[top]), scores[top]

    rough, _ = best(np.arange(-widest, widest + _COARSE / 2, _COARSE))
    fine, score = best(np.arange(rough - _COARSE, rough + _COARSE + _FINE / 2, _FINE))
    return round(fine, 2), score / max(1.0, float(len(ys)) ** 2)
