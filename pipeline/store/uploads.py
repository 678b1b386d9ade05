"""Files that people handed in, and how far their reading is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from sqlalchemy import Connection, insert, select, update

from pipeline.errors import BadSettings, NoInput
from pipeline.store.rows import storable
from pipeline.store.schema import UPLOADS
from pipeline.store.types import Upload, UploadState


def add(connection: Connection, name: str, sha256: str, size: int, who: str, when: str) -> int:
    row = {"name": storable(name), "sha256": sha256, "size": size, "who": storable(who)}
    start = {"when": when, "state": "waiting", "done": 0, "total": 0, "message": ""}
    made = connection.execute(insert(UPLOADS).values(**row, **start)).inserted_primary_key
    return int(made[0]) if made else 0


def change(
    connection: Connection, id: int, state: str, done: int, total: int, message: str
) -> None:
    """Raises ``BadSettings`` for no state, ``NoInput`` for no upload."""
    if state not in get_args(UploadState):
        raise BadSettings(where="state", what=state)
    told = {"state": state, "done": done, "total": total, "message": storable(message)}
    changed = connection.execute(update(UPLOADS).where(UPLOADS.c.id == id).values(**told))
    if not changed.rowcount:
        raise NoInput(what=str(id))


def one(connection: Connection, id: int) -> Upload | None:
    row = connection.execute(select(UPLOADS).where(UPLOADS.c.id == id)).mappings().first()
    return _upload(row) if row else None


def latest(connection: Connection, limit: int) -> tuple[Upload, ...]:
    """The newest first."""
    found = select(UPLOADS).order_by(UPLOADS.c.id.desc()).limit(max(0, limit))
    return tuple(_upload(row) for row in connection.execute(found).mappings())


def _upload(row: Mapping[Any, Any]) -> Upload:
    return Upload(**{str(k): v for k, v in row.items()})
