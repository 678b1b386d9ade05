"""Words of Tesseract's own table (TSV), which both engines give."""

from __future__ import annotations

from pipeline.reading.engine import Token

_WORD, _CELLS = "5", 12


def tokens_of(rows: str) -> tuple[Token, ...]:
    """The words of ``rows``: level, page, block, paragraph, line, word, left, top, width, height,
    confidence (0 to 100), text. Lines that are no words, or broken, are passed over."""
    tokens = []
    for row in rows.splitlines():
        cells = row.split("\t")
        if cells[0] != _WORD or len(cells) < _CELLS or not cells[11].strip():
            continue
        block, paragraph, line = int(cells[2]), int(cells[3]), int(cells[4])
        x, y, w, h = (int(v) for v in cells[6:10])
        confidence = min(1.0, max(0.0, float(cells[10]) / 100))
        tokens.append(
            Token(cells[11].strip(), (x, y, x + w, y + h), confidence, (block, paragraph, line))
        )
    return tuple(tokens)
