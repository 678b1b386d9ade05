"""Running many tasks on a ``concurrent.futures.Executor`` without being at its mercy.

A bounded window keeps memory flat however long the batch; a worker that dies takes one task with
it, not the run; when nothing is done for too long, who holds the run up is sent home.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from pipeline.errors import ClusterUnfit, Stalled, WorkerDied
from pipeline.work.budget import UNLIMITED, Budget, Limited

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
    """Runs each task at once, in this process and without limits: for tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def inline(_workers: int) -> Executor:
    return Inline()


class Crew:
    """The workers of a run. They are started when first needed and serve all its stages, so that
    what they load (a model, a grammar) is loaded once; a pool that broke is replaced.
    ``stall_seconds``: how long nothing may be done before the workers are; 0 means for ever."""

    def __init__(self, factory: ExecutorFactory, workers: int, stall_seconds: float = 0.0) -> None:
        self.workers = workers
        self.stall_seconds = stall_seconds
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
        return Crew(self._factory, 1, self.stall_seconds)


def run_tasks(
    function: Callable[[T], R],
    tasks: Iterable[T],
    crew: Crew,
    budget: Budget = UNLIMITED,
) -> Iterator[tuple[T, R] | Failure[T]]:
    """Yields each task with its result as it is done, or a ``Failure``; the order is free.

    Raises ``ClusterUnfit`` where a worker of a cluster can't do its part.

    ``tasks`` is drawn from as workers become free. Tasks whose worker died, or that were under
    way when a pool broke, run again at the end, one at a time in a pool of one: a machine short
    of memory may have killed the wrong one, and a pool that breaks does not say who broke it.
    """
    limited = Limited(function, budget)
    suspects: deque[T] = deque()
    source = iter(tasks)
    while True:
        broken = yield from _work(limited, source, crew, suspects)
        if suspects:
            with crew.alone() as one:
                while suspects:
                    task = suspects.popleft()
                    again: deque[T] = deque()
                    yield from _work(limited, iter((task,)), one, again, last=True)
                    if again:
                        yield Failure(task, WorkerDied(how="?"))
        if not broken:
            return


def _work(
    function: Limited[T, R],
    source: Iterator[T],
    crew: Crew,
    suspects: deque[T],
    *,
    last: bool = False,
) -> Generator[tuple[T, R] | Failure[T], None, bool]:
    """Works until ``source`` is dry (returns False) or the pool breaks (returns True)."""
    under_way: dict[Future[R], T] = {}
    try:
        while True:
            try:
                _draw(function, source, crew, under_way)
                if not under_way:
                    return False
                done, _ = wait(under_way, crew.stall_seconds or None, FIRST_COMPLETED)
                if not done:
                    guilty, spared = _parted(under_way)
                    crew.dismiss()
                    source = chain(spared, source)
                    for task in guilty:
                        yield Failure(task, Stalled(seconds=f"{crew.stall_seconds:g}"))
                for future in done:
                    error = future.exception()
                    if isinstance(error, (BrokenExecutor, ClusterUnfit)):
                        raise error
                    task = under_way.pop(future)
                    if isinstance(error, WorkerDied) and not last:
                        suspects.append(task)
                    else:
                        yield (task, future.result()) if error is None else Failure(task, error)
            except BrokenExecutor:
                suspects.extend(under_way.values())
                crew.dismiss()
                return True
    finally:
        for future in under_way:
            future.cancel()


def _draw(
    function: Limited[T, R], source: Iterator[T], crew: Crew, under_way: dict[Future[R], T]
) -> None:
    """Fills the window. Raises ``BrokenExecutor``; the task drawn then is under way, too."""
    while len(under_way) < crew.workers * _WINDOW:
        task = next(source, _END)
        if task is _END:
            return
        try:
            future = crew.executor().submit(function, task)
        except BrokenExecutor:
            under_way[Future()] = task
            raise
        under_way[future] = task


def _parted(under_way: dict[Future[R], T]) -> tuple[list[T], list[T]]:
    """Those that a worker is at, and those that wait; none is under way any more."""
    guilty = [task for future, task in under_way.items() if future.running()]
    spared = [task for future, task in under_way.items() if not future.running()]
    under_way.clear()
    return guilty, spared


_END: Any = object()
