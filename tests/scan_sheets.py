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
