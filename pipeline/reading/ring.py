"""Round seals: where their circles are, and ink without them.

A seal of an office is a disc of 30 to 42 mm with two or more circles. Its circles cross the title
above and the name below; taken away stroke by stroke, the letters that they crossed stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

_RADII = (0.46, 1.0)  # inches, of the outermost circle
_STEP = 0.02
_LOOK = 70.0  # dots an inch that are enough to find a circle
_ROUND = 0.62  # share of a circle that must be ink
_PROMISING = 0.5  # share at half the size from which a circle is measured
_CANDIDATES = 8
_NEAR = 4  # pixels around a likely middle
_ANGLES = 720
_ARC = 0.55  # share of the angles from which a radius counts as one of the seal's circles


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle in pixels, and the share of it that is ink."""

    x: float
    y: float
    radius: float
    share: float


def find_rings(ink: Any, dpi: float, most: int = 2) -> list[Ring]:
    """The seals in a bool array of ink, from left to right."""
    import cv2
    import numpy as np

    scale = min(1.0, _LOOK / dpi)
    small = cv2.resize(
        ink.astype(np.float32), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
    )
    view = (small > 0.22).astype(np.float32)
    found: list[Ring] = []
    while len(found) < most and (ring := _best(view, _LOOK)) is not None:
        found.append(Ring(ring.x / scale, ring.y / scale, ring.radius / scale, ring.share))
        cv2.circle(view, (round(ring.x), round(ring.y)), round(ring.radius * 1.05), (0.0,), -1)
    return sorted(found, key=lambda r: r.x)


def _best(view: Any, dpi: float) -> Ring | None:
    """The roundest circle: looked for at half the size, then measured near the likeliest places."""
    import cv2

    small = (cv2.resize(view, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) > 0.2).astype(
        "float32"
    )
    likely: list[tuple[float, int, int, int]] = []
    for radius in _radii(dpi):
        if 2 * radius + 5 > min(view.shape) + radius:
            break  # seals are cut by the picture's edge only where they are of no use to us
        share = cv2.filter2D(
            small, cv2.CV_32F, _circle(radius // 2), borderType=cv2.BORDER_CONSTANT
        )
        _, value, _, at = cv2.minMaxLoc(share)
        if value >= _PROMISING:
            likely.append((value, 2 * at[0], 2 * at[1], radius))
    best: Ring | None = None
    for _, x, y, radius in sorted(likely, reverse=True)[:_CANDIDATES]:
        ring = _measured(view, x, y, radius)
        if ring.share >= _ROUND and (best is None or ring.share > best.share + 0.01):
            best = ring
    return best


def _radii(dpi: float) -> list[int]:
    steps = range(round((_RADII[1] - _RADII[0]) / _STEP) + 1)
    return sorted({round((_RADII[0] + n * _STEP) * dpi) for n in steps})


@cache
def _circle(radius: int) -> Any:
    """A circle two pixels wide as a kernel that gives the share of it that is ink."""
    import cv2
    import numpy as np

    kernel = np.zeros((2 * radius + 5, 2 * radius + 5), np.float32)
    cv2.circle(kernel, (radius + 2, radius + 2), radius, (1.0,), 2)
    return kernel / kernel.sum()


def _measured(view: Any, x: int, y: int, radius: int) -> Ring:
    """The roundest circle within a few pixels of a likely one."""
    import numpy as np

    around = 2 * _NEAR + radius + 6
    padded = np.pad(view, around)
    best = Ring(float(x), float(y), float(radius), 0.0)
    shifts = np.arange(-_NEAR, _NEAR + 1)
    for wide in range(radius - 2, radius + 3):
        dy, dx = np.nonzero(_circle(wide))
        rows = y + around + shifts[:, None, None] + (dy - wide - 2)[None, None, :]
        cols = x + around + shifts[None, :, None] + (dx - wide - 2)[None, None, :]
        share = padded[rows, cols].mean(axis=2)
        at = np.unravel_index(int(share.argmax()), share.shape)
        if share[at] > best.share:
            best = Ring(
                float(x + shifts[at[1]]), float(y + shifts[at[0]]), float(wide), float(share[at])
            )
    return best


def without_circles(ink: Any, ring: Ring) -> Any:
    """Bool array: which ink is the seal's circles. Where a letter crosses a circle, the ink runs
    on to both sides of it and is left whole."""
    import cv2
    import numpy as np

    reach = int(ring.radius * 1.12) + 4
    size = (reach, _ANGLES)
    polar = cv2.warpPolar(
        ink.astype(np.uint8), size, (ring.x, ring.y), reach,
        cv2.WARP_POLAR_LINEAR | cv2.WARP_FILL_OUTLIERS,
    )  # fmt: skip
    share = polar.mean(axis=0)
    doomed = np.zeros_like(polar)
    for radius in np.flatnonzero(share > _ARC):
        if radius < 0.5 * ring.radius:
            continue
        _strike(polar, doomed, int(radius))
    back = cv2.warpPolar(
        doomed, (ink.shape[1], ink.shape[0]), (ring.x, ring.y), reach,
        cv2.WARP_POLAR_LINEAR | cv2.WARP_INVERSE_MAP | cv2.WARP_FILL_OUTLIERS,
    )  # fmt: skip
    return cv2.dilate(back, np.ones((3, 3), np.uint8)) > 0


def _strike(polar: Any, doomed: Any, radius: int) -> None:
    """Marks the runs of ink through ``radius``, but for those much longer than most."""
    import numpy as np

    rows = np.flatnonzero(polar[:, radius])
    runs: list[tuple[int, int, int]] = []
    for row in rows.tolist():
        line = polar[row]
        start, end = radius, radius
        while start > 0 and line[start - 1]:
            start -= 1
        while end + 1 < len(line) and line[end + 1]:
            end += 1
        runs.append((row, start, end + 1))
    if not runs:
        return
    usual = float(np.median([b - a for _, a, b in runs]))
    for row, a, b in runs:
        if b - a <= 1.35 * usual:
            doomed[row, a:b] = 1
