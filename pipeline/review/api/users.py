"""Users, for administrators."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BeforeValidator, Field, SecretStr

from pipeline.errors import BadSettings
from pipeline.review.api.common import AnAdmin, Page, Refusal, Told, page
from pipeline.review.context import Context
from pipeline.review.failures import Refused
from pipeline.review.security.audit import audit
from pipeline.review.security.roles import Role
from pipeline.store import types as stored
from pipeline.text import nfc

router = APIRouter(tags=["users"])
_TAKEN: dict[int | str, dict[str, Any]] = {
    409: {"model": Refusal, "description": "It would leave no administrator, or the name is taken"}
}
LEAST = 8
"""Characters of a password."""
# The store takes any letters; those of Vietnamese and its neighbours can be said in a pattern.
_LETTER = "0-9A-Za-zÀ-ÖØ-öø-žƠ-ưẠ-ỹ_"
Name = Annotated[
    str,
    Field(pattern=f"^[{_LETTER}][{_LETTER} .@+-]{{0,63}}$"),
    BeforeValidator(lambda v: nfc(v).strip() if isinstance(v, str) else v),
]
Password = Annotated[SecretStr, Field(min_length=LEAST, max_length=1024)]


class User(Told):
    name: str
    role: Role
    disabled: bool


class NewUser(Told):
    name: Name
    password: Password
    role: Role = "reviewer"


class ChangedUser(Told):
    """What is left out stays as it is."""

    role: Role | None = None
    disabled: bool | None = None
    password: Password | None = None


@router.get("/users", response_model=Page[User])
def users(here: AnAdmin) -> Any:
    """All of them."""
    found = here.desk.users()
    return page(found, len(found), 0, max(1, len(found)))


@router.post("/users", response_model=User, status_code=201, responses=_TAKEN)
def add_user(here: AnAdmin, new: NewUser) -> Any:
    """Adds a user. The first one must be an administrator: from then on, everybody signs in."""
    known = here.desk.users()
    if any(user.name.casefold() == new.name.casefold() for user in known):
        raise Refused(409, "user_exists")
    if not known and new.role != "admin":
        raise Refused(409, "last_admin")
    try:
        added = here.desk.add_user(new.name, new.password.get_secret_value(), new.role)
    except BadSettings as error:
        raise Refused(422, "invalid", where=str(error)) from error
    _note(here, "user-added", added.name, role=new.role)
    return added


@router.patch("/users/{name}", response_model=User, responses=_TAKEN)
def change_user(
    here: AnAdmin,
    name: Annotated[str, Path(max_length=80)],
    changed: ChangedUser,
) -> Any:
    """Changes a role or a password, lets a user in or out. One administrator must remain."""
    user = _user(here, name)
    demoted = changed.role not in (None, "admin") or changed.disabled is True
    if demoted and _is_last_admin(here, user):
        raise Refused(409, "last_admin")
    if changed.password is not None:
        here.desk.set_password(name, changed.password.get_secret_value())
    if changed.role is not None:
        here.desk.set_role(name, changed.role)
    if changed.disabled is not None:
        here.desk.disable(name, changed.disabled)
    told = changed.model_dump(exclude_none=True, exclude={"password"})
    _note(here, "user-changed", name, **told, password=changed.password is not None)
    return _user(here, name)


def _user(here: Context, name: str) -> stored.User:
    for user in here.desk.users():
        if user.name == name:
            return user
    raise Refused(404, "not_found")


def _is_last_admin(here: Context, user: stored.User) -> bool:
    admins = [u.name for u in here.desk.users() if u.role == "admin" and not u.disabled]
    return admins == [user.name]


def _note(here: Context, what: str, name: str, **more: object) -> None:
    audit(what, here.need("admin").name, here.address, user=name, **more)
