"""What lies in a letter's folder: page pictures, its text, a PDF that can be searched, hOCR and
ALTO of each page, and the file as it came."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.cache import Cache, key_of, version_of
from pipeline.errors import OutputUnwritable, Unreadable
from pipeline.files import write_atomically
from pipeline.journey.entries import Entry, Run, note, own, problem_of
from pipeline.journey.pages import load_transcript, page_files, pages_kept
from pipeline.records import Source, Transcript
from pipeline.work import Failure, run_tasks

_STAMP = ".made"
_CHUNK = 1 << 30


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
        stamp = run.out / entry.letters_folder / _STAMP
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != key:
            todo.append(FolderTask(index, entry, run.out, key))
    for outcome in run_tasks(keep, todo, run.crew):
        if isinstance(outcome, Failure):
            note(run, entries[outcome.task.index], problem_of(outcome.error))


def _version() -> str:
    return version_of("reading", "journey/keeping.py")


def keep(task: FolderTask) -> None:
    """Fills one folder, in a worker; the stamp goes last. Raises ``Truncated``,
    ``Unreadable`` and ``OutputUnwritable``."""
    try:
        _fill(task)
    except OSError as error:
        where = task.out / task.entry.letters_folder
        raise OutputUnwritable(where=str(where), what=error.strerror or str(error)) from error


def _fill(task: FolderTask) -> None:
    folder, source = task.out / task.entry.letters_folder, task.entry.opened
    cache = Cache(task.out / "cache")
    transcript, _ = load_transcript(cache, task.entry)
    for page, record in zip(transcript.pages, page_files(cache, task.entry), strict=False):
        picture = record.with_name(record.name[: -len("json.gz")] + "jpg")
        if page.picture and picture.exists():
            _share(picture, folder / page.picture)
    write_atomically(folder / "text.txt", transcript.text.encode("utf-8"))
    _interchange(transcript, folder, task.entry.name)
    original = folder / "original" / f"{folder.name}{source.path.suffix.lower()}"
    kept: dict[str, Any] = {
        "original": {"file": f"original/{original.name}", "sha256": _copy(source.path, original)}
    }
    if source.kind in ("pdf", "image"):
        kept["searchable"] = _searchable(source, transcript, folder / f"{folder.name}.pdf")
    write_atomically(folder / "kept.json", json.dumps(kept, indent=1).encode())
    write_atomically(folder / _STAMP, task.key.encode())


def _interchange(transcript: Transcript, folder: Path, name: str) -> None:
    """A file of hOCR and one of ALTO for each page on paper."""
    from pipeline.reading.export.alto import alto
    from pipeline.reading.export.hocr import hocr
    from pipeline.reading.export.sheet import sheet

    for page in transcript.pages:
        made = sheet(transcript, page)
        if made is not None:
            title = f"{name}, trang {page.number}"
            _put(folder / "hocr" / f"{page.number}.html", hocr(made, title))
            _put(folder / "alto" / f"{page.number}.xml", alto(made))


def _put(path: Path, data: bytes) -> None:
    """Writes in one step, but does not wait for the disk, which takes longer than all the rest of
    a page. Who loses power loses what can be made again; the stamp is waited for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def _searchable(source: Source, transcript: Transcript, target: Path) -> dict[str, Any]:
    from pipeline.reading.searchable import write_searchable

    made = write_searchable(source, transcript, target)
    return {
        "file": target.name,
        "pdfa": "2b" if made.archival else None,
        "pdfa_against": list(made.against),
        "original_signed": made.signed,
    }


def _copy(original: Path, target: Path) -> str:
    """Keeps the bytes that came in, and gives their SHA-256. A copy, no hard link: who edits one
    must not change the other. Where the file system can, both share their blocks until then."""
    try:
        source = original.open("rb")
    except OSError as error:
        raise Unreadable(what=error.strerror or str(error)) from error
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with source, target.open("xb") as copy:
        try:
            while os.copy_file_range(source.fileno(), copy.fileno(), _CHUNK):
                pass
        except (OSError, AttributeError):  # a device or a system that knows no such call
            copy.truncate(0)
            source.seek(0)
            copy.seek(0)
            shutil.copyfileobj(source, copy)
    target.chmod(0o444)
    with target.open("rb") as copy:
        return hashlib.file_digest(copy, "sha256").hexdigest()


def _share(kept: Path, target: Path) -> None:
    """The same bytes twice cost nothing where the file system has hard links."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(kept, target)
    except OSError:
        shutil.copyfile(kept, target)
