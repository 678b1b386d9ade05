"""How probable each syllable is where several may stand: forward and backward over neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.phrases import EDGE
from pipeline.reading.repair.model import Model

Slot = list[tuple[str, float]]
"""What may stand at one place: syllables with the weight that the picture gives them."""


def beliefs(slots: Sequence[Slot], by: Model) -> dict[int, list[float]]:
    """For each place with a choice, the probability of each syllable there, in their order."""
    result: dict[int, list[float]] = {}
    at = 0
    while at < len(slots):
        if len(slots[at]) == 1:
            at += 1
            continue
        end = at
        while end < len(slots) and len(slots[end]) > 1:
            end += 1
        before = slots[at - 1][0][0] if at else EDGE
        after = slots[end][0][0] if end < len(slots) else EDGE
        for n, chances in enumerate(_run(before, slots[at:end], after, by)):
            result[at + n] = chances
        at = end
    return result


def _run(before: str, slots: Sequence[Slot], after: str, by: Model) -> list[list[float]]:
    """Neighbouring places with a choice, between two syllables that are given."""
    forward: list[list[float]] = []
    last: list[tuple[str, float]] = [(before, 1.0)]
    for slot in slots:
        now = [w * sum(p * by.chance(word, one) for one, p in last) for word, w in slot]
        forward.append(_shares(now))
        last = [(word, p) for (word, _), p in zip(slot, forward[-1], strict=True)]
    behind = _shares([by.chance(after, word) for word, _ in slots[-1]])
    result: list[list[float]] = []
    for n in range(len(slots) - 1, -1, -1):
        result.append(_shares([f * b for f, b in zip(forward[n], behind, strict=True)]))
        if n:
            ahead = [(word, w * b) for (word, w), b in zip(slots[n], behind, strict=True)]
            behind = _shares(
                [sum(by.chance(word, one) * p for word, p in ahead) for one, _ in slots[n - 1]]
            )
    return result[::-1]


def _shares(values: Sequence[float]) -> list[float]:
    total = sum(values)
    return [v / total for v in values]
