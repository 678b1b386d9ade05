"""How far a report's order is from the outline's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from pipeline.compile.adaptation.flow import flow_of, place_of
from pipeline.compile.tables import Published, name_of


@dataclass(frozen=True, slots=True)
class OrderChange:
    """``sequence``: the leaf items with a heading, in the report's order; items under one merged
    heading stand together and make no pair. ``tau`` is Kendall's (1938): 1 as in the outline, -1
    the other way round, None with fewer than two headings; ``inversions``: pairs out of order."""

    file: str
    name: str
    outline: str
    sequence: tuple[tuple[str, ...], ...]
    pairs: int
    inversions: int

    @property
    def tau(self) -> float | None:
        return 1.0 - 2.0 * self.inversions / self.pairs if self.pairs else None


def order_change(document: Published) -> OrderChange | None:
    """The order of one report; None where the letter was not scored."""
    coverage = document["coverage"]
    if not coverage:
        return None
    flow = flow_of(document)
    parents = {item["id"].rpartition(".")[0] for item in coverage["items"]}
    placed: list[tuple[str, int]] = []
    for item in coverage["items"]:
        at = place_of(flow, item)
        if item["printed_heading"] and item["id"] not in parents and at is not None:
            placed.append((item["id"], at))
    pairs = [(a, b) for (_, a), (_, b) in combinations(placed, 2) if a != b]
    groups: dict[int, list[str]] = {}
    for id, at in placed:
        groups.setdefault(at, []).append(id)
    return OrderChange(
        str(document["file"]),
        name_of(document),
        str(coverage["outline"]),
        tuple(tuple(groups[at]) for at in sorted(groups)),
        len(pairs),
        sum(a > b for a, b in pairs),
    )
