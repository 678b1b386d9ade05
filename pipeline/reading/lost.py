"""Where print is hidden: a blot, a stain, a torn part, type too faint to be read.

Cleaning whitens what is dark and large, and an engine says nothing of what it can't see: the page
would look as if nothing had stood there. So the paper itself is asked, between the words that
were read: what is much darker than paper there, or has the grain of type, is lost text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.reading.engine import Token
from pipeline.reading.inks import straight
from pipeline.records import Box, PageImage

_VIEW = 50.0  # dots an inch: enough to see stains, too little to see letters
_DARK = 0.72  # times the paper's level: type on paper is lighter, taken over a line
_BLACK, _SOLID = 0.5, 0.4  # times the paper's level; share of a box from which it is a blot
_LEAST = (1.2, 0.28)  # inches: less is a pattern, a bar of a chart, a square code
_NEAR = (0.25, 0.12)  # inches around a word that it vouches for
_QUICK = 300.0  # pixels along a page that are enough for a first look
_QUICK_BOX = (13, 7)  # the least blot there, across and down
_FEWEST = 12  # words that tell where text stands
_MOST = 12
_FULL = 0.35  # share of its box that a lost place must fill


def lost_boxes(image: PageImage, words: Sequence[Token], covered: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes (fractions of the straight frame) where text should stand and can't be seen, from
    top to bottom. ``covered``: where seals and stamps are known to lie."""
    import cv2
    import numpy as np

    if image.blank or len(words) < _FEWEST:
        return ()
    scale = min(1.0, _VIEW / image.dpi)
    if not _has_dark_places(image.paper):
        return ()
    view = straight(image, (0.0, 0.0, 1.0, 1.0), scale)
    dpi = image.dpi * scale
    level = _level(view, dpi)
    seals = [box for box in covered if not _is_solid(level, box)]
    free = _free(words, image, scale, level.shape, seals)
    hidden = ((level < _DARK) & free).astype(np.uint8)
    reach = np.ones((max(1, round(0.1 * dpi)), max(1, round(0.1 * dpi))), np.uint8)
    hidden = cv2.morphologyEx(hidden, cv2.MORPH_OPEN, reach)
    hidden = cv2.morphologyEx(hidden, cv2.MORPH_CLOSE, np.ones((3 * len(reach), 3 * len(reach))))
    _, _, stats, _ = cv2.connectedComponentsWithStats(hidden, None, 8)
    height, width = level.shape
    found: list[Box] = []
    for x, y, w, h, area in stats[1:].tolist():
        if w >= _LEAST[0] * dpi and h >= _LEAST[1] * dpi and area >= _FULL * w * h:
            found.append(
                (round(x / width, 4), round(y / height, 4),
                 round((x + w) / width, 4), round((y + h) / height, 4))
            )  # fmt: skip
    return tuple(sorted(found, key=lambda b: (b[1], b[0]))[:_MOST])


def _has_dark_places(paper: Any) -> bool:
    """A quick look that nearly every page passes: nothing as wide as a blot is darker than type
    makes it. What ``_level`` finds dark is darker than this, too."""
    import cv2
    import numpy as np

    few = np.ascontiguousarray(paper[::3, ::3, 0])
    scale = _QUICK / max(few.shape)
    light = cv2.resize(few, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    near = cv2.blur(light, _QUICK_BOX)  # over two lines of type: no bold line is so dark
    return bool(near.min() < _DARK * float(np.percentile(light, 75)) * 1.05)


def _level(view: Any, dpi: float) -> Any:
    """How light the paper is all around each pixel, 1 where it is bare. Red ink is let pass: a
    seal hides little."""
    import cv2
    import numpy as np

    light = view[..., 0].astype(np.float32)
    size = max(3, round(0.16 * dpi) | 1)
    near = cv2.blur(light, (size, size))
    # a sheet may be darker at one end: what is bare is told from its own surroundings
    coarse = max(3, round(2.5 * dpi) | 1)
    small = cv2.resize(light, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    bare = cv2.dilate(small, np.ones((5, 5), np.uint8))
    bare = cv2.blur(bare, (max(3, coarse // 4), max(3, coarse // 4)))
    usual = float(np.percentile(light[::2, ::2], 75))
    paper = cv2.resize(bare, (light.shape[1], light.shape[0]))
    return near / np.clip(paper, 0.75 * usual, usual)


def _is_solid(level: Any, box: Box) -> bool:
    """Whether what covers the page there is a blot: a seal is rings and letters, mostly bare."""
    height, width = level.shape
    x0, y0, x1, y1 = box
    part = level[int(y0 * height) : int(y1 * height) + 1, int(x0 * width) : int(x1 * width) + 1]
    return bool(part.size) and float((part < _BLACK).mean()) > _SOLID


def _free(
    words: Sequence[Token], image: PageImage, scale: float, shape: tuple[int, int],
    covered: Sequence[Box],
) -> Any:  # fmt: skip
    """Bool array: within the text's outline, beside every word and everything covered."""
    import numpy as np

    dpi = image.dpi * scale
    boxes = [tuple(v * scale for v in t.box) for t in words]
    edges = [sorted(b[n] for b in boxes) for n in range(4)]
    few = len(boxes) // 50  # a word or two may be dust in the margin
    left, top, right, bottom = (
        edges[0][few], edges[1][0], edges[2][-1 - few], edges[3][-1],
    )  # fmt: skip
    free = np.zeros(shape, bool)
    free[int(top) : int(bottom) + 1, int(left) : int(right) + 1] = True
    across, down = _NEAR[0] * dpi, _NEAR[1] * dpi
    for x0, y0, x1, y1 in boxes:
        if y1 - y0 < 0.5 * dpi:
            _wipe(free, x0 - across, y0 - down, x1 + across, y1 + down)
    height, width = shape
    for x0, y0, x1, y1 in covered:
        _wipe(free, x0 * width, y0 * height, x1 * width, y1 * height)
    return free


def _wipe(free: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    free[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1] = False
