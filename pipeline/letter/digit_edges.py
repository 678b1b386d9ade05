"""The printed colon of ``Số:`` and the slash before the symbol, found in the pixels.

The engine's boxes say only roughly where they stand, and lose them where ink runs near. A slash
left in the cut reads as a 1, so it must be found exactly. Lengths are in line heights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Blob:
    """A connected piece of ink: its number among the labels, its box in pixels, its area."""

    label: int
    x0: int
    y0: int
    x1: int
    y1: int
    area: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0


def blobs_of(mask: Any) -> tuple[Any, list[Blob]]:
    """The label image and its pieces, left to right."""
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = [
        Blob(i, int(x), int(y), int(x + w), int(y + h), int(area))
        for i, (x, y, w, h, area) in enumerate(stats)
        if i
    ]
    return labels, sorted(found, key=lambda b: (b.x0, b.y0, b.label))


def colon(blobs: Sequence[Blob], low: float, high: float, line: float) -> tuple[int, int] | None:
    """Where the first colon between ``low`` and ``high`` ends, and where its row's letters stand:
    two dots, one over the other, with a letter to the left. Pixels."""
    dots = [
        b for b in blobs
        if low <= b.x0 <= high and max(b.width, b.height) <= 0.24 * line
        and min(b.width, b.height) >= 0.05 * line
    ]  # fmt: skip
    for one in dots:
        for two in dots:
            apart = two.y0 - one.y0
            if abs(one.x0 - two.x0) > 0.1 * line or not 0.2 * line < apart < 0.6 * line:
                continue
            if not 0.45 < one.area / two.area < 2.2:
                continue  # specks
            left = [
                b for b in blobs
                if b.height > 0.3 * line and 0 < one.x0 - b.x1 < 0.35 * line
                and b.y0 < two.y1 and b.y1 > one.y0
            ]  # fmt: skip
            if left:
                return max(one.x1, two.x1), two.y1
    return None


def after_so(blobs: Sequence[Blob], low: float, high: float, line: float) -> tuple[int, int] | None:
    """As ``colon``, where ink has run into the colon: by the capital and the small round letter
    of ``Số``, and the colon's usual width."""
    tall = [b for b in blobs if b.height > 0.38 * line and low <= b.x0 <= high]
    for capital, small in pairwise(tall):
        ratio = capital.width / capital.height
        if (
            0.58 * line < capital.height < line
            and 0.4 < ratio < 0.9
            and 0 <= small.x0 - capital.x1 < 0.25 * line
            and abs(small.y1 - capital.y1) < 0.1 * line
            and 0.55 < small.height / capital.height < 0.85
            and 0.7 < small.width / small.height < 1.3
        ):
            return small.x1 + round(0.24 * line), capital.y1
    return None


@dataclass(frozen=True, slots=True)
class Print:
    """Where the printed capitals of the row begin and end, in pixels from the patch's top."""

    top: float
    base: float


def printed(blobs: Sequence[Blob], low: float, high: float, line: float,
            base: float | None = None) -> Print | None:  # fmt: skip
    """From the capitals outside ``low`` to ``high``: the S of ``Số`` and the symbol's. ``base``:
    where they must stand, if that is known."""
    from statistics import median

    capitals = [
        b for b in blobs
        if 0.58 * line < b.height < 1.0 * line and b.width < 1.2 * line
        and (b.x1 < low or b.x0 > high) and (base is None or abs(b.y1 - base) < 0.3 * line)
    ]  # fmt: skip
    # The S of "Số" is the surest: the o has marks, and some letters of the symbol have tails.
    left = [b for b in capitals if b.x1 < low and b.x0 > low - 2.4 * line]
    chosen = left[:1] or capitals
    if not chosen:
        return None
    return Print(median(b.y0 for b in chosen), median(b.y1 for b in chosen))


