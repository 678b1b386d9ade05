"""Intake of every input: a source, or the reason why not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pipeline import intake, messages
from pipeline.errors import VanbanError
from pipeline.journey.entries import Entry, Run, note, own, problem_of
from pipeline.records import Problem


def open_all(run: Run, entries: Sequence[Entry]) -> None:
    """Sets ``source`` of each entry that passes. The same bytes twice are read once: the
    second entry points to the first, and says so."""
    first: dict[str, Entry] = {}
    for entry in entries:
        try:
            entry.source = intake.open_source(entry.path, entry.name, run.settings)
        except (VanbanError, OSError) as error:
            entry.sha256 = _hash(entry.path, run.settings.max_bytes)
            note(run, entry, problem_of(error))
            continue
        entry.sha256 = entry.source.sha256
        same = first.setdefault(entry.sha256, entry)
        if same is not entry:
            entry.same_as = same
            message = messages.say("duplicate", first=same.name)
            note(run, entry, Problem("duplicate", message))
    run.progress.begin(len(entries), sum(max(1, e.opened.pages) for _, e in own(entries)))


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
