"""An outline out of a guideline: the same first rooms, another last one."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pipeline import messages
from pipeline.cache import Cache
from pipeline.errors import NoInput, PageUnreadable
from pipeline.journey import opening, pages
from pipeline.journey.entries import Entry, Progress, Run
from pipeline.records import Outline
from pipeline.settings import Settings
from pipeline.work import Crew, ExecutorFactory, processes


def draft_outline(
    guideline: Path, settings: Settings, progress: Progress, factory: ExecutorFactory = processes
) -> Outline:
    """Reads one guideline and drafts the outline that it asks for; ``repairs`` of the outline
    lists what was mended. Raises ``NoInput``, or ``PageUnreadable`` when it could not be read."""
    from pipeline import letter, outline

    messages.speak(settings.lang)
    if not guideline.is_file():
        raise NoInput(what=str(guideline))
    with (
        tempfile.TemporaryDirectory(prefix="vanban-") as folder,
        Crew(factory, settings.worker_count(), settings.stall_seconds) as crew,
    ):
        out = Path(folder)
        entry = Entry(guideline, guideline.name, "guideline")
        run = Run(out, settings, progress, Cache(out / "cache"), crew)
        opening.open_all(run, [entry])
        if entry.source is not None:
            pages.read_all(run, [entry])
        if entry.problems:
            problem = entry.problems[0]
            raise PageUnreadable(problem.page, what=problem.message)
        transcript, _ = pages.load_transcript(run.cache, entry)
    return outline.draft(transcript, letter.read_letter(transcript))
