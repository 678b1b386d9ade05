"""How the scores of reports are spread."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from pipeline.compile.labels import Lang
from pipeline.compile.plots.style import BLUE, FAINT, INK, SKY, new_figure, title, whole_numbers
from pipeline.compile.plots.words import word
from pipeline.compile.tables import Published

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STEP = 10


def plot_scores(documents: Sequence[Published], lang: Lang = "vi") -> Figure:
    """Reports by score, in steps of ten per cent, each report a tick below; letters that were
    not scored are left out."""
    scores = sorted(100 * d["coverage"]["score"] for d in documents if d["coverage"])
    counts = [0] * (100 // _STEP)
    for score in scores:
        counts[min(int(score // _STEP), len(counts) - 1)] += 1
    figure, axes = new_figure(6.0, 3.4)
    axes.bar(
        [k * _STEP for k in range(len(counts))], counts, width=_STEP, align="edge", color=SKY,
        edgecolor="#FFFFFF", linewidth=1,
    )  # fmt: skip
    for k, n in enumerate(counts):
        if n:
            axes.text((k + 0.5) * _STEP, n, str(n), ha="center", va="bottom", fontsize=8, color=INK)
    axes.plot(scores, [-0.03] * len(scores), "|", color=INK, markersize=7, clip_on=False,
              transform=axes.get_xaxis_transform())  # fmt: skip
    if scores:
        middle = median(scores)
        axes.axvline(middle, color=BLUE, linewidth=1.5)
        left = middle > 50
        axes.text(
            middle + (-1 if left else 1), 0.98, word("scores.median", lang, value=middle),
            transform=axes.get_xaxis_transform(), ha="right" if left else "left", va="top",
            fontsize=8, color=BLUE,
        )  # fmt: skip
    axes.set(xlim=(0, 100), ylim=(0, max(counts) * 1.25 + 0.5))
    axes.set_xticks(range(0, 101, _STEP))
    axes.tick_params(axis="x", pad=9)
    whole_numbers(axes, "y")
    axes.set_xlabel(word("scores.x", lang), fontsize=8.5)
    axes.set_ylabel(word("scores.y", lang), fontsize=8.5)
    axes.grid(axis="y", color=FAINT)
    axes.set_axisbelow(True)
    title(axes, word("scores.title", lang, n=len(scores)))
    return figure
