"""Readings are cache: they can be made again, and are kept so that a second run does only what
changed. Keyed by the hash of the input, the settings that matter, and the version of the rooms.

Ground floor of the journey: knows files and records, no room.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import cattrs

from pipeline.files import write_remade
from pipeline.paper import Span, Word

T = TypeVar("T")
_HERE = Path(__file__).resolve().parent
_VALUE = str | tuple[str, ...] | None
_DAMAGED = (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, zlib.error)


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=False)
    # A field's value is a string, a list of strings, or nothing: JSON tells them apart.
    converter.register_structure_hook(_VALUE, lambda v, _: tuple(v) if isinstance(v, list) else v)
    converter.register_structure_hook(float, lambda v, _: float(v))
    # A letter has thousands of words, and is loaded at each step.
    converter.register_structure_hook_func(_holds_words, lambda v, _: _words(v))
    converter.register_unstructure_hook_func(_holds_words, _columns)
    return converter


def _holds_words(kind: Any) -> bool:
    return bool(kind == tuple[Word, ...])


def _columns(words: tuple[Word, ...]) -> dict[str, list[Any]]:
    """Words as a table by column: a third of the bytes, parsed in half the time."""
    return {
        "start": [word.span.start for word in words],
        "end": [word.span.end for word in words],
        "raw": [word.raw for word in words],
        "page": [word.page for word in words],
        "box": [word.box for word in words],
        "confidence": [word.confidence for word in words],
    }


def _words(table: dict[str, list[Any]]) -> tuple[Word, ...]:
    spans = map(Span, table["start"], table["end"])
    boxes: Iterator[Any] = (
        None if box is None else tuple(_shared(map(float, box))) for box in table["box"]
    )
    sure = _shared(map(float, table["confidence"]))
    return tuple(map(Word, spans, _shared(table["raw"]), table["page"], boxes, sure))


_SHARED: dict[str | float, Any] = {}
_MOST_SHARED = 1 << 15


def _shared(values: Iterable[T]) -> Iterator[T]:
    """The same values, each in memory once: a long letter says few syllables, at few places of
    its pages, and its words would take a gigabyte."""
    if len(_SHARED) > _MOST_SHARED:
        _SHARED.clear()
    keep: Any = _SHARED.setdefault
    return (keep(value, value) if value else value for value in values)  # 0.0 is like -0.0


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
        except _DAMAGED:
            path.unlink(missing_ok=True)
            return None

    def holds(self, path: Path) -> bool:
        """Whether a whole record is there; what is left of one is cleared away."""
        try:
            if not gzip.decompress(path.read_bytes()):
                raise EOFError
        except FileNotFoundError:
            return False
        except _DAMAGED:
            path.unlink(missing_ok=True)
            return False
        return True

    def save(self, record: Any, path: Path) -> None:
        """Its checksum tells whether it came through a power failure: the disk is not waited
        for."""
        data = json.dumps(_converter().unstructure(record), ensure_ascii=False)
        write_remade(path, gzip.compress(data.encode("utf-8"), compresslevel=5, mtime=0))
