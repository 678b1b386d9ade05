"""The noise curve as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.compile.plots import plot_noise, save


def draw(figures: Mapping[str, Sequence[Mapping[str, float]]], path: Path) -> None:
    """``figures``: what ``docs/noise-curve.json`` lists, by kind of noise."""
    save(plot_noise(figures, "en"), path)
