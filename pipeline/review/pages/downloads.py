"""What people take home, with today's decisions in it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.review.context import context
from pipeline.review.pages.catalogue import download_kinds
from pipeline.review.pages.frame import render

router = APIRouter(include_in_schema=False)


@router.get("/downloads")
def downloads(request: Request) -> Response:
    here = context(request)
    found = request.app.state.downloads.listing(here.lang)
    single = {file.name for file in found if "/" in file.name}  # beside the archive of them all
    kinds = download_kinds(here.lang)
    return render(request, "downloads.html.j2", files=found, kinds=kinds, single=single)
