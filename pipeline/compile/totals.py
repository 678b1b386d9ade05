"""Sums of the counts that letters state, by province and by what was counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.compile.collation import sort_key
from pipeline.compile.labels import label
from pipeline.compile.sheet import Book, Cell, Shown, columns_of
from pipeline.compile.tables import Published, clean, value_of


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """What was counted: a unit (``tập thể``), and the award it got, if any. Upper limits, as
    plans set them, are never added to results."""

    ceiling: bool
    award: str
    unit: str


@dataclass(frozen=True, slots=True)
class Total:
    """``least`` to ``most``: a range such as ``02 - 03`` adds its ends. ``letters``: how many
    state it."""

    province: str
    counted: Counted
    least: int
    most: int
    letters: int


def totals(documents: Sequence[Published]) -> list[Total]:
    """By province (empty: none), then by what was counted. A count that a letter repeats is one;
    pass letters without duplicates and superseded versions."""
    sums: dict[tuple[str, Counted], list[int]] = defaultdict(lambda: [0, 0, 0])
    for document in documents:
        stated = {
            (
                Counted(bool(q.get("ceiling")), q["award"] or "", q["unit"]),
                q["count"],
                q["count"] if q["count_max"] is None else q["count_max"],
            )
            for q in document["quantities"]
        }
        province = value_of(document, "province")
        for counted, least, most in stated:
            here = sums[province, counted]
            here[0] += least
            here[1] += most
        for counted in {counted for counted, _, _ in stated}:
            sums[province, counted][2] += 1
    found = [Total(province, counted, *sums[province, counted]) for province, counted in sums]
    return sorted(found, key=lambda t: (t.province == "", sort_key(t.province), *_by_kind(t)))


def _by_kind(total: Total) -> tuple[object, ...]:
    counted = total.counted
    return counted.ceiling, sort_key(counted.award), sort_key(counted.unit)


def write_totals(book: Book, documents: Sequence[Published]) -> None:
    """One row a province and thing counted; over them the sums of all provinces."""
    lang = book.lang
    found = totals(documents)
    columns = [
        *columns_of(lang, ("col.province", 30), ("col.award", 34), ("col.unit", 22)),
        *columns_of(lang, ("col.count", 12, "whole"), ("col.to", 12, "whole")),
        *columns_of(lang, ("sheet.letters", 12, "whole"), ("col.note", 34)),
    ]
    rows = list(_rows(book, found))
    sheet = book.add_table(label("sheet.totals", lang), columns, rows, 1)
    note = book.look(italic=True, text_wrap=False)
    for at, line in enumerate(label("totals.note", lang).split("\n"), start=len(rows) + 2):
        sheet.write_string(at, 0, line, note)


def _rows(book: Book, found: Sequence[Total]) -> Iterator[list[Shown]]:
    lang = book.lang
    everywhere: dict[Counted, list[Total]] = defaultdict(list)
    for total in found:
        everywhere[total.counted].append(total)
    whole = sorted(
        (
            Total(
                "", c, sum(t.least for t in ts), sum(t.most for t in ts), sum(t.letters for t in ts)
            )
            for c, ts in everywhere.items()
        ),
        key=_by_kind,
    )
    for total in whole:
        told = _row(label("totals.all", lang), total, label("totals.ceiling", lang))
        yield [Cell(value, _SUM) for value in told]
    before: str | None = None
    for total in found:
        province = total.province or label("totals.no_province", lang)
        line = () if total.province == before else (("top", 2), ("top_color", "#1F3A5F"))
        told = _row(clean(province), total, label("totals.ceiling", lang))
        yield [Cell(value, line) for value in told]
        before = total.province


def _sum(counted: Counted, of: Sequence[Total]) -> Total:
    least, most = sum(t.least for t in of), sum(t.most for t in of)
    return Total("", counted, least, most, sum(t.letters for t in of))


def _row(province: str, total: Total, ceiling: str) -> list[str | float | None]:
    counted = total.counted
    return [
        *(province, clean(counted.award), clean(counted.unit), total.least),
        *(total.most if total.most != total.least else None, total.letters),
        ceiling if counted.ceiling else "",
    ]


_SUM = (("bg_color", "#E4ECF4"), ("bold", True))
