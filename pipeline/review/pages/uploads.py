"""Handing in scans, and watching them being read."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.review.context import Context, context
from pipeline.review.pages.catalogue import upload_states
from pipeline.review.pages.frame import render
from pipeline.review.words import WORDS, tell

router = APIRouter(include_in_schema=False)
_SHOWN = 200


@router.get("/uploads")
def uploads(request: Request) -> Response:
    return render(request, "uploads.html.j2", **_told(context(request)))


@router.get("/uploads/rows")
def rows(request: Request) -> Response:
    """The list alone, asked for while something is being read."""
    return render(request, "upload_rows.html.j2", **_told(context(request)))


def _told(here: Context) -> dict[str, Any]:
    found = here.desk.uploads(_SHOWN)
    said = {u.id: tell(u.message) if u.message in WORDS else u.message for u in found}
    active = any(upload.state in ("waiting", "reading") for upload in found)
    states = upload_states(here.lang)
    return {"uploads": found, "said": said, "active": active, "states": states}
