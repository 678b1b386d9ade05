"""No request may send more than it should, whatever it says of itself."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.review.failures import Refused, failure
from pipeline.review.limits import Limits

UPLOADS = "/api/v1/uploads"


class BoundedBodies:
    """Counts what really arrives: a false or missing Content-Length helps nobody."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        uploads = scope["path"].rstrip("/") == UPLOADS
        most = self._limits.uploads_bytes if uploads else self._limits.body_bytes
        shown = readable(most)
        told = dict(scope["headers"]).get(b"content-length", b"")
        if told.isdigit() and int(told) > most:
            answer = failure(scope["path"], 413, "too_much", limit=shown)
            return await answer(scope, receive, send)
        arrived = 0

        async def counted() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > most:
                raise Refused(413, "too_much", limit=shown)
            return message

        return await self._app(scope, counted, send)


def readable(size: int) -> str:
    """``512 MB``, ``256 kB``."""
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size >> 10} kB"
