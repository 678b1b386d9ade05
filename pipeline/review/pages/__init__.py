"""The desk's pages: rendered here, made lively by plain scripts, without anything from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


def register(app: FastAPI) -> None:
    """Hangs the pages, their scripts and styles, and the page that refusals are told on, on
    ``app``. ``app.state`` must hold what ``create_app`` puts there."""
    from pipeline.review.pages import (
        downloads,
        letter,
        letters,
        matrix,
        queue,
        search,
        session,
        uploads,
        users,
    )
    from pipeline.review.pages.assets import PLACES, Assets, stamp
    from pipeline.review.pages.frame import refused

    for room in (queue, letter, letters, matrix, search, uploads, downloads, users, session):
        app.include_router(room.router)
    for base, stamped in ((f"/static/{stamp()}", True), ("/static", False)):
        for place, folder in PLACES.items():
            app.mount(base + place, Assets(folder, stamped))
    app.state.error_page = refused
