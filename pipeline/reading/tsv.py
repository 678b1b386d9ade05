"""Words of Tesseract's own table (TSV), which both engines give."""

from __future__ import annotations

from pipeline.errors import EngineFailed
from pipeline.reading.engine import Token

_WORD, _CELLS, _ONE_PAGE = "5", 12, "1"


def tokens_of(rows: str) -> tuple[Token, ...]:
    """The words of ``rows``: level, page, block, paragraph, line, word, left, top, width, height,
    confidence (0 to 100), text. Lines that are no words are passed over.

    Raises ``EngineFailed`` for a table that can't be that of the page: its numbers are none, or
    it has several pages. Words of another page would be a forgery on this one."""
    tokens = []
    for row in rows.splitlines():
        cells = row.split("\t")
        if cells[0] != _WORD or len(cells) < _CELLS or not cells[11].strip():
            continue
        if cells[1] != _ONE_PAGE:
            raise EngineFailed(what=f"page {cells[1]} of one")
        try:
            block, paragraph, line = int(cells[2]), int(cells[3]), int(cells[4])
            x, y, w, h = (int(v) for v in cells[6:10])
            confidence = min(1.0, max(0.0, float(cells[10]) / 100))
        except ValueError as error:
            raise EngineFailed(what=str(error)) from error
        tokens.append(
            Token(cells[11].strip(), (x, y, x + w, y + h), confidence, (block, paragraph, line))
        )
    return tuple(tokens)
