"""The review desk: events, what the queue and the lists are read from, words, people."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_SHA = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
_KEYED = ("documents", "fields", "refs", "cites", "verdicts", "pages")
_REFUSAL = "CREATE FUNCTION {table}_only_grow() RETURNS trigger LANGUAGE plpgsql AS "
_REFUSAL += "$$BEGIN RAISE EXCEPTION '{table} are only ever added'; END$$"


def upgrade() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    if postgres:  # names in the same order on every server
        for table in _KEYED:
            op.execute(f'ALTER TABLE {table} ALTER COLUMN file TYPE text COLLATE "C"')
        op.execute('ALTER TABLE documents ALTER COLUMN sha256 TYPE varchar(64) COLLATE "C"')
    _events()
    _derived()
    _people()
    _words(postgres)
    _only_grow(postgres)
    _take_over()
    op.execute("UPDATE about SET version = 2")  # programs from before the migrations refuse it


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("sha256", _SHA, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.String(40), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer),
    )
    op.create_index("events_of", "events", ["sha256", "id"])


def _derived() -> None:
    op.add_column("verdicts", sa.Column("nr", sa.Integer))
    op.add_column("verdicts", sa.Column("source", sa.String(20)))
    op.create_table(
        "letters",
        sa.Column("file", _WORDS, primary_key=True),
        sa.Column("sha256", _SHA, nullable=False, index=True),
        sa.Column("first", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number_symbol", sa.Text),
        sa.Column("date", sa.Text),
        sa.Column("issuer", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("outline", sa.Text),
        sa.Column("score", sa.Float),
        sa.Column("doubts", sa.Integer, nullable=False),
        sa.Column("decided", sa.Integer, nullable=False),
        sa.Column("cells", sa.Text),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("sort", _WORDS, nullable=False),
    )
    op.create_index("letters_in_order", "letters", ["first", "sort"])
    op.create_index("letters_of_outline", "letters", ["outline", "sort"])
    op.create_table(
        "doubts",
        sa.Column("sha256", _SHA, primary_key=True),
        sa.Column("what", _WORDS, primary_key=True),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("page", sa.Integer),
        sa.Column("box", sa.Text),
        sa.Column("quote", sa.Text),
        sa.Column("worth", sa.Float, nullable=False),
        sa.Column("disagrees", sa.Text, nullable=False),
    )
    op.create_index("doubts_in_order", "doubts", ["open", "worth", "sha256", "what"])
    op.create_table(
        "outlines",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("json", sa.Text, nullable=False),
    )


def _people() -> None:
    op.create_table(
        "users",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created", sa.String(40), nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("user", sa.Text, nullable=False, index=True),
        sa.Column("created", sa.String(40), nullable=False),
        sa.Column("expires", sa.String(40), nullable=False),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.String(40), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
    )


def _words(postgres: bool) -> None:
    op.create_table(
        "search_pages",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("file", _WORDS, nullable=False, index=True),
        sa.Column("sha256", _SHA, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
    )
    if postgres:
        op.execute(
            "CREATE TABLE search_words (id integer PRIMARY KEY, "
            "plain tsvector NOT NULL, folded tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX search_folded ON search_words USING gin (folded)")
    else:
        # Diacritics are folded by us: FTS5 would keep the stroke of đ.
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5 "
            "(plain, folded, tokenize = 'unicode61 remove_diacritics 0')"
        )


def _only_grow(postgres: bool) -> None:
    """No row of people's is changed or lost, whoever speaks to the database."""
    if not postgres:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER events_no_{change} BEFORE {change} ON events "
                "BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END"
            )
        return
    for table in ("events", "corrections"):
        op.execute(_REFUSAL.format(table=table))
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grow()"
        )


def _take_over() -> None:
    """Version 1's corrections become events. What the machine had read is what stood before the
    first of them on the same thing."""
    both = ("file", "sha256", "what", "before", "after", "who", "when", "why")
    old = sa.table("corrections", *_columns("id", *both))
    new = sa.table("events", *_columns(*both, "kind", "evidence", "reading"))
    read: dict[tuple[str, str], str] = {}
    rows: list[dict[str, Any]] = []
    for found in op.get_bind().execute(sa.select(old).order_by(old.c.id)).mappings():
        row = {k: v for k, v in found.items() if k != "id"}
        before = read.setdefault((row["sha256"], row["what"]), row["before"])
        reading = json.dumps({"source": "read", "value": json.loads(before)}, ensure_ascii=False)
        rows.append({**row, "kind": "correct", "evidence": "null", "reading": reading})
    if rows:
        op.get_bind().execute(sa.insert(new), rows)


def _columns(*names: str) -> list[sa.ColumnClause[Any]]:
    return [sa.column(name) for name in names]
