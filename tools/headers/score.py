"""What came out of spoilt and whole headers, as a table of states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tools.headers.cases import Case, Field

FIELDS: tuple[Field, ...] = ("number", "day")
PUBLISHED = {"number": "number", "day": "date"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One field of one header. ``got``: the state given, ``month`` of a date without its day.
    ``invented``: a spoilt place came out as a value and nobody was asked."""

    case: Case
    field: Field
    got: str
    value: str | None
    review: bool
    confidence: float
    why: str | None = None

    @property
    def wanted(self) -> str:
        return self.case.wanted(self.field)

    @property
    def invented(self) -> bool:
        return self.wanted != "read" and self.got == "read" and not self.review

    @property
    def right(self) -> bool:
        meant = self.case.letter.header.number if self.field == "number" else self.case.date
        return self.value == meant


def outcomes(cases: Iterable[Case], documents: Iterable[Mapping[str, Any]]) -> list[Outcome]:
    found = {document["file"].removesuffix(".pdf"): document for document in documents}
    made = []
    for case in cases:
        for field in FIELDS:
            said = found[case.id]["fields"][PUBLISHED[field]]
            value = said["value"]
            # A date without its day says that the day was left blank.
            state = "blank" if field == "day" and len(value or "") == 7 else said["source"]
            state = "read" if state in ("read", "inferred") else state
            seen = (said["review"], said["confidence"], said["why"])
            made.append(Outcome(case, field, state, value, *seen))
    return made


def table(made: Iterable[Outcome]) -> str:
    """Rows: what was done to which field; columns: what was said of it. In brackets, how many of
    those nobody is asked to check."""
    states = ("read", "blank", "unreadable", "absent")
    counted: dict[tuple[str, str, str], Counter[str]] = {}
    for o in made:
        # In a spoilt header the other field is whole.
        way = o.case.way if o.field in o.case.spoilt else "whole"
        key = (way, o.field, o.wanted)
        row = counted.setdefault(key, Counter())
        row[o.got] += 1
        row[f"{o.got} sure"] += not o.review
        row["right"] += o.right
        row["right sure"] += o.right and not o.review
    lines = [f"{'':9s} {'':7s} {'wanted':11s}" + "".join(f"{s:>14s}" for s in (*states, "right"))]
    for (done, field, wanted), row in sorted(counted.items()):
        cells = (f"{row[s]} ({row[f'{s} sure']})" if row[s] else "·" for s in (*states, "right"))
        lines.append(f"{done:9s} {field:7s} {wanted:11s}" + "".join(f"{c:>14s}" for c in cells))
    return "\n".join(lines)
