"""Lines of type in a picture with seals and pen strokes on it, cut out to be read alone.

Where lines run is seen from the letters that stand clear of seals; each line is then followed
into the seal, whose circles are taken away first. What is left of the seal and the signature
above and below a line is cut off with the rest of the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.reading.engine import Engine, Token
from pipeline.reading.ring import Ring, find_rings, without_circles
from pipeline.text import fold

_LETTER = (0.06, 0.26)  # inches: heights of capitals and letters with their marks
_WORD = 1.3  # inches: letters run together are no wider
_BREAK = 0.15  # inches of white that end a line
_BEYOND = 1.2  # inches that a line is followed past the letters that stand clear
_COLUMN = 0.4  # inches of white between pieces of one line that make them two columns
_LEAST = 0.3  # inches that a line must be long
_INK, _PALE = 150, 200  # of 255: what is ink of a letter, and of a seal's circle
_FULL = 100  # of 255: lighter than this is the rim of a letter, or what is left of a red seal
_GHOST = 0.01  # share of such pixels from which a strip is also read without them
_OWN = 0.8  # share of a line in a seal from which it is the seal's own
_SIGN = 0.6  # confidence of a dash that stands alone
_KNOWN = 0.25  # confidence that a known word gains over others in its place
_VOTED = 0.25  # confidence that a word gains that all readings have
_FEW, _MANY = 2, 3  # letters of a scrap, and readings of which more than one must have seen it
_SEEN = 0.7  # confidence of a word that was surely there
_POINTS = " .,:;'`\"“”‘’|_-–"
_SCRAP = 0.3  # confidence at which a word is worth nothing
LARGER, LARGEST = 1.4, 2.0
_GAP = 0.16  # inches between strips in the picture that is read
_MOST = 12
_SMALL = 140.0  # dots an inch to which the strips of a small picture are enlarged

Part = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a line was cut, (x0, y0, x1, y1), and its pixels (grey) in one or more versions:
    with and without the circles of a seal that it runs into, or the grey that a red one left."""

    at: Part
    versions: tuple[Any, ...]


def strips(grey: Any, dpi: float, skip: Sequence[Part] = ()) -> tuple[list[Strip], list[Ring]]:
    """The lines of a grey picture from top to bottom, and its seals. Lines that lie within a box
    of ``skip``, or in a seal, are left out."""
    import numpy as np

    ink = grey < _INK
    rings = find_rings(grey < _PALE, dpi) if ink.any() else []
    doomed = np.zeros_like(ink)
    for ring in rings:
        doomed |= without_circles(ink & ~doomed, ring)
    rest = ink & ~doomed
    bands = _bands(rest, rings, dpi)[:_MOST]
    found = []
    for n, band in enumerate(bands):
        x0, x1 = _followed(rest, band, rings, dpi)
        spread = (band[0], band[1], x0, x1)
        if x1 - x0 < _LEAST * dpi or any(_inside(spread, box, dpi) for box in skip):
            continue
        if any(_within(spread, ring) > _OWN for ring in rings):
            continue
        y0, y1 = _heights(band, bands[:n], bands[n + 1 :], grey.shape[0])
        part = grey[y0:y1, x0:x1].copy()
        part[_foreign(rest[y0:y1, x0:x1], band[1] - y0, dpi)] = 255
        versions = [part]
        circles = doomed[y0:y1, x0:x1]
        if circles.any():
            versions.append(np.where(circles, np.uint8(255), part))
        elif _veil(part) > _GHOST:
            versions.append(_hardened(part))
        found.append(Strip((x0, y0, x1, y1), tuple(versions)))
    return found, rings


def read_strips(
    found: Sequence[Strip], dpi: float, by: Engine, rough: bool
) -> list[list[list[Token]]]:
    """The readings of each strip, in pixels of the picture that they were cut from. All are
    read in one go, one under another, strips with seals at three sizes."""
    pieces: list[tuple[int, float, Any]] = []
    base = max(1.0, _SMALL / dpi)
    for n, strip in enumerate(found):
        for scale in (base, base * LARGER, base * LARGEST)[: 2 * len(strip.versions) - 1]:
            pieces += [(n, scale, sized(grey, scale)) for grey in strip.versions]
    readings: list[list[list[Token]]] = [[] for _ in found]
    for (n, scale, _), line in zip(pieces, read_sheet(pieces, dpi * base, by, rough), strict=True):
        x, y = found[n].at[:2]
        readings[n].append([_placed(t, scale, x, y, n) for t in line])
    return readings


def sized(grey: Any, scale: float) -> Any:
    import cv2

    if scale == 1.0:
        return grey
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)


