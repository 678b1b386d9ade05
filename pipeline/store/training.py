"""People's decisions as training data: written numbers and days with what they say, and sentences
with their verdicts.

``handwriting.jsonl`` has a line for each picture under ``handwriting/``: ``picture``, ``text``
(what a person vouches for), ``field``, ``machine`` (what was read), ``page``, ``box``.
``verdicts.jsonl`` has a line for each verdict: ``outline``, ``item``, ``title``, ``part``,
``verdict``, ``machine``, ``sentences``. Who decided is not in there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.files import write_atomically
from pipeline.store.types import Event, Published, path_of

WRITTEN = ("number", "date", "incoming_number", "incoming_date")
"""Fields that a pen fills in."""
_MARGIN = 0.35
"""Of a box's height, on every side: digits are taller than the print beside them."""


@dataclass(slots=True)
class Learnt:
    """Collected letter by letter; ``write`` puts it all on disk."""

    samples: list[dict[str, Any]] = field(default_factory=list)
    verdicts: list[dict[str, Any]] = field(default_factory=list)

    def add(self, id: str, read: Published, shown: Published, decided: Sequence[Event]) -> None:
        for event in decided:
            path = path_of(event.what)
            if path.field in WRITTEN and event.kind != "unreadable":
                self.samples += _sample(id, shown, path.field, event)
            elif path.item and event.kind != "unreadable":
                self.verdicts += _verdict(id, shown, path.item, path.part, event)

    def write(self, folder: Path, out: Path | None) -> int:
        """Returns how many pictures there are: one for each sample whose page lies under ``out``.
        Raises ``OutputUnwritable``."""
        rows = []
        for sample in self.samples:
            page = out / sample["letter"] / "pages" / f"{sample['page']}.jpg" if out else None
            if page is None or not sample["letter"] or not page.is_file():
                continue
            write_atomically(folder / sample["picture"], _cut(page, sample["box"]))
            rows.append({k: v for k, v in sample.items() if k != "letter"})
        _write(folder / "handwriting.jsonl", rows)
        _write(folder / "verdicts.jsonl", self.verdicts)
        return len(rows)


def _sample(id: str, shown: Published, name: str, event: Event) -> list[dict[str, Any]]:
    value = shown["fields"][name]
    if not isinstance(event.after, str) or not value["box"] or not value["page"]:
        return []
    row = {
        "picture": f"handwriting/{id}.{name}.png",
        "text": event.after,
        "field": name,
        "machine": event.reading["value"] if event.reading else None,
        "page": value["page"],
        "box": value["box"],
        "sha256": shown["sha256"],
        "letter": shown.get("folder"),
    }
    return [row]


def _verdict(id: str, shown: Published, item: str, part: str, event: Event) -> list[dict[str, Any]]:
    coverage = shown["coverage"] or {"items": []}
    return [
        {
            "letter": id,
            "outline": coverage["outline"],
            "item": item,
            "title": found["title"],
            "part": part,
            "verdict": event.after,
            "machine": event.reading["value"] if event.reading else None,
            "sentences": [e["quote"] for e in found["evidence"] if e["quote"]],
            "sha256": shown["sha256"],
        }
        for found in coverage["items"]
        if found["id"] == item
    ]


def _cut(page: Path, box: Sequence[float]) -> bytes:
    """The place and a margin around it, as PNG."""
    import io

    from PIL import Image

    x0, y0, x1, y1 = box
    with Image.open(page) as picture:
        width, height = picture.size
        margin = _MARGIN * (y1 - y0) * height
        edges = (
            x0 * width - margin,
            y0 * height - margin,
            x1 * width + margin,
            y1 * height + margin,
        )
        limits = (width, height, width, height)
        inside = [min(max(0, round(e)), top) for e, top in zip(edges, limits, strict=True)]
        inside[2], inside[3] = max(inside[2], inside[0] + 1), max(inside[3], inside[1] + 1)
        kept = io.BytesIO()
        picture.convert("RGB").crop((inside[0], inside[1], inside[2], inside[3])).save(kept, "PNG")
        return kept.getvalue()


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)
    write_atomically(path, "".join(lines).encode("utf-8"))
