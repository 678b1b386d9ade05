"""Digits drawn with a pen, from nothing: the shapes that Vietnamese offices write.

Each digit has several skeletons, one list of pen strokes each, in a unit box (x right, y down;
the box is ``ASPECT`` wide for its height). MNIST and fonts lack most of them: the 7 with a bar,
the 1 with a long upstroke, the open and the H-shaped 4, the 8 with a tail. Pure numpy and cv2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = list[tuple[float, float]]
Skeleton = list[Points]
ASPECT = 0.62
"""Width of the unit box for its height; narrow skeletons use only a part of it."""


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Points:
    """Points on an ellipse, angles in degrees, clockwise from three o'clock (y points down)."""
    count = max(4, int(abs(end - start) / 30) + 1)
    angles = np.radians(np.linspace(start, end, count))
    return [(cx + rx * float(np.cos(a)), cy + ry * float(np.sin(a))) for a in angles]


SHAPES: dict[str, list[tuple[float, Skeleton]]] = {
    "0": [
        (3, [arc(0.5, 0.5, 0.42, 0.5, -100, 270)]),
        (2, [arc(0.5, 0.5, 0.38, 0.5, -60, 310)]),
        (1, [[(0.72, 0.0), *arc(0.5, 0.52, 0.42, 0.48, -110, -450)]]),
        (1, [arc(0.5, 0.5, 0.32, 0.5, -80, 250)]),
    ],
    "1": [
        (3, [[(0.25, 0.45), (0.62, 0.0)], [(0.62, 0.0), (0.6, 1.0)]]),
        (3, [[(0.1, 0.6), (0.4, 0.3), (0.66, 0.0), (0.63, 0.5), (0.6, 1.0)]]),
        (2, [[(0.35, 0.22), (0.58, 0.0), (0.56, 1.0)]]),
        (2, [[(0.5, 0.0), (0.5, 1.0)]]),
        (1, [[(0.35, 0.2), (0.55, 0.0), (0.55, 1.0)], [(0.25, 1.0), (0.85, 0.98)]]),
        (1, [[(0.05, 0.75), (0.35, 0.4), (0.7, 0.0)], [(0.7, 0.0), (0.55, 1.0)]]),
        (1, [[(0.3, 0.3), (0.55, 0.02), (0.55, 0.95), (0.7, 0.99), (0.85, 0.9)]]),
        (2, [[(0.0, 0.55), (0.3, 0.34), (0.62, 0.0)], [(0.62, 0.0), (0.58, 1.0)]]),
        (2, [[(-0.05, 0.42), (0.25, 0.3), (0.6, 0.0), (0.56, 0.5), (0.5, 1.0)]]),
        (1, [[(-0.1, 0.9), (0.3, 0.5), (0.68, 0.0)], [(0.68, 0.0), (0.6, 0.5), (0.58, 1.0)]]),
    ],
    "2": [
        (3, [[(0.1, 0.25), (0.3, 0.03), (0.7, 0.05), (0.82, 0.3), (0.55, 0.65), (0.08, 0.98)],
             [(0.08, 0.98), (0.5, 0.96), (0.95, 0.98)]]),
        (3, [[(0.1, 0.22), (0.4, 0.0), (0.8, 0.15), (0.7, 0.5), (0.35, 0.85), (0.12, 0.98),
              (0.05, 0.85), (0.2, 0.78), (0.5, 0.92), (0.8, 1.0), (1.0, 0.88)]]),
        (1, [[(0.1, 0.08), (0.8, 0.06), (0.5, 0.5), (0.1, 0.95)], [(0.1, 0.95), (0.9, 0.95)]]),
        (2, [[(0.15, 0.3), (0.2, 0.1), (0.5, 0.0), (0.78, 0.12), (0.78, 0.38), (0.45, 0.72),
              (0.1, 0.95), (0.35, 0.9), (0.65, 1.0), (0.95, 0.93)]]),
        (1, [[(0.3, 0.35), (0.12, 0.25), (0.3, 0.02), (0.7, 0.04), (0.8, 0.3), (0.45, 0.7),
              (0.05, 0.97), (0.5, 0.95), (0.9, 1.0), (0.98, 0.85)]]),
    ],
    "3": [
        (3, [[(0.12, 0.15), (0.4, 0.0), (0.75, 0.1), (0.7, 0.35), (0.4, 0.46), (0.75, 0.55),
              (0.85, 0.8), (0.5, 1.0), (0.08, 0.88)]]),
        (2, [[(0.12, 0.04), (0.82, 0.03)], [(0.82, 0.03), (0.42, 0.4)],
             [(0.42, 0.4), (0.78, 0.5), (0.85, 0.78), (0.5, 1.0), (0.08, 0.92)]]),
        (2, [[(0.15, 0.12), (0.45, 0.0), (0.75, 0.15), (0.6, 0.4), (0.35, 0.47), (0.42, 0.55),
              (0.5, 0.45), (0.8, 0.6), (0.8, 0.85), (0.4, 1.0), (0.05, 0.85)]]),
        (2, [[(0.1, 0.2), (0.3, 0.02), (0.7, 0.05), (0.72, 0.32), (0.38, 0.45)],
             [(0.38, 0.45), (0.85, 0.58), (0.78, 0.92), (0.4, 1.0), (0.1, 0.9), (0.18, 0.78)]]),
    ],
    "4": [
        (3, [[(0.55, 0.0), (0.3, 0.35), (0.05, 0.66)], [(0.05, 0.66), (0.95, 0.64)],
             [(0.68, 0.3), (0.64, 1.0)]]),
        (3, [[(0.2, 0.0), (0.12, 0.3), (0.15, 0.52), (0.5, 0.55), (0.88, 0.48)],
             [(0.8, 0.02), (0.72, 0.5), (0.66, 1.0)]]),
        (2, [[(0.22, 0.05), (0.16, 0.55)], [(0.16, 0.55), (0.86, 0.5)],
             [(0.78, 0.0), (0.74, 1.0)]]),
        (2, [[(0.66, 0.0), (0.06, 0.68)], [(0.06, 0.68), (0.96, 0.68)],
             [(0.68, 0.0), (0.66, 1.0)]]),
        (2, [[(0.2, 0.02), (0.2, 0.62)], [(0.06, 0.5), (0.95, 0.46)], [(0.75, 0.0), (0.7, 1.0)]]),
        (1, [[(0.3, 0.0), (0.1, 0.5), (0.3, 0.6), (0.6, 0.45), (0.82, 0.05)],
             [(0.82, 0.05), (0.68, 1.0)]]),
        (1, [[(0.5, 0.0), (0.05, 0.55), (0.2, 0.62), (0.9, 0.55)],
             [(0.75, 0.2), (0.6, 0.6), (0.55, 1.0)]]),
    ],
    "5": [
        (3, [[(0.25, 0.02), (0.18, 0.42)], [(0.18, 0.42), (0.55, 0.34), (0.88, 0.55), (0.8, 0.88),
              (0.45, 1.0), (0.06, 0.9)], [(0.25, 0.02), (0.88, 0.0)]]),
        (2, [[(0.9, 0.02), (0.3, 0.03)], [(0.3, 0.03), (0.2, 0.42), (0.55, 0.37), (0.85, 0.6),
              (0.7, 0.93), (0.35, 1.0), (0.05, 0.9)]]),
        (2, [[(0.3, 0.1), (0.2, 0.45), (0.55, 0.4), (0.82, 0.62), (0.7, 0.95), (0.3, 1.0),
              (0.04, 0.85)], [(0.3, 0.08), (0.7, 0.04), (1.08, -0.06)]]),
        (1, [[(0.85, 0.0), (0.4, 0.05), (0.22, 0.25), (0.4, 0.42), (0.75, 0.58), (0.78, 0.85),
              (0.45, 1.0), (0.08, 0.9)]]),
        (1, [[(0.3, 0.15), (0.22, 0.45), (0.6, 0.42), (0.82, 0.65), (0.6, 0.97), (0.1, 0.95)],
             [(0.45, 0.06), (0.98, 0.0)]]),
    ],
    "6": [
        (3, [[(0.7, 0.0), (0.35, 0.25), (0.12, 0.65), (0.3, 0.97), (0.7, 0.95), (0.82, 0.7),
              (0.55, 0.52), (0.22, 0.65)]]),
        (2, [[(0.82, 0.1), (0.55, 0.0), (0.22, 0.3), (0.12, 0.7), (0.35, 1.0), (0.75, 0.92),
              (0.8, 0.62), (0.45, 0.52), (0.16, 0.72)]]),
        (2, [[(0.5, 0.0), (0.2, 0.45), (0.14, 0.8), (0.4, 1.0), (0.72, 0.85), (0.6, 0.62),
              (0.35, 0.68), (0.2, 0.85)]]),
        (1, [[(0.62, 0.0), (0.3, 0.35), (0.15, 0.75), (0.4, 1.0), (0.78, 0.88), (0.78, 0.65),
              (0.5, 0.55), (0.25, 0.75), (0.5, 0.8), (0.95, 0.6)]]),
    ],
    "7": [
        (3, [[(0.08, 0.08), (0.9, 0.04)], [(0.9, 0.04), (0.6, 0.45), (0.42, 1.0)],
             [(0.22, 0.52), (0.85, 0.48)]]),
        (2, [[(0.08, 0.05), (0.88, 0.03)], [(0.88, 0.03), (0.4, 1.0)]]),
        (2, [[(0.08, 0.2), (0.15, 0.04), (0.5, 0.1), (0.92, 0.02), (0.62, 0.45), (0.45, 1.0)],
             [(0.15, 0.5), (0.9, 0.46)]]),
        (2, [[(0.05, 0.25), (0.1, 0.05), (0.5, 0.1), (0.9, 0.0)],
             [(0.9, 0.0), (0.55, 0.6), (0.5, 1.0)], [(0.25, 0.58), (0.98, 0.5)]]),
        (2, [[(0.15, 0.1), (0.45, 0.04), (0.85, 0.08), (0.6, 0.4), (0.3, 1.0)],
             [(0.1, 0.62), (0.8, 0.42)]]),
        (1, [[(0.1, 0.22), (0.12, 0.05), (0.88, 0.04), (0.6, 0.5), (0.52, 1.0)]]),
        (1, [[(0.1, 0.1), (0.5, 0.02), (0.9, 0.1), (0.1, 1.0)], [(0.12, 0.28), (0.88, 0.82)]]),
        (1, [[(0.12, 0.05), (0.85, 0.08), (0.35, 1.0)], [(0.1, 0.35), (0.95, 0.62)]]),
        (1, [[(0.05, 0.12), (0.3, 0.02), (0.6, 0.12), (0.85, 0.05)], [(0.85, 0.05), (0.15, 1.0)],
             [(0.05, 0.45), (0.5, 0.5), (0.95, 0.42)]]),
    ],
    "8": [
        (3, [[(0.7, 0.12), (0.4, 0.0), (0.2, 0.2), (0.45, 0.45), (0.75, 0.68), (0.7, 0.93),
              (0.4, 1.0), (0.18, 0.82), (0.4, 0.52), (0.72, 0.28), (0.7, 0.1)]]),
        (2, [[(0.85, 0.05), (0.5, 0.0), (0.2, 0.18), (0.4, 0.42), (0.75, 0.65), (0.68, 0.95),
              (0.3, 0.98), (0.15, 0.75), (0.45, 0.48), (0.95, 0.0)]]),
        (1, [arc(0.5, 0.24, 0.28, 0.24, 90, 450), arc(0.5, 0.74, 0.36, 0.26, -90, 270)]),
        (2, [[(0.78, 0.2), (0.5, 0.0), (0.22, 0.18), (0.42, 0.46), (0.78, 0.75), (0.45, 1.0),
              (0.15, 0.78), (0.5, 0.45), (0.7, 0.2), (0.95, 0.05)]]),
        (1, [[(0.3, 0.4), (0.25, 0.1), (0.55, 0.0), (0.75, 0.18), (0.5, 0.42), (0.2, 0.7),
              (0.3, 0.97), (0.65, 0.98), (0.78, 0.75), (0.5, 0.48), (0.28, 0.35)]]),
    ],
    "9": [
        (3, [[(0.78, 0.2), (0.5, 0.0), (0.18, 0.2), (0.3, 0.48), (0.65, 0.42), (0.8, 0.12)],
             [(0.8, 0.12), (0.75, 0.6), (0.66, 1.0)]]),
        (2, [[(0.8, 0.15), (0.45, 0.0), (0.15, 0.25), (0.35, 0.5), (0.7, 0.4), (0.8, 0.1),
              (0.82, 0.6), (0.65, 0.95), (0.35, 1.0), (0.1, 0.9)]]),
        (2, [[(0.82, 0.1), (0.45, 0.02), (0.18, 0.25), (0.38, 0.46), (0.78, 0.25), (0.82, 0.08),
              (0.72, 0.6), (0.4, 1.0)]]),
        (1, [[(0.7, 0.05), (0.3, 0.05), (0.18, 0.35), (0.5, 0.45), (0.78, 0.15), (0.75, 0.75),
              (0.5, 1.0), (0.2, 0.95)]]),
    ],
    "a": [
        (2, [arc(0.45, 0.7, 0.35, 0.3, -40, -400), [(0.8, 0.4), (0.8, 0.9), (0.95, 1.0)]]),
        (1, [[(0.05, 1.0), (0.5, 0.0), (0.95, 1.0)], [(0.2, 0.62), (0.8, 0.6)]]),
    ],
    "b": [
        (2, [[(0.2, 0.0), (0.2, 0.95)], [(0.2, 0.6), (0.55, 0.45), (0.85, 0.7), (0.6, 1.0),
              (0.2, 0.95)]]),
        (1, [[(0.2, 0.0), (0.2, 1.0)], [(0.2, 0.02), (0.7, 0.08), (0.65, 0.4), (0.2, 0.48)],
             [(0.2, 0.48), (0.85, 0.6), (0.7, 0.95), (0.2, 1.0)]]),
    ],
}  # fmt: skip


