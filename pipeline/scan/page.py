"""The order of the steps that make a ``PageImage``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.records import IDENTITY, Homography, PageImage, Source
from pipeline.scan import dust, light
from pipeline.scan.blank import is_blank
from pipeline.scan.colour import without_colour
from pipeline.scan.curl import bend_of, unbent
from pipeline.scan.frames import after_turn, chained, flattened, levelled, turned
from pipeline.scan.gutter import find_gutter
from pipeline.scan.ink import look
from pipeline.scan.pixels import Pixels, pixels
from pipeline.scan.shapes import without_blobs
from pipeline.scan.sheet import area_of, find_sheet, size_of
from pipeline.scan.upright import Judge, Stand, stand_of
from pipeline.settings import Settings

_STRAIGHT = 0.12  # degrees: a full line rises by a tenth of its height; not worth a resampling
_DUSTY = 0.5  # specks to a letter from which they are wiped off
_COARSE = 1.2  # times the working resolution from which shrinking rounds a bilevel page's steps
_SOFT = 0.7  # pixels: the blur after which Tesseract sees curves where a fax has stairs
_BENT = 0.03  # inches: a fifth of a line; Tesseract follows less by itself


def page_image(
    source: Source, number: int, settings: Settings, judge: Judge | None = None
) -> PageImage:
    """Page ``number`` (from 1) of a scan or picture, ready to be read.

    ``judge`` says how legible a grey uint8 array is (0 to 1); it is asked only where the page's
    own ink leaves in doubt which way is up. Raises ``TooLarge``, ``PageUnreadable``, ``TimedOut``.
    """
    import cv2

    cv2.setNumThreads(1)  # pages run side by side; threads within one only get in the way
    found = pixels(source, number, settings)
    target = max(settings.ocr_dpi, settings.picture_dpi)
    coarse = found.bilevel and found.dpi < _COARSE * settings.ocr_dpi
    paper, paper_dpi = _shrink(found.array, found.dpi, target)
    first = _flat(found, settings) or _laid(paper, paper_dpi, settings)
    grey, dpi, to_paper, steps = first.grey, first.dpi, first.to_paper, [found.how, *first.steps]
    grey = light.even_light(grey, dpi)
    grey, border = light.without_border(grey, dpi)
    if border:
        steps.append(f"border {border:.3f}")
    ink = look(grey, dpi)
    blank = is_blank(ink, grey)
    if found.typeset:  # born digital: level already
        stand = Stand(found.turn, 0.0, ("typeset", *([f"turn {found.turn}"] * bool(found.turn))))
    else:
        stand = stand_of(ink, grey, judge, blank=blank)
    steps += stand.steps
    grey, paper = turned(grey, stand.turn), turned(paper, stand.turn)
    to_paper = after_turn(to_paper, stand.turn)
    if abs(stand.skew) > _STRAIGHT:
        grey, back = levelled(grey, stand.skew, smooth=coarse)
        to_paper = chained(back, to_paper)
        steps.append(f"deskew {stand.skew:.2f}")
    if first.photo and (bend := bend_of(look(grey, dpi))) and bend.depth > _BENT:
        grey, back, off = unbent(grey, bend, dpi)
        to_paper = chained(back, to_paper)
        steps += [f"curl {25.4 * bend.depth:.1f}", f"boxes within {25.4 * off:.1f}"]
    gutter = None
    if grey.shape[1] > grey.shape[0] and (band := find_gutter(look(grey, dpi))):
        gutter = round((band[0] + band[1]) / 2, 4)
        _clear(grey, band)
        steps.append(f"two pages {gutter:.2f}")
    dark = dust.dark_of(grey)
    specks = dust.specks(dark)
    steps.append(f"specks {specks:.2f}")
    if dusty := specks > _DUSTY:
        grey = dust.without_specks(grey, dark, dpi)
    if coarse:
        soft = _SOFT * found.grain**0.5
        grey = cv2.GaussianBlur(grey, (0, 0), soft)
        steps.append(f"softened {soft:.1f}")
    else:
        grey = cv2.medianBlur(grey, 3)
    grey, blobs = without_blobs(grey, dust.dark_of(grey), dpi)
    if blobs:
        steps.append(f"blobs {blobs}")
    picture, _ = _shrink(paper, paper_dpi, settings.picture_dpi)
    return PageImage(
        number=number,
        paper=_rgb(picture),
        clean=grey,
        dpi=dpi,
        to_paper=to_paper,
        turned=stand.turn,
        blank=blank,
        steps=tuple(steps),
        rough=dusty and not coarse,
        gutter=gutter,
    )


@dataclass(frozen=True, slots=True)
class _First:
    """The sheet alone, grey, at working resolution, and its way back to the picture."""

    grey: Any
    dpi: float
    to_paper: Homography
    steps: tuple[str, ...]
    photo: bool = False


def _laid(paper: Any, dpi: float, settings: Settings) -> _First:
    """A scan: the sheet is the picture."""
    grey, steps = without_colour(paper, dpi)
    grey, dpi = _shrink(grey, dpi, settings.ocr_dpi)
    return _First(grey, dpi, IDENTITY, steps)


def _flat(found: Pixels, settings: Settings) -> _First | None:
    """A photograph: the sheet is found on its desk and seen from straight above."""
    if found.typeset or found.bilevel or (corners := find_sheet(found.array)) is None:
        return None
    size, dpi = size_of(corners, settings.ocr_dpi)
    grey, steps = without_colour(found.array, found.dpi)
    flat, back = flattened(grey, corners, size)
    steps = (f"sheet {area_of(corners, grey.shape):.2f}", *steps)
    return _First(flat, dpi, back, steps, photo=True)


def _clear(grey: Any, band: tuple[float, float]) -> None:
    """The fold's shadow goes: there is no print in the band."""
    width = grey.shape[1]
    inset = 0.1 * (band[1] - band[0])
    grey[:, round((band[0] + inset) * width) : round((band[1] - inset) * width)] = 255


def _shrink(array: Any, dpi: float, target: float) -> tuple[Any, float]:
    """By area, never enlarging: more pixels than the scanner saw only cost."""
    import cv2

    scale = target / dpi
    if scale > 0.95:
        return array, dpi
    return cv2.resize(array, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), float(target)


def _rgb(array: Any) -> Any:
    """Three channels; of a grey page three views of the same bytes, as there is nothing more."""
    import numpy as np

    return np.broadcast_to(array[..., None], (*array.shape, 3)) if array.ndim == 2 else array
