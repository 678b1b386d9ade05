"""Readings in the database, and everything that follows from them and from people's decisions.

Each row of ``fields``, ``verdicts``, ``letters`` and ``doubts`` is made from one letter's reading
and its events. A decision makes those of its letter again, a run those of the letters whose reading
changed: nothing is looked up twice, and every list is a plain SELECT.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, select

from pipeline.records import Outline
from pipeline.store import ledger
from pipeline.store.applying import apply
from pipeline.store.doubting import questions
from pipeline.store.history import in_force
from pipeline.store.outlines import known_outlines
from pipeline.store.overviews import doubt_row, letter_row
from pipeline.store.rows import (
    Row,
    dumped,
    pairs,
    put,
    rows_of,
    shown_rows,
    storable,
    storable_rows,
)
from pipeline.store.schema import DOCUMENTS, DOUBTS, FIELDS, LETTERS, READINGS, VERDICTS
from pipeline.store.search import forget_pages, index_pages
from pipeline.store.types import Event, Published

_AT_ONCE = 40
"""Letters whose rows go to the database together: memory stays flat."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A reading, and the same with people's decisions."""

    read: Published
    shown: Published
    events: Sequence[Event]


def letter(connection: Connection, sha256: str) -> Letter | None:
    """The first file with these bytes."""
    where = DOCUMENTS.c.sha256 == sha256
    found = select(DOCUMENTS.c.json).where(where).order_by(DOCUMENTS.c.file).limit(1)
    if not sha256 or (said := connection.scalar(found)) is None:
        return None
    read, events = json.loads(said), ledger.of_letter(connection, sha256)
    outlines = known_outlines(connection, [read])
    return Letter(read, apply(read, events, outlines), events)


def letters(connection: Connection) -> Iterator[Letter]:
    """All files, by name."""
    decided = ledger.by_letter(connection)
    files = connection.scalars(select(DOCUMENTS.c.file).order_by(DOCUMENTS.c.file)).all()
    for file in files:
        said = connection.scalar(select(DOCUMENTS.c.json).where(DOCUMENTS.c.file == file))
        read = json.loads(said or "{}")
        events = decided.get(read["sha256"], []) if read["sha256"] else []
        yield Letter(read, apply(read, events, known_outlines(connection, [read])), events)


def holds(connection: Connection, readings: Iterable[Published]) -> bool:
    """Whether these are the readings in the database, with all that follows from them."""
    given = set()
    for read in readings:
        file = storable(read["file"])
        if _kept(connection, file) != dumped(read):
            return False
        given.add(file)
    kept = set(connection.scalars(select(DOCUMENTS.c.file)))
    return given == kept == set(connection.scalars(select(LETTERS.c.file)))


def replace_all(
    connection: Connection, readings: Sequence[Published], run: int, everything: bool
) -> Callable[[Published], Published]:
    """The readings of a run take the place of all earlier ones. Rows of a letter whose reading is
    the same stay, unless ``everything`` is to be made again.

    Returns what lays people's decisions, as they are now, over a reading."""
    was = pairs(connection, LETTERS.c.file, LETTERS.c.first)
    decided = ledger.by_letter(connection)
    outlines = known_outlines(connection, readings)

    def lay(read: Published) -> Published:
        return apply(read, decided.get(read["sha256"], ()) if read["sha256"] else (), outlines)

    gone = set(connection.scalars(select(DOCUMENTS.c.file)))
    first = _firsts(readings)
    changed = []
    for at, read in enumerate(readings):
        file = storable(read["file"])
        same = file in gone and was.get(file) == (at in first)
        if not (same and not everything and _kept(connection, file) == dumped(read)):
            changed.append(at)
        else:
            gone.discard(file)
    # All that goes, goes first: what is made of one letter may carry another's old name.
    _forget(connection, sorted(gone))
    for some in _batches(readings, changed):
        new = [_New(storable(r["file"]), r, dumped(r)) for _, r in some]
        firsts = [at in first for at, _ in some]
        _put(connection, list(zip(new, firsts, strict=True)), decided, outlines, run)
    return lay


def _kept(connection: Connection, file: str) -> str | None:
    return connection.scalar(select(DOCUMENTS.c.json).where(DOCUMENTS.c.file == file))


