"""A large corpus in parts, by province: a page or a workbook of a hundred thousand letters would
open nowhere."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.compile.collation import sort_key
from pipeline.compile.tables import Published, doubts, value_of
from pipeline.text import bare

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_NOWHERE = "khac"


@dataclass(frozen=True, slots=True)
class Part:
    """Letters of a province (empty: of none that is known), by their places. ``number`` counts
    from 1 where one province takes several parts, else 0."""

    province: str
    number: int
    places: Sequence[int]

    @property
    def key(self) -> str:
        """For file names, ASCII."""
        plain = _NOT_IN_NAMES.sub("-", bare(self.province).lower()).strip("-") or _NOWHERE
        return f"{plain}-{self.number}" if self.number else plain

    @property
    def page(self) -> str:
        return f"report-{self.key}.html"

    @property
    def workbook(self) -> str:
        return f"compliance-{self.key}.xlsx"

    @property
    def graph(self) -> str:
        return f"citations-{self.key}.graphml"


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part in figures. ``score``: mean of the scored reports, None without any."""

    part: Part
    letters: int
    reports: int
    score: float | None
    unread: int
    to_check: int


def split(documents: Iterable[Published], most: int) -> list[Part]:
    """Parts of at most ``most`` letters, in Vietnamese order; those without a province last."""
    by_province: dict[str, array[int]] = {}
    for at, document in enumerate(documents):
        province = value_of(document, "province")
        by_province.setdefault(province, array("Q")).append(at)
    parts = []
    for province in sorted(by_province, key=lambda name: (not name, sort_key(name))):
        places = by_province[province]
        several = len(places) > most
        for n, start in enumerate(range(0, len(places), most), start=1):
            parts.append(Part(province, n if several else 0, places[start : start + most]))
    return _unlike(parts)


def _unlike(parts: Sequence[Part]) -> list[Part]:
    """File names must differ, also where two provinces as read differ only in their tones."""
    taken: set[str] = set()
    made = []
    for part in parts:
        number = part.number
        while (one := Part(part.province, number, part.places)).key in taken:
            number += 1
        taken.add(one.key)
        made.append(one)
    return made


def summed(part: Part, letters: Sequence[Published]) -> PartRow:
    scores = [float(d["coverage"]["score"]) for d in letters if d["coverage"]]
    return PartRow(
        part,
        len(letters),
        len(scores),
        sum(scores) / len(scores) if scores else None,
        sum(d["status"] != "ok" for d in letters),
        sum(bool(doubts(d)) for d in letters),
    )
