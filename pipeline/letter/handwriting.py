"""Finds the ink between two printed words of a page picture, and has it read.

The gap comes from printed anchors (``Số:`` to ``/``, ``ngày`` to ``tháng``). Written digits are
taller than print, run into it, and lie on dotted lines; so the search goes one line height above
and half a line below the gap, drops rules, dots and the neighbours' strokes, and cuts several
views of what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.letter.digit_edges import Blob, after_so, blobs_of, colon, slash
from pipeline.letter.digit_gaps import Gap
from pipeline.letter.digit_patch import Patch, Quad, cut, ink_mask, shaded, without_rules
from pipeline.letter.digits import Guess, Recogniser, recogniser, strip
from pipeline.letter.witness import DigitField, DigitReading
from pipeline.records import Box, Page

BLANK = 0.97
"""How sure we are of a blank: held-out scenes and the nine real ones came out so."""
TRACES = 0.03
"""Ink, in square line heights, that is too much for a blank though no digit is to be seen."""
SHADE = 0.2
"""More of the gap than this darker than paper is a smear: blanks had .16 at most, smears .31."""
FURTHER = 2.5
"""Line heights beyond the gap's edge where a slash is looked for that is not at the edge."""
BEFORE = 0.85
"""Line heights from a slash to the capitals after it. Made headers had .3 to .8; a written 1 that
was taken for the slash stands before the slash itself, 1.3 and more away."""
FAINT = 0.22
"""Darker than this part of the way from paper to print may be faint writing: no blank."""
VIEWS = (
    # pad above and below, beside (parts of the ink's height), shear, stretch
    (0.06, 0.10, 0.0, 1.0),
    (0.12, 0.20, 0.0, 1.0),
    (0.20, 0.30, 0.0, 1.1),
    (0.10, 0.15, 0.0, 1.25),
    (0.10, 0.15, 0.12, 1.0),
    (0.10, 0.15, -0.12, 1.0),
    (0.15, 0.15, 0.0, 0.9),
)


@dataclass(frozen=True, slots=True)
class Ink:
    """``box``: what is left when rules, dots and neighbours are gone, in pixels of the patch;
    None where there are no digits. ``cleaned``: the patch with only that ink. ``closed``: both
    printed neighbours are known, so that nothing of them can be in the box. ``traces``: without
    a box, there is still something on the paper that is no dotted line. ``doubt``: a digit
    may have been lost or maimed. ``ended``: the neighbour on the right was seen in the pixels, not
    only where the engine's boxes put it. ``slash``: that neighbour is a slash that the engine
    overlooked, right before the symbol's capitals."""

    box: tuple[int, int, int, int] | None
    cleaned: Any
    closed: bool = True
    traces: bool = False
    doubt: bool = False
    ended: bool = True
    slash: bool = False


@dataclass(frozen=True, slots=True)
class _Field:
    """The gap with its edges put right. ``cuts``: where strokes that run on are parted; None where
    they are parted already. ``low``: what begins lower than this (line heights below the gap's
    top) is no whole digit. ``lean``: how far the right edge, a slash, leans at the gap's top."""

    mask: Any
    gap: Quad
    cuts: tuple[float | None, float | None]
    closed: bool
    low: float = 0.2
    doubt: bool = False
    ended: bool = True
    lean: float = 0.0
    slash: bool = False


def _field(patch: Patch, what: DigitField) -> _Field:
    """For numbers the edges are put at the printed colon and slash, where these are seen."""
    line = patch.line
    x0, y0, x1, y1 = patch.gap
    mask = without_rules(ink_mask(patch.grey), line)
    cuts: tuple[float | None, float | None] = (x0 - 0.12 * line, x1 + 0.12 * line)
    if what != "number":
        closed = not (patch.open_left or patch.open_right)
        return _Field(mask, patch.gap, cuts, closed)
    import cv2

    _, blobs = blobs_of(mask)
    base = None
    near = (x0, x1) if patch.open_left else (x0 - 0.9 * line, x0 + 0.6 * line)
    left = colon(blobs, *near, line)
    if left is None and patch.open_left:
        left = after_so(blobs, x0, x1, line)
    if left is not None:
        x0, base = left
        mask[:, max(0, x0 - 1) : x0 + 1] = 0
        cuts = (None, cuts[1])
        if patch.open_left:  # the row was only guessed
            y0, y1 = base - 0.8 * line, base + 0.2 * line
    doubt, lean, slashed = False, 0.0, False
    right = slash(mask, blobs, (x0, x1), line, far=patch.open_right, base=base)
    if right is not None and right > x0:
        # A slash far before the edge that was read, with more ink behind it, may be a 1 or a 7.
        behind = [
            b for b in blobs
            if b.height > 0.42 * line and b.x0 > right + 0.35 * line and b.x1 < x1 - 0.1 * line
        ]  # fmt: skip
        doubt = not patch.open_right and bool(behind)
        slashed = patch.open_right and x1 - right <= BEFORE * line
        x1, lean = right, round(0.3 * line)
        head = (right + lean, round(y0))
        mask = cv2.line(mask, (right, round(y1)), head, 0, 2)
        cuts = (cuts[0], None)
    closed = (left is not None or not patch.open_left) and (
        right is not None or not patch.open_right
    )
    # The accents of "Số" stand higher than its capital: digits begin lower than in a date.
    return _Field(
        mask, (x0, y0, x1, y1), cuts, closed, 0.4, doubt, right is not None, lean, slashed
    )