def slashes(mask: Any, row: Print, low: float, high: float, line: float) -> list[tuple[int, int]]:
    """All straight thin strokes from lower left to upper right that span the capitals' height
    with nothing to their left: (left, right) in pixels. A slash touches the next letter often,
    so pieces of ink are not enough to find it."""
    import numpy as np

    ys = np.arange(round(row.top + 0.06 * line), round(row.base - 0.06 * line))
    x0, x1 = max(0, round(low)), min(mask.shape[1], round(high))
    if len(ys) < 6 or x1 <= x0:
        return []
    shift = mask.shape[1]
    wide = np.pad(mask, ((0, 0), (shift, shift)))
    dots = wide | np.roll(wide, 1, axis=1) | np.roll(wide, -1, axis=1)  # a ragged or thin stroke
    # Beside the stroke is paper: to its left in the upper half (a digit may stand close to its
    # foot, the bar of a written 5 may cross it, but a 7 has its bar at the very top), to its
    # right in the lower half (the next letter may touch its head).
    middle = row.top + 0.45 * (row.base - row.top)
    lower, upper = ys > middle, ys < middle + 0.15 * (row.base - row.top)
    at_head = ys < row.top + 0.22 * (row.base - row.top)
    beside = [max(2, round(part * line)) for part in (0.11, 0.15)]
    found: list[tuple[float, int, int]] = []
    feet = np.arange(x0, x1)
    for slope in np.linspace(0.27, 0.52, 11):
        across = np.round(slope * (row.base - ys)).astype(int)
        at = feet[:, None] + across[None, :] + shift
        hit = dots[ys, at].mean(axis=1)
        paper = wide[ys, at - beside[0]] | wide[ys, at - beside[1]]
        left = np.maximum(paper[:, upper].mean(axis=1), 0.5 * paper[:, at_head].mean(axis=1))
        right = (wide[ys, at + beside[0]] | wide[ys, at + beside[1]])[:, lower].mean(axis=1)
        for i in np.nonzero((hit >= 0.97) & (left <= 0.14) & (right <= 0.12))[0]:
            score = hit[i] - left[i] - right[i]
            found.append((float(score), int(feet[i]), int(feet[i] + across.max())))
    # Best first; a stroke answers at several slopes and columns.
    kept: list[tuple[int, int]] = []
    for _, foot, head in sorted(found, key=lambda f: (-f[0], f[1])):
        if all(abs(foot - k[0]) > 0.25 * line for k in kept):
            kept.append((foot, head))
    return sorted(kept)


def slash(
    mask: Any, blobs: Sequence[Blob], gap: tuple[float, float], line: float, *,
    far: bool, base: float | None = None,
) -> int | None:  # fmt: skip
    """Where the printed slash after the number begins: the stroke that is followed by letters
    level with the row's other capitals, as written digits never are. ``far``: the gap's right
    edge is not known, and the first such stroke is taken, else the one nearest to the edge."""
    low, high = gap[0], gap[1] + (0.9 if far else 1.6) * line
    row = printed(blobs, gap[0], high if far else gap[1] + 0.3 * line, line, base)
    if row is None:
        return None
    tall = [b for b in blobs if b.height >= 0.42 * line and b.y0 < row.base and b.y1 > row.top]

    def level(b: Blob) -> bool:  # a Q or a comma under it reaches below the line
        return abs(b.y0 - row.top) <= 0.09 * line and -0.1 < (b.y1 - row.base) / line < 0.32

    good = []
    for foot, head in slashes(mask, row, low, high, line):
        after = [b for b in tall if b.x1 > head + 0.2 * line and b.x0 > foot - 0.3 * line][:3]
        if not after or after[0].x0 - head > 0.5 * line or not level(after[0]):
            continue
        if 2 * sum(map(level, after)) >= len(after):
            good.append(foot)
    if not good:
        return None
    chosen = good[0] if far else min(good, key=lambda foot: abs(foot - gap[1]))
    # The stem of a 1 or a 9 right before the slash looks like one: what follows it is the slash.
    # A capital is wider.
    for foot in (f for f in good if 0.25 * line < f - chosen < 1.1 * line):
        if any(abs(b.x0 - foot) < 0.2 * line and b.width < 0.45 * line for b in tall):
            chosen = foot
    # The stroke has a width; stand at its left.
    return chosen - max(1, round(0.06 * line))
