"""Search in all that was read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from pipeline.review.context import context
from pipeline.review.pages.environment import link
from pipeline.review.pages.frame import render
from pipeline.review.pages.paging import Pager, pager

router = APIRouter(include_in_schema=False)
SIZE = 20


@router.get("/search")
def search(
    request: Request, q: Annotated[str, Query(max_length=500)] = "", page: int = 1
) -> Response:
    here = context(request)
    asked = " ".join(q.split())
    wanted = Pager(max(1, min(page, 10_000)), SIZE, 0)
    found = here.desk.search(asked, wanted.offset, SIZE) if asked else None
    at = pager(page, SIZE, found.total if found else 0)
    if found and not found.rows and found.total:  # a page beyond the last one
        found = here.desk.search(asked, at.offset, SIZE)
    return render(
        request,
        "search.html.j2",
        q=asked,
        hits=found.rows if found else (),
        at=at,
        to_page=lambda n: link("/search", q=asked, page=n),
    )
