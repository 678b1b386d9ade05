"""What people take home."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import FileResponse

from pipeline.review.api.common import AReader, Page, Told, page
from pipeline.review.taking_home.downloads import Downloads

router = APIRouter(tags=["downloads"])
# A report holds scripts of its own: it is handed over, never shown within the desk.
_HANDED = {"Content-Security-Policy": "sandbox; default-src 'none'"}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    }
}


class Download(Told):
    """``made``: when (ISO, UTC), null for what is made when it is asked for; ``kind``: workbook,
    report, synthesis, register, reminders, facts, tables, graph, gold; ``of``: the outline."""

    name: str
    kind: str
    of: str | None
    made: str | None
    size: int | None


@router.get("/downloads", response_model=Page[Download])
def downloads(here: AReader, request: Request) -> Any:
    """Everything there is, with today's decisions in it."""
    kept: Downloads = request.app.state.downloads
    found = kept.listing(here.lang)
    return page(found, len(found), 0, max(1, len(found)))


@router.get("/downloads/{name:path}", response_class=FileResponse, responses=_FILE)
def download(
    here: AReader, request: Request, name: Annotated[str, Path(max_length=200)]
) -> FileResponse:
    """One of them. It is made on the way where somebody decided since it was made last."""
    kept: Downloads = request.app.state.downloads
    path = kept.get(name, here.lang)
    shown = name.rpartition("/")[2]
    kind = "application/octet-stream"
    return FileResponse(path, media_type=kind, filename=shown, headers=_HANDED)