def smooth(points: Array, steps: int = 8) -> Array:
    """A Catmull-Rom curve through ``points`` (n, 2); two points stay a line."""
    if len(points) < 3:
        t = np.linspace(0, 1, steps)[:, None]
        return np.asarray(points[0] * (1 - t) + points[-1] * t)
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
                   + (3 * b - a - 3 * c + d) * t**3)
        )  # fmt: skip
    pieces.append(points[-1:])
    return np.vstack(pieces)


@dataclass(frozen=True, slots=True)
class Hand:
    """One writer: which skeleton of each digit, how wide, how slanted, how shaky."""

    choice: dict[str, int]
    slant: float
    width: float
    shake: float
    gap: float
    pen: float
    """Stroke width for a digit of height 1."""


def hand(rng: np.random.Generator) -> Hand:
    choice = {}
    for digit, shapes in SHAPES.items():
        weights = np.array([weight for weight, _ in shapes])
        choice[digit] = int(rng.choice(len(shapes), p=weights / weights.sum()))
    return Hand(
        choice,
        slant=float(rng.normal(0.14, 0.14)),
        width=float(rng.uniform(0.7, 1.25)),
        shake=float(rng.uniform(0.01, 0.045)),
        gap=float(rng.choice([rng.uniform(-0.11, 0.02), rng.uniform(0.0, 0.3)], p=[0.3, 0.7])),
        pen=float(rng.uniform(0.045, 0.15)),
    )


