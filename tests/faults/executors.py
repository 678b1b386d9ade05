"""Executors that fail, and one that keeps the tests quick."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any

from pipeline.work import Inline, Processes

_IN_WORKERS = ("open_one", "read_page")


class FirstRooms(Executor):
    """Opening and reading in worker processes, as always; what follows within this process, where
    the grammar is loaded already."""

    def __init__(self, workers: int, prepare: Callable[[], None] | None = None) -> None:
        self._processes = Processes(workers, prepare)
        self._inline = Inline()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        function: Any = fn
        while hasattr(function, "function"):  # within its budget, over each of a batch
            function = function.function
        where = self._processes if function.__name__ in _IN_WORKERS else self._inline
        return where.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._processes.shutdown(wait, cancel_futures=cancel_futures)


class Breaks(Inline):
    """A pool that breaks at its third task, as ``ProcessPoolExecutor`` does: the one under way,
    and every later one, is lost with it. The next pool works."""

    broken = 0

    def __init__(self, at_submit: bool) -> None:
        self._left = 3
        self._at_submit = at_submit

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._left -= 1
        if self._left > 0 or type(self).broken:
            return super().submit(fn, *args, **kwargs)
        type(self).broken += 1
        if self._at_submit:
            raise BrokenExecutor("gone")
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor("gone"))
        return future


class Loses(Inline):
    """Takes its third task and never says a word again: the network went."""

    lost = 0

    def __init__(self) -> None:
        self._left = 3

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._left -= 1
        if self._left or type(self).lost:
            return super().submit(fn, *args, **kwargs)
        type(self).lost += 1
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        return future