def _part(field: _Field, line: float) -> tuple[Any, bool]:
    """The mask parted from the printed neighbours, whose boxes are not exact: what lies across
    an edge is theirs if little of it is inside and that little is low, as the arm of a y;
    a digit that runs into a letter is cut a little beyond the edge. And whether a digit may have
    been lost or maimed by that."""
    import numpy as np

    x0, y0, x1, _ = field.gap
    out, doubt = field.mask.copy(), False
    labels, blobs = blobs_of(field.mask)
    sides = ((x0, field.cuts[0], True), (x1, field.cuts[1], False))
    for b in blobs:
        for edge, cut_at, left in sides:
            if cut_at is None or not b.x0 < edge < b.x1 or b.height < 0.1 * line:
                continue
            window = labels[b.y0 : b.y1, b.x0 : b.x1] == b.label
            inside = b.x1 - edge if left else edge - b.x0
            split = min(max(0, round(edge) - b.x0), b.width)
            rows = np.nonzero((window[:, split:] if left else window[:, :split]).any(axis=1))[0]
            top = (b.y0 + int(rows[0]) - y0) / line if len(rows) else 1.0
            low = top > field.low or (top > field.low - 0.08 and b.height < 0.65 * line)
            leans = inside >= b.width - inside and b.width - inside <= 0.45 * line
            if inside < 0.55 * line and (low or (inside < 0.3 * line and not leans)):
                out[b.y0 : b.y1, b.x0 : b.x1][window] = 0
                doubt |= b.height > 0.42 * line and inside > (0.36 if low else 0.2) * line
            elif not leans and 0 <= round(cut_at) < out.shape[1]:
                out[b.y0 : b.y1, round(cut_at)] = 0
                doubt |= b.height > 0.42 * line
    return out, doubt


def _digits(blobs: list[Blob], field: _Field, line: float) -> list[Blob]:
    """The pieces that make up the digits: the tall ones on the line, and the loose strokes that
    belong to them (the bar of a 5 or a 7, a broken curve), but no dots of a dotted line."""
    x0, y0, x1, y1 = field.gap
    edges = (
        x0 if field.cuts[0] is None else field.cuts[0],
        x1 + 0.3 * line if field.cuts[1] is None else field.cuts[1],
    )
    tall = [
        b for b in blobs
        if b.height >= 0.42 * line and b.area >= 0.012 * line * line
        and y0 - 0.45 * line < (b.y0 + b.y1) / 2 < y1 + 0.3 * line and b.y1 > y0 + 0.25 * line
    ]  # fmt: skip
    if not tall:
        return []
    top = min(b.y0 for b in tall) - 0.4 * line
    bottom = max(b.y1 for b in tall) + 0.2 * line
    kept = {b.label for b in tall}
    near = 0.18 * line

    def belongs(b: Blob) -> bool:
        if max(b.width, b.height) < 0.14 * line or _foot(b, y1, line):
            return False
        over = any(min(b.x1, t.x1) - max(b.x0, t.x0) > 0.6 * b.width for t in tall)
        if not over and (b.x0 <= edges[0] + 2 or b.x1 >= edges[1] - 1):
            return False  # cut off a printed neighbour
        close = [
            t for t in tall
            if b.x0 < t.x1 + near and b.x1 > t.x0 - near
            and b.y0 < t.y1 + near and b.y1 > t.y0 - near
        ]  # fmt: skip
        round_dot = (
            max(b.width, b.height) < 0.3 * line
            and 0.6 < b.width / b.height < 1.7
            and b.area > 0.6 * b.width * b.height
        )
        if not close or (round_dot and b.y1 <= min(t.y0 for t in close)):
            return False  # the dot under a letter of the line above
        return top < b.y0 and b.y1 < bottom

    return [b for b in blobs if b.label in kept or belongs(b)]