def place(text: str, writer: Hand, rng: np.random.Generator) -> list[Array]:
    """The pen's paths for ``text``: y from 0 to about 1, x from 0 on, in digit heights."""
    paths: list[Array] = []
    x = 0.0
    for letter in text:
        shapes = SHAPES[letter]
        index = writer.choice[letter] if rng.random() < 0.85 else int(rng.integers(len(shapes)))
        height = rng.normal(1.0, 0.05) * (1.12 if letter == "8" and rng.random() < 0.3 else 1.0)
        drop = rng.normal(0, 0.03)
        wide = ASPECT * writer.width * rng.normal(1.0, 0.08) * (0.6 if letter == "1" else 1.0)
        tilt = writer.slant + rng.normal(0, 0.03)
        # The same small bend for all strokes of one digit, so that corners stay joined.
        bend = rng.normal(0, writer.shake, (2, 2, 2))
        placed = []
        for stroke in shapes[index][1]:
            points = np.asarray(stroke, dtype=np.float64)
            points = points + rng.normal(0, writer.shake * 0.6, points.shape)
            u, v = points[:, :1], points[:, 1:]
            for j in range(2):
                for k in range(2):
                    points = points + bend[j, k] * np.sin(np.pi * (j + 1) * u) * np.cos(
                        np.pi * k * v
                    )
            path = smooth(points) * [wide, height]
            path[:, 0] += tilt * (height - path[:, 1])
            path[:, 1] += 1.0 - height + drop
            placed.append(path)
        left = min(float(p[:, 0].min()) for p in placed)
        right = max(float(p[:, 0].max()) for p in placed)
        for path in placed:
            path[:, 0] += x - left
        paths += placed
        x += right - left + writer.gap + rng.normal(0, 0.03)
    return paths


