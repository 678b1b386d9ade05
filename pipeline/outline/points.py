"""The points of a report: for the whole and each part, lenient (by content) and strict (by content
under headings of its own)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import ItemVerdict, Outline, PartScore

_OWN = frozenset(("kept", "renamed"))  # a merged heading is shared, and not the item's own


def part_scores(outline: Outline, verdicts: Sequence[ItemVerdict]) -> tuple[PartScore, ...]:
    """The whole first, then the parts in the outline's order. Only leaf items count; an optional
    one that is absent is not asked for."""
    tops = [item.id for item in outline.items if item.parent is None]
    return tuple(
        PartScore(part, _share(outline, verdicts, part), _share(outline, verdicts, part, _OWN))
        for part in ("", *tops)
    )


def _share(
    outline: Outline,
    verdicts: Sequence[ItemVerdict],
    part: str,
    headings: frozenset[str] | None = None,
) -> float:
    """The weighted share of the part's leaf items that earned their point; of those under one of
    ``headings`` only, where that is given."""
    parents = {i.parent for i in outline.items}
    earned = asked = 0.0
    for item, verdict in zip(outline.items, verdicts, strict=True):
        if part and item.id.split(".")[0] != part:
            continue
        if item.id in parents or (item.optional and verdict.content == "none"):
            continue
        asked += item.weight
        if headings is None or verdict.heading in headings:
            earned += item.weight * verdict.score
    return round(earned / asked, 4) if asked else 0.0
