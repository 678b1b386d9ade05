"""The public Python API: letters read, as tables, measures and pictures.

``import pipeline`` gives what is here by name (see ``docs/api.md``); everything heavy is imported
when it is first asked for.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pipeline.messages import Lang
from pipeline.records import Outline

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from pipeline.compile.adaptation import Tree
    from pipeline.evaluation import Report

PathLike = str | os.PathLike[str]
_SCREEN = 100
"""Dots an inch of a picture in a notebook."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure that a notebook shows by itself. ``save`` writes PNG or SVG by the suffix."""

    figure: Figure

    def save(self, path: PathLike) -> Path:
        from pipeline.compile.plots import save

        save(self.figure, Path(path))
        return Path(path)

    def _repr_png_(self) -> bytes:
        from pipeline.compile.plots import to_png

        return to_png(self.figure, _SCREEN)


@dataclass(frozen=True, slots=True)
class Adaptation:
    """How the reports of one outline adapt it; each table is described in ``docs/api.md``."""

    operations: DataFrame
    order: DataFrame
    from_guideline: DataFrame
    among: DataFrame
    passages: DataFrame
    repeats: DataFrame
    similarity: DataFrame
    tree: Tree


@dataclass(frozen=True, slots=True)
class Corpus:
    """Published letters, as ``documents.jsonl`` has them, and where their pictures lie."""

    documents: tuple[dict[str, Any], ...]
    out: Path | None = None

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.documents)

    def __getitem__(self, file: str) -> dict[str, Any]:
        """One letter by its file name. Raises ``KeyError`` where there is none."""
        for document in self.documents:
            if document["file"] == file:
                return document
        raise KeyError(file)

    def tables(self) -> dict[str, DataFrame]:
        """Every table by name; the same as ``OUT/tables`` holds."""
        from pipeline.compile.exports import facts_of, frames

        return frames(facts_of(self.documents))

    def table(self, name: str) -> DataFrame:
        """One table: ``letters``, ``fields``, ``coverage``, ``references`` …"""
        return self.tables()[name]

    def outline(self, name: str | None = None) -> Outline:
        """The outline of this name or file; without one, the only one that reports were scored
        by. Raises ``BadSettings`` where there are several, ``NoInput`` where there is none."""
        from pipeline.compile.synthesis import find_outline

        return find_outline(self.documents, name)

    def reports(self, outline: str | None = None) -> list[dict[str, Any]]:
        """The letters scored by an outline, in Vietnamese order of province and issuer."""
        from pipeline.compile.tables import ordered

        name = self.outline(outline).name
        return [d for d in ordered(self.documents) if (d["coverage"] or {}).get("outline") == name]

    def matrix(self, outline: str | None = None) -> DataFrame:
        """Reports × items: ``full``, ``thin``, ``none``; a question mark after it where a person
        should look."""
        from pandas import DataFrame

        chosen = self.outline(outline)
        rows = {
            report["file"]: {
                item["id"]: item["content"] + ("?" if item["review"] else "")
                for item in report["coverage"]["items"]
            }
            for report in self.reports(outline)
        }
        ids = [item.id for item in chosen.items]
        return DataFrame.from_dict(rows, orient="index", columns=None).reindex(columns=ids)

    def adaptation(self, outline: str | None = None) -> Adaptation:
        """What localities do with an outline: operations, order, wording, likeness."""
        from pipeline.compile import adaptation as measures

        chosen, reports = self.outline(outline), self.reports(outline)
        titles = [chosen.title, *(item.title for item in chosen.items)]
        guideline = next((d for d in self.documents if _is_guideline(d, chosen)), None)
        taken = measures.reuse_from(guideline, reports, titles) if guideline else ()
        among = measures.reuse_among(reports, titles)
        tree = measures.profile_tree(reports)
        return Adaptation(
            measures.operations_frame(reports),
            measures.order_frame(reports),
            measures.reuse_frame(taken),
            measures.reuse_frame(among),
            measures.passages_frame([*taken, *among]),
            measures.repeats_frame(reports, titles),
            measures.similarity_frame(tree),
            tree,
        )

    def plots(self, outline: str | None = None, lang: Lang = "vi") -> dict[str, Picture]:
        """All pictures of the reports of an outline, by name."""
        from pipeline.compile.plots import album

        made = album(self.documents, self.outline(outline), lang)
        return {name: Picture(figure) for name, figure in made.items()}

    def synthesis(self, path: PathLike, outline: str | None = None, passages: int = 5) -> Path:
        """Writes the synthesis of the reports as a Word file."""
        from pipeline.compile.plots import annex
        from pipeline.compile.synthesis import compose, write_synthesis

        chosen = self.outline(outline)
        made = compose(self.documents, chosen, passages)
        write_synthesis(made, Path(path), annex(self.documents, chosen))
        return Path(path)

    def evaluate(self, gold: PathLike) -> Report:
        """Scores against labels: a folder of ``<id>.json`` and ``<id>.txt``."""
        from pipeline.evaluation import evaluate

        return evaluate(self.documents, Path(gold))


