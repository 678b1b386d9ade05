"""``vanban users``: who may use the review desk. A password is asked for, never an argument."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from pipeline.errors import BadSettings, ExitCode
from pipeline.messages import say, spoken

if TYPE_CHECKING:
    from pipeline.store.desk import Desk


def users(options: Namespace) -> ExitCode:
    """The list goes to stdout, what was done to stderr."""
    from pipeline import settings
    from pipeline.cli.serve import open_store_of

    chosen = settings.load({"lang": spoken(), "database": options.database})
    desk = open_store_of(options.out, chosen)
    try:
        if options.action == "list":
            for user in desk.users():
                state = say("users.disabled") if user.disabled else ""
                print(f"{user.name}\t{user.role}\t{state}".rstrip())
            return ExitCode.OK
        name = options.name
        if not name:
            raise BadSettings(where="NAME", what=options.action)
        if options.action == "add":
            if not desk.users() and options.role != "admin":
                raise BadSettings(where="--role", what=say("users.first"))
            desk.add_user(name, _password(), options.role)
        elif options.action == "password":
            desk.set_password(name, _password())
        elif options.action == "role":
            _keep_an_admin(desk, name, options.role != "admin")
            desk.set_role(name, options.role)
        else:
            _keep_an_admin(desk, name, options.action == "disable")
            desk.disable(name, options.action == "disable")
        print(say(f"users.{options.action}", name=name, role=options.role), file=sys.stderr)
        return ExitCode.OK
    finally:
        desk.close()


def _keep_an_admin(desk: Desk, name: str, leaves: bool) -> None:
    """Raises ``BadSettings`` where nobody would be left to keep the users."""
    admins = [u.name for u in desk.users() if u.role == "admin" and not u.disabled]
    if leaves and admins == [name]:
        raise BadSettings(where="NAME", what=say("users.last_admin"))


def _password() -> str:
    """Typed twice at a terminal; otherwise the first line of stdin."""
    if not sys.stdin.isatty():
        typed = sys.stdin.readline().rstrip("\r\n")
        if not typed:
            raise BadSettings(where="stdin", what=say("users.no_password"))
        return typed
    typed = getpass.getpass(say("users.ask"))
    if getpass.getpass(say("users.again")) != typed:
        raise BadSettings(where="stdin", what=say("users.differ"))
    return typed
