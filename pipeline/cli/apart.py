"""The desk's heavy work, done in processes of their own: the desk stays quick, and whatever a
hostile scan does to a reader, the desk outlives it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from pipeline.errors import VanbanError, WorkerDied
from pipeline.incoming import Incoming, Watcher
from pipeline.review.taking_home.recipes import Order, make
from pipeline.settings import Settings


class ApartReader:
    """Implements the desk's ``Reader``: the journey, in a child that tells what it does."""

    def __init__(self, out: Path, settings: Settings) -> None:
        self._out, self._settings = out, settings
        self._lock = threading.Lock()
        self._child: SpawnProcess | None = None
        self._stopped = False

    def __call__(self, letters: Sequence[Incoming], watcher: Watcher) -> None:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe(duplex=False)
        task = (there, self._out, self._settings, tuple(letters))
        child = context.Process(target=_read, args=task, name="vanban-reader")
        with self._lock:
            if self._stopped:
                raise WorkerDied()
            child.start()
            self._child = child
        there.close()
        try:
            _listen(here, watcher)
        finally:
            here.close()
            child.join()
            self._child = None

    def stop(self) -> None:
        """Ends the child; its own workers follow it."""
        with self._lock:
            self._stopped = True
            if self._child is not None:
                self._child.terminate()


def make_apart(order: Order) -> None:
    """``make`` in a process that ends with it, and gives its memory back."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=_settle) as pool:
        pool.submit(make, order).result()


def _listen(here: Connection, watcher: Watcher) -> None:
    """Passes on what the child tells. Raises what went wrong with it, ``WorkerDied`` where it
    ended without a word."""
    while True:
        try:
            what, *details = here.recv()
        except (EOFError, OSError) as error:
            raise WorkerDied() from error
        if what == "done":
            return
        if what == "error":
            raise details[0]
        getattr(watcher, what)(*details)


def _read(there: Connection, out: Path, settings: Settings, letters: Sequence[Incoming]) -> None:
    """What the child does."""
    from pipeline import messages
    from pipeline.journey.adding import add

    _settle()
    messages.speak(settings.lang)
    told = _Told(there)
    try:
        add(letters, out, settings, told)
    except VanbanError as error:
        there.send(("error", error))
    except Exception as error:
        there.send(("error", VanbanError(what=f"{type(error).__name__}: {error}"[:500])))
        raise
    else:
        there.send(("done",))
    finally:
        there.close()


class _Told:
    """Implements ``Watcher`` on the child's side."""

    def __init__(self, there: Connection) -> None:
        self._there = there

    def seen(self, key: str, pages: int) -> None:
        self._there.send(("seen", key, pages))

    def refused(self, key: str, code: str, message: str) -> None:
        self._there.send(("refused", key, code, message))

    def page(self, key: str, number: int) -> None:
        self._there.send(("page", key, number))

    def stage(self, code: str) -> None:
        self._there.send(("stage", code))


def _settle() -> None:
    """Ctrl-C is for the desk, which then ends its children; none outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
