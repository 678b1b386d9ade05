"""Print that was read twice is kept once.

A skewed or stamped line may come from the engine as two that overlap, and a second look may read
what the first one had: ``/BC-HNDT`` and, over it, ``/BC-``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.reading.boxes import level_share
from pipeline.reading.engine import Token
from pipeline.text import fold

_WIDE = 0.7  # of the narrower one's width that two readings of one word share
_LEVEL = 0.6  # of the lower one's height
_ALIKE = 70.0  # percent
_MOST = 0.5  # of a line's words that stand in another line, too: then it is that line


def read_once(tokens: Sequence[Token]) -> list[Token]:
    """The words in their order, without second readings of the same print: of two the one with
    more signs in it that the engine trusts stays."""
    gone: dict[int, int] = {}  # its index: the index of what it repeats
    for one, other in _overlapping(tokens):
        if one in gone or other in gone or not _alike(tokens[one].text, tokens[other].text):
            continue
        worse, better = sorted((one, other), key=lambda n: (_worth(tokens[n]), -n))
        gone[worse] = better
    dropped = set(gone) | _remains(tokens, gone)
    return [token for n, token in enumerate(tokens) if n not in dropped]


def _overlapping(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Pairs of words in one place."""
    import numpy as np

    if len(tokens) < 2:
        return []
    x0, y0, x1, y1 = np.array([t.box for t in tokens], dtype=float).T
    common = np.minimum(x1[:, None], x1) - np.maximum(x0[:, None], x0)
    narrow = np.maximum(1.0, np.minimum((x1 - x0)[:, None], x1 - x0))
    beside = np.minimum(y1[:, None], y1) - np.maximum(y0[:, None], y0) > 0
    pairs = np.argwhere(np.triu((common / narrow >= _WIDE) & beside, 1))
    return [
        (int(a), int(b)) for a, b in pairs if level_share(tokens[a].box, tokens[b].box) >= _LEVEL
    ]


def _alike(one: str, other: str) -> bool:
    a, b = _letters(one), _letters(other)
    if not a or not b:
        return False
    return a in b or b in a or fuzz.ratio(a, b) >= _ALIKE


def _letters(text: str) -> str:
    return "".join(ch for ch in fold(text) if ch.isalnum())


def _worth(token: Token) -> float:
    return len(_letters(token.text)) * token.confidence


def _remains(tokens: Sequence[Token], gone: dict[int, int]) -> set[int]:
    """What is left of lines that repeat another line."""
    lines: dict[tuple[int, int, int], list[int]] = {}
    for n, token in enumerate(tokens):
        lines.setdefault(token.line, []).append(n)
    left: set[int] = set()
    for line, members in lines.items():
        lost = [n for n in members if n in gone]
        if len(lost) < _MOST * len(members) or len(lost) == len(members):
            continue
        [(twin, _)] = Counter(tokens[gone[n]].line for n in lost).most_common(1)
        if twin == line:
            continue
        whole = "".join(_letters(tokens[n].text) for n in lines[twin])
        if "".join(_letters(tokens[n].text) for n in members) in whole:
            left |= set(members)
    return left
