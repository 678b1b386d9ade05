"""The reliability curve: how sure the values were, and how many of them were right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.compile.plots import ReliabilityDot, plot_reliability, save
from pipeline.evaluation.agreement import reliability


def draw(said: Mapping[str, Sequence[tuple[float, bool]]], path: Path) -> None:
    """One line a set of letters; as SVG and PNG."""
    dots = {
        name: [ReliabilityDot(b.confidence, b.right, b.count) for b in reliability(pairs)]
        for name, pairs in said.items()
    }
    figure = plot_reliability(dots, "en")
    for suffix in (".svg", ".png"):
        save(figure, path.with_suffix(suffix))
