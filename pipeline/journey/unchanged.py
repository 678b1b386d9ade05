"""Whether a run has anything to do: the same letters, choices, knowledge and program, and every
file that the last run left still as it left it.

A look at names, hashes and times is a fiftieth of the work of compiling everything again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.cache import hash_files, key_of, version_of
from pipeline.errors import NOTES, VanbanError
from pipeline.files import write_atomically
from pipeline.knowledge.files import model_files
from pipeline.settings import Settings

_STAMP = Path("cache") / "last-run.json"
_ROOMS = (".",)  # all of the package
_FEW = 1000
"""Letters that are handed on in memory; more stay on disk."""


def key_for(found: Sequence[tuple[Path, str]], settings: Settings) -> str | None:
    """A key for everything that results depend on, but for people's decisions where they lie in
    the database among the files looked at. None where an input can't be read. Raises
    ``OutputUnwritable`` for a database elsewhere that can't be used: before anything is read."""
    from pipeline import reading

    decided = _decided(settings.database)

    outline = [Path(settings.outline)] if settings.outline else []
    try:
        letters = [(name, _hash(path)) for path, name in found]
        knowledge = hash_files([*model_files(), *outline])
        engine = reading.reading_identity(settings)
    except (OSError, VanbanError):  # the run itself says what is wrong
        return None
    asked = replace(settings, workers=0, scheduler="")
    return key_of(letters, asked, knowledge, engine, version_of(*_ROOMS), decided)


def _decided(database: str) -> int:
    """How far people's decisions have come in a database outside of the results."""
    if not database:
        return 0
    from pipeline.store import open_store

    base = open_store(database)
    try:
        return base.last_event()
    finally:
        base.close()


def recall(key: str | None, out: Path) -> tuple[Sequence[dict[str, Any]], int] | None:
    """The documents of the last run and the count of its pages, where its key was ``key`` and its
    files are untouched."""
    from pipeline.compile.shelved import Shelved

    try:
        stamp = json.loads((out / _STAMP).read_text(encoding="utf-8"))
        if key is None or stamp["key"] != key or stamp["files"] != _look(out):
            return None
        known = Shelved(out / "documents.jsonl")
        return known if len(known) > _FEW else list(known), int(stamp["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(key: str | None, out: Path, pages: int) -> None:
    """Notes what a run without trouble left. Goes last: a run that was cut short leaves none."""
    if key is not None:
        stamp = json.dumps({"key": key, "pages": pages, "files": _look(out)})
        write_atomically(out / _STAMP, stamp.encode("utf-8"))


def forget(out: Path) -> None:
    (out / _STAMP).unlink(missing_ok=True)


def _look(out: Path) -> str:
    """A digest of name, size and time of change of every file under ``out`` but the cache's."""
    digest = hashlib.sha256()
    for name, stat in _walk(out, out):
        digest.update(
            f"{name}\0{stat.st_size} {stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape")
        )
    return digest.hexdigest()


def _walk(folder: Path, out: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Folder by folder, each by name: a hundred thousand letters are a million files."""
    with os.scandir(folder) as found:
        things = sorted(found, key=lambda thing: thing.name)
    for thing in things:
        if thing.is_dir(follow_symlinks=False):
            if not (folder == out and thing.name == "cache"):
                yield from _walk(Path(thing.path), out)
        else:
            yield Path(thing.path).relative_to(out).as_posix(), thing.stat()


def _hash(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise OSError(f"{path}: no plain file")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def clean(problems: Iterable[str]) -> bool:
    """Whether a run with these codes of problems need not be tried again."""
    return all(code in NOTES for code in problems)
