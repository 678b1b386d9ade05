"""What the machine says of one thing that a person may decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.machine import UNFOUND
from pipeline.store.types import Path, Published, Reading


def machine_of(document: Published, path: Path) -> Mapping[str, Any] | None:
    """The machine's value or item; None where this reading has no such thing."""
    found: Mapping[str, Any] | None
    if path.field:
        found = document["fields"].get(path.field, UNFOUND)
    else:
        items = (document["coverage"] or {}).get("items", ())
        found = next((i for i in items if i["id"] == path.item), None)
    return found and found.get("machine", found)


def reading_of(document: Published, path: Path) -> Reading | None:
    found = machine_of(document, path)
    if found is None:
        return None
    if path.field:
        return Reading(value=found["value"], source=found["source"])
    return Reading(value=found[path.part], source="read")
