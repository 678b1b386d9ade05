"""A page as a telephone sees it: curled a little, lying askew on a desk, in uneven light.

The sheet is bent about an upright axis as paper that was folded or bound is, then seen by a
pinhole camera that is neither straight above it nor level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator

from tools.letters.chance import dice
from tools.letters.letter import Letter
from tools.letters.sheet import PAGE_HEIGHT, PAGE_WIDTH, Rect

WIDTH, HEIGHT = 2100, 2800  # pixels of the picture: six megapixels
_FILLED = (0.82, 0.93)  # share of the picture's height or width that the sheet takes
_TILT = 0.13  # radians off straight above, at most
_TURN = 0.05  # radians askew
_CURL = (0.0, 0.05)  # height of the bend, in widths of the sheet: up to a centimetre
_DESKS = ((96, 68, 44), (58, 60, 66), (128, 120, 108), (74, 46, 30), (40, 62, 58))


@dataclass(frozen=True, slots=True)
class Camera:
    """``corners``: where the sheet's corners (top left, clockwise) are seen, in pixels.
    ``project`` maps points of the sheet (fractions, (n, 2)) to pixels."""

    turn: Any
    bend: float
    phase: float
    scale: float
    middle: tuple[float, float]
    distance: float = 3.4  # widths of the sheet between lens and desk

    def project(self, points: Any) -> Any:
        ratio = PAGE_HEIGHT / PAGE_WIDTH
        x, y = points[:, 0] - 0.5, (points[:, 1] - 0.5) * ratio
        z = self.bend * (np.cos(np.pi * (points[:, 0] + self.phase)) + 1) / 2
        seen = self.turn @ np.stack((x, y, z))
        depth = self.distance - seen[2]
        flat = seen[:2] / depth * self.distance * self.scale
        return flat.T + np.array(self.middle)

    @property
    def corners(self) -> tuple[Rect, Rect]:
        points = self.project(np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float))
        return tuple(map(tuple, points.round(2).tolist()))  # type: ignore[arg-type]


def camera_of(letter: Letter, page: int) -> Camera:
    """How a page is held before the lens; found without drawing it."""
    chance = dice(letter.id, letter.look.seed, "camera", page)
    tilt, lean = chance.uniform(-_TILT, _TILT, 2)
    turn = float(chance.uniform(-_TURN, _TURN))
    about = [
        cv2.Rodrigues(np.array(axis, float))[0]
        for axis in ((tilt, 0, 0), (0, lean, 0), (0, 0, turn))
    ]
    filled = float(chance.uniform(*_FILLED))
    scale = min(WIDTH, HEIGHT / (PAGE_HEIGHT / PAGE_WIDTH)) * filled
    shift = chance.uniform(-0.01, 0.01, 2) * (WIDTH, HEIGHT)
    return Camera(
        turn=about[2] @ about[1] @ about[0],
        bend=float(chance.uniform(*_CURL)),
        phase=float(chance.uniform(-0.5, 0.5)),
        scale=scale,
        middle=(WIDTH / 2 + float(shift[0]), HEIGHT / 2 + float(shift[1])),
    )


def photograph(picture: Any, letter: Letter, page: int) -> Any:
    """The RGB photograph of a page drawn at 300 dpi."""
    chance = dice(letter.id, letter.look.seed, "photo", page)
    camera = camera_of(letter, page)
    image, sheet = _seen(picture, camera)
    desk = _desk(chance)
    # a sheet casts a thin shadow on what it lies on
    near = cv2.GaussianBlur(sheet, (0, 0), 14) * 0.45
    desk *= 1 - near[..., None]
    desk += (image - desk) * sheet[..., None]
    scene = desk * _light(chance)[..., None]
    scene = cv2.GaussianBlur(scene, (0, 0), float(chance.uniform(0.5, 0.9)))
    level = np.float32(chance.uniform(2, 4.5))
    noise = chance.standard_normal(scene.shape[:2], dtype=np.float32) * level
    scene = scene + cv2.GaussianBlur(noise, (0, 0), 0.7)[..., None]
    shown = np.clip(scene, 0, 255).astype(np.uint8)
    turned = (letter.look.turned or {}).get(page, 0)
    return np.ascontiguousarray(np.rot90(shown, -turned // 90)) if turned else shown


def _seen(picture: Any, camera: Camera) -> tuple[Any, Any]:
    """The sheet in the picture's frame, and where it is (0 to 1)."""
    steps = 48  # cells across: the bend is smooth
    grid = np.stack(np.meshgrid(np.linspace(0, 1, steps + 1), np.linspace(0, 1, steps + 1)), -1)
    spots = camera.project(grid.reshape(-1, 2)).reshape(steps + 1, steps + 1, 2)
    high, wide = picture.shape[:2]
    maps = np.full((HEIGHT, WIDTH, 2), -1e4, np.float32)
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    for row in range(steps):
        for column in range(steps):
            corners = spots[row : row + 2, column : column + 2]
            x0, y0 = np.floor(corners.min((0, 1))).astype(int) - 1
            x1, y1 = np.ceil(corners.max((0, 1))).astype(int) + 2
            x0, y0 = max(0, x0), max(0, y0)
            here = np.float32(corners.reshape(4, 2)[[0, 1, 3, 2]])
            there = np.float32(
                [
                    (grid[row + r, column + c] * (wide, high))
                    for r, c in ((0, 0), (0, 1), (1, 1), (1, 0))
                ]
            )
            h = cv2.getPerspectiveTransform(here, there)
            px, py = xs[y0:y1, x0:x1], ys[y0:y1, x0:x1]
            w = h[2, 0] * px + h[2, 1] * py + h[2, 2]
            u = (h[0, 0] * px + h[0, 1] * py + h[0, 2]) / w
            v = (h[1, 0] * px + h[1, 1] * py + h[1, 2]) / w
            (ax, ay), (bx, by) = there[0], there[2]
            inside = (u >= ax - 0.5) & (u <= bx + 0.5) & (v >= ay - 0.5) & (v <= by + 0.5)
            part = maps[y0:y1, x0:x1]
            part[inside, 0], part[inside, 1] = u[inside], v[inside]
    small = cv2.GaussianBlur(picture, (0, 0), 0.6)  # the lens takes what the grid would alias
    image = cv2.remap(small, maps[..., 0], maps[..., 1], cv2.INTER_LINEAR)
    inside = ((maps[..., 0] >= 0) & (maps[..., 0] < wide)).astype(np.float32)
    return image.astype(np.float32) * 0.93 + 8, cv2.GaussianBlur(inside, (0, 0), 0.8)


