"""The one place that chooses what depends on the operating system.

``here`` gives the guard of this machine: how a worker is held to its budget, kept off the network,
and killed with all that it started. What a system can't do is said by ``Protections``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Literal, Protocol

from pipeline.work.budget import Budget

Memory = Literal["limit", "watch", "none"]
Cpu = Literal["limit", "clock"]
Network = Literal["namespace", "guard"]
Family = Literal["group", "job", "alone"]


@dataclass(frozen=True, slots=True)
class Protections:
    """What holds in a worker. ``memory``: the system's own limit, a thread that looks, nothing.
    ``cpu``: the system's limit, or only the clock. ``network``: a namespace without one, or a
    guard on Python's sockets alone. ``family``: what dies with a worker: its process group, its
    job object, or only itself."""

    memory: Memory
    cpu: Cpu
    network: Network
    family: Family


class Guard(Protocol):
    """``settle``, ``limit`` and ``end`` are called within the worker."""

    def settle(self) -> Protections:
        """The first thing a worker does. Says what protects from now on."""
        ...

    def limit(self, budget: Budget) -> None:
        """Before each task."""
        ...

    def end(self) -> None:
        """Ends this worker with all that it started; does not return."""
        ...

    def kill(self, worker: BaseProcess) -> None:
        """From the parent: ends a worker with all that it started, whatever state it is in."""
        ...

    def cause(self, exitcode: int | None) -> Literal["cpu", "memory", "died"]:
        """Why a worker ended by itself."""
        ...

    def claim(self, file: int) -> bool:
        """Locks an open file until it is closed, or this process ends. False: another has it.
        Where the file system knows no locks there is nobody to ask, and it is True."""
        ...


def here(system: str = sys.platform) -> Guard:
    """The guard for ``system`` (a value of ``sys.platform``)."""
    if system == "win32":
        from pipeline.work.windows import Windows

        return Windows()
    from pipeline.work.posix import Posix

    return Posix(linux=system == "linux")
