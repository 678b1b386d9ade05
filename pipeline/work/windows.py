"""Guarding workers on Windows: a job object that each worker puts itself into. It limits memory,
and takes the worker's programs along when the worker's handle on it goes, however that happens.

Computing time has no limit of its own here: the clock's stands for it. Nor is there a way to take
the network from a process without an administrator: Python's sockets are guarded."""

from __future__ import annotations

import ctypes
import errno
import importlib
import os
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any, Literal

from pipeline.work import network
from pipeline.work.budget import Budget
from pipeline.work.platform import Protections

_PROCESS_MEMORY, _KILL_ON_CLOSE = 0x100, 0x2000  # winnt.h: JOB_OBJECT_LIMIT_…
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = [
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    ]


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]


@dataclass(slots=True)
class Windows:
    """A ``Guard``. ``kernel`` is kernel32, or what a test puts in its place."""

    kernel: Any = None
    _job: Any = None

    def settle(self) -> Protections:
        if self.kernel is None:
            self.kernel = _kernel32()
        network.forbid()
        self._job = self.kernel.CreateJobObjectW(None, None) or None
        held = self._job is not None and self._set(0)
        mine = ctypes.c_void_p(self.kernel.GetCurrentProcess())
        if not (held and self.kernel.AssignProcessToJobObject(self._job, mine)):
            self._job = None
            return Protections("none", "clock", "guard", "alone")
        return Protections("limit", "clock", "guard", "job")

    def limit(self, budget: Budget) -> None:
        if self._job is not None and not self._set(budget.memory_bytes):
            raise OSError("SetInformationJobObject")

    def end(self) -> None:
        os._exit(1)

    def kill(self, worker: BaseProcess) -> None:
        worker.kill()

    def cause(self, exitcode: int | None) -> Literal["cpu", "memory", "died"]:
        return "died"

    def claim(self, file: int) -> bool:
        msvcrt: Any = importlib.import_module("msvcrt")  # not there on other systems
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return error.errno not in (errno.EACCES, errno.EDEADLOCK)
        return True

    def _set(self, memory: int) -> bool:
        limits = ExtendedLimits()
        flags = _KILL_ON_CLOSE | (_PROCESS_MEMORY if memory else 0)
        limits.BasicLimitInformation.LimitFlags = flags
        limits.ProcessMemoryLimit = memory
        size = ctypes.sizeof(limits)
        told = self.kernel.SetInformationJobObject(
            self._job, _EXTENDED_LIMITS, ctypes.byref(limits), size
        )
        return bool(told)


def _kernel32() -> Any:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle, whole = ctypes.c_void_p, ctypes.c_uint32
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = handle
    kernel.CreateJobObjectW.argtypes = [handle, ctypes.c_wchar_p]
    kernel.AssignProcessToJobObject.argtypes = [handle, handle]
    kernel.SetInformationJobObject.argtypes = [handle, ctypes.c_int, handle, whole]
    return kernel
