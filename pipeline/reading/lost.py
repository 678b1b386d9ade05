"""Where print is hidden: a blot, a stain, a torn part, type too faint to be read.

Cleaning whitens what is dark and large, and an engine says nothing of what it can't see: the page
would look as if nothing had stood there. So the paper itself is asked, between the words that
were read. What is much darker than paper there, over two lines or more, is lost text; so is ink
without an edge, however faint and narrow: type and pens have edges, while water, a blot or a tear
leave a grey that is as smooth as a shadow.
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
_SOFT_VIEW = 100.0  # dots an inch: enough to see whether ink has edges
_GREY, _EDGE = 0.085, 0.25  # ink over a tenth of an inch; its edges, as a share of it
_EDGE_REACH = 0.02  # inches: strokes are thinner, what water leaves of them is not
_MOSTLY = 0.7  # share of a place's ink that has no edges
_SOFT_LEAST = (0.9, 0.09)  # inches: four words of one line, of which half is between word boxes
_SOFT_NEAR = (0.12, 0.06)  # inches around a word that it vouches for
_PAGE = (0.06, 0.94)  # where text may stand, in fractions of the height: beyond are shadows
_SHADE = 0.5  # share of the grey that also lies behind words that were read: a shaded cell

_Part = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""
_Corners = tuple[float, float, float, float]


def lost_boxes(image: PageImage, words: Sequence[Token], covered: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes (fractions of the straight frame) where text should stand and can't be seen, from
    top to bottom. ``covered``: where seals and stamps are known to lie."""
    if image.blank or len(words) < _FEWEST:
        return ()
    found = _dark_boxes(image, words, covered)
    for box in _soft_boxes(image, words, covered):
        if not any(_overlap(box, other) for other in found):
            found.append(box)
    return tuple(sorted(found, key=lambda b: (b[1], b[0]))[:_MOST])


def _dark_boxes(image: PageImage, words: Sequence[Token], covered: Sequence[Box]) -> list[Box]:
    """Where the paper is dark over two lines of type or more."""
    import cv2
    import numpy as np

    scale = min(1.0, _VIEW / image.dpi)
    if not _has_dark_places(image.paper):
        return []
    view = straight(image, (0.0, 0.0, 1.0, 1.0), scale)
    dpi = image.dpi * scale
    level = _level(view, dpi)
    seals = [box for box in covered if not _is_solid(level, box)]
    boxes = [_scaled(t.box, scale) for t in words]
    free = _beside(boxes, seals, level.shape, dpi, _NEAR)
    hidden = ((level < _DARK) & free).astype(np.uint8)
    reach = np.ones((max(1, round(0.1 * dpi)), max(1, round(0.1 * dpi))), np.uint8)
    hidden = cv2.morphologyEx(hidden, cv2.MORPH_OPEN, reach)
    hidden = cv2.morphologyEx(hidden, cv2.MORPH_CLOSE, np.ones((3 * len(reach), 3 * len(reach))))
    return [_fractions(part, level.shape) for part in _parts(hidden, _LEAST, dpi)]


def _soft_boxes(image: PageImage, words: Sequence[Token], covered: Sequence[Box]) -> list[Box]:
    """Where there is ink without edges between the words: washed out, blotted, torn away."""
    import cv2
    import numpy as np

    scale = min(1.0, _SOFT_VIEW / image.dpi)
    dpi = image.dpi * scale
    light = straight(image, (0.0, 0.0, 1.0, 1.0), scale)[..., 0].astype(np.float32)
    ink = 1.0 - light / _bare(light, dpi, 8)
    size = max(3, round(0.1 * dpi) | 1)
    near = cv2.blur(ink, (size, size))
    edges = cv2.blur(np.abs(ink - cv2.GaussianBlur(ink, (0, 0), _EDGE_REACH * dpi)), (size, size))
    boxes = [_scaled(t.box, scale) for t in words]
    free = _beside(boxes, covered, light.shape, dpi, _SOFT_NEAR, _PAGE)
    inked = (near > _GREY) & free
    smooth = inked & (edges < _EDGE * near)
    soft = cv2.morphologyEx(smooth.astype(np.uint8), cv2.MORPH_OPEN, _square(0.05 * dpi, 0.1 * dpi))
    soft = cv2.morphologyEx(soft, cv2.MORPH_CLOSE, _square(0.1 * dpi, 0.25 * dpi))
    return [
        _fractions(part, light.shape)
        for part in _parts(soft, _SOFT_LEAST, dpi)
        if _is_smooth(part, inked, smooth) and not _is_shade(part, ink, near, soft, boxes)
    ]


