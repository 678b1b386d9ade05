"""Running many tasks on a ``concurrent.futures.Executor`` without being at its mercy.

A bounded window keeps memory flat however long the batch; a worker that dies takes one task with
it, not the run; when nothing is done for too long, who holds the run up is sent home.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pipeline.errors import ClusterUnfit, Stalled, WorkerDied
from pipeline.work.batches import Batch, Raised, Small, Waiting, over_each
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
    small: Small[T] | None = None,
) -> Iterator[tuple[T, R] | Failure[T]]:
    """Yields each task with its result as it is done, or a ``Failure``; the order is free. Those
    that are ``small`` (milliseconds of work) go to the workers some together.

    Raises ``ClusterUnfit`` where a worker of a cluster can't do its part.

    ``tasks`` is drawn from as workers become free. Tasks whose worker died, or that were under
    way when a pool broke, run again at the end, one at a time in a pool of one: a machine short
    of memory may have killed the wrong one, and a pool that breaks does not say who broke it.
    """
    work = _Work(Limited(function, budget), over_each(function, budget))
    suspects: deque[T] = deque()
    waiting = Waiting(tasks, small)
    while True:
        broken = yield from _work(work, waiting, crew, suspects)
        if suspects:
            with crew.alone() as one:
                while suspects:
                    task = suspects.popleft()
                    again: deque[T] = deque()
                    yield from _work(work, Waiting((task,), None), one, again, last=True)
                    if again:
                        yield Failure(task, WorkerDied(how="?"))
        if not broken:
            return


@dataclass(frozen=True, slots=True)
class _Work(Generic[T, R]):
    """What is done: to one task, and to a batch of them."""

    alone: Limited[T, R]
    together: Limited[Batch[T], list[R | Raised]]

    def begin(self, executor: Executor, batch: Batch[T]) -> Future[Any]:
        if len(batch) == 1:
            return executor.submit(self.alone, batch[0])
        return executor.submit(self.together, batch)


def _work(
    work: _Work[T, R],
    waiting: Waiting[T],
    crew: Crew,
    suspects: deque[T],
    *,
    last: bool = False,
) -> Generator[tuple[T, R] | Failure[T], None, bool]:
    """Works until nothing is ``waiting`` (returns False) or the pool breaks (returns True)."""
    under_way: dict[Future[Any], Batch[T]] = {}
    try:
        while True:
            try:
                _draw(work, waiting, crew, under_way)
                if not under_way:
                    return False
                done, _ = wait(under_way, crew.stall_seconds or None, FIRST_COMPLETED)
                if not done:
                    guilty, spared = _parted(under_way)
                    crew.dismiss()
                    waiting.put_back(spared)
                    for task in guilty:
                        yield Failure(task, Stalled(seconds=f"{crew.stall_seconds:g}"))
                for future in done:
                    error = future.exception()
                    if isinstance(error, (BrokenExecutor, ClusterUnfit)):
                        raise error
                    batch = under_way.pop(future)
                    if error is None:
                        yield from _told(batch, future.result())
                    elif batch[1:]:
                        waiting.put_back(batch)
                    else:
                        suspected = isinstance(error, WorkerDied) and not last
                        yield from _blamed(batch[0], error, suspects if suspected else None)
            except BrokenExecutor:
                suspects.extend(task for batch in under_way.values() for task in batch)
                crew.dismiss()
                return True
    finally:
        for future in under_way:
            future.cancel()


def _blamed(task: T, error: BaseException, suspects: deque[T] | None) -> Iterator[Failure[T]]:
    """A task that failed, or is tried once more with the other ``suspects``."""
    if suspects is None:
        yield Failure(task, error)
    else:
        suspects.append(task)


def _told(batch: Batch[T], result: Any) -> Iterator[tuple[T, Any] | Failure[T]]:
    """Each task of a batch with what came of it."""
    results = (result,) if len(batch) == 1 else result
    for task, found in zip(batch, results, strict=True):
        yield Failure(task, found.error) if isinstance(found, Raised) else (task, found)


def _draw(
    work: _Work[T, R], waiting: Waiting[T], crew: Crew, under_way: dict[Future[Any], Batch[T]]
) -> None:
    """Fills the window. Raises ``BrokenExecutor``; the tasks drawn then are under way, too."""
    while len(under_way) < crew.workers * _WINDOW:
        batch = waiting.next()
        if batch is None:
            return
        try:
            future = work.begin(crew.executor(), batch)
        except BrokenExecutor:
            under_way[Future()] = batch
            raise
        under_way[future] = batch


def _parted(under_way: dict[Future[Any], Batch[T]]) -> tuple[list[T], list[T]]:
    """Those that a worker is at, by themselves, and those that wait or were in a batch, where one
    holds up the others; none is under way any more."""
    guilty = [batch[0] for future, batch in under_way.items() if future.running() and not batch[1:]]
    spared = [
        task
        for future, batch in under_way.items()
        if batch[1:] or not future.running()
        for task in batch
    ]
    under_way.clear()
    return guilty, spared