def _desk(chance: Generator) -> Any:
    """Wood or cloth: a colour, grain along one side, mottling."""
    colour = np.array(_DESKS[int(chance.integers(len(_DESKS)))], np.float32)
    grain = chance.normal(0, 1, (HEIGHT // 4, 12)).astype(np.float32)
    along = cv2.GaussianBlur(cv2.resize(grain, (WIDTH, HEIGHT)), (0, 0), 2)
    cloth = chance.normal(0, 1, (HEIGHT // 8, WIDTH // 8)).astype(np.float32)
    mottled = cv2.resize(cloth, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    strength = float(chance.uniform(4, 12))
    grained = colour + ((along + 0.5 * mottled) * strength)[..., None]
    return np.clip(grained, 0, 255).astype(np.float32)


def _light(chance: Generator) -> Any:
    """Lamp to one side, lens darker at its rim, and the soft shadow of the hand that holds it."""
    y, x = np.mgrid[0 : 1 : HEIGHT * 1j, 0 : 1 : WIDTH * 1j].astype(np.float32)
    way = float(chance.uniform(0, 2 * np.pi))
    slope = np.cos(way) * (x - 0.5) + np.sin(way) * (y - 0.5) + 0.5
    light = 1 - float(chance.uniform(0.1, 0.35)) * slope
    light = light * (1 - 0.25 * ((x - 0.5) ** 2 + (y - 0.5) ** 2))
    cx, cy = chance.uniform(0.1, 0.9), chance.uniform(0.55, 1.1)
    wide, tall = chance.uniform(0.15, 0.35, 2)
    away = np.hypot((x - cx) / wide, (y - cy) / tall)
    dark = float(chance.uniform(0.15, 0.4)) / (1 + np.exp((away - 1) * 12))
    return (light * (1 - dark)).astype(np.float32)
