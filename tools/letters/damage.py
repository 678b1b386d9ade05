"""What paper, glass and machines do to a page. All pictures are uint8 RGB or grey arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator

from tools.letters.chance import dice
from tools.letters.letter import Letter
from tools.letters.photo import WIDTH
from tools.letters.sheet import PAGE_HEIGHT, PAGE_WIDTH, Rect

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Grade:
    """How a scanner treats a letter. ``mode``: ``grey16`` (16 levels), ``colour``, ``grey``,
    ``bilevel``. ``skew`` in degrees; ``blur`` and ``noise`` are sigmas in pixels and levels;
    ``fade`` is the level of the blackest ink; ``light`` the share of light lost at the dark side;
    ``bleed`` how strongly the next page shows through; ``shadow`` a dark border; ``tall_dpi``: the
    resolution down the page where a fax machine steps the paper by more than it scans across."""

    dpi: int
    mode: str
    quality: int = 0
    skew: Range = (0.0, 0.0)
    tone: Range = (255, 255)
    light: Range = (0.0, 0.0)
    fade: Range = (0, 0)
    blur: Range = (0.0, 0.0)
    noise: Range = (0.0, 0.0)
    dust: Range = (0, 0)
    bleed: Range = (0.0, 0.0)
    shadow: bool = False
    tall_dpi: int = 0


_OFFICE = Grade(
    dpi=200,
    mode="colour",
    quality=62,
    skew=(0.2, 1.5),
    tone=(238, 251),
    light=(0.01, 0.05),
    fade=(20, 50),
    blur=(0.3, 0.6),
    noise=(1.0, 2.2),
    dust=(8, 40),
    bleed=(0.0, 0.03),
)
_BAD = Grade(
    dpi=165,
    mode="colour",
    quality=48,
    skew=(1.0, 3.0),
    tone=(214, 238),
    light=(0.06, 0.16),
    fade=(45, 85),
    blur=(0.5, 0.8),
    noise=(2.5, 5.0),
    dust=(80, 260),
    bleed=(0.07, 0.14),
    shadow=True,
)
_FAX = Grade(
    dpi=200,
    mode="bilevel",
    skew=(0.3, 1.6),
    tone=(235, 250),
    light=(0.0, 0.05),
    fade=(10, 50),
    blur=(0.5, 0.9),
    noise=(6.0, 14.0),
    dust=(60, 300),
    bleed=(0.0, 0.06),
)
# Copies of copies: coarse, soft and noisy, until one character in twenty or ten is misread.
_WORN = replace(_BAD, dpi=140, quality=40, fade=(70, 95), blur=(0.7, 0.9), noise=(5.0, 8.0))
_COARSE = replace(
    _BAD, dpi=150, mode="bilevel", blur=(0.8, 1.1), noise=(10, 16), bleed=(0.02, 0.06)
)
_PHOTO = Grade(dpi=round(WIDTH / PAGE_WIDTH * 72), mode="colour", quality=80)
_CLEAN = Grade(dpi=300, mode="grey16")
# A bad scan is one of several kinds; the letter's seed says which.
_GRADES: dict[str, tuple[Grade, ...]] = {
    "clean": (_CLEAN,),
    "office": (_OFFICE,),
    "fax": (_FAX,),
    # the resolutions of ITU-T T.4: 8 dots a millimetre across, 7.7 or 3.85 lines down
    "fax_fine": (replace(_FAX, dpi=204, tall_dpi=196),),
    "fax_standard": (replace(_FAX, dpi=204, tall_dpi=98),),
    "photo": (_PHOTO,),
    "spread": (_OFFICE,),
    "worn": (_WORN, replace(_WORN, mode="grey"), _COARSE),
    "worn_more": (
        replace(_WORN, dpi=130),
        replace(_WORN, dpi=130, mode="grey"),
        replace(_COARSE, dpi=138),
    ),
    "worn_most": (
        replace(_WORN, dpi=121, noise=(6.0, 9.0)),
        replace(_WORN, dpi=121, mode="grey", noise=(6.0, 9.0)),
        replace(_COARSE, dpi=126),
    ),
    "bad": (
        _BAD,
        replace(_BAD, dpi=150, mode="grey"),
        replace(_BAD, dpi=200, mode="bilevel", bleed=(0.04, 0.1)),
    ),
}


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page lay on the glass: ``matrix`` maps points of the set page to pixels of the
    upright scan of ``width`` × ``height``; ``turned`` is degrees clockwise after that."""

    matrix: Any
    width: int
    height: int
    turned: int

    def box(self, rect: Rect) -> Rect:
        """A rectangle of the set page in fractions of the upright scan."""
        x0, y0, x1, y1 = rect
        corners = np.array([(x0, y0, 1), (x1, y0, 1), (x1, y1, 1), (x0, y1, 1)]).T
        xs, ys = self.matrix @ corners
        wide, high = self.width, self.height
        found = (xs.min() / wide, ys.min() / high, xs.max() / wide, ys.max() / high)
        return tuple(round(float(min(1.0, max(0.0, v))), 5) for v in found)  # type: ignore[return-value]


def grade_of(letter: Letter, name: str | None = None) -> Grade:
    """The letter's grade, or the one named instead of it."""
    kinds = _GRADES[name or letter.look.grade]
    return kinds[int(dice(letter.id, letter.look.seed, "kind of scan").integers(len(kinds)))]