def _foot(b: Blob, y1: float, line: float) -> bool:
    """Whether ``b`` lies flat on the line: a dot or a dash of the place left to write in."""
    return b.y0 > y1 - 0.42 * line and b.height < 0.13 * line


def _inside(mask: Any, field: _Field, line: float) -> tuple[Any, list[Blob], list[Blob]]:
    """The labels of the mask's pieces, the pieces that lie in the gap, and those of digits."""
    import numpy as np

    labels, blobs = blobs_of(mask)
    x0, y0, x1, y1 = field.gap
    ys, xs = np.mgrid[: mask.shape[0], : mask.shape[1]]
    lean = field.lean * np.clip((y1 - ys) / max(1.0, y1 - y0), 0.0, 1.5)
    within = (xs >= round(x0)) & (xs < np.round(x1 + lean))
    counts = np.bincount(labels[within], minlength=len(blobs) + 1)
    inside = [b for b in blobs if counts[b.label] >= 0.5 * b.area]
    return labels, inside, _digits(inside, field, line)


def find_ink(patch: Patch, what: DigitField = "day") -> Ink:
    """What was written (or printed) into the gap."""
    import cv2
    import numpy as np

    grey, line = patch.grey, patch.line
    field = _field(patch, what)
    _, y0, _, y1 = field.gap
    mask, doubt = _part(field, line)
    labels, blobs, digits = _inside(mask, field, line)
    if not digits:
        # A faint or bilevel scan breaks strokes into crumbs: join what lies close together.
        size = max(3, round(0.09 * line) | 1)
        joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
        labels, _, digits = _inside(joined, field, line)
    # Pencil, or a pen that ran dry, is lighter than what counts as ink.
    light = without_rules(ink_mask(cv2.medianBlur(grey, 3), FAINT), line)
    faint = _inside(_part(replace(field, mask=light), line)[0], field, line)[2]
    if not digits:
        crumbs = sum(
            b.area for b in blobs
            if b.area > 2 and y0 < (b.y0 + b.y1) / 2 < y1 and not _foot(b, y1, line)
        )  # fmt: skip
        traces = bool(faint) or crumbs > TRACES * line * line or shaded(patch) > SHADE
        return Ink(None, grey, field.closed, traces)
    box = (
        min(b.x0 for b in digits), min(b.y0 for b in digits),
        max(b.x1 for b in digits), max(b.y1 for b in digits),
    )  # fmt: skip
    ours = np.isin(labels, [b.label for b in digits]).astype(np.uint8)
    others = ((ink_mask(grey) > 0) & (ours == 0)).astype(np.uint8)
    # Paper over what is not ours, but not over the soft edges of what is.
    hide = cv2.dilate(others, np.ones((5, 5), np.uint8)) & (
        1 - cv2.dilate(ours, np.ones((3, 3), np.uint8))
    )
    cleaned = grey.copy()
    cleaned[hide > 0] = np.percentile(grey, 75)
    # What else is tall in the gap was given to a neighbour, or left behind as broken.
    rest = (field.mask > 0) & (cv2.dilate(ours, np.ones((3, 3), np.uint8)) == 0)
    rest[:, : max(0, round(field.gap[0] + 0.04 * line))] = False
    rest[:, max(0, round(field.gap[2] - 0.04 * line)) :] = False
    doubt |= any(
        b.height >= 0.42 * line and b.y0 < y0 + field.low * line and b.y1 > y0 + 0.4 * line
        and b.area > 0.03 * line * line
        for b in blobs_of(rest.astype(np.uint8))[1]
    )  # fmt: skip
    more = any(b.x0 < box[0] - 0.3 * line or b.x1 > box[2] + 0.3 * line for b in faint)
    doubt |= field.doubt or more
    return Ink(box, cleaned, field.closed, doubt=doubt, ended=field.ended, slash=field.slash)


