"""What lies in a letter's folder: page pictures, its text, a PDF that can be searched, hOCR and
ALTO of each page, and the file as it came."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.cache import Cache, key_of, version_of
from pipeline.errors import InputChanged, OutputUnwritable
from pipeline.files import copy_in_one_step, share, write_remade
from pipeline.journey.budgets import is_small, letter_budget
from pipeline.journey.entries import Entry, Run, note, own, problem_of
from pipeline.journey.pages import load_transcript, page_files, pages_kept
from pipeline.records import Source, Transcript
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
        key = key_of(entry.opened.sha256, pages_kept(run.cache, entry), _version())
        if not _is_filled(run.out / entry.letters_folder, key):
            todo.append(FolderTask(index, entry, run.out, key))
    run.progress.stage("filing", len(todo))
    budget = letter_budget(run.settings)
    for outcome in run_tasks(keep, todo, run.crew, budget, _is_small):
        if isinstance(outcome, Failure):
            note(run, entries[outcome.task.index], problem_of(outcome.error))
        run.progress.step()


def _is_small(task: FolderTask) -> bool:
    return is_small(task.entry.opened)


def _is_filled(folder: Path, key: str) -> bool:
    """Whether the folder was filled under this key, and all that was put there is as long as it
    was then: a power failure may take what the disk was not waited for."""
    try:
        stamp = json.loads((folder / _STAMP).read_bytes())
        if stamp["key"] != key:
            return False
        return all((folder / name).stat().st_size == size for name, size in stamp["sizes"].items())
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def _version() -> str:
    return version_of("reading", "journey/keeping.py")


def keep(task: FolderTask) -> None:
    """Fills one folder, in a worker; the stamp goes last. Raises ``Truncated``,
    ``Unreadable``, ``InputChanged`` and ``OutputUnwritable``."""
    try:
        _fill(task)
    except OSError as error:
        where = task.out / task.entry.letters_folder
        raise OutputUnwritable(where=str(where), what=error.strerror or str(error)) from error


def _fill(task: FolderTask) -> None:
    folder, source = task.out / task.entry.letters_folder, task.entry.opened
    cache = Cache(task.out / "cache")
    transcript, _ = load_transcript(cache, task.entry)
    made: list[Path] = []
    for page, record in zip(transcript.pages, page_files(cache, task.entry), strict=False):
        picture = record.with_name(record.name[: -len("json.gz")] + "jpg")
        if page.picture and picture.exists():
            share(picture, folder / page.picture)
            made.append(folder / page.picture)
    write_remade(folder / "text.txt", transcript.text.encode("utf-8"))
    made += _interchange(transcript, folder, task.entry.name)
    came = source.original or source.path
    original = folder / "original" / f"{folder.name}{came.suffix.lower()}"
    digest = copy_in_one_step(came, original)
    kept: dict[str, Any] = {"original": {"file": f"original/{original.name}", "sha256": digest}}
    if source.kind in ("pdf", "image"):
        searchable = folder / f"{folder.name}.pdf"
        kept["searchable"] = _searchable(source, transcript, searchable)
        made.append(searchable)
    write_remade(folder / "kept.json", json.dumps(kept, indent=1).encode())
    if digest != source.sha256:  # no stamp: the next run fills this folder again
        raise InputChanged()
    made += (folder / "text.txt", folder / "kept.json", original)
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in made}
    write_remade(folder / _STAMP, json.dumps({"key": task.key, "sizes": sizes}).encode())


def _interchange(transcript: Transcript, folder: Path, name: str) -> Iterator[Path]:
    """A file of hOCR and one of ALTO for each page on paper; where they are."""
    from pipeline.reading.export.alto import alto
    from pipeline.reading.export.hocr import hocr
    from pipeline.reading.export.sheet import sheet

    for page in transcript.pages:
        made = sheet(transcript, page)
        if made is not None:
            title = f"{name}, trang {page.number}"
            for path, told in (
                (folder / "hocr" / f"{page.number}.html", hocr(made, title)),
                (folder / "alto" / f"{page.number}.xml", alto(made)),
            ):
                write_remade(path, told)
                yield path


def _searchable(source: Source, transcript: Transcript, target: Path) -> dict[str, Any]:
    from pipeline.reading.searchable import write_searchable

    made = write_searchable(source, transcript, target)
    return {
        "file": target.name,
        "pdfa": "2b" if made.archival else None,
        "pdfa_against": list(made.against),
        "original_signed": made.signed,
        "unlocked": source.locked,
    }
