"""What all of the interface has in common: pages of lists, refusals, who may ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from pipeline.review.context import Context, context
from pipeline.review.security import csrf
from pipeline.review.security.roles import Role

T = TypeVar("T")
_FURTHEST = 1_000_000_000
_MOST = 500
# Control characters have no place in what people type into one line, and PostgreSQL takes no NUL.
LINE = r"^[^\x00-\x1f\x7f]*$"

Offset = Annotated[int, Query(ge=0, le=_FURTHEST, description="how many to pass over")]
Limit = Annotated[int, Query(ge=1, le=_MOST, description="how many to give")]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="of the letter's bytes")]
Typed = Annotated[str, Query(max_length=500, pattern=LINE)]


class Told(BaseModel):
    """A model that says no more and no less than its fields."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Error(Told):
    code: str = Field(description="a stable word")
    message: str = Field(description="for people, in their language")


class Refusal(Told):
    error: Error


class Page(Told, Generic[T]):
    """One page of a longer list."""

    items: list[T]
    total: int
    offset: int
    limit: int


def _refusal(what: str, *headers: str) -> dict[str, Any]:
    told: dict[str, Any] = {"model": Refusal, "description": what}
    if headers:
        integer = {"schema": {"type": "integer"}}
        told["headers"] = dict.fromkeys(headers, integer)
    return told


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: _refusal("The request makes no sense"),
    401: _refusal("Nobody is signed in"),
    403: _refusal("Not with this role, or without the X-CSRF-Token"),
    404: _refusal("There is no such thing"),
    413: _refusal("More was sent than the limit"),
    421: _refusal("The Host header names somebody else"),
    422: _refusal("A value is wrong"),
    500: _refusal("An error in the program"),
    503: _refusal("Too busy; try again later", "Retry-After"),
}


def page(rows: Sequence[Any], total: int, offset: int, limit: int) -> dict[str, Any]:
    return {"items": list(rows), "total": total, "offset": offset, "limit": limit}


def asks(role: Role) -> Callable[[Request], Context]:
    """A dependency: who asks is at least a ``role``, and an unsafe request has its CSRF token."""

    def checked(request: Request) -> Context:
        here = context(request)
        here.need(role)
        if request.method not in csrf.SAFE:
            csrf.check_header(request)
        return here

    return checked


AReader = Annotated[Context, Depends(asks("reader"))]
AReviewer = Annotated[Context, Depends(asks("reviewer"))]
AnAdmin = Annotated[Context, Depends(asks("admin"))]
