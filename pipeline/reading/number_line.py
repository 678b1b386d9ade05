"""A second look at the number line of page one, ``Số: 98/BC-UBND``.

The number is written by hand nearly always, and close to the print: the engine takes pen and
symbol for one word and garbles both. Each place where the printed symbol may begin is tried, the
line cut there; where what is left reads as a symbol, it stands alone, and the pen's ink is left to
the reader of written digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.knowledge.types import is_type_code
from pipeline.reading.boxes import shifted
from pipeline.reading.engine import Engine, Token
from pipeline.reading.strips import read_sheet
from pipeline.records import PageImage

_LABEL = re.compile(r"^\W{0,3}(?:[Ss][ốôóòồổộỗ]|S[ỐÔ])(?:\s*[:.;,]|$|(?=\d))")
_SYMBOL = re.compile(
    r"(?P<joint>[-/])?(?:(?:19|20)\d\d/)?"
    r"(?P<first>[A-ZĐ][A-Za-zĐđƯư&.]{0,13})\d{0,2}"
    r"(?:[-–/][A-ZĐƯ][A-Za-zĐđƯư&.,]{0,13}\d{0,2}){0,4}"
)
_CLEAR = re.compile(r"/\s?(?:(?:19|20)\d\d/)?[A-ZĐ][A-Za-zĐđ]*\d{0,2}(?:[-–][A-ZĐƯ]|$)")
_HEAD, _LEFT = 0.4, 0.5  # shares of the page: below and right of them is no number line
_SURE = 0.6  # of a symbol that needs no second look, and of one that a second look may give
_APART = 4.0  # times the label's height: words further off belong to another column
_LEAST = 2.2  # times the label's height: no symbol is shorter
_PART = 0.35  # times the label's height: ink lower than this begins no letter
_MOST = 9  # cuts that are tried
_SLASH = (0.6, 0.15, 0.75)  # a slash: least height times the label's, least and most width to it
_LEAN, _BEFORE = 0.4, 0.35  # how far its head is right of its foot, times its width; how near it is
_DARK = 140  # of 255


def look_at_number(image: PageImage, tokens: Sequence[Token], by: Engine) -> list[Token]:
    """The page's words, those of a garbled number line with the printed symbol read by itself.
    Asks the engine at most once, and only about page one."""
    found = list(tokens)
    if image.number != 1 or image.blank:
        return found
    for label in sorted(tokens, key=lambda t: t.box[1]):
        start = _end_of_label(label, image)
        if start is None:
            continue
        line = _line_after(label, start, tokens)
        if not line or any(t.confidence >= _SURE and _CLEAR.search(t.text) for t in line):
            return found
        return _read_anew(image, found, label, start, line, by)
    return found


def _end_of_label(token: Token, image: PageImage) -> int | None:
    """Where the printed ``Số:`` ends, in pixels; None of any other word."""
    height, width = image.clean.shape
    x0, y0, x1, _ = token.box
    match = _LABEL.match(token.text)
    if match is None or y0 > _HEAD * height or x0 > _LEFT * width:
        return None
    return x1 if match.end() == len(token.text) else x0 + (x1 - x0) * match.end() // len(token.text)


def _line_after(label: Token, start: int, tokens: Sequence[Token]) -> list[Token]:
    """The words of the label's line behind it, the label itself where it holds more than that."""
    _, y0, x1, y1 = label.box
    line = [label] if x1 > start else []
    reach = max(start, x1) + _APART * (y1 - y0)
    for token in sorted(tokens, key=lambda t: t.box[0]):
        a, b, c, d = token.box
        if token is label or a < start or min(d, y1) - max(b, y0) < 0.4 * (y1 - y0):
            continue
        if a > reach:
            break
        line.append(token)
        reach = c + _APART * (y1 - y0)
    return line


