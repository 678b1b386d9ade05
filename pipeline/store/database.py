"""One database: a SQLite file by default, any other that SQLAlchemy knows by its URL."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import OutputUnwritable
from pipeline.store.corrections import Correction, Published
from pipeline.store.rows import dumped, rows_of, storable
from pipeline.store.schema import ABOUT, CORRECTIONS, DOCUMENTS, METADATA, READINGS, RUNS, VERSION

_PASSWORD = re.compile(r"(?<=:)[^:/@]+(?=@)")
_WAIT = 30.0
"""Seconds to wait for another program that is writing."""


class Store:
    """Readings are replaced, corrections are kept. Every method is one transaction: it happens
    in full or not at all, even if the machine stops. Safe to use from several threads.

    All raise ``OutputUnwritable`` when the database can't be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, documents: Sequence[Published], run: Mapping[str, Any]) -> None:
        """Replaces all readings by these, and adds ``run`` (its time, settings, counts; the key
        ``started`` is its ISO time). Never touches corrections."""
        with self._begin() as connection:
            told = {"started": run.get("started"), "documents": len(documents)}
            made = connection.execute(insert(RUNS).values(**told, json=dumped(dict(run))))
            key = made.inserted_primary_key
            for table in READINGS:
                connection.execute(table.delete())
            for document in documents:
                for table, rows in rows_of(document, key[0] if key else 0):
                    if rows:
                        connection.execute(insert(table), rows)

    def documents(self) -> list[Published]:
        """The documents as they were saved, sorted by file."""
        with self._begin() as connection:
            rows = connection.execute(select(DOCUMENTS.c.json).order_by(DOCUMENTS.c.file))
            return [json.loads(row.json) for row in rows]

    def correct(self, correction: Correction) -> None:
        """Adds a decision; an earlier one on the same thing stays on record."""
        row = asdict(correction)
        row = {k: storable(v) if isinstance(v, str) else v for k, v in row.items()}
        row |= {"before": dumped(correction.before), "after": dumped(correction.after)}
        with self._begin() as connection:
            connection.execute(insert(CORRECTIONS).values(**row))

    def corrections(self, sha256: str | None = None) -> list[Correction]:
        """All decisions, or those on one letter, oldest first: what ``apply`` takes."""
        query = select(CORRECTIONS).order_by(CORRECTIONS.c.id)
        if sha256 is not None:
            query = query.where(CORRECTIONS.c.sha256 == sha256)
        with self._begin() as connection:
            return [_correction(row) for row in connection.execute(query).mappings()]

    def close(self) -> None:
        """Lets the file go; nothing but the database itself is left beside it."""
        self._engine.dispose()

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with _spoken(self._engine), self._engine.begin() as connection:
            yield connection


def open_store(url: str) -> Store:
    """The store at ``url`` (``sqlite:///OUT/vanban.db``), made if it is not there.

    Raises ``OutputUnwritable``, also for a file that is no database or that a newer program
    made."""
    engine = _engine(url)
    with _spoken(engine), engine.begin() as connection:
        METADATA.create_all(connection)
        found = connection.scalar(select(ABOUT.c.version))
        if found is None:
            connection.execute(insert(ABOUT).values(version=VERSION))
        elif found > VERSION:
            raise OutputUnwritable(where=_named(engine), what=f"version {found} > {VERSION}")
    return Store(engine)


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed)
        engine = create_engine(parsed, connect_args={"timeout": _WAIT})
    except (SQLAlchemyError, ImportError) as error:
        raise OutputUnwritable(where=_PASSWORD.sub("***", url), what=str(error)) from error
    # Python's driver begins transactions late and commits before DDL; SQLAlchemy's documented
    # cure is to switch that off and say BEGIN ourselves.
    event.listen(engine, "connect", _own_transactions)
    event.listen(engine, "begin", _begin_immediately)
    return engine


def _own_transactions(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _begin_immediately(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _spoken(engine: Engine) -> Iterator[None]:
    """Database errors in the words of the house."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise OutputUnwritable(where=_named(engine), what=str(cause)) from error


def _named(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _correction(row: Mapping[Any, Any]) -> Correction:
    told = {k: v for k, v in row.items() if k != "id"}
    told |= {"before": json.loads(row["before"]), "after": json.loads(row["after"])}
    return Correction(**told)
