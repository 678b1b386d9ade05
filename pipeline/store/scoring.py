"""Points after a person changed a verdict, by the rule that made them (``pipeline.points``)."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from pipeline.machine import keep_machine, keep_scores
from pipeline.points import POINTS, parent_content, part_scores
from pipeline.records import ContentVerdict, Outline

_FOLLOWS = "Suy từ các mục con đã có người xem: {ids}"


@dataclass(frozen=True, slots=True)
class _Judged:
    heading: str
    content: str
    score: float


def score_again(coverage: dict[str, Any], outline: Outline | None, decided: Set[str]) -> None:
    """Parents follow their children, then the points of the whole and of each part are counted
    again. ``decided``: items whose content a person settled. Without the outline by which the
    report was judged nothing can be counted: ``corrected`` then says so."""
    items = coverage["items"]
    if outline is None or [i["id"] for i in items] != [i.id for i in outline.items]:
        coverage["corrected"] = True
        return
    keep_scores(coverage)
    _follow(items, outline, decided)
    scores = part_scores(outline, judged(coverage))
    coverage["score"] = scores[0].lenient
    coverage["scores"] = [
        {"part": s.id or None, "lenient": s.lenient, "strict": s.strict} for s in scores
    ]


def judged(coverage: dict[str, Any]) -> list[_Judged]:
    """The published verdicts as the rule takes them."""
    return [_Judged(i["heading"], i["content"], i["score"]) for i in coverage["items"]]


def _follow(items: list[dict[str, Any]], outline: Outline, decided: Set[str]) -> None:
    """A parent that no person judged is judged again where a person judged what is under it."""
    by_id = {item["id"]: item for item in items}
    for parent in sorted(outline.items, key=lambda i: -i.level):
        children = list(outline.children(parent.id))
        below = sorted(id for id in decided if id.startswith(f"{parent.id}."))
        if not children or not below or parent.id in decided:
            continue
        item = by_id[parent.id]
        machine = item.get("machine", item)
        before: list[tuple[Any, ContentVerdict]] = [
            (c, by_id[c.id].get("machine", by_id[c.id])["content"]) for c in children
        ]
        # Text of the parent's own shows where its children alone would not explain its verdict.
        own = machine["content"] != "none" and parent_content(before, own=False) == "none"
        now: list[tuple[Any, ContentVerdict]] = [(c, by_id[c.id]["content"]) for c in children]
        content = parent_content(now, own or item["heading"] != "none")
        review = item["review"] and any(by_id[c.id]["review"] for c in children)
        if content != item["content"] or review != item["review"]:
            keep_machine(item)
            item |= {"content": content, "score": POINTS[content], "review": review}
            if "corrected" not in item:  # its heading may be a person's
                item |= {"source": "inferred", "why": _FOLLOWS.format(ids=", ".join(below))}
