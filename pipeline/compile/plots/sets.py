"""All pictures of a corpus at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compile.adaptation.likeness import profile_tree
from pipeline.compile.adaptation.operations import steps
from pipeline.compile.labels import Lang
from pipeline.compile.plots.arrivals import plot_arrivals
from pipeline.compile.plots.coverage import plot_coverage
from pipeline.compile.plots.dendrogram import plot_dendrogram
from pipeline.compile.plots.omitted import plot_omitted
from pipeline.compile.plots.operations import plot_operations
from pipeline.compile.plots.scores import plot_scores
from pipeline.compile.plots.style import to_png
from pipeline.compile.plots.words import word
from pipeline.compile.tables import Matrix, Published, matrices, ordered
from pipeline.records import Outline

if TYPE_CHECKING:
    from matplotlib.figure import Figure


ROWS_A_PAGE = 36
"""Letters of a heat map on one page of a Word file, so that their names can be read."""


def annex(documents: Sequence[Published], outline: Outline, lang: Lang = "vi") -> dict[str, bytes]:
    """The pictures that go with a synthesis, as PNG by what they are called: the heat map, on as
    many pages as it takes, and the items left out most."""
    matrix = _matrix(documents, outline)
    if matrix is None:
        return {}
    parts = range(0, len(matrix.rows), ROWS_A_PAGE)
    named = {}
    for n, start in enumerate(parts, start=1):
        part = replace(matrix, rows=matrix.rows[start : start + ROWS_A_PAGE])
        number = f" ({n}/{len(parts)})" if len(parts) > 1 else ""
        named[word("coverage.title", lang) + number] = to_png(plot_coverage(part, lang))
    called = word("omitted.title", lang, n=len(matrix.rows))
    return {**named, called: to_png(plot_omitted(matrix, lang))}


def album(documents: Sequence[Published], outline: Outline, lang: Lang = "vi") -> dict[str, Figure]:
    """The pictures of the reports scored by ``outline``, by name: ``coverage``, ``omitted``,
    ``scores``, ``operations``, ``dendrogram``, ``arrivals``; none where no report was."""
    matrix = _matrix(documents, outline)
    if matrix is None:
        return {}
    reports = [document for document, _ in matrix.rows]
    return {
        "coverage": plot_coverage(matrix, lang),
        "omitted": plot_omitted(matrix, lang),
        "scores": plot_scores(reports, lang),
        "operations": plot_operations([s for r in reports for s in steps(r)], lang),
        "dendrogram": plot_dendrogram(profile_tree(reports), lang),
        "arrivals": plot_arrivals(reports, outline.deadline, lang),
    }


def _matrix(documents: Sequence[Published], outline: Outline) -> Matrix | None:
    return next((m for m in matrices(ordered(documents)) if m.outline == outline.name), None)
