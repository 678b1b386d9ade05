"""Letters: the list, one of them, and what people decided about it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from pipeline.records import LetterKind
from pipeline.review.api.common import AReader, Limit, Offset, Page, Sha256, Told, Typed, page
from pipeline.review.api.events import Event, shown
from pipeline.review.api.published import PublishedLetter
from pipeline.review.context import Context
from pipeline.review.failures import Refused

router = APIRouter(tags=["documents"])
_LATEST = 2**62


class LetterRow(Told):
    """``doubts``: what is still to be settled; ``decided``: what people settled."""

    sha256: str
    file: str
    status: str
    kind: str
    number_symbol: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    outline: str | None
    score: float | None
    doubts: int
    decided: int


@router.get("/documents", response_model=Page[LetterRow])
def documents(
    here: AReader,
    offset: Offset = 0,
    limit: Limit = 50,
    q: Typed = "",
    kind: LetterKind | None = None,
    doubts: bool = False,
) -> Any:
    """All letters; ``q`` looks at names, numbers, issuers and subjects, ``doubts`` keeps those
    with something to settle."""
    found = here.desk.letters(offset, limit, query=q, kind=kind, doubts_only=doubts)
    return page(found.rows, found.total, offset, limit)


@router.get("/documents/{sha256}", response_model=PublishedLetter)
def document(here: AReader, sha256: Sha256) -> Any:
    """One letter as published, with people's decisions in it."""
    return letter(here, sha256)


@router.get("/documents/{sha256}/events", response_model=Page[Event])
def events(
    here: AReader,
    sha256: Sha256,
    after: Annotated[int, Query(ge=0, le=_LATEST, description="only later ones")] = 0,
    limit: Limit = 100,
) -> Any:
    """What people decided about a letter, oldest first."""
    letter(here, sha256)
    found = [shown(event) for event in here.desk.events(sha256, after, limit)]
    return page(found, len(found), 0, limit)


def letter(here: Context, sha256: str) -> dict[str, Any]:
    """The letter with these bytes. Raises ``Refused`` (404)."""
    found = here.desk.letter(sha256)
    if found is None:
        raise Refused(404, "not_found")
    return found
