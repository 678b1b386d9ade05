"""Isotonic regression with few knots: what share was right of values said to be so sure.

Values are put in bins; each bin also counts a few imagined values that hold what was believed
before, so that ten right ones in a row make no certainty; then neighbours that fall are pooled
(pool adjacent violators, Ayer et al. 1955). Believed before is, for all fields together, that a
confidence is what it says; for one field, what was found for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.knowledge.calibration import Curve, along

EDGES = (0.0, 0.4, 0.55, 0.65, 0.75, 0.82, 0.88, 0.93, 0.96, 0.98, 1.001)
IMAGINED = 3.0
"""Imagined values in each bin."""
HIGHEST = 0.992
FINE = 0.01
"""A knot that lies nearer than this to the line of its neighbours is left out."""


@dataclass(frozen=True, slots=True)
class Step:
    """Sums over values: confidences said, right ones, all; imagined ones are fractions."""

    said: float
    right: float
    count: float

    @property
    def share(self) -> float:
        return self.right / self.count

    def __add__(self, other: Step) -> Step:
        return Step(self.said + other.said, self.right + other.right, self.count + other.count)


def fit(
    pairs: Sequence[tuple[float, bool]], believed: Callable[[float], float] = lambda said: said
) -> Curve:
    """The curve through (confidence, was right) pairs; of no pairs, what was believed."""
    steps: list[Step] = []
    for low, high in pairwise(EDGES):
        inside = [(said, right) for said, right in pairs if low <= said < high]
        count = len(inside)
        # What lies in a bin says where it is; of an empty one, its middle.
        at = sum(said for said, _ in inside) / count if count else (low + min(high, 1.0)) / 2
        right = sum(right for _, right in inside) + IMAGINED * believed(at)
        steps.append(Step(at * (count + IMAGINED), right, count + IMAGINED))
        while len(steps) > 1 and steps[-2].share >= steps[-1].share:
            steps[-2:] = [steps[-2] + steps[-1]]
    knots = {round(s.said / s.count, 3): round(min(HIGHEST, s.share), 3) for s in steps}
    return _plain(sorted(knots.items()))


def _plain(knots: list[tuple[float, float]]) -> Curve:
    """Without the knots that change nothing to speak of."""
    i = 1
    while i < len(knots) - 1:
        without = (knots[i - 1], knots[i + 1])
        if abs(along(without, knots[i][0]) - knots[i][1]) < FINE:
            del knots[i]
        else:
            i += 1
    return tuple(knots)
