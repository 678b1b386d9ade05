"""The noise curve as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.noise.curve import Point, f1


def draw(rows: Mapping[str, Sequence[Point]], path: Path) -> None:
    """F1 against the error rate as made; solid: errors in runs, dashed: independent ones. The
    same figures give the same bytes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "vanban", "svg.fonttype": "none", "font.size": 10})
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7.2, 4.2))
    looks = {"runs": ("-", "errors in runs, as measured"), "independent": ("--", "independent")}
    for name, points in rows.items():
        line, said = looks[name]
        across = [100 * p.cer for p in points]
        own, every = [f1(p.own) for p in points], [f1(p.all) for p in points]
        axes.plot(across, own, line, color="#a3341c", marker="o", ms=4,
                  label=f"the decision itself ({said})")  # fmt: skip
        axes.plot(across, every, line, color="#1f5a8a", marker="s", ms=4,
                  label=f"all references ({said})")  # fmt: skip
    runs = rows.get("runs", ())
    for own, colour in ((True, "#a3341c"), (False, "#1f5a8a")):
        share = [(p.own_alive if own else p.alive) for p in runs]
        best = [2 * a / (a + n) if n else 0.0 for a, n in share]  # recall a/n, precision 1
        axes.plot([100 * p.cer for p in runs], best, ":", color=colour, lw=1, alpha=0.7,
                  label="its number survives" if own else "their numbers survive")  # fmt: skip
    axes.axvline(5, color="#999999", lw=0.8)
    axes.set(xlabel="character error rate, %", ylabel="F1", ylim=(0.5, 1.01), xlim=(-0.3, 15.5))
    axes.grid(color="#dddddd", lw=0.6)
    axes.legend(frameon=False, loc="lower left")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    plt.close(figure)
