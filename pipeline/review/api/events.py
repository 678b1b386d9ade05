"""Events as the interface gives them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.review.api.common import Error, Told
from pipeline.store import types as stored


class Evidence(Told):
    page: int | None = None
    box: list[float] | None = None
    quote: str | None = None


class Event(Told):
    """What somebody did, and when (ISO, UTC). ``undoes``: the event that an undo takes back."""

    id: int
    sha256: str
    file: str
    what: str
    kind: str
    before: str | list[str] | None
    after: str | list[str] | None
    evidence: Evidence | None
    who: str
    when: str
    why: str
    undoes: int | None


class Conflict(Told):
    """409: somebody was faster; ``latest`` is what they did."""

    error: Error
    latest: Event


def shown(event: stored.Event) -> dict[str, Any]:
    """The event without what only the store needs."""
    return {k: v for k, v in asdict(event).items() if k in Event.model_fields}
