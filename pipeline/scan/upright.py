"""Which way up a page lies, from its ink alone.

Level or on its side: rows of text make a sharp profile across the lines, none along them. Head
up or down: Vietnamese stacks its marks above the letters (ế, ộ, đ, h, k, l, t and capitals rise;
only g, p, q, y and the dot of ạ hang), so the ink of each line reaches further above its core
than below it.
"""

from __future__ import annotations

from typing import Any

from pipeline.scan.skew import skew

SURE = 0.2
"""Imbalance of ink above and below from which the decision needs no second opinion.
Running text has 0.25 and more; charts and tables of figures have anything."""


def sideways(ink: Any) -> tuple[bool, float]:
    """(whether the lines run down the page, how many times sharper the better profile is)."""
    import numpy as np

    _, level = skew(ink)
    _, down = skew(np.rot90(ink))
    high, low = max(level, down), min(level, down)
    return down > level, high / low if low > 0 else 1.0


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
