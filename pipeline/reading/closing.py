"""A second look at the end of a letter, where seal and signature lie over the signer's words.

Cleaning takes seals and pen strokes away with the letters that they touch, and red stamps
altogether. On the page where the letter ends the paper itself is asked again, line by line, ink
by ink; other pages pay nothing. What reads better replaces what was read before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.boxes import around, shifted
from pipeline.reading.crossed import crossed_name, is_name
from pipeline.reading.engine import Engine, Token
from pipeline.reading.inks import black, red, red_share, straight
from pipeline.reading.ring import Ring
from pipeline.reading.strips import Part, Strip, best_of, read_strips, strips
from pipeline.records import Box, PageImage
from pipeline.text import fold

_TALL = 3.3  # inches from the first line of authority to the name
_OVER = 0.4  # inches by which the signer's block may begin above the recipients
_SIDE, _MIDDLE = 0.36, 0.46  # shares of the page width: where the signer's block may begin, and
# right of what its lines have their middle
_RED = 0.0012  # share of red pixels from which the red ink is read by itself
_ABOVE = 1.3  # inches between text and recipients in which a signer's block finds room
_SURE = 0.8
_LABEL = re.compile(r"^\W*n[o0]i nhan\b|^\W*\w{0,2}[o0]i?\s+n[hb]an\W*$")
_KEPT = re.compile(r"^\W*luu\W{0,3}\s*(?:vt|vp|tc|hs|th|v\b)")
_SIGNED = re.compile(r"^\W{0,2}(?:kt|tm|tl|tuq|t/m|k/t|t/l)\W")


def look_at_end(
    image: PageImage, tokens: Sequence[Token], by: Engine
) -> tuple[list[Token], tuple[Box, ...]]:
    """The page's words, those of the signer's block read anew where that says more; and the
    boxes (fractions) of the seals that lie over it."""
    box = closing_box(image, tokens)
    if box is None:
        return list(tokens), ()
    x0, y0, x1, y1 = box
    height, width = image.clean.shape
    rgb = straight(image, (x0 / width, y0 / height, x1 / width, y1 / height))
    found = list(tokens)
    done = [(a - x0, b - y0, c - x0, d - y0) for a, b, c, d in _well_read(tokens)]
    layers = [(black(rgb), done)]
    if red_share(rgb) > _RED:
        layers.append((red(rgb), []))
    cut: list[Strip] = []
    seals: list[Box] = []
    for grey, skip in layers:
        some, rings = strips(grey, image.dpi, skip)
        cut += [s for s in some if x0 == 0 or x0 + (s.at[0] + s.at[2]) / 2 > _MIDDLE * width]
        seals += [_disc(ring, x0, y0, width, height) for ring in rings]
        found = _without_own(found, rings, (x0, y0))
    for strip, readings in zip(cut, read_strips(cut, image.dpi, by, image.rough), strict=True):
        moved = [[_moved(t, x0, y0) for t in line] for line in readings]
        found = _taken(found, strip, moved, (x0, y0))
    return found, tuple(seals)


def _without_own(
    tokens: Sequence[Token], rings: Sequence[Ring], corner: tuple[int, int]
) -> list[Token]:
    """The words without the seals' own: lines that stand within a circle from end to end."""
    own: list[Token] = []
    for line in _lines(tokens):
        x0, y0, x1, y1 = around(line)
        y = (y0 + y1) / 2 - corner[1]
        ends = (x0 - corner[0], x1 - corner[0])
        if any(all((x - r.x) ** 2 + (y - r.y) ** 2 < r.radius**2 for x in ends) for r in rings):
            own += line
    return [t for t in tokens if t not in own]


def _disc(ring: Ring, x: int, y: int, width: int, height: int) -> Box:
    return (
        round((x + ring.x - ring.radius) / width, 5), round((y + ring.y - ring.radius) / height, 5),
        round((x + ring.x + ring.radius) / width, 5), round((y + ring.y + ring.radius) / height, 5),
    )  # fmt: skip


