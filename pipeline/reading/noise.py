"""Words that are none: what an engine makes of signatures, seals, rules and dust."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.reading.engine import Token
from pipeline.reading.layout import Row

_SOLID = re.compile(r"\w")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_WORDLIKE = re.compile(r"[^\W\d_]{2,}|\d+")
_DASHES = frozenset("~_—–=¬-")
_CAPITALS = 4  # in one word of seven signs or more: a letter's symbol, "/BC-UBND"
_SURE = 0.9  # confidence of a word that stays though all the rest of its line is a scrawl
_STOPS = frozenset(".,:;")
_ODD = frozenset("<>~#^*\\{}¬§=@")
# in times the usual height of a word:
_WITHIN = 0.7  # share of a word's width that lies in another one
_DASH = 0.17  # the shortest dash
_SPECK = 0.23  # no sign but a full stop is smaller both ways
_OFF = 0.45  # a full stop stands no further off its word
_FAR = 1.5  # a word that stands further off belongs to no line
_THIN, _LOW = 0.2, 0.5  # a lone letter or figure is neither thinner nor lower
_TALL = 2.6  # times the usual height and little faith: a scribble


def without_noise(rows: Sequence[Row], em: float) -> tuple[list[Row], list[Token]]:
    """(rows with words only, words dropped). In a line that reads well, words stay even where
    the engine doubts them; a line without any faith goes as a whole."""
    kept: list[Row] = []
    dropped: list[Token] = []
    for row in rows:
        if row.cells:  # a number alone in a cell has no neighbours to vouch for it
            table, dust = _without_dust(row, em)
            dropped += dust
            if table.tokens:
                kept.append(table)
            continue
        faith = _faith(row.tokens)
        good = [
            token
            for n, token in enumerate(row.tokens)
            if not _is_dust(token, n, row.tokens, em)
            and not _is_noise(token, n, row.tokens, faith, em)
        ]
        if faith < 0.8 and not any(_WORDLIKE.search(t.text) for t in good):
            good = []
        dropped += [t for t in row.tokens if t not in good]
        if good:
            kept.append(Row((_bullet(good, em), *good[1:]), row.side))
    return kept, dropped


def _without_dust(row: Row, em: float) -> tuple[Row, list[Token]]:
    """A row of a table without specks and what is left of its rules."""
    tokens = row.tokens
    good = [n for n, token in enumerate(tokens) if not _is_dust(token, n, tokens, em)]
    kept = replace(
        row, tokens=tuple(tokens[n] for n in good), cells=tuple(row.cells[n] for n in good)
    )
    return kept, [token for n, token in enumerate(tokens) if n not in good]


def _is_dust(token: Token, n: int, row: Sequence[Token], em: float) -> bool:
    """Whether a word is too small to be printed, however sure the engine is of it: a speck that
    it read as a quotation mark, a dash, even a letter. A full stop may stand off its word."""
    x0, y0, x1, y1 = token.box
    if not token.text.strip("|¦"):
        return True  # rules; no letter has such a sign
    if any(_holds(other, token) for other in row):
        return True
    em = min(em, _own_em(row))  # recipients are in smaller type
    dash = token.text in _DASHES and x1 - x0 >= _DASH * em and x1 - x0 > y1 - y0
    if x1 - x0 < _SPECK * em and y1 - y0 < _SPECK * em and not dash:
        stop = token.text in _STOPS and n > 0
        return not stop or x0 - row[n - 1].box[2] > _OFF * em
    alone = len(row) == 1 or _gap(n, row) > _FAR * em
    if len(token.text) == 1 and alone and n in (0, len(row) - 1) and token.text.isalnum():
        return x1 - x0 < _THIN * em or (len(row) == 1 and y1 - y0 < _LOW * em)
    return False


def _holds(one: Token, other: Token) -> bool:
    """Whether ``other`` is a piece of ``one``, which comes from another reading of the place.
    Words of one reading may lie in each other's boxes."""
    if one.line == other.line or len(one.text) <= len(other.text):
        return False
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return shared > _WITHIN * (other.box[2] - other.box[0])


def _own_em(row: Sequence[Token]) -> float:
    """The height of the words of a row, in pixels; without words to tell, any."""
    heights = [t.box[3] - t.box[1] for t in row if _LETTERS.search(t.text)]
    return float(median(heights)) if heights else float("inf")


def _gap(n: int, row: Sequence[Token]) -> int:
    """How far a word stands from the nearer of its neighbours, in pixels."""
    gaps = []
    if n > 0:
        gaps.append(row[n].box[0] - row[n - 1].box[2])
    if n < len(row) - 1:
        gaps.append(row[n + 1].box[0] - row[n].box[2])
    return min(gaps, default=0)


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
    tall = token.box[3] - token.box[1] > _TALL * em and token.confidence < 0.85
    if tall or (_is_scrawl(token) and n == len(row) - 1):
        return True
    if faith < 0.4 and not any(_is_symbol(t.text) for t in row):
        return token.confidence < _SURE or not _WORDLIKE.search(token.text)
    if not _SOLID.search(token.text):
        bullet = n == 0 and len(row) > 1 and _is_dash(token, em)
        return token.confidence < 0.6 and not bullet
    if faith < 0.65:
        return token.confidence < 0.3
    short = len(_SOLID.findall(token.text)) == 1
    return short and token.confidence < 0.5 and _stands_alone(n, row, em)


def _is_scrawl(token: Token) -> bool:
    """Initials at the end of a line: a sign or two that no letter is printed with."""
    odd = len(token.text) <= 3 and any(c in _ODD for c in token.text)
    return odd and token.confidence < 0.85


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