def read(
    inputs: PathLike | Sequence[PathLike], out: PathLike | None = None, **settings: Any
) -> Corpus:
    """Reads files and folders, as ``vanban run`` does, without a word. ``out`` keeps the results,
    so that the next time only what is new is read; without it only the findings are kept.
    ``settings`` are those of ``pipeline.settings.Settings``.

    Raises ``NoInput``, ``BadSettings``, ``MissingDependency``, ``OutputUnwritable``; what is
    wrong with one letter stands in its ``errors``."""
    from pipeline import journey
    from pipeline.journey.entries import Silent
    from pipeline.settings import load as load_settings

    given = [inputs] if isinstance(inputs, (str, os.PathLike)) else inputs
    chosen = load_settings(settings)
    paths = [Path(path) for path in given]
    with _main_unseen():
        if out is not None:
            read = journey.run(paths, Path(out), chosen, Silent()).documents
            return Corpus(tuple(read), Path(out))
        with tempfile.TemporaryDirectory() as folder:
            return Corpus(tuple(journey.run(paths, Path(folder), chosen, Silent()).documents))


def load(out: PathLike) -> Corpus:
    """The results of an earlier run. Raises ``NoInput`` where there are none."""
    from pipeline.compile.contract import read_results

    return Corpus(tuple(read_results(Path(out))), Path(out))


def outlines() -> dict[str, Outline]:
    """Every outline under ``models/outlines``, by name."""
    from pipeline.knowledge.outlines import all_outlines

    return {outline.name: outline for outline in all_outlines()}


def plot_reliability(said: dict[str, Sequence[tuple[float, bool]]], lang: Lang = "vi") -> Picture:
    """How sure the values were, and how many were right: ``Report.said`` of an evaluation, by
    the name of a set."""
    from pipeline.compile.plots import ReliabilityDot
    from pipeline.compile.plots import plot_reliability as plot
    from pipeline.evaluation.agreement import reliability

    dots = {
        name: [ReliabilityDot(b.confidence, b.right, b.count) for b in reliability(pairs)]
        for name, pairs in said.items()
    }
    return Picture(plot(dots, lang))


def plot_noise(figures: dict[str, Sequence[dict[str, float]]], lang: Lang = "vi") -> Picture:
    """References under growing noise: the lists of ``docs/noise-curve.json``, by kind."""
    from pipeline.compile.plots import plot_noise as plot

    return Picture(plot(figures, lang))


def _is_guideline(document: dict[str, Any], outline: Outline) -> bool:
    symbol = (document["fields"].get("number_symbol") or {}).get("value")
    return bool(outline.guideline) and symbol == outline.guideline


@contextmanager
def _main_unseen() -> Iterator[None]:
    """Worker processes run the caller's main script again, unless they see none: a script that
    calls ``read`` without ``if __name__ == "__main__"`` would start itself over and over. Ours
    need nothing of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
