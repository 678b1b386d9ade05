"""Makes a text as noisy as a scan of a given quality: seeded, from measured confusions.

The file of confusions (``models/noise/confusions.yaml``) holds counts of single characters, and
so nothing of any text. Every character keeps its own error rate and its own misreadings; a
target rate scales them all. Errors come in runs, as on paper, unless ``independent`` is asked.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

from pipeline.knowledge.files import models_folder, read_yaml
from tools.noise.align import Counts

FILE = Path("noise") / "confusions.yaml"
_FAITH = 300  # printed characters that a character needs before its own rate counts for half
_HIGHEST = 0.9
_KEPT = "\n\f"  # lines and pages stay


@dataclass(frozen=True, slots=True)
class Misreading:
    """What becomes of one character: ``rate`` errors a character at the measured quality;
    ``outcomes`` with their cumulated ``weights``. "" loses it, two characters gain one."""

    rate: float
    outcomes: tuple[str, ...]
    weights: tuple[int, ...]

    def draw(self, chance: random.Random) -> str:
        return self.outcomes[bisect(self.weights, chance.random() * self.weights[-1])]


@dataclass(frozen=True, slots=True)
class Noise:
    """``cer``: errors a character where the confusions were measured; ``run``: how likely the
    character after a wrong one is wrong too."""

    cer: float
    run: float
    of: Mapping[str, Misreading]
    other: Misreading = field(default=Misreading(0.0, ("",), (1,)))

    def misreading(self, ch: str) -> Misreading:
        return self.of.get(ch, self.other)


@cache
def load_noise() -> Noise:
    """The noise of ``models/noise/confusions.yaml``."""
    top = read_yaml(models_folder() / FILE)
    seen: Mapping[str, int] = top["seen"]
    wrong: Mapping[str, Mapping[str, int]] = top["wrong"]
    total = sum(seen.values())
    errors = sum(sum(row.values()) for row in wrong.values())
    cer = errors / total
    rare: dict[str, int] = {}
    for row in wrong.values():
        for to, count in row.items():
            if len(to) < 2:
                rare[to] = rare.get(to, 0) + count
    return Noise(
        cer,
        top["after_error"]["wrong"] / top["after_error"]["seen"],
        {ch: _misreading(wrong.get(ch, {}), n, cer) for ch, n in seen.items() if wrong.get(ch)},
        _misreading(rare, 0, cer),
    )


def _misreading(row: Mapping[str, int], seen: int, cer: float) -> Misreading:
    """A rate that a few sightings do not carry off: drawn towards the mean of all."""
    rate = (sum(row.values()) * bool(seen) + _FAITH * cer) / (seen + _FAITH)
    outcomes = tuple(sorted(row))
    return Misreading(rate, outcomes, tuple(accumulate(row[to] for to in outcomes)))


def damage(text: str, cer: float, seed: int, *, independent: bool = False) -> str:
    """``text`` with about ``cer`` errors a character; the same seed gives the same noise."""
    if cer <= 0:
        return text
    noise, chance = load_noise(), random.Random(f"{seed}/{cer}")
    run = 0.0 if independent else noise.run
    # In runs, each start brings 1 / (1 - run) errors: fewer starts make the same total.
    scale = cer * (1.0 - run) * _mean_share(text, noise)
    parts: list[str] = []
    bad = False
    for ch in text:
        if ch in _KEPT:
            parts.append(ch)
            bad = False
            continue
        misreading = noise.misreading(ch)
        chosen = run if bad and run else min(_HIGHEST, misreading.rate * scale)
        bad = chance.random() < chosen
        parts.append(misreading.draw(chance) if bad else ch)
    return "".join(parts)


def _mean_share(text: str, noise: Noise) -> float:
    """What turns a character's rate into its share of an error rate of 1 over this text."""
    rates = [noise.misreading(ch).rate for ch in text if ch not in _KEPT]
    return len(rates) / sum(rates) if sum(rates) else 0.0


def as_data(counts: Counts, fewest: int) -> dict[str, object]:
    """Counts as the file holds them, characters in code order. A confusion seen less than
    ``fewest`` times stays out, and so can name no place in any text."""
    rows: dict[str, dict[str, int]] = {}
    for (ch, to), n in counts.wrong.items():
        rows.setdefault(ch, {})[to] = n
    for (before, new), n in counts.gained.items():
        row = rows.setdefault(before or " ", {})
        row[before + new] = row.get(before + new, 0) + n
    kept = {
        ch: dict(sorted((to, n) for to, n in row.items() if n >= fewest))
        for ch, row in sorted(rows.items())
    }
    return {
        "after_error": {"seen": counts.after_error[0], "wrong": counts.after_error[1]},
        "seen": dict(sorted(counts.seen.items())),
        "wrong": {ch: row for ch, row in kept.items() if row},
    }
