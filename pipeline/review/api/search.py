"""Search in all that was read, with and without diacritics."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from pipeline.review.api.common import LINE, AReader, Limit, Offset, Page, Told, page

router = APIRouter(tags=["search"])


class Part(Told):
    text: str
    hit: bool


class Hit(Told):
    """A page where the words stand; ``snippet`` is some of its text, part by part."""

    sha256: str
    file: str
    page: int
    snippet: list[Part]


@router.get("/search", response_model=Page[Hit])
def search(
    here: AReader,
    q: Annotated[str, Query(max_length=500, pattern=LINE)],
    offset: Offset = 0,
    limit: Limit = 20,
) -> Any:
    """Pages with all the words of ``q``; it has no operators, words are words."""
    found = here.desk.search(q, offset, limit)
    rows = [
        {
            "sha256": hit.sha256,
            "file": hit.file,
            "page": hit.page,
            "snippet": [{"text": text, "hit": is_hit} for text, is_hit in hit.snippet],
        }
        for hit in found.rows
    ]
    return page(rows, found.total, offset, limit)
