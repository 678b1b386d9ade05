"""A folder that is looked at again and again: letters are read when they are complete.

By looking, not by being told: that works on any file system, network shares among them. What was
read is noted beside the cache, so that a restart reads nothing twice. A letter that is taken out
of the folder stays among the results; its kept original speaks for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline import intake
from pipeline.compile.contract import read_results
from pipeline.errors import BadSettings, ExitCode, NoInput, VanbanError
from pipeline.files import write_atomically
from pipeline.journey import inputs
from pipeline.journey.completeness import Mark, Still, is_being_written, is_partial, mark_of
from pipeline.journey.entries import Outcome
from pipeline.journey.sole import locked
from pipeline.messages import say
from pipeline.settings import Settings

SETTLE, EVERY = 5.0, 2.0
"""Seconds that a file must be still, and between two looks."""
_STATE = Path("cache") / "watch.json"
_LOCK = Path("cache") / "watch.lock"
_SHOWN = 5
Tell = Callable[[str], None]
Read = Callable[[Path, Settings, list[tuple[Path, str]]], Outcome]


class Clock(Protocol):
    """``wait`` gives True when it is time to stop."""

    def now(self) -> float: ...
    def wait(self, seconds: float) -> bool: ...


@dataclass(slots=True)
class Watch:
    """What is known of a folder. ``done``: the mark of each letter that was read."""

    folder: Path
    out: Path
    settle: float
    tell: Tell
    done: dict[str, Mark] = field(default_factory=dict)
    _still: dict[str, Still] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def look(self, now: float) -> dict[str, tuple[Path, Mark]] | None:
        """All letters that are complete, by name; None where the folder can't be seen."""
        if not self.folder.is_dir():
            self._tell_once(say("watch.vanished", folder=self.folder))
            return None
        complete: dict[str, tuple[Path, Mark]] = {}
        present: set[str] = set()
        for path, name in intake.find([self.folder]):
            present.add(name)
            if (mark := self._settled(path, name, now)) is not None:
                complete[name] = (path, mark)
        self._tell_partial()
        for name in sorted(self.done.keys() - present):
            self._tell_once(say("watch.gone", name=name))
        self._still = {name: still for name, still in self._still.items() if name in present}
        return complete

    def _settled(self, path: Path, name: str, now: float) -> Mark | None:
        try:
            mark = mark_of(path)
        except OSError:
            return None  # gone since it was listed
        if isinstance(mark, str):
            self._refuse(name, mark)
            return None
        if self.done.get(name) == mark:
            return mark
        before = self._still.get(name)
        if before is None or before.mark != mark:
            self._still[name] = before = Still(mark, now)
        if now - before.since < self.settle:
            return None
        if is_being_written(path):
            self._refuse(name, "partial")
            return None
        return mark

    def _tell_partial(self) -> None:
        for place, _, files in os.walk(self.folder):
            for name in sorted(files):
                if is_partial(name) and not name.startswith("~$"):
                    whole = Path(place, name).relative_to(self.folder).as_posix()
                    self._refuse(whole, "partial")

    def _refuse(self, name: str, why: str) -> None:
        self._tell_once(say("watch.refused", name=name, reason=say(f"watch.refused.{why}")))

    def _tell_once(self, words: str) -> None:
        if words not in self._told:
            self._told.add(words)
            self.tell(words)


def watch(
    folder: Path, out: Path, settings: Settings, read: Read, tell: Tell, clock: Clock,
    *, settle: float = SETTLE, every: float = EVERY, once: bool = False,
) -> None:  # fmt: skip
    """Looks at ``folder`` until ``clock`` says stop (``once``: until nothing is left to wait for)
    and has ``read`` read all letters, old and new, whenever there are new ones.

    Raises ``BadSettings`` where the results would be read as letters, ``NoInput`` where there is
    no such folder, ``OutputBusy`` where another watch writes to ``out``; a run that can't write is
    tried again."""
    _refuse_loop(folder, out)
    if not folder.is_dir():
        raise NoInput(what=str(folder))
    with locked(out, _LOCK):  # each run takes the folder for itself
        seen = Watch(folder, out, settle, tell, _load(out))
        tell(say("watch.watching", folder=folder))
        started = clock.now()
        while True:
            fresh = _turn(seen, settings, read, clock.now())
            if once and not fresh and clock.now() - started >= settle:
                return
            if clock.wait(every):
                return


def _turn(seen: Watch, settings: Settings, read: Read, now: float) -> bool:
    """One look, and one run if there is anything new. Whether there was."""
    complete = seen.look(now)
    if complete is None:
        return False
    fresh = [name for name, (_, mark) in complete.items() if seen.done.get(name) != mark]
    if not fresh:
        return False
    shown = ", ".join(fresh[:_SHOWN]) + ("…" if len(fresh) > _SHOWN else "")
    seen.tell(say("watch.new", count=len(fresh), names=shown))
    letters = _earlier(seen.out) | {name: path for name, (path, _) in complete.items()}
    try:
        read(seen.out, settings, [(path, name) for name, path in letters.items()])
    except VanbanError as error:
        if error.exit_code != ExitCode.OUTPUT:
            raise
        seen.tell(say("watch.failed", what=error))
        return True
    seen.done |= {name: mark for name, (_, mark) in complete.items()}
    _save(seen.out, seen.done)
    return True


def _earlier(out: Path) -> dict[str, Path]:
    """What the last run read, each letter by its kept original."""
    try:
        return {name: path for path, name in inputs.recall(out, read_results(out)).letters}
    except NoInput:
        return {}


def _refuse_loop(folder: Path, out: Path) -> None:
    ins, outs = Path(os.path.realpath(folder)), Path(os.path.realpath(out))
    if ins == outs or ins in outs.parents or outs in ins.parents:
        raise BadSettings(where="--out", what=say("watch.loop", out=out))


def _load(out: Path) -> dict[str, Mark]:
    """What was read before a restart. A note that is lost costs a look at the cache, no more."""
    try:
        told = json.loads((out / _STATE).read_text(encoding="utf-8"))
        return {str(name): Mark(int(size), int(time)) for name, (size, time) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _save(out: Path, done: dict[str, Mark]) -> None:
    told = {name: [mark.size, mark.changed] for name, mark in sorted(done.items())}
    write_atomically(out / _STATE, json.dumps(told, ensure_ascii=False, indent=0).encode())
