"""Gold labels from disk: a folder of ``<id>.json``, with page texts ``<id>.txt`` where given.

The key names follow our own ``data/gold``; labels of other sets may use ``references`` with
symbols only, ``issuer`` as printed with ``issuer_accept``, ``cites_<number>`` for a decision.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import BadKnowledge

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of one letter. ``pages``: printed text a page, None where there is none;
    ``excluded`` holds print that the transcription leaves out on purpose."""

    id: str
    labels: Mapping[str, Any]
    pages: tuple[str, ...] | None = None

    def skips(self, field: str) -> bool:
        return field in self.labels.get("do_not_score", ())

    @property
    def partial(self) -> bool:
        """Whether the labels claim only what stands in them, as people's decisions do."""
        return bool(self.labels.get("partial"))


def load_gold(folder: Path) -> dict[str, Gold]:
    """All labels under ``folder``, by id. Raises ``BadKnowledge`` on a file that is no JSON
    object, or where there is none at all."""
    found: dict[str, Gold] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            labels = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, OSError) as error:
            raise BadKnowledge(where=str(path), what=str(error)) from error
        if not isinstance(labels, dict) or not ({"doc_type", "fields", "symbol"} & set(labels)):
            continue  # an outline or a list of boxes lies there too
        id = str(labels.get("id", path.stem))
        found[id] = Gold(id, labels, _pages(folder, id))
    if not found:
        raise BadKnowledge(where=str(folder), what="no <id>.json with labels")
    return found


def _pages(folder: Path, id: str) -> tuple[str, ...] | None:
    for path in (folder / f"{id}.txt", folder.parent / "truth" / f"{id}.txt"):
        if path.is_file():
            return tuple(path.read_text(encoding="utf-8").split("\f"))
    first = folder.parent / "truth" / f"{id}.p1.txt"
    return (first.read_text(encoding="utf-8"),) if first.is_file() else None


def match_document(document: Mapping[str, Any], gold: Mapping[str, Gold]) -> Gold | None:
    """The labels of a letter: people's decisions by its bytes, all others by its name."""
    for labels in gold.values():
        if labels.partial and labels.labels.get("sha256") == document.get("sha256"):
            return labels
    found = match(str(document["file"]), gold)
    return None if found is None or found.partial else found


def match(file: str, gold: Mapping[str, T]) -> T | None:
    """The labels of an input file: its name up to the first ``.`` or ``_``, or its whole stem."""
    stem = Path(file).stem
    for id in (stem, stem.split(".")[0], stem.split("_")[0]):
        if id in gold:
            return gold[id]
    return None
