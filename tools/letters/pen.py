"""Handwriting: digits drawn stroke by stroke or taken from open fonts, signatures, initials.

All functions give a uint8 mask (0 no ink, 255 full) at 300 dpi, cropped to the ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw

from tools.letters.fonts import HANDS, find_hand, load

Mask = Any  # uint8 array (height, width)
Points = Sequence[tuple[float, float]]

BLUE = ((24, 46, 140), (38, 58, 152), (20, 30, 110), (52, 78, 170))
BLACK = ((28, 28, 32), (44, 42, 48))
_OVER = 3  # strokes are drawn this much larger, then reduced

# Skeletons in a box of 60 by 100, y down: each digit as people here write it, several ways; the
# points of a stroke are joined by a curve, strokes are parted by a bar.
_SKELETONS: dict[str, tuple[str, ...]] = {
    "0": (
        "42,8 15,10 3,50 12,90 35,98 55,60 50,20 36,5",
        "30,2 4,30 6,80 30,100 54,70 52,25 25,3",
    ),
    "1": (
        "33,0 30,50 27,100",
        "10,28 24,16 36,0 | 36,0 33,50 30,100",
        "8,42 36,0 | 36,0 34,50 33,100",
    ),
    "2": (
        "6,26 20,3 46,6 50,32 28,66 3,97 | 3,97 30,94 58,96",
        "8,20 28,0 50,16 42,50 12,90 5,84 16,78 36,95 60,90",
    ),
    "3": (
        "6,14 28,0 48,14 42,38 22,46 46,54 54,80 30,100 3,88",
        "6,4 28,5 52,3 | 52,3 38,22 24,42 | 24,42 48,50 54,76 32,100 3,90",
    ),
    "4": (
        "38,0 20,32 2,66 | 2,66 30,65 60,62 | 44,34 42,70 40,104",
        "10,4 6,34 5,56 | 5,56 30,55 58,50 | 46,0 44,50 42,104",
        "46,100 46,50 46,0 | 46,0 22,34 2,68 | 2,68 30,68 60,66",
    ),
    "5": (
        "14,6 10,24 8,44 | 8,44 34,36 54,56 48,86 26,100 2,90 | 12,6 32,5 56,0",
        "54,2 34,3 16,4 | 16,4 12,22 10,40 | 10,40 38,38 54,62 38,96 4,96",
    ),
    "6": (
        "48,0 22,20 6,60 14,94 38,98 52,74 40,54 16,60 8,72",
        "36,0 14,36 5,76 24,100 50,88 48,62 26,54 8,74",
    ),
    "7": (
        "4,6 30,5 54,3 | 54,3 36,45 22,102",
        "4,8 30,6 56,4 | 56,4 36,50 24,102 | 14,52 34,50 54,46",
        "6,18 8,5 30,6 54,2 | 54,2 34,50 26,102",
    ),
    "8": (
        "46,14 28,0 10,14 20,40 44,62 50,86 28,100 6,86 14,60 42,36 50,12",
        "30,46 10,24 28,0 48,20 30,46 6,76 28,100 52,78 30,46",
    ),
    "9": (
        "50,24 30,2 8,20 14,46 38,46 50,20 | 50,20 50,60 40,102",
        "48,10 20,2 6,30 26,50 48,30 50,10 | 50,10 48,62 30,98 8,92",
    ),
    "/": ("46,-6 24,50 6,110",),
}


@dataclass(frozen=True, slots=True)
class Hand:
    """One person's way to write: ``font`` None is drawn. ``slant``: shear to the right;
    ``pen`` stroke width in pixels; ``ways`` picks this person's form of each digit."""

    font: str | None
    slant: float
    pen: float
    height: float
    spacing: float
    shake: float
    ways: int
    colour: tuple[int, int, int]


def choose_hand(chance: Generator) -> Hand:
    """A person with a pen: two in three are drawn, two in three write blue."""
    drawn = chance.random() < 0.66
    inks = BLUE if chance.random() < 0.66 else BLACK
    return Hand(
        font=None if drawn else str(chance.choice(sorted(HANDS))),
        slant=float(chance.uniform(0.0, 0.32)),
        pen=float(chance.uniform(3.2, 5.6)),
        height=float(chance.uniform(46, 64)),
        spacing=float(chance.uniform(0.02, 0.26)),
        shake=float(chance.uniform(0.015, 0.04)),
        ways=int(chance.integers(0, 60)),
        colour=inks[int(chance.integers(len(inks)))],
    )


def write(text: str, hand: Hand, chance: Generator) -> Mask:
    """A number written by hand: digits (and ``/``) alone."""
    font = hand.font
    mask = _from_font(text, font, hand, chance) if font else _drawn(text, hand, chance)
    return crop(shear(mask, hand.slant, float(chance.uniform(-3, 3))))


def scribble_over(mask: Mask, chance: Generator) -> Mask:
    """What was written, struck out until nobody can read it."""
    height, width = mask.shape
    out = cv2.copyMakeBorder(mask, 8, 8, 12, 12, cv2.BORDER_CONSTANT, value=0)
    for _ in range(3):
        count = int(width / 7) + 4
        xs = np.linspace(2, width + 20, count) + chance.normal(0, 3, count)
        ys = np.where(np.arange(count) % 2, 0.15, 0.85) * height + 8
        ys += chance.normal(0, height * 0.12, count)
        out = np.maximum(out, strokes([list(zip(xs, ys, strict=True))], out.shape, 5.0))
    return crop(out)


