"""A second look at stamps on page one: urgency, secrecy, and that of the receiving office.

They are red, or framed as no type is, and cleaning takes them away as it takes seals. What it
took is remembered here, and asked what it says: a stamp's words come back as lines of their own,
and a stamp that gave none is a covered place, so that nobody says there was no stamp.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.reading.engine import Engine, Token
from pipeline.reading.inks import black, red, red_share, straight
from pipeline.reading.layout import Row
from pipeline.reading.stamp import is_stamp_field, stamp_word
from pipeline.reading.strips import Part, read_sheet
from pipeline.records import Box, PageImage

_HEAD = 0.5  # share of page one above which offices stamp
_INK = 150  # of 255
_MARGIN = 0.07  # share of the page: what stands above is a print of the archive or the web site
_RED = 0.0002  # share of red pixels from which there may be a stamp: a small one has 0.0005
_WIDE = (0.4, 3.4)  # inches: the breadth and height of stamps
_TALL = (0.14, 1.7)
_FRAME = 0.3  # inches: straight runs longer than that are a frame's
_TILT = 50.0  # degrees by which a stamp may be turned
_JOIN = 0.07  # inches between the letters of a stamp
_MOST = 6
_SCRAP = 0.25


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Where it stands, its pixels set level, and the way back from them."""

    at: Part
    grey: Any
    back: Any


def look_at_head(image: PageImage, by: Engine) -> tuple[list[Row], tuple[Box, ...]]:
    """Lines of stamps on page one that cleaning took away, and the boxes (fractions) of what
    looks like a stamp and gave no words."""
    if image.number != 1 or image.blank:
        return [], ()
    height, width = image.clean.shape
    rgb = straight(image, (0.0, 0.0, 1.0, round(_HEAD * height) / height))
    found = [*_taken_away(black(rgb), image)]
    if red_share(rgb) > _RED:
        found += _stamps(red(rgb), red(rgb) < _INK, image.dpi)
    found = found[:_MOST]
    rows: list[Row] = []
    silent: list[Box] = []
    read = read_sheet([(n, 1.0, s.grey) for n, s in enumerate(found)], image.dpi, by, image.rough)
    for stamp, words in zip(found, read, strict=True):
        lines = [kept for line in _lines(words) if (kept := _kept(line))]
        if not lines and stamp.at[3] > _MARGIN * height:
            silent.append(_fraction(stamp.at, width, height))
        for line in lines:
            tokens = [replace(t, box=_placed(t, stamp)) for t in line]
            rows.append(Row(tuple(tokens), "full", stamp=True))
    return rows, tuple(silent)


def _kept(line: Sequence[Token]) -> list[Token]:
    """What a line of a stamp says: its degree, ``ĐẾN``, a labelled field. The name of the office
    that received the letter is left out: it stands where the letter's own issuer does."""
    sure = [t for t in line if t.confidence > _SCRAP and any(map(str.isalnum, t.text))]
    if stamp_word(" ".join(t.text for t in sure)) is not None:
        return sure
    start = next((n for n, t in enumerate(sure) if is_stamp_field(t.text)), len(sure))
    return sure[start:]


def _taken_away(grey: Any, image: PageImage) -> list[_Stamp]:
    """Stamps in black or blue: ink of the paper that the clean page lacks."""
    import cv2
    import numpy as np

    ink = grey < _INK
    clean = image.clean[: ink.shape[0]] < 200
    left = cv2.dilate(clean.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    wiped = (ink & ~left) | _framed(ink, image.dpi)
    if float(wiped.mean()) < _RED:
        return []
    return _stamps(grey, wiped, image.dpi)


def _framed(ink: Any, dpi: float) -> Any:
    """Bool array: ink in frames as large as stamps. Cleaning leaves them, as tables have them
    too, but the engine reads little in one that is tilted."""
    import cv2
    import numpy as np

    out = np.zeros_like(ink)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), None, 8)
    for n, (x, y, w, h, area) in enumerate(stats.tolist()):
        if n == 0 or not _fits(w / dpi, h / dpi) or area > 0.4 * w * h:
            continue
        own = labels[y : y + h, x : x + w] == n
        sides = (own.any(axis=0).mean(), own.any(axis=1).mean())
        hole = own[h // 3 : h - h // 3, w // 6 : w - w // 6].mean()
        if min(sides) > 0.97 and hole < 0.08 and _is_round(own):
            out[y : y + h, x : x + w] |= ink[y : y + h, x : x + w]
    return out


def _is_round(own: Any) -> bool:
    """Whether a shape closes: nothing outside can reach its middle."""
    import cv2
    import numpy as np

    height, width = own.shape
    room = np.zeros((height + 4, width + 4), np.uint8)
    walls = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8))
    sheet = np.zeros((height + 2, width + 2), np.uint8)
    sheet[1:-1, 1:-1] = walls
    cv2.floodFill(sheet, room, (0, 0), 2)
    inside = sheet[1:-1, 1:-1] == 0
    return float(inside.mean()) > 0.5


