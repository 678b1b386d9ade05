"""The database of every earlier version becomes today's, and loses nothing."""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from pipeline.errors import OutputUnwritable
from pipeline.store import migrating, open_desk, open_store
from pipeline.store.engine import Base
from pipeline.store.schema import METADATA
from tests.compile_letters import letter

DECIDED = [
    ("fields.number", "101", "107", "100", "Minh"),
    ("coverage.II.1.đ.content", "full", "thin", "full", "Lan"),
    ("fields.recipients", ["- Như trên;", "- Lưu: VT, NC."], ["Như trên"], None, "Lan"),
    ("fields.date", "2022-05", None, "2022-05", "Hoa"),
]
"""What, before, after, what the machine had read, who: of the corrections in ``vanban-1.sql``
those in force; one is of a letter that is no longer there."""


@pytest.fixture
def old(tmp_path: Path, root: Path) -> Path:
    """A database as version 1 left it: two letters, five corrections."""
    path = tmp_path / "vanban.db"
    script = (root / "tests" / "resources" / "vanban-1.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_database_of_version_1_keeps_every_correction(old: Path) -> None:
    before = rows(old, "SELECT * FROM corrections ORDER BY id")
    store = open_store(f"sqlite:///{old}")
    decided = store.decisions()
    store.close()
    assert [(d.what, d.before, d.after, d.who) for d in decided] == [
        (what, was, after, who) for what, was, after, _, who in DECIDED
    ]
    assert [d.reading and d.reading["value"] for d in decided] == [
        read if what != "fields.recipients" else was for what, was, _, read, _ in DECIDED
    ]
    assert decided[0].when == "2026-11-20T10:00:00+00:00"
    assert {d.kind for d in decided} == {"correct"}
    assert rows(old, "SELECT * FROM corrections ORDER BY id") == before
    assert len(before) == 5 == rows(old, "SELECT count(*) FROM events")[0][0]


def test_the_corrections_of_version_1_hold_at_the_desk(old: Path) -> None:
    desk = open_desk(f"sqlite:///{old}")
    sha256 = letter(0)["sha256"]
    (shown,) = [
        d for d in desk.save([letter(0), letter(1)], {"version": "2"}) if d["sha256"] == sha256
    ]
    assert shown["fields"]["number"]["value"] == "107"
    assert shown["fields"]["number"]["machine"]["value"] == "100"
    found = desk.letter(sha256)
    assert found is not None
    assert found["fields"] == shown["fields"]
    assert [(e.id, e.who) for e in desk.events(sha256)] == [(1, "Lan"), (2, "Minh"), (3, "Lan")]
    desk.undo(2, "Minh")
    found = desk.letter(sha256)
    assert found is not None
    assert found["fields"]["number"]["value"] == "101"
    desk.close()


def test_a_postgresql_database_of_version_1_too(postgres: str) -> None:
    base = _at_first(postgres)
    with base.writing() as connection:
        row = {"file": "a.pdf", "sha256": "0" * 64, "what": "fields.number", "before": '"1"'}
        row |= {"after": '"2"', "who": "Lan", "when": "2026-11-20T09:00:00", "why": ""}
        names = ", ".join(f'"{name}"' for name in row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO corrections ({names}) VALUES ({values})"), row)  # noqa: S608
        connection.execute(text("DROP TABLE alembic_version"))
    base.close()
    store = open_store(postgres)
    assert [(d.after, d.reading) for d in store.decisions()] == [
        ("2", {"source": "read", "value": "1"})
    ]
    store.close()


def _at_first(url: str) -> Base:
    """A database at the first revision."""
    from alembic import command

    base = Base.__new__(Base)
    from pipeline.store.engine import _engine

    base.engine = _engine(url)
    config = Config()
    config.set_main_option("script_location", str(migrating._SCRIPTS))
    with base.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    return base


def test_what_is_migrated_is_what_the_program_expects(desk_url: str) -> None:
    """The tables that the migrations make are those of ``schema``, column by column."""
    store = open_store(desk_url)
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours})
        assert compare_metadata(context, METADATA) == []
    store.close()


def _ours(_object: Any, name: str, kind: str, *_more: Any) -> bool:
    return not (kind == "table" and name.startswith("search_words"))


def test_the_comparison_sees_a_missing_column(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'x.db'}")
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE uploads DROP COLUMN message"))
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
    store.close()
    assert any("message" in str(difference) for difference in found)


def test_the_last_revision_is_the_one_that_opening_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating._SCRIPTS))
    assert ScriptDirectory.from_config(config).get_heads() == [migrating.HEAD]


def test_a_current_database_is_opened_without_alembic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    open_store(url).close()
    monkeypatch.setitem(sys.modules, "alembic", None)  # whoever imports it fails
    store = open_store(url)
    assert store.last_event() == 0
    store.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE alembic_version SET version_num = '0099'", "0099"),
        # A program from before the migrations, of the future of that line.
        ("DROP TABLE alembic_version; UPDATE about SET version = 99", "99"),
    ],
)
def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path, change: str, said: str) -> None:
    path = tmp_path / "x.db"
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(change)
    before = path.read_bytes()
    with pytest.raises(OutputUnwritable, match=said):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_an_old_program_refuses_the_new_database(tmp_path: Path) -> None:
    """Version 1 looked at ``about`` and at nothing else."""
    path = tmp_path / "x.db"
    open_store(f"sqlite:///{path}").close()
    assert rows(path, "SELECT version FROM about") == [(2,)]


def test_a_migration_that_breaks_changes_nothing(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = rows(old, "SELECT name FROM sqlite_master ORDER BY name")
    with closing(sqlite3.connect(old)) as connection:  # what the second revision stumbles over
        connection.execute("CREATE TABLE uploads (x)")
        connection.commit()
    with pytest.raises(OutputUnwritable, match="uploads"):
        open_store(f"sqlite:///{old}")
    found = rows(old, "SELECT name FROM sqlite_master ORDER BY name")
    assert found == sorted([*tables, ("uploads",)])
    assert len(rows(old, "SELECT * FROM corrections")) == 5


def test_many_open_a_new_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    opened: list[int] = []

    def look() -> None:
        store = open_store(url)
        opened.append(store.last_event())
        store.close()

    people = [threading.Thread(target=look) for _ in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert opened == [0, 0, 0, 0]


@pytest.mark.parametrize("name", ["50% xong", "thư mục có dấu", "a'b"])
def test_odd_folders_are_no_trouble(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    store = open_store(f"sqlite:///{(folder / 'vanban.db').as_posix()}")
    store.save([letter(0)], {"version": "1"})
    assert [d["file"] for d in store.documents()] == ["bc-000.pdf"]
    store.close()
    assert json.loads(rows(folder / "vanban.db", "SELECT json FROM runs")[0][0]) == {"version": "1"}
