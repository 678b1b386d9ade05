"""People's decisions as gold labels, in the form that ``vanban evaluate`` reads: the office's own
work measures the machine.

What a person accepted or corrected is claimed, and nothing else: a label file is ``partial``, and
whatever it leaves out is not scored. Letters are matched by the hash of their bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.files import write_atomically
from pipeline.store import shelf
from pipeline.store.engine import Base
from pipeline.store.history import in_force
from pipeline.store.types import Event, Published, path_of

_EMPTY = ("blank", "unreadable", "absent")


@dataclass(frozen=True, slots=True)
class Counts:
    """What was written."""

    letters: int = 0
    fields: int = 0
    verdicts: int = 0
    pictures: int = 0


def write_gold(
    store: Base, folder: Path, out: Path | None = None, training: bool = False
) -> Counts:
    """Writes ``<id>.json`` for each letter that anybody decided about. With ``training``, also
    ``training/`` (see ``store.training``), whose pictures are cut from the pages under ``out``.
    Raises ``OutputUnwritable``."""
    from pipeline.store import training as cutting

    count = Counts()
    learnt = cutting.Learnt()
    with store.reading() as connection:
        for letter in shelf.letters(connection):
            decided = in_force(letter.events)
            labels = labels_of(letter.read, decided)
            if labels is None:
                continue
            said = json.dumps(labels, ensure_ascii=False, indent=1) + "\n"
            write_atomically(folder / f"{labels['id']}.json", said.encode("utf-8"))
            count = Counts(
                count.letters + 1,
                count.fields + len(labels["fields"]),
                count.verdicts + sum(map(len, labels.get("outline", {}).values())),
            )
            if training:
                learnt.add(labels["id"], letter.read, letter.shown, decided)
    if not training:
        return count
    pictures = learnt.write(folder / "training", out)
    return Counts(count.letters, count.fields, count.verdicts, pictures)


def labels_of(read: Published, decided: Sequence[Event]) -> dict[str, Any] | None:
    """The labels of one letter; None where nobody decided anything that can be claimed.
    ``fields`` names the header fields that are claimed."""
    fields: dict[str, Any] = {}
    states: dict[str, str] = {}
    outline: dict[str, dict[str, str]] = {}
    for event in decided:
        path = path_of(event.what)
        if path.field:
            fields[path.field] = event.after
            if state := _state(event):
                states[f"{path.field}_state"] = state
        elif event.kind != "unreadable":
            outline.setdefault(path.item, {})[path.part] = str(event.after)
    if not fields and not outline:
        return None
    labels: dict[str, Any] = {
        "id": id_of(read),
        "sha256": read["sha256"],
        "file": read["file"],
        "partial": True,
        "fields": sorted(fields),
        **{name: fields[name] for name in sorted(fields)},
        **{name: states[name] for name in sorted(states)},
    }
    if outline and read["coverage"]:
        order = [item["id"] for item in read["coverage"]["items"]]
        labels["outline_name"] = read["coverage"]["outline"]
        labels["outline"] = {id: outline[id] for id in order if id in outline}
    return labels


def id_of(read: Published) -> str:
    """A name for files: of the letter's folder, which no two share, else of its bytes."""
    folder = read.get("folder")
    return PurePosixPath(folder).name if folder else str(read["sha256"])[:16]


def _state(event: Event) -> str | None:
    """Why there is no value, where the person says so or agrees with the machine on it."""
    if event.kind == "unreadable":
        return "unreadable"
    if event.kind == "accept" and not event.after and event.reading:
        source = event.reading["source"]
        return source if source in _EMPTY else None
    return None
