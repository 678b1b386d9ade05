"""Whether a page says nothing: no ink, or only what no writer put there.

A page number, holes of a punch, dust and the other side's print do not make a page. Faint print
does: it is sharp, while print that shows through is blurred by the paper.
"""

from __future__ import annotations

from typing import Any

from pipeline.scan.ink import LOOK_DPI

_LETTERS = 6  # marks of the size of a letter, from which there is text; ``- 12 -`` has four
_FULL = 0.02  # share from which nobody needs to ask
_LETTER = 0.05  # inches: the height of a small letter without marks
_BROAD = 0.12  # inches: the breadth of a letter
_HOLE = (0.15, 0.33)  # inches: punches make 5.5 to 8 mm
_SOLID = 0.68  # share of its box that a disc fills
_MARGIN = 0.95  # inches from an edge within which holes are punched
_PRINT = 140  # of 255: print has pixels darker than this, show-through has not
_SHARP = 0.22  # share of its contrast that ink gains from one pixel to the next at 200 dpi


def is_blank(ink: Any, even: Any) -> bool:
    """``ink``: the look of a page; ``even``: its evenly lit grey."""
    import numpy as np

    if float(ink.mean()) < _FULL and _letters(ink) < _LETTERS:
        return True
    return float(np.percentile(even[::4, ::4], 0.4)) > _PRINT and _shows_through(ink, even)


def _letters(ink: Any) -> int:
    """Marks that are neither dust nor holes."""
    import cv2
    import numpy as np

    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), None, 8)
    x, y, w, h, area = stats[1:].T
    height, width = ink.shape
    low, high = (v * LOOK_DPI for v in _HOLE)
    round_ = (w > low) & (w < high) & (h > low) & (h < high) & (area > _SOLID * w * h)
    near = _MARGIN * LOOK_DPI
    edge = (x < near) | (y < near) | (x + w > width - near) | (y + h > height - near)
    dust = np.maximum(w, h) < _LETTER * LOOK_DPI
    letters = np.ceil(w / (_BROAD * LOOK_DPI))  # those of a bold word run into one mark
    return int(letters[~(dust | (round_ & edge))].sum())


def _shows_through(ink: Any, even: Any) -> bool:
    """Whether all ink is pale and blurred."""
    import cv2
    import numpy as np

    half = cv2.resize(even, ink.shape[::-1], interpolation=cv2.INTER_AREA)
    if float(np.percentile(half[ink], 3)) < _PRINT:
        return False
    edge = cv2.morphologyEx(even, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8))
    rows = np.flatnonzero(ink.any(axis=1))
    scale = even.shape[0] / ink.shape[0]
    part = slice(int(rows[0] * scale), int((rows[-1] + 1) * scale) + 1)
    contrast = 250.0 - float(np.percentile(half[ink], 3))
    return float(np.percentile(edge[part], 99.5)) < _SHARP * contrast
