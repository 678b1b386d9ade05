"""The register's figures for the overview: reports in time or late, and who has reported."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.compile.labels import Lang
from pipeline.compile.missing import Roll, who_reported
from pipeline.compile.overview import Figure
from pipeline.compile.register.rows import Campaign, Register
from pipeline.knowledge.reporters import ReporterList, lists_of

TIMINGS = (
    ("met", "figure.in_time"),
    ("on_day", "figure.on_day"),
    ("late", "figure.late"),
    ("unknown", "figure.unknown_date"),
)
STATES = ("reported", "partly", "question", "missing")


def rolls_of(register: Register, lists: Sequence[ReporterList] | None = None) -> list[Roll]:
    """Each campaign against each list. Without ``lists``: those that its guideline asks by
    default, as far as any of their reporters has written."""
    found = []
    for campaign in register.campaigns:
        for asked in _asked(campaign) if lists is None else lists:
            roll = who_reported(register, campaign, asked)
            if lists is not None or roll.count("missing") < len(roll.standings):
                found.append(roll)
    return found


def _asked(campaign: Campaign) -> Sequence[ReporterList]:
    day = campaign.deadline.day if campaign.deadline else None
    return lists_of(campaign.outline.guideline, day)


def register_figures(register: Register, rolls: Sequence[Roll], lang: Lang) -> list[Figure]:
    """Distinct reports of each campaign against its deadline, and the lists asked, by the names
    they have in ``lang``."""
    found: list[Figure] = []
    for campaign in register.campaigns:
        reports = register.reports(campaign)
        name = (("name", campaign.name),)
        found.append(Figure("figure.register", len(reports), details=name))
        if campaign.deadline:
            counts = [(key, sum(r.verdict == code for r in reports)) for code, key in TIMINGS]
            found += [Figure(key, count, 1) for key, count in counts if count]
    for roll in rolls:
        title = roll.reporters.title if lang == "vi" else roll.reporters.title_en
        named = (("list", title), ("name", roll.campaign.name))
        found.append(Figure("figure.roll", len(roll.standings), details=named))
        found += [Figure(f"state.{s}", n, 1) for s in STATES if (n := roll.count(s))]  # type: ignore[arg-type]
    return found
