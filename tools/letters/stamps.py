"""Red stamps as masks at 300 dpi: the round seal, the incoming stamp, the urgency stamp."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFont

from tools.letters.fonts import SCALE, face
from tools.letters.letter import Incoming, Letter
from tools.letters.pen import Hand, Mask, write
from tools.letters.sheet import MM

RED = (200, 18, 34)


def seal(letter: Letter, chance: Generator) -> Mask:
    """A round seal of 36 mm: a double rim, words around, the issuer's name or a star inside."""
    size = int(36 * MM * SCALE)
    image = Image.new("L", (size + 8, size + 8), 0)
    draw, mid = ImageDraw.Draw(image), (size + 8) / 2
    for radius, wide in ((size / 2, 7), (size / 2 - 13, 3), (size * 0.31, 3)):
        draw.ellipse(
            (mid - radius, mid - radius, mid + radius, mid + radius), outline=255, width=wide
        )
    issuer = " ".join(letter.header.issuer)
    collective = issuer.startswith(("ỦY BAN", "HỘI ĐỒNG", "BAN CHẤP HÀNH", "TỈNH ỦY", "THÀNH ỦY"))
    above = issuer if collective else "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    under = "" if collective else " ".join(letter.header.parent) or letter.header.place.upper()
    ring = size * 0.40
    _around(image, above, mid, ring, top=True, span=300 if collective else 215)
    if under:
        _around(image, under, mid, ring, top=False, span=100)
    if collective:
        _star(draw, mid, mid, size * 0.2)
    else:
        font = face("stamp", "bold", 8.5)
        rows = _rows(issuer, 12)
        for n, row in enumerate(rows):
            draw.text((mid, mid + (n - (len(rows) - 1) / 2) * 38), row, 255, font, anchor="mm")
        _star(draw, mid, mid + size * 0.24, size * 0.03)
    return _stamped(np.asarray(image), float(chance.uniform(-14, 14)), chance)


def urgency(text: str, chance: Generator) -> Mask:
    """``KHẨN`` and the like in a box (zone 10b)."""
    font = face("stamp", "bold", 13)
    wide = int(font.getlength(text)) + 56
    image = Image.new("L", (wide, 92), 0)
    draw = ImageDraw.Draw(image)
    draw.rectangle((3, 3, wide - 4, 88), outline=255, width=6)
    draw.text((wide / 2, 46), text, 255, font, anchor="mm")
    return _stamped(np.asarray(image), float(chance.uniform(-6, 6)), chance)


def incoming(stamp: Incoming, hand: Hand, chance: Generator) -> tuple[Mask, Mask]:
    """The stamp of the receiving office, and the pen's ink on it on a canvas of the same size."""
    title = face("stamp", "bold", 8)
    wide = max(int(57 * MM * SCALE), int(title.getlength(stamp.office)) + 40)
    high, head, left = int(25 * MM * SCALE), 58, int(wide * 0.27)
    image, pen = Image.new("L", (wide, high), 0), np.zeros((high, wide), np.uint8)
    draw, small = ImageDraw.Draw(image), face("stamp", "regular", 8)
    draw.rectangle((2, 2, wide - 3, high - 3), outline=255, width=5)
    draw.line((2, head, wide, head), 255, 4)
    draw.line((left, head, left, high), 255, 4)
    draw.text((wide / 2, head / 2 + 2), stamp.office, 255, title, anchor="mm")
    draw.text((left / 2, (head + high) / 2), "ĐẾN", 255, face("stamp", "bold", 13), anchor="mm")
    date = "/".join(p for p in (stamp.day, stamp.month, stamp.year) if p)
    rows = (("Số:", stamp.number), ("Ngày:", date or None), ("Chuyển:", None))
    for n, (said, value) in enumerate(rows):
        y = head + (n + 0.72) * (high - head) / 3
        draw.text((left + 16, y), said, 255, small, anchor="ls")
        start = left + 26 + int(small.getlength(said))
        _dots(draw, start, wide - 18, y)
        if value:
            _paste(pen, _fit(write(value, hand, chance), wide - start - 30, 64), start + 16, int(y))
    turn = float(chance.uniform(-3, 3))
    return _stamped(np.asarray(image), turn, chance), _turn(pen, turn)


def _dots(draw: ImageDraw.ImageDraw, x0: float, x1: float, y: float) -> None:
    for x in np.arange(x0, x1, 10):
        draw.ellipse((x, y - 3, x + 3, y), 255)


def _fit(mask: Mask, wide: int, high: int) -> Mask:
    scale = min(1.0, wide / mask.shape[1], high / mask.shape[0])
    return cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _paste(canvas: Any, mask: Mask, x: int, base: int) -> None:
    top = max(0, base - mask.shape[0] + 6)
    part = canvas[top : top + mask.shape[0], x : x + mask.shape[1]]
    np.maximum(part, mask[: part.shape[0], : part.shape[1]], out=part)


def _around(
    image: Image.Image, text: str, mid: float, ring: float, *, top: bool, span: float
) -> None:
    """Letters along a circle of radius ``ring``, upright outwards at the top, inwards below."""
    font = face("stamp", "bold", 7.6)
    widths = [font.getlength(c) + 3 for c in text]
    need = math.degrees(sum(widths) / ring)
    fit = min(1.0, span / need)
    if fit < 1:
        font = face("stamp", "bold", round(7.6 * fit, 1))
        widths = [font.getlength(c) + 3 * fit for c in text]
    angle = -sum(widths) / ring / 2
    for sign, wide in zip(text, widths, strict=True):
        angle += wide / ring / 2
        x = mid + ring * math.sin(angle)
        y = mid - ring * math.cos(angle) * (1 if top else -1)
        _letter(image, sign, font, x=x, y=y, turn=-angle if top else angle)
        angle += wide / ring / 2


def _letter(
    image: Image.Image, sign: str, font: ImageFont.FreeTypeFont, *, x: float, y: float, turn: float
) -> None:
    tile = Image.new("L", (96, 96), 0)
    ImageDraw.Draw(tile).text((48, 48), sign, 255, font, anchor="mm")
    tile = tile.rotate(math.degrees(turn), Image.Resampling.BICUBIC)
    image.paste(255, (round(x - 48), round(y - 48)), tile)


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    points = []
    for k in range(10):
        r = radius if k % 2 == 0 else radius * 0.382
        points.append((x + r * math.sin(k * math.pi / 5), y - r * math.cos(k * math.pi / 5)))
    draw.polygon(points, 255)


def _rows(text: str, most: int) -> list[str]:
    rows = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + len(word) >= most:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _turn(mask: Mask, degrees: float) -> Mask:
    pad = int(max(mask.shape) * 0.16) + 2
    wide = cv2.copyMakeBorder(mask, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    high, across = wide.shape
    matrix = cv2.getRotationMatrix2D((across / 2, high / 2), degrees, 1)
    return cv2.warpAffine(wide, matrix, (across, high), flags=cv2.INTER_LINEAR)


def _stamped(mask: Mask, degrees: float, chance: Generator) -> Mask:
    """Turned, and inked unevenly as a hand presses."""
    turned = _turn(mask, degrees).astype(np.float32)
    high, wide = turned.shape
    coarse = chance.uniform(0.66, 1.0, (6, 6)).astype(np.float32)
    press = cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_CUBIC)
    grain = chance.normal(1.0, 0.16, (high, wide)).astype(np.float32)
    return np.clip(turned * press * cv2.GaussianBlur(grain, (0, 0), 0.8), 0, 255).astype(np.uint8)
