"""Unsafe methods must show a token that only a page of ours can know: it is bound to the cookie.

The token follows from the cookie's secret and the desk's key, so there is nothing to store; a new
session has a new token. Beside it, a browser's own word (``Origin``) must not name another site.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from pipeline.review.context import context
from pipeline.review.failures import Refused

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
HEADER, FIELD = "x-csrf-token", "csrf"


def csrf_of(secret: str, key: bytes) -> str:
    """The token that goes with a cookie."""
    return hmac.new(key, b"vanban.csrf." + secret.encode(), hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def check_header(request: Request) -> None:
    """Of the API. Raises ``Refused`` (403)."""
    check_origin(request)
    if not same(request.headers.get(HEADER, ""), context(request).csrf):
        raise Refused(403, "csrf")


def check_form(request: Request, given: str) -> None:
    """Of a form on a page. Raises ``Refused`` (403)."""
    check_origin(request)
    if not same(given, context(request).csrf):
        raise Refused(403, "csrf")


def check_origin(request: Request) -> None:
    """Where a browser says from which site it comes, that must be this one. (``null`` is what it
    says of a page without a site: never one of ours.)"""
    origin = request.headers.get("origin")
    if origin is None:
        return
    if urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise Refused(403, "csrf")
