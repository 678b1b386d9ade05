"""The order, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import messages
from pipeline.cache import Cache
from pipeline.errors import NoInput
from pipeline.files import write_atomically
from pipeline.folders import name_folders
from pipeline.journey.entries import Entry, Outcome, Progress, Run
from pipeline.settings import Settings
from pipeline.work import ExecutorFactory
from pipeline.work.collector import seldom

# Backup programs leave folders out that carry this tag (bford.info/cachedir).
_CACHE_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n"


def run(
    inputs: Sequence[Path],
    out: Path,
    settings: Settings,
    progress: Progress,
    factory: ExecutorFactory | None = None,
    named: Sequence[tuple[Path, str]] = (),
) -> Outcome:
    """Reads all of ``inputs`` and leaves its findings under ``out``, as the contract says.
    ``named`` are letters whose names are known; those handed in at the desk are read too.
    ``factory``: who works; None for what the settings say.

    Raises ``NoInput``, ``OutputUnwritable``, ``MissingDependency``, ``BadKnowledge``,
    ``ClusterUnfit``; what is wrong with one letter becomes a ``Problem`` of that letter, and never
    stops the others.
    """
    from pipeline.journey import inputs as reading
    from pipeline.journey import unchanged

    messages.speak(settings.lang)
    found = reading.gather(inputs, out, named)
    if not found or not (named or any(path.exists() for path in inputs)):
        raise NoInput(what=", ".join(str(p) for p in inputs))
    key = unchanged.key_for(found, settings)
    if (known := unchanged.recall(key, out)) is not None:
        return Outcome(known[0], out, known[1], 0)
    from pipeline.journey import fleet, keeping, letters, opening, pages, results
    from pipeline.journey.sole import sole

    if settings.scheduler:
        settings, out, found = fleet.rooted(settings, out, found)
    folders = name_folders(name for _, name in found)
    entries = [Entry(path, name, folders[name]) for path, name in found]
    with seldom(), sole(out), fleet.hire(settings, out, found, factory) as crew:
        unchanged.forget(out)
        write_atomically(out / "cache" / "CACHEDIR.TAG", _CACHE_TAG)
        this = Run(out, fleet.sendable(settings), progress, Cache(out / "cache"), crew)
        opening.open_all(this, entries)
        cached, read = pages.read_all(this, entries)
        keeping.keep_all(this, entries)
        letters.analyse_all(this, entries)
        letters.link(this, entries)
        letters.judge_all(this, entries)
        crew.dismiss()
        clean = unchanged.clean(p.code for entry in entries for p in entry.problems)
        documents = results.publish_all(replace(this, settings=settings), entries)
        reading.remember(out, found, settings)
        if clean:
            unchanged.remember(key, out, cached + read)
    return Outcome(documents, out, cached, read)
