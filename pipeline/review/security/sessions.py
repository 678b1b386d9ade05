"""The cookie: one signed secret a browser, a new one at every sign-in (no session fixation).

A visitor's secret is random and means nothing to the store; a user's is the store's session
token. A cookie that we did not sign is no cookie, and costs no look into the store.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

from itsdangerous import BadSignature, Signer
from starlette.datastructures import MutableHeaders

COOKIE = "vanban"
Kind = Literal["visit", "session"]
_SALT = "vanban.session"


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` says whether ``secret`` is a visitor's or the store's."""

    kind: Kind
    secret: str

    @property
    def text(self) -> str:
        return f"{self.kind}.{self.secret}"


def new_visit() -> Token:
    return Token("visit", secrets.token_urlsafe(32))


def sealed(token: Token, key: bytes) -> str:
    """The cookie's value."""
    return Signer(key, salt=_SALT, digest_method=hashlib.sha256).sign(token.text).decode("ascii")


def unsealed(cookie: str | None, key: bytes) -> Token | None:
    """What we signed; None for a cookie that is missing, forged or old-fashioned."""
    try:
        text = (
            Signer(key, salt=_SALT, digest_method=hashlib.sha256)
            .unsign(cookie or "")
            .decode("ascii")
        )
    except (BadSignature, UnicodeError):
        return None
    kind, _, secret = text.partition(".")
    if kind == "visit":
        return Token("visit", secret)
    return Token("session", secret) if kind == "session" else None


def put_cookie(headers: MutableHeaders, value: str, secure: bool, seconds: int | None) -> None:
    """Sets the cookie: out of reach of scripts, and of other sites' forms."""
    parts = [f"{COOKIE}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    if seconds is not None:
        parts.append(f"Max-Age={seconds}")
    if secure:
        parts.append("Secure")
    headers.append("Set-Cookie", "; ".join(parts))
