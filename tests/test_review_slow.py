"""Requests whose bodies never end: each frees its place in time, and others are still answered."""

from __future__ import annotations

import asyncio
import selectors
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


class Hurried(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to the next thing to do: no machine is too slow for it, and an hour
    takes no time. Nothing here waits for another thread or process."""

    def __init__(self) -> None:
        self._at = 0.0
        super().__init__(_Jumping(self))

    def time(self) -> float:
        return self._at

    def jump(self, seconds: float) -> None:
        self._at += seconds


class _Jumping(selectors.SelectSelector):
    def __init__(self, loop: Hurried) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "everybody waits for somebody"
        self._loop.jump(max(0.0, timeout))
        return super().select(0)


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
    with asyncio.Runner(loop_factory=Hurried) as runner:
        runner.run(go())
        told.append(f"after {runner.get_loop().time():.2f}")
    return " ".join(told)


async def never() -> Any:
    yield {"type": "http.request", "body": b"{", "more_body": True}
    await asyncio.sleep(3600)


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
        ("/api/v1/documents/x/decisions", never, "408 too_slow after 0.20"),
        ("/api/v1/documents/x/decisions", drops, "408 too_slow after 0.20"),
        ("/api/v1/documents/x/decisions", slowly, "408 too_slow after 0.20"),
        ("/api/v1/documents/x/decisions", whole, "{} http.disconnect after 0.80"),
        (UPLOADS, never, "408 too_slow after 0.40"),
        (UPLOADS, slowly, "xxxxxxy http.disconnect after 0.36"),
        (UPLOADS, whole, "{} http.disconnect after 0.80"),
    ],
)
def test_bodies_come_in_time(path: str, pieces: Callable[[], Any], wanted: str) -> None:
    assert sent(path, pieces) == wanted
