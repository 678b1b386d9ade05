"""New letters beside those that an output folder holds already: what the review desk asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.compile.contract import read_results
from pipeline.errors import NoInput
from pipeline.incoming import Incoming, Watcher
from pipeline.journey import inputs
from pipeline.journey.budgets import opening_budget
from pipeline.journey.entries import problem_of
from pipeline.journey.opening import OpenTask, open_one
from pipeline.journey.order import run
from pipeline.journey.sole import sole
from pipeline.records import Problem
from pipeline.settings import Settings
from pipeline.work import Crew, ExecutorFactory, Failure, processes, run_tasks


def add(
    new: Sequence[Incoming],
    out: Path,
    settings: Settings,
    watcher: Watcher,
    factory: ExecutorFactory = processes,
) -> None:
    """Reads the new letters that intake takes, and compiles all letters of ``out`` anew, asked
    the same as the last time; what was read before comes from the cache. ``out`` is held from the
    first look at a file to the last table.

    Raises what ``run`` raises; none of the new letters is then listed."""
    with sole(out, lend=True):  # to the run below: between the two, nobody else may write
        if taken := _open(new, out, settings, watcher, factory):
            _read(taken, out, settings, watcher, factory)


def _read(
    taken: Sequence[Incoming],
    out: Path,
    settings: Settings,
    watcher: Watcher,
    factory: ExecutorFactory,
) -> None:
    """The run over what there was and what is new; where it fails, the new is not listed."""
    earlier = inputs.recall(out, _documents(out))
    listed = inputs.uploads(out)
    names = {name for _, name in earlier.letters} | {*listed.values()}
    called: dict[str, str] = {}
    for letter in taken:
        called[letter.key] = listed.get(letter.path.name) or inputs.unlike(letter.name, names)
        names.add(called[letter.key])
    inputs.save_uploads(out, listed | {x.path.name: called[x.key] for x in taken})
    fresh = [(letter.path, called[letter.key]) for letter in taken]
    again = [(path, name) for path, name in earlier.letters if name not in called.values()]
    try:
        told = _Told(watcher, {name: key for key, name in called.items()})
        chosen = replace(settings, **earlier.settings)
        run((), out, chosen, told, factory, named=[*again, *fresh])
    except BaseException:
        inputs.save_uploads(out, listed)
        raise


def _open(
    new: Sequence[Incoming],
    out: Path,
    settings: Settings,
    watcher: Watcher,
    factory: ExecutorFactory,
) -> list[Incoming]:
    """Those that intake takes; the others are refused, and it is told why."""
    cache = out / "cache"
    todo = [OpenTask(i, x.path, x.name, cache, settings) for i, x in enumerate(new)]
    taken: dict[int, Incoming] = {}
    with Crew(factory, settings.worker_count(), settings.stall_seconds) as crew:
        for outcome in run_tasks(open_one, todo, crew, opening_budget(settings)):
            if isinstance(outcome, Failure):
                problem = problem_of(outcome.error)
                watcher.refused(new[outcome.task.index].key, problem.code, problem.message)
                continue
            task, source = outcome
            taken[task.index] = new[task.index]
            watcher.seen(new[task.index].key, max(1, source.pages))
    return [taken[index] for index in sorted(taken)]


def _documents(out: Path) -> list[dict[str, Any]]:
    """Of the last run; none where this is the first."""
    try:
        return read_results(out)
    except NoInput:
        return []


class _Told:
    """The journey's progress, as far as it is about new letters."""

    def __init__(self, watcher: Watcher, keys: Mapping[str, str]) -> None:
        self._watcher = watcher
        self._keys = keys

    def begin(self, letters: int, pages: int) -> None: ...

    def page(self, name: str, number: int, cached: bool) -> None:
        if (key := self._keys.get(name)) is not None:
            self._watcher.page(key, number)

    def stage(self, code: str, steps: int | None = None) -> None:
        if code != "opening":  # the desk has told that its letters are
            self._watcher.stage(code)

    def step(self) -> None: ...

    def trouble(self, name: str, problem: Problem) -> None: ...
