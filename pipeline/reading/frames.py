"""Shapes as large as stamps, level or tilted, framed or not, in a picture of ink."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pipeline.reading.strips import Part

_WIDE = (0.4, 3.4)  # inches: the breadth and height of stamps
_TALL = (0.14, 1.7)
_FRAME = 0.3  # inches: straight runs longer than that are a frame's
_TILT = 50.0  # degrees by which a stamp may be turned
_LEVEL = 1.0  # degrees that need no turning
_JOIN = 0.07  # inches between the letters of a stamp
_INK = 150  # of 255


@dataclass(frozen=True, slots=True)
class Shape:
    """The box ``at`` of a shape in pixels; the rectangle around it: middle, size, degrees."""

    at: Part
    middle: tuple[float, float]
    size: tuple[float, float]
    angle: float

    def scaled(self, by: float) -> Shape:
        x0, y0, x1, y1 = (round(v * by) for v in self.at)
        (x, y), (w, h) = self.middle, self.size
        return replace(self, at=(x0, y0, x1, y1), middle=(x * by, y * by), size=(w * by, h * by))


def shapes(ink: Any, dpi: float) -> list[Shape]:
    """Groups of ink as large as stamps, from top to bottom. ``ink`` is a bool array."""
    import cv2
    import numpy as np

    reach = max(3, round(_JOIN * dpi))
    near = np.ones((reach, reach), np.uint8)
    joined = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, near)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, None, 8)
    found: list[Shape] = []
    # the largest first: what stands in a frame belongs to it
    for n in sorted(range(1, len(stats)), key=lambda n: -int(stats[n][2]) * int(stats[n][3])):
        x, y, w, h = (int(v) for v in stats[n][:4])
        at = (x, y, x + w, y + h)
        if max(w, h) > 1.3 * _WIDE[1] * dpi or any(_holds(s.at, at) for s in found):
            continue
        points = np.argwhere((labels[y : y + h, x : x + w] == n) & ink[y : y + h, x : x + w])
        if len(points) < (0.1 * dpi) ** 2:
            continue
        (cx, cy), (long, short), angle = cv2.minAreaRect(points[:, ::-1].astype(np.float32))
        if long < short:
            long, short, angle = short, long, angle - 90
        angle = (angle + 90) % 180 - 90
        if abs(angle) <= _TILT and _fits(long / dpi, short / dpi):
            found.append(Shape(at, (cx + x, cy + y), (long, short), angle))
    return sorted(found, key=lambda s: (s.at[1], s.at[0]))


def _holds(outer: Part, inner: Part) -> bool:
    return (
        outer[0] <= inner[0] and outer[1] <= inner[1]
        and inner[2] <= outer[2] and inner[3] <= outer[3]
    )  # fmt: skip


def _fits(wide: float, tall: float) -> bool:
    """Whether a shape (inches) may be a stamp: broader than high, and no thin rule."""
    return _WIDE[0] <= wide <= _WIDE[1] and _TALL[0] <= tall <= _TALL[1] and wide > 1.15 * tall


def framed(ink: Any, dpi: float) -> Any:
    """Bool array: ink in frames as large as stamps. Cleaning leaves them, as tables have them
    too, but the engine reads little in one that is tilted."""
    import cv2
    import numpy as np

    out = np.zeros_like(ink)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), None, 8)
    for n, (x, y, w, h, area) in enumerate(stats.tolist()):
        if n == 0 or not _fits(w / dpi, h / dpi) or area > 0.4 * w * h:
            continue
        own = labels[y : y + h, x : x + w] == n
        sides = (own.any(axis=0).mean(), own.any(axis=1).mean())
        hole = own[h // 3 : h - h // 3, w // 6 : w - w // 6].mean()
        if min(sides) > 0.97 and hole < 0.08 and _is_round(own):
            out[y : y + h, x : x + w] |= ink[y : y + h, x : x + w]
    return out


def _is_round(own: Any) -> bool:
    """Whether a shape closes: nothing outside can reach its middle."""
    import cv2
    import numpy as np

    height, width = own.shape
    room = np.zeros((height + 4, width + 4), np.uint8)
    walls = cv2.morphologyEx(own.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    sheet = np.zeros((height + 2, width + 2), np.uint8)
    sheet[1:-1, 1:-1] = walls
    cv2.floodFill(sheet, room, (0, 0), 2)
    inside = sheet[1:-1, 1:-1] == 0
    return float(inside.mean()) > 0.5


def levelled(grey: Any, shape: Shape, dpi: float) -> tuple[Any, Any]:
    """(the shape's pixels set level, its frame gone; the way back from them to ``grey``)."""
    import cv2
    import numpy as np

    wide, tall = round(shape.size[0]) + 8, round(shape.size[1]) + 8
    turn = shape.angle if abs(shape.angle) > _LEVEL else 0.0
    matrix = cv2.getRotationMatrix2D(shape.middle, turn, 1.0)
    matrix[:, 2] += (wide / 2 - shape.middle[0], tall / 2 - shape.middle[1])
    part = cv2.warpAffine(grey, matrix, (wide, tall), borderValue=(255,))
    return _without_frame(part, dpi), cv2.invertAffineTransform(np.asarray(matrix))


def _without_frame(grey: Any, dpi: float) -> Any:
    import cv2
    import numpy as np

    ink = (grey < _INK).astype(np.uint8)
    run = max(9, round(_FRAME * dpi))
    bars = cv2.max(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, run), np.uint8)),
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((run, 1), np.uint8)),
    )
    out = grey.copy()
    out[cv2.dilate(bars, np.ones((5, 5), np.uint8)) > 0] = 255
    # what is left of a frame lies along the edges
    _, labels, stats, _ = cv2.connectedComponentsWithStats((out < _INK).astype(np.uint8), None, 8)
    height, width = ink.shape
    edge = 0.06 * dpi
    thin = (stats[:, 2] < edge) | (stats[:, 3] < edge)
    outer = (
        (stats[:, 0] < edge) | (stats[:, 1] < edge)
        | (stats[:, 0] + stats[:, 2] > width - edge) | (stats[:, 1] + stats[:, 3] > height - edge)
    )  # fmt: skip
    gone = thin & outer
    gone[0] = False
    out[gone[labels]] = 255
    return out
