"""An executor of worker processes, each minded by a thread of this process.

Unlike ``ProcessPoolExecutor`` it knows which task a worker is at: one that crashes or overruns its
budget is killed with all that it started, its own task fails, and no other notices.
"""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing.connection import wait
from typing import Any

from pipeline.errors import OutOfMemory, TimedOut, WorkerDied
from pipeline.work.budget import UNLIMITED, Budget
from pipeline.work.platform import Guard, Protections, here
from pipeline.work.scratch import Scratch
from pipeline.work.worker import GRACE, serve

_START = 120.0  # seconds: a busy machine with a virus scanner takes long to start Python
Prepare = Callable[[], None]


class Processes(Executor):
    """``prepare`` is called in each new worker, as ``ProcessPoolExecutor``'s initializer is.
    Workers are started when there is work for them; ``shutdown`` without ``wait`` kills them."""

    def __init__(self, workers: int, prepare: Prepare | None = None) -> None:
        self._prepare = prepare
        self._guard = here()
        self._scratch = Scratch(self._guard)
        self._minders = ThreadPoolExecutor(workers, "minder")
        self._own = threading.local()
        self._lock = threading.Lock()
        self._workers: set[Worker] = set()
        self._closed = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """``fn`` may be a ``Limited``. Fails with ``TimedOut``, ``OutOfMemory``, ``WorkerDied``,
        or what ``fn`` raises."""
        if kwargs:
            raise TypeError("tasks take no keywords")
        return self._minders.submit(self._mind, fn, args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if wait:
            self._minders.shutdown(wait=True, cancel_futures=cancel_futures)
        with self._lock:
            self._closed = True
            left = tuple(self._workers)
        for worker in left:
            worker.kill()
        for worker in left:
            worker.reap()
        self._minders.shutdown(wait=False, cancel_futures=cancel_futures)
        self._scratch.close()

    def _mind(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """In a minder's thread: one task, in the worker that is its own."""
        worker: Worker | None = getattr(self._own, "worker", None)
        if worker is None or not worker.lives():
            worker = self._own.worker = self._start(worker)
        return worker.do(function, arguments)

    def _start(self, before: Worker | None) -> Worker:
        with self._lock:
            if before is not None:
                self._workers.discard(before)
            if self._closed:
                raise WorkerDied(how="shutdown")
            worker = Worker(self._guard, self._scratch, self._prepare)
            self._workers.add(worker)
        worker.greet()
        return worker


class Worker:
    """One process and the two pipes to it. ``protections``: what it said of itself."""

    def __init__(self, guard: Guard, scratch: Scratch, prepare: Prepare | None) -> None:
        # A fresh interpreter behaves alike on every platform, and inherits no locks of ours.
        context = multiprocessing.get_context("spawn")
        self._guard = guard
        self._tasks, tasks = context.Pipe()
        ours, self._lifeline = context.Pipe(duplex=False)
        self._room = scratch.room()
        given = (tasks, ours, self._room, prepare)
        self._process = context.Process(target=serve, args=given, daemon=True)
        self._process.start()
        tasks.close()
        ours.close()
        self.protections: Protections | None = None

    def greet(self) -> Protections:
        """Waits until it is ready. Raises ``WorkerDied``."""
        self.protections = pickle.loads(self._answer(_START, UNLIMITED))  # noqa: S301 (from our own child)
        return self.protections

    def lives(self) -> bool:
        return self._process.exitcode is None and not self._tasks.closed

    def do(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        budget: Budget = getattr(function, "budget", UNLIMITED)
        try:
            self._tasks.send((function, arguments))
        except OSError as error:  # it died between two tasks; a function that can't be sent raises
            raise self._buried() from error
        seconds = budget.seconds + GRACE if budget.seconds else None
        result, raised = pickle.loads(self._answer(seconds, budget))  # noqa: S301 (from our own child)
        if isinstance(raised, OutOfMemory):
            self._buried()  # what it holds is in pieces
        if raised is not None:
            raise raised
        return result

    def kill(self) -> None:
        self._guard.kill(self._process)

    def reap(self) -> None:
        self._process.join(GRACE)
        shutil.rmtree(self._room, ignore_errors=True)

    def _answer(self, seconds: float | None, budget: Budget) -> bytes:
        ends = None if seconds is None else time.monotonic() + seconds
        while True:
            left = None if ends is None else max(0.0, ends - time.monotonic())
            ready = wait([self._tasks, self._process.sentinel], left)
            if self._tasks in ready:
                try:
                    return self._tasks.recv_bytes()
                except (EOFError, OSError):
                    wait([self._process.sentinel], GRACE)  # its pipe closes before it is gone
                    ready = [self._process.sentinel]
            if ready:
                raise self._buried(budget)
            if left == 0.0:
                self._buried()
                raise TimedOut(seconds=f"{budget.seconds or seconds:g}")

    def _buried(self, budget: Budget = UNLIMITED) -> TimedOut | OutOfMemory | WorkerDied:
        """Kills what is left, and says why it ended."""
        self.kill()  # before it is reaped: until then its number is its own
        self.reap()
        code = self._process.exitcode
        self._tasks.close()
        self._lifeline.close()
        cause = self._guard.cause(code)
        if cause == "cpu":
            return TimedOut(seconds=f"{budget.cpu_seconds:g}")
        if cause == "memory":
            return OutOfMemory(limit=f"{budget.memory_bytes >> 20} MB")
        return WorkerDied(how=how(code))


def how(exitcode: int | None) -> str:
    """An exit code in the words of the system."""
    if exitcode is not None and exitcode < 0:
        try:
            return signal.Signals(-exitcode).name
        except ValueError:
            return f"signal {-exitcode}"
    return "?" if exitcode is None else f"exit {exitcode}"


def processes(workers: int) -> Executor:
    """Worker processes on this machine."""
    return Processes(workers)


def protections() -> Protections:
    """What protects a worker on this machine, as a worker itself says. Raises ``WorkerDied``."""
    guard = here()
    scratch = Scratch(guard)
    worker = Worker(guard, scratch, None)
    try:
        return worker.greet()
    finally:
        worker.kill()
        worker.reap()
        scratch.close()
