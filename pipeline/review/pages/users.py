"""People who work at the desk: for administrators."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.review.context import context
from pipeline.review.pages.catalogue import role_names
from pipeline.review.pages.frame import render

router = APIRouter(include_in_schema=False)


@router.get("/users")
def users(request: Request) -> Response:
    here = context(request)
    here.need("admin")
    return render(request, "users.html.j2", users=here.desk.users(), roles=role_names(here.lang))
