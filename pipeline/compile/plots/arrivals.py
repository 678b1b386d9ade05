"""When reports came in, against the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.compile.labels import Lang
from pipeline.compile.plots.style import BLUE, FAINT, GREY, INK, VERMILION, new_figure, short, title
from pipeline.compile.plots.words import word
from pipeline.compile.tables import Published, name_of, value_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report and its day; ``stamped``: the day is the incoming stamp's, else the letter's own.
    ``day`` is None where neither can be read to the day."""

    name: str
    day: date | None
    stamped: bool


def arrivals(documents: Sequence[Published]) -> list[Arrival]:
    """The day of each scored report: by its incoming stamp, else its own date."""
    found = []
    for document in documents:
        if not document["coverage"]:
            continue
        stamp, own = _day(document, "incoming_date"), _day(document, "date")
        found.append(Arrival(name_of(document), stamp or own, stamp is not None))
    return sorted(found, key=lambda a: (a.day is None, a.day or date.min, a.name))


def plot_arrivals(
    documents: Sequence[Published], deadline: str | None = None, lang: Lang = "vi"
) -> Figure:
    """A line a report, the earliest on top; a triangle is late. ``deadline`` is an ISO date."""
    found = arrivals(documents)
    known = [(a, a.day) for a in found if a.day is not None]
    due = date.fromisoformat(deadline) if deadline else None
    figure, axes = new_figure(7.2, 1.3 + 0.24 * max(2, len(known)))
    title(axes, word("arrivals.title", lang))
    if not known:
        axes.text(0.5, 0.5, word("arrivals.none", lang), ha="center", color=GREY)
        axes.set_axis_off()
        return figure
    for late in (False, True):
        for stamped in (True, False):
            rows = [
                (day.toordinal(), y)
                for y, (a, day) in enumerate(known)
                if a.stamped == stamped and (due is not None and day > due) == late
            ]
            if rows:
                label = word("arrivals.stamp" if stamped else "arrivals.letter", lang)
                label += f", {word('arrivals.late', lang)}" if late else ""
                colour = VERMILION if late else BLUE
                axes.plot(
                    [x for x, _ in rows], [y for _, y in rows], ">" if late else "o", color=colour,
                    markerfacecolor=colour if stamped else "#FFFFFF", label=label, markersize=6,
                    linestyle="",
                )  # fmt: skip
    if due:
        told = word("arrivals.deadline", lang, date=f"{due:%d/%m/%Y}")
        axes.axvline(due.toordinal(), color=INK, linewidth=1.2, label=told)
    axes.set_yticks(range(len(known)), [short(a.name, 46, 1) for a, _ in known])
    axes.set_ylim(len(known) - 0.5, -0.7)
    _days(axes, [day for _, day in known] + ([due] if due else []))
    axes.grid(axis="both", color=FAINT)
    axes.set_axisbelow(True)
    figure.legend(fontsize=8, frameon=False, loc="outside lower center", ncols=3)
    if len(found) > len(known):
        told = word("arrivals.unknown", lang, n=len(found) - len(known))
        axes.set_xlabel(told, fontsize=8.5)
    return figure


def _days(axes: Axes, days: Sequence[date]) -> None:
    """Day, month and year on the axis; a single day gets some room."""
    from matplotlib.ticker import MaxNLocator

    low, high = min(days).toordinal(), max(days).toordinal()
    room = max(2.0, (high - low) * 0.06)
    axes.set_xlim(low - room, high + room)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.xaxis.set_major_formatter(lambda x, _: f"{date.fromordinal(round(x)):%d/%m/%Y}")


def _day(document: Published, field: str) -> date | None:
    """A date that is known to the day; ``2022-05`` is not."""
    try:
        return date.fromisoformat(value_of(document, field))
    except ValueError:
        return None
