"""Grey paper without seals, shadows, stains and specks: what an OCR engine likes to see.

Each function takes and gives a uint8 array and is pure. The order and the amounts were measured
on rendered and real scans; CLAHE and adaptive means were disasters and are not here.
"""

from __future__ import annotations

from typing import Any

_RED = 28  # of 255: red above the other channels from which ink is a seal's, not a letter's
_DARK_RED = 0.45  # share of the paper's brightness under which red ink lies over black type
_BORDER_DARK = 0.55  # of the paper's brightness: shadows of a lid or a book's fold
_INKED = 170  # of 255: darker than this is ink of some kind
_BLACKER = 45  # of 255: how much paler than most type ink must be to be called paler
_SPECK_AREA = 4  # pixels: what counts as dust when its amount is measured
_DUST_AREA = 8  # pixels at 200 dpi, what is wiped off a rough page; 10 already eats full stops


def without_red(paper: Any) -> tuple[Any, float]:
    """(grey page in which red ink has vanished, share of the page that was red)."""
    import cv2
    import numpy as np

    if paper.ndim == 2:
        return paper, 0.0
    red, green, blue = cv2.split(paper)
    excess = cv2.subtract(red, cv2.max(green, blue))
    bright = float(np.percentile(red[::8, ::8], 90))
    mask = (excess > _RED) & (red > bright * _DARK_RED)
    share = float(mask.mean())
    grey = red.copy()
    if share > 1e-4:
        grey[mask] = np.uint8(bright)
    return grey, share


def even_light(grey: Any, dpi: float) -> Any:
    """The page divided by its background, so that paper is white everywhere."""
    import cv2
    import numpy as np

    scale = 25.0 / dpi  # letters vanish from a 25 dpi view when the brightest neighbour counts
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    light = cv2.dilate(small, np.ones((5, 5), np.uint8))
    light = cv2.GaussianBlur(cv2.medianBlur(light, 7), (0, 0), 3)
    back = cv2.resize(light, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, cv2.max(back, 40), scale=250)


def without_border(grey: Any, dpi: float) -> tuple[Any, float]:
    """(page whose dark areas along the edges are white, share of the page whitened)."""
    import cv2
    import numpy as np

    scale = 50.0 / dpi
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
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


def specks(grey: Any) -> float:
    """Dust: how many specks there are to each component of the size of a letter or mark."""
    import cv2
    import numpy as np

    _, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), None, 8)
    area = stats[1:, cv2.CC_STAT_AREA]
    tall = stats[1:, cv2.CC_STAT_HEIGHT]
    letters = int(((area > 12) & (tall < 100)).sum())
    return float((area <= _SPECK_AREA).sum()) / max(1, letters)


def without_specks(grey: Any, dpi: float) -> Any:
    """The page without marks too small for a full stop: the dust of a bilevel scan."""
    import cv2
    import numpy as np

    _, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), None, 8)
    small = stats[:, cv2.CC_STAT_AREA] <= _DUST_AREA * (dpi / 200) ** 2
    small[0] = False
    grown = cv2.dilate(small[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    out = grey.copy()
    out[grown > 0] = 255
    return out


def without_blobs(grey: Any, dpi: float) -> tuple[Any, int]:
    """(page without large dark shapes: seals in grey scans, stamps, signatures; how many).

    Type under them stays where it is blacker than they are, or clear of a seal's ring. Ruled
    frames stay: the engine knows tables, and letters touch them.
    """
    import cv2
    import numpy as np

    _, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), None, 8)
    large = (stats[:, 2] > 0.45 * dpi) & (stats[:, 3] > 0.45 * dpi)
    large[0] = False
    if not large.any():
        return grey, 0
    inks = grey[dark > 0]
    black = float(np.percentile(inks, 25)) + _BLACKER
    out = grey.copy()
    found = 0
    for index in np.flatnonzero(large):
        x, y, w, h, area = (int(v) for v in stats[index])
        mask = labels[y : y + h, x : x + w] == index
        part = out[y : y + h, x : x + w]
        if _ruled(mask, area, dpi) and not _is_pale_stamp(part, mask, black, dpi):
            continue
        found += 1
        if float(np.percentile(part[mask], 60)) > black:
            part[part > black] = 255  # paler than type: its whole box can be cleared of it
            continue
        wipe = _without_letters(mask, dpi)
        part[cv2.dilate(wipe.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return out, found


def _is_pale_stamp(part: Any, mask: Any, black: float, dpi: float) -> bool:
    """A box of a stamp's size, its frame and most of what it holds paler than type: an incoming
    stamp of a grey scan, often over the title."""
    import numpy as np

    height, width = mask.shape
    if width > 3.2 * dpi or height > 1.6 * dpi or float(np.percentile(part[mask], 60)) <= black:
        return False
    inked = part < _INKED
    return float((part <= black).sum()) < 0.5 * float(inked.sum())


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
