"""Lines of type in a picture with seals and pen strokes on it, cut out to be read alone.

Where lines run is seen from the letters that stand clear of seals; each line is then followed
into the seal, whose circles are taken away first. What is left of the seal and the signature
above and below a line is cut off with the rest of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.reading.engine import Engine, Token
from pipeline.reading.ring import Ring, find_rings, without_circles

_LETTER = (0.06, 0.26)  # inches: heights of capitals and letters with their marks
_WORD = 1.3  # inches: letters run together are no wider
_BREAK = 0.2  # inches of white that end a line
_BEYOND = 1.2  # inches that a line is followed past the letters that stand clear
_LEAST = 0.3  # inches that a line must be long
_INK = 150  # of 255
_GAP = 0.16  # inches between strips in the picture that is read
_MOST = 12
_SMALL = 150.0  # dots an inch under which strips are enlarged

Part = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Strip:
    """A line's pixels (grey), and where they were cut: (x0, y0, x1, y1)."""

    grey: Any
    at: Part


def strips(grey: Any, dpi: float, skip: Sequence[Part] = ()) -> list[Strip]:
    """The lines of a grey picture, from top to bottom; a line that runs into a seal comes twice,
    with the seal's circles and without. Lines that lie within a box of ``skip`` are left out."""
    import numpy as np

    ink = grey < _INK
    rings = find_rings(ink, dpi) if ink.any() else []
    doomed = np.zeros_like(ink)
    for ring in rings:
        doomed |= without_circles(ink & ~doomed, ring)
    rest = ink & ~doomed
    bands = [b for b in _bands(rest, rings, dpi) if not any(_inside(b, box) for box in skip)]
    found = []
    for n, band in enumerate(bands[:_MOST]):
        x0, x1 = _followed(rest, band, rings, dpi)
        if x1 - x0 < _LEAST * dpi:
            continue
        y0, y1 = _heights(band, bands[:n], bands[n + 1 :], grey.shape[0])
        part = grey[y0:y1, x0:x1].copy()
        part[_passing(rest[y0:y1, x0:x1], dpi)] = 255
        circles = doomed[y0:y1, x0:x1]
        if circles.any():
            found.append(Strip(part.copy(), (x0, y0, x1, y1)))
            part[circles] = 255
        found.append(Strip(part, (x0, y0, x1, y1)))
    return found


def _inside(band: Part, box: Part) -> bool:
    """Whether most of a band lies in a box."""
    middle = (band[0] + band[1]) / 2
    shared = min(band[3], box[2]) - max(band[2], box[0])
    return box[1] <= middle <= box[3] and shared > 0.8 * (band[3] - band[2])


def _heights(
    band: Part, above: Sequence[Part], below: Sequence[Part], most: int
) -> tuple[int, int]:
    """Top and bottom of a strip: room for marks over capitals and for letters that reach under
    the line, as far as the neighbours leave it."""
    top, bottom, left, right = band
    tall = bottom - top
    y0, y1 = top - round(0.45 * tall), bottom + round(0.3 * tall)
    for other in above:
        if min(right, other[3]) > max(left, other[2]):
            y0 = max(y0, min(other[1] + 1, top - 2))
    for other in below:
        if min(right, other[3]) > max(left, other[2]):
            y1 = min(y1, max(other[0] - round(0.12 * tall), bottom + 2))
    return max(0, y0), min(most, y1)