def ink(paths: list[Array], height: int, pen: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Draw ``paths`` so that a digit is ``height`` pixels high: white ink on black, tight."""
    over = 4  # drawn four times too large and shrunk, for soft edges
    every = np.vstack(paths)
    low = every.min(axis=0) - pen
    high = every.max(axis=0) + pen
    size = np.ceil((high - low) * height).astype(int) + 2
    big = np.zeros((int(size[1]) * over, int(size[0]) * over), np.uint8)
    for path in paths:
        points = ((path - low) * height * over).astype(np.int32)
        thick = max(1, round(pen * height * over * rng.uniform(0.85, 1.15)))
        cv2.polylines(big, [points.reshape(-1, 1, 2)], False, 255, thick, cv2.LINE_AA)
    return np.asarray(
        cv2.resize(big, (int(size[0]), int(size[1])), interpolation=cv2.INTER_AREA), np.uint8
    )


def draw(
    text: str,
    height: int,
    rng: np.random.Generator,
    close: bool = False,
    thin: bool = False,
) -> NDArray[np.uint8]:
    """``text`` in a random hand: white ink on black, about ``height`` pixels high. ``close``: the
    digits touch; ``thin``: the pen is a fine one."""
    writer = hand(rng)
    if close:
        writer = replace(writer, gap=float(rng.uniform(-0.2, -0.02)))
    if thin:
        writer = replace(writer, pen=float(rng.uniform(0.02, 0.05)))
    return ink(place(text, writer, rng), height, writer.pen, rng)


def scribble(width: int, height: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Pen strokes that strike out what stands below: zigzag, loops, or bars."""
    out = np.zeros((height, width), np.uint8)
    thick = max(1, round(height * rng.uniform(0.04, 0.12)))
    kind = rng.integers(4)
    if kind == 0:
        n = int(rng.integers(6, 16))
        xs = np.linspace(0.02, 0.98, n) + rng.normal(0, 0.02, n)
        ys = np.where(np.arange(n) % 2 == 0, 0.12, 0.88) + rng.normal(0, 0.08, n)
        curves = [smooth(np.stack([xs, ys], 1), 6)]
    elif kind == 1:
        turns = rng.uniform(2.5, 6)
        t = np.linspace(0, 2 * np.pi * turns, 90)
        xs = 0.15 + 0.7 * t / t[-1] + 0.15 * np.cos(t) + rng.normal(0, 0.008, 90)
        ys = 0.5 + rng.uniform(0.2, 0.42) * np.sin(t) + rng.normal(0, 0.012, 90)
        curves = [np.stack([xs, ys], 1)]
    elif kind == 2:
        curves = []
        for _ in range(int(rng.integers(2, 5))):
            y = rng.uniform(0.25, 0.75)
            ends = np.array(
                [[0.0, y], [0.5, y + rng.normal(0, 0.06)], [1.0, y + rng.normal(0, 0.14)]]
            )
            curves.append(smooth(ends))
    else:
        curves = [
            smooth(np.stack([rng.uniform(0, 1, 12), rng.uniform(0.05, 0.95, 12)], 1), 8)
            for _ in range(int(rng.integers(1, 4)))
        ]
    for curve in curves:
        points = (curve * [width, height]).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(out, [points], False, 255, thick, cv2.LINE_AA)
    return out
