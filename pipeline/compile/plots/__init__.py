"""Pictures of a corpus, for pages, notebooks and Word: each function gives a matplotlib figure,
``to_png``, ``to_svg`` and ``save`` turn it into the same bytes every time."""

from pipeline.compile.plots.arrivals import Arrival, plot_arrivals
from pipeline.compile.plots.coverage import plot_coverage
from pipeline.compile.plots.dendrogram import plot_dendrogram
from pipeline.compile.plots.growth import plot_growth
from pipeline.compile.plots.noise import plot_noise
from pipeline.compile.plots.omitted import plot_omitted
from pipeline.compile.plots.operations import plot_operations
from pipeline.compile.plots.reliability import ReliabilityDot, plot_reliability
from pipeline.compile.plots.scores import plot_scores
from pipeline.compile.plots.sets import album, annex
from pipeline.compile.plots.style import save, to_png, to_svg

__all__ = [
    "Arrival", "ReliabilityDot", "album", "annex", "plot_arrivals", "plot_coverage",
    "plot_dendrogram", "plot_growth", "plot_noise", "plot_omitted", "plot_operations",
    "plot_reliability", "plot_scores", "save", "to_png", "to_svg",
]  # fmt: skip
