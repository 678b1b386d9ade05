"""The tables of version 1, which made them without Alembic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table("about", sa.Column("version", sa.Integer, primary_key=True))
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("started", sa.String(40)),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("file", sa.Text, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False, index=True),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20)),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("folder", sa.Text),
        sa.Column("outline", sa.Text),
        sa.Column("score", sa.Float),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_table(
        "fields",
        sa.Column("file", sa.Text, primary_key=True),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text),
        sa.Column("raw", sa.Text),
        *_place(),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("review", sa.Boolean, nullable=False),
        sa.Column("why", sa.Text),
    )
    op.create_table(
        "refs",
        sa.Column("file", sa.Text, primary_key=True),
        sa.Column("nr", sa.Integer, primary_key=True),
        sa.Column("symbol", sa.Text, index=True),
        sa.Column("type", sa.Text),
        sa.Column("date", sa.String(10)),
        sa.Column("issuer", sa.Text),
        sa.Column("raw", sa.Text, nullable=False),
        *_place(),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("mentions", sa.Integer, nullable=False),
    )
    op.create_table(
        "cites",
        sa.Column("file", sa.Text, primary_key=True),
        sa.Column("decision", sa.String(60), primary_key=True),
        sa.Column("verdict", sa.String(20), nullable=False),
    )
    op.create_table(
        "verdicts",
        sa.Column("file", sa.Text, primary_key=True),
        sa.Column("outline", sa.Text, nullable=False),
        sa.Column("item", sa.String(40), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("heading", sa.String(20), nullable=False),
        sa.Column("content", sa.String(20), nullable=False),
        sa.Column("printed_heading", sa.Text),
        sa.Column("moved", sa.Boolean, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("review", sa.Boolean, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("quote", sa.Text),
        *_place(),
    )
    op.create_table(
        "pages",
        sa.Column("file", sa.Text, primary_key=True),
        sa.Column("page", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", sa.String(40), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("corrections_of", "corrections", ["sha256", "id"])
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER corrections_no_{change} BEFORE {change} ON corrections "
                "BEGIN SELECT RAISE(ABORT, 'corrections are only ever added'); END"
            )
    op.execute("INSERT INTO about (version) VALUES (1)")


def _place() -> list[sa.Column[object]]:
    box = (sa.Column(side, sa.Float) for side in ("x0", "y0", "x1", "y1"))
    return [sa.Column("page", sa.Integer), *box]
