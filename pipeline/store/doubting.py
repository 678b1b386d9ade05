"""What of a letter a person should look at, and what is settled: pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.records import Outline
from pipeline.store.history import same
from pipeline.store.read import reading_of
from pipeline.store.types import Decided, Doubt, Event, Published, path_of
from pipeline.store.worth import worth

_DERIVED = frozenset(("fields.number_symbol",))
"""Follow from others and are never asked by themselves."""
_NOTHING: tuple[Decided, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt, and whether it is still ``open``."""

    doubt: Doubt
    open: bool


def questions(
    read: Published, shown: Published, decided: Sequence[Event], outline: Outline | None
) -> list[Question]:
    """Everything the machine marked for review, and every decision that a new reading contradicts,
    by ``what``. ``read``: the machine's reading; ``shown``: the same with the decisions in force
    (``decided``) applied."""
    settled = {e.what: e for e in decided}
    marked = dict(_marked(read))
    still = dict(_marked(shown))
    asked = []
    for what in sorted({*marked, *settled} - _DERIVED):
        new = disagreement(read, settled[what]) if what in settled else None
        if what not in marked and new is None:
            continue
        unsure = what in still and what not in settled
        asked.append(Question(_doubt(read, shown, what, new, outline), unsure or new is not None))
    return asked


def disagreement(read: Published, event: Event) -> Decided:
    """What the machine reads now, where it is neither what the person decided nor what the machine
    had read when they did; else None. No value contradicts nothing."""
    now = reading_of(read, path_of(event.what))
    if now is None or now["value"] in _NOTHING or now["source"] == "corrected":
        return None
    old = event.reading["value"] if event.reading else event.before
    if same(now["value"], event.after) or same(now["value"], old):
        return None
    return now["value"]


def _marked(document: Published) -> Iterator[tuple[str, Any]]:
    for name, value in document["fields"].items():
        if value["review"] and f"fields.{name}" not in _DERIVED:
            yield f"fields.{name}", value
    for item in (document["coverage"] or {}).get("items", ()):
        if item["review"]:
            yield f"coverage.{item['id']}.content", item


def _doubt(
    read: Published, shown: Published, what: str, new: Decided, outline: Outline | None
) -> Doubt:
    path = path_of(what)
    machine, found = _at(read, what), _at(shown, what)
    sure = machine["confidence"]
    place = found if path.field else (found["evidence"] or [{}])[0]
    return Doubt(
        key=f"{read['sha256']}/{what}",
        sha256=read["sha256"],
        file=read["file"],
        what=what,
        value=found["value"] if path.field else found[path.part],
        confidence=sure,
        source=found.get("source", "read"),
        why=found.get("why"),
        page=place.get("page"),
        box=place.get("box"),
        quote=place.get("raw") if path.field else place.get("quote"),
        worth=worth(read, what, sure if new is not None else 1.0 - sure, outline),
        disagrees=new,
    )


def _at(document: Published, what: str) -> Any:
    path = path_of(what)
    if path.field:
        return document["fields"][path.field]
    return next(i for i in document["coverage"]["items"] if i["id"] == path.item)