def best_of(
    lines: Sequence[Sequence[Token]], known: Callable[[str], bool] = lambda word: False
) -> list[Token]:
    """Of several readings of one line the words that together say most, none on top of
    another: what one version of a picture hides, another may show. A ``known`` word is worth
    more, and so is one that several readings have; a letter or two that only one of many has are
    a stroke."""
    worth_of = {
        id(t): worth for n, line in enumerate(lines) for t in line
        if (worth := _worth(t, [o for m, o in enumerate(lines) if m != n], known)) > 0
    }  # fmt: skip

    def says(token: Token) -> float:
        return worth_of[id(token)]

    words = sorted((t for line in lines for t in line if id(t) in worth_of), key=lambda t: t.box[2])
    best: list[tuple[float, int, int]] = []  # worth up to each word, its own index, the one before
    for n, word in enumerate(words):
        worth, before = 0.0, -1
        for m in range(n):
            if _after(words[m], word) and best[m][0] > worth:
                worth, before = best[m][0], m
        best.append((worth + says(word), n, before))
    chosen: list[Token] = []
    at = max(best, default=(0.0, -1, -1), key=lambda b: (b[0], -b[1]))[1]
    while at >= 0:
        chosen.append(words[at])
        at = best[at][2]
    return _with_signs(chosen, lines)


def _with_signs(words: Sequence[Token], lines: Sequence[Sequence[Token]]) -> list[Token]:
    """The words from left to right, with the dashes and signs that some reading saw between."""
    found = list(words)
    for token in (t for line in lines for t in line):
        sign = not any(map(str.isalnum, token.text)) and token.confidence >= _SIGN
        inside = words and min(t.box[0] for t in words) < token.box[0] < max(
            t.box[0] for t in words
        )
        if sign and inside and all(_after(t, token) or _after(token, t) for t in found):
            found.append(token)
    return sorted(found, key=lambda t: t.box[0])


def _worth(token: Token, others: Sequence[Sequence[Token]], known: Callable[[str], bool]) -> float:
    worth = _says(token)
    if worth <= 0:
        return 0.0
    letters = sum(map(str.isalnum, token.text))
    same = sum(any(_same_word(token, t) for t in line) for line in others)
    if letters <= _FEW and not same and len(others) >= _MANY and _is_stroke(token, others):
        return 0.0
    voted = _VOTED * same / max(1, len(others)) + (_KNOWN if known(token.text) else 0.0)
    return worth + letters * voted


def _is_stroke(token: Token, others: Sequence[Sequence[Token]]) -> bool:
    """Whether a letter or two are doubtful, or where other readings have a longer word."""
    middle = (token.box[0] + token.box[2]) / 2
    return token.confidence < _SEEN or any(
        len(t.text) > len(token.text) and t.confidence >= _SEEN
        and t.box[0] - 0.5 * (t.box[3] - t.box[1]) < middle < t.box[2]
        for line in others for t in line
    )  # fmt: skip


def _same_word(one: Token, other: Token) -> bool:
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    level = 2 * shared > one.box[2] - one.box[0]
    return level and fold(one.text).strip(_POINTS) == fold(other.text).strip(_POINTS)


def _says(token: Token) -> float:
    """What a word is worth: its letters, weighted by how far the engine may be trusted."""
    return sum(c.isalnum() for c in token.text) * (token.confidence - _SCRAP)


def _after(one: Token, other: Token) -> bool:
    """Whether ``other`` begins where ``one`` ends, or later; boxes may touch a little."""
    wide = min(one.box[2] - one.box[0], other.box[2] - other.box[0])
    return other.box[0] >= one.box[2] - 0.25 * wide


def _placed(token: Token, scale: float, x: int, y: int, line: int) -> Token:
    a, b, c, d = (round(v / scale) for v in token.box)
    return replace(token, box=(a + x, b + y, c + x, d + y), line=(0, 0, line))


def read_sheet(
    pieces: Sequence[tuple[int, float, Any]], dpi: float, by: Engine, rough: bool
) -> list[list[Token]]:
    """The words of each piece (its number, scale and pixels), in its own pixels."""
    import numpy as np

    if not pieces:
        return []
    gap = round(_GAP * dpi)
    width = max(grey.shape[1] for _, _, grey in pieces) + 2 * gap
    height = gap + sum(grey.shape[0] + gap for _, _, grey in pieces)
    sheet = np.full((height, width), 255, np.uint8)
    tops: list[int] = []
    y = gap
    for _, _, grey in pieces:
        tall, wide = grey.shape
        sheet[y : y + tall, gap : gap + wide] = grey
        tops.append(y)
        y += tall + gap
    lines: list[list[Token]] = [[] for _ in pieces]
    for token in by.read(sheet, dpi, rough=rough, lines=True).tokens:
        x0, y0, x1, y1 = token.box
        n = max((i for i, top in enumerate(tops) if top - gap / 2 <= (y0 + y1) / 2), default=0)
        box = (x0 - gap, y0 - tops[n], x1 - gap, y1 - tops[n])
        lines[n].append(replace(token, box=box))
    return lines


