"""Ink told by its colour: red goes everywhere, blue and violet only where they are a stamp's.

Written names and signatures are blue too, so blue ink alone proves nothing: it must form a
stamp's ring or box. What is dark in every channel is type under the stamp, and stays.
"""

from __future__ import annotations

from typing import Any

_RED = 28  # of 255: red above the other channels from which ink is a seal's, not a letter's
_BLUE = 30  # of 255: blue above red, the same for blue and violet stamps
_DARK = 0.45  # share of the paper's brightness under which coloured ink lies over black type
_SOME = 1e-4  # share of the page from which there is ink of a colour at all
_LOOK = 50.0  # dots an inch that show a stamp's outline
_STAMP = (0.7, 2.6)  # inches: seals are 30 to 42 mm wide, boxes of incoming letters to 65
_FLAT = 0.35  # inches: the height of a box with one word
_ROUND, _FRAMED = 0.6, 0.55  # share of a ring's angles, of a frame's sides, that must be ink
_ANGLES = 72


def without_colour(paper: Any, dpi: float) -> tuple[Any, tuple[str, ...]]:
    """(grey page in which coloured stamps have vanished, what was found)."""
    import cv2
    import numpy as np

    if paper.ndim == 2:
        return paper, ()
    red, _, blue = few = cv2.split(np.ascontiguousarray(paper[::2, ::2]))
    bright = float(np.percentile(red[::4, ::4], 90))
    steps: list[str] = []
    grey = cv2.extractChannel(paper, 0)
    share, rows = _rows(cv2.compare(cv2.subtract(red, cv2.max(*few[1:])), _RED, cv2.CMP_GT))
    if share > _SOME:
        _whiten(grey, paper, rows, bright)
        steps.append(f"red ink {share:.4f}")
    inked = cv2.compare(cv2.subtract(blue, red), _BLUE, cv2.CMP_GT)
    if cv2.countNonZero(inked) > _SOME * inked.size:
        stamps = _stamps(inked, dpi / 2)
        for x0, y0, x1, y1 in stamps:
            part = grey[2 * y0 : 2 * y1, 2 * x0 : 2 * x1]
            channels = cv2.split(np.ascontiguousarray(paper[2 * y0 : 2 * y1, 2 * x0 : 2 * x1]))
            over = cv2.subtract(channels[2], channels[0]) > _BLUE
            part[over & (channels[2] > bright * _DARK)] = np.uint8(bright)
        if stamps:
            steps.append(f"blue stamps {len(stamps)}")
    return grey, tuple(steps)


def _rows(mask: Any) -> tuple[float, slice]:
    """The share of a half-size mask that is set, and the full-size rows that hold it."""
    import cv2
    import numpy as np

    share = cv2.countNonZero(mask) / max(1, mask.size)
    if not share:
        return 0.0, slice(0, 0)
    rows = np.flatnonzero(cv2.reduce(mask, 1, cv2.REDUCE_MAX).ravel())
    return share, slice(max(0, 2 * int(rows[0]) - 4), 2 * int(rows[-1]) + 6)


def _whiten(grey: Any, paper: Any, rows: slice, bright: float) -> None:
    """Red ink of some rows becomes paper, but for what is dark in red too."""
    import cv2
    import numpy as np

    red, green, blue = cv2.split(paper[rows])
    mask = (cv2.subtract(red, cv2.max(green, blue)) > _RED) & (red > bright * _DARK)
    grey[rows][mask] = np.uint8(bright)


def _stamps(inked: Any, dpi: float) -> list[tuple[int, int, int, int]]:
    """Boxes of what is as large as a stamp and outlined like one, in pixels of ``inked``."""
    import cv2
    import numpy as np

    scale = _LOOK / dpi
    small = cv2.resize(inked, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    view = cv2.dilate((small > 60).astype(np.uint8), np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(view, None, 8)
    low, high = (v * _LOOK for v in _STAMP)
    found = []
    for index in range(1, count):
        x, y, w, h = (int(v) for v in stats[index][:4])
        if not (low < w < high and _FLAT * _LOOK < h < high):
            continue
        shape = labels[y : y + h, x : x + w] == index
        if _is_ring(shape) or _is_frame(shape):
            box = (x - 2, y - 2, x + w + 2, y + h + 2)
            found.append(tuple(max(0, round(v / scale)) for v in box))
    return found  # type: ignore[return-value]


def _is_ring(shape: Any) -> bool:
    """Whether ink lies near the rim of the ellipse that fills the box, all the way round."""
    import numpy as np

    height, width = shape.shape
    if min(height, width) < 0.75 * max(height, width):
        return False
    ys, xs = np.nonzero(shape)
    y, x = (ys - (height - 1) / 2) / height * 2, (xs - (width - 1) / 2) / width * 2
    rim = np.hypot(x, y) > 0.86
    angles = ((np.arctan2(y[rim], x[rim]) / (2 * np.pi) + 0.5) * _ANGLES).astype(int) % _ANGLES
    corners = np.hypot(x, y) > 1.15  # a page of blue type fills these, a seal does not
    return len(np.unique(angles)) >= _ROUND * _ANGLES and corners.sum() < 0.05 * len(x)


def _is_frame(shape: Any) -> bool:
    """Whether most of each of the four sides is ruled; a little turned is straight enough."""
    height, width = shape.shape
    near = max(4, round(0.12 * min(height, width)))
    sides = (
        shape[:near].any(axis=0),
        shape[-near:].any(axis=0),
        shape[:, :near].any(axis=1),
        shape[:, -near:].any(axis=1),
    )
    return all(side.mean() > 0.85 for side in sides) and float(shape.mean()) < _FRAMED
