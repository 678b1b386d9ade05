"""Letters × items, as the compliance matrix has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compile.labels import Lang
from pipeline.compile.plots.style import BLUE, FAINT, GREY, INK, SKY, new_figure, short, title
from pipeline.compile.plots.words import word
from pipeline.compile.tables import Matrix, name_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_FILL = {"full": BLUE, "thin": SKY, "none": "#FFFFFF"}
_SIGN = {"full": "", "thin": "", "none": "–"}
_WIDEST = 24.0


def plot_coverage(matrix: Matrix, lang: Lang = "vi") -> Figure:
    """A cell a verdict: dark for full, light for thin, a dash for absent, a question mark where a
    person should look. Size grows with the corpus; the order of letters is the matrix's."""
    rows, columns = len(matrix.rows), len(matrix.items)
    side = min(0.26, _WIDEST / max(1, columns))
    figure, axes = new_figure(3.2 + side * max(6, columns), 1.5 + 0.22 * max(3, rows))
    for y, (_, verdicts) in enumerate(matrix.rows):
        for x, (id, _) in enumerate(matrix.items):
            row = verdicts.get(id)
            _cell(axes, x, y, *((row.item["content"], row.item["review"]) if row else ("", False)))
    axes.set(xlim=(0, max(1, columns)), ylim=(max(1, rows), 0))
    axes.set_xticks([x + 0.5 for x in range(columns)], [id for id, _ in matrix.items], rotation=90)
    axes.set_yticks(
        [y + 0.5 for y in range(rows)], [short(name_of(d), 42, 1) for d, _ in matrix.rows]
    )
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=7.5)
    axes.spines[:].set_visible(False)
    title(axes, word("coverage.title", lang))
    _legend(axes, lang)
    return figure


def _cell(axes: Axes, x: int, y: int, content: str, review: bool) -> None:
    from matplotlib.patches import Rectangle

    fill = _FILL.get(content, FAINT)
    axes.add_patch(Rectangle((x, y), 1, 1, facecolor=fill, edgecolor="#BBBBBB", linewidth=0.5))
    sign = "?" if review else _SIGN.get(content, "")
    if sign:
        ink = "#FFFFFF" if content == "full" else INK if review else GREY
        weight = "bold" if review else "normal"
        axes.text(
            x + 0.5, y + 0.52, sign, ha="center", va="center", fontsize=7, color=ink, weight=weight
        )


def _legend(axes: Axes, lang: Lang) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    made: list[Patch | Line2D] = [
        Patch(facecolor=_FILL[c], edgecolor="#BBBBBB", label=word(f"coverage.{c}", lang))
        for c in ("full", "thin")
    ]
    absent = f"{_SIGN['none']} {word('coverage.none', lang)}"
    made.append(Patch(facecolor=_FILL["none"], edgecolor="#BBBBBB", label=absent))
    made.append(Line2D([], [], linestyle="", label=word("coverage.review", lang)))
    axes.legend(
        handles=made, loc="upper left", bbox_to_anchor=(0, -0.01), ncols=4, fontsize=8,
        frameon=False, borderaxespad=0.3,
    )  # fmt: skip
