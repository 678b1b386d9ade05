"""A page of a transcript as others' formats want it: blocks of lines of words, in pixels of the
page's picture as it is kept (upright, otherwise as scanned), in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.records import Homography, Line, LineKind, Page, Transcript, map_box

Pixels = tuple[int, int, int, int]
_APART = 0.9  # times the height of a usual line: a wider gap begins a block
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class SheetWord:
    """``confidence``: a probability, 0 to 1."""

    text: str
    box: Pixels
    confidence: float


@dataclass(frozen=True, slots=True)
class SheetLine:
    box: Pixels
    words: tuple[SheetWord, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one column and one kind that follow each other without a gap."""

    kind: LineKind
    box: Pixels
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """``picture``: the page's image, relative to the letter's folder; None where none is kept."""

    number: int
    width: int
    height: int
    confidence: float
    picture: str | None
    blocks: tuple[Block, ...]


def sheet(transcript: Transcript, page: Page) -> Sheet | None:
    """None for a page without paper."""
    if page.width <= 0 or page.height <= 0:
        return None
    lines = [line for line in transcript.lines_in(page.span) if line.page == page.number]
    made = (_block(transcript, page, group) for group in _groups(lines))
    return Sheet(
        page.number,
        page.width,
        page.height,
        page.confidence,
        page.picture,
        tuple(block for block in made if block is not None),
    )


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    heights = [line.box[3] - line.box[1] for line in lines if line.box]
    usual = median(heights) if heights else 0.0
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line, usual):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(above: Line, line: Line, usual: float) -> bool:
    if (above.side, above.kind) != (line.side, line.kind) or not above.box or not line.box:
        return False
    gap = line.box[1] - above.box[3]
    return -usual < gap <= _APART * usual


def _block(transcript: Transcript, page: Page, lines: Sequence[Line]) -> Block | None:
    made = [found for line in lines if (found := _line(transcript, page, line))]
    if not made:
        return None
    return Block(lines[0].kind, _around(line.box for line in made), tuple(made))


def _line(transcript: Transcript, page: Page, line: Line) -> SheetLine | None:
    words = []
    for word in transcript.words_in(line.span):
        text = _UNFIT.sub("", transcript.quote(word.span)).strip()  # XML knows no control signs
        box = _pixels(page.to_paper, word.box, page.width, page.height) if word.box else None
        if text and box:
            words.append(SheetWord(text, box, word.confidence))
    return SheetLine(_around(word.box for word in words), tuple(words)) if words else None


def _pixels(
    to_paper: Homography, box: tuple[float, float, float, float], width: int, height: int
) -> Pixels | None:
    x0, y0, x1, y1 = map_box(to_paper, box)
    made = round(x0 * width), round(y0 * height), round(x1 * width), round(y1 * height)
    return made if made[0] < made[2] and made[1] < made[3] else None


def _around(boxes: Iterable[Pixels]) -> Pixels:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)
