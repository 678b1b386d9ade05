"""What to ask of the model so that its noise, counted again, has the counts of the scans.

Errors in a row, bad lines and bad letters overlap, and lines too bad to be found again are not
counted: asked for as they were counted, they come out more even than on paper. So they are asked
for until what is made counts the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tools.noise.align import Counts, count_pages
from tools.noise.model import Noise, damage_with

_ROUNDS = 6
_USED = 3  # the last rounds, whose mean is taken
_COPIES = 3


def settle(band: Noise, counted: Mapping[str, Any], texts: Sequence[str]) -> dict[str, float]:
    """``run``, ``spread`` and ``spread_of_letters`` for a band whose file counted ``after_error``,
    ``spread`` and ``spread_of_letters``."""
    after = counted["after_error"]["wrong"] / counted["after_error"]["seen"]
    spread, of_letters = counted["spread"], counted.get("spread_of_letters", 0.0)
    run, lines, letters, asked = band.run, spread, of_letters, 1.1 * band.cer
    tried: list[tuple[float, float, float]] = []
    for turn in range(_ROUNDS):
        noise = replace(band, run=run, spread=max(lines, letters), spread_of_letters=letters)
        made = _counted(noise, asked, texts, turn)
        tried.append((run, noise.spread, letters))
        asked *= (band.cer * made.characters / made.errors) ** 0.8
        run = min(0.6, max(0.0, run + 0.8 * (after - made.after_error[1] / made.after_error[0])))
        lines = min(30.0, lines * (spread / max(0.05, made.spread)) ** 0.7)
        if of_letters:
            letters = min(3.0, letters * (of_letters / max(0.05, made.spread_of_letters)) ** 0.5)
    last = tried[-_USED:]
    names = ("run", "spread", "spread_of_letters")
    return {name: round(sum(t[n] for t in last) / _USED, 3) for n, name in enumerate(names)}


def _counted(noise: Noise, asked: float, texts: Sequence[str], turn: int) -> Counts:
    counts = Counts()
    for copy in range(_COPIES):
        for text in texts:
            made = damage_with(noise, text, asked, 7 * copy + turn)
            count_pages(counts, text.split("\f"), made.split("\f"))
    return counts
