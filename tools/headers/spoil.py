"""Spoils the place of a number or a day on a drawn page, and cuts the scan to its header."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw

from tools.headers.cases import Case, Field
from tools.letters import stamps
from tools.letters.chance import dice
from tools.letters.damage import grade_of, pose_of, scan
from tools.letters.draw import draw_sheet
from tools.letters.errors import LetterError
from tools.letters.fonts import SCALE, face
from tools.letters.layout import set_letter
from tools.letters.sheet import Rect, Sheet

TOP = 0.4
"""The part of page one that is kept."""
DPI = 200
_DARK = ((120, 10, 24), (36, 32, 70), (60, 14, 40))


def make_header(case: Case) -> Any:
    """The top of page one as a scan at 200 dpi: an RGB or grey array."""
    sheet = set_letter(case.letter)[0]
    boxes = {field: _place(case, sheet, field) for field in case.spoilt}
    if case.way == "absent":
        _take_away(case, sheet)
    picture = draw_sheet(case.letter, sheet)
    chance = dice(case.id, case.letter.look.seed, "spoil")
    for box in boxes.values():
        if case.way == "smeared":
            _smear(picture, box, chance)
        elif case.way == "seal":
            _seals(picture, case, box, chance)
        elif case.way == "stamp":
            _stamp(picture, box, chance)
    grade = replace(grade_of(case.letter, case.grade), dpi=DPI)
    paper = scan(picture, None, case.letter, 1, grade)
    if grade.mode == "grey16":  # scanned as drawn, at 300 dpi
        pose = pose_of(case.letter, 1, grade)
        paper = cv2.resize(paper, (pose.width, pose.height), interpolation=cv2.INTER_AREA)
        paper = (paper >> 4) * 17
    paper = paper[: round(TOP * paper.shape[0])]
    if case.way == "cut":
        pose = pose_of(case.letter, 1, grade)
        for field, box in sorted(boxes.items()):  # the right side first: it moves nothing
            x0, _, x1, _ = pose.box(box)
            paper = _cut(paper, round((x0 + x1) / 2 * pose.width), left=field == "number")
    return np.ascontiguousarray(paper)


def _place(case: Case, sheet: Sheet, field: Field) -> Rect:
    """Where the field's digits stand, or should, in points."""
    for ink in sheet.inks:
        if ink.what == field:
            high, wide = ink.mask.shape[0] / SCALE, ink.mask.shape[1] / SCALE
            return ink.x, ink.y, ink.x + wide, ink.y + high
    for gap in sheet.gaps:
        if gap.what == field:
            return gap.box
    said = getattr(case.letter.header, field)
    for run in sheet.runs:
        if run.text == said:
            wide = face(case.letter.look.font, run.style, run.size).getlength(said) / SCALE
            return run.x, run.y - 0.75 * run.size, run.x + wide, run.y + 0.1 * run.size
    raise LetterError(f"{case.id}: no {field} on the sheet")


def _take_away(case: Case, sheet: Sheet) -> None:
    """No number line, no line of place and date: as on a page that never had them."""
    head = case.letter.header
    marks = {
        "number": ("Số", f"{head.joint}{head.symbol}"),
        "day": (f"{head.place}, ngày", " tháng "),
    }
    for field in case.spoilt:
        first, last = marks[field]
        base = next(r.y for r in sheet.runs if r.text.startswith((first, last)))
        row = [
            r for r in sheet.runs
            if abs(r.y - base) < 1 and (r.text.startswith((first, last))
                                        or r.text == getattr(head, field))
        ]  # fmt: skip
        sheet.runs[:] = [r for r in sheet.runs if r not in row]
        sheet.inks[:] = [i for i in sheet.inks if i.what != field]
        x0, x1 = min(r.x for r in row), max(r.x for r in row)
        sheet.rules[:] = [r for r in sheet.rules if not (r.dotted and x0 < r.x0 < x1 + 9)]


