"""The tables as they are now (``migrations`` says how they came to be).

Readings, and what the desk derives from them, can be made again and are replaced. ``events`` are
what people decided: rows are only ever added, and the database itself refuses to change them.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()
# Sorted by code points everywhere, whatever the language of the PostgreSQL server.
_WORDS = Text().with_variant(Text(collation="C"), "postgresql")
_SHA = String(64).with_variant(String(64, collation="C"), "postgresql")


def _evidence() -> list[Column[object]]:
    """Where on paper: the page, and the box in fractions of it."""
    return [Column("page", Integer), *(Column(side, Float) for side in ("x0", "y0", "x1", "y1"))]


ABOUT = Table("about", METADATA, Column("version", Integer, primary_key=True))
"""2: kept so that programs from before the migrations refuse what they can't read."""

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
    Column("file", _WORDS, primary_key=True),
    Column("sha256", _SHA, nullable=False, index=True),
    Column("run", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("kind", String(20)),
    Column("pages", Integer, nullable=False),
    Column("folder", Text),
    Column("outline", Text),
    Column("score", Float),
    Column("json", Text, nullable=False),
)
"""``json`` is what the machine read; the other tables have people's decisions in them."""
FIELDS = Table(
    "fields",
    METADATA,
    Column("file", _WORDS, primary_key=True),
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
    Column("file", _WORDS, primary_key=True),
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
    Column("file", _WORDS, primary_key=True),
    Column("decision", String(60), primary_key=True),
    Column("verdict", String(20), nullable=False),
)
VERDICTS = Table(
    "verdicts",
    METADATA,
    Column("file", _WORDS, primary_key=True),
    Column("outline", Text, nullable=False),
    Column("item", String(40), primary_key=True),
    Column("nr", Integer),
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
    Column("source", String(20)),
)
PAGES = Table(
    "pages",
    METADATA,
    Column("file", _WORDS, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("text", Text, nullable=False),
)
LETTERS = Table(
    "letters",
    METADATA,
    Column("file", _WORDS, primary_key=True),
    Column("sha256", _SHA, nullable=False, index=True),
    Column("first", Boolean, nullable=False),
    Column("status", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("number_symbol", Text),
    Column("date", Text),
    Column("issuer", Text),
    Column("subject", Text),
    Column("outline", Text),
    Column("score", Float),
    Column("doubts", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
    Column("cells", Text),
    Column("folded", Text, nullable=False),
    Column("sort", _WORDS, nullable=False),
    Index("letters_in_order", "first", "sort"),
    Index("letters_of_outline", "outline", "sort"),
)
"""One row a letter as lists show it; ``first`` of the files with the same bytes stands for all.
``cells`` are its verdicts as JSON, ``folded`` the words it is found by."""
DOUBTS = Table(
    "doubts",
    METADATA,
    Column("sha256", _SHA, primary_key=True),
    Column("what", _WORDS, primary_key=True),
    Column("file", Text, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("value", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("source", String(20), nullable=False),
    Column("why", Text),
    Column("page", Integer),
    Column("box", Text),
    Column("quote", Text),
    Column("worth", Float, nullable=False),
    Column("disagrees", Text, nullable=False),
    Index("doubts_in_order", "open", "worth", "sha256", "what"),
)
"""Settled ones stay, closed, so that ``the next after this one`` keeps its meaning."""
OUTLINES = Table(
    "outlines",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("json", Text, nullable=False),
)
SEARCH_PAGES = Table(
    "search_pages",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("file", _WORDS, nullable=False, index=True),
    Column("sha256", _SHA, nullable=False),
    Column("page", Integer, nullable=False),
    Column("start", Integer, nullable=False),
)
"""What the index of words points to: a page, or a piece of a very long one."""
EVENTS = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", _SHA, nullable=False),
    Column("file", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", String(40), nullable=False),
    Column("why", Text, nullable=False),
    Column("undoes", Integer),
    Index("events_of", "sha256", "id"),
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
"""Where version 1 kept decisions. ``events`` took them over; these rows stay as they were."""
USERS = Table(
    "users",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("hash", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created", String(40), nullable=False),
)
"""``key`` is the name without regard to capitals."""
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("user", Text, nullable=False, index=True),
    Column("created", String(40), nullable=False),
    Column("expires", String(40), nullable=False),
)
UPLOADS = Table(
    "uploads",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("message", Text, nullable=False),
)

READINGS = (DOCUMENTS, FIELDS, REFS, CITES, VERDICTS, PAGES, LETTERS)
"""What ``save`` replaces, by file."""
