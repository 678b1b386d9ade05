"""A set page as a picture: uint8 RGB at 300 dpi on white, before any damage."""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from tools.letters import stamps
from tools.letters.chance import dice
from tools.letters.fonts import SCALE, face
from tools.letters.letter import Letter
from tools.letters.pen import BLUE, Mask, choose_hand, signature
from tools.letters.sheet import PAGE_HEIGHT, PAGE_WIDTH, Mark, Sheet

SIZE = round(PAGE_WIDTH * SCALE), round(PAGE_HEIGHT * SCALE)  # width, height in pixels
_TONER = (26, 26, 30)


def draw_sheet(letter: Letter, sheet: Sheet) -> Any:
    """The picture of a page: toner first, then pen, then stamps over both."""
    ink = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(ink)
    for run in sheet.runs:
        font = face(letter.look.font, run.style, run.size)
        draw.text((run.x * SCALE, run.y * SCALE), run.text, 255, font, anchor="ls")
    for rule in sheet.rules:
        ends = [v * SCALE for v in (rule.x0, rule.y0, rule.x1, rule.y1)]
        wide = max(1, round(rule.width * SCALE))
        if rule.dotted:
            for x in np.arange(ends[0], ends[2], 11):
                draw.ellipse((x, ends[1] - 2, x + 3, ends[1] + 1), 255)
        else:
            draw.line(ends, 255, wide)
    canvas = _print(np.asarray(ink))
    for stroke in sheet.inks:
        _lay(canvas, stroke.mask, round(stroke.x * SCALE), round(stroke.y * SCALE), stroke.colour)
    for mark in sheet.marks:
        _mark(canvas, letter, sheet, mark)
    return canvas


def _print(ink: Mask) -> Any:
    """Toner on white paper."""
    levels = np.arange(256)[:, None]
    return (255 - levels * (255 - np.array(_TONER)) // 255).astype(np.uint8)[ink]


def _mark(canvas: Any, letter: Letter, sheet: Sheet, mark: Mark) -> None:
    chance = dice(letter.id, letter.look.seed, mark.kind, sheet.number)
    x, y = round(mark.x * SCALE), round(mark.y * SCALE)
    if mark.kind == "signature":
        colour = BLUE[int(chance.integers(len(BLUE)))]
        _centre(canvas, signature(chance), x, y, colour)
    elif mark.kind == "seal":
        _centre(canvas, stamps.seal(letter, chance), x, y, stamps.RED)
    elif mark.kind == "urgency":
        _centre(canvas, stamps.urgency(mark.lines[0], chance), x, y, stamps.RED)
    elif letter.header.incoming:
        hand = choose_hand(dice(letter.id, letter.look.seed, "receiver"))
        box, written = stamps.incoming(letter.header.incoming, hand, chance)
        _centre(canvas, box, x, y, stamps.RED)
        _centre(canvas, written, x, y, hand.colour)


def _centre(canvas: Any, mask: Mask, x: int, y: int, colour: tuple[int, int, int]) -> None:
    _lay(canvas, mask, x - mask.shape[1] // 2, y - mask.shape[0] // 2, colour)


def _lay(canvas: Any, mask: Mask, x: int, y: int, colour: tuple[int, int, int]) -> None:
    """Ink on paper multiplies: what lies under it shows through. Off the page it is cut."""
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(canvas.shape[1], x + mask.shape[1]), min(canvas.shape[0], y + mask.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = canvas[y0:y1, x0:x1]
    alpha = mask[y0 - y : y1 - y, x0 - x : x1 - x, None].astype(np.uint16)
    keep = 255 - alpha * (255 - np.array(colour, np.uint16)) // 255
    part[:] = (part * keep // 255).astype(np.uint8)
