"""Drafts on disk that people go on writing: what somebody edited is never written over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OutputUnwritable
from pipeline.files import write_atomically

_NOTES = ".drafts.json"


@dataclass(frozen=True, slots=True)
class Drafts:
    """``written``: made now. ``kept``: edited by a person, and left as they are. ``over``: edited,
    and no longer wanted."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    over: tuple[Path, ...]


def write_drafts(folder: Path, wanted: Mapping[str, bytes]) -> Drafts:
    """Makes ``folder`` hold the drafts ``wanted``, by file name. Earlier drafts that nobody
    touched are replaced, or removed where they are wanted no more. Raises ``OutputUnwritable``."""
    before = _notes(folder)
    written: list[Path] = []
    kept: list[Path] = []
    over: list[Path] = []
    notes: dict[str, str] = {}
    for name, data in sorted(wanted.items()):
        path = folder / name
        if path.exists() and before.get(name) != _hash(path.read_bytes()):
            kept.append(path)
            continue
        write_atomically(path, data)
        written.append(path)
        notes[name] = _hash(data)
    for name in sorted(before.keys() - wanted.keys()):
        path = folder / name
        if not path.exists():
            continue
        if before[name] != _hash(path.read_bytes()):
            over.append(path)
            notes[name] = before[name]
            continue
        try:
            path.unlink()
        except OSError as error:
            raise OutputUnwritable(where=str(path), what=error.strerror or str(error)) from error
    told = json.dumps(notes, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_atomically(folder / _NOTES, told.encode())
    return Drafts(tuple(written), tuple(kept), tuple(over))


def _notes(folder: Path) -> dict[str, str]:
    """What was written here before; a list that was tampered with counts as none, so that its
    files are all taken for somebody's own."""
    try:
        found = json.loads((folder / _NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
