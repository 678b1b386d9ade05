"""Doubts, and what people decide about them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BeforeValidator, ConfigDict, Field

from pipeline.errors import BadSettings, NoInput
from pipeline.review.api.common import (
    AReader,
    AReviewer,
    Limit,
    Offset,
    Page,
    Sha256,
    Told,
    page,
)
from pipeline.review.api.documents import letter
from pipeline.review.api.events import Conflict, Event, shown
from pipeline.review.context import Context
from pipeline.review.failures import Refused
from pipeline.review.security.audit import audit
from pipeline.store import types as stored

router = APIRouter(tags=["decisions"])
_LONGEST = 4000
# Text as people type it: no control character but tab and line break.
_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Text = Annotated[str, Field(max_length=_LONGEST, pattern=_TEXT)]
# To JSON, 1.0 is a whole number; "1" and true are none.
WHOLE = BeforeValidator(lambda v: int(v) if isinstance(v, float) and v.is_integer() else v)
Fraction = Annotated[float, Field(ge=0, le=1)]
_BOUND = 2**62
_CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {"model": Conflict, "description": "Somebody else has decided this since it was seen"}
}


class Doubt(Told):
    """Something to settle; ``key`` is ``<sha256>/<what>``, ``worth`` orders the queue.
    ``disagrees``: what a new reading says against an old decision."""

    key: str
    sha256: str
    file: str
    what: str
    value: str | list[str] | None
    confidence: float
    source: str
    why: str | None
    page: int | None
    box: list[float] | None
    quote: str | None
    worth: float
    disagrees: str | list[str] | None


class NextDoubt(Told):
    """``doubt`` is null when all is settled; ``left`` counts what is still open."""

    doubt: Doubt | None
    left: int


class NewEvidence(Told):
    model_config = ConfigDict(extra="forbid", strict=True)

    page: Annotated[int, Field(ge=1, le=100_000), WHOLE] | None = None
    box: Annotated[list[Fraction], Field(min_length=4, max_length=4)] | None = None
    quote: Text | None = None


class NewDecision(Told):
    """``seen``: the id of the last event on this ``what`` that the person saw, 0 for none."""

    model_config = ConfigDict(extra="forbid", strict=True)

    what: Annotated[str, Field(max_length=200, pattern=r"^[a-z]+\.[^\x00-\x20\x7f]+$")]
    kind: stored.DecisionKind
    value: Text | Annotated[list[Text], Field(max_length=200)] | None = None
    evidence: NewEvidence | None = None
    why: Text = ""
    seen: Annotated[int, Field(ge=0, le=_BOUND), WHOLE] = 0


@router.get("/doubts", response_model=Page[Doubt])
def doubts(here: AReader, offset: Offset = 0, limit: Limit = 50) -> Any:
    """The queue, the most valuable first."""
    found = here.desk.doubts(offset, limit)
    return page(found.rows, found.total, offset, limit)


@router.get("/doubts/next", response_model=NextDoubt)
def next_doubt(
    here: AReader,
    after: Annotated[str, Query(max_length=300, description="key of the one just settled")] = "",
) -> Any:
    """The next one of the queue."""
    found = here.desk.next_doubt(after or None)
    return {"doubt": found, "left": here.desk.doubts(0, 1).total}


@router.post(
    "/documents/{sha256}/decisions", response_model=Event, status_code=201, responses=_CONFLICT
)
def decide(here: AReviewer, sha256: Sha256, new: NewDecision) -> Any:
    """Keeps a person's decision; 409 where somebody else decided the same since it was seen."""
    letter(here, sha256)
    evidence: stored.Evidence | None = None
    if new.evidence is not None:
        told = new.evidence
        evidence = {"page": told.page, "box": told.box, "quote": told.quote}
    decision = stored.Decision(
        sha256, new.what, new.kind, _who(here), new.value, evidence, new.why, new.seen
    )
    return _kept(here, lambda: here.desk.decide(decision))


@router.post("/events/{id}/undo", response_model=Event, status_code=201, responses=_CONFLICT)
def undo(here: AReviewer, id: Annotated[int, Path(ge=1, le=_BOUND)]) -> Any:
    """Takes an event back, by another event; what was undone can be undone again."""
    return _kept(here, lambda: here.desk.undo(id, _who(here)))


def _who(here: Context) -> str:
    return here.need("reviewer").name


def _kept(here: Context, act: Any) -> dict[str, Any]:
    try:
        event = act()
    except stored.Conflict as conflict:
        raise Refused(409, "conflict", more={"latest": shown(conflict.latest)}) from conflict
    except NoInput as error:
        raise Refused(404, "not_found") from error
    except (BadSettings, ValueError) as error:
        raise Refused(422, "invalid", where=str(error)) from error
    told = {"event": event.id, "letter": event.sha256, "what": event.what, "kind": event.kind}
    audit("decide", event.who, here.address, **told)
    return shown(event)
