"""The REST interface under ``/api/v1``: JSON, paged, with the names of the published contract."""

from __future__ import annotations

from fastapi import APIRouter

from pipeline.review.api import decisions, documents, downloads, me, pages, search, tables, users
from pipeline.review.api import uploads as uploading
from pipeline.review.api.common import REFUSALS

PREFIX = "/api/v1"


def router() -> APIRouter:
    """All of it."""
    whole = APIRouter(prefix=PREFIX, responses=REFUSALS)
    for part in (me, documents, pages, decisions, tables, search, uploading, downloads, users):
        whole.include_router(part.router)
    return whole
