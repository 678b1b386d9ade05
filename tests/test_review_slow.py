"""Requests whose bodies never end: each frees its place in time, and others are still answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from pipeline.review.failures import Refused
from pipeline.review.limits import Limits
from pipeline.review.security.bodies import UPLOADS, BoundedBodies

LIMITS = Limits(body_seconds=0.2, upload_stall=0.4)
DRIP = 0.06  # seconds between two pieces
Told = list[str]


def sent(path: str, pieces: Callable[[], Any]) -> str:
    """What a handler that reads the whole body made of it: its bytes, or the refusal's code."""

    async def handler(_scope: Scope, receive: Receive, _send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        told.append(body.decode())
        told.append(str((await receive())["type"]))

    async def nothing(_message: Message) -> None: ...

    async def go() -> None:
        waiting = pieces()
        scope: Scope = {"type": "http", "path": path, "method": "POST", "headers": []}
        try:
            await BoundedBodies(handler, LIMITS)(scope, lambda: anext(waiting), nothing)
        except Refused as refused:
            told.append(f"{refused.status_code} {refused.code}")

    told: Told = []
    asyncio.run(go())
    return " ".join(told)


async def never() -> Any:
    yield {"type": "http.request", "body": b"{", "more_body": True}
    await asyncio.sleep(60)


async def drops() -> Any:
    """Always something, and never all."""
    while True:
        await asyncio.sleep(DRIP)
        yield {"type": "http.request", "body": b" ", "more_body": True}


async def slowly() -> Any:
    """All of it, after longer than a small body is granted."""
    for _ in range(6):
        await asyncio.sleep(DRIP)
        yield {"type": "http.request", "body": b"x", "more_body": True}
    yield {"type": "http.request", "body": b"y", "more_body": False}
    yield {"type": "http.disconnect"}


async def whole() -> Any:
    """All at once; then the browser stays for the answer, for longer than bodies may take."""
    yield {"type": "http.request", "body": b"{}", "more_body": False}
    await asyncio.sleep(2 * LIMITS.upload_stall)
    yield {"type": "http.disconnect"}


@pytest.mark.parametrize(
    ("path", "pieces", "wanted"),
    [
        ("/api/v1/documents/x/decisions", never, "408 too_slow"),
        ("/api/v1/documents/x/decisions", drops, "408 too_slow"),
        ("/api/v1/documents/x/decisions", slowly, "408 too_slow"),
        ("/api/v1/documents/x/decisions", whole, "{} http.disconnect"),
        (UPLOADS, never, "408 too_slow"),
        (UPLOADS, slowly, "xxxxxxy http.disconnect"),
        (UPLOADS, whole, "{} http.disconnect"),
    ],
)
def test_bodies_come_in_time(path: str, pieces: Callable[[], Any], wanted: str) -> None:
    began = time.monotonic()
    assert sent(path, pieces) == wanted
    assert time.monotonic() - began < 30, "nobody waits for the sender"