def closing_box(image: PageImage, tokens: Sequence[Token]) -> Part | None:
    """Where the signer's block should stand, in pixels; None on a page that ends no letter."""
    height, width = image.clean.shape
    lines = _lines(tokens)
    left = [line for line in lines if line[0].box[0] < 0.5 * width]
    heads = [around(line)[1] for line in left if _LABEL.match(_said(line))]
    kept = [around(line)[1] for line in left if _KEPT.match(_said(line))]
    signed = [
        around(line)[1] for line in lines
        if line[0].box[0] > 0.3 * width and _SIGNED.match(_said(line))
    ]  # fmt: skip
    body = [around(line) for line in lines if _is_text(line, width)]
    last = max((at for at in (*heads, *kept, *signed)), default=None)
    if last is None:
        return None
    above = max((box[3] for box in body if box[3] < last), default=0)
    if heads and above and heads[-1] - above > _ABOVE * image.dpi:
        return 0, above, width, heads[-1]  # signed above the recipients, often by two
    first = heads[-1] if heads else above if kept and above else last
    over = [box[3] for box in body if box[1] < first and box[3] < first + 0.1 * image.dpi]
    under = [box[1] for box in body if box[1] > first + 0.5 * image.dpi]
    top = max([0, first - round(_OVER * image.dpi), *over[-1:]])
    bottom = min([height, top + round(_TALL * image.dpi), *under[:1]])
    if bottom - top < 0.5 * image.dpi:
        return None
    return round(_SIDE * width), top, width, bottom


def _taken(
    tokens: list[Token], strip: Strip, readings: list[list[Token]], corner: tuple[int, int]
) -> list[Token]:
    """The words with those of one strip as all its readings, the first one included, give it."""
    x0, y0, x1, y1 = strip.at
    x0, y0, x1, y1 = x0 + corner[0], y0 + corner[1], x1 + corner[0], y1 + corner[1]
    tall = y1 - y0
    old = [
        t for t in tokens
        if x0 <= (t.box[0] + t.box[2]) / 2 <= x1
        and y0 + 0.2 * tall <= (t.box[1] + t.box[3]) / 2 <= y1 - 0.15 * tall
    ]  # fmt: skip
    line = best_of([old, *readings], is_name)
    if len(strip.versions) > 1 and (first := crossed_name(line, readings)) is not None:
        line = [first, *(t for t in line if t.box[0] >= first.box[2])]
    if not line or line == old:
        return tokens
    block = max((t.line[0] for t in tokens), default=0) + 1
    fresh = [Token(t.text, t.box, t.confidence, (block, 0, 0)) for t in line]
    return [t for t in tokens if t not in old] + fresh


def _well_read(tokens: Sequence[Token]) -> list[Part]:
    """Boxes of lines without any doubt."""
    return [
        around(line)
        for line in _lines(tokens)
        if all(t.confidence >= _SURE for t in line) and sum(len(t.text) for t in line) > 4
    ]


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """Words by the engine's lines, parted at wide gaps, from top to bottom."""
    lines: dict[tuple[int, int, int], list[Token]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    parts: list[list[Token]] = []
    for line in lines.values():
        ordered = sorted(line, key=lambda t: t.box[0])
        parts.append([ordered[0]])
        for token in ordered[1:]:
            before = parts[-1][-1]
            if token.box[0] - before.box[2] > 2 * (before.box[3] - before.box[1]):
                parts.append([])
            parts[-1].append(token)
    return sorted(parts, key=lambda part: around(part)[1])


def _is_text(line: Sequence[Token], width: int) -> bool:
    """A line of the body from margin to margin, or the letter's last one; not the titles of two
    who sign side by side, which are in capitals."""
    box = around(line)
    sure = sum(t.confidence >= _SURE for t in line)
    letters = [c for t in line for c in t.text if c.isalpha()]
    small = sum(map(str.islower, letters)) > 0.5 * len(letters)
    wide = box[0] < 0.3 * width and box[2] > 0.75 * width
    return len(line) > 4 and wide and small and 2 * sure > len(line)


def _said(line: Sequence[Token]) -> str:
    return fold(" ".join(t.text for t in line))


def _moved(token: Token, x: int, y: int) -> Token:
    return replace(token, box=shifted(token.box, x, y))
