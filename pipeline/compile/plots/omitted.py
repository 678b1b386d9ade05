"""Which items reports leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compile.labels import Lang
from pipeline.compile.plots.style import (
    FAINT,
    GREY,
    INK,
    VERMILION,
    new_figure,
    short,
    title,
    whole_numbers,
)
from pipeline.compile.plots.words import word
from pipeline.compile.tables import Matrix

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 12


def plot_omitted(matrix: Matrix, lang: Lang = "vi", most: int = MOST) -> Figure:
    """The items without content in most reports, what is unsure hatched, apart from what is sure;
    parts are left out, for they are only absent where all their items are."""
    rows = omitted(matrix)[:most]
    figure, axes = new_figure(7.2, 1.2 + 0.36 * max(1, len(rows)))
    title(axes, word("omitted.title", lang, n=len(matrix.rows)))
    if not rows:
        axes.text(0.5, 0.5, word("omitted.none", lang), ha="center", color=GREY)
        axes.set_axis_off()
        return figure
    places = range(len(rows))
    sure, unsure = [r[2] for r in rows], [r[3] for r in rows]
    axes.barh(places, sure, color=VERMILION, label=word("omitted.sure", lang), height=0.7)
    axes.barh(
        places, unsure, left=sure, color="#FFFFFF", edgecolor=VERMILION, hatch="////", height=0.7,
        label=word("omitted.review", lang), linewidth=0.8,
    )  # fmt: skip
    for y, row in enumerate(rows):
        axes.text(row[2] + row[3] + 0.1, y, str(row[2] + row[3]), va="center", fontsize=8,
                  color=INK)  # fmt: skip
    axes.set_yticks(places, [f"{id}  {short(name, 46, 1)}" for id, name, _, _ in rows])
    axes.invert_yaxis()
    axes.set_xlim(0, max(1, len(matrix.rows)))
    whole_numbers(axes, "x")
    axes.set_xlabel(word("omitted.x", lang), fontsize=8.5)
    axes.grid(axis="x", color=FAINT)
    axes.set_axisbelow(True)
    axes.legend(fontsize=8, frameon=False, loc="lower right")
    return figure


def omitted(matrix: Matrix) -> list[tuple[str, str, int, int]]:
    """Leaf items that some report lacks: id, title, surely absent, unsure; the most first."""
    parents = {id.rpartition(".")[0] for id, _ in matrix.items}
    found = []
    for id, name in matrix.items:
        absent = [
            row[id].item["review"]
            for _, row in matrix.rows
            if id in row and row[id].item["content"] == "none"
        ]
        if absent and id not in parents:
            found.append((id, name, absent.count(False), absent.count(True)))
    return sorted(found, key=lambda r: (-(r[2] + r[3]), -r[2]))
