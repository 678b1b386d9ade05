"""The order of the steps that make a ``PageImage``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.records import IDENTITY, Homography, PageImage, Source
from pipeline.scan import clean
from pipeline.scan.ink import look
from pipeline.scan.pixels import pixels
from pipeline.scan.skew import skew
from pipeline.scan.upright import SURE, headroom, sideways
from pipeline.settings import Settings

_STRAIGHT = 0.12  # degrees: a full line rises by a tenth of its height; not worth a resampling
_ROUGH = 0.5  # specks to a letter from which the engine should threshold locally
_BLANK_INK = 0.0004  # share of a page: about ten letters
LEVEL_SURE = 1.6  # how many times sharper the better profile must be

Judge = Callable[[Any], float]


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
    steps = [found.how]
    paper, dpi = _shrink(found.array, found.dpi, max(settings.ocr_dpi, settings.picture_dpi))
    grey, red = clean.without_red(paper)
    ink = look(grey, dpi)
    turned, note = (0, ["typeset"]) if found.typeset else _upright(ink, grey, judge)
    steps += note
    if turned:
        paper, grey, ink = (_turn(array, turned) for array in (paper, grey, ink))
    if red > 1e-4:
        steps.append(f"red ink {red:.4f}")
    grey, dpi_clean = _shrink(grey, dpi, settings.ocr_dpi)
    grey = clean.even_light(grey, dpi_clean)
    grey, border = clean.without_border(grey, dpi_clean)
    if border:
        steps.append(f"border {border:.3f}")
    angle = 0.0 if found.typeset else skew(ink)[0]
    to_paper = IDENTITY
    if abs(angle) > _STRAIGHT:
        grey, to_paper = _level(grey, angle)
        steps.append(f"deskew {angle:.2f}")
    dust = clean.specks(grey)
    steps.append(f"specks {dust:.2f}")
    rough = dust > _ROUGH
    if rough:
        grey = clean.without_specks(grey, dpi_clean)
    grey = _median(grey)
    grey, blobs = clean.without_blobs(grey, dpi_clean)
    if blobs:
        steps.append(f"blobs {blobs}")
    blank = bool(ink.mean() < _BLANK_INK)
    picture, _ = _shrink(paper, dpi, settings.picture_dpi)
    return PageImage(
        number=number,
        paper=_rgb(picture),
        clean=grey,
        dpi=dpi_clean,
        to_paper=to_paper,
        turned=turned,
        blank=blank,
        steps=tuple(steps),
        rough=rough,
    )


def _shrink(array: Any, dpi: float, target: float) -> tuple[Any, float]:
    """By area, never enlarging: more pixels than the scanner saw only cost."""
    import cv2

    scale = target / dpi
    if scale > 0.95:
        return array, dpi
    return cv2.resize(array, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), float(target)


def _upright(ink: Any, grey: Any, judge: Judge | None) -> tuple[int, list[str]]:
    """Degrees (clockwise) that bring the page's head up, and the steps to tell."""
    import numpy as np

    side, times = sideways(ink)
    start = 90 if side else 0
    head = headroom(_levelled(np.rot90(ink, -1) if side else ink))
    best = start if head >= 0 else start + 180
    if abs(head) >= SURE and times >= LEVEL_SURE:
        return best, [f"turn {best} (head {head:.2f})"] if best else []
    if judge is None or ink.mean() < _BLANK_INK:
        return 0, [f"turn unsure (head {head:.2f}, lines {times:.1f})"]
    options = [best, (best + 180) % 360]
    if times < LEVEL_SURE:
        options += [(best + 90) % 360, (best + 270) % 360]
    scores = [judge(_turn(grey, option)) for option in options]
    best = options[scores.index(max(scores))]
    return best, [f"turn {best} (asked the engine)"]


def _turn(array: Any, degrees: int) -> Any:
    """Clockwise, by a multiple of 90."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(array, -degrees // 90))


def _levelled(ink: Any) -> Any:
    import cv2
    import numpy as np

    angle, _ = skew(ink)
    if abs(angle) <= _STRAIGHT:
        return ink
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level = cv2.warpAffine(ink.astype(np.uint8) * 255, matrix, (width, height))
    return level > 100


def _level(grey: Any, angle: float) -> tuple[Any, Homography]:
    """The page turned by ``angle`` about its middle, and the way back for fractions of it."""
    import cv2
    import numpy as np

    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,))
    back = np.vstack((cv2.invertAffineTransform(matrix), (0.0, 0.0, 1.0)))
    scale = np.diag((float(width), float(height), 1.0))
    flat = (np.linalg.inv(scale) @ back @ scale).ravel()
    h = tuple(round(float(v), 9) for v in flat)
    return level, h  # type: ignore[return-value]


def _median(grey: Any) -> Any:
    import cv2

    return cv2.medianBlur(grey, 3)


def _rgb(array: Any) -> Any:
    import numpy as np

    return np.repeat(array[..., None], 3, axis=2) if array.ndim == 2 else array
