"""A Dask cluster as an ``ExecutorFactory``: the same tasks, on other machines.

Dask carries tasks to workers, starts those of a lost worker again elsewhere, and brings results
back. What a task may use is not its business: each worker has our own pool (``station``).
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from typing import Any

from pipeline.errors import ClusterUnreachable, MissingDependency, VanbanError, WorkerDied
from pipeline.work.station import Admit, attend

_PATIENCE = 15.0
"""Seconds to find the scheduler."""
_LOST = 4
"""Workers that may be lost under one task before it is held to be the one that kills them."""


class Cluster:
    """The cluster at ``address`` (``tcp://host:8786``). ``admit`` is called on each worker before
    it gets work, and raises a ``ClusterUnfit`` where it is not fit for it."""

    def __init__(self, address: str, admit: Admit) -> None:
        self.address = address
        self._admit = admit
        self._client: Any = None

    def __call__(self, workers: int) -> Executor:
        """``workers`` is for pools: here, everybody who is there works."""
        return _Distant(self._connected(), self._admit)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close(timeout=5)
            self._client = None

    def muster(self) -> int:
        """Asks every worker whether it is fit; how many tasks they do at once. Raises what
        ``admit`` raises, ``ClusterUnreachable``, ``MissingDependency``."""
        client = self._connected()
        at_once: dict[str, int] = client.nthreads()
        if not at_once:
            raise ClusterUnreachable(where=self.address, what="0 worker")
        answers = client.run(self._admit, on_error="return")
        for address in sorted(answers):
            answer = answers[address]
            if isinstance(answer, VanbanError):
                raise answer
            if isinstance(answer, BaseException):  # it does not even know what it is asked
                what = f"{address}: {type(answer).__name__}: {answer}"
                raise ClusterUnreachable(where=self.address, what=what)
        return sum(at_once.values())

    def _connected(self) -> Any:
        """The client; a new one where the last has lost its scheduler."""
        if self._client is not None and self._client.status == "running":
            return self._client
        client_type = _client_type()
        try:
            with warnings.catch_warnings():
                # Which versions differ is our own question, asked more strictly.
                warnings.simplefilter("ignore")
                self._client = client_type(
                    self.address, timeout=_PATIENCE, set_as_default=False, name="vanban"
                )
        except (OSError, ValueError) as error:  # a wrong address is the latter
            raise ClusterUnreachable(where=self.address, what=str(error)) from error
        return self._client


class _Distant(Executor):
    """Dask's own executor, with our tasks wrapped and its errors in our words."""

    def __init__(self, client: Any, admit: Admit) -> None:
        self._admit = admit
        self._inner = client.get_executor(pure=False)  # or the same page twice would be one task

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if kwargs:
            raise TypeError("tasks take no keywords")
        try:
            inner = self._inner.submit(attend, self._admit, fn, args)
        except (RuntimeError, OSError) as error:  # the client was closed under us
            raise BrokenExecutor(str(error)) from error
        outer: Future[Any] = Future()
        outer.add_done_callback(lambda ours: ours.cancelled() and inner.cancel())
        inner.add_done_callback(lambda its: _hand_on(its, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._inner.shutdown(wait=wait)


def _hand_on(inner: Future[Any], outer: Future[Any]) -> None:
    if not outer.set_running_or_notify_cancel():
        return
    try:
        outer.set_result(inner.result())
    except CancelledError:  # by the scheduler, as it went: this says nothing of the task
        outer.set_exception(BrokenExecutor("scheduler"))
    except BaseException as error:
        outer.set_exception(_ours(error))


def _ours(error: BaseException) -> BaseException:
    if type(error).__name__ == "KilledWorker":
        return WorkerDied(how=f"Dask ×{_LOST}")
    return error


def _client_type() -> Any:
    """Raises ``MissingDependency``."""
    try:
        import distributed
    except ImportError as error:
        raise MissingDependency(what="distributed", mend="pip install 'vanban[cluster]'") from error
    # It tells of every lost connection on stderr; we tell what it means for the run.
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return distributed.Client
