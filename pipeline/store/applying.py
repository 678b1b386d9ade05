"""What people decided, laid over what machines read: pure functions, no database."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.machine import UNFOUND, keep_machine
from pipeline.points import POINTS
from pipeline.records import Outline
from pipeline.store.history import in_force
from pipeline.store.scoring import score_again
from pipeline.store.types import Event, Published, path_of

_SAID = {
    "accept": "Người xác nhận",
    "correct": "Người sửa",
    "unreadable": "Người xem, không đọc được",
    "move": "Người chỉ lại chỗ",
}
_NOWHERE = {"value": None, "raw": None, "page": None, "box": None}


def apply(
    document: Published, events: Sequence[Event], outlines: Mapping[str, Outline] | None = None
) -> Published:
    """The document as people left it; the one given stays as it is. Events of other letters are
    passed over, and of two on the same thing the later in the sequence wins. Applying twice
    changes nothing more.

    What a person decided is marked ``corrected`` (``unreadable`` where they say so), and keeps the
    machine's own reading under ``machine``. Scores are computed again where ``outlines`` has the
    outline by name; without it, ``coverage.corrected`` says that they may not fit any more. A
    decision that finds no place in this reading (the outline changed) is listed under
    ``unapplied``, never dropped."""
    mine = [e for e in in_force(events) if e.sha256 == document["sha256"]]
    result = copy.deepcopy(document)
    latest = {e.what: e for e in mine}
    lost = []
    for event in mine:
        path = path_of(event.what)
        if path.field:
            _decide_field(result["fields"], path.field, event)
        elif not _decide_item(result["coverage"], path.item, path.part, event):
            lost.append({"what": event.what, "after": event.after, "why": told([event])})
    _mend_number_symbol(result["fields"], latest)
    coverage = result["coverage"]
    if coverage and any("corrected" in item for item in coverage["items"]):
        decided = {path_of(w).item for w in latest if w.endswith(".content")}
        score_again(coverage, (outlines or {}).get(coverage["outline"]), decided)
    if lost:
        result["unapplied"] = lost
    else:
        result.pop("unapplied", None)
    return result


def told(events: Iterable[Event]) -> str:
    """Who, when and why: ``Người sửa: Lan, 2026-11-20T09:00 (đọc trên bản giấy)``."""
    return "; ".join(
        f"{_SAID[e.kind]}: {e.who}, {e.when}{f' ({e.why})' if e.why else ''}" for e in events
    )


def _decide_field(fields: dict[str, Any], name: str, event: Event) -> None:
    read = fields.get(name) or {**_NOWHERE, "machine": dict(UNFOUND)}
    keep_machine(read)
    value = {
        **read,
        "value": event.after,
        "confidence": 1.0,
        "source": "unreadable" if event.kind == "unreadable" else "corrected",
        "review": False,
        "why": told([event]),
    }
    if event.evidence is not None:
        value |= {"page": event.evidence["page"], "box": event.evidence["box"]}
        value["raw"] = event.evidence["quote"] or value["raw"]
    fields[name] = value


def _decide_item(coverage: dict[str, Any] | None, id: str, part: str, event: Event) -> bool:
    """Whether the item was there to be decided about."""
    for item in coverage["items"] if coverage else ():
        if item["id"] == id:
            keep_machine(item)
            said = {**item.get("corrected", {}), part: told([event])}
            item |= {"corrected": said, "why": "; ".join(said[p] for p in sorted(said))}
            if event.kind == "unreadable":  # the verdict stays the machine's, and says so
                item |= {"source": "unreadable", "review": False}
            else:
                item |= {part: event.after, "source": "corrected"}
                _follow(item, part, event)
            return True
    return False


def _follow(item: dict[str, Any], part: str, event: Event) -> None:
    """What hangs on a verdict's part: points and certainty on content, the print on a heading."""
    if part == "content":
        score = {str(content): points for content, points in POINTS.items()}[str(event.after)]
        item |= {"score": score, "confidence": 1.0, "review": False}
    elif event.after == "none":
        item["printed_heading"] = None
    if event.evidence is not None:
        item["evidence"] = [dict(event.evidence)]
    elif item["content"] == item["heading"] == "none":
        item["evidence"] = []


def _mend_number_symbol(fields: dict[str, Any], latest: Mapping[str, Event]) -> None:
    """``number_symbol`` is put together from its decided parts, unless a person set it too."""
    parts = [latest[what] for what in ("fields.number", "fields.symbol") if what in latest]
    whole = fields.get("number_symbol")
    if not parts or not whole or "fields.number_symbol" in latest:
        return
    keep_machine(whole)
    number, symbol = (fields.get(name, {}).get("value") for name in ("number", "symbol"))
    # Party texts join with a dash (34-CT/TW), all others with a slash.
    party = re.match(r"\d+\w?-", str(whole["machine"]["value"] or ""))
    whole["value"] = f"{number}{'-' if party else '/'}{symbol}" if number and symbol else None
    both = [fields[name] for name in ("number", "symbol") if name in fields]
    unread = any(v["source"] == "unreadable" for v in both) and whole["value"] is None
    whole |= {"source": "unreadable" if unread else "inferred", "why": told(parts)}
    whole |= {"review": any(v["review"] for v in both)}
    whole["confidence"] = min(v["confidence"] for v in both)
