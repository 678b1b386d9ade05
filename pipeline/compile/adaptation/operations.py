"""What a report does with each item of the outline, and what it adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.compile.adaptation.flow import Flow, flow_of, place_of
from pipeline.compile.tables import Published, clean, name_of

Operation = Literal["kept", "renamed", "merged", "split", "unheaded", "dropped", "added"]
"""``unheaded``: the text speaks of the item without a heading. The others as in the outline
rules: ``split`` means that other items' headings stand between its own passages."""

OPERATIONS: tuple[Operation, ...] = (
    "kept", "renamed", "merged", "split", "unheaded", "dropped", "added",
)  # fmt: skip

_FEWEST_WORDS = 4
"""A shorter quote (the rest of a clause after a page break) may stand anywhere."""


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of one report. ``item`` is empty for what is added; ``moved`` comes on top
    of any operation; ``doubtful``: a person should look before it is counted."""

    file: str
    name: str
    outline: str
    item: str
    title: str
    operation: Operation
    moved: bool
    printed: str | None
    page: int | None
    doubtful: bool


def steps(document: Published) -> tuple[Step, ...]:
    """The operations of one report, items in the outline's order, additions last; none where
    the letter was not scored."""
    coverage = document["coverage"]
    if not coverage:
        return ()
    split = _split(flow_of(document), coverage["items"])
    told = (str(document["file"]), name_of(document), str(coverage["outline"]))
    found = []
    for item in coverage["items"]:
        evidence = item["evidence"]
        operation = "split" if item["id"] in split else _operation(item)
        found.append(
            Step(
                *told,
                item["id"],
                clean(item["title"]),
                operation,
                bool(item["moved"]),
                item["printed_heading"],
                evidence[0]["page"] if evidence else None,
                bool(item["review"]),
            )
        )
    for extra in coverage["extra_sections"]:
        title = clean(extra["title"])
        found.append(Step(*told, "", title, "added", False, title, extra["page"], False))
    return tuple(found)


def _operation(item: Mapping[str, Any]) -> Operation:
    heading: Operation = item["heading"] if item["heading"] != "none" else "unheaded"
    return "dropped" if heading == "unheaded" and item["content"] == "none" else heading


def _split(flow: Flow, items: list[dict[str, Any]]) -> frozenset[str]:
    """Leaf items with a heading of their own whose passages have a heading of another item
    between them."""
    parents = {item["id"].rpartition(".")[0] for item in items}
    leaves = [item for item in items if item["id"] not in parents]
    headings = [(i["id"], at) for i, at in _headings(flow, leaves)]
    found = set()
    for item in leaves:
        if item["heading"] not in ("kept", "renamed"):
            continue
        said = [e for e in item["evidence"] if len(e["quote"].split()) >= _FEWEST_WORDS]
        places = [flow.find(e["quote"], e["page"]) for e in said]
        known = sorted(p for p in places if p is not None)
        if known and any(i != item["id"] and known[0] < at < known[-1] for i, at in headings):
            found.add(item["id"])
    return frozenset(found)


def _headings(flow: Flow, items: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], int]]:
    for item in items:
        at = place_of(flow, item)
        if item["printed_heading"] and at is not None:
            yield item, at
