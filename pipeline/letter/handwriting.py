"""Finds the ink between two printed words of a page picture, and has it read.

The gap comes from printed anchors (``Số:`` to ``/``, ``ngày`` to ``tháng``). Written digits are
taller than print, run into it, and lie on dotted lines; so the search goes one line height above
and half a line below the gap, drops rules, dots and the neighbours' strokes, and cuts several
views of what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.letter.digits import Guess, Recogniser, recogniser, strip
from pipeline.letter.witness import DigitField, DigitReading
from pipeline.records import Box, Page, map_point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

ABOVE, BELOW, BESIDE = 1.0, 0.55, 1.3
"""How far around the gap we look, in line heights."""
LEAST, MOST = 26, 72
"""Pixels that a line height is brought to: small print is enlarged, large shrunk."""
VIEWS = (
    # pad above and below, beside (parts of the ink's height), shear, stretch
    (0.06, 0.10, 0.0, 1.0),
    (0.12, 0.20, 0.0, 1.0),
    (0.20, 0.30, 0.0, 1.1),
    (0.10, 0.15, 0.0, 1.25),
    (0.10, 0.15, 0.12, 1.0),
    (0.10, 0.15, -0.12, 1.0),
    (0.15, 0.15, 0.0, 0.9),
)


@dataclass(frozen=True, slots=True)
class Patch:
    """A straight cut-out: ``grey`` with red gone; the gap inside it, in its pixels; the line's
    height in pixels; ``corner`` and ``scale`` lead back to fractions of the straight page."""

    grey: Any
    gap: tuple[float, float, float, float]
    line: float
    corner: tuple[float, float] = (0.0, 0.0)
    scale: tuple[float, float] = (1.0, 1.0)
    blue: float = 0.0

    def to_page(self, box: tuple[int, int, int, int]) -> Box:
        (x, y), (sx, sy) = self.corner, self.scale
        return x + box[0] / sx, y + box[1] / sy, x + box[2] / sx, y + box[3] / sy


@dataclass(frozen=True, slots=True)
class Ink:
    """``box``: what is left when rules, dots and neighbours are gone, in pixels of the patch;
    None of a blank. ``cleaned``: the patch with only that ink."""

    box: tuple[int, int, int, int] | None
    cleaned: Any


def without_red(rgb: Any) -> Grey:
    """Dark where a pen or print is: the lowest channel, but the red one where the ink is red,
    which makes seals vanish and keeps black strokes under them."""
    import numpy as np

    image = rgb.astype(np.int16)
    red, low = image[..., 0], image.min(axis=-1)
    # Full weight from 60 levels of redness on; a soft step leaves no rim around the seal.
    redness = np.clip((red - image[..., 1:].max(axis=-1) - 20) / 40.0, 0, 1)
    return np.asarray(low + redness * (red - low), np.uint8)


def cut(rgb: Any, page: Page, box: Box) -> Patch:
    """The surroundings of ``box`` (straight frame), straightened, from the upright picture."""
    import cv2
    import numpy as np

    tall, wide = rgb.shape[:2]
    line = (box[3] - box[1]) * tall
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
    mode = (cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
    patch = cv2.warpPerspective(
        rgb, matrix, (width, height), flags=mode, borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )  # fmt: skip
    gap = ((box[0] - x0) * sx, (box[1] - y0) * sy, (box[2] - x0) * sx, (box[3] - y0) * sy)
    return Patch(without_red(patch), gap, unit, (x0, y0), (sx, sy), _blueness(patch, gap))


def _blueness(patch: Any, gap: tuple[float, float, float, float]) -> float:
    """Share of the gap's dark pixels that are clearly blue: print never is, pens often."""
    import numpy as np

    x0, y0, x1, y1 = (max(0, round(v)) for v in gap)
    part = patch[y0:y1, x0:x1].astype(np.int16)
    dark = part.min(axis=-1) < 150
    if not dark.any():
        return 0.0
    blue = (part[..., 2] - part[..., 0] > 30) & dark
    return float(blue.sum() / dark.sum())


def _mask(grey: Any) -> Any:
    """Where there is ink, 0 or 1: darker than a third of the way from paper to print."""
    import numpy as np

    paper, dark = np.percentile(grey, (75, 1.0))
    if paper - dark < 30:
        return np.zeros(grey.shape, np.uint8)
    return (grey < paper - 0.33 * (paper - dark)).astype(np.uint8)


def _without_rules(mask: Any, line: float) -> Any:
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


@dataclass(frozen=True, slots=True)
class _Blob:
    label: int
    x0: int
    y0: int
    x1: int
    y1: int
    area: int
    inside: float


def _blobs(labels: Any, stats: Any, gap: tuple[float, float, float, float]) -> Iterator[_Blob]:
    import numpy as np

    left, right = round(gap[0]), round(gap[2])
    inner = labels[:, max(0, left) : max(0, right)]
    counts = np.bincount(inner.ravel(), minlength=len(stats))
    for i in range(1, len(stats)):
        x, y, w, h, area = (int(v) for v in stats[i])
        yield _Blob(i, x, y, x + w, y + h, area, float(counts[i]) / max(1, area))