def read_strips(
    found: Sequence[Strip], dpi: float, by: Engine, rough: bool
) -> list[list[Token]]:
    """The words of each strip, in pixels of the picture that they were cut from. All are read
    in one go, one under another."""
    import cv2
    import numpy as np

    if not found:
        return []
    gap = round(_GAP * dpi)
    width = max(s.at[2] - s.at[0] for s in found) + 2 * gap
    tops: list[int] = []
    rows: list[Any] = [np.full((gap, width), 255, np.uint8)]
    y = gap
    for strip in found:
        tops.append(y)
        tall, wide = strip.grey.shape
        line = np.full((tall + gap, width), 255, np.uint8)
        line[:tall, gap : gap + wide] = strip.grey
        rows.append(line)
        y += tall + gap
    sheet = np.vstack(rows)
    scale = 1.0
    if dpi < _SMALL:
        scale = 2 * _SMALL / dpi / 1.5
        sheet = cv2.resize(sheet, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    reading = by.read(sheet, dpi * scale, rough=rough, layer=False, lines=True)
    lines: list[list[Token]] = [[] for _ in found]
    for token in reading.tokens:
        x0, y0, x1, y1 = (round(v / scale) for v in token.box)
        middle = (y0 + y1) / 2
        n = max((i for i, top in enumerate(tops) if top - gap / 2 <= middle), default=0)
        left, top = found[n].at[0] - gap, found[n].at[1] - tops[n]
        moved = (x0 + left, y0 + top, x1 + left, y1 + top)
        lines[n].append(replace(token, box=moved, line=(0, 0, n)))
    return [sorted(line, key=lambda t: t.box[0]) for line in lines]


def _bands(ink: Any, rings: Sequence[Ring], dpi: float) -> list[tuple[int, int, int, int]]:
    """(top, bottom, left, right) of the lines, as the letters clear of seals show them."""
    import cv2
    import numpy as np

    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), None, 8)
    letters = []
    for x, y, w, h, area in stats[1:].tolist():
        if not _LETTER[0] * dpi <= h <= _LETTER[1] * dpi or w > _WORD * dpi or w < 0.02 * dpi:
            continue
        if area > 0.85 * w * h and w > 2.5 * h:
            continue  # a bar
        if any(np.hypot(x + w / 2 - r.x, y + h / 2 - r.y) < r.radius * 1.02 for r in rings):
            continue
        letters.append((x, y, x + w, y + h))
    lines: list[list[Part]] = []
    for letter in sorted(letters, key=lambda b: (b[0], b[1])):
        home = max(
            (line for line in lines if _beside(line, letter, dpi)),
            key=lambda line: _overlap(line[-1], letter),
            default=None,
        )
        if home is None:
            lines.append([letter])
        else:
            home.append(letter)
    found = []
    for line in lines:
        left, right = min(b[0] for b in line), max(b[2] for b in line)
        if len(line) < 2 or right - left < 0.2 * dpi:
            continue
        tops, bottoms = sorted(b[1] for b in line), sorted(b[3] for b in line)
        found.append((tops[len(tops) // 4], bottoms[len(bottoms) * 3 // 4], left, right))
    return _apart(sorted(found))


def _beside(line: Sequence[Part], letter: Part, dpi: float) -> bool:
    last = line[-1]
    if letter[0] - max(b[2] for b in line[-4:]) > _BREAK * dpi:
        return False
    return any(_overlap(b, letter) > 0.55 for b in line[-3:]) and last is not None


def _overlap(one: Part, other: Part) -> float:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared / max(1, min(one[3] - one[1], other[3] - other[1]))


def _apart(bands: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Pieces of one line joined, whatever stood between them."""
    joined: list[tuple[int, int, int, int]] = []
    for band in bands:
        for n, other in enumerate(joined):
            tall = min(band[1] - band[0], other[1] - other[0])
            if min(band[1], other[1]) - max(band[0], other[0]) > 0.5 * tall:
                joined[n] = (
                    min(band[0], other[0]), max(band[1], other[1]),
                    min(band[2], other[2]), max(band[3], other[3]),
                )  # fmt: skip
                break
        else:
            joined.append(band)
    return sorted(joined)


def _followed(ink: Any, band: Part, rings: Sequence[Ring], dpi: float) -> tuple[int, int]:
    """The ends of a line, followed through whatever ink stands close: to the left at most to the
    far side of a seal that it runs into."""
    import numpy as np

    top, bottom, left, right = band
    inked = np.flatnonzero(ink[top:bottom].any(axis=0))
    middle = (top + bottom) / 2
    limit = left - round(_BEYOND * dpi)
    for ring in rings:
        away = abs(middle - ring.y)
        if away < ring.radius * 1.05:
            half = float(np.sqrt((ring.radius * 1.05) ** 2 - away**2))
            if ring.x - half < left + 2 and ring.x + half > left - _BREAK * dpi:
                limit = min(limit, int(ring.x - half - 0.1 * dpi))
    for x in inked[inked < left][::-1].tolist():
        if x < limit or left - x > _BREAK * dpi:
            break
        left = x
    limit = right + round(_BEYOND * dpi)
    for x in inked[inked >= right].tolist():
        if x > limit or x - right > _BREAK * dpi:
            break
        right = x + 1
    pad = round(0.04 * dpi)
    return max(0, left - pad), min(ink.shape[1], right + pad)


def _passing(ink: Any, dpi: float) -> Any:
    """Bool array: thin strokes that cross a strip from edge to edge, as no letter does."""
    import cv2
    import numpy as np

    height = ink.shape[0]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), None, 8)
    thin = (stats[:, 3] >= height - 1) & (stats[:, 4] < 0.05 * dpi * height)
    thin |= (stats[:, 2] > 0.5 * dpi) & (stats[:, 4] < 0.035 * dpi * stats[:, 2])
    thin[0] = False
    return thin[labels]
