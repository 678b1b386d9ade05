"""Where the paper lies in a photograph: four corners, if there is a desk around them.

Watershed from the frame and from the middle meets at the strongest edge between, which is the
paper's: shadows fall softly. Type is closed over first. Scans have no desk and leave at once.
"""

from __future__ import annotations

from typing import Any

from pipeline.scan.frames import Corners

_LOOK = 640  # pixels of the longer side: a line fitted to an edge is exact to a tenth of one
_RING = 0.012  # share of the shorter side that is looked at for a desk
_DARKER = 0.8  # of the middle's brightness: what a desk has less of
_SIDES = 3  # of four along which there must be desk
_AREA = (0.2, 0.97)  # share of the picture that a sheet can take
_FOUR = 0.03  # share by which the sheet may differ from its four straight sides
_CONTRAST = 18  # of 255 between the two sides of an edge
_A4 = (8.27, 11.69)  # inches
_LIKE_A4 = 0.15  # what a lens held askew does to the ratio of the sides
_FOLD = 13  # pixels: closes over the type of a headline


def find_sheet(array: Any) -> Corners | None:
    """The sheet's corners (top left, clockwise) in pixels of ``array``; None where there is no
    desk around a sheet, or no four straight sides."""
    import cv2
    import numpy as np

    step = max(1, min(array.shape[:2]) // 160)
    if not _has_desk(_least(array[::step, ::step])):
        return None
    height, width = array.shape[:2]
    scale = _LOOK / max(height, width)
    small = cv2.resize(array, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if small.ndim == 2:
        small = cv2.cvtColor(small, cv2.COLOR_GRAY2RGB)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_FOLD, _FOLD), np.uint8))
    closed = cv2.medianBlur(closed, 5)
    high, wide = closed.shape[:2]
    marks = np.zeros((high, wide), np.int32)
    marks[:3] = marks[-3:] = 1
    marks[:, :3] = marks[:, -3:] = 1
    marks[high * 3 // 10 : high * 7 // 10, wide * 3 // 10 : wide * 7 // 10] = 2
    cv2.watershed(closed, marks)
    mask = (marks == 2).astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    mask = cv2.dilate(mask, np.ones((3, 3), np.uint8))  # the watershed itself was the edge
    corners = _corners(mask)
    if corners is None or not _stands_out(closed.min(axis=2), corners):
        return None
    found = (corners + 0.5) / scale
    return tuple((float(x), float(y)) for x, y in found)


def _least(array: Any) -> Any:
    return array.min(axis=2) if array.ndim == 3 else array


def _has_desk(view: Any) -> bool:
    """Whether most of the frame is clearly darker than the middle."""
    import numpy as np

    height, width = view.shape
    near = max(2, round(_RING * min(height, width)))
    inside = view[height // 4 : -height // 4, width // 4 : -width // 4]
    paper = float(np.percentile(inside, 75))
    sides = (view[:near], view[-near:], view[:, :near], view[:, -near:])
    dark = [float((side < paper * _DARKER).mean()) > 0.7 for side in sides]
    return sum(dark) >= _SIDES


def _corners(mask: Any) -> Any | None:
    """(4, 2) corners of a mask that has four straight sides."""
    import cv2
    import numpy as np

    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    outline = max(outlines, key=cv2.contourArea)
    area = float(cv2.contourArea(outline))
    if not _AREA[0] * mask.size < area < _AREA[1] * mask.size:
        return None
    hull = cv2.convexHull(outline)
    rough = hull
    for share in (0.01, 0.02, 0.03, 0.04, 0.06):
        rough = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, True), True)
        if len(rough) <= 4:
            break
    if len(rough) != 4:
        return None
    ends = rough[:, 0].astype(float)
    ends = ends[np.argsort(np.arctan2(*(ends - ends.mean(axis=0)).T[::-1]))]
    ends = np.roll(ends, -int(np.argmin(ends.sum(axis=1))), axis=0)
    points = outline[:, 0].astype(float)
    lines = [_line(points, ends[n], ends[(n + 1) % 4]) for n in range(4)]
    if any(line is None for line in lines):
        return None
    found = np.array([_crossing(lines[n - 1], lines[n]) for n in range(4)])
    whole = abs(float(cv2.contourArea(found.astype(np.float32))))
    return found if abs(whole / area - 1) < _FOUR else None


def _line(points: Any, start: Any, end: Any) -> Any | None:
    """(a, b, c) of the line through the outline's points along the middle of one side."""
    import cv2
    import numpy as np

    along = end - start
    length = float(np.hypot(*along))
    if length < 20:
        return None
    along = along / length
    offset = points - start
    where = offset @ along
    away = np.abs(offset @ np.array((-along[1], along[0])))
    own = points[(where > 0.08 * length) & (where < 0.92 * length) & (away < 0.03 * length + 3)]
    if len(own) < 10:
        return None
    vx, vy, x, y = cv2.fitLine(own.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return np.array((-vy, vx, vy * x - vx * y), float)


def _crossing(one: Any, other: Any) -> tuple[float, float]:
    import numpy as np

    x, y, w = np.cross(one, other)
    return (float(x / w), float(y / w)) if abs(w) > 1e-9 else (0.0, 0.0)


def _stands_out(view: Any, corners: Any) -> bool:
    """Whether each side is brighter within than without, where both can be seen."""
    import numpy as np

    height, width = view.shape
    middle = corners.mean(axis=0)
    for n in range(4):
        share = np.linspace(0.1, 0.9, 60)[:, None]
        spots = corners[n] * (1 - share) + corners[(n + 1) % 4] * share
        inward = middle - spots
        inward = inward / np.hypot(inward[:, 0], inward[:, 1])[:, None]
        values = []
        for step in (-6, 6):
            x, y = (spots + inward * step).T.round().astype(int)
            seen = (x >= 0) & (x < width) & (y >= 0) & (y < height)
            values.append(np.median(view[y[seen], x[seen]]) if seen.sum() > 20 else None)
        outside, inside = values
        if inside is None or (outside is not None and inside - outside < _CONTRAST):
            return False
    return True


def size_of(corners: Corners, target: float) -> tuple[tuple[int, int], float]:
    """((width, height) to flatten a sheet to, its dpi): A4 where it is near, at no more dots an
    inch than ``target`` or than were photographed."""
    import numpy as np

    sides = [float(np.hypot(*np.subtract(corners[n], corners[(n + 1) % 4]))) for n in range(4)]
    wide, high = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    ratio = max(wide, high) / max(1.0, min(wide, high))
    dpi = min(target, max(wide, high) / _A4[1])
    longer, shorter = _A4[1] * dpi, _A4[0] * dpi
    if abs(ratio / (_A4[1] / _A4[0]) - 1) > _LIKE_A4:
        shorter = longer / ratio
    size = (shorter, longer) if high >= wide else (longer, shorter)
    return (round(size[0]), round(size[1])), dpi


def area_of(corners: Corners, shape: tuple[int, ...]) -> float:
    """The share of a picture that a sheet takes."""
    import cv2
    import numpy as np

    return float(cv2.contourArea(np.array(corners, np.float32))) / (shape[0] * shape[1])
