"""The machine's own reading in a published document that people decided about.

Where a person's decision stands in place of what was read, the reading stays beside it under
``machine``: it can be shown, measured, and compared with later readings. Ground floor: who lays
decisions over readings and who measures readings agree on it here.
"""

from __future__ import annotations

import copy
from typing import Any

UNFOUND = {"value": None, "source": "absent", "confidence": 0.0, "review": False}
"""Of a field that the machine never spoke of. It has no ``raw``, which tells it from one that the
machine says is absent."""
_WHOLE = ("score", "scores")


def keep_machine(found: dict[str, Any]) -> None:
    """Puts a copy of a field or an item under its own ``machine``; once, as what stands there
    later may be a person's."""
    if "machine" not in found:
        found["machine"] = copy.deepcopy(found)


def keep_scores(coverage: dict[str, Any]) -> None:
    """The same for the points of a report."""
    if "machine" not in coverage:
        coverage["machine"] = {k: copy.deepcopy(coverage[k]) for k in _WHOLE if k in coverage}


def as_read(document: dict[str, Any]) -> dict[str, Any]:
    """The document as the machine read it, without people's decisions; the one given stays as it
    is."""
    fields = {name: value.get("machine", value) for name, value in document["fields"].items()}
    read = {k: v for k, v in document.items() if k != "unapplied"}
    read["fields"] = {name: value for name, value in fields.items() if "raw" in value}
    if coverage := document["coverage"]:
        whole = {k: v for k, v in coverage.items() if k not in ("machine", "corrected")}
        items = [item.get("machine", item) for item in coverage["items"]]
        read["coverage"] = {**whole, **coverage.get("machine", {}), "items": items}
    return copy.deepcopy(read)
