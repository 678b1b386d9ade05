"""Which way up a page lies, from its ink alone.

Level or on its side: rows of text make a sharp profile across the lines, none along them. Head
up or down: Vietnamese stacks its marks above the letters (ế, ộ, đ, h, k, l, t and capitals rise;
only g, p, q, y and the dot of ạ hang), so the ink of each line reaches further above its core
than below it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pipeline.scan.frames import levelled, turned
from pipeline.scan.skew import skew

SURE = 0.2
"""Imbalance of ink above and below from which the decision needs no second opinion.
Running text has 0.25 and more; charts and tables of figures have anything."""
LEVEL_SURE = 1.6
"""How many times sharper the better profile must be."""
_STRAIGHT = 0.12  # degrees

Judge = Callable[[Any], float]


@dataclass(frozen=True, slots=True)
class Stand:
    """``turn``: degrees clockwise that bring the page's head up; ``skew``: what is left then, in
    degrees; ``steps``: what to tell of it."""

    turn: int
    skew: float
    steps: tuple[str, ...] = ()


def stand_of(ink: Any, grey: Any, judge: Judge | None, *, blank: bool) -> Stand:
    """How a page lies. ``judge`` says how legible a grey page is; it is asked in doubt only."""
    (along, level), (across, down) = skew(ink), skew(turned(ink.view("uint8"), 270))
    side = down > level
    times = _times(level, down)
    start, angle = (90, across) if side else (0, along)
    head = headroom(_level(turned(ink.view("uint8"), start), angle))
    best = start if head >= 0 else start + 180
    clear = abs(head) >= SURE and times >= LEVEL_SURE
    # Few pages are turned, and one that is turned wrongly is lost: there the engine has the word.
    if clear and (not best or judge is None or blank):
        return Stand(best, angle, (f"turn {best} (head {head:.2f})",) if best else ())
    if judge is None or blank:
        return Stand(0, along, (f"turn unsure (head {head:.2f}, lines {times:.1f})",))
    options = [best, (best + 180) % 360]
    if times < LEVEL_SURE:
        options += [(best + 90) % 360, (best + 270) % 360]
    scores = [judge(turned(grey, option)) for option in options]
    best = options[scores.index(max(scores))]
    angle = across if best % 180 else along
    return Stand(best, angle, (f"turn {best} (asked the engine)",) if best else ())


def _times(one: float, other: float) -> float:
    high, low = max(one, other), min(one, other)
    return high / low if low > 0 else 1.0


def _level(ink: Any, angle: float) -> Any:
    """The ink (uint8, 0 or 1) turned by its skew, as bool."""
    if abs(angle) <= _STRAIGHT:
        return ink > 0
    paper, _ = levelled(255 - ink * 255, angle, smooth=True)
    return paper < 155


def headroom(ink: Any) -> float:
    """-1 to 1: how much more ink lies above the cores of the lines than below; negative means
    that the page stands on its head. ``ink`` must be level. 0 where there are no lines."""
    import numpy as np

    profile = ink.sum(axis=1).astype(np.float64)
    if profile.max() <= 0:
        return 0.0
    above = below = 0.0
    for start, end in _lines(profile):
        part = profile[start:end]
        core = np.nonzero(part >= part.max() * 0.5)[0]
        above += float(part[: core[0]].sum())
        below += float(part[core[-1] + 1 :].sum())
    total = above + below
    return (above - below) / total if total else 0.0


def _lines(profile: Any) -> list[tuple[int, int]]:
    """Rows of ink between near-white rows, of the height of a line of text."""
    import numpy as np

    busy = profile > max(1.0, 0.04 * float(np.percentile(profile, 95)))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], busy.astype(np.int8), [0]))))
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(int(a), int(b)) for a, b in pairs if 7 <= b - a <= 40]
