"""Seals and signature blocks drawn for tests, in pixels we know."""

from __future__ import annotations

from typing import Any

import cv2

from tests.scan_sheets import draw

RADIUS = 140  # pixels at 200 dpi: 36 mm across
Part = tuple[int, int, int, int]


def seal(sheet: Any, at: tuple[int, int]) -> Any:
    """A seal of two circles and an inscription."""
    out = sheet.copy()
    cv2.circle(out, at, RADIUS, 0, 5)
    cv2.circle(out, at, RADIUS - 36, 0, 2)
    cv2.putText(out, "SO Y TE", (at[0] - 55, at[1] + 8), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
    return out


def signed(size: tuple[int, int] = (900, 700)) -> tuple[Any, Part, Part]:
    """A title, a seal under it, and a name whose first letters lie in the seal; with the boxes
    (left, top, right, bottom) of title and name."""
    sheet = draw([(390, 60, "GIAM DOC"), (330, 440, "Tran Minh Khoi")], size, 40)
    title = (390, 68, 600, 100)
    name = (332, 446, 620, 482)
    return seal(sheet, (320, 330)), title, name
