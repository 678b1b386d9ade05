"""Who may do what: a reader looks, a reviewer decides and uploads, an admin keeps the users."""

from __future__ import annotations

from typing import Literal, Protocol, get_args

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


class Visitor(Protocol):
    """A user as far as the doors care."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> Role: ...


class Local:
    """Whoever sits at this machine, as long as nobody set up users."""

    name = "máy này"
    role: Role = "admin"


LOCAL = Local()


def reaches(has: str, needs: Role) -> bool:
    """Whether a role includes another; a role we don't know includes nothing."""
    return has in ROLES and ROLES.index(has) >= ROLES.index(needs)
