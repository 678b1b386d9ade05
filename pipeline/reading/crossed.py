"""The first syllable of a signer's name where a seal's circle crosses it.

The engine makes scraps of such a syllable, another one of each picture of it (``#ạnh``, ``Manb``).
None can be believed alone; but what a family name may be is known, and the scraps together fit one
name better than all others, or they don't, and nothing is said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from statistics import median

from pipeline.knowledge.names import name_words, syllable_of
from pipeline.reading.engine import Token

_LEAST = 0.4  # mean likeness of the scraps to a family name that is believed
_AHEAD = 0.01  # by which it must be ahead of the next
_COMMON = 0.06  # by which one of the few family names that nine in ten bear is ahead already
_FEWEST = 3  # scraps: fewer agree by chance
_SLACK = 0.12  # of the width that a name should take up: print is no more exact than that
_SPACE = 0.25  # between syllables, in ems
_WIDE = {**dict.fromkeys("iíìỉĩịljtfr", 0.32), **dict.fromkeys("mw", 0.8), "I": 0.38, "M": 0.94}
"""Widths in ems of bold Times; other small letters are 0.5, other capitals 0.7."""
SURE = 0.35
"""Confidence of a syllable put together from scraps: enough to be kept, not to be believed."""


def crossed_name(line: Sequence[Token], readings: Sequence[Sequence[Token]]) -> Token | None:
    """The family name that stands before the syllables of ``line``, as its readings' scraps have
    it; None where ``line`` is no name without its first syllable, or they fit none."""
    words: list[Token] = []
    for token in reversed([t for t in line if any(map(str.isalpha, t.text))]):
        if not is_name(token.text):
            break
        words.insert(0, token)
    if not 2 <= len(words) <= 4 or (_is_family(words[0].text) and len(words) > 2):
        return None
    edge, tall = words[0].box[0], words[0].box[3] - words[0].box[1]
    scraps = [before for reading in readings if (before := _before(reading, edge, tall))]
    if len(scraps) < _FEWEST:
        return None
    left, top, bottom = (round(median(t.box[n] for t in scraps)) for n in (0, 1, 3))
    em = sum(t.box[2] - t.box[0] for t in words) / sum(_ems(t.text) for t in words)
    best = _family(tuple(_letters(t.text) for t in scraps), (edge - left) / em - _SPACE)
    if best is None:
        return None
    box = (left, min(top, words[0].box[1]), max(left + 1, edge - tall // 6), bottom)
    return Token(best, box, SURE, words[0].line)


def _before(reading: Sequence[Token], edge: int, tall: int) -> Token | None:
    """What a reading has right before ``edge``: one scrap, or the head of a longer word."""
    near = [
        t for t in reading
        if t.box[0] < edge - 0.6 * tall and t.box[2] > edge - 1.2 * tall and len(t.text) > 2
    ]  # fmt: skip
    if not near:
        return None
    last = max(near, key=lambda t: t.box[2])
    x0, _, x1, _ = last.box
    if x1 > edge + 0.5 * tall:  # run together with the next syllable
        kept = max(2, round(len(last.text) * (edge - x0) / (x1 - x0)))
        return Token(last.text[:kept], (x0, last.box[1], edge, last.box[3]), 0.0, last.line)
    return last


def is_name(text: str) -> bool:
    """Whether a word is a syllable of a name, or all but one."""
    word = text.strip(".,:;'`")
    shaped = (word[:1].isupper() or word[:1].isdigit()) and word[1:].islower()
    return shaped and syllable_of(word) is not None


def _is_family(text: str) -> bool:
    return text.strip(".,:;'`") in name_words().families


def _family(scraps: tuple[str, ...], ems: float) -> str | None:
    """The family name that the scraps are most like on the whole, if clearly more than others.
    ``ems``: as wide as it is on paper."""
    names = [n for n in name_words().families if len(n) > 1 and n.isalpha()]
    ranked = sorted(((_fit(scraps, ems, n), n) for n in names), key=lambda p: (-p[0], p[1]))
    (best, name), (second, _) = ranked[:2]
    return name if best >= _LEAST and best - second >= _AHEAD else None


def _fit(scraps: tuple[str, ...], ems: float, name: str) -> float:
    off = abs(ems / _ems(name) - 1.0)
    like = sum(_alike(s, name.lower()) for s in scraps) / len(scraps)
    return like - max(0.0, off - _SLACK) + (_COMMON if name in name_words().common else 0.0)


def _ems(text: str) -> float:
    return sum(_WIDE.get(c, 0.7 if c.isupper() else 0.5) for c in text if c.isalpha()) or 0.5


def _alike(scrap: str, name: str) -> float:
    """Letters that the two share in order, of those that both have: a whole one for the same
    letter with its marks, half of one for the letter alone."""
    row = [0.0] * (len(name) + 1)
    for a in scrap:
        above, row = row, [0.0]
        for n, b in enumerate(name):
            same = 1.0 if a == b else 0.6 if _plain(a) == _plain(b) else 0.0
            row.append(max(above[n] + same, above[n + 1], row[n]))
    return 2 * row[-1] / (len(scrap) + len(name)) if scrap else 0.0


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text).lower() if c.isalpha())


@cache
def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.replace("đ", "d"))[:1]
