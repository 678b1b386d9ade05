"""PDF/A-2b (ISO 19005-2), the form in which archives take PDFs: declared only where it is met.

pikepdf's validator approves nothing that it does not know to conform. What would change the page's
look (fonts that are missing, colours without a profile) is not mended: such a file stays a plain
PDF, and the reasons are said.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_LEVEL = "2b"
_REASONS = 8  # one page's fault tends to be every page's
_SLIDES = ("/Trans", "/Dur")  # how a page comes on in a slide show; paper knows none
_ZONELESS = re.compile(r"D:\d{14}")
_CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfaid:amd")
_CLOCK = "xmp:MetadataDate"


def declare(pdf: Any) -> None:
    """Makes ``pdf`` ready for PDF/A-2b: colour profile, metadata, no scripts. The pages' content
    stays, and so do the pixels of pictures; a wish that coarse ones be smoothed goes. Nothing
    depends on the day: the time at which the metadata were written is left out."""
    from pikepdf import Dictionary, pdfa

    for leaf in pdf.pages:
        for key in _SLIDES:
            if key in leaf.obj:
                del leaf.obj[key]
    for thing in pdf.objects:  # a list of what a font holds: optional, seldom right, not checked
        if isinstance(thing, Dictionary) and "/CIDSet" in thing:
            del thing["/CIDSet"]
    for key in ("/CreationDate", "/ModDate"):
        date = str(pdf.docinfo.get(key, ""))
        if _ZONELESS.fullmatch(date):  # pikepdf would take the zone of this machine
            pdf.docinfo[key] = date + "Z"
    pdfa.prepare(pdf, _LEVEL)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if _CLOCK in metadata:
            del metadata[_CLOCK]


def undeclare(pdf: Any) -> None:
    """Takes back what the original said of itself: the copy holds more, and was not approved."""
    if "/Metadata" not in pdf.Root:
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in _CLAIMS:
            if key in metadata:
                del metadata[key]


def save_options() -> dict[str, Any]:
    """How a PDF is written: within PDF/A's rules, and the same input with the same bytes."""
    from pikepdf import pdfa

    return dict(pdfa.resolve_save_kwargs(_LEVEL, deterministic_id=True))


def objections(path: Path) -> tuple[str, ...]:
    """Why the file is no PDF/A-2b: the rules that it breaks, in the standard's numbering, each
    once; none where it is."""
    from pikepdf import pdfa

    report = pdfa.validate_written(path, _LEVEL)
    seen: dict[str, str] = {}
    for finding in report.findings:
        seen.setdefault(finding.rule, f"{finding.rule}: {finding.message}")
    return tuple(seen.values())[:_REASONS]
