"""Makes a text as noisy as a scan of a given quality: seeded, from measured confusions.

Each file under ``models/noise`` is a band: counts of single characters on scans of one quality
(and so nothing of any text). What goes wrong changes with the quality: a rate between two bands
is a mixture of both; beyond them the nearest is scaled. Every character keeps its own error rate
and its own misreadings, drawn towards those of its class where it was printed too seldom. Errors
come in runs, and more in some lines and letters than in others, as on paper, unless ``independent``
is asked.
"""

from __future__ import annotations

import random
import zlib
from bisect import bisect
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipeline.knowledge.files import models_folder, read_yaml
from tools.noise.align import Counts

FOLDER = Path("noise")
FILE = FOLDER / "confusions.yaml"
_FAITH = 60  # printed characters that a character needs before its own rate counts for half
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
    square of the mean, and of a letter's; ``of``: by character; ``of_class``: of others."""

    cer: float
    run: float
    spread: float
    spread_of_letters: float
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
def load_bands() -> tuple[Noise, ...]:
    """The bands of ``models/noise``, the cleanest first."""
    files = sorted((models_folder() / FOLDER).glob("*.yaml"))
    return tuple(sorted((_band(FOLDER / path.name) for path in files), key=lambda n: n.cer))


@cache
def load_noise(cer: float) -> Noise:
    """The noise of scans with ``cer`` errors a character."""
    bands = load_bands()
    at = bisect([band.cer for band in bands], cer)
    if at in (0, len(bands)):
        return bands[min(at, len(bands) - 1)]
    return _mixed(bands[at - 1], bands[at], cer)


def _mixed(low: Noise, high: Noise, cer: float) -> Noise:
    share = (cer - low.cer) / (high.cer - low.cer)

    def mix(a: float, b: float) -> float:
        return (1 - share) * a + share * b

    def both(a: Misreading, b: Misreading) -> Misreading:
        # An outcome weighs by how often it happens: its character's rate times its share.
        weights: Counter[str] = Counter()
        for one, part in ((a, 1 - share), (b, share)):
            before = 0.0
            for to, upto in zip(one.outcomes, one.weights, strict=True):
                weights[to] += part * one.rate * (upto - before) / one.weights[-1]
                before = upto
        outcomes = tuple(sorted(weights))
        if not sum(weights.values()):
            return b
        rising = tuple(accumulate(weights[to] for to in outcomes))
        return Misreading(mix(a.rate, b.rate), outcomes, rising)

    chars = sorted({*low.of, *high.of})
    classes = sorted({*low.of_class, *high.of_class})
    return Noise(
        cer,
        mix(low.run, high.run),
        mix(low.spread, high.spread),
        mix(low.spread_of_letters, high.spread_of_letters),
        {ch: both(low.misreading(ch), high.misreading(ch)) for ch in chars},
        {
            name: both(*(n.of_class.get(name) or n.of_class["plain"] for n in (low, high)))
            for name in classes
        },
    )


def _band(file: Path) -> Noise:
    return band_of(read_yaml(models_folder() / file))


def band_of(top: Mapping[str, Any]) -> Noise:
    """The noise that a file's counts tell of."""
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
    made = top.get("made_with")  # what brings these counts about again: ``settle`` finds it
    if made:
        return Noise(
            cer, made["run"], made["spread"], made["spread_of_letters"],
            _by_character(seen, wrong, means, pools), classes,
        )  # fmt: skip
    after = top["after_error"]["wrong"] / top["after_error"]["seen"]
    by_line = cer * (1 + top["spread"])  # of that, bad lines alone bring this much
    return Noise(
        cer,
        max(0.0, (after - by_line) / (1 - by_line)),
        top["spread"],
        top.get("spread_of_letters", 0.0),
        _by_character(seen, wrong, means, pools),
        classes,
    )


def _by_character(
    seen: Mapping[str, int],
    wrong: Mapping[str, Mapping[str, int]],
    means: Mapping[str, float],
    pools: Mapping[str, Mapping[str, float]],
) -> dict[str, Misreading]:
    return {
        ch: Misreading(
            (sum(wrong.get(ch, {}).values()) + _FAITH * means[class_of(ch)]) / (n + _FAITH),
            *_weighted(wrong.get(ch, {}), pools[class_of(ch)] or {"": 1}),
        )
        for ch, n in seen.items()
    }


def _weighted(
    row: Mapping[str, int], pool: Mapping[str, float]
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """What a character becomes: its own misreadings, and a few drawn from its class."""
    share = _FAITH_OUTCOMES / sum(pool.values())
    outcomes = tuple(sorted({*row, *pool}))
    return outcomes, tuple(accumulate(row.get(to, 0) + share * pool.get(to, 0) for to in outcomes))


def damage(
    text: str, cer: float, seed: int, *, like: float | None = None, independent: bool = False
) -> str:
    """``text`` with about ``cer`` errors a character, of the kind that scans with ``like`` errors
    a character have (``cer``, if not said); the same seed gives the same noise."""
    if cer <= 0:
        return text
    noise = load_noise(cer if like is None else like)
    return damage_with(noise, text, cer, seed, independent=independent)


def damage_with(
    noise: Noise, text: str, cer: float, seed: int, *, independent: bool = False
) -> str:
    """``text`` with about ``cer`` errors a character of the kind ``noise``."""
    chance = random.Random(f"{seed}/{zlib.crc32(text.encode())}")
    run = 0.0 if independent else noise.run
    # A start brings 1 / (1 - run) errors, and happens only where the character before is right.
    starts = cer * (1.0 - run) / (1.0 - cer) if run else cer
    scale = starts * _per_rate(text, noise)
    within = (1 + noise.spread) / (1 + noise.spread_of_letters) - 1
    whole = _drawn(0.0 if independent else noise.spread_of_letters, chance)
    line = whole * _drawn(0.0 if independent else within, chance)
    parts: list[str] = []
    bad = False
    for ch in text:
        if ch in _KEPT:
            parts.append(ch)
            bad = False
            line = whole * _drawn(0.0 if independent else within, chance)
            continue
        misreading = noise.misreading(ch)
        chosen = run if bad and run else min(_HIGHEST, misreading.rate * scale * line)
        bad = chance.random() < chosen
        parts.append(misreading.draw(ch, chance) if bad else ch)
    return "".join(parts)


def _drawn(spread: float, chance: random.Random) -> float:
    """A factor of mean 1 and variance ``spread``."""
    return chance.gammavariate(1.0 / spread, spread) if spread > 0 else 1.0


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
        "spread_of_letters": round(counts.spread_of_letters, 3),
        "seen": dict(sorted(counts.seen.items())),
        "wrong": {ch: dict(sorted(row.items())) for ch, row in sorted(rows.items())},
    }
