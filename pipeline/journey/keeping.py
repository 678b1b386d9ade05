"""What lies in a letter's folder: page pictures, its text, a PDF that can be searched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.cache import Cache, key_of, version_of
from pipeline.files import write_atomically
from pipeline.journey.entries import Entry, Run, note, own, problem_of
from pipeline.journey.pages import load_transcript, page_files, pages_kept
from pipeline.work import Failure, run_tasks

_STAMP = ".made"


@dataclass(frozen=True, slots=True)
class FolderTask:
    index: int
    entry: Entry
    out: Path
    key: str


def keep_all(run: Run, entries: Sequence[Entry]) -> None:
    """Fills the folder of every letter whose pages changed since it was filled."""
    todo: list[FolderTask] = []
    for index, entry in own(entries):
        key = key_of(entry.opened.sha256, pages_kept(run.cache, entry), version_of("reading"))
        stamp = run.out / entry.letters_folder / _STAMP
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != key:
            todo.append(FolderTask(index, entry, run.out, key))
    for outcome in run_tasks(keep, todo, run.crew):
        if isinstance(outcome, Failure):
            note(run, entries[outcome.task.index], problem_of(outcome.error))


def keep(task: FolderTask) -> None:
    """Fills one folder, in a worker; the stamp goes last."""
    from pipeline.reading.searchable import write_searchable

    folder = task.out / task.entry.letters_folder
    cache = Cache(task.out / "cache")
    transcript, _ = load_transcript(cache, task.entry)
    layers: dict[int, bytes] = {}
    for page, record in zip(transcript.pages, page_files(cache, task.entry), strict=False):
        picture, layer = (
            record.with_name(record.name[: -len("json.gz")] + k) for k in ("jpg", "pdf")
        )
        if page.picture and picture.exists():
            _share(picture, folder / page.picture)
        if layer.exists():
            layers[page.number] = layer.read_bytes()
    write_atomically(folder / "text.txt", transcript.text.encode("utf-8"))
    if task.entry.opened.kind in ("pdf", "image"):
        target = folder / f"{folder.name}.pdf"
        write_searchable(task.entry.opened, layers, transcript.pages, target)
    write_atomically(folder / _STAMP, task.key.encode())


def _share(kept: Path, target: Path) -> None:
    """The same bytes twice cost nothing where the file system has hard links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(kept, target)
    except OSError:
        shutil.copyfile(kept, target)
