"""What all pages share: who asks, in which language, and the frame around what they see."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from pipeline.review.context import context
from pipeline.review.pages.environment import environment
from pipeline.review.words import tell

THEMES = ("light", "dark")


def render(request: Request, template: str, status: int = 200, **data: Any) -> Response:
    """A page, or a part of one, in the asker's language."""
    here = context(request)
    theme = request.cookies.get("theme", "")
    made = environment(here.lang).get_template(template)
    html = made.render(
        here=here,
        path=request.url.path,
        address=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        theme=theme if theme in THEMES else "",
        **data,
    )
    # Pages show what people decided a moment ago: none of them may come out of a cache.
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


def refused(request: Request, status: int, reason: str = "") -> Response:
    """A page that says why this is not to be seen."""
    return render(
        request, "refused.html.j2", status, code=status, why=tell(reason) if reason else ""
    )
