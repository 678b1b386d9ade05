"""Readings are cache: they can be made again, and are kept so that a second run does only what
changed. Keyed by the hash of the input, the settings that matter, and the version of the rooms.

Ground floor of the journey: knows files and records, no room.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import cattrs

from pipeline.files import write_atomically

T = TypeVar("T")
_HERE = Path(__file__).resolve().parent
_VALUE = str | tuple[str, ...] | None


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter()
    # A field's value is a string, a list of strings, or nothing: JSON tells them apart.
    converter.register_structure_hook(_VALUE, lambda v, _: tuple(v) if isinstance(v, list) else v)
    converter.register_structure_hook(float, lambda v, _: float(v))
    return converter


@cache
def version_of(*rooms: str) -> str:
    """A hash of the source files of rooms and ground floor: new code never gets old readings."""
    digest = hashlib.sha256()
    for room in ("records.py", "paper.py", "text.py", "language.py", "pdf.py", *rooms):
        path = _HERE / room
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for file in files:
            digest.update(file.relative_to(_HERE).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def hash_files(paths: Iterable[Path]) -> str:
    """A hash of names and contents, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def key_of(*parts: object) -> str:
    """A short stable key for anything that prints itself stably."""
    return hashlib.sha256(json.dumps([str(p) for p in parts]).encode()).hexdigest()[:16]


class Cache:
    """Files under one folder: ``<folder>/<sha256>/<name>-<key>.<kind>``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str, name: str, key: str, kind: str) -> Path:
        return self.folder / sha256[:2] / sha256 / f"{name}-{key}.{kind}"

    def load(self, kind: type[T], path: Path) -> T | None:
        """The record kept at ``path``; None where there is none, or where it is damaged (a
        reading that can't be used is made again, so nothing is lost)."""
        try:
            data = json.loads(gzip.decompress(path.read_bytes()))
            return _converter().structure(data, kind)
        except FileNotFoundError:
            return None
        except (OSError, EOFError, ValueError, cattrs.BaseValidationError):
            path.unlink(missing_ok=True)
            return None

    def save(self, record: Any, path: Path) -> None:
        data = json.dumps(_converter().unstructure(record), ensure_ascii=False)
        write_atomically(path, gzip.compress(data.encode("utf-8"), compresslevel=5, mtime=0))
