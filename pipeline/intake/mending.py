"""Damaged PDFs: what is lost of them, and a copy that every reader can open.

qpdf finds the objects of a file whose table is gone; other readers give up. What it could not find
leaves pages without their picture: those are lost, not blank.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.files import in_one_step


def write_mended(path: Path, target: Path) -> None:
    """A copy of a damaged PDF with all that qpdf could find of it. Same input, same bytes.
    Raises ``OutputUnwritable``, and pikepdf's own errors."""
    import pikepdf

    with pikepdf.open(path) as pdf, in_one_step(target, durable=True) as part:
        pdf.save(part, deterministic_id=True)


def is_lost(page: Any) -> bool:
    """Whether a page of a damaged file draws nothing, or things that are not there: their objects
    went with the part of the file that is missing."""
    import pikepdf

    if "/Contents" not in page.obj:
        return True
    resources = page.obj.get("/Resources")
    things = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    known = set(things.keys()) if isinstance(things, pikepdf.Dictionary) else set()
    try:
        drawn = pikepdf.parse_content_stream(page, "Do")
    except (pikepdf.PdfError, pikepdf.DependencyError, ValueError, TypeError):
        return True  # commands packed as no page's are, among other oddities
    return any(str(step.operands[0]) not in known for step in drawn if step.operands)