def _firsts(readings: Sequence[Published]) -> set[int]:
    """Where the first file of each content stands, by name; files without content all count."""
    by_sha: dict[str, tuple[str, int]] = {}
    found = set()
    for at, read in enumerate(readings):
        sha256, here = read["sha256"], (storable(read["file"]), at)
        if not sha256:
            found.add(at)
        elif sha256 not in by_sha or here < by_sha[sha256]:
            by_sha[sha256] = here
    return found | {at for _, at in by_sha.values()}


def _batches(
    readings: Sequence[Published], changed: Sequence[int]
) -> Iterator[list[tuple[int, Published]]]:
    """Some at once, by name."""
    wanted = iter(changed)
    following = next(wanted, None)
    batch: list[tuple[int, Published]] = []
    for at, read in enumerate(readings):
        if at == following:
            batch.append((at, read))
            following = next(wanted, None)
        if batch and (len(batch) == _AT_ONCE or following is None):
            yield batch
            batch = []


def refresh(connection: Connection, sha256: str, events: Sequence[Event]) -> None:
    """After an event: what follows from all ``events`` of a letter is made again."""
    rows = connection.execute(
        select(DOCUMENTS.c.file, DOCUMENTS.c.json, DOCUMENTS.c.run)
        .where(DOCUMENTS.c.sha256 == sha256)
        .order_by(DOCUMENTS.c.file)
    ).all()
    for n, row in enumerate(rows):
        read = json.loads(row.json)
        outlines = known_outlines(connection, [read])
        after = apply(read, events, outlines)
        for table in (FIELDS, VERDICTS, LETTERS):
            connection.execute(delete(table).where(table.c.file == row.file))
        made = [(t, storable_rows(read["file"], r)) for t, r in shown_rows(after)]
        made += _derived(connection, read, after, events, outlines, n == 0)
        for table, its in made:
            put(connection, table, its)
        coverage = after["coverage"] or {"score": None}
        connection.execute(
            DOCUMENTS.update().where(DOCUMENTS.c.file == row.file).values(score=coverage["score"])
        )


@dataclass(frozen=True, slots=True)
class _New:
    """A reading on its way in; ``file`` and ``said`` as they can be stored."""

    file: str
    read: Published
    said: str


def _forget(connection: Connection, files: Sequence[str]) -> None:
    for file in files:
        where = (LETTERS.c.file == file) & LETTERS.c.first
        for sha256 in connection.scalars(select(LETTERS.c.sha256).where(where)).all():
            connection.execute(delete(DOUBTS).where(DOUBTS.c.sha256 == sha256))
        for table in READINGS:
            connection.execute(delete(table).where(table.c.file == file))
    forget_pages(connection, files)


def _put(
    connection: Connection,
    batch: Sequence[tuple[_New, bool]],
    decided: Mapping[str, Sequence[Event]],
    outlines: Mapping[str, Outline],
    run: int,
) -> None:
    tables: dict[Table, list[Row]] = {}
    for one, first in batch:
        events = decided.get(one.read["sha256"], ()) if one.read["sha256"] else ()
        shown = apply(one.read, events, outlines)
        made = rows_of(shown, one.said, run)
        made += _derived(connection, one.read, shown, events, outlines, first)
        for table, rows in made:
            tables.setdefault(table, []).extend(rows)
    for table, rows in tables.items():
        put(connection, table, rows)
    index_pages(connection, [one.read for one, _ in batch])


def _derived(
    connection: Connection,
    read: Published,
    shown: Published,
    events: Sequence[Event],
    outlines: Mapping[str, Outline],
    first: bool,
) -> list[tuple[Table, list[Row]]]:
    """The letter's row in lists, and its doubts: those of the first file with its bytes."""
    settled = in_force(events)
    outline = outlines.get(read["coverage"]["outline"]) if read["coverage"] else None
    asked = questions(read, shown, settled, outline) if read["sha256"] else []
    made: list[tuple[Table, list[Row]]] = [
        (LETTERS, [letter_row(shown, first, asked, len(settled))])
    ]
    if first and read["sha256"]:
        connection.execute(delete(DOUBTS).where(DOUBTS.c.sha256 == read["sha256"]))
        made.append((DOUBTS, [doubt_row(q) for q in asked]))
    return made
