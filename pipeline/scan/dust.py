"""Marks too small to be print: how many there are, and a page without them."""

from __future__ import annotations

from typing import Any

_SPECK_AREA = 4  # pixels: what counts as dust when its amount is measured
_DUST_AREA = 8  # pixels at 200 dpi, what is wiped off a rough page; 10 already eats full stops
_STRIPS, _SHARE = 6, 0.25  # dust is everywhere, so a part of the page tells how much


def dark_of(grey: Any) -> Any:
    """uint8, 1 where there is ink: by the page's own threshold, Otsu's method on a sample."""
    import cv2
    import numpy as np

    few = np.ascontiguousarray(grey[::2, ::2])
    level, _ = cv2.threshold(few, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return cv2.threshold(grey, level, 1, cv2.THRESH_BINARY_INV)[1]


def specks(dark: Any) -> float:
    """Dust: how many specks there are to each component of the size of a letter or mark."""
    import cv2
    import numpy as np

    height = dark.shape[0]
    tall = round(height * _SHARE / _STRIPS)
    starts = [round((n + 0.5) * height / _STRIPS - tall / 2) for n in range(_STRIPS)]
    part = np.vstack([dark[y : y + tall] for y in starts])
    _, _, stats, _ = cv2.connectedComponentsWithStats(part, None, 8)
    area, high = stats[1:, cv2.CC_STAT_AREA], stats[1:, cv2.CC_STAT_HEIGHT]
    letters = int(((area > 12) & (high < 100)).sum())
    return float((area <= _SPECK_AREA).sum()) / max(1, letters)


def without_specks(grey: Any, dark: Any, dpi: float) -> Any:
    """The page without marks too small for a full stop: the dust of a bilevel scan."""
    import cv2
    import numpy as np

    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, None, 8)
    small = (stats[:, cv2.CC_STAT_AREA] <= _DUST_AREA * (dpi / 200) ** 2).astype(np.uint8)
    small[0] = 0
    grown = cv2.dilate(np.take(small, labels), np.ones((3, 3), np.uint8))
    return cv2.max(grey, grown * np.uint8(255))