def _read_anew(
    image: PageImage, tokens: list[Token], label: Token, start: int, line: list[Token], by: Engine
) -> list[Token]:
    _, y0, _, y1 = label.box
    tall = y1 - y0
    right = min(image.clean.shape[1], max(t.box[2] for t in line) + tall // 3)
    top, bottom = max(0, y0 - tall // 10), min(image.clean.shape[0], y1 + tall // 4)
    grey = image.clean[top:bottom, start:right]
    cuts = [x for x in _beginnings(grey, tall) if grey.shape[1] - x > _LEAST * tall][:_MOST]
    pieces = [(n, 1.0, grey[:, max(0, x - 2) :]) for n, x in enumerate(cuts)]
    best: tuple[float, int, list[Token]] | None = None
    for cut, read in zip(cuts, read_sheet(pieces, image.dpi, by, image.rough), strict=True):
        worth = _worth(read)
        if worth > 0 and (best is None or worth > best[0] + 0.01):
            best = (worth, cut, read)
    if best is None:
        return tokens
    _, cut, read = best
    read, cut = _with_slash(read, grey, cut, tall)
    edge = start + max(0, cut - 2)
    block = max((t.line[0] for t in tokens), default=0) + 1
    symbol = [
        replace(t, box=shifted(t.box, edge, top), line=(block, 0, 0))
        for t in sorted(read, key=lambda t: t.box[0])
    ]
    gone = [t for t in line if t is not label and t.box[2] > edge + tall // 6]
    kept = [t for t in tokens if t not in gone]
    if label in line:  # the label and what follows were one word
        text = _LABEL.match(label.text)
        alone = label.text[: text.end()] if text else label.text
        x0 = label.box[0]
        kept = [replace(t, text=alone, box=(x0, y0, start, y1)) if t is label else t for t in kept]
    return kept + symbol


def _beginnings(grey: Any, tall: int) -> list[int]:
    """Where pieces of ink begin, from left to right."""
    import cv2
    import numpy as np

    ink = (grey < _DARK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, None, 8)
    starts = sorted(int(x) for x, _, _, h, _ in stats[1:].tolist() if h >= _PART * tall)
    return [x for n, x in enumerate(starts) if n == 0 or x - starts[n - 1] > 2]


def _with_slash(read: list[Token], grey: Any, cut: int, tall: int) -> tuple[list[Token], int]:
    """The symbol with the slash that stands right before it, where it was read without one: ink as
    tall as a letter or taller, narrow, that leans to the right. And where it begins."""
    import cv2
    import numpy as np

    first = min(read, key=lambda t: t.box[0])
    if first.text[:1] in "/-":
        return read, cut
    ink = (grey < _DARK).astype(np.uint8)
    _, marks, stats, _ = cv2.connectedComponentsWithStats(ink, None, 8)
    for n, (x, y, w, h, _) in enumerate(stats.tolist()):
        near = cut - _BEFORE * tall <= x + w <= cut + _BEFORE * tall / 2 and x < cut
        if not n or not near or h < _SLASH[0] * tall or not _SLASH[1] * h <= w <= _SLASH[2] * h:
            continue
        rows, columns = np.nonzero(marks[y : y + h, x : x + w] == n)
        upper, lower = columns[rows < h / 3], columns[rows > 2 * h / 3]
        if not len(upper) or not len(lower) or upper.mean() - lower.mean() < _LEAN * w:
            continue
        moved = cut - x
        whole = [replace(t, box=shifted(t.box, moved, 0)) for t in read]
        slash = next(t for t, old in zip(whole, read, strict=True) if old is first)
        box = (2, slash.box[1], slash.box[2], slash.box[3])
        joined = replace(slash, text=f"/{slash.text}", box=box)
        return [joined if t is slash else t for t in whole], x
    return read, cut


def _worth(read: Sequence[Token]) -> float:
    """How sure a reading is a symbol and nothing else, 0 if it is none. One with its slash (a
    dash in Party letters) is worth more than the same without, a long one more than its tail, and
    one that begins with the code of a type of letter more than one that begins with half of it."""
    ordered = sorted(read, key=lambda t: t.box[0])
    text = "".join(t.text for t in ordered).rstrip(".,:;'`")
    match = _SYMBOL.fullmatch(text)
    if match is None or sum(c.isupper() for c in text) < 2:
        return 0.0
    sure = min(t.confidence for t in ordered)
    if sure < _SURE:
        return 0.0
    known = 0.3 if is_type_code(match["first"]) else 0.0
    return sure + known + (0.3 if match["joint"] else 0.0) + 0.04 * len(text)
