"""What lies on a PDF page without being part of it: fields, stamps, looks of digital signatures.

Once they are made part of the page (``flat_page``) their words stand among its own. Programs that
sign write their stamps in signs that a reader cannot take for text: UTF-16, byte by byte, in a
font of single bytes (``þÿ D i g i t a l l y``). Such lines say nothing and are left out; the page's
own words are judged without them.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.reading.boxes import Pixels, covers
from pipeline.reading.engine import Token
from pipeline.reading.sanity import is_strange, letters_of

Place = tuple[float, float, float, float]
_MARK = "þÿ"  # UTF-16's first two bytes, where a font of single bytes shows them
_SPELT = 6  # single letters from which a line without a longer word is text taken for signs
_NO_TEXT = ("LINK", "POPUP", "HIGHLIGHT", "UNDERLINE", "SQUIGGLY", "STRIKEOUT")
"""They mark the page's own words, and bring none."""


def places_on(page: Any) -> list[Place]:
    """The rectangles of what lies on a pdfium page that is not flat yet, in its own points."""
    from pypdfium2 import raw

    silent = {getattr(raw, f"FPDF_ANNOT_{name}") for name in _NO_TEXT}
    found = []
    for n in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, n)
        if not note:
            continue
        rect = raw.FS_RECTF()
        if raw.FPDFAnnot_GetRect(note, rect) and raw.FPDFAnnot_GetSubtype(note) not in silent:
            found.append((rect.left, rect.bottom, rect.right, rect.top))
        raw.FPDFPage_CloseAnnot(note)
    return found


def as_shown(page: Any, place: Place, width: int, height: int) -> Pixels:
    """A rectangle of a page in pixels of the page as shown (/Rotate and crop box minded)."""
    from pypdfium2 import raw

    xs, ys = [], []
    for x, y in (place[:2], place[2:]):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
        xs.append(min(width, max(0, across.value)))
        ys.append(min(height, max(0, down.value)))
    return min(xs), min(ys), max(xs), max(ys)


def parted(
    words: Sequence[Token], places: Sequence[Pixels]
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """(the page's own words, those that lie on it), by their middles. ``words`` stand in the
    file's order, in which what was laid on comes last: what follows on the same line was, too,
    though it is too long for its place."""
    own: list[Token] = []
    laid: list[Token] = []
    for token in words:
        goes_on = bool(laid) and laid[-1].line == token.line
        if goes_on or any(covers(place, token.box) for place in places):
            laid.append(token)
        else:
            own.append(token)
    return tuple(own), tuple(laid)


def strange_lines(words: Iterable[Token]) -> set[int]:
    """The ``id`` of each word in a line that no Vietnamese office would write."""
    lines: defaultdict[int, list[Token]] = defaultdict(list)
    for token in words:
        lines[token.line[2]].append(token)
    return {id(token) for line in lines.values() if _is_strange(line) for token in line}


def _is_strange(line: Sequence[Token]) -> bool:
    texts = [token.text for token in line]
    if any(_MARK in text for text in texts) or is_strange(" ".join(texts)):
        return True
    lengths = [len(letters_of(text)) for text in texts]
    return sum(lengths) >= _SPELT and max(lengths) == 1
