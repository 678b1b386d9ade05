"""How far the lines of a page are from level, by the sharpness of its row profile."""

from __future__ import annotations

from typing import Any

MAX_SKEW = 5.0
"""Degrees. Feeders and flatbeds stay under 3."""
_COARSE, _FINE = 0.25, 0.05
_FEW_POINTS, _MAX_POINTS = 15_000, 60_000


def skew(ink: Any, widest: float = MAX_SKEW) -> tuple[float, float]:
    """(degrees to turn the page counter-clockwise to level it, sharpness of the profile).

    A positive angle means that lines fall to the right. 0 where there is too little ink.
    """
    import numpy as np

    spots = np.flatnonzero(ink)
    if len(spots) < 200:
        return 0.0, 0.0
    width = ink.shape[1]
    margin = width * np.tan(np.radians(widest + 1)) / 2 + 2
    rows = int(ink.shape[0] + 2 * margin)

    def best(angles: Any, most: int) -> tuple[float, float]:
        step = -(-len(spots) // most)  # every step-th point, always the same ones
        ys, xs = np.divmod(spots[::step], width)
        down = ys.astype(np.float32) + np.float32(margin)
        right = xs.astype(np.float32) - np.float32(width / 2)
        scores = []
        for angle in angles:
            level = (down - right * np.float32(np.tan(np.radians(angle)))).astype(np.int32)
            profile = np.bincount(level.clip(0, rows - 1), minlength=rows)
            steps = np.diff(profile.astype(np.float64))
            scores.append(float(steps @ steps))
        top = int(np.argmax(scores))
        return float(angles[top]), scores[top] / max(1.0, float(len(ys)) ** 2)

    rough, _ = best(np.arange(-widest, widest + _COARSE / 2, _COARSE), _FEW_POINTS)
    fine, sharp = best(np.arange(rough - _COARSE, rough + _COARSE + _FINE / 2, _FINE), _MAX_POINTS)
    return round(fine, 2), sharp
