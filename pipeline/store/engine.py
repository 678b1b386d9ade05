"""One database: a SQLite file by default, PostgreSQL by its URL. Transactions, and errors in the
words of the house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import OutputUnwritable
from pipeline.store.migrating import is_current, migrate

DATABASE = "vanban.db"
_PASSWORD = re.compile(r"(?<=:)[^:/@]*(?=@)")
_WAIT = 30.0
"""Seconds to wait for another program that is writing."""
_CONNECTIONS = 20
_LOCK = text("SELECT pg_advisory_xact_lock(7612380021)")
"""A number of our own: whoever writes to a PostgreSQL database of ours takes it first."""


def address(out: Path, database: str = "") -> str:
    """The URL of the database of a run's folder; ``database`` where the user named another."""
    return database or f"sqlite:///{(out / DATABASE).as_posix()}"


class Base:
    """A database that is open. ``reading`` and ``writing`` are transactions: they happen in full
    or not at all, even if the machine stops. Writers follow one another, so that each sees all
    that the one before did; readers wait for nobody. Safe to use from several threads.

    All raise ``OutputUnwritable`` when the database can't be used."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        with self.reading() as connection:
            current = is_current(connection)
        if not current:
            with self.writing() as connection:
                migrate(connection, _named(self.engine))

    @property
    def is_postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with _spoken(self.engine), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        writer = self.engine.execution_options(writing=True)
        with _spoken(self.engine), writer.begin() as connection:
            if self.is_postgres:
                connection.execute(_LOCK)
            yield connection

    def share(self) -> None:
        """Readers and a writer of a SQLite file at the same time: for a desk that stays open."""
        if self.is_postgres:
            return
        with _spoken(self.engine), self.engine.connect() as connection:
            _raw(connection).execute("PRAGMA journal_mode = WAL")

    def close(self) -> None:
        """Lets the database go; of SQLite, nothing but the file itself is left."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+pg8000")
        if parsed.get_backend_name() != "sqlite":
            return create_engine(
                parsed, pool_size=_CONNECTIONS, max_overflow=_CONNECTIONS, pool_pre_ping=True
            )
        engine = create_engine(
            parsed, connect_args={"timeout": _WAIT}, pool_size=_CONNECTIONS, max_overflow=-1
        )
    except (SQLAlchemyError, ImportError, TypeError, ValueError) as error:
        raise OutputUnwritable(where=_PASSWORD.sub("***", url), what=str(error)) from error
    # Python's driver begins transactions late and commits before DDL; SQLAlchemy's documented
    # cure is to switch that off and say BEGIN ourselves.
    event.listen(engine, "connect", _own_transactions)
    event.listen(engine, "begin", _begin)
    return engine


def _own_transactions(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    # A writer that began as a reader could find, too late, that another was faster.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


@contextmanager
def _spoken(engine: Engine) -> Iterator[None]:
    """Database errors in the words of the house, without a password."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise OutputUnwritable(where=_named(engine), what=str(cause)) from error


def _named(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)
