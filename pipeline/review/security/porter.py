"""Signing in and out: slow for who guesses, and a new session for who knows."""

from __future__ import annotations

import threading

from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from pipeline.review.context import context
from pipeline.review.failures import Refused
from pipeline.review.limits import Limits
from pipeline.review.security.audit import audit
from pipeline.review.security.csrf import csrf_of
from pipeline.review.security.door import House
from pipeline.review.security.rate import Tries
from pipeline.review.security.sessions import Token, new_visit, put_cookie, sealed
from pipeline.store.people import SESSION_HOURS
from pipeline.store.types import User
from pipeline.text import nfc

_LONGEST = 1024
_PATIENCE = 5.0


class Porter:
    """Stands at the door, and holds what is counted between requests."""

    def __init__(self, house: House, limits: Limits) -> None:
        self.house = house
        self.tries = Tries(limits)
        self._checking = threading.BoundedSemaphore(limits.checks_at_once)

    def sign_in(self, request: Request, name: str, password: str) -> tuple[User, Token]:
        """The user and a new session. A visit that an attacker may have planted, or a session
        that was open, is worth nothing afterwards. Raises ``Refused`` as ``check`` does."""
        here = context(request)
        user = self.check(request, name, password)
        self.house.desk.end_session(here.token)
        audit("sign-in", user.name, here.address)
        return user, Token("session", self.house.desk.new_session(user))

    def check(self, request: Request, name: str, password: str) -> User:
        """The user of this name and password. Takes as long for a name that nobody has. Raises
        ``Refused``: 401, 429 with Retry-After for who guesses, 503 when many wait."""
        here, who = context(request), _plain(name)
        if wait := self.tries.wait(who, here.address):
            audit("sign-in-delayed", name[:100], here.address)
            raise Refused(429, "too_many_tries", {"Retry-After": str(wait)}, seconds=wait)
        if not self._checking.acquire(timeout=_PATIENCE):
            raise Refused(503, "busy", {"Retry-After": str(int(_PATIENCE))})
        try:
            self.tries.failed(who, here.address)  # before the check: many at once all count
            user = self.house.desk.check(name[:_LONGEST], password[:_LONGEST])
        finally:
            self._checking.release()
        if user is None:
            audit("sign-in-failed", name[:100], here.address)
            raise Refused(401, "wrong_password")
        self.tries.succeeded(who, here.address)
        return user

    def sign_out(self, request: Request) -> Token:
        """Ends the session. Returns a visitor's token in its place."""
        here = context(request)
        self.house.desk.end_session(here.token)
        if here.user is not None:
            audit("sign-out", here.user.name, here.address)
        return new_visit()

    def give(self, headers: MutableHeaders, token: Token) -> str:
        """Sets the cookie; returns the CSRF token that goes with it."""
        seconds = SESSION_HOURS * 3600 if token.kind == "session" else None
        put_cookie(headers, sealed(token, self.house.key), self.house.front.secure, seconds)
        return csrf_of(token.text, self.house.key)


def _plain(name: str) -> str:
    """One name, however it is written: other spellings are no further tries."""
    return nfc(name).strip().casefold()
