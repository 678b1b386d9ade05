"""What several rooms ask of a PDF page: is it typeset, and how is it turned. Ground floor."""

from __future__ import annotations

from collections import Counter
from math import degrees
from pathlib import Path
from typing import Any

_INVISIBLE = 3  # text render mode of a scanner's own layer
_SCANNED = 0.6  # share of the page under images from which it is a scan
_FEW = 5  # pieces of text that may lie on a scan: a signature, a stamp of the archive
_ALIKE = 0.8  # share of the letters that decide which way a page's text runs
_ENOUGH = 4000  # letters: one in so many of a page of more


def is_typeset(page: Any, *, few: int = 0) -> bool:
    """Whether a pdfium page has visible text (more objects than ``few``, and than hidden ones)
    and no picture over most of it: nobody laid this sheet on a scanner."""
    from pypdfium2 import raw

    wide, high = page.get_size()
    shown = hidden = 0
    covered = 0.0
    kinds = [raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE]
    for thing in page.get_objects(filter=kinds, max_depth=4):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = thing.get_bounds()
            covered += max(0.0, x1 - x0) * max(0.0, y1 - y0)
        elif raw.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE:
            hidden += 1
        else:
            shown += 1
    return shown > max(hidden, few) and covered < _SCANNED * wide * high


def stands_typeset(page: Any) -> int | None:
    """By how many degrees clockwise a typeset pdfium page, as its /Rotate shows it, must be turned
    for its text to run from left to right: 0, 90, 180 or 270; None for a page that was scanned.
    What lies on the page must not be part of it yet: all who ask must hear the same."""
    return _text_turn(page) if is_typeset(page, few=_FEW) else None


def _text_turn(page: Any) -> int:
    """A wrong /Rotate, or none, leaves whole pages on their side; tables that lie across a sheet
    do, too. 0 where the text runs several ways, as it does beside the headings of narrow
    columns."""
    from pypdfium2 import raw

    text = page.get_textpage()
    count = text.count_chars()
    ways: Counter[int] = Counter()
    for i in range(0, count, 1 + count // _ENOUGH):
        angle = raw.FPDFText_GetCharAngle(text, i)
        if angle >= 0 and not chr(raw.FPDFText_GetUnicode(text, i)).isspace():
            ways[round(degrees(angle) / 90) % 4] += 1
    if not ways:
        return 0
    way, letters = ways.most_common(1)[0]
    return -(90 * way + page.get_rotation()) % 360 if letters >= _ALIKE * ways.total() else 0


def is_damaged(path: Path) -> bool:
    """Whether qpdf had to rebuild the file's table of objects: a cut-off or broken file, of which
    a drawn page may lack what was lost without saying so."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return any("file is damaged" in str(warning) for warning in pdf.get_warnings())


def rotation(page: Any) -> int:
    """A pikepdf page's /Rotate, its own or inherited: 0, 90, 180 or 270 degrees clockwise."""
    node = page.obj
    for _ in range(64):  # a damaged file may hang its page tree in a ring
        if "/Rotate" in node:
            return int(node.Rotate) % 360 // 90 * 90
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0
