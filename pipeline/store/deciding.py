"""A person's words become an ``Event``: checked against the letter they speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.errors import BadSettings
from pipeline.store.history import in_force
from pipeline.store.read import reading_of
from pipeline.store.types import (
    Decided,
    Decision,
    DecisionKind,
    Event,
    Evidence,
    Path,
    Published,
    path_of,
)
from pipeline.terms import TERMS
from pipeline.text import nfc, squash

LISTS = ("addressees", "recipients")
DATES = ("date", "incoming_date")
_NOTHING = ("", "-")  # what people type for "there is none"
_LONGEST = 4000
"""Characters of a value, a reason or a quote."""
_DAY = re.compile(r"(?:(\d{1,2})\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*(\d{4})")
_TOLD = re.compile(r"(?:ngày (\d{1,2}) )?tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def decide(document: Published, what: str, value: str, who: str, when: str, why: str = "") -> Event:
    """The decision that ``what`` of ``document`` is ``value``; items of a list are separated by
    ``;``, and ``-`` says that there is none. Raises ``BadSettings`` for a field, item or verdict
    that does not exist."""
    decision = Decision(document["sha256"], what, "correct", who, value, why=why)
    return to_event(document, document, decision, when)


def to_event(read: Published, shown: Published, decision: Decision, when: str) -> Event:
    """What ``decision`` comes to, for the record. ``read``: the machine's reading; ``shown``: the
    letter as it is now. Raises ``BadSettings`` for what does not exist or makes
    no sense."""
    what = decision.what
    try:
        path = path_of(what)
        before = _before(shown, path)
        after = _after(path, decision.kind, decision.value, before)
        evidence = _evidence(decision.evidence, read["pages"])
        if decision.kind == "move" and evidence is None:
            raise ValueError("where to?")
        return Event(
            file=read["file"],
            sha256=read["sha256"],
            what=what,
            before=before,
            after=after,
            who=_said(decision.who),
            when=when,
            why=_said(decision.why),
            kind=decision.kind,
            evidence=evidence,
            reading=reading_of(read, path),
        )
    except (KeyError, ValueError) as error:
        raise BadSettings(where=what[:200], what=str(error)) from error


def overtaken(shown: Published, decision: Decision) -> bool:
    """Whether what a person accepts no longer stands there: a parent's verdict follows its
    children's, so another's decision on one of them may have changed it meanwhile."""
    if decision.kind != "accept" or decision.value is None:
        return False
    try:
        path = path_of(decision.what)
        return _typed(path, decision.value) != _before(shown, path)
    except (KeyError, ValueError):
        return False  # no such thing: another refusal's business


def take_back(events: Sequence[Event], target: Event, who: str, when: str) -> Event:
    """The event that undoes ``target``, one of ``events``."""
    taken = Event(
        file=target.file,
        sha256=target.sha256,
        what=target.what,
        before=_standing(events, target),
        after=None,
        who=_said(who),
        when=when,
        kind="undo",
        undoes=target.id,
        reading=target.reading,
        id=max(e.id for e in events) + 1,
    )
    after = _standing([*events, taken], target)
    return Event(**{n: getattr(taken, n) for n in _NAMES} | {"after": after, "id": 0})


_NAMES = tuple(Event.__dataclass_fields__)


def _standing(events: Sequence[Event], target: Event) -> Decided:
    """The value in force, a person's or the machine's."""
    for event in in_force(events):
        if event.what == target.what:
            return event.after
    return target.reading["value"] if target.reading else target.before


def _before(document: Published, path: Path) -> Decided:
    if path.field:
        if f"field.{path.field}" not in TERMS:
            raise KeyError(path.field)
        found: Decided = document["fields"].get(path.field, {}).get("value")
        return found
    for item in (document["coverage"] or {}).get("items", ()):
        if item["id"] == path.item:
            verdict: str = item[path.part]
            return verdict
    raise KeyError(f"{path.item}.{path.part}")


def _after(path: Path, kind: DecisionKind, value: Decided, before: Decided) -> Decided:
    if kind == "unreadable":
        return None if path.field else before
    if kind != "correct" and value is None:
        return before
    typed = _typed(path, value)
    if kind == "accept" and typed != before:
        raise ValueError(f"{before!r} stands there now, not {typed!r}")
    return typed


def _typed(path: Path, value: Decided) -> Decided:
    if value is None or (isinstance(value, str) and value.strip() in _NOTHING):
        return None
    if path.field in LISTS:
        parts = value.split(";") if isinstance(value, str) else value
        return [said for part in parts if (said := _said(part))]
    if isinstance(value, list):
        raise ValueError(f"one value, not {len(value)}")
    said = _said(value)
    return _day(said) if path.field in DATES else said


def _said(words: str) -> str:
    """In NFC, without stray white space. Raises ``ValueError`` for a book."""
    said = squash(nfc(words))
    if len(said) > _LONGEST:
        raise ValueError(f"{len(said)} > {_LONGEST}")
    return said


def _day(said: str) -> str:
    """ISO, of a day as people type it: ``5/12/2022``, ``ngày 5 tháng 12 năm 2022``, ``12/2022``."""
    if iso := _ISO.fullmatch(said):
        year, month, day = iso.groups()
    elif typed := _DAY.fullmatch(said) or _TOLD.fullmatch(said):
        day, month, year = typed.groups()
    else:
        raise ValueError(f"no date: {said!r}")
    whole = date(int(year), int(month), int(day or 1))
    return whole.isoformat() if day else whole.isoformat()[:7]


def _evidence(place: Evidence | None, pages: int) -> Evidence | None:
    if place is None:
        return None
    page, box, quote = place.get("page"), place.get("box"), place.get("quote")
    if not isinstance(page, int) or not 1 <= page <= max(1, pages):
        raise ValueError(f"no page {page!r}")
    if box is not None:
        sides = [float(side) for side in box]
        if len(sides) != 4 or not all(0.0 <= s <= 1.0 for s in sides):
            raise ValueError(f"no box {box!r}")
        if sides[0] >= sides[2] or sides[1] >= sides[3]:
            raise ValueError(f"no box {box!r}")
        box = [round(side, 5) for side in sides]
    return Evidence(page=page, box=box, quote=_said(quote) if quote else None)
