"""Which files under the given inputs are letters to read, and what to call them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import VanbanError
from pipeline.intake.sniff import DOCUMENT_SUFFIXES, HEAD, OTHER_SUFFIXES, is_docx, sniff


def find(inputs: Sequence[Path]) -> list[tuple[Path, str]]:
    """Every letter with its name: the path relative to its INPUT, ``/`` between the parts.

    Folders are walked to the bottom, sorted; hidden files and what is no document by its suffix
    are passed over. A file named itself is always taken, so that its refusal can be told. Where
    two INPUTs give the same name, the folder's own name goes before it.
    """
    found: dict[Path, tuple[Path, Path]] = {}  # real place -> (path, its INPUT); first one wins
    for top in inputs:
        for path in _walk(top) if top.is_dir() else iter((top,)):
            place = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
            found.setdefault(place, (path, top))
    depths = dict.fromkeys(found, 0)
    while clashes := _clashes(found, depths):
        for place in clashes:
            depths[place] += 1
    return [(path, _name(place, top, depths[place])) for place, (path, top) in found.items()]


def _walk(top: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(top, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = Path(folder) / name
            if not name.startswith((".", "~$")) and _is_letter(path):
                yield path


def _is_letter(path: Path) -> bool:
    """By suffix; by content where the suffix says nothing (never opening pipes or devices)."""
    suffix = path.suffix.lower()
    if suffix in DOCUMENT_SUFFIXES:
        return True
    if suffix in OTHER_SUFFIXES:
        return False
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        with path.open("rb") as file:
            kind = sniff(file.read(HEAD), path.name)
    except (OSError, VanbanError):
        return False
    return kind in ("pdf", "image") or (kind == "docx" and is_docx(str(path)))


def _name(place: Path, top: Path, depth: int) -> str:
    """The name with ``depth`` more parent folders than needed, or a drive-safe whole path."""
    root = Path(os.path.abspath(top))  # noqa: PTH100
    inside = place.relative_to(root).parts if place != root else (place.name,)
    parts = place.parts[1:]
    return "/".join(parts[max(0, len(parts) - len(inside) - depth) :])


def _clashes(found: dict[Path, tuple[Path, Path]], depths: dict[Path, int]) -> list[Path]:
    """Places that share their name with another, and can still be told apart by more folders."""
    by_name: dict[str, list[Path]] = {}
    for place, (_, top) in found.items():
        by_name.setdefault(_name(place, top, depths[place]), []).append(place)
    return [p for places in by_name.values() if len(places) > 1 for p in places]