def signature(chance: Generator, width: float = 420, height: float = 230) -> Mask:
    """A signature: a run of shrinking loops and a flourish."""
    loops = int(chance.integers(3, 7))
    turn = np.linspace(0, loops * 2 * np.pi, loops * 9)
    along = np.linspace(0.08, 0.66, turn.size) * width
    size = np.linspace(0.36, 0.10, turn.size) * height * chance.uniform(0.7, 1.3)
    wobble = 1 + 0.35 * np.sin(turn * chance.uniform(0.3, 0.8) + chance.uniform(0, 6))
    xs = along + np.sin(turn) * size * 0.55 * wobble
    ys = 0.5 * height - np.cos(turn + chance.uniform(-0.6, 0.6)) * size * wobble
    body = list(zip(xs, ys, strict=True))
    tail = [
        body[-1],
        (width * 0.8, height * chance.uniform(0.3, 0.7)),
        (width * chance.uniform(0.9, 1.1), height * chance.uniform(0.1, 0.5)),
        (width * 0.55, height * chance.uniform(0.75, 0.95)),
        (width * chance.uniform(0.0, 0.2), height * chance.uniform(0.7, 1.0)),
    ]
    shape = (int(height * 1.6), int(width * 1.4))
    moved = [[(x + width * 0.15, y + height * 0.3) for x, y in path] for path in (body, tail)]
    return crop(shear(strokes(moved, shape, float(chance.uniform(3.5, 6.0))), 0.2, -6))


def initials(chance: Generator) -> Mask:
    """The small mark with which a drafter signs off a page."""
    count = int(chance.integers(6, 11))
    xs = np.linspace(4, chance.uniform(60, 110), count) + chance.normal(0, 5, count)
    ys = 30 + chance.normal(0, 13, count)
    return crop(strokes([list(zip(xs, ys, strict=True))], (76, 140), 3.2))


def strokes(paths: Sequence[Points], shape: tuple[int, int], pen: float) -> Mask:
    """Smooth strokes through the points of each path; the pen presses less at the ends."""
    height, width = shape
    canvas = np.zeros((height * _OVER, width * _OVER), np.uint8)
    for path in paths:
        curve = _smooth(np.asarray(path, float)) * _OVER
        steps = np.linspace(0, np.pi, len(curve))
        widths = pen * _OVER * (0.72 + 0.28 * np.sin(steps))
        for (x0, y0), (x1, y1), w in zip(curve[:-1], curve[1:], widths[1:], strict=True):
            a, b = (round(float(x0)), round(float(y0))), (round(float(x1)), round(float(y1)))
            cv2.line(canvas, a, b, 255, max(1, round(float(w))), cv2.LINE_AA)
    return cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)


def crop(mask: Mask) -> Mask:
    """Only the part that holds ink; one empty pixel of an empty mask."""
    ys, xs = np.nonzero(mask > 40)
    if not len(xs):
        return np.zeros((1, 1), np.uint8)
    return np.ascontiguousarray(mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1])


def shear(mask: Mask, slant: float, degrees: float) -> Mask:
    """Slanted to the right by ``slant`` and turned by ``degrees``, on a canvas large enough."""
    pad = int(max(mask.shape) * 0.6) + 4
    wide = cv2.copyMakeBorder(mask, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    height, width = wide.shape
    lean = np.array([[1, -slant, slant * height / 2], [0, 1, 0], [0, 0, 1]])
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), [0, 0, 1]])
    return cv2.warpAffine(wide, (turn @ lean)[:2], (width, height), flags=cv2.INTER_LINEAR)


def _smooth(points: Any) -> Any:
    """A Catmull-Rom curve through the points."""
    if len(points) < 3:
        t = np.linspace(0, 1, 8)[:, None]
        return points[0] * (1 - t) + points[-1] * t
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, 9)[:-1, None]
    parts = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        bend = 2 * p0 - 5 * p1 + 4 * p2 - p3, 3 * p1 - p0 - 3 * p2 + p3
        parts.append(0.5 * (2 * p1 + (p2 - p0) * t + bend[0] * t**2 + bend[1] * t**3))
    return np.vstack([*parts, points[-1:]])


def _drawn(text: str, hand: Hand, chance: Generator) -> Mask:
    size = hand.height
    x, paths = 16.0, []
    for sign in text:
        ways = _SKELETONS[sign]
        scale = size * float(chance.uniform(0.92, 1.08))
        lift = float(chance.normal(0, 0.04)) * size
        right = 0.0
        for path in _skeleton(ways[hand.ways % len(ways)]):
            points = [
                (px + chance.normal(0, hand.shake), py + chance.normal(0, hand.shake))
                for px, py in path
            ]
            paths.append([(x + px * scale, 16 + lift + py * scale) for px, py in points])
            right = max(right, *(px for px, _ in points))
        x += scale * (right + hand.spacing)
    return strokes(paths, (int(size * 1.3) + 40, int(x) + 24), hand.pen)


def _skeleton(notation: str) -> list[list[tuple[float, float]]]:
    paths = []
    for stroke in notation.split("|"):
        pairs = (point.split(",") for point in stroke.split())
        paths.append([(int(x) / 100, int(y) / 100) for x, y in pairs])
    return paths


def _from_font(text: str, name: str, hand: Hand, chance: Generator) -> Mask:
    font = load(find_hand(name), round(hand.height * 1.25))
    canvas = Image.new("L", (int(hand.height * 1.3 * len(text)) + 60, int(hand.height * 3)), 0)
    draw, x = ImageDraw.Draw(canvas), 20.0
    for sign in text:
        y = hand.height * (2 + float(chance.normal(0, 0.03)))
        draw.text((x, y), sign, font=font, fill=255, anchor="ls")
        x += font.getlength(sign) + hand.height * (hand.spacing - 0.08)
    mask = crop(np.asarray(canvas))
    scale = hand.height / max(1, mask.shape[0])
    return cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
