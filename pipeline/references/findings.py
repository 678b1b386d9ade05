"""What is odd about a citation: reported for a person, never mended in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.messages import say
from pipeline.references.cited import Cite


def findings(
    cites: Sequence[Cite],
    symbol: str | None,
    dates: Sequence[str],
    written: str | None,
    *,
    worn: bool = False,
) -> Iterator[str]:
    """What contradicts what among the mentions of one text. ``dates``: all that are printed;
    ``written``: the citing letter's own date; ``worn``: the number stands in worn print alone."""
    distinct = list(dict.fromkeys(dates))
    if len(distinct) > 1:
        yield say("reference_dates_differ", dates=", ".join(map(_printed, distinct)))
    year = next((c.symbol.year for c in cites if c.symbol and c.symbol.year), None)
    if year and any(d[:4] != year for d in distinct):
        day = next(d for d in distinct if d[:4] != year)
        yield say("reference_year_differs", symbol=symbol, date=_printed(day))
    for day in distinct:
        if written and len(written) == 10 and day > written:
            yield say("reference_after_letter", date=_printed(day))
    for bad in dict.fromkeys(c.bad for c in cites if c.bad):
        yield say("reference_no_such_date", date=bad)
    for clash in dict.fromkeys(c.clash for c in cites if c.clash):
        yield say("reference_type_differs", symbol=symbol, type=clash)
    others = (c.symbol.other for c in cites if c.symbol and c.symbol.other)
    for other in dict.fromkeys(others):
        yield say("reference_maybe", other=other)
    if worn:
        yield say("reference_worn")


def _printed(day: str) -> str:
    return "/".join(reversed(day.split("-")))
