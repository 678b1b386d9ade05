"""The obvious approach beside ours, for ``vanban evaluate``: read once, kept with the results."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import MissingDependency, NoInput
from pipeline.messages import say

if TYPE_CHECKING:
    from pipeline.evaluation.peers.obvious import Obvious

_SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})


def kept_or_read(options: Namespace, documents: Sequence[Mapping[str, Any]]) -> Obvious | None:
    """What was kept beside the results; with ``--obvious SCANS`` completed by reading those of
    the files there that were not read yet. None where nobody asked and nothing was kept."""
    from pipeline.evaluation.peers import Plain, obvious

    path = options.out / obvious.KEPT
    if options.obvious is None:
        return obvious.load(path)
    files = _files(options.obvious)
    if not files:
        raise NoInput(what=str(options.obvious))
    if not Plain(obvious.DPI).available():
        raise MissingDependency(what="pytesseract, pdf2image", mend="vanban doctor")
    wanted = [str(document["sha256"]) for document in documents]
    day = date.today().isoformat()
    return obvious.complete(path, files, wanted, day, _tell)


def _files(place: Path) -> list[Path]:
    found = [place] if place.is_file() else place.rglob("*")
    return sorted(p for p in found if p.suffix.lower() in _SUFFIXES and p.is_file())


def _tell(path: Path) -> None:
    print(say("scores.obvious.reading", file=path.name), file=sys.stderr)
