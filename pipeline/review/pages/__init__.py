"""The desk's pages: rendered here, made lively by plain scripts, without anything from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


def register(app: FastAPI) -> None:
    """Hangs the pages, their scripts and styles, and the page that refusals are told on, on
    ``app``. ``app.state`` must hold what ``create_app`` puts there."""
    from pipeline.compile.pages.assets import ASSETS
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
    from pipeline.review.pages.assets import Assets
    from pipeline.review.pages.environment import STATIC
    from pipeline.review.pages.frame import refused

    for room in (queue, letter, letters, matrix, search, uploads, downloads, users, session):
        app.include_router(room.router)
    # The colours and controls of the report page: one look for all that people see.
    app.mount("/static/house", Assets(directory=ASSETS), name="house")
    app.mount("/static", Assets(directory=STATIC), name="static")
    app.state.error_page = refused
