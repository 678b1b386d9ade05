"""A small black-and-white view of a page, for decisions that need no detail."""

from __future__ import annotations

from typing import Any

from pipeline.scan.frames import view

LOOK_DPI = 100.0
"""Lines of 11-point type are about 15 rows apart here: enough to tell rows, cheap to count."""
_INK = 178  # of 255, on paper of even light
_TALL, _WIDE = 0.6, 3.0  # inches: larger things are no letters or words
_LEAST = 3  # pixels


def look(even: Any, dpi: float) -> Any:
    """Ink of an evenly lit grey page at about ``LOOK_DPI``: bool array, without whatever is too
    large to be a letter: rests of borders, seals, rules."""
    import cv2
    import numpy as np

    small = view(even, dpi, LOOK_DPI)
    dark = (small < _INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, None, 8)
    tall, wide, area = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH], stats[:, 4]
    letter = (tall <= LOOK_DPI * _TALL) & (wide <= LOOK_DPI * _WIDE) & (area >= _LEAST)
    letter[0] = False
    return np.take(letter, labels)
