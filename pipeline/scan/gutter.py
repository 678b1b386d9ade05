"""Two pages on one sheet: where the white between them is.

A landscape sheet with a broad band free of letters from head to foot in its middle, and lines of
text on both sides of it. A table or a landscape letter has print there.
"""

from __future__ import annotations

from typing import Any

_LANDSCAPE = 1.15  # width over height
_BROAD = 0.05  # of the width: two inner margins of 15 mm on A3 make 0.07
_MIDDLE = 0.03  # of the width, by which the fold may miss the middle
_STRAY = 0.0005  # share of ink that a band may hold: dust
_SHARE = 0.12  # of the ink that each side must have
_TABLE = 0.6  # of the band, from which a gap within a page says that all are columns of a table
_ROWS = 5  # lines of text that each side must have


def find_gutter(ink: Any) -> tuple[float, float] | None:
    """(left, right) edges of the band between two pages in fractions of the width; ``ink`` is an
    upright, level look. None where the sheet is one page."""
    import numpy as np

    height, width = ink.shape
    if width < _LANDSCAPE * height:
        return None
    columns = ink.sum(axis=0).astype(np.float64)
    total = float(columns.sum())
    free = columns <= max(2.0, _STRAY * height)
    start, reach = width // 2, round(_MIDDLE * width)
    near = [x for x in range(start - reach, start + reach + 1) if free[x]]
    if not near or total <= 0:
        return None
    middle = min(near, key=lambda x: abs(x - start))
    left = right = middle
    while left > 0 and free[left - 1]:
        left -= 1
    while right < width - 1 and free[right + 1]:
        right += 1
    if right - left < _BROAD * width:
        return None
    for half in (ink[:, :left], ink[:, right:]):
        if half.sum() < _SHARE * total or _lines(half) < _ROWS:
            return None
        if _broadest_gap(half) > _TABLE * (right - left):
            return None
    return left / width, right / width


def _lines(ink: Any) -> int:
    """Runs of rows with ink."""
    import numpy as np

    busy = ink.sum(axis=1) > 3
    return int((np.diff(np.concatenate(([0], busy.astype(np.int8)))) == 1).sum())


def _broadest_gap(ink: Any) -> int:
    """Columns without ink between columns with ink."""
    import numpy as np

    inked = np.flatnonzero(ink.sum(axis=0) > 2)
    return int(np.diff(inked).max()) - 1 if len(inked) > 1 else 0
