"""The pixels of one page as the scanner made them, from whatever the page is stored in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.errors import PageUnreadable, TooLarge
from pipeline.records import Source
from pipeline.scan import embedded, render
from pipeline.settings import Settings
from pipeline.sheets import BROKEN, open_picture, pages_of

A4_INCHES = (8.27, 11.69)
_SANE_SHORT_SIDE = (4.0, 12.5)  # inches: A6 to a little over A3; beyond, the stated size is wrong
_LEAST_DPI = 30  # a TIFF that knows no resolution says 1
_SQUARE = 0.02  # 204 by 196 dpi is off by 4 %
_FAX_LINE, _COARSE_ROWS = 1728, 1300  # ITU-T T.4: pixels of a line, and what A4 has at 98 dpi
_BETWEEN = 0.12  # share of greys in all ink from which a page is no longer black and white; a
# stamp of colour put over one that is leaves it so
_DEFAULT_DPI = (72, 96)  # what cameras and editors write when they do not know


@dataclass(frozen=True, slots=True)
class Pixels:
    """``array``: uint8, (h, w) grey or (h, w, 3) RGB, shown as the file says (/Rotate, EXIF).
    ``how``: where they came from, for the page's ``steps``. ``typeset``: born digital, so level
    already, and upright once it is turned clockwise by ``turn`` degrees. ``bilevel``: black and
    white alone, as fax machines send. ``grain``: how many rows or columns one that was scanned
    fills."""

    array: Any
    dpi: float
    how: str
    typeset: bool = False
    bilevel: bool = False
    grain: float = 1.0
    turn: int = 0


def pixels(source: Source, number: int, settings: Settings) -> Pixels:
    """Page ``number`` (from 1). Raises ``TooLarge``, ``PageUnreadable``, ``TimedOut``."""
    if source.kind == "image":
        return _frame(source, number, settings)
    if source.kind != "pdf":
        raise PageUnreadable(number, what=f"{source.kind} has no picture")
    enough = float(max(settings.ocr_dpi, settings.picture_dpi))
    found = embedded.extract(source.path, number, settings.max_pixels, enough)
    if found is not None:
        return _square(*found, "extract")
    array, dpi, typeset, turn = render.render(source.path, number, enough, settings)
    two = not typeset and is_bilevel(array)
    how = f"render {dpi:.0f} dpi"
    return Pixels(array, _believable(array, dpi), how, typeset, two, turn=turn)


def _frame(source: Source, number: int, settings: Settings) -> Pixels:
    from PIL import ImageOps

    try:
        with open_picture(source.path) as image:
            image.seek(pages_of(image)[number - 1])
            if image.width * image.height > settings.max_pixels:
                raise TooLarge(
                    number,
                    limit=f"{settings.max_pixels} px",
                    what=f"{image.width}×{image.height} px",
                )
            across, down = (float(v or 0) for v in image.info.get("dpi", (0, 0))[:2])
            if round(across) in _DEFAULT_DPI or across < _LEAST_DPI:
                across = down = 0.0
            upright = ImageOps.exif_transpose(image) or image
            if upright.width != image.width:
                across, down = down, across
            array = embedded.to_array(upright)
    except BROKEN as error:
        raise PageUnreadable(number, what=str(error)) from error
    if not across and array.shape[1] == _FAX_LINE and array.shape[0] < _COARSE_ROWS:
        across, down = 204.0, 98.0
    return _square(array, across, down, "image")


def _square(array: Any, across: float, down: float, how: str) -> Pixels:
    """Pixels as wide as they are tall: rows are added where a fax left them out."""
    two = is_bilevel(array)
    if across > 0 and down > 0 and abs(across / down - 1) > _SQUARE:
        import cv2

        size = (array.shape[1], round(array.shape[0] * across / down))
        if across < down:
            size = (round(array.shape[1] * down / across), array.shape[0])
        how += f" {across:.0f}×{down:.0f} dpi"
        grain = max(across / down, down / across)
        across = max(across, down)
        array = cv2.resize(array, size, interpolation=cv2.INTER_CUBIC)
        return Pixels(array, _believable(array, across), how, bilevel=two, grain=grain)
    dpi = _believable(array, across)
    return Pixels(array, dpi, f"{how} {across or dpi:.0f} dpi", bilevel=two)


def is_bilevel(array: Any) -> bool:
    """Whether what is not white is black, but for a few pixels."""
    import numpy as np

    few = array[::5, ::3] if array.ndim == 2 else array[::5, ::3, 1]
    black, grey = float(np.mean(few <= 2)), float(np.mean((few > 2) & (few < 253)))
    return grey < _BETWEEN * (black + grey)


def _believable(array: Any, dpi: float) -> float:
    """The stated resolution, or the one that makes the page as wide as A4: cameras write 72."""
    short = min(array.shape[:2])
    low, high = _SANE_SHORT_SIDE
    if dpi > 0 and low <= short / dpi <= high:
        return dpi
    return float(short / A4_INCHES[0])
