"""How computing time and memory grow with the number of letters or pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pipeline.compile.labels import Lang
from pipeline.compile.plots.style import BLUE, FAINT, GREY, VERMILION, new_figure, title
from pipeline.compile.plots.words import word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

What = Literal["cpu", "memory"]
_OF = (("letters", BLUE, "o"), ("pages", VERMILION, "s"))
_LINES = (("run_mb", "run", "-"), ("worker_mb", "worker", "--"))
_LIMIT_MB = 1024


def plot_growth(
    rows: Mapping[str, Sequence[Mapping[str, float]]],
    what: What,
    lang: Lang = "vi",
) -> Figure:
    """``rows``: the points of ``docs/scale.json`` by kind, ``letters`` and ``pages``. Both axes
    are logarithmic; the grey line of the times is straight growth from the largest size."""
    figure, axes = new_figure(7.2, 4.0)
    for kind, colour, marker in _OF:
        points = sorted(rows.get(kind, ()), key=lambda p: p["count"])
        if not points:
            continue
        look: dict[str, Any] = {"color": colour, "marker": marker, "markersize": 4}
        counts = [p["count"] for p in points]
        name = word(f"growth.{kind}", lang)
        if what == "cpu":
            axes.plot(counts, [p["cpu"] for p in points], "-", label=name, **look)
            straight = [points[-1]["cpu"] * n / counts[-1] for n in counts]
            axes.plot(counts, straight, ":", color=GREY, linewidth=1)
        else:
            for key, who, line in _LINES:
                told = f"{name}, {word(f'growth.{who}', lang)}"
                axes.plot(counts, [p[key] for p in points], line, label=told, **look)
    axes.set_xscale("log")
    if what == "cpu":
        axes.set_yscale("log")
    else:
        axes.axhline(_LIMIT_MB, color=GREY, linestyle=":", linewidth=1)
        axes.set_ylim(0, 1.1 * _LIMIT_MB)
    axes.set_xlabel(word("growth.x", lang), fontsize=8.5)
    axes.set_ylabel(word(f"growth.{what}.y", lang), fontsize=8.5)
    axes.grid(color=FAINT)
    axes.set_axisbelow(True)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(frameon=False, loc="upper left" if what == "cpu" else "best", fontsize=8)
    title(axes, word(f"growth.{what}.title", lang))
    return figure
