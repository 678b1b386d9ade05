"""Coming and going: sign in, sign out, the language of the pages."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from pipeline.review.context import context
from pipeline.review.failures import Refused
from pipeline.review.pages.frame import render
from pipeline.review.security import csrf
from pipeline.review.security.door import LANG_COOKIE
from pipeline.review.security.porter import Porter
from pipeline.review.words import tell

router = APIRouter(include_in_schema=False)
_YEAR = 365 * 24 * 3600
_KEPT = "/?&=%#:,.+~;@!$'()*-_[]"
Text = Annotated[str, Form(max_length=2000)]
CsrfField = Annotated[str, Form(alias=csrf.FIELD, max_length=200)]


def local_path(given: str) -> str:
    """Where to go next: a path of this desk and nothing else, whatever a link says. Browsers take
    ``//`` and ``/\\`` for another host, and pass over control characters."""
    plain = given.startswith("/") and given[1:2] not in ("/", "\\") and given.isprintable()
    return quote(given, safe=_KEPT) if plain else "/"


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "/") -> Response:
    if context(request).user is not None:
        return RedirectResponse(local_path(next), 303)
    return render(request, "sign_in.html.j2", next=local_path(next), name="", wrong="")


@router.post("/sign-in")
def sign_in(
    request: Request, name: Text = "", password: Text = "", next: Text = "/", csrf_: CsrfField = ""
) -> Response:
    """A wrong name or password comes back to the form, which keeps the name."""
    csrf.check_form(request, csrf_)
    porter: Porter = request.app.state.porter
    try:
        _, token = porter.sign_in(request, name, password)
    except Refused as refused:
        told = {"name": name[:200], "wrong": tell(refused.code, **refused.details)}
        shown = render(request, "sign_in.html.j2", refused.status, next=local_path(next), **told)
        shown.headers.update(refused.headers or {})
        return shown
    away = RedirectResponse(local_path(next), 303)
    porter.give(away.headers, token)
    return away


@router.post("/sign-out")
def sign_out(request: Request, csrf_: CsrfField = "") -> Response:
    csrf.check_form(request, csrf_)
    porter: Porter = request.app.state.porter
    away = RedirectResponse("/sign-in", 303)
    porter.give(away.headers, porter.sign_out(request))
    return away


@router.post("/settings/lang")
def speak(request: Request, lang: Text = "vi", next: Text = "/", csrf_: CsrfField = "") -> Response:
    """The language belongs to the browser, not to the user: the sign-in page has one too."""
    csrf.check_form(request, csrf_)
    away = RedirectResponse(local_path(next), 303)
    chosen = "en" if lang == "en" else "vi"
    secure = request.app.state.porter.house.front.secure
    away.set_cookie(LANG_COOKIE, chosen, _YEAR, samesite="lax", secure=secure, httponly=True)
    return away
