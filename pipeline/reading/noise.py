"""Words that are none: what an engine makes of signatures, seals, rules and dust."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.engine import Token
from pipeline.reading.layout import Row

_SOLID = re.compile(r"\w")
_WORDLIKE = re.compile(r"[^\W\d_]{2,}|\d+")
_DASHES = frozenset("~_—–=¬-")
_CAPITALS = 4  # in one word of seven signs or more: a letter's symbol, "/BC-UBND"
_TALL = 2.6  # times the usual height and little faith: a scribble


def without_noise(rows: Sequence[Row], em: float) -> tuple[list[Row], list[Token]]:
    """(rows with words only, words dropped). In a line that reads well, words stay even where
    the engine doubts them; a line without any faith goes as a whole."""
    kept: list[Row] = []
    dropped: list[Token] = []
    for row in rows:
        if row.cells:  # a number alone in a cell has no neighbours to vouch for it
            kept.append(row)
            continue
        faith = _faith(row.tokens)
        good = [
            token
            for n, token in enumerate(row.tokens)
            if not _is_noise(token, n, row.tokens, faith, em)
        ]
        if faith < 0.8 and not any(_WORDLIKE.search(t.text) for t in good):
            good = []
        dropped += [t for t in row.tokens if t not in good]
        if good:
            kept.append(Row((_bullet(good, em), *good[1:]), row.side))
    return kept, dropped


def _faith(tokens: Sequence[Token]) -> float:
    """The confidence that half of the row's letters and digits reach: one written number among
    printed words takes nothing from it."""
    ordered = sorted((t.confidence, len(_SOLID.findall(t.text))) for t in tokens)
    half = sum(n for _, n in ordered) / 2
    for confidence, n in ordered:
        half -= n
        if n and half <= 0:
            return confidence
    return 0.0


def _is_noise(token: Token, n: int, row: Sequence[Token], faith: float, em: float) -> bool:
    if _is_symbol(token.text):
        return False
    if token.box[3] - token.box[1] > _TALL * em and token.confidence < 0.85:
        return True
    if faith < 0.4 and not any(_is_symbol(t.text) for t in row):
        return True
    if not _SOLID.search(token.text):
        bullet = n == 0 and len(row) > 1 and _is_dash(token, em)
        return token.confidence < 0.6 and not bullet
    if faith < 0.65:
        return token.confidence < 0.3
    short = len(_SOLID.findall(token.text)) == 1
    return short and token.confidence < 0.5 and _stands_alone(n, row, em)


def _is_symbol(text: str) -> bool:
    """Capitals as in a letter's number. A written number before them spoils the engine's faith
    in the whole word, and yet it is the word most wanted."""
    return len(text) >= 7 and sum(c.isupper() for c in text) >= _CAPITALS


def _stands_alone(n: int, row: Sequence[Token], em: float) -> bool:
    """A single sign at the end of a row, well away from its neighbour: dust, or pen strokes."""
    if n == 0 and len(row) > 1:
        return row[1].box[0] - row[0].box[2] > em
    if n == len(row) - 1 and n > 0:
        return row[n].box[0] - row[n - 1].box[2] > em
    return False


def _is_dash(token: Token, em: float) -> bool:
    x0, y0, x1, y1 = token.box
    return token.text[-1] in _DASHES and y1 - y0 < 0.8 * em and x1 - x0 < 2.5 * em


def _bullet(tokens: Sequence[Token], em: float) -> Token:
    """The first word of a row; a short level stroke read as ``~`` or ``_`` is the dash of a
    list, as it is printed nowhere else at the head of a line."""
    first = tokens[0]
    dashes = len(first.text) <= 2 and set(first.text) <= _DASHES
    if len(tokens) > 1 and dashes and _is_dash(first, em):
        return replace(first, text="-")
    return first
