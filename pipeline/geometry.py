"""Boxes and plane maps in fractions of a page, top left origin."""

from __future__ import annotations

from collections.abc import Iterable

Box = tuple[float, float, float, float]
Homography = tuple[float, float, float, float, float, float, float, float, float]
IDENTITY: Homography = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


def map_point(h: Homography, x: float, y: float) -> tuple[float, float]:
    """The image of a point under a homography given row by row."""
    w = h[6] * x + h[7] * y + h[8]
    return (h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w


def map_box(h: Homography, box: Box) -> Box:
    """The upright box around the image of ``box``, clipped to the page."""
    x0, y0, x1, y1 = box
    corners = [map_point(h, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]

    def clip(v: float) -> float:
        return min(1.0, max(0.0, v))

    return clip(min(xs)), clip(min(ys)), clip(max(xs)), clip(max(ys))


def union(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all; None of none."""
    many = list(boxes)
    if not many:
        return None
    return (
        min(b[0] for b in many),
        min(b[1] for b in many),
        max(b[2] for b in many),
        max(b[3] for b in many),
    )
