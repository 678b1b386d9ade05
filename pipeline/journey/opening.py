"""Intake of every input: a source, or the reason why not."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import intake, messages
from pipeline.errors import VanbanError
from pipeline.journey.entries import Entry, Run, note, problem_of
from pipeline.records import Problem


def open_all(run: Run, entries: Sequence[Entry]) -> None:
    """Sets ``source`` of each entry that passes. The same bytes twice are read once: the
    second entry points to the first, and says so."""
    first: dict[str, Entry] = {}
    for entry in entries:
        try:
            entry.source = intake.open_source(entry.path, entry.name, run.settings)
        except (VanbanError, OSError) as error:
            note(run, entry, problem_of(error))
            continue
        same = first.setdefault(entry.source.sha256, entry)
        if same is not entry:
            entry.same_as = same
            message = messages.say("duplicate", first=same.name)
            note(run, entry, Problem("duplicate", message))
    sources = [e.source for e in entries if e.source and not e.same_as]
    run.progress.begin(len(entries), sum(max(1, s.pages) for s in sources))
