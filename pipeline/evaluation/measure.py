"""What a program costs: its time, its processor time and its memory, children included."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.errors import MissingDependency

_KILOBYTE = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss
_TAIL = 300  # characters of a complaint worth repeating


@dataclass(frozen=True, slots=True)
class Cost:
    """``wall`` and ``cpu`` in seconds; ``peak`` in bytes: the most that any one process of the
    program held at a time (its largest worker, or itself)."""

    wall: float = 0.0
    cpu: float = 0.0
    peak: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of repeated runs, each figure by itself; the highest peak."""
    return Cost(
        median(c.wall for c in costs), median(c.cpu for c in costs), max(c.peak for c in costs)
    )


@dataclass(frozen=True, slots=True)
class Ran:
    """``code``: the exit status, negative where a signal ended it; ``said``: the end of its
    standard error."""

    cost: Cost
    code: int
    said: str


def run_measured(
    command: Sequence[str], *, seconds: float, environment: Mapping[str, str] | None = None
) -> Ran:
    """Runs a program to its end, or kills it and all its children after ``seconds``.

    Raises ``MissingDependency`` where the system can't tell what a process used (Windows)."""
    if not hasattr(os, "wait4"):
        raise MissingDependency(what="wait4(2)", mend="Linux, macOS, WSL")
    with tempfile.TemporaryFile() as complaints:
        started = time.monotonic()
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            env=dict(environment) if environment is not None else None,
            start_new_session=True,  # a group of its own, so that no child outlives it
        )
        timer = threading.Timer(seconds, _kill, (process.pid,))
        timer.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            _kill(process.pid)
            process.wait()
            raise
        finally:
            timer.cancel()
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)  # Popen need not wait for it again
        complaints.seek(0)
        said = complaints.read().decode("utf-8", errors="replace").strip()[-_TAIL:]
    cost = Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _KILOBYTE)
    return Ran(cost, process.returncode, said)


def without_thread_limit() -> dict[str, str]:
    """This environment as a newcomer has it: nobody has told Tesseract to keep to one thread."""
    return {k: v for k, v in os.environ.items() if k != "OMP_THREAD_LIMIT"}


def _kill(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return  # it ended by itself
