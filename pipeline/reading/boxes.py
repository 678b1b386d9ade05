"""What the looks at a page share: where words stand, in pixels, and what a reading is worth."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.engine import Token

Pixels = tuple[int, int, int, int]


def around(tokens: Sequence[Token]) -> Pixels:
    """The box around all words, of which there is one at least."""
    boxes = [t.box for t in tokens]
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip


def shifted(box: Pixels, x: int, y: int) -> Pixels:
    """A box of a cut-out in the pixels of what it was cut from, at (x, y)."""
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def turned(box: Pixels, size: tuple[int, int], degrees: int) -> Pixels:
    """A box after the page of ``size`` (width, height) that it is on was turned clockwise."""
    (x0, y0, x1, y1), (width, height) = box, size
    return {
        0: box,
        90: (height - y1, x0, height - y0, x1),
        180: (width - x1, height - y1, width - x0, height - y0),
        270: (y0, width - x1, y1, width - x0),
    }[degrees % 360]


def covers(box: Pixels, other: Pixels) -> bool:
    """Whether ``other`` has its middle in ``box``."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def level_share(one: Pixels, other: Pixels) -> float:
    """How much of the lower one's height two boxes have in common; below 0 where they are apart."""
    common = min(one[3], other[3]) - max(one[1], other[1])
    return common / max(1, min(one[3] - one[1], other[3] - other[1]))


def worth(tokens: Sequence[Token]) -> float:
    """Signs weighted by how far the engine trusts them beyond a coin's toss."""
    return sum(len(t.text) * max(0.0, t.confidence - 0.5) for t in tokens)
