"""The points of a report: for the whole and each part, lenient (by content) and strict (by content
under headings of its own); and what a parent's verdict is, given its children's.

Ground floor: who judges a letter and who lays a person's decisions over it count alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pipeline.records import ContentVerdict, Outline, OutlineItem, PartScore

POINTS: dict[ContentVerdict, float] = {"full": 1.0, "thin": 0.5, "none": 0.0}
_OWN = frozenset(("kept", "renamed"))  # a merged heading is shared, and not the item's own


class Judged(Protocol):
    """A verdict, as far as points go."""

    @property
    def heading(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def score(self) -> float: ...


def part_scores(outline: Outline, verdicts: Sequence[Judged]) -> tuple[PartScore, ...]:
    """The whole first, then the parts in the outline's order. Only leaf items count; an optional
    one that is absent is not asked for."""
    tops = [item.id for item in outline.items if item.parent is None]
    return tuple(
        PartScore(part, _share(outline, verdicts, part), _share(outline, verdicts, part, _OWN))
        for part in ("", *tops)
    )


def asked_weight(outline: Outline, verdicts: Sequence[Judged], part: str = "") -> float:
    """The weights of all leaf items that are asked for."""
    return sum(item.weight for item, _ in _asked(outline, verdicts, part))


def parent_content(
    children: Sequence[tuple[OutlineItem, ContentVerdict]], own: bool
) -> ContentVerdict:
    """Full with two thirds of its direct children, an optional one that is absent being no fault;
    thin where it has something of its ``own`` (a heading, text) or anything of them is there."""
    asked = [c for item, c in children if not (item.optional and c == "none")]
    if asked and 3 * asked.count("full") >= 2 * len(asked):
        return "full"
    return "thin" if own or any(c != "none" for c in asked) else "none"


def _share(
    outline: Outline,
    verdicts: Sequence[Judged],
    part: str,
    headings: frozenset[str] | None = None,
) -> float:
    """The weighted share of the part's leaf items that earned their point; of those under one of
    ``headings`` only, where that is given."""
    earned = sum(
        item.weight * verdict.score
        for item, verdict in _asked(outline, verdicts, part)
        if headings is None or verdict.heading in headings
    )
    asked = asked_weight(outline, verdicts, part)
    return round(earned / asked, 4) if asked else 0.0


def _asked(
    outline: Outline, verdicts: Sequence[Judged], part: str
) -> list[tuple[OutlineItem, Judged]]:
    parents = {i.parent for i in outline.items}
    return [
        (item, verdict)
        for item, verdict in zip(outline.items, verdicts, strict=True)
        if (not part or item.id.split(".")[0] == part)
        and item.id not in parents
        and not (item.optional and verdict.content == "none")
    ]
