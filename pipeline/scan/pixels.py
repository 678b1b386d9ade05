"""The pixels of one page as the scanner made them, from whatever the page is stored in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.errors import PageUnreadable, TooLarge
from pipeline.records import Source
from pipeline.scan import embedded, render
from pipeline.settings import Settings

A4_INCHES = (8.27, 11.69)
_SANE_SHORT_SIDE = (4.0, 12.5)  # inches: A6 to a little over A3; beyond, the stated size is wrong
_DEFAULT_DPI = (72, 96)  # what cameras and editors write when they do not know


@dataclass(frozen=True, slots=True)
class Pixels:
    """``array``: uint8, (h, w) grey or (h, w, 3) RGB, shown as the file says (/Rotate, EXIF).
    ``how``: where they came from, for the page's ``steps``. ``typeset``: born digital, so upright
    and level already."""

    array: Any
    dpi: float
    how: str
    typeset: bool = False


def pixels(source: Source, number: int, settings: Settings) -> Pixels:
    """Page ``number`` (from 1). Raises ``TooLarge``, ``PageUnreadable``, ``TimedOut``."""
    if source.kind == "image":
        return _frame(source, number, settings)
    if source.kind != "pdf":
        raise PageUnreadable(number, what=f"{source.kind} has no picture")
    found = embedded.extract(source.path, number, settings.max_pixels)
    if found is not None:
        array, dpi = found
        return Pixels(array, _believable(array, dpi), f"extract {dpi:.0f} dpi")
    dpi = float(max(settings.ocr_dpi, settings.picture_dpi))
    array, dpi, typeset = render.render(source.path, number, dpi, settings)
    return Pixels(array, _believable(array, dpi), f"render {dpi:.0f} dpi", typeset)


def _frame(source: Source, number: int, settings: Settings) -> Pixels:
    from PIL import Image, ImageOps

    try:
        with Image.open(source.path) as image:
            image.seek(number - 1)
            if image.width * image.height > settings.max_pixels:
                raise TooLarge(
                    number,
                    limit=f"{settings.max_pixels} px",
                    what=f"{image.width}×{image.height} px",
                )
            dpi = float(image.info.get("dpi", (0, 0))[0] or 0)
            if round(dpi) in _DEFAULT_DPI:
                dpi = 0.0
            upright = ImageOps.exif_transpose(image) or image
            array = embedded.to_array(upright)
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        raise PageUnreadable(number, what=str(error)) from error
    believed = _believable(array, dpi)
    return Pixels(array, believed, f"image {believed:.0f} dpi")


def _believable(array: Any, dpi: float) -> float:
    """The stated resolution, or the one that makes the page as wide as A4: cameras write 72."""
    short = min(array.shape[:2])
    low, high = _SANE_SHORT_SIDE
    if dpi > 0 and low <= short / dpi <= high:
        return dpi
    return float(short / A4_INCHES[0])
