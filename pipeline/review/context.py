"""Who asks, in which language, over which desk: what every answer needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from pipeline.messages import Lang
from pipeline.review.security.roles import Role, Visitor, reaches

if TYPE_CHECKING:
    from pipeline.store.desk import Desk


@dataclass(frozen=True, slots=True)
class Context:
    """``local``: nobody is set up as a user, and whoever sits at this machine may do anything.
    ``token`` is the cookie's secret; ``csrf`` what forms must send back."""

    user: Visitor | None
    token: str
    csrf: str
    lang: Lang
    local: bool
    address: str
    desk: Desk
    out: Path

    def may(self, role: Role) -> bool:
        """Whether who asks is at least a ``role``."""
        return self.user is not None and reaches(self.user.role, role)

    def need(self, role: Role) -> Visitor:
        """Who asks; raises ``Refused`` (401 or 403) for less than ``role``."""
        from pipeline.review.failures import Refused

        if self.user is None:
            raise Refused(401, "sign_in")
        if not self.may(role):
            raise Refused(403, "forbidden")
        return self.user


def context(request: HTTPConnection) -> Context:
    """What the doorkeeper found out about this request."""
    found: Context = request.state.context
    return found
