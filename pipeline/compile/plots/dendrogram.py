"""Which localities adapt the outline alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compile.adaptation.likeness import Tree
from pipeline.compile.labels import Lang
from pipeline.compile.plots.style import BLUE, FAINT, GREY, new_figure, short, title
from pipeline.compile.plots.words import word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STEP = 10.0
"""Distance of two leaves as scipy places them; the first stands at half of it."""


def plot_dendrogram(tree: Tree, lang: Lang = "vi") -> Figure:
    """Leaves on the left, one a line; where two branches meet is how far apart they are."""
    n = len(tree.names)
    figure, axes = new_figure(7.2, 1.1 + 0.24 * max(2, n))
    title(axes, word("dendrogram.title", lang))
    if not tree.merges:
        axes.text(0.5, 0.5, word("dendrogram.few", lang), ha="center", color=GREY)
        axes.set_axis_off()
        return figure
    from matplotlib.collections import LineCollection

    heights = [0.0] * n + [m[2] for m in tree.merges]
    places = dict(zip(tree.order, (_STEP * (k + 0.5) for k in range(n)), strict=True))
    branches = []
    for at, (left, right, height, _) in enumerate(tree.merges, start=n):
        a, b = int(left), int(right)
        places[at] = (places[a] + places[b]) / 2
        branches.append(
            [(heights[a], places[a]), (height, places[a]), (height, places[b]),
             (heights[b], places[b])]
        )  # fmt: skip
    axes.add_collection(LineCollection(branches, colors=BLUE, linewidths=1.3))
    axes.set_yticks(
        [places[k] for k in tree.order], [short(tree.names[k], 46, 1) for k in tree.order]
    )
    axes.set(xlim=(0, max(heights) * 1.05 or 1), ylim=(n * _STEP, 0))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(word("dendrogram.x", lang), fontsize=8.5)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    axes.grid(axis="x", color=FAINT)
    axes.set_axisbelow(True)
    return figure
