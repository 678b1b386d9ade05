"""What a decision is worth: the order of the queue.

Three ranks, so that what decides the table comes first; within a rank, what is likelier to change
something, and to change more:

    2 + swing × doubt        a verdict on a leaf item of a scored report
    1 + weight × doubt       number, date, issuer, symbol of a report
    0 + weight × doubt       everything else

``doubt`` is ``1 - confidence`` of what the machine says. ``swing`` is the most that the score can
move by this verdict: the item's share of all weights asked for, times the larger way from its
present points to 1 or to 0. ``weight`` is 0.9 for what the tables show in a column of its own, less
for the rest. Where a new reading contradicts a decision, ``doubt`` is the new reading's confidence:
the surer it is, the more a look is worth. All stay below 1, so ranks never mix.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.points import asked_weight
from pipeline.records import Outline
from pipeline.store.scoring import judged
from pipeline.store.types import Published, path_of

_SCORED, _REPORT, _REST = 2.0, 1.0, 0.0
_COLUMNS = {"number": 0.95, "date": 0.9, "issuer": 0.85, "symbol": 0.8}
_FIELD, _PARENT, _HEADING = 0.5, 0.4, 0.3


def worth(document: Published, what: str, doubt: float, outline: Outline | None) -> float:
    """``document`` is the machine's reading; ``doubt`` from 0 to 1."""
    path = path_of(what)
    if path.field:
        column = _COLUMNS.get(path.field)
        rank = _REPORT if column and document.get("kind") == "report" else _REST
        return round(rank + (column or _FIELD) * doubt, 6)
    if path.part == "heading":
        return round(_HEADING * doubt, 6)
    swing = _swing(document["coverage"], path.item, outline)
    return round(_SCORED + swing * doubt if swing else _PARENT * doubt, 6)


def _swing(coverage: dict[str, Any], id: str, outline: Outline | None) -> float:
    """How far the score can move by this verdict; 0 for a parent, which earns nothing itself."""
    items: Mapping[str, Mapping[str, Any]] = {i["id"]: i for i in coverage["items"]}
    if any(other.startswith(f"{id}.") for other in items):
        return 0.0
    way = float(max(1.0 - items[id]["score"], items[id]["score"]))
    if outline is None or list(items) != [i.id for i in outline.items]:
        return way / len(items)  # as if all weighed the same
    item = outline.item(id)
    asked = asked_weight(outline, judged(coverage))
    if item.optional and items[id]["content"] == "none":
        asked += item.weight  # found, it would be asked for
    return min(0.999, way * item.weight / asked) if asked else 0.0
