"""The outlines that reports were judged by: kept with the readings, so that points can be counted
again, and the matrix has its columns, where the outline's own file is long gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from pipeline.records import Outline, OutlineItem
from pipeline.store.rows import dumped, pairs
from pipeline.store.schema import OUTLINES
from pipeline.store.types import Published


def keep_outlines(connection: Connection, outlines: Sequence[Outline]) -> bool:
    """Whether that changed anything."""
    kept = pairs(connection, OUTLINES.c.name, OUTLINES.c.json)
    new = {o.name: dumped(asdict(o)) for o in outlines}
    changed = {name: said for name, said in new.items() if kept.get(name) != said}
    for name, said in changed.items():
        connection.execute(delete(OUTLINES).where(OUTLINES.c.name == name))
        connection.execute(insert(OUTLINES).values(name=name, json=said))
    return bool(changed)


def known_outlines(connection: Connection, documents: Iterable[Published]) -> dict[str, Outline]:
    """The outlines of these documents by name: as kept, else as ``models`` has them now."""
    names = sorted({d["coverage"]["outline"] for d in documents if d["coverage"]})
    found: dict[str, Outline] = {}
    for name in names:
        said = connection.scalar(select(OUTLINES.c.json).where(OUTLINES.c.name == name))
        outline = outline_of(said) if said else _of_models(name)
        if outline:
            found[name] = outline
    return found


@lru_cache(maxsize=64)
def outline_of(said: str) -> Outline:
    """As it was kept."""
    told: dict[str, Any] = json.loads(said)
    items = tuple(OutlineItem(**{**i, "wordings": tuple(i["wordings"])}) for i in told["items"])
    lists = {name: tuple(told[name]) for name in ("applies_to", "repairs")}
    return Outline(**{**told, **lists, "items": items})


def _of_models(name: str) -> Outline | None:
    from pipeline.knowledge.outlines import all_outlines

    return next((o for o in all_outlines() if o.name == name), None)
