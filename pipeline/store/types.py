"""What the review desk speaks of: decisions and what follows from them, as frozen records.

Everything about a letter is keyed by ``sha256``, the hash of its bytes, so that decisions follow a
renamed file. ``what`` names the thing decided: ``fields.number``, ``coverage.III.4.content`` or
``coverage.III.4.heading``. Times are ISO, in UTC. Event ids count up from 1 in the order in which
the events happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypedDict, TypeVar, get_args

from pipeline.records import ContentVerdict, HeadingVerdict

T = TypeVar("T")
Published = dict[str, Any]
"""One line of ``documents.jsonl``."""
Decided = str | list[str] | None
DecisionKind = Literal["accept", "correct", "unreadable", "move"]
EventKind = Literal["accept", "correct", "unreadable", "move", "undo"]
Role = Literal["reader", "reviewer", "admin"]
UploadState = Literal["waiting", "reading", "done", "failed"]
ROLES: tuple[Role, ...] = get_args(Role)

_WHAT = re.compile(r"fields\.(?P<field>\w+)|coverage\.(?P<item>.+)\.(?P<part>content|heading)")
_PARTS = {"content": get_args(ContentVerdict), "heading": get_args(HeadingVerdict)}


class Evidence(TypedDict):
    """Where on paper: the page from 1, the box in fractions of it, the words."""

    page: int | None
    box: list[float] | None
    quote: str | None


class Reading(TypedDict):
    """What the machine said when a person decided: later readings are compared with it."""

    value: Decided
    source: str


@dataclass(frozen=True, slots=True)
class Path:
    """``what``, taken apart: ``field`` of a header field, else ``item`` and ``part``."""

    field: str | None
    item: str = ""
    part: str = ""


def path_of(what: str) -> Path:
    """Raises ``ValueError`` where nothing is called so."""
    found = _WHAT.fullmatch(what)
    if not found:
        raise ValueError(f"nothing to decide is called {what!r}")
    return Path(found["field"], found["item"] or "", found["part"] or "")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person did, on record for good. ``before`` and ``after`` are the values in
    force around it; ``undoes`` is the id of the event that an ``undo`` takes back. ``id`` 0 is an
    event that is not stored yet.

    Raises ``ValueError`` for a ``what`` or a verdict that does not exist."""

    file: str
    sha256: str
    what: str
    before: Decided
    after: Decided
    who: str
    when: str
    why: str = ""
    kind: EventKind = "correct"
    evidence: Evidence | None = None
    undoes: int | None = None
    reading: Reading | None = None
    id: int = 0

    def __post_init__(self) -> None:
        part = path_of(self.what).part
        free = self.kind in ("unreadable", "undo")
        if part and not free and self.after not in _PARTS[part]:
            raise ValueError(f"{self.after!r} is no verdict on {part}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person wants. ``seen`` is the id of the last event on this ``what`` (or on the whole
    letter) that they saw, 0 for none. ``value`` None with ``accept`` or ``move`` takes what
    stands; with ``correct`` it says that there is none."""

    sha256: str
    what: str
    kind: DecisionKind
    who: str
    value: Decided = None
    evidence: Evidence | None = None
    why: str = ""
    seen: int = 0


class Conflict(Exception):
    """Somebody was faster: ``latest`` is what they did."""

    def __init__(self, latest: Event) -> None:
        super().__init__(f"{latest.what}: {latest.who}, {latest.when}")
        self.latest = latest


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of a longer list; ``total`` counts all."""

    rows: tuple[T, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in a list. ``doubts``: open ones; ``decided``: how many things people settled."""

    sha256: str
    file: str
    status: str
    kind: str
    number_symbol: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    outline: str | None
    score: float | None
    doubts: int
    decided: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something for a person to settle. ``key`` is ``<sha256>/<what>``; ``worth`` orders the
    queue (``worth.py``). ``disagrees`` is the machine's new value where it contradicts what a
    person decided about an older reading; ``value`` is then the person's."""

    key: str
    sha256: str
    file: str
    what: str
    value: Decided
    confidence: float
    source: str
    why: str | None
    page: int | None
    box: list[float] | None
    quote: str | None
    worth: float
    disagrees: Decided = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A page with the words asked for; ``snippet`` alternates plain text and hits."""

    sha256: str
    file: str
    page: int
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A verdict in the matrix: ``corrected`` by a person, or still for ``review``."""

    content: str
    review: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    sha256: str
    file: str
    name: str
    cells: dict[str, Cell]
    score: float | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Reports × items of one outline; ``items`` are ``(id, title)`` in the outline's order."""

    outline: str | None
    items: tuple[tuple[str, str], ...] = ()
    rows: tuple[MatrixRow, ...] = ()


@dataclass(frozen=True, slots=True)
class User:
    name: str
    role: Role
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody handed in. ``done`` of ``total`` pages are read."""

    id: int
    name: str
    sha256: str
    size: int
    who: str
    when: str
    state: UploadState = "waiting"
    done: int = 0
    total: int = 0
    message: str = ""
