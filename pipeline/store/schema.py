"""The tables. Readings can be made again and are replaced by every run; ``corrections`` are what
people decided: rows are only ever added, and the database itself refuses to change them."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    event,
)

VERSION = 1
"""Of this layout. A store made by a newer program is refused rather than misread."""

METADATA = MetaData()


def _evidence() -> list[Column[object]]:
    """Where on paper: the page, and the box in fractions of it."""
    return [Column("page", Integer), *(Column(side, Float) for side in ("x0", "y0", "x1", "y1"))]


ABOUT = Table("about", METADATA, Column("version", Integer, primary_key=True))

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started", String(40)),
    Column("documents", Integer, nullable=False),
    Column("json", Text, nullable=False),
)
DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("file", Text, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("run", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("kind", String(20)),
    Column("pages", Integer, nullable=False),
    Column("folder", Text),
    Column("outline", Text),
    Column("score", Float),
    Column("json", Text, nullable=False),
)
FIELDS = Table(
    "fields",
    METADATA,
    Column("file", Text, primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("value", Text),
    Column("raw", Text),
    *_evidence(),
    Column("confidence", Float, nullable=False),
    Column("source", String(20), nullable=False),
    Column("review", Boolean, nullable=False),
    Column("why", Text),
)
REFS = Table(
    "refs",
    METADATA,
    Column("file", Text, primary_key=True),
    Column("nr", Integer, primary_key=True),
    Column("symbol", Text, index=True),
    Column("type", Text),
    Column("date", String(10)),
    Column("issuer", Text),
    Column("raw", Text, nullable=False),
    *_evidence(),
    Column("confidence", Float, nullable=False),
    Column("mentions", Integer, nullable=False),
)
CITES = Table(
    "cites",
    METADATA,
    Column("file", Text, primary_key=True),
    Column("decision", String(60), primary_key=True),
    Column("verdict", String(20), nullable=False),
)
VERDICTS = Table(
    "verdicts",
    METADATA,
    Column("file", Text, primary_key=True),
    Column("outline", Text, nullable=False),
    Column("item", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("heading", String(20), nullable=False),
    Column("content", String(20), nullable=False),
    Column("printed_heading", Text),
    Column("moved", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("review", Boolean, nullable=False),
    Column("why", Text),
    Column("quote", Text),
    *_evidence(),
)
PAGES = Table(
    "pages",
    METADATA,
    Column("file", Text, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("text", Text, nullable=False),
)
CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("what", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", String(40), nullable=False),
    Column("why", Text, nullable=False),
    Index("corrections_of", "sha256", "id"),
)

READINGS = (DOCUMENTS, FIELDS, REFS, CITES, VERDICTS, PAGES)
"""What ``save`` replaces."""

_REFUSE = """CREATE TRIGGER IF NOT EXISTS corrections_no_{what} BEFORE {what} ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are only ever added'); END"""
for _what in ("UPDATE", "DELETE"):
    _trigger = DDL(_REFUSE.format(what=_what))  # type: ignore[no-untyped-call]
    event.listen(CORRECTIONS, "after_create", _trigger.execute_if(dialect="sqlite"))
