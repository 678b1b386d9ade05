"""A straight cut-out of a page picture around a gap, and the ink in it as a mask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.letter.digit_gaps import Gap
from pipeline.records import Box, Page, map_point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

Quad = tuple[float, float, float, float]

ABOVE, BELOW, BESIDE = 1.4, 0.7, 2.2
"""How far around the gap we look, in line heights."""
LEAST, MOST = 26, 72
"""Pixels that a line height is brought to: small print is enlarged, large shrunk."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A straight cut-out: ``grey`` with red gone; the gap inside it, in its pixels; the line's
    height in pixels; ``corner`` and ``scale`` lead back to fractions of the straight page."""

    grey: Any
    gap: Quad
    line: float
    open_left: bool = False
    open_right: bool = False
    corner: tuple[float, float] = (0.0, 0.0)
    scale: tuple[float, float] = (1.0, 1.0)
    blue: float = 0.0

    def to_page(self, box: tuple[int, int, int, int]) -> Box:
        (x, y), (sx, sy) = self.corner, self.scale
        return x + box[0] / sx, y + box[1] / sy, x + box[2] / sx, y + box[3] / sy


def without_red(rgb: Any) -> Grey:
    """Dark where a pen or print is: the lowest channel, but the red one where the ink is red,
    which makes seals vanish and keeps black strokes under them."""
    import numpy as np

    image = rgb.astype(np.int16)
    red, low = image[..., 0], image.min(axis=-1)
    # Full weight from 60 levels of redness on; a soft step leaves no rim around the seal.
    redness = np.clip((red - image[..., 1:].max(axis=-1) - 20) / 40.0, 0, 1)
    return np.asarray(low + redness * (red - low), np.uint8)


def cut(rgb: Any, page: Page, gap: Gap) -> Patch:
    """The surroundings of ``gap``, straightened, from the upright picture of ``page``."""
    import cv2
    import numpy as np

    box = gap.box
    line = (box[3] - box[1]) * rgb.shape[0]
    if line > 1.3 * MOST:  # warping does not average: large pictures are shrunk before it
        by = MOST / line
        rgb, line = cv2.resize(rgb, None, fx=by, fy=by, interpolation=cv2.INTER_AREA), MOST
    tall, wide = rgb.shape[:2]
    zoom = min(MOST, max(LEAST, line)) / line
    sx, sy = wide * zoom, tall * zoom  # pixels of the patch for the whole page
    unit = (box[3] - box[1]) * sy
    x0, x1 = box[0] - BESIDE * unit / sx, box[2] + BESIDE * unit / sx
    y0, y1 = box[1] - ABOVE * unit / sy, box[3] + BELOW * unit / sy
    width, height = max(8, round((x1 - x0) * sx)), max(8, round((y1 - y0) * sy))
    corners = [map_point(page.to_paper, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    paper = np.array([(x * wide, y * tall) for x, y in corners], np.float32)
    ours = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(ours, paper)
    patch = cv2.warpPerspective(
        rgb, matrix, (width, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT, borderValue=(255, 255, 255),
    )  # fmt: skip
    inside = ((box[0] - x0) * sx, (box[1] - y0) * sy, (box[2] - x0) * sx, (box[3] - y0) * sy)
    return Patch(
        without_red(patch), inside, unit, gap.open_left, gap.open_right, (x0, y0), (sx, sy),
        _blueness(patch, inside),
    )  # fmt: skip


def _blueness(patch: Any, gap: Quad) -> float:
    """Share of the gap's dark pixels that are clearly blue: print never is, pens often."""
    import numpy as np

    x0, y0, x1, y1 = (max(0, round(v)) for v in gap)
    part = patch[y0:y1, x0:x1].astype(np.int16)
    dark = part.min(axis=-1) < 150
    if not dark.any():
        return 0.0
    blue = (part[..., 2] - part[..., 0] > 30) & dark
    return float(blue.sum() / dark.sum())


def ink_mask(grey: Any, least: float = 0.33) -> Any:
    """Where there is ink, 0 or 1: darker than ``least`` of the way from paper to print."""
    import numpy as np

    paper, dark = np.percentile(grey, (75, 1.0))
    if paper - dark < 30:
        return np.zeros(grey.shape, np.uint8)
    return (grey < paper - least * (paper - dark)).astype(np.uint8)


def shaded(patch: Patch) -> float:
    """The share of the gap that is darker than paper when strokes are blurred away: a smear or a
    thumb leaves no edge that counts as ink. 0 of a gap too narrow to tell."""
    import cv2
    import numpy as np

    x0, y0, x1, y1 = patch.gap
    line = patch.line
    if x1 - x0 < 0.9 * line:
        return 0.0
    paper, dark = np.percentile(patch.grey, (75, 1.0))
    soft = cv2.GaussianBlur(patch.grey, (0, 0), 0.12 * line)
    top, bottom = max(0, round(y0 - 0.35 * line)), round(y1 - 0.3 * line)  # over the dotted line
    part = soft[top:bottom, round(x0 + 0.25 * line) : round(x1 - 0.25 * line)]
    return float((part < paper - 0.12 * (paper - dark)).mean()) if part.size else 0.0


def without_rules(mask: Any, line: float) -> Any:
    """``mask`` without long thin runs: printed rules, the edges of stamps, scanner streaks."""
    import cv2
    import numpy as np

    out = mask.copy()
    for size in ((max(3, round(1.9 * line)), 1), (1, max(3, round(1.9 * line)))):
        runs = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((size[1], size[0]), np.uint8))
        if not runs.any():
            continue
        # A rule is thin. What is thick and long is a blot, and stays for the reader to refuse.
        thick = np.ones((round(0.22 * line), 1) if size[1] == 1 else (1, round(0.22 * line)))
        blots = cv2.morphologyEx(runs, cv2.MORPH_OPEN, thick.astype(np.uint8))
        rules = cv2.dilate(runs - blots, np.ones((3, 3), np.uint8)) & mask
        # Where a stroke crosses the rule, ink goes on at both sides of it: leave it whole.
        across = np.ones((5, 1) if size[1] == 1 else (1, 5), np.uint8)
        rest = out & ~rules
        out = rest | (cv2.dilate(rest, across) & rules & cv2.dilate(rest, across))
    return out
