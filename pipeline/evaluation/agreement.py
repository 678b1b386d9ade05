"""Agreement between the machine and an expert, beyond what chance gives.

Cohen's kappa (Cohen 1960): (observed - expected) / (1 - expected), expected from the two
marginal distributions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # of the normal distribution, for 95 %


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 1.0 where there was nothing to find and nothing was."""
        errors = self.fp + self.fn
        return 2 * self.tp / (2 * self.tp + errors) if self.tp or errors else 1.0


def count_sets(found: Sequence[object], wanted: Sequence[object]) -> Counts:
    """Compares two bags."""
    have, want = Counter(found), Counter(wanted)
    tp = (have & want).total()
    return Counts(tp, have.total() - tp, want.total() - tp)


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of (machine, expert) labels; 1.0 where both always say the same one thing."""
    if not pairs:
        return 1.0
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(left[k] * right[k] for k in left) / (n * n)
    return 1.0 if expected == 1.0 else (observed - expected) / (1.0 - expected)


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 1.0


def varied(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether chance has a say: where both give one and the same answer throughout, kappa is
    0 / 0, and the 1.0 that ``kappa`` gives there proves nothing."""
    return len({answer for pair in pairs for answer in pair}) > 1


def interval(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927). It does not shrink to a point where all are
    right, as the textbook's does; it takes cases for independent."""
    if not count:
        return 0.0, 1.0
    share, z = right / count, _Z * _Z / count
    middle = (share + z / 2) / (1 + z)
    half = sqrt(z * (share * (1 - share) + z / 4)) / (1 + z)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Bin:
    """Values whose confidence lies in ``[low, high)``: mean confidence against share right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def reliability(said: Sequence[tuple[float, bool]], bins: int = 10) -> tuple[Bin, ...]:
    """The reliability curve of (confidence, was right) pairs; empty bins are left out."""
    rows = []
    for k in range(bins):
        low, high = k / bins, (k + 1) / bins
        inside = [(c, r) for c, r in said if low <= c < high or (k == bins - 1 and c == 1.0)]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            share = sum(r for _, r in inside) / len(inside)
            rows.append(Bin(low, high, len(inside), mean, share))
    return tuple(rows)


def calibration_error(said: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015): mean gap of the curve, by count."""
    rows = reliability(said, bins)
    total = sum(b.count for b in rows)
    return sum(b.count * abs(b.confidence - b.right) for b in rows) / total if total else 0.0
