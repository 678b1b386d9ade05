"""The register in a terminal: each campaign's figures, what is late or doubtful, who is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.compile.labels import label
from pipeline.compile.missing import Roll
from pipeline.compile.register import Campaign, Register, RegisterRow
from pipeline.compile.register.figures import TIMINGS
from pipeline.compile.register.phrases import (
    say_checks,
    say_day,
    say_deadlines,
    say_field,
    say_letter,
    say_question,
    say_roll,
    say_twin,
)
from pipeline.compile.register.sheets import unlisted
from pipeline.compile.tables import name_of, value_of
from pipeline.messages import spoken

_WIDTH_IN_A_PIPE = 160


def show_register(made: Register, rolls: Sequence[Roll], console: Console | None = None) -> None:
    """Prints all campaigns. What a letter says is never taken for markup."""
    out = console or Console(highlight=False)
    if not out.is_terminal:
        out.width = max(out.width, _WIDTH_IN_A_PIPE)
    out.print(_table(made))
    if not made.campaigns:
        out.print(label("said.no_campaign", spoken()))
    for campaign in made.campaigns:
        mine = [roll for roll in rolls if roll.campaign.name == campaign.name]
        for line, style in _told(made, campaign, mine):
            out.print(Text(line, style=style), soft_wrap=True)


# With the share of the width that the longer ones take; the others stand on one line.
_COLUMNS = (
    ("field.number_symbol", 0), ("field.date", 0), ("col.issuer", 3), ("col.kind", 0),
    ("col.pages", 0), ("col.received_on", 0), ("col.campaign", 0), ("col.in_time", 0),
    ("col.twin", 2), ("col.checks", 2),
)  # fmt: skip


def _table(made: Register) -> Table:
    lang = spoken()
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for head, width in _COLUMNS:
        table.add_column(label(head, lang), no_wrap=not width, ratio=width or None)
    for row in made.rows:
        table.add_row(*(Text(cell, style=_style(row)) for cell in _cells(row)))
    return table


def _cells(row: RegisterRow) -> tuple[str, ...]:
    lang, document = spoken(), row.document
    return (
        say_field(document, "number_symbol", lang),
        say_day(value_of(document, "date")) or say_field(document, "date", lang),
        name_of(document),
        label(f"kind.{document.get('kind', 'unknown')}", lang),
        str(document["pages"]),
        say_day(value_of(document, "incoming_date")) or say_field(document, "incoming_date", lang),
        row.campaign or "",
        label(f"due.{row.verdict}", lang) if row.verdict else "",
        say_twin(row.twin, lang),
        say_checks(row, lang),
    )


def _style(row: RegisterRow) -> str:
    if not row.counts:
        return "dim"
    return "red" if row.verdict == "late" else "yellow" if row.checks else ""


def _told(made: Register, campaign: Campaign, rolls: Sequence[Roll]) -> Iterator[tuple[str, str]]:
    lang = spoken()
    yield "", ""
    yield f"{campaign.name}: {campaign.outline.title}", "bold"
    for line in say_deadlines(campaign, lang):
        yield line, "red" if campaign.contradicted else ""
    counted = made.reports(campaign)
    figures = [f"{label('figure.distinct', lang)}: {len(counted)}"]
    if campaign.deadline:
        figures += [
            f"{label(key, lang)}: {sum(row.verdict == code for row in counted)}"
            for code, key in TIMINGS
        ]
    yield " · ".join(figures), ""
    for roll in rolls:
        yield from _roll(roll)
    if not rolls:
        yield label("said.no_list", spoken()), ""
    elif outsiders := unlisted(rolls):
        names = "; ".join(_letter(d) for d in outsiders)
        yield label("said.outsiders", spoken(), count=len(outsiders), names=names), ""


def _roll(roll: Roll) -> Iterator[tuple[str, str]]:
    lang = spoken()
    yield "", ""
    yield say_roll(roll, lang), "bold"
    missing = [s.reporter.name for s in roll.standings if s.state == "missing"]
    if missing:
        yield f"{label('state.missing', lang)} ({len(missing)}): {'; '.join(missing)}", "red"
    for standing in roll.standings:
        state = f"{standing.reporter.name}: {label(f'state.{standing.state}', lang)}"
        if standing.state == "partly":
            yield f"{state}; {label('col.lacking', lang)}: {', '.join(standing.lacking)}", "yellow"
        for question in standing.questions:
            yield f"{state}; {say_question(question, lang)}", "yellow"


def _letter(document: dict[str, Any]) -> str:
    return f"{name_of(document)} ({say_letter(document)})"
