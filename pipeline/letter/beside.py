"""What is known of a letter beside its pages: its file's name, what the maker of the PDF wrote into
it, and its digital signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from pipeline.records import Signature, Source
from pipeline.text import nfc, squash

_VIETNAM = timezone(timedelta(hours=7))
_PDF_TIME = re.compile(
    r"(?:D:)?(?P<digits>\d{14}|\d{12}|\d{8})"
    r"(?:(?P<zulu>Z)|(?P<sign>[+-])(?P<hours>\d\d)'?(?P<minutes>\d\d)?)?"
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Beside:
    """``title``, ``created``: the PDF's own; ``created`` as an ISO day in Vietnam. ``signatures``:
    digital ones, as intake found them."""

    name: str | None = None
    title: str | None = None
    created: str | None = None
    signatures: tuple[Signature, ...] = ()


def beside(source: Source) -> Beside:
    """All that a file tells of itself. A file that says nothing, or is no PDF, has its name."""
    title, created = _metadata(source)
    return Beside(source.name, title, created, source.signatures)


def _metadata(source: Source) -> tuple[str | None, str | None]:
    if source.kind != "pdf":
        return None, None
    import pikepdf

    try:
        with pikepdf.open(source.path) as pdf:
            info = pdf.docinfo
            title, created = (_said(info.get(key)) for key in ("/Title", "/CreationDate"))
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError, ValueError, TypeError):
        # Metadata are a bonus: a file that opens with a password, or whose table of contents was
        # broken and mended page by page, tells none.
        return None, None
    return title, day_of_pdf_time(created)


def _said(thing: object) -> str | None:
    text = squash(nfc(str(thing)))[:_LONGEST] if thing is not None else ""
    return text or None


def day_of_pdf_time(text: str | None) -> str | None:
    """The day in Vietnam of ``D:20171011052752Z`` or ``D:20171011122752+07'00'``, as an ISO date;
    None of anything else. A time without its zone is taken as Vietnam's."""
    match = _PDF_TIME.match(text or "")
    if match is None:
        return None
    digits = match["digits"]
    form = {14: "%Y%m%d%H%M%S", 12: "%Y%m%d%H%M", 8: "%Y%m%d"}[len(digits)]
    try:
        moment = datetime.strptime(digits, form).replace(tzinfo=_VIETNAM)
        if match["zulu"] and len(digits) > 8:
            moment = moment.replace(tzinfo=UTC)
        elif match["sign"] and len(digits) > 8:
            shift = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
            zone = timezone(shift if match["sign"] == "+" else -shift)
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(_VIETNAM).date().isoformat()
    except (ValueError, OverflowError):
        return None


def day_of_iso_time(text: str | None) -> str | None:
    """The day in Vietnam of an ISO time; one without a zone is taken as Vietnam's."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=_VIETNAM)
        return zoned.astimezone(_VIETNAM).date().isoformat()
    except (ValueError, OverflowError):
        return None
