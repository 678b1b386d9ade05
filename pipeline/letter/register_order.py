"""The order of numbers in an office's register: of two letters of one series and year, the one with
the lower number is not the later one.

What breaks the order is doubted; what cannot be read gets the interval that its neighbours leave,
as a hint to whoever looks, never as a value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.letter.elsewhere import month_beside
from pipeline.records import Letter
from pipeline.text import bare, fold

Series = tuple[str, str, str]
"""Issuer, symbol, year."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a register: ``n`` is the letter's place in the corpus."""

    n: int
    number: int
    date: str
    file: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """``broken``: number and date break the order; else ``why`` is a hint for ``field``."""

    field: str
    why: str
    broken: bool


def order(letters: Iterable[tuple[str, Letter]]) -> dict[int, list[Doubt]]:
    """What the registers of a corpus say of its letters, by their places. ``letters`` are gone
    through twice, and none of them is kept."""
    registers: dict[Series, list[Row]] = defaultdict(list)
    for n, (file, letter) in enumerate(letters):
        series, number, date = _series(letter), _number(letter), _day(letter)
        if series is not None and number is not None and date is not None and _sure(letter):
            registers[series].append(Row(n, number, date, file))
    said: dict[int, list[Doubt]] = defaultdict(list)
    for rows in registers.values():
        for row, other in broken(rows):
            why = _against(row, other)
            said[row.n] += [Doubt(field, why, True) for field in ("number", "date")]
    kept = {s: _kept(rows, said) for s, rows in registers.items()}
    for n, (_, letter) in enumerate(letters):
        if hints := _hints(n, letter, kept):
            said[n] += hints
    return dict(said)


def broken(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The rows that are not in every longest ordered part of a register, each with one that it
    contradicts. Of two rows that contradict only each other either may be wrong: both are."""
    ordered = sorted(rows, key=lambda r: (r.number, r.date, r.n))
    size = len(ordered)
    before, after = [1] * size, [1] * size
    for i in range(size):
        fits = [before[j] for j in range(i) if ordered[j].date <= ordered[i].date]
        before[i] += max(fits, default=0)
    for i in reversed(range(size)):
        fits = [after[j] for j in range(i + 1, size) if ordered[i].date <= ordered[j].date]
        after[i] += max(fits, default=0)
    longest = max(before, default=0)
    whole = [i for i in range(size) if before[i] + after[i] - 1 == longest]
    alone = [i for i in whole if sum(before[j] == before[i] for j in whole) == 1]
    found = []
    for i in range(size):
        if i not in alone:
            clash = [r for r in ordered if _clash(ordered[i], r)]
            found += [(ordered[i], min(clash, key=lambda r: r.n))] if clash else []
    return found


def _clash(a: Row, b: Row) -> bool:
    return (a.number < b.number and a.date > b.date) or (a.number > b.number and a.date < b.date)


def _against(row: Row, other: Row) -> str:
    when = "sau" if row.date > other.date else "trước"
    size = "nhỏ hơn" if row.number < other.number else "lớn hơn"
    return (
        f"sổ đăng ký: số {row.number} {size} số {other.number} ({other.file}) "
        f"mà ngày lại {when} ({other.date})"
    )


def _kept(rows: Sequence[Row], said: Mapping[int, list[Doubt]]) -> list[Row]:
    return sorted((r for r in rows if r.n not in said), key=lambda r: (r.number, r.date))


def _hints(n: int, letter: Letter, registers: Mapping[Series, Sequence[Row]]) -> list[Doubt]:
    number, date = letter.fields["number"], letter.fields["date"]
    series = _series(letter)
    rows = [r for r in registers.get(series, ()) if r.n != n] if series is not None else []
    if number.source == "unreadable" and number.value is None and (day := _day(letter)):
        low = max((r for r in rows if r.date < day), key=lambda r: r.number, default=None)
        high = min((r for r in rows if r.date > day), key=lambda r: r.number, default=None)
        return [Doubt("number", why, False)] if (why := _between("số", low, high)) else []
    own = _number(letter)
    if date.source == "unreadable" and date.value is None and own is not None:
        low = max((r for r in rows if r.number < own), key=lambda r: r.date, default=None)
        high = min((r for r in rows if r.number > own), key=lambda r: r.date, default=None)
        return [Doubt("date", why, False)] if (why := _between("ngày", low, high)) else []
    return []


def _between(what: str, low: Row | None, high: Row | None) -> str | None:
    sides = [
        f"{word} số {row.number} ngày {row.date}"
        for word, row in (("sau", low), ("trước", high))
        if row is not None
    ]
    return f"theo sổ đăng ký, {what} này {' và '.join(sides)}" if sides else None


def _series(letter: Letter) -> Series | None:
    """One register: letters of the same symbol, as offices number them apart or together."""
    issuer, symbol, date = (letter.fields[f].value for f in ("issuer", "symbol", "date"))
    year = date[:4] if isinstance(date, str) else (month_beside(letter.fields["date"]) or "")[:4]
    if not (isinstance(issuer, str) and isinstance(symbol, str) and year):
        return None
    return fold(issuer), bare(symbol).upper(), year


def _number(letter: Letter) -> int | None:
    value = letter.fields["number"].value
    digits = re.match(r"\d+", value) if isinstance(value, str) else None
    return int(digits[0]) if digits else None


def _day(letter: Letter) -> str | None:
    value = letter.fields["date"].value
    return value if isinstance(value, str) and len(value) == 10 else None


def _sure(letter: Letter) -> bool:
    """Only what nobody has to look at is a witness."""
    return not any(letter.fields[f].review for f in ("issuer", "symbol", "number", "date"))
