"""Made-up sheets for the tests of scan and reading: type, seals, dust, in pixels we know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

A4 = (1654, 2339)
DPI = 200
TEXT = (
    "Thuc hien Ke hoach cua Uy ban nhan dan tinh ve phong trao thi dua",
    "cac so, ban, nganh va dia phuong da trien khai day du nhung noi dung",
    "bao dam dung tien do, hieu qua, phu hop voi dieu kien cua tung don vi",
    "duoc can bo, cong chuc, vien chuc huong ung va thuc hien nghiem tuc",
)


def font(size: int = 36) -> Any:
    return ImageFont.load_default(size)


def draw(
    words: Sequence[tuple[int, int, str]], size: tuple[int, int] = A4, type_size: int = 36
) -> Any:
    """A white grey sheet with each text at its (x, y)."""
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    for x, y, text in words:
        pen.text((x, y), text, 0, font=font(type_size))
    return np.asarray(image).copy()


def letter(lines: int = 24) -> Any:
    """A sheet of running text with the margins of the decree."""
    return draw([(230, 260 + 62 * n, TEXT[n % len(TEXT)]) for n in range(lines)])


def tilted(grey: Any, degrees: float) -> Any:
    """Lines fall to the right by ``degrees``."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), borderValue=(255,))


def dusty(grey: Any, specks: int) -> Any:
    """Single dark pixels at fixed places."""
    out = grey.copy()
    random = np.random.default_rng(7)
    out[random.integers(0, out.shape[0], specks), random.integers(0, out.shape[1], specks)] = 0
    return out


def coloured(grey: Any) -> Any:
    return np.repeat(grey[..., None], 3, axis=2).copy()


def save(array: Any, path: Any, dpi: int = DPI, **options: Any) -> Any:
    Image.fromarray(array).save(path, dpi=(dpi, dpi), **options)
    return path


def warped(
    sheet: Any, corners: Sequence[tuple[float, float]], size: tuple[int, int], desk: int = 70
) -> Any:
    """A grey sheet seen with its corners (top left, clockwise) at ``corners``, on a desk with a
    grain, in a picture of ``size`` (width, height)."""
    height, width = sheet.shape
    ends = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(ends, np.array(corners, np.float32))
    grain = np.random.default_rng(3).normal(desk, 6, (size[1], size[0]))
    desk_top = cv2.GaussianBlur(grain.astype(np.float32), (0, 0), 1.0).clip(0, 255)
    paper = cv2.warpPerspective(sheet, matrix, size, flags=cv2.INTER_AREA)
    there = cv2.warpPerspective(np.ones_like(sheet), matrix, size, flags=cv2.INTER_NEAREST)
    return np.where(there > 0, paper, desk_top.astype(np.uint8)).astype(np.uint8)


def inked(
    page: Any, shape: str, x: int, y: int, colour: tuple[int, int, int], size: int = 260
) -> Any:
    """An RGB page with a stamp's ``ring`` or ``box``, or a pen's ``stroke``, centred at x, y."""
    out = page.copy()
    if shape == "ring":
        cv2.circle(out, (x, y), size // 2, colour, 6)
        cv2.circle(out, (x, y), size // 2 - 14, colour, 3)
        cv2.putText(out, "DAU", (x - 50, y + 15), cv2.FONT_HERSHEY_SIMPLEX, 1.4, colour, 5)
    elif shape == "box":
        cv2.rectangle(out, (x - size // 2, y - 60), (x + size // 2, y + 60), colour, 5)
        cv2.putText(out, "KHAN", (x - 70, y + 18), cv2.FONT_HERSHEY_SIMPLEX, 1.6, colour, 6)
    else:
        t = np.linspace(0, 6 * np.pi, 240)
        spots = np.stack((x - size / 2 + t / t[-1] * size, y + 40 * np.sin(t) * np.cos(t / 5)))
        cv2.polylines(out, [spots.T.round().astype(np.int32)], False, colour, 4, cv2.LINE_AA)
    return out
