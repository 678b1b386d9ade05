"""Words typed over a scan: the number and the day that an office's own system sets into the file,
and the block of a digital signature. They stand in the file as they were typed, so nobody need
read them off the picture; the picture is read without them, as they often cover print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.knowledge.header import header_words
from pipeline.reading.annotations import as_shown, parted, places_on, strange_lines
from pipeline.reading.boxes import around, level_share
from pipeline.reading.engine import Token
from pipeline.reading.layout import Row
from pipeline.reading.sanity import LEAST, is_sane
from pipeline.reading.text_layer import flat_page, words_of
from pipeline.records import Box, PageImage, Source, map_box
from pipeline.text import fold

_DPI = 200.0
_SURE = 0.99
_INVISIBLE = 3  # text render mode of a scanner's own layer
_PLAIN = re.compile(r"[\w\s./:,;()@+–-]*\Z")
_HOUR = re.compile(r"\b\d{1,2}:\d{2}(:\d{2})?\b")
_BLOCK_GAP = 1.2  # times a line's height: lines of one block stand no further apart
_EDGE = 2  # pixels around a typed word that its own edges may reach


@dataclass(frozen=True, slots=True)
class Typed:
    """A word typed over a page; ``box`` in fractions of the page as the file shows it; ``line``
    tells its line from others."""

    text: str
    box: Box
    line: int


@dataclass(frozen=True, slots=True)
class Overlay:
    """``words`` belong into the letter's lines, ``blocks`` are digital signatures, line by line;
    all in pixels of the straight frame."""

    words: tuple[Token, ...] = ()
    blocks: tuple[tuple[Row, ...], ...] = ()


def typed_over(source: Source, number: int) -> tuple[Typed, ...]:
    """The visible words that the file itself holds on page ``number`` (from 1) of a scan: text and
    annotations, not a scanner's hidden layer. Nothing where they make no sense as Vietnamese."""
    if source.kind != "pdf":
        return ()
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(source.path)
    except pdfium.PdfiumError:  # what is left of the page may still be taken from the file
        return ()
    try:
        document.init_forms()
        bare = document[number - 1]
        places = places_on(bare)
        bare.close()
        page = flat_page(document, number - 1)
        width, height = (max(1, round(v * _DPI / 72)) for v in page.get_size())
        words = [t for t, _ in words_of(page, width, height, _is_seen)]
        _, laid = parted(words, [as_shown(page, place, width, height) for place in places])
    finally:
        document.close()
    strange = strange_lines(laid)
    words = [t for t in words if id(t) not in strange]
    text = " ".join(t.text for t in words)
    if not (is_sane(text) if len(text) > LEAST else _PLAIN.match(text)):
        return ()
    return tuple(
        Typed(t.text, _fraction(t.box, width, height), t.line[2]) for t in words if t.text.strip()
    )


def overlay_of(typed: Sequence[Typed], image: PageImage) -> Overlay:
    """Where the words of ``typed`` stand on the straight page, and what they are."""
    if not typed:
        return Overlay()
    height, width = image.clean.shape
    words: list[Token] = []
    blocks: list[tuple[Row, ...]] = []
    for block in _blocks([_placed(t, image, width, height) for t in typed]):
        if _is_signature(block):
            blocks.append(tuple(Row(tuple(line), "full", stamp=True) for line in block))
        else:
            words += [token for line in block for token in line]
    return Overlay(tuple(words), tuple(blocks))


def without(grey: Any, overlay: Overlay) -> Any:
    """The page with the places of typed words white; the same array where there are none."""
    tokens = [*overlay.words, *(t for b in overlay.blocks for row in b for t in row.tokens)]
    if not tokens:
        return grey
    cleared = grey.copy()
    for x0, y0, x1, y1 in (t.box for t in tokens):
        cleared[max(0, y0 - _EDGE) : y1 + _EDGE, max(0, x0 - _EDGE) : x1 + _EDGE] = 255
    return cleared


def laid_over(tokens: Sequence[Token], overlay: Overlay) -> list[Token]:
    """The engine's words, with those typed over the page in their lines."""
    found = list(tokens)
    for extra, word in enumerate(overlay.words):
        beside = [t for t in tokens if level_share(word.box, t.box) >= 0.5]
        near = min(beside, key=lambda t: _distance(word, t), default=None)
        line = near.line if near else (-1, 0, -1 - extra)
        found.append(replace(word, line=line))
    return found


def _is_seen(text: Any, index: int) -> bool:
    from pypdfium2 import raw

    thing = raw.FPDFText_GetTextObject(text, index)
    return not thing or raw.FPDFTextObj_GetTextRenderMode(thing) != _INVISIBLE


def _placed(typed: Typed, image: PageImage, width: int, height: int) -> Token:
    """A typed word on the straight page: turned as the page was, then set level with it."""
    x0, y0, x1, y1 = map_box(_inverse(image.to_paper), _turned(typed.box, image.turned))
    box = (round(x0 * width), round(y0 * height), round(x1 * width), round(y1 * height))
    return Token(typed.text, box, _SURE, (0, 0, typed.line))


def _turned(box: Box, degrees: int) -> Box:
    """A box after its page was turned clockwise by a multiple of 90 degrees."""
    x0, y0, x1, y1 = box
    return {
        0: box,
        90: (1 - y1, x0, 1 - y0, x1),
        180: (1 - x1, 1 - y1, 1 - x0, 1 - y0),
        270: (y0, 1 - x1, y1, 1 - x0),
    }[degrees % 360]


def _inverse(homography: Sequence[float]) -> Any:
    import numpy as np

    matrix = np.array(homography, dtype=float).reshape(3, 3)
    return tuple(np.linalg.inv(matrix).ravel())


def _blocks(words: Sequence[Token]) -> list[list[list[Token]]]:
    """Lines of typed words, put together where one stands close under the other."""
    lines: dict[int, list[Token]] = {}
    for word in words:
        lines.setdefault(word.line[2], []).append(word)
    blocks: list[list[list[Token]]] = []
    for line in sorted(lines.values(), key=lambda each: around(each)[1]):
        x0, y0, x1, y1 = around(line)
        for block in blocks:
            bx0, _, bx1, by1 = around(block[-1])
            if x0 < bx1 and bx0 < x1 and y0 - by1 < _BLOCK_GAP * (y1 - y0):
                block.append(line)
                break
        else:
            blocks.append([line])
    return blocks


def _is_signature(block: Sequence[Sequence[Token]]) -> bool:
    """``Ký bởi: …``, ``Thời gian ký: …``; or at least an address of mail, or the time of day."""
    lines = [" ".join(t.text for t in line) for line in block]
    openings = tuple(fold(word) for word in header_words().digital_signature)
    said = [fold(line) for line in lines]
    if any(line.startswith(openings) for line in said):
        return True
    return any("@" in line for line in lines) or (
        len(lines) > 1 and any(_HOUR.search(line) for line in lines)
    )


def _distance(a: Token, b: Token) -> int:
    return max(0, b.box[0] - a.box[2], a.box[0] - b.box[2])


def _fraction(box: tuple[int, int, int, int], width: int, height: int) -> Box:
    return box[0] / width, box[1] / height, box[2] / width, box[3] / height
