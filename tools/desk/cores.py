"""What a process computed, and how long it stood ready and waited for a core.

Linux counts both in nanoseconds a thread. What was waited is the other programs' doing: a time less
it is what it would have been on a machine that does nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_NANO = 1e-6  # milliseconds


@dataclass(frozen=True, slots=True)
class Cores:
    """Milliseconds since the process began."""

    computed: float = 0.0
    waited: float = 0.0

    def since(self, before: Cores) -> Cores:
        """Threads that ended in between took their counts along: never less than nothing."""
        computed, waited = self.computed - before.computed, self.waited - before.waited
        return Cores(max(0.0, computed), max(0.0, waited))


def of_process(pid: int) -> Cores:
    """All its threads; nothing for a process that has gone, or where nobody counts."""
    return _sum(Path(f"/proc/{pid}/task").glob("*/schedstat"))


def of_leaders(pids: Iterable[int]) -> Cores:
    """The first threads alone: a browser's other threads draw and wait on the side."""
    return _sum(Path(f"/proc/{pid}/schedstat") for pid in pids)


def _sum(files: Iterable[Path]) -> Cores:
    computed, waited = 0.0, 0.0
    for file in files:
        try:
            ran, delayed, _ = file.read_text(encoding="ascii").split()
        except (OSError, ValueError):
            continue
        computed += _NANO * int(ran)
        waited += _NANO * int(delayed)
    return Cores(computed, waited)
