"""The reliability curve: how sure the values were, and how many of them were right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compile.labels import Lang
from pipeline.compile.plots.style import FAINT, GREY, SERIES, new_figure, title
from pipeline.compile.plots.words import word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MARKERS = "osD^"


@dataclass(frozen=True, slots=True)
class ReliabilityDot:
    """Values of like confidence: their mean confidence, how many were right, how many there are."""

    confidence: float
    right: float
    count: int


def plot_reliability(series: Mapping[str, Sequence[ReliabilityDot]], lang: Lang = "vi") -> Figure:
    """One line a set of letters, dots as large as the count they rest on. The error told is the
    expected calibration error (Naeini et al. 2015): the mean gap, by count."""
    figure, axes = new_figure(5.4, 5.0)
    axes.plot([0, 1], [0, 1], "--", color=GREY, linewidth=1, label=word("reliability.ideal", lang))
    for k, (name, dots) in enumerate(series.items()):
        colour, marker = SERIES[k % len(SERIES)], _MARKERS[k % len(_MARKERS)]
        n = sum(d.count for d in dots)
        gap = sum(d.count * abs(d.confidence - d.right) for d in dots) / n if n else 0.0
        x, y = [d.confidence for d in dots], [d.right for d in dots]
        axes.plot(x, y, color=colour, linewidth=1.2, marker=marker, markersize=3,
                  label=word("reliability.series", lang, name=name, n=n, error=gap))  # fmt: skip
        axes.scatter(
            x, y, s=[12 + 2.5 * d.count**0.75 for d in dots], color=colour, alpha=0.5, marker=marker
        )
    axes.set(xlim=(0, 1.02), ylim=(0, 1.04))
    axes.set_xlabel(word("reliability.x", lang), fontsize=8.5)
    axes.set_ylabel(word("reliability.y", lang), fontsize=8.5)
    axes.grid(color=FAINT)
    axes.set_axisbelow(True)
    figure.legend(loc="outside lower center", fontsize=8, frameon=False)  # lines go anywhere inside
    title(axes, word("reliability.title", lang))
    return figure
