"""Everything that the review desk asks of the database. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from pipeline.errors import NoInput
from pipeline.store import ledger, lists, people, search, shelf, uploads
from pipeline.store.database import Store
from pipeline.store.deciding import overtaken, take_back, to_event
from pipeline.store.history import undone
from pipeline.store.types import (
    Conflict,
    Decision,
    Doubt,
    Event,
    Hit,
    LetterRow,
    Listing,
    Matrix,
    Published,
    Upload,
    User,
)

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class Desk(Store):
    """A store that people work at. ``clock`` gives the time, in UTC."""

    def __init__(self, url: str, clock: Clock = _now) -> None:
        super().__init__(url)
        self.share()
        self._clock = clock

    # --- letters -------------------------------------------------------------------------

    def letters(
        self,
        offset: int,
        limit: int,
        *,
        query: str = "",
        kind: str | None = None,
        doubts_only: bool = False,
    ) -> Listing[LetterRow]:
        """By province, issuer and file; a file with the same bytes as another is left out."""
        with self.reading() as connection:
            return lists.letters(connection, offset, limit, query, kind, doubts_only)

    def letter(self, sha256: str) -> Published | None:
        """The published document with decisions laid over it; ``events`` is the id of the last
        event on it, 0 where there is none."""
        with self.reading() as connection:
            found = shelf.letter(connection, sha256)
        if found is None:
            return None
        return {**found.shown, "events": max((e.id for e in found.events), default=0)}

    def all_documents(self) -> Iterator[Published]:
        """Every file with decisions laid over it, by name, one at a time."""
        with self.reading() as connection:
            for letter in shelf.letters(connection):
                yield letter.shown

    def search(self, query: str, offset: int, limit: int) -> Listing[Hit]:
        """Pages with all the words of ``query``, with or without diacritics."""
        with self.reading() as connection:
            return search.find(connection, query, max(0, offset), max(0, limit))

    def matrix(self, outline: str | None = None) -> Matrix:
        """Of ``outline``; without it, of the one that most letters were judged by."""
        with self.reading() as connection:
            return lists.matrix(connection, outline)

    def verdicts(
        self, offset: int, limit: int, *, outline: str | None = None
    ) -> Listing[dict[str, Any]]:
        """Rows with the published names of items, and ``sha256``, ``file``, ``outline``, and
        ``page``, ``box``, ``quote`` of the first evidence."""
        with self.reading() as connection:
            return lists.verdicts(connection, offset, limit, outline)

    def outlines(self) -> tuple[str, ...]:
        with self.reading() as connection:
            return lists.outlines(connection)

    # --- the queue -----------------------------------------------------------------------

    def doubts(self, offset: int, limit: int, *, sha256: str | None = None) -> Listing[Doubt]:
        """Open ones, the most valuable first."""
        with self.reading() as connection:
            return lists.doubts(connection, offset, limit, sha256)

    def next_doubt(self, after: str | None = None) -> Doubt | None:
        """The first of the queue, or the first behind ``after`` (the key of a doubt, settled or
        not); None at the end."""
        with self.reading() as connection:
            return lists.next_doubt(connection, after)

    # --- decisions -----------------------------------------------------------------------

    def decide(self, decision: Decision) -> Event:
        """Puts a decision on record. Raises ``Conflict`` where somebody did something about the
        same thing that the person had not ``seen``, ``BadSettings`` for what makes no sense,
        ``NoInput`` for an unknown letter."""
        with self.writing() as connection:
            latest = ledger.last_on(connection, decision.sha256, decision.what)
            if latest is not None and latest.id > decision.seen:
                raise Conflict(latest)
            found = shelf.letter(connection, decision.sha256)
            if found is None:
                raise NoInput(what=decision.sha256)
            newest = found.events[-1] if found.events else None
            if newest and newest.id > decision.seen and overtaken(found.shown, decision):
                raise Conflict(newest)
            when = self._clock().isoformat(timespec="seconds")
            event = to_event(found.read, found.shown, decision, when)
            added = ledger.add(connection, event)
            shelf.refresh(connection, decision.sha256, [*found.events, added])
            return added

    def undo(self, event_id: int, who: str) -> Event:
        """Takes an event back, be it a decision or itself an undo. Raises ``Conflict`` where
        somebody did so already, ``NoInput`` for an unknown event."""
        with self.writing() as connection:
            target = ledger.one(connection, event_id)
            if target is None:
                raise NoInput(what=str(event_id))
            events = ledger.of_letter(connection, target.sha256)
            if target.id in undone(events):
                gone = undone(events)
                raise Conflict(
                    [e for e in events if e.undoes == target.id and e.id not in gone][-1]
                )
            when = self._clock().isoformat(timespec="seconds")
            added = ledger.add(connection, take_back(events, target, who, when))
            shelf.refresh(connection, target.sha256, [*events, added])
            return added

    def events(
        self, sha256: str | None = None, after: int = 0, limit: int = 1000
    ) -> tuple[Event, ...]:
        """Those with higher ids than ``after``, oldest first."""
        with self.reading() as connection:
            return tuple(ledger.since(connection, sha256, after, max(0, limit)))

    # --- people --------------------------------------------------------------------------

    def users(self) -> tuple[User, ...]:
        with self.reading() as connection:
            return people.users(connection)

    def add_user(self, name: str, password: str, role: str) -> User:
        with self.writing() as connection:
            return people.add_user(connection, name, password, role, self._clock())

    def set_password(self, name: str, password: str) -> None:
        with self.writing() as connection:
            people.set_password(connection, name, password)

    def set_role(self, name: str, role: str) -> User:
        with self.writing() as connection:
            return people.set_role(connection, name, role)

    def disable(self, name: str, disabled: bool = True) -> User:
        with self.writing() as connection:
            return people.disable(connection, name, disabled)

    def check(self, name: str, password: str) -> User | None:
        with self.reading() as connection:
            return people.check(connection, name, password)

    def new_session(self, user: User) -> str:
        with self.writing() as connection:
            return people.new_session(connection, user, self._clock())

    def session(self, token: str) -> User | None:
        with self.reading() as connection:
            return people.session(connection, token, self._clock())

    def rotate_session(self, token: str) -> str | None:
        """A new token for the same user; the old one is worth nothing any more."""
        with self.writing() as connection:
            user = people.session(connection, token, self._clock())
            people.end_session(connection, token)
            return people.new_session(connection, user, self._clock()) if user else None

    def end_session(self, token: str) -> None:
        with self.writing() as connection:
            people.end_session(connection, token)

    # --- uploads -------------------------------------------------------------------------

    def add_upload(self, name: str, sha256: str, size: int, who: str) -> int:
        when = self._clock().isoformat(timespec="seconds")
        with self.writing() as connection:
            return uploads.add(connection, name, sha256, size, who, when)

    def set_upload(
        self, id: int, state: str, done: int = 0, total: int = 0, message: str = ""
    ) -> None:
        with self.writing() as connection:
            uploads.change(connection, id, state, done, total, message)

    def upload(self, id: int) -> Upload | None:
        with self.reading() as connection:
            return uploads.one(connection, id)

    def uploads(self, limit: int = 100) -> tuple[Upload, ...]:
        """The newest first."""
        with self.reading() as connection:
            return uploads.latest(connection, limit)


def open_desk(url: str, clock: Clock = _now) -> Desk:
    """The desk of the database at ``url``. Raises ``OutputUnwritable``, as ``open_store``."""
    return Desk(url, clock)
