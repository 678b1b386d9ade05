"""A second look at columns that the engine mixed up.

Where recipients in small type stand beside a signature in large type, or a head is set in two
pitches, the engine at times takes words of both sides for one line and garbles them. Each half
read alone comes out clean. It costs a tenth of a page, so only doubtful columns are asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.reading.boxes import shifted, worth
from pipeline.reading.columns import Band
from pipeline.reading.engine import Engine, Token

_DOUBT = 0.6
_MARGIN = 0.05  # inches of white around a half
_BETTER, _BETTER_HEAD = 1.02, 1.1
"""How much more a second reading must say to be believed; more in a head, where most doubt is
about a written number that no reading mends."""
_HEAD = 0.3  # share of the page


def doubtful(tokens: Sequence[Token], band: Band) -> bool:
    """Whether the engine doubts many words of a band."""
    inside = [t for t in tokens if band.top <= (t.box[1] + t.box[3]) / 2 <= band.bottom]
    total = sum(len(t.text) for t in inside)
    unsure = sum(len(t.text) for t in inside if t.confidence < _DOUBT)
    return unsure > max(6, 0.08 * total)


def read_again(
    grey: Any, dpi: float, tokens: Sequence[Token], band: Band, by: Engine, rough: bool
) -> list[Token]:
    """The page's words with those of ``band`` read anew, half by half, where that says more."""
    margin = round(_MARGIN * dpi)
    top = max(0, int(band.top) - margin)
    bottom = min(grey.shape[0], int(band.bottom) + margin)
    inside = [t for t in tokens if band.top <= (t.box[1] + t.box[3]) / 2 <= band.bottom]
    result = [t for t in tokens if t not in inside]
    first = max((t.line[0] for t in tokens), default=0) + 1
    halves = ((0, int(band.x)), (int(band.x), grey.shape[1]))
    better = _BETTER_HEAD if band.top < _HEAD * grey.shape[0] else _BETTER
    for side, (x0, x1) in enumerate(halves):
        before = [t for t in inside if ((t.box[0] + t.box[2]) / 2 >= band.x) == bool(side)]
        read = by.read(grey[top:bottom, x0:x1].copy(), dpi, rough=rough)
        moved = [_moved(t, x0, top, first + side * 1000) for t in read.tokens]
        result += moved if worth(moved) > better * worth(before) else before
    return result


def _moved(token: Token, x: int, y: int, block: int) -> Token:
    line = (block + token.line[0], token.line[1], token.line[2])
    return replace(token, box=shifted(token.box, x, y), line=line)
