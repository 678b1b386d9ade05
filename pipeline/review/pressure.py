"""Under pressure the desk says so at once, instead of letting everybody wait: 503, Retry-After."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.review.failures import failure
from pipeline.review.limits import Limits
from pipeline.review.security.bodies import UPLOADS


class Pressure:
    """Bounds what is answered at the same time. Files on their way in are counted apart: a slow
    line must not take the places of those who read and decide."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._busy = {True: 0, False: 0}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        sending = scope["method"] == "POST" and scope["path"].rstrip("/") == UPLOADS
        most = self._limits.uploads_at_once if sending else self._limits.requests
        if self._busy[sending] >= most:
            again = {"Retry-After": str(self._limits.retry_after)}
            return await failure(scope["path"], 503, "busy", again)(scope, receive, send)
        self._busy[sending] += 1
        try:
            return await self._app(scope, receive, send)
        finally:
            self._busy[sending] -= 1