def views(patch: Patch, ink: Ink) -> list[Any]:
    """Several cuts of the same ink, as the model takes them. Several, because a bad cut is what
    fools it: two models agree on a clipped 7, seven cuts seldom do."""
    import cv2
    import numpy as np

    if ink.box is None:
        return []
    x0, y0, x1, y1 = ink.box
    tall = y1 - y0
    out = []
    for up, side, shear, stretch in VIEWS:
        pad = round(0.6 * tall)
        room = cv2.copyMakeBorder(ink.cleaned, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
        if shear:
            matrix = np.array([[1, -shear, shear * (pad + (y0 + y1) / 2)], [0, 1, 0]], np.float32)
            room = cv2.warpAffine(
                room, matrix, (room.shape[1], room.shape[0]), borderMode=cv2.BORDER_REPLICATE
            )
        top, left = pad + y0 - round(up * tall), pad + x0 - round(side * tall)
        bottom, right = pad + y1 + round(up * tall), pad + x1 + round(side * tall)
        out.append(strip(room[max(0, top) : bottom, max(0, left) : right], stretch))
    return out


def read_patch(patch: Patch, what: DigitField, reader: Recogniser) -> tuple[Ink, Guess | None]:
    """The ink in the gap, and what it says; None of a blank."""
    ink = find_ink(patch, what)
    if ink.box is None:
        return ink, None
    return ink, reader.read(views(patch, ink), what)


def trust(ink: Ink) -> float:
    """What a cut takes from the confidence of its reading: a maimed one must go to a person."""
    return (1.0 if ink.closed else 0.5) * (0.8 if ink.doubt else 1.0)


def look(
    rgb: Any, page: Page, gap: Gap, what: DigitField, reader: Recogniser
) -> DigitReading | None:
    """What stands in ``gap`` of the upright picture ``rgb``. ``text`` is the best string whatever
    its confidence. None where a gap says nothing: too narrow, or open and nothing closes it."""
    patch = cut(rgb, page, gap)
    ink, guess = read_patch(patch, what, reader)
    if ink.box is not None and not ink.ended and not gap.open_right:
        # No slash at the edge: digits in the engine's word shift it, and some lie beyond.
        x0, y0, x1, y1 = gap.box
        wide = Gap((x0, y0, x1 + FURTHER * patch.line / patch.scale[0], y1), gap.open_left, True)
        further = cut(rgb, page, wide)
        again = find_ink(further, what)
        if again.closed and again.box is not None:
            patch, (ink, guess) = further, read_patch(further, what, reader)
        else:
            ink = replace(ink, doubt=True)
    if ink.box is None or guess is None:
        if not ink.closed:
            return None
        if ink.traces:
            return DigitReading(None, 0.0, ink=True)
        # Between neighbours that leave no room nothing can be missing.
        narrow = patch.gap[2] - patch.gap[0] < 0.5 * patch.line
        return None if narrow else DigitReading(None, BLANK, ink=False)
    confidence = guess.confidence * trust(ink)
    hand = True if patch.blue > 0.3 else None
    return DigitReading(guess.text, confidence, True, hand, patch.to_page(ink.box), ink.slash)


@lru_cache(maxsize=4)
def _picture(path: Path, stamp: int) -> Any:
    """The picture as an RGB array. ``stamp`` is its time of change: never a stale picture."""
    import numpy as np
    from PIL import Image

    del stamp
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


@dataclass(frozen=True, slots=True)
class PictureDigitReader:
    """A ``DigitReader`` that looks into the page pictures of one letter's ``folder``.

    A string below ``doubt`` is withheld (``text`` None): the ink is there, the reading is not.
    """

    folder: Path
    doubt: float = 0.3
    model: Path | None = None

    def read(self, page: Page, box: Box, what: DigitField) -> DigitReading | None:
        """None where the page has no picture, or ``box`` is no area on it."""
        return self.read_gap(page, Gap(box), what)

    def read_gap(self, page: Page, gap: Gap, what: DigitField) -> DigitReading | None:
        """As ``read``, for a gap of which an anchor may be lost: then the picture must show it,
        or nothing is said about what stands there."""
        box = gap.box
        if page.picture is None or box[2] <= box[0] or box[3] <= box[1]:
            return None
        path = self.folder / page.picture
        if not path.is_file():
            return None
        rgb = _picture(path, path.stat().st_mtime_ns)
        seen = look(rgb, page, gap, what, recogniser(self.model))
        if seen is not None and seen.confidence < self.doubt:
            return replace(seen, text=None)
        return seen
