"""What a synthesis says, before it is set in type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FactKind = Literal["figure", "document", "name"]


@dataclass(frozen=True, slots=True)
class Source:
    """A report as it is quoted. ``unsure``: its header fields that a person should check."""

    file: str
    name: str
    symbol: str
    date: str
    score: float
    unsure: tuple[str, ...] = ()
    again: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a letter, as read. ``facts``: the kinds of facts for which it was chosen;
    ``review``: the verdict it rests on is in doubt, ``why`` says how."""

    text: str
    source: Source
    page: int
    facts: tuple[FactKind, ...]
    review: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over reports: ``high`` differs from ``low`` where a report gives a range."""

    unit: str
    award: str | None
    low: int
    high: int
    reports: int


@dataclass(frozen=True, slots=True)
class Group:
    """Passages alike; ``words`` are what they have in common, in their own words, none for what
    stands alone. ``more``: sources of passages that were left out for length."""

    words: tuple[str, ...]
    reports: int
    passages: tuple[Passage, ...]
    more: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """An outline item. Each report is in exactly one of ``full``, ``thin``, ``absent`` and
    ``unsure`` (nothing found, but not surely nothing there)."""

    id: str
    title: str
    leaf: bool
    full: tuple[Source, ...] = ()
    thin: tuple[Source, ...] = ()
    absent: tuple[Source, ...] = ()
    unsure: tuple[Source, ...] = ()
    totals: tuple[Total, ...] = ()
    ceilings: tuple[Total, ...] = ()
    passages: tuple[Passage, ...] = ()
    groups: tuple[Group, ...] = ()
    also: tuple[Source, ...] = ()

    @property
    def reports(self) -> int:
        return len(self.full) + len(self.thin) + len(self.absent) + len(self.unsure)


@dataclass(frozen=True, slots=True)
class Synthesis:
    """``loose``: totals of quantities that stand under no item. ``limit``: passages an item or
    group at most, 0 for all."""

    outline: str
    title: str
    guideline: str | None
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    limit: int
    loose: tuple[Total, ...] = field(default=())
