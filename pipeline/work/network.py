"""Python's own sockets, closed to the outside: for systems that can't take the network away, and
so that an attempt says what it is instead of timing out."""

from __future__ import annotations

import socket
import sys
from typing import Any

_REACHING = frozenset((
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr",
))  # fmt: skip


def forbid() -> None:
    """For the rest of this process' life: an audit hook can't be taken off again."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _REACHING:
        return
    first = arguments[0] if arguments else None
    if isinstance(first, socket.socket) and first.family == getattr(socket, "AF_UNIX", None):
        return  # to this machine, as far as the file system lets it
    raise PermissionError(f"{event}: a worker has no network")
