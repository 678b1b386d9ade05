"""When reports came, against the deadline: the register's rows, placed on an axis of days.

The register decides who was late and by what; here stands only how it is drawn and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pipeline.compile.register import Campaign, Deadline, Register, RegisterRow
from pipeline.compile.register.timing import days_of
from pipeline.compile.tables import value_of

Timing = Literal["met", "dated", "on_day", "late", "unknown"]
TIMINGS: tuple[Timing, ...] = ("met", "dated", "on_day", "late", "unknown")
"""``met``: received in time, by the stamp; ``dated``: written in time, day of receipt not known;
``on_day``: on the very day, where the wording leaves open whether it counts."""
SIGNS: dict[Timing, str] = {"met": "●", "dated": "○", "on_day": "◇", "late": "▲", "unknown": "?"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """``first`` and ``last`` bound the day (a date without its day spans its month)."""

    row: RegisterRow
    timing: Timing
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The distinct reports of a campaign by day, those without one last. ``left_out``: copies, and
    versions that a later one replaced."""

    campaign: Campaign
    deadline: Deadline
    rows: tuple[Arrival, ...]
    left_out: int

    @property
    def day(self) -> date:
        return date.fromisoformat(self.deadline.day)

    def count(self, timing: Timing) -> int:
        return sum(row.timing == timing for row in self.rows)


def arrivals(register: Register, outline: str) -> Arrivals | None:
    """The reports of the campaign of ``outline``; None where it has no deadline."""
    campaign = next((c for c in register.campaigns if c.name == outline), None)
    if campaign is None or campaign.deadline is None:
        return None
    own = [row for row in register.rows if row.campaign == outline]
    rows = [arrival(row) for row in own if row.counts]
    rows.sort(key=lambda row: (row.first or date.max, row.last or date.max))
    return Arrivals(campaign, campaign.deadline, tuple(rows), len(own) - len(rows))


def arrival(row: RegisterRow) -> Arrival:
    timing: Timing = row.verdict or "unknown"
    if timing == "met" and row.basis == "date":
        timing = "dated"
    field = "incoming_date" if row.basis == "stamp" else "date"
    span = days_of(value_of(row.document, field))
    return Arrival(row, timing, *(span or (None, None)))


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that a picture shows; what lies outside stands at its edge."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Where ``day`` stands, 0 to 1."""
        whole = (self.last - self.first).days
        return min(1.0, max(0.0, (day - self.first).days / whole))

    def months(self) -> list[date]:
        """The first days of months on the axis."""
        found = []
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                found.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return found


_BEFORE, _AFTER, _LEAST = timedelta(days=120), timedelta(days=240), timedelta(days=20)


def axis_of(rows: Sequence[Arrival], deadline: date) -> Axis:
    """From the earliest to the latest day, at least twenty days around the deadline; a date far
    off (often a misread one) does not press all others together."""
    firsts = [row.first for row in rows if row.first]
    lasts = [row.last for row in rows if row.last]
    first = min([deadline - _LEAST, *(max(day, deadline - _BEFORE) for day in firsts)])
    last = max([deadline + _LEAST, *(min(day, deadline + _AFTER) for day in lasts)])
    return Axis(first - timedelta(days=3), last + timedelta(days=3))
