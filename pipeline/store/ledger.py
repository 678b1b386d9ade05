"""The table of events: what people did, only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from pipeline.store.rows import dumped, storable_row
from pipeline.store.schema import EVENTS
from pipeline.store.types import Event

_AS_JSON = ("before", "after", "evidence", "reading")


def add(connection: Connection, event: Event) -> Event:
    """The event with the id it got."""
    row = {k: v for k, v in asdict(event).items() if k != "id"}
    row |= {name: dumped(row[name]) for name in _AS_JSON}
    made = connection.execute(insert(EVENTS).values(**storable_row(row)))
    key = made.inserted_primary_key
    return replace(event, id=key[0] if key else 0)


def of_letter(connection: Connection, sha256: str) -> list[Event]:
    """All events of one letter, oldest first."""
    found = select(EVENTS).where(EVENTS.c.sha256 == sha256).order_by(EVENTS.c.id)
    return [_event(row) for row in connection.execute(found).mappings()]


def since(
    connection: Connection, sha256: str | None = None, after: int = 0, limit: int | None = None
) -> list[Event]:
    """Events with higher ids than ``after``, oldest first."""
    found = select(EVENTS).where(EVENTS.c.id > after).order_by(EVENTS.c.id).limit(limit)
    if sha256 is not None:
        found = found.where(EVENTS.c.sha256 == sha256)
    return [_event(row) for row in connection.execute(found).mappings()]


def last_on(connection: Connection, sha256: str, what: str) -> Event | None:
    """The last thing that anybody did about ``what`` of a letter."""
    where = (EVENTS.c.sha256 == sha256) & (EVENTS.c.what == what)
    found = select(EVENTS).where(where).order_by(EVENTS.c.id.desc()).limit(1)
    row = connection.execute(found).mappings().first()
    return _event(row) if row else None


def one(connection: Connection, id: int) -> Event | None:
    row = connection.execute(select(EVENTS).where(EVENTS.c.id == id)).mappings().first()
    return _event(row) if row else None


def by_letter(connection: Connection) -> dict[str, list[Event]]:
    """All events, by the letter's hash."""
    found: dict[str, list[Event]] = {}
    for event in since(connection):
        found.setdefault(event.sha256, []).append(event)
    return found


def _event(row: Mapping[Any, Any]) -> Event:
    told = {str(k): v for k, v in row.items()}
    return Event(**{**told, **{name: json.loads(told[name]) for name in _AS_JSON}})
