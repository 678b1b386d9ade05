"""Makes a text as noisy as a scan of a given quality: seeded, from measured confusions.

The file of confusions (``models/noise/confusions.yaml``) holds counts of single characters, and
so nothing of any text. Every character keeps its own error rate and its own misreadings, drawn
towards those of its class where it was printed too seldom; a target rate scales them all. Errors
come in runs, and more in some lines than in others, as on paper, unless ``independent`` is asked.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from pipeline.knowledge.files import models_folder, read_yaml
from tools.noise.align import Counts

FILE = Path("noise") / "confusions.yaml"
_FAITH = 300  # printed characters that a character needs before its own rate counts for half
_FAITH_OUTCOMES = 5  # errors of its own before its own misreadings count for half
_HIGHEST = 0.9
_KEPT = "\n\f"  # lines and pages stay


@dataclass(frozen=True, slots=True)
class Misreading:
    """What becomes of one character: ``rate`` errors a character at the measured quality;
    ``outcomes`` with their cumulated ``weights``: "" lost, "+x" an x gained after it."""

    rate: float
    outcomes: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, ch: str, chance: random.Random) -> str:
        to = self.outcomes[bisect(self.weights, chance.random() * self.weights[-1])]
        return ch + to[1:] if len(to) == 2 else to


@dataclass(frozen=True, slots=True)
class Noise:
    """``cer``: errors a character where the confusions were measured; ``run``: how likely the
    character after a wrong one is wrong for that; ``spread``: variance of a line's rate over the
    square of the mean; ``of``: by character; ``of_class``: of others."""

    cer: float
    run: float
    spread: float
    of: Mapping[str, Misreading]
    of_class: Mapping[str, Misreading]

    def misreading(self, ch: str) -> Misreading:
        return self.of.get(ch) or self.of_class[class_of(ch)]


def class_of(ch: str) -> str:
    """Digit, capital, small letter with or without marks, space, or another mark."""
    if ch.isdigit():
        return "digit"
    if ch.isalpha():
        return "capital" if ch.isupper() else "plain" if ch.isascii() else "marked"
    return "space" if ch.isspace() else "mark"


@cache
def load_noise() -> Noise:
    """The noise of ``models/noise/confusions.yaml``."""
    top = read_yaml(models_folder() / FILE)
    seen: Mapping[str, int] = {str(ch): n for ch, n in top["seen"].items()}
    wrong: Mapping[str, Mapping[str, int]] = {str(ch): row for ch, row in top["wrong"].items()}
    cer = sum(sum(row.values()) for row in wrong.values()) / sum(seen.values())
    pools: dict[str, dict[str, float]] = {}
    rates: dict[str, list[tuple[float, int]]] = {}
    for ch, n in seen.items():  # each speaks as one of its class, however often it was printed
        row, weight = wrong.get(ch, {}), min(n, _FAITH)
        rates.setdefault(class_of(ch), []).append((weight * sum(row.values()) / n, weight))
        pool = pools.setdefault(class_of(ch), {})
        for to, count in row.items():
            pool[to] = pool.get(to, 0.0) + count / max(sum(row.values()), _FAITH_OUTCOMES)
    means = {
        name: sum(r for r, _ in rows) / sum(w for _, w in rows) for name, rows in rates.items()
    }
    classes = {
        name: Misreading(means[name], *_weighted({}, pool or {"": 1}))
        for name, pool in pools.items()
    }
    after = top["after_error"]["wrong"] / top["after_error"]["seen"]
    by_line = cer * (1 + top["spread"])  # of that, bad lines alone bring this much
    return Noise(
        cer,
        max(0.0, (after - by_line) / (1 - by_line)),
        top["spread"],
        {
            ch: Misreading(
                (sum(wrong.get(ch, {}).values()) + _FAITH * means[class_of(ch)]) / (n + _FAITH),
                *_weighted(wrong.get(ch, {}), pools[class_of(ch)] or {"": 1}),
            )
            for ch, n in seen.items()
        },
        classes,
    )


def _weighted(
    row: Mapping[str, int], pool: Mapping[str, float]
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """What a character becomes: its own misreadings, and a few drawn from its class."""
    share = _FAITH_OUTCOMES / sum(pool.values())
    outcomes = tuple(sorted({*row, *pool}))
    return outcomes, tuple(accumulate(row.get(to, 0) + share * pool.get(to, 0) for to in outcomes))


def damage(text: str, cer: float, seed: int, *, independent: bool = False) -> str:
    """``text`` with about ``cer`` errors a character; the same seed gives the same noise."""
    if cer <= 0:
        return text
    noise, chance = load_noise(), random.Random(f"{seed}/{cer}")
    run = 0.0 if independent else noise.run
    # A start brings 1 / (1 - run) errors, and happens only where the character before is right.
    starts = cer * (1.0 - run) / (1.0 - cer) if run else cer
    scale = starts * _per_rate(text, noise)
    shape = 0.0 if independent or not noise.spread else 1.0 / noise.spread
    line = chance.gammavariate(shape, 1.0 / shape) if shape else 1.0
    parts: list[str] = []
    bad = False
    for ch in text:
        if ch in _KEPT:
            parts.append(ch)
            bad = False
            line = chance.gammavariate(shape, 1.0 / shape) if shape else 1.0
            continue
        misreading = noise.misreading(ch)
        chosen = run if bad and run else min(_HIGHEST, misreading.rate * scale * line)
        bad = chance.random() < chosen
        parts.append(misreading.draw(ch, chance) if bad else ch)
    return "".join(parts)


def _per_rate(text: str, noise: Noise) -> float:
    """What scales the characters' rates to a mean of 1 over this text."""
    rates = [noise.misreading(ch).rate for ch in text if ch not in _KEPT]
    return len(rates) / sum(rates) if rates else 0.0


def as_data(counts: Counts) -> dict[str, object]:
    """Counts as the file holds them, characters in code order."""
    rows: dict[str, Counter[str]] = {}
    for (ch, to), n in counts.wrong.items():
        rows.setdefault(ch, Counter())[to] += n
    for (before, new), n in counts.gained.items():
        rows.setdefault(before or " ", Counter())["+" + new] += n
    return {
        "after_error": {"seen": counts.after_error[0], "wrong": counts.after_error[1]},
        "spread": round(counts.spread, 3),
        "seen": dict(sorted(counts.seen.items())),
        "wrong": {ch: dict(sorted(row.items())) for ch, row in sorted(rows.items())},
    }
