"""Folders for what workers and their programs write for a moment, gone when they are.

One for a pool, which holds a lock on it as long as it lives, and one in it for each worker. Those
of pools that were killed hold no lock: the next pool removes them.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from pipeline.work.platform import Guard

_PREFIX, _LOCK = "vanban-", "lock"


class Scratch:
    """Makes its folder where the system keeps temporary files."""

    def __init__(self, guard: Guard) -> None:
        sweep(guard)
        while True:
            self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._lock = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
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
        shutil.rmtree(self.folder, ignore_errors=True)


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
            shutil.rmtree(lock.parent, ignore_errors=True)
