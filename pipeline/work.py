"""Running many tasks on a ``concurrent.futures.Executor`` without being at its mercy.

A bounded window keeps memory flat however long the batch; a worker that dies takes one task
with it, not the run: the tasks it may have killed are tried again one at a time.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pipeline.errors import WorkerDied

T = TypeVar("T")
R = TypeVar("R")
ExecutorFactory = Callable[[int], Executor]
_WINDOW = 3  # tasks waiting for each worker: enough to keep it busy, few enough to hold


@dataclass(frozen=True, slots=True)
class Failure(Generic[T]):
    """A task that raised, or took its worker down with it."""

    task: T
    error: BaseException


class Inline(Executor):
    """Runs each task at once, in this process: for few small tasks, and for tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def processes(workers: int) -> Executor:
    """Worker processes on this machine. ``spawn`` behaves alike on every platform, and a child
    inherits no locks of ours."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_settle)


def inline(_workers: int) -> Executor:
    return Inline()


class Crew:
    """The workers of a run. They are started when first needed and serve all its stages, so that
    what they load (a model, a grammar) is loaded once; a pool that broke is replaced."""

    def __init__(self, factory: ExecutorFactory, workers: int) -> None:
        self.workers = workers
        self._factory = factory
        self._executor: Executor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def executor(self) -> Executor:
        if self._executor is None:
            self._executor = self._factory(self.workers)
        return self._executor

    def dismiss(self) -> None:
        """Sends the workers home. The next ``executor`` is a new one."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def alone(self) -> Crew:
        """Another crew, of one."""
        return Crew(self._factory, 1)


def run_tasks(
    function: Callable[[T], R], tasks: Iterable[T], crew: Crew
) -> Iterator[tuple[T, R] | Failure[T]]:
    """Yields each task with its result as it is done, or a ``Failure``; the order is free.

    ``tasks`` is drawn from as workers become free. Tasks that were under way when a pool broke
    run again alone, one in a pool of one: so the guilty one is known and the rest are spared.
    """
    suspects: deque[T] = deque()
    source = iter(tasks)
    while True:
        broken = yield from _work(function, source, crew, suspects)
        while suspects:
            task = suspects.popleft()
            again: deque[T] = deque()
            with crew.alone() as one:
                yield from _work(function, iter((task,)), one, again)
            if again:
                yield Failure(task, WorkerDied())
        if not broken:
            return


def _work(
    function: Callable[[T], R], source: Iterator[T], crew: Crew, suspects: deque[T]
) -> Generator[tuple[T, R] | Failure[T], None, bool]:
    """Works until ``source`` is dry (returns False) or the pool breaks (returns True)."""
    under_way: dict[Future[R], T] = {}
    dry = False
    try:
        while True:
            while not dry and len(under_way) < crew.workers * _WINDOW:
                task = next(source, _END)
                if task is _END:
                    dry = True
                    break
                try:
                    under_way[crew.executor().submit(function, task)] = task
                except BrokenProcessPool:
                    suspects.extend((*under_way.values(), task))
                    crew.dismiss()
                    return True
            if not under_way:
                return False
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                error = future.exception()
                if isinstance(error, BrokenProcessPool):
                    suspects.extend(under_way.values())
                    crew.dismiss()
                    return True
                task = under_way.pop(future)
                yield (task, future.result()) if error is None else Failure(task, error)
    finally:
        for future in under_way:
            future.cancel()


_END: Any = object()


def _settle() -> None:
    """What every worker does first: one thread for Tesseract, and never outlive the parent."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
