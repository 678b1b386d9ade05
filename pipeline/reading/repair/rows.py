"""What the words of a page's rows should read."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.layout import Row
from pipeline.reading.repair.mend import mended
from pipeline.text import nfc

_BREAK = ("|", 1.0)
"""Stands between cells and columns: what is left of it says nothing about what is right of it."""


def shown(rows: Sequence[Row]) -> list[str]:
    """For each word of ``rows``, in their order, its normal form, mended where it may be. Stamps
    stay as they were read: they are no sentences."""
    words: list[tuple[str, float]] = []
    places: list[int | None] = []
    texts: list[str] = []
    last: tuple[str, int] | None = None
    for row in rows:
        for n, token in enumerate(row.tokens):
            texts.append(nfc(token.text))
            if row.stamp:
                continue
            here = (row.side, row.cells[n] if row.cells else -1)
            if last is not None and (here != last or (row.cells and n == 0)):
                words.append(_BREAK)
                places.append(None)
            last = here
            words.append((token.text, token.confidence))
            places.append(len(texts) - 1)
    for place, mend in zip(places, mended(words), strict=True):
        if place is not None and mend is not None:
            texts[place] = mend.text
    return texts