def _is_smooth(part: _Part, inked: Any, smooth: Any) -> bool:
    """Whether nearly all ink of a place has no edges: in a square code a part of it has none."""
    x, y, w, h = part
    here = slice(y, y + h), slice(x, x + w)
    return bool(smooth[here].sum() >= _MOSTLY * inked[here].sum())


def _is_shade(part: _Part, ink: Any, near: Any, soft: Any, boxes: Sequence[_Corners]) -> bool:
    """Whether a grey place is the shade of a table's cell: words on it were read."""
    import numpy as np

    x, y, w, h = part
    inside = soft[y : y + h, x : x + w] > 0
    grey = float(np.median(near[y : y + h, x : x + w][inside]))
    behind = [
        float(np.percentile(ink[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1], 20))
        for x0, y0, x1, y1 in boxes
        if x <= (x0 + x1) / 2 <= x + w and y <= (y0 + y1) / 2 <= y + h
    ]
    return bool(behind) and float(np.median(behind)) > _SHADE * grey


def _parts(mask: Any, least: tuple[float, float], dpi: float) -> list[_Part]:
    """What is large and full enough."""
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, None, 8)
    return [
        (x, y, w, h)
        for x, y, w, h, area in stats[1:].tolist()
        if w >= least[0] * dpi and h >= least[1] * dpi and area >= _FULL * w * h
    ]


def _fractions(part: _Part, shape: tuple[int, ...]) -> Box:
    x, y, w, h = part
    height, width = shape[:2]
    return (round(x / width, 4), round(y / height, 4),
            round((x + w) / width, 4), round((y + h) / height, 4))  # fmt: skip


def _overlap(one: Box, other: Box) -> bool:
    return (
        min(one[2], other[2]) > max(one[0], other[0])
        and min(one[3], other[3]) > max(one[1], other[1])
    )  # fmt: skip


def _scaled(box: Sequence[float], scale: float) -> _Corners:
    x0, y0, x1, y1 = box
    return x0 * scale, y0 * scale, x1 * scale, y1 * scale


def _square(down: float, across: float) -> Any:
    import numpy as np

    return np.ones((max(1, round(down)), max(1, round(across))), np.uint8)


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
    return near / _bare(light, dpi, 4)


def _bare(light: Any, dpi: float, shrink: int) -> Any:
    """How light the paper would be without ink. A sheet may be darker at one end: what is bare
    is told from its own surroundings."""
    import cv2
    import numpy as np

    coarse = max(3, round(2.5 * dpi) | 1)
    small = cv2.resize(light, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
    bare = cv2.dilate(small, np.ones((5, 5), np.uint8))
    bare = cv2.blur(bare, (max(3, coarse // shrink), max(3, coarse // shrink)))
    usual = float(np.percentile(light[::2, ::2], 75))
    paper = cv2.resize(bare, (light.shape[1], light.shape[0]))
    return np.clip(paper, 0.75 * usual, usual)


def _is_solid(level: Any, box: Box) -> bool:
    """Whether what covers the page there is a blot: a seal is rings and letters, mostly bare."""
    height, width = level.shape
    x0, y0, x1, y1 = box
    part = level[int(y0 * height) : int(y1 * height) + 1, int(x0 * width) : int(x1 * width) + 1]
    return bool(part.size) and float((part < _BLACK).mean()) > _SOLID


def _beside(
    boxes: Sequence[_Corners],
    covered: Sequence[Box],
    shape: tuple[int, ...],
    dpi: float,
    near: tuple[float, float],
    page: tuple[float, float] | None = None,
) -> Any:
    """Bool array: within the text's outline, beside every word and everything covered. ``page``:
    how far down and up the column goes on where no word was read."""
    import numpy as np

    height, width = shape[:2]
    edges = [sorted(b[n] for b in boxes) for n in range(4)]
    few = len(boxes) // 50  # a word or two may be dust in the margin
    left, top, right, bottom = (
        edges[0][few], edges[1][0], edges[2][-1 - few], edges[3][-1],
    )  # fmt: skip
    if page is not None:
        top, bottom = min(top, page[0] * height), max(bottom, page[1] * height)
    free = np.zeros((height, width), bool)
    free[int(top) : int(bottom) + 1, int(left) : int(right) + 1] = True
    across, down = near[0] * dpi, near[1] * dpi
    for x0, y0, x1, y1 in boxes:
        if y1 - y0 < 0.5 * dpi:
            _wipe(free, x0 - across, y0 - down, x1 + across, y1 + down)
    for x0, y0, x1, y1 in covered:
        _wipe(free, x0 * width, y0 * height, x1 * width, y1 * height)
    return free


def _wipe(free: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    free[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1] = False
