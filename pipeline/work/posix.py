"""Guarding workers on Linux, macOS and their kin."""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal

from pipeline.work import network
from pipeline.work.budget import Budget
from pipeline.work.platform import Protections

_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000  # sched.h: CLONE_NEWUSER, CLONE_NEWNET
OUT_OF_MEMORY = 86
"""Exit code of a worker whose watch found it too large."""
_LOOK = 0.5  # seconds between two looks at the memory where the system sets no limit


@dataclass(slots=True)
class Posix:
    """A ``Guard``. Linux counts private memory alone (RLIMIT_DATA), so that libraries may map
    what they like; others do not enforce it, and a thread looks at the resident size."""

    linux: bool
    _watched: int = 0

    def settle(self) -> Protections:
        with suppress(OSError):  # already the leader of a group
            os.setsid()  # a group of its own: it and its programs are killed as one
        resource = _resource()
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        apart = self.linux and _leave_network()
        network.forbid()
        return Protections(
            "limit" if self.linux else "watch", "limit", "namespace" if apart else "guard", "group"
        )

    def limit(self, budget: Budget) -> None:
        resource = _resource()
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        cpu = math.ceil(used + budget.cpu_seconds) if budget.cpu_seconds else 0
        _soft(resource, resource.RLIMIT_CPU, cpu)
        if self.linux:
            _soft(resource, resource.RLIMIT_DATA, budget.memory_bytes)
        elif budget.memory_bytes and not self._watched:
            threading.Thread(target=self._watch, daemon=True).start()
        self._watched = budget.memory_bytes

    def end(self) -> None:
        os.killpg(0, signal.SIGKILL)

    def kill(self, worker: BaseProcess) -> None:
        # Not reaped yet, so nobody else can have its number.
        with suppress(ProcessLookupError, PermissionError):
            if worker.pid is not None:
                os.killpg(worker.pid, signal.SIGKILL)
        worker.kill()  # one that had no time yet to found its group

    def cause(self, exitcode: int | None) -> Literal["cpu", "memory", "died"]:
        if exitcode == -signal.SIGXCPU:
            return "cpu"
        return "memory" if exitcode == OUT_OF_MEMORY else "died"

    def claim(self, file: int) -> bool:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def _watch(self) -> None:
        resource = _resource()
        unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
        while True:
            size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
            if self._watched and size > self._watched:
                os._exit(OUT_OF_MEMORY)
            time.sleep(_LOOK)


def _resource() -> Any:
    import resource  # not there on Windows, where this module is only looked at

    return resource


def _soft(resource: Any, kind: int, value: int) -> None:
    """Sets the soft limit: the hard one could never be raised again."""
    _, hard = resource.getrlimit(kind)
    wanted = value or hard
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard) if value else hard
    resource.setrlimit(kind, (wanted, hard))


def _leave_network() -> bool:
    """Whether this process now has a network of its own, with nothing in it. Without root that
    takes a user namespace, in which it stays who it is; some systems refuse both."""
    user, group = os.geteuid(), os.getegid()
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        if unshare(_NEW_NETWORK) == 0:
            return True
        if unshare(_NEW_USERS | _NEW_NETWORK) != 0:
            return False
        me = Path("/proc/self")
        (me / "setgroups").write_text("deny", encoding="ascii")
        (me / "uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        (me / "gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    except (OSError, AttributeError):
        return os.geteuid() != user  # cut off, if under an odd name
    return True
