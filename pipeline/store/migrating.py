"""The database is brought up to date when it is opened; Alembic is loaded only when it is not."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from pipeline.errors import OutputUnwritable

HEAD = "0002"
"""The last revision under ``migrations/versions``."""
_FIRST = "0001"
_BEFORE = 1
"""The layout before there were migrations: the tables of the first revision."""
_SCRIPTS = Path(__file__).with_name("migrations")
_REVISION = text("SELECT version_num FROM alembic_version")


def is_current(connection: Connection) -> bool:
    """A look, without a change."""
    return _found(connection) == HEAD


def migrate(connection: Connection, where: str) -> None:
    """Everything to the last revision, in the transaction of the caller, who must be the only one
    to write. Raises ``OutputUnwritable`` for a database that a newer program made."""
    from alembic import command
    from alembic.config import Config

    found = _found(connection)
    if found == HEAD:
        return
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if found is None and (before := _before(connection)) is not None:
        if before > _BEFORE:
            raise OutputUnwritable(where=where, what=f"version {before} > {_BEFORE}")
        command.stamp(config, _FIRST)
    elif found is not None and found > HEAD:
        raise OutputUnwritable(where=where, what=f"version {found} > {HEAD}")
    command.upgrade(config, HEAD)


def _found(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(_REVISION)
    return revision


def _before(connection: Connection) -> int | None:
    """The version that stands in a database without revisions."""
    if not inspect(connection).has_table("about"):
        return None
    version: int | None = connection.scalar(text("SELECT max(version) FROM about"))
    return version
