"""A letter at the desk: its pages with boxes, what was found beside them, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.compile.pages.letter import sheets
from pipeline.compile.pages.marks import marks_of
from pipeline.compile.pages.states import state_of
from pipeline.compile.tables import Published, fields_of, name_of, value_of
from pipeline.review.context import Context, context
from pipeline.review.pages.card import form_of
from pipeline.review.pages.catalogue import event_kinds, kept_files
from pipeline.review.pages.frame import refused, render
from pipeline.review.pages.pictures import folder_of
from pipeline.store.types import Event

router = APIRouter(include_in_schema=False)
DOUBTS = 500
EVENTS = 1000


@router.get("/letters/{sha256}")
def letter(request: Request, sha256: str, what: str = "", page: int = 0) -> Response:
    """``what`` or ``page`` is where to begin."""
    here = context(request)
    found = here.desk.letter(sha256)
    if found is None:
        return refused(request, 404)
    start = entry_of(what) if what else f"page-{page}" if page else ""
    return render(request, "letter.html.j2", **_told(here, found), start=start)


@router.get("/letters/{sha256}/parts")
def parts(request: Request, sha256: str) -> Response:
    """What changes with a decision: the list, and the boxes over the pages."""
    here = context(request)
    found = here.desk.letter(sha256)
    if found is None:
        return refused(request, 404)
    return render(request, "letter_parts.html.j2", **_told(here, found))


def entry_of(what: str) -> str:
    """Where in the list something that can be decided stands: ``item-III.4``, ``field-date``."""
    room, _, rest = what.partition(".")
    return f"field-{rest}" if room == "fields" else f"item-{rest.rpartition('.')[0]}"


def history_of(events: Sequence[Event]) -> list[tuple[Event, bool]]:
    """Newest first, each with whether it has been undone (an undo can be undone itself)."""
    undone: set[int] = set()
    told = []
    for event in sorted(events, key=lambda e: -e.id):
        told.append((event, event.id in undone))
        if event.undoes is not None and event.id not in undone:
            undone.add(event.undoes)
    return told


def in_force(history: Sequence[tuple[Event, bool]]) -> dict[str, Event]:
    """The decision that stands on each thing that people decided."""
    found: dict[str, Event] = {}
    for event, undone in history:  # the newest first
        if not undone and event.kind != "undo":
            found.setdefault(event.what, event)
    return found


def _told(here: Context, letter: Published) -> dict[str, Any]:
    open = here.desk.doubts(0, DOUBTS, sha256=letter["sha256"]).rows
    coverage = letter["coverage"] or {"items": []}
    history = history_of(here.desk.events(letter["sha256"], limit=EVENTS))
    return {
        "letter": letter,
        "name": name_of(letter),
        "number": value_of(letter, "number_symbol"),
        "seen": int(letter.get("events") or 0),
        "sheets": sheets(letter, folder_of(here.out, letter), marks_of(letter)),
        "fields": fields_of(letter),
        "verdicts": coverage["items"],
        "state": state_of,
        "form_of": form_of,
        "entry_of": entry_of,
        "open": open,
        "disagrees": {d.what: d.disagrees for d in open if d.disagrees is not None},
        "history": history,
        "decided": in_force(history),
        "kinds": event_kinds(here.lang),
        "files": kept_files(here.lang),
    }
