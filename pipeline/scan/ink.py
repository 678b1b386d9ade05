"""A small black-and-white view of a page, for decisions that need no detail."""

from __future__ import annotations

from typing import Any

LOOK_DPI = 100.0
"""Lines of 11-point type are about 15 rows apart here: enough to tell rows, cheap to count."""


def look(grey: Any, dpi: float) -> Any:
    """Ink of a grey page at about ``LOOK_DPI``: bool array, shadows and page borders left out,
    as well as whatever is too large to be a letter."""
    import cv2
    import numpy as np

    scale = LOOK_DPI / dpi
    small = grey
    if scale < 1:
        small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 31)
    dark = (small.astype(np.int16) < paper.astype(np.int16) * 0.72) & (paper > 60)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), None, 8)
    tall, wide, area = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH], stats[:, 4]
    letter = (tall <= LOOK_DPI * 0.6) & (wide <= LOOK_DPI * 3) & (area >= 3)
    letter[0] = False
    return letter[labels] if count > 1 else np.zeros(small.shape, bool)
