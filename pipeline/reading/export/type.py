"""How wide and how high words stand in the type of official letters (Times, by Nghị định 30/2020),
in shares of its size. Only proportions count: the box on paper decides the size."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

_ASCII = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)  # fmt: skip
_OTHERS = {
    "\u00a0": 250, "“": 444, "”": 444, "„": 444, "‘": 333, "’": 333, "‚": 333, "…": 1000,
    "—": 1000, "•": 350, "°": 400, "±": 549, "×": 564, "²": 300, "³": 300,
}  # fmt: skip
USUAL = 500  # thousandths: the width of a digit, and of what is not known
_STROKED = {"đ": "d", "Đ": "D", "Ð": "D"}
_HORN = "\u031b"
_BELOW = "\u0323"
_TALL = frozenset("bdfhklij()[]{}|/\\!?\"'“”‘’%&@#$*")
_LOW = frozenset("gpqy()[]{}|,;jQ")
_FLAT = frozenset("-–—_.,=+~*·•:\"'“”‘’…")

CAPITAL, SMALL, DESCENT = 0.67, 0.46, 0.21  # above and below the base line
_ACCENTED, _DOT = 0.87, 0.17
_WORDS = 8192  # syllables are few and come again


@cache
def width(sign: str) -> int:
    """The advance of one sign, in thousandths of the size."""
    if sign in _OTHERS:
        return _OTHERS[sign]
    base, *marks = list(unicodedata.normalize("NFD", sign))
    base = _STROKED.get(base, base)
    if not " " <= base <= "~":
        return USUAL
    horned = base in "uU" and _HORN in marks
    return _ASCII[ord(base) - 32] + (54 if base == "U" else 42) * horned


@cache
def height(sign: str) -> tuple[float, float]:
    """How far a sign's ink reaches over and under the base line."""
    base, *marks = list(unicodedata.normalize("NFD", sign))
    base = _STROKED.get(base, base)
    above = any(m not in (_HORN, _BELOW) for m in marks)
    low = DESCENT if base in _LOW else _DOT if _BELOW in marks else 0.0
    if base.isupper() or base.isdigit():
        return (_ACCENTED if above else CAPITAL), low
    if sign in _STROKED or base in _TALL or above:
        return CAPITAL + 0.02, low
    return (0.56 if base == "t" else SMALL), low


@lru_cache(_WORDS)
def advance(word: str) -> float:
    """The width of a word in shares of the size."""
    return sum(width(sign) for sign in word) / 1000


@lru_cache(_WORDS)
def reach(word: str) -> tuple[float, float] | None:
    """How far a word's ink reaches over and under the base line; None where it has no letter
    that would tell."""
    heights = [height(sign) for sign in word if sign not in _FLAT]
    if not heights:
        return None
    return max(h[0] for h in heights), max(h[1] for h in heights)
