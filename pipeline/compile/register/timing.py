"""A day against a deadline, without more certainty than the paper has."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Timing = Literal["met", "on_day", "late", "unknown"]
Source = Literal["person", "outline", "guideline"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """``day``: an ISO date. ``inclusive``: whether the day itself is still in time, as worded
    (``chậm nhất ngày``); None where the wording leaves it open (``trước ngày``) or is not known."""

    day: str
    source: Source
    inclusive: bool | None = None
    quote: str = ""
    page: int | None = None
    file: str = ""


def compare(day: str | None, deadline: Deadline) -> Timing:
    """``day`` is an ISO date, or a month (``2022-05``) or year where the rest is not known: then
    the answer is known only if all of its days agree."""
    span = days_of(day)
    if span is None:
        return "unknown"
    first, last = span
    limit = date.fromisoformat(deadline.day)
    if last < limit:
        return "met"
    if first > limit:
        return "late"
    if first == last == limit:
        return "met" if deadline.inclusive else "on_day"
    return "unknown"


def days_after(day: str | None, deadline: Deadline) -> int | None:
    """Days from the deadline to ``day``: negative before it; None where the day is not whole."""
    span = days_of(day)
    if span is None or span[0] != span[1]:
        return None
    return (span[0] - date.fromisoformat(deadline.day)).days


def days_of(day: str | None) -> tuple[date, date] | None:
    """First and last day that a whole or partial ISO date may mean."""
    if not day:
        return None
    try:
        parts = [int(part) for part in day.split("-")]
        match parts:
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case [year, month]:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            case [year, month, number]:
                return date(year, month, number), date(year, month, number)
    except ValueError:
        return None
    return None
