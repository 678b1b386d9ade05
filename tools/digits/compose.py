"""One training sample: a written string as it lies on an office scan, cut as the product cuts.

The label is the string; ``#`` where it is struck out or is no number; empty where there is no
ink. What stands around (``Số:``, ``/``, ``ngày``, dotted lines, seals) is to be ignored.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from sources import Mask, Sources, scaled, text_mask, tight, written
from strokes import scribble

from pipeline.letter.digit_patch import LEAST, MOST, Patch
from pipeline.letter.digits import strip
from pipeline.letter.handwriting import find_ink
from pipeline.letter.witness import DigitField

LEFT = (":", ":", "ố:", "Số:", "y", "ày", "gày", "g", "ng", "áng")
RIGHT = ("/", "/", "/U", "/KH", "/Q", "/B", "t", "th", "thá", "n", "nă")
NEIGHBOURS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "number": (("Số:",), ("/KH-UBND", "/BC-SNV", "/UBND-NC", "/QĐ-TTg", "/TB-VP")),
    "day": (("ngày",), ("tháng",)),
    "month": (("tháng",), ("năm",)),
}
WORDS = ("tháng", "năm", "ngày", "UBND", "Số", "KH", "QĐ", "TM", "BC", "SNV", "Hà", "Nội", "CV",
         "An", "Kh", "th", "Hm", "Lg", "Ty", "vb")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    image: NDArray[np.uint8]
    """Height 32, ink is 255."""
    label: str
    kind: str


def label_for(rng: np.random.Generator) -> tuple[str, DigitField]:
    draws = rng.random()
    if draws < 0.38:
        day = int(rng.integers(1, 32))
        return f"{day:02d}" if rng.random() < 0.93 else str(day), "day"
    if draws < 0.46:
        month = int(rng.integers(1, 13))
        return str(month) if rng.random() < 0.7 else f"{month:02d}", "month"
    length = int(rng.choice([1, 2, 3, 4, 5], p=[0.04, 0.24, 0.40, 0.28, 0.04]))
    first = str(rng.integers(0 if length == 2 else 1, 10))
    rest = "".join(str(d) for d in rng.integers(0, 10, length - 1))
    suffix = str(rng.choice(["a", "b"])) if rng.random() < 0.03 else ""
    return first + rest + suffix, "number"


def _lay(page: NDArray[np.float32], mask: Mask, x: int, y: int, dark: float) -> None:
    """Put ink of darkness ``dark`` (0 to 1) on ``page`` (1 is paper), clipped at its edges."""
    h, w = page.shape
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(w, x + mask.shape[1]), min(h, y + mask.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = mask[y0 - y : y1 - y, x0 - x : x1 - x].astype(np.float32) / 255 * dark
    room = page[y0:y1, x0:x1]
    np.minimum(room, 1 - part, out=room)


def _struck(text: str, height: int, src: Sources, rng: np.random.Generator) -> Mask:
    """What is no readable number: struck out, overwritten, a signature, or words."""
    kind = rng.random()
    if kind < 0.5:
        mask, _ = written(text, height, src, rng)
        pad = np.pad(mask, height // 5)
        over = scribble(pad.shape[1], pad.shape[0], rng)
        if rng.random() < 0.4:
            more = scribble(pad.shape[1], pad.shape[0], rng)
            over = np.maximum(over, more)
        return tight(np.maximum(pad, over))
    if kind < 0.62:  # written over
        mask, _ = written(text, height, src, rng)
        other, _ = written(text[::-1] if text != text[::-1] else "9" * len(text), height, src, rng)
        other = cv2.resize(other, (mask.shape[1], mask.shape[0]))
        return np.maximum(mask, other).astype(np.uint8)
    if kind < 0.8:
        return tight(scribble(int(height * rng.uniform(0.8, 3)), height, rng))
    fonts = src.pens if rng.random() < 0.6 else src.prints
    for _ in range(5):
        font = src.font(fonts[int(rng.integers(len(fonts)))], 96)
        word = str(rng.choice(WORDS))
        mask = tight(text_mask(font, word))
        if mask.max() > 30 and mask.shape[0] > 8:
            return scaled(mask, height)
    return tight(scribble(2 * height, height, rng))


def _degrade(
    page: NDArray[np.float32], height: int, dark: float, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Paper, optics and file: back to 8 bits. ``dark``: how dark the ink is."""
    page = cv2.GaussianBlur(page, (0, 0), max(0.25, height / 40 * rng.uniform(0.2, 0.9)))
    if rng.random() < 0.2:  # scanned at a lower resolution than kept
        small = cv2.resize(page, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
        page = cv2.resize(small, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    noise = rng.normal(0, rng.uniform(0.002, 0.035), page.shape).astype(np.float32)
    if rng.random() < 0.4:
        grain = rng.normal(0, 0.06, (page.shape[0] // 2 + 1, page.shape[1] // 2 + 1))
        noise += cv2.resize(grain.astype(np.float32), (page.shape[1], page.shape[0]))
        limit = 1 - dark * rng.uniform(0.25, 0.7)  # a little ink is lost, not all
        page = (page + noise > limit).astype(np.float32)
        if rng.random() < 0.5:  # a bilevel scan rendered at another size
            page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, 0.8))
        out = page * 255
    else:
        paper = rng.uniform(200, 255)
        out = (page + noise) * paper
        out += np.linspace(0, rng.normal(0, 8), page.shape[1])[None, :]
    grey = np.clip(out, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        _, data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 92))])
        grey = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    return np.asarray(grey, np.uint8)


