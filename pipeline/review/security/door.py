"""The door: finds out who asks, and lets nobody in who is not known. What is open is listed; all
else, also what is added later, is shut by default."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline import messages
from pipeline.messages import Lang
from pipeline.review.context import Context
from pipeline.review.failures import API, failure
from pipeline.review.security.csrf import csrf_of
from pipeline.review.security.hosts import Front
from pipeline.review.security.roles import LOCAL, Visitor
from pipeline.review.security.sessions import (
    COOKIE,
    Token,
    new_visit,
    put_cookie,
    sealed,
    unsealed,
)

if TYPE_CHECKING:
    from pipeline.store.desk import Desk

LANG_COOKIE = "lang"
STATIC = "/static/"
OPEN = frozenset(("/sign-in", "/settings/lang", "/api/v1/me", "/api/v1/sign-in", "/favicon.ico"))


@dataclass(frozen=True, slots=True)
class House:
    """What stays the same from request to request."""

    desk: Desk
    out: Path
    key: bytes
    front: Front
    lang: Lang = "vi"


class Door:
    """Puts a ``Context`` into ``request.state.context`` of every request but for static files."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(STATIC):
            return await self._app(scope, receive, send)
        cookies = _cookies(Headers(scope=scope).get("cookie", ""))
        lang = _lang(cookies.get(LANG_COOKIE), self._house.lang)
        messages.speak(lang)
        known = unsealed(cookies.get(COOKIE), self._house.key)
        token = known or new_visit()
        client = scope.get("client")
        here = context_for(self._house, token, lang, client[0] if client else "")
        try:
            user, local = await run_in_threadpool(_user, self._house, token)
        except Exception:
            await failure(scope["path"], 503, "store_unreachable", {"Retry-After": "5"})(
                scope, receive, send
            )
            return None
        here = replace(here, user=user, local=local)
        scope.setdefault("state", {})["context"] = here

        async def remembered(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if not any(v.startswith(f"{COOKIE}=") for v in headers.getlist("set-cookie")):
                    seal = sealed(token, self._house.key)
                    put_cookie(headers, seal, self._house.front.secure, None)
            await send(message)

        sender = send if known else remembered
        if here.user is None and scope["path"] not in OPEN:
            return await _turned_away(scope)(scope, receive, sender)
        return await self._app(scope, receive, sender)


def context_for(house: House, token: Token, lang: Lang, address: str) -> Context:
    """What is known before the store was asked."""
    csrf = csrf_of(token.text, house.key)
    return Context(None, token.secret, csrf, lang, False, address, house.desk, house.out)


def _user(house: House, token: Token) -> tuple[Visitor | None, bool]:
    """Whose cookie this is, and whether that is only because nobody set up users: then everybody
    at this machine is ``LOCAL``."""
    if token.kind == "session" and (user := house.desk.session(token.secret)) is not None:
        return user, False
    if house.front.loopback and not house.desk.users():
        return LOCAL, True
    return None, False


def _turned_away(scope: Scope) -> ASGIApp:
    if scope["path"].startswith(API) or scope["method"] not in ("GET", "HEAD"):
        return failure(scope["path"], 401, "sign_in")
    wanted = scope["path"]
    if scope["query_string"]:
        wanted += "?" + scope["query_string"].decode("latin-1")
    return RedirectResponse(f"/sign-in?next={quote(wanted, safe='')}", 303)


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _lang(asked: str | None, default: Lang) -> Lang:
    if asked == "en":
        return "en"
    return "vi" if asked == "vi" else default
