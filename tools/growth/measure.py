"""One run of ``vanban`` in processes of its own, with what it took."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

_EVERY = 0.2
"""Seconds between two looks at the memory."""
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Point:
    """``count`` letters or pages; ``cpu`` seconds of all processes together; the most memory that
    the run's own process held, and any of its workers, in megabytes."""

    count: int
    cpu: float
    run_mb: int
    worker_mb: int


def measure(count: int, given: Path, out: Path) -> Point:
    """Raises ``CalledProcessError`` where the run ends in another way than well or in part."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pipeline", "run", str(given), "--out", str(out)]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with subprocess.Popen(
        [*command, "--workers", "1"], env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        most = _watch(process)
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Point(count, round(cpu, 2), *(round(size / _MEGABYTE) for size in most))


def _watch(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """The most that the process held, and any of those that it started."""
    import psutil

    own = workers = 0
    here = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            own = max(own, here.memory_info().rss)
            sizes = (child.memory_info().rss for child in here.children(recursive=True))
            workers = max([workers, *sizes])
        except psutil.NoSuchProcess:
            continue
        time.sleep(_EVERY)
    return own, workers


def exponent(points: Sequence[Point], least: int = 100) -> float | None:
    """Of the power law that fits the computing time best, from ``least`` on: below, starting up
    is most of it. 1 is linear. None where there are not two sizes."""
    fitting = [p for p in points if p.count >= least]
    if len({p.count for p in fitting}) < 2:
        return None
    xs, ys = [log(p.count) for p in fitting], [log(p.cpu) for p in fitting]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return over / sum((a - x) ** 2 for a in xs)
