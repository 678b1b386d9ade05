"""Users and their sessions. Passwords are kept as argon2id hashes, session tokens as SHA-256: who
steals the database can neither sign in nor take over a session."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select, update

from pipeline.errors import BadSettings, NoInput
from pipeline.messages import say
from pipeline.store.schema import SESSIONS, USERS
from pipeline.store.types import ROLES, Role, User
from pipeline.text import nfc

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SESSION_HOURS = 12
"""A session ends then, whatever happens: once a working day."""
_NAME = re.compile(r"\w[\w .@+-]{0,63}")
_SHORTEST, _LONGEST = 8, 1024
"""Characters of a password. The longest only guards the machine."""
_TOKEN_BYTES = 32


def users(connection: Connection) -> tuple[User, ...]:
    rows = connection.execute(select(USERS).order_by(USERS.c.key)).mappings()
    return tuple(_user(row) for row in rows)


def add_user(connection: Connection, name: str, password: str, role: str, when: datetime) -> User:
    """Raises ``BadSettings`` for a name that is taken or odd, a short password, no such role."""
    name = nfc(name).strip()
    if not _NAME.fullmatch(name):
        raise BadSettings(where=name[:80], what=say("store.bad_name"))
    if _found(connection, name) is not None:
        raise BadSettings(where=name, what=say("store.name_taken"))
    row = {"key": _key(name), "name": name, "role": _role(role), "hash": _hash(password)}
    connection.execute(insert(USERS).values(**row, disabled=False, created=when.isoformat()))
    return _user({**row, "disabled": False})


def set_password(connection: Connection, name: str, password: str) -> None:
    """Ends the user's sessions: whoever knew the old one is out."""
    _change(connection, name, hash=_hash(password))
    end_all(connection, name)


def set_role(connection: Connection, name: str, role: str) -> User:
    return _change(connection, name, role=_role(role))


def disable(connection: Connection, name: str, disabled: bool) -> User:
    if disabled:
        end_all(connection, name)
    return _change(connection, name, disabled=disabled)


def check(connection: Connection, name: str, password: str) -> User | None:
    """The user of this name and password, unless disabled. Takes as long for a name that nobody
    has, so that names can't be tried out."""
    from argon2.exceptions import InvalidHashError, VerificationError

    row = _found(connection, name)
    known = row["hash"] if row else _nobody()
    try:
        _hasher().verify(known, password[:_LONGEST])
    except (VerificationError, InvalidHashError):
        return None
    if row is None or row["disabled"]:
        return None
    return _user(row)


def new_session(connection: Connection, user: User, now: datetime) -> str:
    """A random token of 256 bits; only its hash is kept. Sessions that ended are swept out."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    until = now + timedelta(hours=SESSION_HOURS)
    connection.execute(delete(SESSIONS).where(SESSIONS.c.expires <= now.isoformat()))
    row = {"hash": _digest(token), "user": _key(user.name)}
    times = {"created": now.isoformat(), "expires": until.isoformat()}
    connection.execute(insert(SESSIONS).values(**row, **times))
    return token


def session(connection: Connection, token: str, now: datetime) -> User | None:
    """Whose it is; None for one that is unknown, over, or of a disabled user."""
    found = (
        select(USERS)
        .join(SESSIONS, SESSIONS.c.user == USERS.c.key)
        .where(SESSIONS.c.hash == _digest(token), SESSIONS.c.expires > now.isoformat())
        .where(~USERS.c.disabled)
    )
    row = connection.execute(found).mappings().first()
    return _user(row) if row else None


def end_session(connection: Connection, token: str) -> None:
    connection.execute(delete(SESSIONS).where(SESSIONS.c.hash == _digest(token)))


def end_all(connection: Connection, name: str) -> None:
    connection.execute(delete(SESSIONS).where(SESSIONS.c.user == _key(name)))


def _change(connection: Connection, name: str, **values: object) -> User:
    connection.execute(update(USERS).where(USERS.c.key == _key(name)).values(**values))
    row = _found(connection, name)
    if row is None:
        raise NoInput(what=name)
    return _user(row)


def _found(connection: Connection, name: str) -> Mapping[Any, Any] | None:
    return connection.execute(select(USERS).where(USERS.c.key == _key(name))).mappings().first()


def _user(row: Mapping[Any, Any]) -> User:
    return User(row["name"], row["role"], bool(row["disabled"]))


def _key(name: str) -> str:
    return nfc(name).strip().casefold()


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise BadSettings(where="role", what=f"{role!r}: {', '.join(ROLES)}")


def _hash(password: str) -> str:
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise BadSettings(where="password", what=say("store.short_password", least=_SHORTEST))
    return _hasher().hash(password)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()  # argon2id, as RFC 9106 recommends it


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(_TOKEN_BYTES))
