"""Waiting for what other processes do, on a machine of any speed, and finding them.

A test waits until a thing is so, for far longer than it takes, and fails if it never is: how long
it took is nobody's business. What it looks for among the processes has a name of its own, for
another test may run beside it.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 120.0
"""Seconds that a busy machine may take for what a free one does at once."""
_numbers = itertools.count(1)


def within(seconds: float, true: Callable[[], object]) -> bool:
    """Whether it became so in time. It is looked at again and again, and once more at the end."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())


def longer(first: float, times: int = 4, factor: float = 4.0) -> tuple[float, ...]:
    """``first``, then longer and longer: for what needs some seconds that nobody can tell."""
    return tuple(first * factor**n for n in range(times))


def nap() -> str:
    """An hour and a bit, in seconds, for ``sleep``: no other process here has this argument."""
    return f"3600.{os.getpid()}{next(_numbers):04}"


def running(word: str) -> list[int]:
    """Processes with ``word`` among their arguments; one that waits to be reaped has none."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (place / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if word.encode() in arguments:
            found.append(int(place.name))
    return found


def lives(pid: int) -> bool:
    """Whether it is there and not merely waiting to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
