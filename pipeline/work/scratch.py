"""Folders for what workers and their programs write for a moment, gone when they are.

One for a pool, which holds a lock on it as long as it lives, and one in it for each worker. Those
of pools that were killed hold no lock: the next pool removes them. The lock is made first and goes
last, so that who is killed between leaves no more than an empty folder, which goes as well.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from pipeline.work.platform import Guard

_PREFIX, _LOCK = "vanban-", "lock"
_RANDOM = 8  # signs that ``mkdtemp`` puts behind the prefix


class Scratch:
    """Makes its folder where the system keeps temporary files."""

    def __init__(self, guard: Guard) -> None:
        sweep(guard)
        while True:
            self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
            try:
                self._lock = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            except FileNotFoundError:
                continue  # another pool found it empty
            if guard.claim(self._lock):
                return
            os.close(self._lock)  # another pool, sweeping, was quicker

    def room(self) -> str:
        """A folder for one worker."""
        return tempfile.mkdtemp(dir=self.folder)

    def close(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
        _remove(self.folder)


def sweep(guard: Guard) -> None:
    """Removes the folders that nobody holds any more. Those of other users stay, as does what
    only has a similar name."""
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        try:
            file = os.open(lock, os.O_RDWR)
        except OSError:
            continue
        free = guard.claim(file)
        os.close(file)
        if free:
            _remove(lock.parent)
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}{'[a-z0-9_]' * _RANDOM}"):
        _remove_empty(folder)


def _remove(folder: Path) -> None:
    """As far as the system lets us; the lock after all that it speaks for."""
    try:
        inside = [path for path in folder.iterdir() if path.name != _LOCK]
    except OSError:
        return  # another pool was quicker
    for path in inside:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    with suppress(OSError):
        (folder / _LOCK).unlink()
    _remove_empty(folder)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # not empty, not ours, or gone
        folder.rmdir()