def pose_of(letter: Letter, page: int, grade: Grade) -> Pose:
    """How a page lies in its scan; found without drawing it."""
    chance = dice(letter.id, letter.look.seed, "pose", page)
    # Pages of one run through a feeder lean the same way.
    side = 1 if dice(letter.id, letter.look.seed, "lean").random() < 0.5 else -1
    angle = side * float(chance.uniform(*grade.skew))
    scale = grade.dpi / 72
    wide, high = round(PAGE_WIDTH * scale), round(PAGE_HEIGHT * scale)
    matrix = cv2.getRotationMatrix2D((PAGE_WIDTH / 2, PAGE_HEIGHT / 2), angle, scale)
    matrix[:, 2] += np.array([wide / 2 - PAGE_WIDTH / 2, high / 2 - PAGE_HEIGHT / 2])
    if grade.skew[1]:
        matrix[:, 2] += chance.uniform(-1, 1, 2) * scale * 4
    turned = (letter.look.turned or {}).get(page, 0)
    return Pose(matrix, wide, high, turned)


def scan(picture: Any, behind: Any | None, letter: Letter, page: int, grade: Grade) -> Any:
    """The scan of a page drawn at 300 dpi; ``behind`` is the page that shows through.
    RGB for colour, grey otherwise (bilevel: 0 and 255 alone)."""
    chance = dice(letter.id, letter.look.seed, "scan", page)
    pose = pose_of(letter, page, grade)
    if grade.mode == "grey16":
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        return _turned((grey >> 4) * 17, pose.turned)
    image = picture.astype(np.float32)
    if behind is not None and grade.bleed[1]:
        image = _bleed(image, behind, float(chance.uniform(*grade.bleed)))
    image = _laid(image, pose, grade, chance)
    image = _worn(image, grade, chance)
    if grade.tall_dpi:  # the machine sees the page as it lies
        image = _turned(image, pose.turned)
        rows = round(image.shape[0] * grade.tall_dpi / grade.dpi)
        image = cv2.resize(image, (image.shape[1], rows), interpolation=cv2.INTER_AREA)
    shown = np.clip(image, 0, 255).astype(np.uint8)
    if grade.mode == "grey":
        shown = cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY)
    elif grade.mode == "bilevel":
        shown = _bilevel(shown, chance)
    return shown if grade.tall_dpi else _turned(shown, pose.turned)


def _bleed(image: Any, behind: Any, strength: float) -> Any:
    back = cv2.GaussianBlur(behind[:, ::-1].astype(np.float32), (0, 0), 3.0)
    return image * (1 - strength * (255 - back) / 255)


def _laid(image: Any, pose: Pose, grade: Grade, chance: Generator) -> Any:
    """Reduced to the scanner's resolution and laid askew; beyond the sheet is lid or darkness."""
    small = cv2.resize(image, (pose.width, pose.height), interpolation=cv2.INTER_AREA)
    sigma = float(chance.uniform(*grade.blur))
    if sigma:
        small = cv2.GaussianBlur(small, (0, 0), sigma)
    matrix = pose.matrix @ np.diag([72 / grade.dpi, 72 / grade.dpi, 1])
    lid = (38.0, 36.0, 36.0) if grade.shadow else (255.0, 255.0, 255.0)
    size = (pose.width, pose.height)
    return cv2.warpAffine(small, matrix, size, flags=cv2.INTER_CUBIC, borderValue=lid)


def _worn(image: Any, grade: Grade, chance: Generator) -> Any:
    """Faded ink, tinted paper, uneven light, dust, border shadow, sensor noise."""
    high, wide = image.shape[:2]
    fade = float(chance.uniform(*grade.fade))
    image = fade + image * (1 - fade / 255)
    bright = float(chance.uniform(*grade.tone))
    tint = np.array([1.0, 0.995, 0.97 + 0.02 * chance.random()]) * bright / 255
    image = image * tint.astype(np.float32)
    y, x = np.mgrid[0 : 1 : high * 1j, 0 : 1 : wide * 1j].astype(np.float32)
    way = chance.uniform(0, 2 * np.pi)
    slope = float(np.cos(way)) * (x - 0.5) + float(np.sin(way)) * (y - 0.5) + 0.5
    image = image * (1 - float(chance.uniform(*grade.light)) * slope)[..., None]
    for _ in range(int(chance.uniform(*grade.dust))):
        centre = int(chance.integers(wide)), int(chance.integers(high))
        radius = int(chance.choice([0, 0, 0, 1, 1, 2]))
        cv2.circle(image, centre, radius, (float(chance.uniform(50, 150)),) * 3, -1)
    if grade.shadow:
        edge = x if chance.random() < 0.5 else 1 - x
        depth = float(chance.uniform(0.015, 0.04))
        dark = np.exp(-((edge / depth) ** 2)) * float(chance.uniform(0.5, 0.9))
        image = image * (1 - dark.astype(np.float32))[..., None]
    level = float(chance.uniform(*grade.noise))
    noise = chance.standard_normal((high, wide), dtype=np.float32) * np.float32(level)
    return image + cv2.GaussianBlur(noise, (0, 0), 0.6)[..., None]


def _bilevel(image: Any, chance: Generator) -> Any:
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    level = float(np.percentile(grey, 75)) * float(chance.uniform(0.66, 0.76))
    black = (grey < level).astype(np.uint8)
    specks = chance.random(grey.shape, dtype=np.float32)
    black |= (specks < 0.0006).astype(np.uint8)
    black &= (specks < 0.9994).astype(np.uint8)
    return (1 - black) * 255


def _turned(image: Any, degrees: int) -> Any:
    return np.ascontiguousarray(np.rot90(image, -degrees // 90)) if degrees else image
