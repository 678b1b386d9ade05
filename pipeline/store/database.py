"""What a run does with the database: readings in, people's decisions over them, readings out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

from sqlalchemy import func, insert, select

from pipeline.machine import as_read
from pipeline.records import Outline
from pipeline.store import ledger, shelf
from pipeline.store.engine import Base
from pipeline.store.history import in_force
from pipeline.store.outlines import keep_outlines
from pipeline.store.rows import dumped
from pipeline.store.schema import DOCUMENTS, EVENTS, RUNS
from pipeline.store.types import Event, Published


class Store(Base):
    """Readings are replaced, decisions are kept. Every method is one transaction."""

    def save(
        self,
        readings: Sequence[Published],
        run: Mapping[str, Any],
        outlines: Sequence[Outline] = (),
    ) -> list[Published]:
        """As ``keep``. Returns the readings with people's decisions laid over them, in the order
        given."""
        return [*map(self.keep(readings, run, outlines), readings)]

    def keep(
        self,
        readings: Sequence[Published],
        run: Mapping[str, Any],
        outlines: Sequence[Outline] = (),
    ) -> Callable[[Published], Published]:
        """Replaces all readings by these, and adds ``run`` (its time, settings, version; the key
        ``started`` is its ISO time). Returns what lays people's decisions over a reading.
        ``outlines``: those that reports are judged by, for counting points again. ``readings`` may
        come from disk: they are gone through a few times, and no more than some are held."""
        with self.writing() as connection:
            before = connection.scalar(select(RUNS.c.json).order_by(RUNS.c.id.desc()).limit(1))
            told = {"started": run.get("started"), "documents": len(readings)}
            made = connection.execute(insert(RUNS).values(**told, json=dumped(dict(run))))
            key = made.inserted_primary_key
            version = json.loads(before).get("version") if before else None
            changed = keep_outlines(connection, outlines) or version != run.get("version")
            return shelf.replace_all(connection, readings, key[0] if key else 0, changed)

    def synchronise(self, documents: Sequence[Published]) -> bool:
        """Lays the results of a run (``documents.jsonl``) into a database that does not have them:
        another than the run's own, or one of an older program. Decisions in the database stay;
        those in ``documents`` are not taken over. Whether anything had to be done. ``documents``
        may come from disk, as in ``keep``."""
        readings = _AsRead(documents)
        with self.reading() as connection:
            if shelf.holds(connection, readings):
                return False
        with self.writing() as connection:
            before = connection.scalar(select(RUNS.c.json).order_by(RUNS.c.id.desc()).limit(1))
            row = {"started": None, "documents": len(readings), "json": before or "{}"}
            made = connection.execute(insert(RUNS).values(**row)).inserted_primary_key
            shelf.replace_all(connection, readings, made[0] if made else 0, False)
            return True

    def state(self) -> str:
        """Changes with every event and every run: what was made from the database before may be
        out of date."""
        with self.reading() as connection:
            last = select(func.max(RUNS.c.id), select(func.max(EVENTS.c.id)).scalar_subquery())
            return ".".join(str(id or 0) for id in connection.execute(last).one())

    def documents(self) -> list[Published]:
        """The readings with people's decisions laid over them, sorted by file."""
        with self.reading() as connection:
            return [letter.shown for letter in shelf.letters(connection)]

    def readings(self) -> list[Published]:
        """The readings as they were saved, sorted by file."""
        with self.reading() as connection:
            return [letter.read for letter in shelf.letters(connection)]

    def held(self) -> set[tuple[str, str]]:
        """The file and the hash of every reading, and nothing else of it: the names as a database
        can store them (``storable``)."""
        with self.reading() as connection:
            found = connection.execute(select(DOCUMENTS.c.file, DOCUMENTS.c.sha256))
            return {(file, sha256) for file, sha256 in found}

    def correct(self, event: Event) -> Event:
        """Adds a decision, whatever anybody decided before: that stays on record."""
        with self.writing() as connection:
            added = ledger.add(connection, event)
            shelf.refresh(connection, event.sha256, ledger.of_letter(connection, event.sha256))
            return added

    def decisions(self, sha256: str | None = None) -> list[Event]:
        """Those in force, of all letters or of one, oldest first: what ``apply`` takes."""
        with self.reading() as connection:
            return in_force(ledger.since(connection, sha256))

    def last_event(self) -> int:
        """The id of the last event of all; 0 where there is none."""
        with self.reading() as connection:
            return connection.scalar(select(func.max(EVENTS.c.id))) or 0


class _AsRead(Sequence[Published]):
    """Published letters as the machine read them, one at a time."""

    def __init__(self, documents: Sequence[Published]) -> None:
        self._documents = documents

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Published]:
        return map(as_read, self._documents)

    @overload
    def __getitem__(self, index: int) -> Published: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Published]: ...
    def __getitem__(self, index: int | slice) -> Published | Sequence[Published]:
        if isinstance(index, slice):
            return _AsRead(self._documents[index])
        return as_read(self._documents[index])


def open_store(url: str) -> Store:
    """The store at ``url`` (``sqlite:///OUT/vanban.db``, ``postgresql://…``), made if it is not
    there, brought up to date if an older program made it.

    Raises ``OutputUnwritable``, also for a file that is no database or that a newer program
    made."""
    return Store(url)