def find_ink(patch: Patch) -> Ink:
    """What was written (or printed) into the gap."""
    import cv2
    import numpy as np

    grey, line = patch.grey, patch.line
    x0, y0, x1, y1 = patch.gap
    mask = _without_rules(_mask(grey), line)
    # A stroke that runs into a printed neighbour is parted from it a little beyond the edge.
    for edge in (round(x0 - 0.12 * line), round(x1 + 0.12 * line)):
        if 0 <= edge < mask.shape[1]:
            mask[:, edge] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    del count
    blobs = list(_blobs(labels, stats, patch.gap))

    def on_line(b: _Blob) -> bool:
        """Not a part of the line above or below."""
        middle = (b.y0 + b.y1) / 2
        return y0 - 0.45 * line < middle < y1 + 0.3 * line and b.y1 > y0 + 0.25 * line

    tall = [
        b for b in blobs
        if b.inside >= 0.5 and on_line(b) and b.y1 - b.y0 >= 0.42 * line
        and b.area >= 0.012 * line * line
    ]  # fmt: skip
    if not tall:
        return Ink(None, np.full_like(grey, 255))
    kept = {b.label: b for b in tall}
    top, bottom = min(b.y0 for b in tall), max(b.y1 for b in tall)
    near = 0.18 * line
    for b in blobs:
        # Loose strokes: the bar of a 5 or a 7, a broken curve. Not the dots of a dotted line.
        size = max(b.x1 - b.x0, b.y1 - b.y0)
        if b.label in kept or b.inside < 0.5 or size < 0.14 * line:
            continue
        flat_foot = b.y0 > y1 - 0.12 * line and b.y1 - b.y0 < 0.12 * line
        touches = any(
            b.x0 < t.x1 + near and b.x1 > t.x0 - near and b.y0 < t.y1 + near and b.y1 > t.y0 - near
            for t in tall
        )
        if touches and not flat_foot and top - 0.4 * line < b.y0 and b.y1 < bottom + 0.2 * line:
            kept[b.label] = b
    box = (
        min(b.x0 for b in kept.values()), min(b.y0 for b in kept.values()),
        max(b.x1 for b in kept.values()), max(b.y1 for b in kept.values()),
    )  # fmt: skip
    ours = np.isin(labels, list(kept)).astype(np.uint8)
    others = ((mask > 0) & (ours == 0)).astype(np.uint8)
    # Paper over what is not ours, but not over the soft edges of what is.
    hide = cv2.dilate(others, np.ones((5, 5), np.uint8)) & (1 - cv2.dilate(ours, np.ones((3, 3))))
    ruled = (_mask(grey) > 0) & (mask == 0) & (ours == 0)
    cleaned = grey.copy()
    cleaned[(hide > 0) | ruled] = np.percentile(grey, 75)
    return Ink(box, cleaned)


def views(patch: Patch, ink: Ink) -> list[Any]:
    """Several cuts of the same ink, as the model takes them. Several, because a bad cut is what
    fools it: two models agree on a clipped 7, seven cuts seldom do."""
    import cv2
    import numpy as np

    if ink.box is None:
        return []
    x0, y0, x1, y1 = ink.box
    tall = y1 - y0
    out = []
    for up, side, shear, stretch in VIEWS:
        pad = round(0.6 * tall)
        room = cv2.copyMakeBorder(ink.cleaned, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
        if shear:
            matrix = np.array([[1, -shear, shear * (pad + (y0 + y1) / 2)], [0, 1, 0]], np.float32)
            room = cv2.warpAffine(
                room, matrix, (room.shape[1], room.shape[0]), borderMode=cv2.BORDER_REPLICATE
            )
        top, left = pad + y0 - round(up * tall), pad + x0 - round(side * tall)
        bottom, right = pad + y1 + round(up * tall), pad + x1 + round(side * tall)
        out.append(strip(room[max(0, top) : bottom, max(0, left) : right], stretch))
    return out


def read_patch(patch: Patch, what: DigitField, reader: Recogniser) -> tuple[Ink, Guess | None]:
    """The ink in the gap, and what it says; None of a blank."""
    ink = find_ink(patch)
    if ink.box is None:
        return ink, None
    return ink, reader.read(views(patch, ink), what)


@lru_cache(maxsize=4)
def _picture(path: Path, stamp: int) -> Any:
    """The picture as an RGB array. ``stamp`` is its time of change: never a stale picture."""
    import numpy as np
    from PIL import Image

    del stamp
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


@dataclass(frozen=True, slots=True)
class PictureDigitReader:
    """A ``DigitReader`` that looks into the page pictures of one letter's ``folder``.

    A string below ``doubt`` is withheld (``text`` None): the ink is there, the reading is not.
    """

    folder: Path
    doubt: float = 0.3
    model: Path | None = None

    def read(self, page: Page, box: Box, what: DigitField) -> DigitReading | None:
        """None where the page has no picture, or ``box`` is no area on it."""
        if page.picture is None:
            return None
        path = self.folder / page.picture
        if not path.is_file() or box[2] <= box[0] or box[3] <= box[1]:
            return None
        rgb = _picture(path, path.stat().st_mtime_ns)
        patch = cut(rgb, page, box)
        ink, guess = read_patch(patch, what, recogniser(self.model))
        if ink.box is None or guess is None:
            return DigitReading(None, 1.0, ink=False)
        text = guess.text if guess.confidence >= self.doubt else None
        hand = True if patch.blue > 0.3 else None
        return DigitReading(text, guess.confidence, True, hand, patch.to_page(ink.box))
