"""Budgets of a run: what each kind of task may use, and when a letter has had its share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import EngineFailed, TimedOut, VanbanError
from pipeline.journey.budgets import Purse, letter_budget, opening_budget, page_budget
from pipeline.journey.entries import problem_of
from pipeline.journey.opening import OpenTask, open_one
from pipeline.records import Source
from pipeline.settings import Settings, load
from pipeline.work import Budget

CHOSEN = Settings(
    open_seconds=1, page_seconds=2, cpu_seconds=3, letter_seconds=4, memory_bytes=5, stall_seconds=6
)


def test_each_kind_of_task_has_its_own() -> None:
    assert opening_budget(CHOSEN) == Budget(1, 1, 5)
    assert page_budget(CHOSEN) == Budget(2, 3, 5)
    assert letter_budget(CHOSEN) == Budget(4, 4, 5)


def test_defaults_are_limits_all() -> None:
    made = Settings()
    for budget in (opening_budget(made), page_budget(made), letter_budget(made)):
        assert min(budget.seconds, budget.cpu_seconds, budget.memory_bytes) > 0
    assert 0 < made.page_seconds < made.stall_seconds < made.letter_seconds


@pytest.mark.parametrize("name", ["open_seconds", "stall_seconds", "memory_bytes", "cpu_seconds"])
def test_each_can_be_set(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"VANBAN_{name.upper()}", "7")
    assert getattr(load(folder=tmp_path), name) == 7


@pytest.mark.parametrize(
    ("limit", "spent", "empty"),
    [
        (10, (), False),
        (10, (4, 5.9), False),
        (10, (4, 6), True),
        (0, (1e9,), False),  # no limit
    ],
)
def test_a_purse(limit: float, spent: tuple[float, ...], empty: bool) -> None:
    purse = Purse(replace(CHOSEN, letter_seconds=limit))
    for seconds in spent:
        purse.spend("a", seconds)
    assert purse.is_empty("a") == empty
    assert not purse.is_empty("b")  # each letter has its own


def test_a_page_that_hung_costs_what_a_page_may() -> None:
    purse = Purse(replace(CHOSEN, page_seconds=60, letter_seconds=100))
    purse.fail("a", TimedOut(seconds="60"))
    purse.fail("a", EngineFailed(what="?"))  # nobody knows how long that took
    assert not purse.is_empty("a")
    purse.fail("a", TimedOut(seconds="60"))
    assert purse.is_empty("a")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("a\x00b\udcff"), "a\ufffdb\ufffd"),
        (ValueError("Điều 5,\tmục\n2"), "Điều 5,\tmục\n2"),
        (EngineFailed(what="l\udce1i"), "l\ufffdi"),
        (ValueError("x" * 2000), "x" * 400),
    ],
)
def test_what_a_hostile_file_makes_a_library_say_can_be_published(
    error: Exception, told: str
) -> None:
    problem = problem_of(error, 2)
    assert told in problem.message
    assert len(problem.message) < 700
    problem.message.encode("utf-8")
    assert (problem.code, problem.page) == (
        error.code if isinstance(error, VanbanError) else "internal_error",
        2,
    )


def test_a_file_is_opened_by_a_function_that_any_worker_can_call(tmp_path: Path) -> None:
    """Its task and its result travel: nothing but plain records."""
    import pickle

    (tmp_path / "a.txt").write_text("BÁO CÁO", encoding="utf-8")
    task = OpenTask(0, tmp_path / "a.txt", "a.txt", tmp_path / "cache", Settings())
    again = pickle.loads(pickle.dumps((open_one, task)))  # noqa: S301 (our own bytes)
    source = again[0](again[1])
    assert isinstance(source, Source)
    assert (source.kind, source.pages, source.locked, source.original) == ("text", 1, False, None)