def _pixels(box: Rect, pad: float, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = (round(v * SCALE) for v in box)
    more = round(pad * SCALE)
    return (
        max(0, x0 - more), max(0, y0 - more), min(shape[1], x1 + more), min(shape[0], y1 + more)
    )  # fmt: skip


def _smear(picture: Any, box: Rect, chance: Generator) -> None:
    """A wet thumb: the ink is drawn out to both sides until no stroke is left, and stains."""
    x0, y0, x1, y1 = _pixels(box, 3, picture.shape)
    part = picture[y0:y1, x0:x1].astype(np.float32)
    long = int(chance.uniform(38, 60))
    drawn = cv2.blur(part, (long, 5), borderType=cv2.BORDER_REPLICATE)
    drawn = cv2.GaussianBlur(drawn, (0, 0), float(chance.uniform(4, 7)))
    # Wet ink spreads: it is darker than its mean.
    drawn = 255 - np.minimum(200, (255 - drawn) * float(chance.uniform(1.3, 2.2)))
    grain = chance.normal(0, 7, drawn.shape[:2])[..., None]
    picture[y0:y1, x0:x1] = np.clip(drawn + grain, 0, 255).astype(np.uint8)


def _seals(picture: Any, case: Case, box: Rect, chance: Generator) -> None:
    """A seal that was set down three times, well inked, its rim or its words on the place."""
    colour = _DARK[int(chance.integers(len(_DARK)))]
    middle_x, middle_y = (box[0] + box[2]) / 2 * SCALE, (box[1] + box[3]) / 2 * SCALE
    for _ in range(3):
        mask = stamps.seal(case.letter, chance)
        x = middle_x + chance.uniform(-30, 30)
        # The ring of words lies at two fifths of the height above the middle.
        y = middle_y + chance.uniform(0.1, 0.36) * mask.shape[0]
        _lay(picture, mask, round(x - mask.shape[1] / 2), round(y - mask.shape[0] / 2), colour)
    x0, y0, x1, y1 = _pixels(box, 2, picture.shape)
    blot = np.zeros((y1 - y0, x1 - x0), np.float32)
    cv2.ellipse(
        blot, (blot.shape[1] // 2, blot.shape[0] // 2), (int(blot.shape[1] * 0.48),
        int(blot.shape[0] * 0.45)), 0, 0, 360, 225, -1,
    )  # fmt: skip
    blot = cv2.GaussianBlur(blot, (0, 0), 6) * chance.uniform(0.9, 1.0, blot.shape)
    _lay(picture, blot.astype(np.uint8), x0, y0, colour)


def _stamp(picture: Any, box: Rect, chance: Generator) -> None:
    """A full stamp with its words left white, set down askew over the place."""
    colour = _DARK[int(chance.integers(len(_DARK)))]
    x0, y0, x1, y1 = _pixels(box, 5, picture.shape)
    words = ("BẢN SAO", "ĐÃ QUÉT", "LƯU TRỮ", "HỎA TỐC")[int(chance.integers(4))]
    image = Image.new("L", (max(x1 - x0, 210), max(y1 - y0, 84)), 240)
    draw = ImageDraw.Draw(image)
    font = face("stamp", "bold", 10)
    draw.text((image.width / 2, image.height / 2), words, 20, font, anchor="mm")
    mask = np.asarray(image.rotate(float(chance.uniform(-5, 5)), Image.Resampling.BICUBIC, True))
    middle = (x0 + x1) // 2 - mask.shape[1] // 2, (y0 + y1) // 2 - mask.shape[0] // 2
    _cover(picture, mask, *middle, colour)


def _lay(picture: Any, mask: Any, x: int, y: int, colour: tuple[int, int, int]) -> None:
    """Ink over ink: the two multiply."""
    part, alpha = _parts(picture, mask, x, y)
    if part is not None:
        keep = 255 - alpha * (255 - np.array(colour, np.uint16)) // 255
        part[:] = (part * keep // 255).astype(np.uint8)


def _cover(picture: Any, mask: Any, x: int, y: int, colour: tuple[int, int, int]) -> None:
    """Thick ink: what lies under it is gone, and the stamp's white words show paper."""
    part, alpha = _parts(picture, mask, x, y)
    if part is not None:
        paper = np.full_like(part, 246).astype(np.uint16)
        inked = paper - alpha * (paper - np.array(colour, np.uint16)) // 255
        inside = _area(alpha)
        part[inside] = inked[inside].astype(np.uint8)


def _area(alpha: Any) -> Any:
    """The stamp's whole area, words included: the filled outline of its ink."""
    solid = (alpha[..., 0] > 30).astype(np.uint8)
    return cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((41, 41), np.uint8)) > 0


def _parts(picture: Any, mask: Any, x: int, y: int) -> tuple[Any, Any]:
    x0, y0 = max(0, x), max(0, y)
    x1 = min(picture.shape[1], x + mask.shape[1])
    y1 = min(picture.shape[0], y + mask.shape[0])
    if x0 >= x1 or y0 >= y1:
        return None, None
    alpha = mask[y0 - y : y1 - y, x0 - x : x1 - x, None].astype(np.uint16)
    return picture[y0:y1, x0:x1], alpha


def _cut(paper: Any, x: int, *, left: bool) -> Any:
    """The scan without what lies beyond ``x``: the page lay partly off the glass."""
    return paper[:, x:] if left else paper[:, :x]
