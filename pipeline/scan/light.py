"""Even paper: shadows, tinted paper and show-through out, dark borders white.

CLAHE and adaptive means were disasters and are not here.
"""

from __future__ import annotations

from typing import Any

from pipeline.scan.frames import view

_BORDER_DARK = 0.55  # of the paper's brightness: shadows of a lid or a book's fold


def even_light(grey: Any, dpi: float) -> Any:
    """The page divided by its background, so that paper is white everywhere."""
    import cv2
    import numpy as np

    # letters vanish from a 25 dpi view when the brightest neighbour counts
    small = view(grey, dpi, 25.0)
    light = cv2.dilate(small, np.ones((5, 5), np.uint8))
    light = cv2.GaussianBlur(cv2.medianBlur(light, 7), (0, 0), 3)
    back = cv2.resize(light, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, cv2.max(back, 40), scale=250)


def without_border(grey: Any, dpi: float) -> tuple[Any, float]:
    """(page whose dark areas along the edges are white, share of the page whitened)."""
    import cv2
    import numpy as np

    small = view(grey, dpi, 50.0)
    dark = (small < 255 * _BORDER_DARK).astype(np.uint8)
    # text in a 50 dpi view is grey and thin: opening leaves only solid areas
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, None, 8)
    height, width = small.shape
    edge = np.zeros(count, bool)
    for side in (
        labels[:2].ravel(),
        labels[-2:].ravel(),
        labels[:, :2].ravel(),
        labels[:, -2:].ravel(),
    ):
        edge[side] = True
    edge[0] = False
    edge &= (stats[:, 2] > width * 0.1) | (stats[:, 3] > height * 0.1)
    if not edge.any():
        return grey, 0.0
    mask = cv2.dilate(edge[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    full = cv2.resize(mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    out = grey.copy()
    out[full > 0] = 255
    return out, float(mask.mean())
