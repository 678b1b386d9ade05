"""How references hold when scans get worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.compile.labels import Lang
from pipeline.compile.plots.style import BLUE, FAINT, INK, VERMILION, new_figure, title
from pipeline.compile.plots.words import word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LOWEST = 0.5
_LINES = {"runs": "-", "independent": "--"}
_COPIES = {"read": "D", "simulated": "x"}  # letters, by how badly each was read
_OF = (("decision_f1", "decision_survives", "own", VERMILION, "o"),
       ("f1", "number_survives", "all", BLUE, "s"))  # fmt: skip
_F1 = tuple(of[0] for of in _OF)


def plot_noise(rows: Mapping[str, Sequence[Mapping[str, float]]], lang: Lang = "vi") -> Figure:
    """F1 against the error rate as made; ``rows`` are the lists of ``docs/noise-curve.json``, by
    kind of noise; ``read`` and ``simulated`` are real and made copies, put together by how badly
    each letter was read. The dotted lines are what no method can beat: recall where the digits
    can still be read, without a false find."""
    figure, axes = new_figure(7.2, 4.4)
    for kind, points in rows.items():
        across = [100 * p["cer"] for p in points]
        if kind in _COPIES:
            axes.plot(across, [p["f1"] for p in points], _COPIES[kind], color=INK, markersize=6,
                      fillstyle="none", label=word(f"noise.{kind}", lang))  # fmt: skip
            continue
        for key, _, name, colour, marker in _OF:
            told = f"{word(f'noise.{name}', lang)} ({word(f'noise.{kind}', lang)})"
            axes.plot(across, [p[key] for p in points], _LINES[kind], color=colour, marker=marker,
                      markersize=4, label=told)  # fmt: skip
    for _, survives, name, colour, _ in _OF:
        points = rows.get("runs", ())
        alive = [p[survives] for p in points]
        best = [2 * share / (1 + share) for share in alive]
        key = "noise.own_alive" if name == "own" else "noise.alive"
        axes.plot([100 * p["cer"] for p in points], best, ":", color=colour, linewidth=1.2,
                  label=word(key, lang))  # fmt: skip
    right = max([15.0, *(100 * p["cer"] for points in rows.values() for p in points)])
    worst = min([_LOWEST, *(p[key] for points in rows.values() for p in points for key in _F1)])
    axes.set(ylim=(worst - 0.01, 1.01), xlim=(-0.3, right + 0.5))
    axes.set_xlabel(word("noise.x", lang), fontsize=8.5)
    axes.set_ylabel(word("noise.y", lang), fontsize=8.5)
    axes.grid(color=FAINT)
    axes.set_axisbelow(True)
    axes.legend(frameon=False, loc="lower left", fontsize=8)
    title(axes, word("noise.title", lang))
    return figure
