"""Lines that bend: paper that was folded, bound or held before a lens.

The page is cut into strips; each one's rows of ink are matched with its neighbour's. A smooth
surface through these small steps says how far every place has sunk.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.records import Homography
from pipeline.scan.ink import LOOK_DPI

_STRIPS, _BANDS = 14, 5
_REACH = 5  # pixels of the look: neighbours differ by less, and lines lie 15 apart
_POWERS = 4  # of x
_LEAST = 40.0  # pixels of ink in a window from which it has a say
_ALIKE = 0.35  # correlation of two profiles from which they show the same lines


@dataclass(frozen=True, slots=True)
class Bend:
    """How far lines sink below their level, ``sum(a[i][j] * x**i * y**j)`` in inches, with x from
    -1 to 1 across the page and y from 0 to 1 down it. ``depth``: inches that are not mere skew."""

    terms: tuple[tuple[float, float], ...]
    depth: float
    known: tuple[float, float]
    """The x between which there were lines; beyond, nothing bends further."""

    def at(self, x: Any, y: Any) -> Any:
        x = x.clip(*self.known)
        return sum((a + b * y) * x ** (n + 1) for n, (a, b) in enumerate(self.terms))


def bend_of(ink: Any) -> Bend | None:
    """The bend of a page's lines from its look; None where too few lines show it."""
    import numpy as np

    height, width = ink.shape
    rows, sinks, weights, seen = [], [], [], []
    edges = np.linspace(0, width, _STRIPS + 1).round().astype(int)
    cuts = np.linspace(0, height, _BANDS + 1).round().astype(int)
    profiles = np.stack([ink[:, a:b].sum(axis=1) for a, b in pairwise(edges)]).astype(np.float64)
    middles = (edges[1:] + edges[:-1]) / width - 1
    for top, bottom in pairwise(cuts):
        y = (top + bottom) / 2 / height
        for n in range(_STRIPS - 1):
            found = _step(profiles[n, top:bottom], profiles[n + 1, top:bottom])
            if found is None:
                continue
            sink, alike = found
            left, right = middles[n], middles[n + 1]
            grow = [right**p - left**p for p in range(1, _POWERS + 1)]
            rows.append([v * f for v in grow for f in (1.0, y)])
            sinks.append(sink / LOOK_DPI)
            weights.append(alike)
            seen += [left, right]
    if len(rows) < 3 * _POWERS:
        return None
    weight = np.array(weights)[:, None]
    system, wanted = np.array(rows) * weight, np.array(sinks) * weight[:, 0]
    calm = np.eye(2 * _POWERS) * 0.05  # windows without ink bend nothing
    system, wanted = np.vstack((system, calm)), np.concatenate((wanted, np.zeros(2 * _POWERS)))
    terms = np.linalg.lstsq(system, wanted, rcond=None)[0].reshape(_POWERS, 2)
    known = (min(seen), max(seen))
    x, y = np.meshgrid(np.linspace(*known, 17), np.linspace(0.1, 0.9, 9))
    bent = Bend(tuple((float(a), float(b)) for a, b in terms), 0.0, known)
    sunk = bent.at(x, y).ravel()
    plane = np.stack((x.ravel(), np.ones(x.size), y.ravel()), axis=1)
    rest = sunk - plane @ np.linalg.lstsq(plane, sunk, rcond=None)[0]
    return Bend(bent.terms, float(np.abs(rest).max()), known)


def _step(left: Any, right: Any) -> tuple[float, float] | None:
    """(pixels by which the lines of the right window lie lower, how alike the two are)."""
    import numpy as np

    if min(left.sum(), right.sum()) < _LEAST:
        return None
    left, right = left - left.mean(), right - right.mean()
    inner = slice(_REACH, len(left) - _REACH)
    scores = []
    for shift in range(-_REACH, _REACH + 1):
        moved = right[_REACH + shift : len(right) - _REACH + shift]
        norm = float(np.linalg.norm(left[inner]) * np.linalg.norm(moved))
        scores.append(float(left[inner] @ moved) / norm if norm else 0.0)
    top = int(np.argmax(scores))
    if not 0 < top < 2 * _REACH or scores[top] < _ALIKE:
        return None
    before, best, after = scores[top - 1 : top + 2]
    curve = before - 2 * best + after
    exact = top + (0.5 * (before - after) / curve if curve < 0 else 0.0)
    return exact - _REACH, best


def unbent(grey: Any, bend: Bend, dpi: float) -> tuple[Any, Homography, float]:
    """(page with level lines, the plane map that comes nearest to the way back, by how many
    inches that map is off at worst)."""
    import cv2
    import numpy as np

    from pipeline.scan.frames import fitted

    height, width = grey.shape
    across = np.linspace(-1, 1, width, dtype=np.float32).clip(*bend.known)
    down = np.linspace(0, 1, height, dtype=np.float32)
    flat: Any = sum(np.float32(a) * across ** (n + 1) for n, (a, _) in enumerate(bend.terms))
    lean: Any = sum(np.float32(b) * across ** (n + 1) for n, (_, b) in enumerate(bend.terms))
    rows = np.arange(height, dtype=np.float32)[:, None]
    ys = (rows + (flat[None, :] + down[:, None] * lean[None, :]) * dpi).astype(np.float32)
    xs = np.tile(np.arange(width, dtype=np.float32), (height, 1))
    out = cv2.remap(grey, xs, ys, cv2.INTER_CUBIC, borderValue=(255,))
    low, high = ((v + 1) / 2 for v in bend.known)
    x, y = np.meshgrid(np.linspace(low, high, 13), np.linspace(0.05, 0.95, 13))
    there = y + bend.at(2 * x - 1, y) * dpi / height
    way, off = fitted(np.stack((x, y), -1).reshape(-1, 2), np.stack((x, there), -1).reshape(-1, 2))
    return out, way, off * height / dpi
