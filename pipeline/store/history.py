"""What a sequence of events comes to: pure functions, no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.store.types import Decided, Event
from pipeline.text import nfc, squash


def undone(events: Iterable[Event]) -> frozenset[int]:
    """Ids of the events that are taken back. An undo that was itself undone takes back nothing."""
    gone: set[int] = set()
    for event in sorted(events, key=lambda e: e.id, reverse=True):
        if event.undoes is not None and event.id not in gone:
            gone.add(event.undoes)  # only what came before can be undone: it is met later
    return frozenset(gone)


def in_force(events: Sequence[Event]) -> list[Event]:
    """The decision that holds for each letter and thing, oldest first: of two on the same, the
    later. ``events`` come in the order in which they happened."""
    gone = undone(events)
    latest: dict[tuple[str, str], Event] = {}
    for event in events:
        if event.kind != "undo" and (event.id == 0 or event.id not in gone):
            latest.pop((event.sha256, event.what), None)
            latest[event.sha256, event.what] = event
    return list(latest.values())


def same(one: Decided, other: Decided) -> bool:
    """Whether two values say the same, white space and forms of Unicode aside."""
    return _plain(one) == _plain(other)


def _plain(value: Decided) -> Decided:
    if isinstance(value, list):
        return [squash(nfc(part)) for part in value]
    return squash(nfc(value)) if value is not None else None
