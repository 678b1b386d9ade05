"""Small tasks go to the workers together, and a batch costs no task anything."""

from __future__ import annotations

import gc
import os
import signal
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OutOfMemory, Stalled, TimedOut, WorkerDied
from pipeline.journey.budgets import SHORT, is_small
from pipeline.records import Source
from pipeline.work import Budget, Crew, ExecutorFactory, Failure, inline, processes, run_tasks
from pipeline.work import batches as module
from pipeline.work.batches import MOST, Each, Raised, Waiting, over_each
from pipeline.work.collector import be_seldom, seldom
from pipeline.work.crew import _parted


def forks(workers: int) -> Executor:
    return ProcessPoolExecutor(workers, mp_context=get_context("fork"))


def always(_: object) -> bool:
    return True


def double(n: int) -> int:
    return 2 * n


def misbehave(n: int) -> int:
    """Raises, dies, hangs or runs out of memory, as its number says."""
    if n == 3:
        raise ValueError("three")
    if n == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    if n == 7:
        time.sleep(3600)
    if n == 9:
        raise MemoryError
    return n


class Odd(Exception):
    """Packs, and never unpacks."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} {other}")


def be_odd(n: int) -> int:
    if n == 3:
        raise Odd(n, n)
    return n


def failures(done: list[Any]) -> dict[int, type[BaseException]]:
    return {r.task: type(r.error) for r in done if isinstance(r, Failure)}


def results(done: list[Any]) -> list[tuple[int, int]]:
    return sorted(r for r in done if not isinstance(r, Failure))


# --- what goes together --------------------------------------------------------------------


@given(st.lists(st.booleans(), max_size=60))
def test_every_task_is_drawn_once_and_in_order(small: list[bool]) -> None:
    waiting = Waiting(range(len(small)), lambda n: small[n])
    drawn = list(iter(waiting.next, None))
    assert [n for batch in drawn for n in batch] == list(range(len(small)))
    for batch in drawn:
        assert 1 <= len(batch) <= MOST
        assert len(batch) == 1 or all(small[n] for n in batch)


@pytest.mark.parametrize(
    ("small", "sizes"),
    [
        ("", []),
        ("s", [1]),
        ("ss", [2]),
        ("sls", [1, 1, 1]),  # they keep their order
        ("ssl", [2, 1]),
        ("l" * 3, [1, 1, 1]),
        ("s" * (MOST + 1), [MOST, 1]),
    ],
)
def test_small_tasks_that_follow_each_other_go_together(small: str, sizes: list[int]) -> None:
    waiting = Waiting(range(len(small)), lambda n: small[n] == "s")
    assert [len(batch) for batch in iter(waiting.next, None)] == sizes


def test_without_a_word_on_size_each_goes_by_itself() -> None:
    assert list(iter(Waiting(range(3), None).next, None)) == [(0,), (1,), (2,)]


def test_what_came_back_goes_first_in_its_order_and_by_itself() -> None:
    waiting = Waiting(range(20), always)
    first = waiting.next()
    assert first == tuple(range(MOST))
    waiting.put_back(first)
    waiting.put_back((50, 51))
    drawn = [waiting.next() for _ in range(MOST + 2)]
    assert drawn == [(50,), (51,), *((n,) for n in range(MOST))]
    assert waiting.next() == tuple(range(MOST, 2 * MOST))


def test_tasks_are_drawn_as_they_are_asked_for() -> None:
    drawn: list[int] = []
    waiting = Waiting((drawn.append(n) or n for n in range(100)), always)  # type: ignore[func-returns-value]
    waiting.next()
    assert len(drawn) <= MOST + 1


@pytest.mark.parametrize(
    ("kind", "size", "small"),
    [("text", 2400, True), ("text", SHORT, True), ("text", SHORT + 1, False),
     ("pdf", 900, False), ("image", 900, False), ("docx", 900, False)],
)  # fmt: skip
def test_short_text_letters_are_small(kind: Any, size: int, small: bool) -> None:
    assert is_small(Source(Path("a"), "a", kind, "", 1, size)) is small


# --- what becomes of them ------------------------------------------------------------------


@pytest.mark.parametrize("factory", [inline, forks])
@pytest.mark.parametrize("count", [0, 1, MOST, 3 * MOST + 1])
def test_every_task_of_a_batch_comes_back(factory: ExecutorFactory, count: int) -> None:
    done = list(run_tasks(double, range(count), Crew(factory, 2), small=always))
    assert (done and results(done) == [(n, 2 * n) for n in range(count)]) or count == 0


@pytest.mark.parametrize("factory", [inline, forks])
def test_one_that_raises_costs_itself_only(factory: ExecutorFactory) -> None:
    done = list(run_tasks(misbehave, range(5), Crew(factory, 1), small=always))
    assert failures(done) == {3: ValueError}
    assert results(done) == [(n, n) for n in (0, 1, 2, 4)]


@pytest.mark.parametrize("factory", [forks, processes])
def test_one_that_kills_its_worker_costs_itself_only(factory: ExecutorFactory) -> None:
    tasks = [0, 1, 2, 4, 5, 6, 8]
    with Crew(factory, 1) as crew:
        done = list(run_tasks(misbehave, tasks, crew, small=always))
    assert failures(done) == {5: WorkerDied}
    assert results(done) == [(n, n) for n in tasks if n != 5]


def test_one_that_hangs_or_takes_all_memory_costs_itself_only() -> None:
    budget = Budget(seconds=1.0, memory_bytes=1 << 33)
    with Crew(processes, 1) as crew:
        done = list(run_tasks(misbehave, [6, 7, 8, 9, 10], crew, budget, always))
    assert failures(done) == {7: TimedOut, 9: OutOfMemory}
    assert results(done) == [(6, 6), (8, 8), (10, 10)]


def test_an_error_that_cannot_be_sent_costs_its_own_task_only() -> None:
    with Crew(processes, 1) as crew:
        done = list(run_tasks(be_odd, range(6), crew, small=always))
    assert failures(done) == {3: RuntimeError}
    assert results(done) == [(n, n) for n in range(6) if n != 3]


class Stuck(Executor):
    """Never does a batch; a task by itself is done at once."""

    def __init__(self) -> None:
        self.batches = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if isinstance(args[0], tuple):
            self.batches += 1
            future.set_running_or_notify_cancel()
        else:
            future.set_result(fn(*args))
        return future


def test_a_batch_that_holds_everything_up_is_taken_apart() -> None:
    stuck = Stuck()
    with Crew(lambda _: stuck, 1, stall_seconds=0.05) as crew:
        done = list(run_tasks(double, range(2 * MOST), crew, small=always))
    assert stuck.batches == 2
    assert failures(done) == {}
    assert results(done) == [(n, 2 * n) for n in range(2 * MOST)]


def test_only_one_by_itself_is_to_blame_for_a_stall() -> None:
    running, batch, idle = Future[Any](), Future[Any](), Future[Any]()
    running.set_running_or_notify_cancel()
    batch.set_running_or_notify_cancel()
    under_way: dict[Future[Any], tuple[int, ...]] = {running: (1,), batch: (2, 3), idle: (4,)}
    assert _parted(under_way) == ([1], [2, 3, 4])
    assert under_way == {}
    assert Stalled(seconds="1").code == "stalled"


@pytest.mark.parametrize(
    ("given", "seconds"), [(0.0, module._SECONDS), (5.0, 5.0), (3600.0, module._SECONDS)]
)
def test_a_batch_has_the_budget_of_one_small_task(given: float, seconds: float) -> None:
    made = over_each(double, Budget(given, 7.0, 1 << 30))
    assert made.budget == Budget(seconds, 7.0, 1 << 30)
    assert made((1, 2)) == [2, 4]


def test_memory_that_ran_out_is_no_result() -> None:
    assert isinstance(Each(misbehave)((3,))[0], Raised)
    with pytest.raises(MemoryError):
        Each(misbehave)((1, 9))


# --- the collector -------------------------------------------------------------------------


def test_rings_are_looked_for_less_often_for_a_while_only() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), seldom():
        assert gc.get_threshold() > before
        raise KeyError
    assert gc.get_threshold() == before


def thresholds(_: int) -> tuple[int, int, int]:
    return gc.get_threshold()


def test_a_worker_looks_for_rings_seldom_but_does() -> None:
    before = gc.get_threshold()
    try:
        be_seldom()
        wanted = gc.get_threshold()
    finally:
        gc.set_threshold(*before)
    with Crew(processes, 1) as crew:
        ((_, told),) = run_tasks(thresholds, [1], crew)  # type: ignore[misc]
    assert told == wanted
    assert all(told)  # nought would mean never
