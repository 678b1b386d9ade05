"""The adaptation measures as tables: a row an operation, report, pair or passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from pipeline.compile.adaptation.likeness import Tree
from pipeline.compile.adaptation.operations import Step, steps
from pipeline.compile.adaptation.order import order_change
from pipeline.compile.adaptation.repeats import repeats
from pipeline.compile.adaptation.reuse import Reuse
from pipeline.compile.adaptation.shingles import Passage
from pipeline.compile.tables import Published

if TYPE_CHECKING:
    from pandas import DataFrame

_ORDER = ("file", "name", "outline", "headings", "pairs", "inversions", "tau", "sequence")
_REUSE = (
    "file", "name", "date", "source", "source_name", "source_date", "share", "syllables",
    "passages",
)  # fmt: skip
_PASSAGE = tuple(f.name for f in fields(Passage))
_REPEATS = ("file", "name", "share", "passages", *(n for n in _PASSAGE))


def operations_frame(reports: Iterable[Published]) -> DataFrame:
    """A row an item and report, then a row an added section; columns as ``Step``."""
    from pandas import DataFrame

    columns = [f.name for f in fields(Step)]
    return DataFrame([asdict(s) for r in reports for s in steps(r)], columns=columns)


def order_frame(reports: Iterable[Published]) -> DataFrame:
    """A row a report. ``sequence``: ``I.1 I.2 II.1.a+II.1.b``, merged items joined by a plus."""
    from pandas import DataFrame

    rows = [
        {
            "file": change.file,
            "name": change.name,
            "outline": change.outline,
            "headings": len(change.sequence),
            "pairs": change.pairs,
            "inversions": change.inversions,
            "tau": change.tau,
            "sequence": " ".join("+".join(group) for group in change.sequence),
        }
        for change in map(order_change, reports)
        if change
    ]
    return DataFrame(rows, columns=list(_ORDER))


def reuse_frame(found: Iterable[Reuse]) -> DataFrame:
    """A row a report and source, the largest share first."""
    from pandas import DataFrame

    rows = [
        {
            **{name: getattr(r, name) for name in _REUSE[:7]},
            "syllables": sum(p.syllables for p in r.passages),
            "passages": len(r.passages),
        }
        for r in sorted(found, key=lambda r: (-r.share, r.file, r.source))
    ]
    return DataFrame(rows, columns=list(_REUSE))


def passages_frame(found: Iterable[Reuse]) -> DataFrame:
    """A row a passage: the words here and there, with their pages."""
    from pandas import DataFrame

    rows = [
        {"file": r.file, "name": r.name, "source": r.source, "source_name": r.source_name}
        | asdict(p)
        for r in found
        for p in r.passages
    ]
    columns = ["file", "name", "source", "source_name", *_PASSAGE]
    return DataFrame(rows, columns=columns)


def repeats_frame(reports: Iterable[Published], titles: Sequence[str] = ()) -> DataFrame:
    """A row a passage that a report says twice; ``share`` is of the whole report."""
    from pandas import DataFrame

    rows = [
        {"file": r.file, "name": r.name, "share": r.share, "passages": len(r.passages)} | asdict(p)
        for r in (repeats(report, titles) for report in reports)
        for p in r.passages
    ]
    return DataFrame(rows, columns=list(_REPEATS))


def similarity_frame(tree: Tree) -> DataFrame:
    """1 less the distance, reports in the order of the dendrogram."""
    from pandas import DataFrame

    files = [tree.files[n] for n in tree.order]
    rows = [[1.0 - tree.distances[a][b] for b in tree.order] for a in tree.order]
    return DataFrame(rows, index=files, columns=files)
