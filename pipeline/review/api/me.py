"""Who asks: what a program needs to begin with, and signing in without a page."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field, SecretStr

from pipeline.messages import Lang
from pipeline.review.api.common import AReader, Refusal, Told
from pipeline.review.api.users import Password
from pipeline.review.context import context
from pipeline.review.failures import Refused
from pipeline.review.security import csrf
from pipeline.review.security.audit import audit
from pipeline.review.security.porter import Porter
from pipeline.review.security.roles import Role

router = APIRouter(tags=["me"])
_SLOW: dict[int | str, dict[str, Any]] = {
    429: {
        "model": Refusal,
        "description": "Too many wrong tries",
        "headers": {"Retry-After": {"schema": {"type": "integer"}}},
    }
}


class Me(Told):
    """``csrf`` goes into the header X-CSRF-Token of every unsafe request. ``name`` is null where
    nobody is signed in; ``local``: there are no users, and this machine may do anything."""

    name: str | None
    role: Role | None
    local: bool
    lang: Lang
    csrf: str


class SignIn(Told):
    name: Annotated[str, Field(min_length=1, max_length=200)]
    password: Annotated[SecretStr, Field(max_length=1024)]


class NewPassword(Told):
    old: Annotated[SecretStr, Field(max_length=1024)]
    new: Password


@router.get("/me", response_model=Me)
def me(request: Request) -> Any:
    """Who asks; works without a session, and gives a visitor the token to sign in with."""
    here = context(request)
    name, role = (here.user.name, here.user.role) if here.user else (None, None)
    return {"name": name, "role": role, "local": here.local, "lang": here.lang, "csrf": here.csrf}


@router.post("/sign-in", response_model=Me, responses=_SLOW)
def sign_in(request: Request, response: Response, who: SignIn) -> Any:
    """Opens a session: its cookie comes with the answer, its CSRF token in it."""
    csrf.check_header(request)
    porter: Porter = request.app.state.porter
    user, token = porter.sign_in(request, who.name, who.password.get_secret_value())
    fresh = porter.give(response.headers, token)
    lang = context(request).lang
    return {"name": user.name, "role": user.role, "local": False, "lang": lang, "csrf": fresh}


@router.post("/sign-out", status_code=204, response_model=None)
def sign_out(here: AReader, request: Request, response: Response) -> None:
    """Ends the session."""
    porter: Porter = request.app.state.porter
    porter.give(response.headers, porter.sign_out(request))


@router.post("/me/password", status_code=204, response_model=None, responses=_SLOW)
def change_password(here: AReader, request: Request, changed: NewPassword) -> None:
    """Changes one's own password; all sessions end, also this one."""
    if here.local or here.user is None:
        raise Refused(403, "forbidden")
    porter: Porter = request.app.state.porter
    porter.check(request, here.user.name, changed.old.get_secret_value())
    here.desk.set_password(here.user.name, changed.new.get_secret_value())
    audit("password-changed", here.user.name, here.address)
