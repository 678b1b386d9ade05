"""Whom the desk answers to: another name that resolves to this machine (DNS rebinding) is refused.

Rebinding needs a name, so an address typed as numbers is safe wherever the desk listens beyond
loopback; on loopback only loopback's own are taken.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.review.failures import failure

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Front:
    """How the desk is reached: the address it listens on, and, behind a proxy that ends TLS, the
    public address (``https://ban-tdkt.example.vn``)."""

    host: str = "127.0.0.1"
    url: str = ""

    @property
    def loopback(self) -> bool:
        """Only this machine reaches it, and no proxy stands before it."""
        return not self.url and is_loopback(self.host)

    @property
    def secure(self) -> bool:
        """Cookies travel over TLS only: always beyond loopback."""
        return not self.loopback

    def answers_to(self, host: str) -> bool:
        """Whether a ``Host`` header names this desk."""
        name = _name(host)
        if name is None:
            return False
        if self.url:
            return name == _name(urlsplit(self.url).netloc)
        if name in _LOOPBACK or name == self.host.lower():
            return True
        return not is_loopback(self.host) and _is_address(name)


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class KnownHosts:
    """Refuses what is addressed to somebody else (421), and what came through a proxy that
    nobody told us of (403): it would look like somebody at this machine."""

    def __init__(self, app: ASGIApp, front: Front) -> None:
        self._app = app
        self._front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host = headers.get("host", "")
            if not self._front.answers_to(host):
                shown = "".join(ch for ch in host[:100] if ch.isprintable())
                answer = failure(scope["path"], 421, "wrong_host", host=shown)
                return await answer(scope, receive, send)
            if self._front.loopback and came_through_proxy(headers):
                return await failure(scope["path"], 403, "proxied")(scope, receive, send)
        return await self._app(scope, receive, send)


def came_through_proxy(headers: Headers) -> bool:
    return "x-forwarded-for" in headers or "forwarded" in headers


def _name(host: str) -> str | None:
    """The name without its port; None for what is none."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
