"""Whether a file that somebody puts into a folder is all there.

Nothing tells for certain. A file counts as complete when its size and time of change stood still
for a while, by a clock that only runs forward, and nobody who can be seen has it open to write.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Refusal = Literal["link", "special", "partial"]
PARTIAL = (".part", ".partial", ".tmp", ".crdownload", ".download", ".opdownload", ".filepart")
"""How browsers and copying programs call what is not all there yet."""
_WRITES = os.O_WRONLY | os.O_RDWR
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Mark:
    """What shows that a file was written to. Times are compared with each other alone, never with
    a clock: one that jumps changes nothing."""

    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Still:
    """``mark`` has stood since ``since`` (monotonic seconds)."""

    mark: Mark
    since: float


def mark_of(path: Path) -> Mark | Refusal:
    """The mark of a plain file. Raises ``OSError`` where it is gone."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return "link"
    if not stat.S_ISREG(found.st_mode):
        return "special"
    return Mark(found.st_size, found.st_mtime_ns)


def is_partial(name: str) -> bool:
    return name.lower().endswith(PARTIAL) or Path(name).name.startswith("~$")


def is_being_written(path: Path) -> bool:
    """Whether a program has ``path`` open to write, as far as this machine can tell: on Linux
    those of the same user; on Windows any that keeps others out; never one beyond the network."""
    if os.name == "nt":
        try:
            path.rename(path)  # refused while somebody holds it
        except OSError:
            return True
        return False
    try:
        wanted = path.stat()
    except OSError:
        return False
    identity = (wanted.st_dev, wanted.st_ino)
    return any(_writes(fd) for fd in _descriptors() if _identity(fd) == identity)


def _descriptors() -> Iterator[Path]:
    """All open files that this user may see; none where there is no /proc."""
    try:
        processes = [p for p in _PROC.iterdir() if p.name.isdigit()]
    except OSError:
        return
    for process in processes:
        try:
            yield from list((process / "fd").iterdir())
        except OSError:
            continue  # another user's, or gone


def _identity(fd: Path) -> tuple[int, int] | None:
    try:
        found = fd.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _writes(fd: Path) -> bool:
    try:
        told = (fd.parent.parent / "fdinfo" / fd.name).read_text()
    except OSError:
        return False
    flags = next((row.split()[1] for row in told.splitlines() if row.startswith("flags:")), "0")
    return bool(int(flags, 8) & _WRITES)