def _stamps(grey: Any, ink: Any, dpi: float) -> list[_Stamp]:
    """Groups of ink as large as stamps, from top to bottom, set level, their frames gone."""
    import cv2
    import numpy as np

    reach = max(3, round(_JOIN * dpi))
    joined = cv2.morphologyEx(
        ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)
    )
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, None, 8)
    found: list[_Stamp] = []
    for n, (x, y, w, h, _) in enumerate(stats.tolist()):
        if n == 0 or w > 1.3 * _WIDE[1] * dpi or h > 1.3 * _WIDE[1] * dpi:
            continue
        points = np.argwhere((labels[y : y + h, x : x + w] == n) & ink[y : y + h, x : x + w])
        if len(points) < (0.1 * dpi) ** 2:
            continue
        (cx, cy), (long, short), angle = cv2.minAreaRect(points[:, ::-1].astype(np.float32))
        if long < short:
            long, short, angle = short, long, angle - 90
        angle = (angle + 90) % 180 - 90
        if abs(angle) > _TILT or not _fits(long / dpi, short / dpi):
            continue
        found.append(
            _level(grey, (x, y, x + w, y + h), (cx + x, cy + y), (long, short), angle, dpi)
        )
    return found


def _fits(wide: float, tall: float) -> bool:
    """Whether a shape (inches) may be a stamp: broader than high, and no thin rule."""
    return _WIDE[0] <= wide <= _WIDE[1] and _TALL[0] <= tall <= _TALL[1] and wide > 1.15 * tall


def _level(
    grey: Any, at: Part, middle: tuple[float, float], size: tuple[float, float], angle: float,
    dpi: float,
) -> _Stamp:  # fmt: skip
    import cv2
    import numpy as np

    wide, tall = round(size[0]) + 8, round(size[1]) + 8
    turn = angle if abs(angle) > 1.0 else 0.0
    matrix = cv2.getRotationMatrix2D(middle, turn, 1.0)
    matrix[:, 2] += (wide / 2 - middle[0], tall / 2 - middle[1])
    part = cv2.warpAffine(grey, matrix, (wide, tall), borderValue=(255,))
    return _Stamp(at, _without_frame(part, dpi), cv2.invertAffineTransform(np.asarray(matrix)))


def _without_frame(grey: Any, dpi: float) -> Any:
    import cv2
    import numpy as np

    ink = (grey < _INK).astype(np.uint8)
    run = max(9, round(_FRAME * dpi))
    bars = cv2.max(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, run), np.uint8)),
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((run, 1), np.uint8)),
    )
    out = grey.copy()
    out[cv2.dilate(bars, np.ones((5, 5), np.uint8)) > 0] = 255
    # what is left of a frame lies along the edges
    _, labels, stats, _ = cv2.connectedComponentsWithStats((out < _INK).astype(np.uint8), None, 8)
    height, width = ink.shape
    edge = 0.06 * dpi
    thin = (stats[:, 2] < edge) | (stats[:, 3] < edge)
    outer = (
        (stats[:, 0] < edge) | (stats[:, 1] < edge)
        | (stats[:, 0] + stats[:, 2] > width - edge) | (stats[:, 1] + stats[:, 3] > height - edge)
    )  # fmt: skip
    gone = thin & outer
    gone[0] = False
    out[gone[labels]] = 255
    return out


def _lines(words: Sequence[Token]) -> list[list[Token]]:
    lines: dict[tuple[int, int, int], list[Token]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [sorted(line, key=lambda t: t.box[0]) for line in lines.values()]


def _placed(token: Token, stamp: _Stamp) -> Part:
    """A word's box on the page, level, as large as it is: of tilted words the middle is right."""
    x0, y0, x1, y1 = token.box
    x, y = (float(v) for v in stamp.back @ ((x0 + x1) / 2, (y0 + y1) / 2, 1.0))
    wide, tall = (x1 - x0) / 2, (y1 - y0) / 2
    return round(x - wide), round(y - tall), round(x + wide), round(y + tall)


def _fraction(at: Part, width: int, height: int) -> Box:
    x0, y0, x1, y1 = at
    return (
        round(x0 / width, 5), round(y0 / height, 5), round(x1 / width, 5), round(y1 / height, 5)
    )  # fmt: skip
