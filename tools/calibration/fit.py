"""Isotonic regression with few knots: what share was right of values said to be so sure.

Pool adjacent violators (Ayer et al. 1955), then neighbours are joined until each step rests on
enough values; a step's height is its share of right ones, drawn a little towards the middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.knowledge.calibration import Curve

LEAST = 15
"""Values that a step must rest on."""
PRIOR = 0.9, 2.0
"""A value is right so often before anything is known, and how many values that weighs."""


@dataclass(frozen=True, slots=True)
class Step:
    """``said``: sum of confidences; ``right`` of ``count`` were."""

    said: float
    right: int
    count: int

    @property
    def share(self) -> float:
        return self.right / self.count

    def __add__(self, other: Step) -> Step:
        return Step(self.said + other.said, self.right + other.right, self.count + other.count)


def fit(pairs: Sequence[tuple[float, bool]], least: int = LEAST) -> Curve:
    """The curve through (confidence, was right) pairs; at least one pair is needed."""
    steps: list[Step] = []
    same: dict[float, Step] = {}
    for said, right in pairs:
        same[said] = same.get(said, Step(0.0, 0, 0)) + Step(said, int(right), 1)
    for said in sorted(same):
        steps.append(same[said])
        while len(steps) > 1 and steps[-2].share >= steps[-1].share:
            steps[-2:] = [steps[-2] + steps[-1]]
    while len(steps) > 1 and min(s.count for s in steps) < least:
        i = min(range(len(steps)), key=lambda k: steps[k].count)
        near = [k for k in (i - 1, i + 1) if 0 <= k < len(steps)]
        j = min(near, key=lambda k: (abs(steps[k].share - steps[i].share), k))
        low = min(i, j)
        steps[low : low + 2] = [steps[low] + steps[low + 1]]
    share, weight = PRIOR
    knots: dict[float, float] = {}
    top = 0.0
    for s in steps:
        height = min(0.995, (s.right + share * weight) / (s.count + weight))
        top = max(top, height)
        knots[round(s.said / s.count, 3)] = round(top, 3)
    return tuple(sorted(knots.items()))
