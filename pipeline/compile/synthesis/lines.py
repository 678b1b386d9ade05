"""Counts, names and sources as the synthesis prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.compile.synthesis.model import Section, Source, Total
from pipeline.knowledge.synthesis import synthesis_words

MOST_NAMES = 15


def line(key: str, **details: object) -> str:
    """A fixed sentence, filled in."""
    return synthesis_words().lines[key].format(**details)


def number(value: int) -> str:
    """With a dot between thousands; below ten with a zero before, as letters print it."""
    return f"{value:02d}" if value < 10 else f"{value:,}".replace(",", ".")


def tally(section: Section) -> str:
    """How many reports cover an item, and how; what is nought goes without saying."""
    covered = len(section.full) + len(section.thin)
    counts = {"full": len(section.full), "passing": len(section.thin)}
    parts = ", ".join(line(key, count=n) for key, n in counts.items() if n)
    key = "tally" if covered else "nobody"
    told = line(key, covered=covered, reports=section.reports, parts=parts)
    if section.unsure:
        told += " " + line("unsure", count=len(section.unsure))
    return told


def totals(found: Sequence[Total]) -> str:
    """``Bằng khen: 12 tập thể (02 báo cáo), 25 cá nhân (02 báo cáo); 64 văn bản (01 báo cáo)``."""
    parts = []
    for award, group in groupby(found, key=lambda t: t.award or ""):
        counts = ", ".join(_total(t) for t in group)
        parts.append(f"{award}: {counts}" if award else counts)
    return "; ".join(parts)


def _total(total: Total) -> str:
    count = number(total.low)
    if total.high != total.low:
        count = line("range", low=count, high=number(total.high))
    return line("total", count=count, what=total.unit, reports=number(total.reports))


def names(sources: Iterable[Source]) -> str:
    """Each sender once, in the order given; too many to read are counted."""
    given = list(dict.fromkeys(short(s.name) for s in sources))
    return "; ".join(given) if len(given) <= MOST_NAMES else line("many", count=len(given))


def short(name: str) -> str:
    """With the abbreviations that official letters use (``UBND tỉnh Yên Bái``)."""
    for pair in synthesis_words().abbreviations:
        whole, _, brief = pair.partition(" = ")
        if name.startswith(f"{whole} "):
            return brief + name[len(whole) :]
    return name


def source(of: Source, page: int) -> str:
    """``UBND tỉnh Yên Bái, 98/BC-UBND, 27/5/2022, tr. 3``."""
    name = _checked(short(of.name), "issuer" in of.unsure)
    symbol = _checked(of.symbol, "number_symbol" in of.unsure) or line("no_symbol")
    date = _checked(day(of.date), "date" in of.unsure) or line("no_date")
    return line("source", name=name, symbol=symbol, date=date, page=page)


def day(iso: str) -> str:
    """``2022-05-27`` as ``27/5/2022``, ``2022-05`` as ``5/2022``."""
    parts = iso.split("-")
    if not all(p.isdigit() for p in parts):
        return iso
    year, rest = parts[0], [str(int(p)) for p in parts[1:]]
    if len(rest) == 2:  # days, and months 1 and 2, take a leading zero in the decree's layout
        rest = [f"{int(rest[0]):02d}" if int(rest[0]) < 3 else rest[0], f"{int(rest[1]):02d}"]
    return "/".join([*reversed(rest), year])


def _checked(value: str, unsure: bool) -> str:
    return line("unsure_value", value=value) if value and unsure else value


def label(id: str) -> str:
    """The item's number as a letter prints it: ``I.``, ``1.``, ``a)``; Arabic outlines keep the
    whole path, ``3.1.``."""
    last = id.rpartition(".")[2]
    if id.partition(".")[0].isdigit():
        return f"{id}."
    return f"{last})" if last.islower() else f"{last}."
