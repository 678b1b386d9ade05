"""The register: each letter against its campaign's deadline, with what a person should look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.compile.collation import sort_key
from pipeline.compile.register.deadline import deadlines, guideline_of
from pipeline.compile.register.timing import Deadline, Timing, compare, days_after, days_of
from pipeline.compile.register.twins import DUPLICATES, QUESTIONS, Twin, twins
from pipeline.compile.signed import needs_a_look, signatures_of
from pipeline.compile.tables import Published, field_of, ordered, value_of
from pipeline.knowledge.outlines import all_outlines
from pipeline.records import Outline

SURE = 0.85
"""A kind or an issuer below this is a question (the settings' ``review_below``)."""
Belonging = Literal["yes", "kind_unsure", "not_linked", "no"]


@dataclass(frozen=True, slots=True)
class Campaign:
    """``deadlines``: all that name one, the first decides. ``guideline``: the letter itself,
    where it is among the letters."""

    outline: Outline
    deadlines: tuple[Deadline, ...]
    guideline: Published | None

    @property
    def name(self) -> str:
        return self.outline.name

    @property
    def deadline(self) -> Deadline | None:
        return self.deadlines[0] if self.deadlines else None

    @property
    def contradicted(self) -> bool:
        return len({d.day for d in self.deadlines}) > 1


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """``by_date``, ``by_stamp``: against the deadline by the letter's own date and by the incoming
    stamp; None where there is no deadline, or no stamp. ``verdict`` goes by the stamp where one
    was read, as a deadline to send is kept or missed on arrival; else by the date, which shows at
    least the lateness that no post could mend. ``days`` after the deadline, by the same."""

    document: Published
    campaign: str | None
    by_date: Timing | None
    by_stamp: Timing | None
    verdict: Timing | None
    basis: Literal["date", "stamp"]
    days: int | None
    twin: Twin | None
    checks: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether it is a letter of its own: no duplicate, no version that another replaced."""
        return self.twin is None or self.twin.how not in (*DUPLICATES, "superseded")


@dataclass(frozen=True, slots=True)
class Register:
    campaigns: tuple[Campaign, ...]
    rows: tuple[RegisterRow, ...]

    def reports(self, campaign: Campaign) -> list[RegisterRow]:
        """The distinct reports of a campaign."""
        return [r for r in self.rows if r.campaign == campaign.name and r.counts]


def make_register(
    documents: Sequence[Published],
    outlines: Sequence[Outline] | None = None,
    day: str | None = None,
) -> Register:
    """``outlines``: the campaigns there may be, None for all known; ``day``: a deadline (ISO) that
    a person sets for all of them."""
    letters = ordered(documents)
    known = all_outlines() if outlines is None else outlines
    campaigns = tuple(_campaigns(letters, known, day))
    by_name = {c.name: c for c in campaigns}
    found = twins(letters)
    rows = (_row(letter, by_name, found.get(str(letter["file"]))) for letter in letters)
    return Register(campaigns, tuple(rows))


def belongs(document: Published, campaign: str | None) -> Belonging:
    """Whether a letter is a report of a campaign (None: of any), as far as that is sure."""
    kind, sure = document.get("kind", "unknown"), document.get("kind_confidence", 1.0)
    if document["status"] == "failed":
        return "no"
    coverage = document["coverage"]
    if kind == "unknown" or (sure < SURE and (kind == "report" or not coverage)):
        return "kind_unsure"
    if kind != "report":
        return "no"
    if coverage is None:
        return "not_linked"
    return "yes" if campaign in (None, coverage["outline"]) else "no"


def issuer_check(document: Published) -> str | None:
    """What is wrong with the issuer as read: unknown, unsure, or nothing."""
    value = field_of(document, "issuer")
    if not value.get("value"):
        return "issuer_unknown"
    return "issuer_unsure" if value["review"] else None


def _campaigns(
    letters: Sequence[Published], outlines: Sequence[Outline], day: str | None
) -> Iterator[Campaign]:
    """The outlines that a letter was judged by, or whose guideline is among the letters."""
    used = {d["coverage"]["outline"] for d in letters if d["coverage"]}
    for outline in sorted(outlines, key=lambda o: sort_key(o.name)):
        guideline = guideline_of(outline, letters)
        asks = "report" in outline.applies_to and guideline is not None
        if outline.name in used or asks:
            yield Campaign(outline, deadlines(outline, guideline, day), guideline)


def _row(document: Published, campaigns: dict[str, Campaign], twin: Twin | None) -> RegisterRow:
    coverage = document["coverage"]
    name = coverage["outline"] if coverage else None
    campaign = campaigns.get(name) if name else None
    deadline = campaign.deadline if campaign else None
    own, stamp = value_of(document, "date"), value_of(document, "incoming_date")
    by_date = compare(own, deadline) if deadline else None
    by_stamp = compare(stamp, deadline) if deadline and stamp else None
    stamped = by_stamp is not None and by_stamp != "unknown"
    verdict, day = (by_stamp, stamp) if stamped else (by_date, own)
    days = days_after(day, deadline) if deadline else None
    checks = tuple(_checks(document, verdict, twin))
    basis: Literal["date", "stamp"] = "stamp" if stamped else "date"
    return RegisterRow(document, name, by_date, by_stamp, verdict, basis, days, twin, checks)


def _checks(document: Published, verdict: Timing | None, twin: Twin | None) -> Iterator[str]:
    if document["status"] != "ok":
        yield "not_read"
    # What is unsure of a copy is asked of the letter itself.
    if document["status"] == "failed" or (twin is not None and twin.how in DUPLICATES):
        return
    belonging = belongs(document, None)
    if belonging in ("kind_unsure", "not_linked"):
        yield belonging
    if (wrong := issuer_check(document)) is not None:
        yield wrong
    if verdict == "unknown":
        yield "date_unknown"
    elif field_of(document, "date").get("review"):
        yield "date_unsure"
    if verdict == "on_day":
        yield "on_day"
    own, stamp = (days_of(value_of(document, name)) for name in ("date", "incoming_date"))
    if own and stamp and stamp[1] < own[0]:
        yield "stamp_before_date"
    if any(map(needs_a_look, signatures_of(document))):
        yield "signature"
    if twin is not None and twin.how in QUESTIONS:
        yield "twin"
