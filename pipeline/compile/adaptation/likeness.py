"""Which localities are alike: in how they treat the outline, or in their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compile.adaptation.operations import steps
from pipeline.compile.adaptation.reuse import reuse_among
from pipeline.compile.tables import Published, name_of

Distances = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Average-linkage clustering. ``names`` in the order given; ``order``: their places from one
    end of the dendrogram to the other; ``merges``: rows as scipy's ``linkage`` has them (left,
    right, height, size), empty for fewer than two letters."""

    names: tuple[str, ...]
    files: tuple[str, ...]
    distances: Distances
    merges: tuple[tuple[float, float, float, float], ...]
    order: tuple[int, ...]


def profile_tree(reports: Sequence[Published]) -> Tree:
    """Distance: the share of items of their common outline that two reports treat differently
    (another operation, or moved in one only). Reports of several outlines are at distance 1."""
    profiles = [
        {(s.outline, s.item): (s.operation, s.moved) for s in steps(r) if s.item} for r in reports
    ]

    def distance(a: int, b: int) -> float:
        common = profiles[a].keys() & profiles[b].keys()
        differ = sum(profiles[a][key] != profiles[b][key] for key in common)
        return differ / len(common) if common else 1.0

    n = len(reports)
    return _tree(reports, [[distance(a, b) for b in range(n)] for a in range(n)])


def wording_tree(reports: Sequence[Published], titles: Sequence[str] = ()) -> Tree:
    """Distance: 1 less the larger share of wording that one has from the other."""
    at = {str(r["file"]): n for n, r in enumerate(reports)}
    rows = [[1.0] * len(reports) for _ in reports]
    for reuse in reuse_among(reports, titles):
        a, b = at[reuse.file], at[reuse.source]
        near = min(rows[a][b], 1.0 - min(1.0, reuse.share))
        rows[a][b] = rows[b][a] = near
    return _tree(reports, rows)


def _tree(reports: Sequence[Published], rows: Sequence[Sequence[float]]) -> Tree:
    names = tuple(name_of(r) for r in reports)
    files = tuple(str(r["file"]) for r in reports)
    square = tuple(
        tuple(0.0 if a == b else rows[a][b] for b in range(len(rows))) for a in range(len(rows))
    )
    if len(rows) < 2:
        return Tree(names, files, square, (), tuple(range(len(rows))))
    from scipy.cluster.hierarchy import leaves_list, linkage  # type: ignore[import-untyped]

    flat = [square[a][b] for a in range(len(rows)) for b in range(a + 1, len(rows))]
    merges = linkage(flat, method="average", optimal_ordering=True)
    return Tree(
        names,
        files,
        square,
        tuple((float(a), float(b), float(h), float(n)) for a, b, h, n in merges),
        tuple(int(n) for n in leaves_list(merges)),
    )
