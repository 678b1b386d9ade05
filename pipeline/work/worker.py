"""What runs in a worker process: tasks from a pipe, one after another, each within its budget."""

from __future__ import annotations

import faulthandler
import os
import pickle
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.errors import OutOfMemory
from pipeline.work.budget import UNLIMITED, Budget
from pipeline.work.collector import be_seldom
from pipeline.work.platform import Guard, here

GRACE = 10.0
"""Seconds that a task may take beyond its budget to end in its own, orderly way."""


def serve(
    tasks: Connection,
    lifeline: Connection,
    scratch: str,
    prepare: Callable[[], None] | None = None,
) -> None:
    """Until ``tasks`` closes. ``lifeline`` is never written to: it closes when the parent dies,
    however that happens, and then this worker and its programs go too. ``scratch``: a folder for
    what it and its programs write for a moment; whoever lives longer removes it."""
    tempfile.tempdir = scratch
    os.environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch))
    guard = here()
    protections = guard.settle()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C, and decides
    # Tesseract's four threads a page eat the cores of the other workers.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    threading.Thread(target=_outlive_nobody, args=(lifeline, guard, scratch), daemon=True).start()
    be_seldom()
    with Path(os.devnull).open("wb") as nowhere:
        if prepare is not None:
            prepare()
        tasks.send(protections)
        while True:
            try:
                function, arguments = tasks.recv()
            except (EOFError, OSError):
                return
            tasks.send_bytes(_do(function, arguments, guard, nowhere))


def _do(
    function: Callable[..., Any], arguments: tuple[Any, ...], guard: Guard, nowhere: Any
) -> bytes:
    """The reply to one task."""
    budget: Budget = getattr(function, "budget", UNLIMITED)
    guard.limit(budget)
    if budget.seconds:
        # The parent ends what hangs. Should it be gone or stuck itself, this thread, which needs
        # nothing of Python, ends the process.
        faulthandler.dump_traceback_later(budget.seconds + 2 * GRACE, exit=True, file=nowhere)
    try:
        return _packed(function(*arguments), None)
    except BaseException as error:
        if _is_memory(error):
            return _packed(None, OutOfMemory(limit=f"{budget.memory_bytes >> 20} MB"))
        return _packed(None, error)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _packed(result: Any, error: BaseException | None) -> bytes:
    """What can't be sent is told instead."""
    try:
        data = pickle.dumps((result, error), protocol=pickle.HIGHEST_PROTOCOL)
        if error is not None:
            pickle.loads(data)  # noqa: S301 (our own bytes: some exceptions pack, but never unpack)
    except MemoryError:
        raise
    except Exception as odd:
        what = RuntimeError(f"{type(error or odd).__name__}: {error or odd}")
        return pickle.dumps((None, what), protocol=pickle.HIGHEST_PROTOCOL)
    return data


def _is_memory(error: BaseException) -> bool:
    """OpenCV has its own error for it."""
    return isinstance(error, MemoryError) or "Insufficient memory" in str(error)


def _outlive_nobody(lifeline: Connection, guard: Guard, scratch: str) -> None:
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    # The pool's whole folder: all its workers are at their end.
    shutil.rmtree(Path(scratch).parent, ignore_errors=True)
    guard.end()
