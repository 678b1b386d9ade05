"""One run at a time in an output folder, and no leftovers of one that was killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from pipeline.errors import OutputBusy, OutputUnwritable
from pipeline.files import sweep
from pipeline.work.platform import here

LOCK = Path("cache") / "lock"
_BUSY = b"run"
_LENT: ContextVar[str] = ContextVar("lent", default="")


@contextmanager
def sole(out: Path, *, lend: bool = False) -> Iterator[None]:
    """Holds ``out`` for this run; a run that dies lets it go. Where the last one did not come to
    its end, the files that it left half written are removed first. ``lend``: what is called
    within may hold it, too.

    Raises ``OutputBusy``, ``OutputUnwritable``."""
    place = os.path.realpath(out)
    if _LENT.get() == place:
        yield
        return
    with locked(out, LOCK) as file:
        if os.read(file, len(_BUSY)):
            sweep(out)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, _BUSY)
        before = _LENT.set(place if lend else "")
        try:
            yield
        finally:
            _LENT.reset(before)
        os.ftruncate(file, 0)


@contextmanager
def locked(out: Path, lock: Path) -> Iterator[int]:
    """The open file ``lock`` of ``out``, which no other process holds.

    Raises ``OutputBusy``, ``OutputUnwritable``."""
    path = out / lock
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not in one step: the lock is on this very file, and what it holds is one word.
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputUnwritable(where=str(out), what=error.strerror or str(error)) from error
    try:
        if not here().claim(file):
            raise OutputBusy(where=str(out))
        yield file
    finally:
        os.close(file)
