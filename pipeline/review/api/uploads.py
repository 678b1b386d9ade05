"""Handing in scans, and watching them being read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool

from pipeline.review.api.common import AReader, AReviewer, Limit, Page, Told, page
from pipeline.review.failures import Refused
from pipeline.review.limits import Limits
from pipeline.review.security.audit import audit
from pipeline.review.uploading.queue import UploadQueue
from pipeline.review.uploading.receive import receive
from pipeline.review.words import WORDS, tell
from pipeline.store import types as stored

router = APIRouter(tags=["uploads"])
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                        }
                    },
                }
            }
        },
    }
}


class Upload(Told):
    """``done`` of ``total`` pages are read; ``message`` says what goes on, or what went wrong."""

    id: int
    name: str
    sha256: str
    size: int
    who: str
    when: str
    state: stored.UploadState
    done: int
    total: int
    message: str


@router.post("/uploads", response_model=list[Upload], status_code=202, openapi_extra=_BODY)
async def upload(here: AReviewer, request: Request) -> Any:
    """Takes files in; they are read one batch after another. What they are is found out by their
    content, whatever they are called."""
    queue: UploadQueue = request.app.state.uploads
    limits: Limits = request.app.state.limits
    if queue.full:
        raise Refused(503, "queue_full", {"Retry-After": "60"})
    kind = request.headers.get("content-type", "")
    files = await receive(kind, request.stream(), queue.folder, limits)
    if not files:
        raise Refused(422, "upload.no_files")
    who = here.need("reviewer").name
    accepted = await run_in_threadpool(queue.accept, files, who)
    for one in accepted:
        audit("upload", who, here.address, upload=one.id, name=one.name, sha256=one.sha256)
    return [_shown(one) for one in accepted]


@router.get("/uploads", response_model=Page[Upload])
def uploads(here: AReader, limit: Limit = 100) -> Any:
    """The latest uploads first."""
    found = [_shown(one) for one in here.desk.uploads(limit)]
    return page(found, len(found), 0, limit)


@router.get("/uploads/{id}", response_model=Upload)
def upload_state(here: AReader, id: Annotated[int, Path(ge=1, le=2**62)]) -> Any:
    """How far one is."""
    found = here.desk.upload(id)
    if found is None:
        raise Refused(404, "not_found")
    return _shown(found)


def _shown(upload: stored.Upload) -> dict[str, Any]:
    message = upload.message
    return {**asdict(upload), "message": tell(message) if message in WORDS else message}
