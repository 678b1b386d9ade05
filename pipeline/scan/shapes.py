"""Large dark shapes that are no type: seals in grey scans, stamps, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_INKED = 170  # of 255: darker than this is ink of some kind
_BLACKER = 45  # of 255: how much paler than most type ink must be to be called paler
_NEAR, _CLOSED = 0.15, 0.75  # share of a box that a turned side may take; of it that must be ink
_COARSE = 3  # times smaller is the first view; at 4 the marks of a line touch the line above
_LARGE = 0.45  # inches, both ways: no letter of the body is


def without_blobs(grey: Any, dark: Any, dpi: float) -> tuple[Any, int]:
    """(page without large dark shapes, how many there were). ``dark``: 1 where there is ink.

    Type under them stays where it is blacker than they are, or clear of a seal's ring. Ruled
    frames stay: the engine knows tables, and letters touch them.
    """
    import cv2
    import numpy as np

    shapes = list(_large(dark, dpi))
    if not shapes:
        return grey, 0
    black = float(np.percentile(grey[dark > 0], 25)) + _BLACKER
    out = grey.copy()
    found = 0
    for x, y, mask in shapes:
        area = int(mask.sum())
        part = out[y : y + mask.shape[0], x : x + mask.shape[1]]
        if _ruled(mask, area, dpi) and not _is_pale_stamp(part, mask, black, dpi):
            continue
        found += 1
        if float(np.percentile(part[mask], 60)) > black:
            part[part > black] = 255  # paler than type: its whole box can be cleared of it
            continue
        wipe = _without_letters(mask, dpi)
        part[cv2.dilate(wipe.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return out, found


def _large(dark: Any, dpi: float) -> Iterator[tuple[int, int, Any]]:
    """x, y and mask of each large shape. A small view in which any dark pixel counts can only
    join shapes, so nothing is missed there, and few places are looked at in full."""
    import cv2
    import numpy as np

    step = _COARSE
    height, width = (v // step * step for v in dark.shape)
    cell = np.ones((step, step), np.uint8)
    pooled = cv2.dilate(dark[:height, :width], cell, anchor=(0, 0))[::step, ::step]
    _, rough, places, _ = cv2.connectedComponentsWithStats(pooled, None, 8)
    least = _LARGE * dpi
    likely = (places[:, 2] > least / step - 1) & (places[:, 3] > least / step - 1)
    likely[0] = False
    for index in np.flatnonzero(likely):
        x, y, w, h = (step * int(v) for v in places[index][:4])
        near = rough[y // step : (y + h) // step, x // step : (x + w) // step] == index
        own = cv2.resize(near.astype(np.uint8), (w, h), interpolation=cv2.INTER_NEAREST)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(
            cv2.bitwise_and(dark[y : y + h, x : x + w], own), None, 8
        )
        large = (stats[:, 2] > least) & (stats[:, 3] > least)
        large[0] = False
        for label in np.flatnonzero(large):
            left, top, wide, high = (int(v) for v in stats[label][:4])
            box = labels[top : top + high, left : left + wide]
            yield x + left, y + top, box == label


def _is_pale_stamp(part: Any, mask: Any, black: float, dpi: float) -> bool:
    """A box of a stamp's size, its frame and most of what it holds paler than type: an incoming
    stamp of a grey scan, often over the title."""
    import numpy as np

    height, width = mask.shape
    if width > 3.2 * dpi or height > 1.6 * dpi or float(np.percentile(part[mask], 60)) <= black:
        return False
    if not _is_closed(mask):  # a corner of a table whose thin rules broke
        return False
    inked = part < _INKED
    return float((part <= black).sum()) < 0.5 * float(inked.sum())


def _is_closed(mask: Any) -> bool:
    """Whether a shape has ink along most of all four sides of its box."""
    height, width = mask.shape
    near = max(4, round(_NEAR * min(height, width)))
    sides = (
        mask[:near].any(axis=0),
        mask[-near:].any(axis=0),
        mask[:, :near].any(axis=1),
        mask[:, -near:].any(axis=1),
    )
    return all(float(side.mean()) > _CLOSED for side in sides)


def _without_letters(mask: Any, dpi: float) -> Any:
    """What to wipe of a shape as black as type: of a seal, its ring and what stays large
    without the ring; of anything else, all."""
    import cv2
    import numpy as np

    height, width = mask.shape
    size = max(height, width)
    if not (0.8 * dpi < size < 2.2 * dpi and min(height, width) > 0.75 * size):
        return mask
    ys, xs = np.mgrid[0:height, 0:width]
    away = np.hypot(ys - (height - 1) / 2, xs - (width - 1) / 2) / (size / 2)
    ring = mask & (away > 0.86)
    if float(ring.sum()) < 0.25 * float(mask.sum()):
        return mask
    rest = (mask & ~ring).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rest, None, 8)
    large = (stats[:, 2] > 0.3 * dpi) | (stats[:, 3] > 0.3 * dpi)
    large[0] = False
    return ring | large[labels]


def _ruled(mask: Any, area: int, dpi: float) -> bool:
    """Whether a shape is mostly straight level and plumb lines, as a table's frame is."""
    import cv2
    import numpy as np

    ink = mask.astype(np.uint8)
    run = max(9, round(dpi * 0.2))
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    plumb = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((run, 1), np.uint8))
    straight = int(cv2.max(level, plumb).sum())
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((run // 2, run // 2), np.uint8))
    return straight > 0.5 * area and int(solid.sum()) < 0.3 * area
