"""Cut-outs of page pictures, small enough to carry a hundred letters in one page.

All that is to be shown of a page is gathered first and cut as few full-width strips: a strip
serves every box on it. Text is kept in four greys, which at 700 pixels reads better than lossy
coding at more than twice the size (35-45 kB against 75-110 kB a full page, on ten scans); strips
with colour (seals, pens) and smooth photographs lose a little. All are WebP: 13 % smaller than
PNG, 25 % smaller than JPEG of the same look.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Box = Sequence[float]
Range = tuple[float, float]
Spot = tuple[int | None, Box | None]
"""A page and a box on it."""

QUALITY = 40
MARGIN = 0.02
"""Of the page's height, above and below a box: a line and a half."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How finely a letter is cut: pixels across a page, greys, and of a long passage how much is
    shown, in fractions of the page's height (its words stand beside the picture in full)."""

    width: int
    greys: int
    tallest: float
    share: float
    """What it takes of the first grade's size, measured."""


GRADES = (
    Grade(700, 4, 0.10, 1.0),
    Grade(600, 4, 0.09, 0.8),
    Grade(560, 4, 0.07, 0.7),
    Grade(700, 2, 0.07, 0.51),
    Grade(600, 2, 0.05, 0.42),
)
MOST = 48_000
"""Characters that one letter's pictures should take; the last grade may take more."""
HELD = 40
"""Pages of a letter that are kept open between two grades, some 2 MB each."""
TALL = 0.35
"""Of a page's height: higher strips give up their colours, which would cost too much."""
COLOURFUL = 0.004
"""Share of clearly coloured pixels above which a strip keeps its colours."""
BUSY = 0.15
"""Bytes a pixel above which a strip holds no text but a photograph or noise: lossy is smaller."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A full-width band of a page from ``top`` to ``bottom`` in fractions of its height."""

    page: int
    top: float
    bottom: float
    width: int
    height: int
    uri: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a box lies: on which strip, and where there, in fractions of the strip. ``open``
    means that the box goes on below what is shown."""

    strip: int
    box: tuple[float, float, float, float]
    open: bool


class Cutouts:
    """The strips of one letter."""

    def __init__(self, strips: Sequence[Strip]) -> None:
        self.strips = tuple(strips)

    def find(self, page: int | None, box: Box | None) -> Cut | None:
        """The cut for a box, None where no strip shows its beginning."""
        if page is None or not box:
            return None
        x0, y0, x1, y1 = box
        for at, strip in enumerate(self.strips):
            if strip.page == page and strip.top <= y0 < strip.bottom:
                tall = strip.bottom - strip.top
                low = min(1.0, (y1 - strip.top) / tall)
                placed = (x0, (y0 - strip.top) / tall, x1, low)
                return Cut(at, placed, y1 > strip.bottom)
        return None


def plan(wanted: Iterable[Spot], tallest: float) -> dict[int, list[Range]]:
    """The bands to cut, page by page, top to bottom; bands that touch become one."""
    bands: dict[int, list[Range]] = {}
    for page, box in wanted:
        if page is not None and box:
            bottom = min(max(box[1], box[3]), box[1] + tallest)
            band = (max(0.0, box[1] - MARGIN), min(1.0, bottom + MARGIN))
            bands.setdefault(page, []).append(band)
    return {page: _merged(bands[page]) for page in sorted(bands)}


def _merged(bands: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for top, bottom in sorted(bands):
        if merged and top <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], bottom))
        else:
            merged.append((top, bottom))
    return merged


def cut(folder: Path, wanted: Iterable[Spot]) -> Cutouts:
    """The strips of the letter whose page pictures are ``folder/1.jpg``, ``2.jpg`` … A page
    whose picture is missing or broken gives none: the report then says that there is none."""
    spots = list(wanted)
    # Most letters are cut from pictures opened once; a long one must not be in memory whole.
    pages = lru_cache(HELD)(lambda number: _open(folder / f"{number}.jpg"))
    finest = GRADES[0]
    strips = _strips(pages, plan(spots, finest.tallest), finest)
    size = sum(len(strip.uri) for strip in strips)
    if size > MOST:
        grade = next((g for g in GRADES if g.share * size <= MOST), GRADES[-1])
        strips = _strips(pages, plan(spots, grade.tallest), grade)
    return Cutouts(strips)


def _open(path: Path) -> Image | None:
    from PIL import Image

    widest = max(grade.width for grade in GRADES)
    try:
        with Image.open(path) as image:
            image.draft("RGB", (widest, widest))  # lets the decoder shrink while it reads
            return _scaled(image.convert("RGB"), widest)
    except OSError:  # also what Pillow raises for a broken picture
        return None


def _scaled(image: Image, width: int) -> Image:
    """Bilinear takes half the time of Pillow's usual filter, and looks the same in four greys."""
    from PIL.Image import Resampling

    if width == image.width:
        return image
    size = (width, max(1, round(image.height * width / image.width)))
    return image.resize(size, Resampling.BILINEAR)


def _strips(
    pages: Callable[[int], Image | None], bands: Mapping[int, Iterable[Range]], grade: Grade
) -> list[Strip]:
    strips = []
    for number, ranges in bands.items():
        image = pages(number)
        if image is None:
            continue
        page = _scaled(image, grade.width)
        for top, bottom in ranges:
            first, last = int(top * page.height), int(bottom * page.height)
            first = min(first, page.height - 1)
            last = min(page.height, max(first + 1, last))
            band = page.crop((0, first, page.width, last))
            uri = _encode(band if bottom - top <= TALL else band.convert("L"), grade.greys)
            where = (number, first / page.height, last / page.height)
            strips.append(Strip(*where, page.width, last - first, uri))
    return strips


def _encode(band: Image, greys: int) -> str:
    """A data URI: exact in a few greys for text, lossy for colours. Same pixels, same bytes."""
    data = io.BytesIO()
    coloured = band.mode == "RGB" and _is_colourful(band)
    if not coloured:
        text = _in_greys(band.convert("L"), greys).convert("RGB")
        text.save(data, "WEBP", lossless=True, quality=50, method=2)
    if coloured or data.tell() > BUSY * band.width * band.height:
        data = io.BytesIO()
        shown = band if coloured else band.convert("L").convert("RGB")
        shown.save(data, "WEBP", quality=QUALITY, method=4)
    return f"data:image/webp;base64,{b64encode(data.getvalue()).decode()}"


def _is_colourful(band: Image) -> bool:
    """Whether channels differ clearly in more than a speck: a seal, a stamp, a blue pen."""
    from PIL import ImageChops

    red, green, blue = band.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    spread = ImageChops.subtract(most, least).histogram()
    return sum(spread[64:]) > COLOURFUL * band.width * band.height


def _in_greys(grey: Image, greys: int) -> Image:
    """A few greys between the ink's tone and the paper's."""
    from PIL import Image, ImageOps

    levels = ImageOps.autocontrast(grey, cutoff=(2, 55)) if _has_ink(grey) else grey
    indexed = levels.point([round(tone / 255 * (greys - 1)) for tone in range(256)])
    palette = Image.frombytes("P", indexed.size, indexed.tobytes())
    palette.putpalette([tone * 255 // (greys - 1) for tone in range(greys) for _ in range(3)])
    return palette


def _has_ink(grey: Image) -> bool:
    """Stretching the tones of an empty strip would only show its dust."""
    tones = [tone for tone, count in enumerate(grey.histogram()) if count]
    return tones[-1] - tones[0] > 90
