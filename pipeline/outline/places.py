"""Whether an item stands where the outline wants it: under its parent, and in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from pipeline.records import Outline, OutlineItem


def misplaced(
    item: OutlineItem,
    outline: Outline,
    above: Sequence[tuple[str, ...]],
    headed: frozenset[str],
) -> bool:
    """Whether an item's text stands under another parent than in the outline. ``above``: ids that
    the headings over it serve, innermost first; ``headed``: ids with a heading anywhere. A level
    that the report skips is no move."""
    over = item.parent
    stack = {id_ for ids in above for id_ in ids}
    while over is not None:
        if over in headed:
            return over not in stack
        over = outline.item(over).parent
    for ids in above:
        others = [id_ for id_ in ids if id_ != item.id and not id_.startswith(item.id + ".")]
        if others:
            return (
                not any(
                    item.id.startswith(id_ + ".") or outline.item(id_).parent == item.parent
                    for id_ in others
                )
                and item.parent is not None
            )
    return False


def out_of_order(positions: Mapping[str, int], outline: Outline) -> frozenset[str]:
    """Items that are not in every longest run of siblings in order: the fewest whose removal
    restores the order; both, where two neighbours swap. ``positions``: where each item begins."""
    moved: set[str] = set()
    for parent in dict.fromkeys(i.parent for i in outline.items):
        ids = [i.id for i in outline.items if i.parent == parent and i.id in positions]
        places = [positions[id_] for id_ in ids]
        rising = _runs(places)
        falling = _runs([-p for p in reversed(places)])[::-1]
        longest = max((a + b - 1 for a, b in zip(rising, falling, strict=True)), default=0)
        # an item is in some longest run iff both halves add up, in all iff alone at its length
        at = [a for a, b in zip(rising, falling, strict=True) if a + b - 1 == longest]
        for id_, a, b in zip(ids, rising, falling, strict=True):
            if a + b - 1 < longest or at.count(a) > 1:
                moved.add(id_)
    return frozenset(moved)


def _runs(places: Sequence[int]) -> list[int]:
    """For each place, the length of the longest non-falling run that ends there."""
    tails: list[int] = []
    lengths: list[int] = []
    for place in places:
        at = bisect_right(tails, place)
        tails[at : at + 1] = [place]
        lengths.append(at + 1)
    return lengths
