"""What each letter's folder under ``OUT/letters/`` is called: readable, unique, safe anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from pipeline.text import nfc

# Windows forbids these, and a leading dot or dash trips shells.
_UNSAFE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]+')
_MOST_BYTES = 120
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}


def name_folders(names: Iterable[str]) -> dict[str, str]:
    """A folder name for each input name; the same input names always give the same folders.

    >>> name_folders(["a/bc.pdf", "bc.pdf", "bc.docx"])
    {'a/bc.pdf': 'a--bc', 'bc.docx': 'bc', 'bc.pdf': 'bc-2'}
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        path = PurePosixPath(name)
        base = _safe("--".join((*path.parts[:-1], path.stem)))
        folder, n = base, 2
        while folder.casefold() in taken:  # some file systems fold case
            folder, n = f"{base}-{n}", n + 1
        taken.add(folder.casefold())
        given[name] = folder
    return given


def _safe(name: str) -> str:
    shown = _UNSAFE.sub("_", nfc(name).replace("..", "_").replace("/", "--")).strip(" .-")
    while len(shown.encode("utf-8", "surrogatepass")) > _MOST_BYTES:
        shown = shown[:-1]
    shown = shown.encode("utf-8", "replace").decode().rstrip(" .")
    return f"_{shown}" if not shown or shown.casefold() in _RESERVED else shown