def _within(band: Part, ring: Ring) -> float:
    """Share of a line's length that lies in a seal."""
    away = abs((band[0] + band[1]) / 2 - ring.y)
    if away >= ring.radius:
        return 0.0
    half = float((ring.radius**2 - away**2) ** 0.5)
    inside = min(band[3], ring.x + half) - max(band[2], ring.x - half)
    return max(0.0, inside) / max(1, band[3] - band[2])


def _inside(band: Part, box: Part, dpi: float) -> bool:
    """Whether a band lies in a box from end to end."""
    room = 0.06 * dpi
    level = box[1] <= (band[0] + band[1]) / 2 <= box[3]
    return level and band[2] >= box[0] - room and band[3] <= box[2] + room


def _heights(
    band: Part, above: Sequence[Part], below: Sequence[Part], most: int
) -> tuple[int, int]:
    """Top and bottom of a strip: room for marks over capitals and for letters that reach under
    the line, as far as the neighbours leave it."""
    top, bottom, left, right = band
    tall = bottom - top
    y0, y1 = top - round(0.45 * tall), bottom + round(0.36 * tall)
    for other in above:
        if min(right, other[3]) > max(left, other[2]):
            y0 = max(y0, min(other[1] + 1, top - 2))
    for other in below:
        if min(right, other[3]) > max(left, other[2]):
            y1 = min(y1, max(other[0] - round(0.12 * tall), bottom + 2))
    return max(0, y0), min(most, y1)


def _bands(ink: Any, rings: Sequence[Ring], dpi: float) -> list[Part]:
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
    return _whole(sorted(found), _COLUMN * dpi)


def _beside(line: Sequence[Part], letter: Part, dpi: float) -> bool:
    last = line[-1]
    if letter[0] - max(b[2] for b in line[-4:]) > _BREAK * dpi:
        return False
    return any(_overlap(b, letter) > 0.55 for b in line[-3:]) and last is not None


def _overlap(one: Part, other: Part) -> float:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared / max(1, min(one[3] - one[1], other[3] - other[1]))


def _whole(bands: list[Part], far: float) -> list[Part]:
    """Pieces of one line joined, unless so ``far`` apart that they stand in two columns."""
    joined: list[Part] = []
    for band in bands:
        for n, other in enumerate(joined):
            tall = min(band[1] - band[0], other[1] - other[0])
            if max(band[2], other[2]) - min(band[3], other[3]) > far:
                continue
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
                limit = min(limit, int(ring.x - half))
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


def _veil(part: Any) -> float:
    """The share of a strip that is neither paper nor print nor the soft rim of print."""
    import cv2
    import numpy as np

    print_ = cv2.dilate((part < _FULL).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return float(((part > _FULL) & (part < _PALE) & ~print_).mean())


def _hardened(part: Any) -> Any:
    """The strip with only what is as dark as print: a red seal leaves grey where its ink was."""
    import numpy as np

    span = (part.astype(np.float32) - _FULL / 2) * (255 / (_INK - _FULL / 2))
    return np.clip(span, 0, 255).astype(np.uint8)


def _foreign(ink: Any, base: int, dpi: float) -> Any:
    """Bool array: what is no letter of a strip whose line stands on row ``base``: thin strokes
    that cross it from edge to edge, ends of what stands above, and a seal's small letters, which
    hang over the line with nothing under them, as no mark does."""
    import cv2
    import numpy as np

    height = ink.shape[0]
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink.astype(np.uint8), None, 8)
    left, top, wide, tall, area = (stats[:, n] for n in range(5))
    out = (tall >= height - 1) & (area < 0.05 * dpi * height)
    out |= (wide > 0.5 * dpi) & (area < 0.035 * dpi * wide)
    out |= (top == 0) & (centres[:, 1] < 0.25 * height)
    out[0] = False
    standing = (top + tall > 0.75 * base) & ~out
    standing[0] = False
    columns = np.zeros(ink.shape[1] + 1, np.int32)
    for n in np.flatnonzero(standing):
        columns[left[n] : left[n] + wide[n]] = 1
    for n in np.flatnonzero(~standing & ~out):
        if n and not columns[left[n] : left[n] + wide[n]].any():
            out[n] = True
    return out[labels]
