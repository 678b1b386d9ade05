"""Cut-outs of page pictures, small enough to carry a hundred letters in one page.

All that is to be shown of a page is gathered first and cut as few full-width strips: a strip
serves every box on it. Text is kept in four greys, which at 700 pixels reads better than JPEG
at more than twice the size (35-45 kB against 75-110 kB a full page, on ten scans); strips with
colour (seals, pens) and smooth photographs are JPEG.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

Box = Sequence[float]
Range = tuple[float, float]

WIDTH = 700
QUALITY = 45
GREYS = 4
MARGIN = 0.02
"""Of the page's height, above and below a box: about a line and a half."""
TALLEST = 0.10
"""Of a box: of a longer passage the beginning is shown; its words stand beside in full."""
BUDGETS = ((WIDTH, 70_000), (600, 70_000), (500, 0))
"""Widths to try until a letter's pictures take fewer bytes; 0 takes all."""
COLOURFUL = 0.004
"""Share of clearly coloured pixels above which a strip keeps its colours."""


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


def plan(wanted: Iterable[tuple[int | None, Box | None]]) -> dict[int, list[Range]]:
    """The bands to cut, page by page, top to bottom; bands that touch become one."""
    bands: dict[int, list[Range]] = {}
    for page, box in wanted:
        if page is not None and box:
            bottom = min(box[3], box[1] + TALLEST)
            band = (max(0.0, box[1] - MARGIN), min(1.0, max(bottom, box[1]) + MARGIN))
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


def cut(folder: Path, wanted: Iterable[tuple[int | None, Box | None]]) -> Cutouts:
    """The strips of the letter whose page pictures are ``folder/1.jpg``, ``2.jpg`` … A page
    whose picture is missing or broken gives none: the report then says that there is none."""
    bands = plan(wanted)
    pages = {page: opened for page in bands if (opened := _open(folder / f"{page}.jpg"))}
    strips: list[Strip] = []
    for width, most in BUDGETS:
        strips = _strips(pages, bands, width)
        if not most or sum(len(s.uri) for s in strips) <= most:
            break
    return Cutouts(strips)


def _open(path: Path) -> Image | None:
    from PIL import Image

    try:
        with Image.open(path) as image:
            image.draft("RGB", (WIDTH, WIDTH))  # lets the decoder shrink while it reads
            colour = image.convert("RGB")
    except OSError:  # also what Pillow raises for a broken picture
        return None
    height = max(1, round(colour.height * WIDTH / colour.width))
    return colour.resize((WIDTH, height), Image.Resampling.LANCZOS)


def _strips(
    pages: Mapping[int, Image], bands: Mapping[int, Iterable[Range]], width: int
) -> list[Strip]:
    strips = []
    for number, image in pages.items():
        page = image
        if width != image.width:
            page = image.resize((width, max(1, round(image.height * width / image.width))))
        for top, bottom in bands[number]:
            first, last = int(top * page.height), int(bottom * page.height)
            last = min(page.height, max(first + 1, last))
            uri = _encode(page.crop((0, first, width, last)))
            where = (number, first / page.height, last / page.height)
            strips.append(Strip(*where, width, last - first, uri))
    return strips


def _encode(band: Image) -> str:
    """A data URI. Same pixels, same bytes."""
    grey = band.convert("L")
    coloured = _is_colourful(band)
    jpeg = io.BytesIO()
    (band if coloured else grey).save(jpeg, "JPEG", quality=QUALITY, optimize=True)
    png = io.BytesIO()
    if not coloured:
        _greys(grey).save(png, "PNG", optimize=True, bits=2)
    if coloured or jpeg.tell() <= png.tell():
        return f"data:image/jpeg;base64,{b64encode(jpeg.getvalue()).decode()}"
    return f"data:image/png;base64,{b64encode(png.getvalue()).decode()}"


def _is_colourful(band: Image) -> bool:
    """Whether channels differ clearly in more than a speck: a seal, a stamp, a blue pen."""
    from PIL import ImageChops

    red, green, blue = band.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    spread = ImageChops.subtract(most, least).histogram()
    return sum(spread[64:]) > COLOURFUL * band.width * band.height


def _greys(grey: Image) -> Any:
    """Four greys between the ink's and the paper's tone."""
    from PIL import Image, ImageOps

    levels = ImageOps.autocontrast(grey, cutoff=(2, 55)) if _has_ink(grey) else grey
    indexed = levels.point([min(GREYS - 1, round(v / 255 * (GREYS - 1))) for v in range(256)])
    palette = Image.frombytes("P", indexed.size, indexed.tobytes())
    palette.putpalette([tone * 85 for tone in range(GREYS) for _ in range(3)])
    return palette


def _has_ink(grey: Image) -> bool:
    """Stretching the tones of an empty strip would only show its dust."""
    tones = [tone for tone, count in enumerate(grey.histogram()) if count]
    return tones[-1] - tones[0] > 90
