"""Intake of every input, in workers: a source, or the reason why not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import messages
from pipeline.cache import Cache
from pipeline.errors import Code
from pipeline.journey.budgets import SHORT, opening_budget
from pipeline.journey.entries import Entry, Run, note, own, problem_of
from pipeline.records import Problem, Source
from pipeline.settings import Settings
from pipeline.work import Failure, run_tasks

_TEXT = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class OpenTask:
    index: int
    path: Path
    name: str
    cache: Path
    settings: Settings


def open_all(run: Run, entries: Sequence[Entry]) -> None:
    """Sets ``source`` of each entry that passes. The same bytes twice are read once: the
    second entry points to the first, and says so. Raises ``BadSettings`` for a password file that
    can't be read."""
    from pipeline import intake

    intake.read_passwords(run.settings)
    cache, chosen = run.cache.folder, run.settings
    todo = [OpenTask(i, e.path, e.name, cache, chosen) for i, e in enumerate(entries)]
    found: dict[int, Source | BaseException] = {}
    run.progress.stage("opening", len(todo))
    for outcome in run_tasks(open_one, todo, run.crew, opening_budget(chosen), _is_small):
        if isinstance(outcome, Failure):
            found[outcome.task.index] = outcome.error
        else:
            found[outcome[0].index] = outcome[1]
        run.progress.step()
    first: dict[str, Entry] = {}
    for index, entry in enumerate(entries):  # in their order, whoever was done first
        opened = found[index]
        if isinstance(opened, BaseException):
            entry.sha256 = _hash(entry.path, chosen.max_bytes)
            note(run, entry, problem_of(opened))
            continue
        entry.source, entry.sha256 = opened, opened.sha256
        for odd in opened.notes:
            note(run, entry, odd)
        same = first.setdefault(entry.sha256, entry)
        if same is not entry:
            entry.same_as = same
            message = messages.say("duplicate", first=same.name)
            note(run, entry, Problem("duplicate", message))
    run.progress.begin(len(entries), sum(max(1, e.opened.pages) for _, e in own(entries)))


def _is_small(task: OpenTask) -> bool:
    """By its name and length alone: what it is, its worker finds out."""
    try:
        return task.path.suffix.lower() in _TEXT and task.path.lstat().st_size <= SHORT
    except OSError:
        return False


def open_one(task: OpenTask) -> Source:
    """One file, in a worker: nothing in a foreign file is looked at anywhere else. Raises what
    intake refuses. A PDF with a password is read from a copy without one."""
    from pipeline import intake

    messages.speak(task.settings.lang)
    source = intake.open_source(task.path, task.name, task.settings)
    if any(said.code == Code.REPAIRED for said in source.notes) and not source.locked:
        copy = Cache(task.cache).path(source.sha256, "mended", "0", "pdf")
        if not copy.exists():
            intake.write_mended(source.path, copy)
        return replace(source, path=copy, original=source.path)
    if not source.locked:
        return source
    copy = Cache(task.cache).path(source.sha256, "unlocked", "0", "pdf")
    if not copy.exists():
        intake.write_unlocked(source.path, task.settings, copy)
    said = Problem("unlocked", messages.say("unlocked"))
    return replace(source, path=copy, original=source.path, notes=(*source.notes, said))


def _hash(path: Path, limit: int) -> str:
    """Of a refused file, so that the refusal can be told from another; empty where the file
    can't be read, is no plain file, or is over the limit."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > limit:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
