"""How often localities keep, rename, merge, split, move, drop and add."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.compile.adaptation.operations import OPERATIONS, Step
from pipeline.compile.labels import Lang
from pipeline.compile.plots.style import BLUE, FAINT, INK, SKY, new_figure, title
from pipeline.compile.plots.words import word

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def plot_operations(found: Sequence[Step], lang: Lang = "vi") -> Figure:
    """A bar an operation, over all items of all reports; the dark part was moved as well."""
    counts = [sum(s.operation == o for s in found) for o in OPERATIONS]
    moved = [sum(s.operation == o and s.moved for s in found) for o in OPERATIONS]
    figure, axes = new_figure(6.4, 3.0)
    places = range(len(OPERATIONS))
    axes.barh(places, counts, color=SKY, height=0.7)
    axes.barh(places, moved, color=BLUE, height=0.7, label=word("operations.moved", lang))
    for y, (n, m) in enumerate(zip(counts, moved, strict=True)):
        told = f" {n} ({m})" if m else f" {n}"
        axes.text(n, y, told, va="center", fontsize=8, color=INK)
    axes.set_yticks(places, [word(f"operations.{o}", lang) for o in OPERATIONS])
    axes.invert_yaxis()
    axes.set_xlim(0, max([1, *counts]) * 1.12)
    axes.set_xlabel(word("operations.x", lang), fontsize=8.5)
    axes.grid(axis="x", color=FAINT)
    axes.set_axisbelow(True)
    if any(moved):
        axes.legend(fontsize=8, frameon=False, loc="lower right")
    title(axes, word("operations.title", lang))
    return figure
