"""The reliability curve: how sure the values were, and how many of them were right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.evaluation.agreement import calibration_error, reliability

_COLOURS = ("#1f4e79", "#b5541c", "#4a7c3a")


def draw(said: Mapping[str, Sequence[tuple[float, bool]]], path: Path) -> None:
    """One line a set of letters, dots as large as the count they rest on; as SVG and PNG."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "vanban"  # the same bytes every time
    figure, axes = plt.subplots(figsize=(5.2, 5.0), layout="constrained")
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--")
    for (name, pairs), colour in zip(said.items(), _COLOURS, strict=False):
        bins = reliability(pairs)
        x, y = [b.confidence for b in bins], [b.right for b in bins]
        error = calibration_error(pairs)
        label = f"{name}: {len(pairs)} values, error {error:.3f}"
        axes.plot(x, y, color=colour, linewidth=1.2, label=label)
        axes.scatter(x, y, s=[12 + 2.5 * b.count**0.75 for b in bins], color=colour, alpha=0.6)
    axes.set(
        xlabel="confidence said / độ tin máy nêu", ylabel="share right / tỷ lệ đúng",
        xlim=(0, 1.02), ylim=(0, 1.04),
    )  # fmt: skip
    axes.legend(loc="upper left", bbox_to_anchor=(0.0, 0.62), fontsize=8, frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    path.parent.mkdir(parents=True, exist_ok=True)
    for target in (path.with_suffix(".svg"), path.with_suffix(".png")):
        extra = {"Date": None} if target.suffix == ".svg" else {"Software": None}
        figure.savefig(target, dpi=110, metadata=extra)
    plt.close(figure)