def _lines(page: NDArray[np.float32], base: int, height: int, rng: np.random.Generator) -> None:
    """A dotted or ruled line near the foot of the digits, or a rule above."""
    h, w = page.shape
    draws = rng.random()
    y = base + round(rng.normal(0.02, 0.07) * height)
    if draws < 0.22:
        step = max(3, round(height * rng.uniform(0.1, 0.25)))
        radius = max(1, round(height * rng.uniform(0.02, 0.045)))
        dark = 1 - rng.uniform(0.4, 1)
        for x in range(int(rng.integers(step)), w, step):
            cv2.circle(page, (x, y), radius, dark, -1)
    elif draws < 0.27:
        cv2.line(page, (0, y), (w, y + round(rng.normal(0, 1))), 1 - rng.uniform(0.4, 1),
                 max(1, height // 30))  # fmt: skip
    elif draws < 0.31:
        top = round(base - height * rng.uniform(1.0, 1.2))
        cv2.line(page, (0, top), (w, top), 0.1, max(1, height // 20))
    if rng.random() < 0.04:  # a streak of the scanner or a fold
        x = int(rng.integers(w))
        cv2.line(page, (x, 0), (x + int(rng.normal(0, 2)), h), rng.uniform(0.1, 0.7), 1)


def _over(
    page: NDArray[np.float32], box: tuple[int, int, int, int], rng: np.random.Generator
) -> None:
    """What was set down over the ink and left no red to take away: the arc, the rule or the words
    of a dark stamp, a printed rule that touches the digits, a stray stroke of the pen."""
    x0, y0, x1, y1 = box
    height = y1 - y0
    dark = 1 - float(rng.uniform(0.25, 0.95))
    thick = max(1, round(height * rng.uniform(0.02, 0.07)))
    layer = np.ones_like(page)
    kind = rng.random()
    if kind < 0.35:  # the circles of a seal
        middle = (int(rng.integers(x0 - 3 * height, x1 + 3 * height)),
                  int(rng.integers(y0 - 4 * height, y1 + 4 * height)))  # fmt: skip
        reach = float(np.hypot(middle[0] - (x0 + x1) / 2, middle[1] - (y0 + y1) / 2))
        radius = max(height, round(reach + rng.normal(0, 0.3) * height))
        cv2.circle(layer, middle, radius, dark, thick)
        if rng.random() < 0.6:
            cv2.circle(layer, middle, radius + 2 * thick, dark, max(1, thick // 2))
    elif kind < 0.6:  # the edge of a stamp; along the line it would strike the number out
        x = int(rng.integers(x0, x1 + 1))
        cv2.line(layer, (x, 0), (x + round(rng.normal(0, 0.06) * height), page.shape[0]),
                 dark, thick)  # fmt: skip
    elif kind < 0.85:  # touches head or foot
        y = y0 + round(rng.uniform(-0.05, 0.03) * height)
        if rng.random() < 0.5:
            y = y1 + round(rng.uniform(-0.03, 0.05) * height)
        cv2.line(layer, (0, y), (page.shape[1], y), dark, thick)
    else:  # steep, for the same reason
        x = rng.uniform(x0, x1) + rng.normal(0, 0.4, 2) * height
        cv2.line(layer, (int(x[0]), y0 - height // 2), (int(x[1]), y1 + height // 2), dark, thick)
    np.minimum(page, layer, out=page)


def _ghosts(page: NDArray[np.float32], height: int, rng: np.random.Generator) -> None:
    """What a seal or a stamp leaves when its colour is gone; sometimes its dark lines."""
    h, w = page.shape
    if rng.random() < 0.08:
        ghost = np.ones_like(page)
        centre = (int(rng.integers(-w, 2 * w)), int(rng.integers(-2 * h, 3 * h)))
        radius = round(height * rng.uniform(1.5, 5))
        cv2.circle(ghost, centre, radius, 1 - rng.uniform(0.08, 0.45), max(1, height // 10))
        np.minimum(page, ghost, out=page)
    if rng.random() < 0.05:
        for _ in range(int(rng.integers(3, 30))):
            x, y = int(rng.integers(w)), int(rng.integers(h))
            cv2.circle(page, (x, y), max(1, round(height * rng.uniform(0.01, 0.03))), 0.2, -1)


@dataclass(frozen=True, slots=True)
class Scene:
    """A scanned place, before it is cut. Boxes are in its pixels."""

    grey: NDArray[np.uint8]
    label: str
    kind: str
    what: DigitField
    text: tuple[int, int, int, int]
    gap: tuple[int, int]
    """Where the printed neighbours end and begin (the scene's edges without neighbours)."""
    line: int
    """Height of the printed line, accents and tails included."""


def scene(
    src: Sources, rng: np.random.Generator, matched: bool = False, hard: float = 0.0
) -> Scene:
    """``matched``: the printed neighbours are those of the field (a slash after a number), as in
    letters; training takes any, so that the reader leans on none. ``hard``: the share of strings
    whose digits touch one another, a neighbour or a stamp, or whose pen is thin or pale."""
    troubled = hard > 0 and rng.random() < hard
    closer = troubled and rng.random() < 0.6
    thin = troubled and rng.random() < 0.3
    height = round(float(np.exp(rng.uniform(np.log(16), np.log(85)))))
    text, what = label_for(rng)
    draws = rng.random()
    if draws < 0.10:
        mask, label, kind = _struck(text, height, src, rng), "#", "struck"
    elif draws < 0.13:
        wide = round(height * rng.uniform(0.6, 2.5))
        mask, label, kind = np.zeros((height, wide), np.uint8), "", "none"
    else:
        mask, kind = written(text, height, src, rng, close=closer, thin=thin)
        label = text
    h, w = mask.shape
    left, right = round(1.6 * height), round(1.6 * height)
    above, below = round(0.6 * height), round(0.6 * height)
    page = np.ones((h + above + below, w + left + right), np.float32)
    base = above + h
    _lines(page, base, height, rng)
    dark = rng.uniform(0.3, 0.6) if rng.random() < 0.15 else rng.uniform(0.55, 1.0)
    if thin:
        dark = rng.uniform(0.22, 0.6)
    _lay(page, mask, left, above, dark)
    printed = round(height * rng.uniform(0.6, 1.15))
    face = src.font(src.prints[int(rng.integers(len(src.prints)))], 96)
    edges = [0, page.shape[1]]
    for words, side in ((LEFT, 0), (RIGHT, 1)):
        if rng.random() < (0.95 if matched else 0.6):
            fitting = NEIGHBOURS[what][side] if matched else words
            word = str(rng.choice(fitting))
            piece = tight(text_mask(face, word))
            piece = scaled(piece, max(6, round(printed * piece.shape[0] / 70)))
            near = troubled and rng.random() < 0.4
            gap = round((rng.uniform(-0.2, 0.03) if near else rng.uniform(-0.04, 0.5)) * height)
            x = left + w + gap if side else left - gap - piece.shape[1]
            y = base - piece.shape[0] + round(rng.normal(0, 0.08) * height)
            if word[0] in "ygp/" or word[-1] in "yg":
                y += round(0.2 * printed)
            _lay(page, piece, x, y, rng.uniform(0.6, 1.0))
            edges[side] = x if side else x + piece.shape[1]
    _ghosts(page, height, rng)
    if troubled and kind != "none" and rng.random() < 0.35:
        _over(page, (left, above, left + w, base), rng)
    grey = _degrade(page, height, dark, rng)
    box = (left, above, left + w, base)
    return Scene(grey, label, kind, what, box, (edges[0], edges[1]), round(1.35 * printed))


def sample(src: Sources, rng: np.random.Generator, hard: float = 0.0) -> Sample:
    """A scene's text, cut as the product cuts: mostly wider than the ink, at times too tight; of
    the hard ones some by the product's own finder, with what it takes away and what it leaves."""
    made = scene(src, rng, hard=hard)
    stretch = rng.uniform(0.85, 1.3)
    if hard > 0 and rng.random() < 0.35 and (found := _found(made, rng, stretch)) is not None:
        return Sample((found * 255).astype(np.uint8), made.label, made.kind)
    x0, y0, x1, y1 = made.text
    height = max(16, y1 - y0)

    def pad(low: float, high: float) -> int:
        return round(rng.uniform(low, high) * height)

    wide = 1.0 if rng.random() < 0.15 else 0.4
    x0, x1 = max(0, x0 - pad(-0.04, wide)), min(made.grey.shape[1], x1 + pad(-0.04, wide))
    y0, y1 = max(0, y0 - pad(-0.04, 0.35)), min(made.grey.shape[0], y1 + pad(-0.04, 0.35))
    image = strip(made.grey[y0:y1, x0:x1], stretch=stretch)
    return Sample((image * 255).astype(np.uint8), made.label, made.kind)


def _found(made: Scene, rng: np.random.Generator, stretch: float) -> NDArray[np.float32] | None:
    """The text as the product finds it; None where it finds something else."""
    patch = patch_of(made, rng)
    ink = find_ink(patch, made.what)
    if ink.box is None:
        return None
    zoom = patch.line / made.line
    x0, y0, x1, y1 = (round(v * zoom) for v in made.text)
    a0, b0, a1, b1 = ink.box
    slack = 0.18 * (y1 - y0)
    if max(abs(a0 - x0), abs(a1 - x1), abs(b0 - y0), abs(b1 - y1)) > slack:
        return None
    up, side = rng.uniform(0.0, 0.25) * (b1 - b0), rng.uniform(0.0, 0.35) * (b1 - b0)
    top, left = max(0, round(b0 - up)), max(0, round(a0 - side))
    return strip(ink.cleaned[top : round(b1 + up), left : round(a1 + side)], stretch)


def patch_of(made: Scene, rng: np.random.Generator) -> Patch:
    """A scene as the product cuts it, its gap's edges wrong by as much as letters of unequal
    width put them wrong."""
    slip = 0.25 if rng.random() < 0.12 else 0.06
    x0 = made.gap[0] + rng.normal(0, slip) * made.line
    x1 = made.gap[1] + rng.normal(0, slip) * made.line
    bottom = made.text[3] + 0.25 * made.line * rng.uniform(0.3, 1)
    zoom = min(MOST, max(LEAST, made.line)) / made.line
    grey = cv2.resize(made.grey, None, fx=zoom, fy=zoom,
                      interpolation=cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR)  # fmt: skip
    gap = (x0 * zoom, (bottom - made.line) * zoom, x1 * zoom, bottom * zoom)
    return Patch(grey, gap, made.line * zoom)
