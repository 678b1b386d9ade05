"""No request may send more than it should, nor for longer, whatever it says of itself."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.review.failures import Refused, failure
from pipeline.review.limits import Limits

UPLOADS = "/api/v1/uploads"


class BoundedBodies:
    """Counts what really arrives: a false or missing Content-Length helps nobody, and a body that
    never ends frees its place."""

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
        arrived, whole = 0, False
        clock = asyncio.get_running_loop().time
        late = clock() + self._limits.body_seconds

        async def counted() -> Message:
            nonlocal arrived, whole
            if whole:  # from here on, this waits for the browser to go away
                return await receive()
            left = self._limits.upload_stall if uploads else late - clock()
            try:
                message = await asyncio.wait_for(receive(), max(0.0, left))
            except TimeoutError as error:
                raise Refused(408, "too_slow") from error
            whole = not message.get("more_body", False)
            arrived += len(message.get("body", b""))
            if arrived > most:
                raise Refused(413, "too_much", limit=shown)
            return message

        return await self._app(scope, counted, send)


def readable(size: int) -> str:
    """``512 MB``, ``256 kB``."""
    return f"{size >> 20} MB" if size >= 1 << 20 else f"{size >> 10} kB"
