"""Which files under the given inputs are letters to read, and what to call them."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from pipeline.errors import VanbanError
from pipeline.intake.sniff import DOCUMENT_SUFFIXES, HEAD, OTHER_SUFFIXES, is_docx, sniff, suffix_of

_UNDECODED = re.compile("[\ud800-\udfff]")  # how Python holds a byte that is no text


def find(inputs: Sequence[Path]) -> list[tuple[Path, str]]:
    """Every letter with its name: the path relative to its INPUT, ``/`` between the parts.

    Folders are walked to the bottom, sorted; hidden files and what is no document by its suffix
    are passed over. A file named itself is always taken, so that its refusal can be told. Where
    two INPUTs give the same name, the folder's own name goes before it. Names are in NFC.
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
    taken: set[str] = set()
    return [
        (path, _unlike(shown_name(_name(place, top, depths[place])), taken))
        for place, (path, top) in found.items()
    ]


def shown_name(name: str) -> str:
    """A name as it is published: NFC, whatever the disk keeps (macOS and archives write NFD), and
    bytes that are no UTF-8 as ``%E1``."""
    legible = _UNDECODED.sub(lambda found: f"%{ord(found.group()) & 0xFF:02X}", name)
    return unicodedata.normalize("NFC", legible)


def _unlike(name: str, taken: set[str]) -> str:
    """Another name where two files differ only in how their letters are written."""
    path, count, chosen = PurePosixPath(name), 2, name
    while chosen in taken:
        chosen = str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
        count += 1
    taken.add(chosen)
    return chosen


def _walk(top: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(top, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = Path(folder) / name
            if not name.startswith((".", "~$")) and _is_letter(path):
                yield path


def _is_letter(path: Path) -> bool:
    """By suffix; by content where the suffix says nothing (never opening pipes or devices)."""
    suffix = suffix_of(path.name)
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
