"""Printed labels of headings and lists: ``II.``, ``1.1.``, ``đ)``, ``Phần thứ nhất``, ``-``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["part", "letter", "roman", "arabic", "decimal", "alpha", "paren", "dash", "plus"]

# Vietnamese lists have đ after d, and no f, j, w, z.
ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ORDINALS = ("nhất", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_FIRST = {"một": 1, "nhì": 2, "tư": 4}
# Vietnamese capitals and small letters alternate in Unicode: no range of them can be written.
UPPER = "A-Z" + "".join(chr(n) for n in range(0xC0, 0x1EFA) if chr(n).isupper())
_NOISE = str.maketrans("l1|T", "IIII")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
ROMANS = {r: n for n, r in enumerate(_ROMAN) if r}


@dataclass(frozen=True, slots=True)
class Label:
    """``printed`` as it stands, ``ordinal`` its place among siblings (0: a bullet), ``path`` the
    numbers of a decimal label, ``end`` where the title begins in the text parsed."""

    style: Style
    printed: str
    ordinal: int
    end: int
    path: tuple[int, ...] = ()


_PART = re.compile(
    r"\s*((?:phần|chương|mục)\s+(?:thứ\s+)?([^\W\d]+|\d+)\s*[:.\-–]?)(?=\s|$)", re.IGNORECASE
)
_DECIMAL = re.compile(r"\s*((\d{1,2}(?:\.\d{1,2}){1,3})[.)\]:]?)\s+(?=[^\W\d_]|[“\"'(])")
_ARABIC = re.compile(r"\s*((\d{1,2})\s?(?:[.)/:]|\.\)|(?<=\d)\s?[-–](?=\s)))\s*(?=[^\W\d_]|[“\"'(])")
_ROMAN_LABEL = re.compile(r"\s*(([IVX]{1,5})\s?(?:[.)/:\-–]|(?=\s)))\s*(?=[^\W\d_]|[“\"'(])")
# II. and III. as OCR gives them before a title in capitals: IH., lI., 1II., Il.
_NOISY_ROMAN = re.compile(rf"\s*(([IVXHl1|T]{{2,5}})\s?[.,)])\s*(?=[{UPPER}]{{2}})")
_LETTER = re.compile(r"\s*(([A-EĐGHK])\s?[.)/])\s*(?=[^\W\d_]|[“\"'(])")
_ALPHA = re.compile(
    r"\s*(([a-eđghiklmn])\s?(?:\)|\.\)|\.(?=\s)|/(?=\s)))\s*(?=[^\W\d_]|[“\"'(])"
)  # not đ/c (đồng chí)
_PAREN = re.compile(r"\s*(\((\d{1,2}|[a-eđghik])\)|([①-⑳]))\s*(?=[^\W\d_]|[“\"'(])")
_DASH = re.compile(r"\s*([-–—•●▪■*⁃◦])\s*(?=[^\W\d_]|[“\"'(])")
_PLUS = re.compile(r"\s*([+])\s*(?=[^\W\d_]|[“\"'(])")


def parse(text: str) -> Label | None:
    """The label that ``text`` begins with. A dash before another label (``- a) …``) is its own.
    Numbers without a point (``3 năm qua``) are none."""
    dash = _DASH.match(text)
    if dash:
        inner = _enumerated(text, dash.end())
        return inner or Label("dash", dash.group(1), 0, dash.end())
    plus = _PLUS.match(text)
    if plus:
        return Label("plus", plus.group(1), 0, plus.end())
    return _enumerated(text, 0)


def _enumerated(text: str, at: int) -> Label | None:
    if match := _PART.match(text, at):
        word = match.group(2).lower()
        number = _ordinal(word)
        if number:
            return Label("part", match.group(1).strip(), number, match.end(1))
    if match := _DECIMAL.match(text, at):
        path = tuple(int(p) for p in match.group(2).split("."))
        if all(path):
            return Label("decimal", match.group(1), path[-1], match.end(), path)
    if (match := _ROMAN_LABEL.match(text, at)) and match.group(2) in ROMANS:
        bare = match.group(1) == match.group(2)
        if not bare or len(match.group(2)) > 1:  # a lone I, V or X needs its point
            return Label("roman", match.group(1), ROMANS[match.group(2)], match.end())
    if match := _NOISY_ROMAN.match(text, at):
        roman = match.group(2).replace("H", "II").translate(_NOISE)
        if roman in ROMANS and not match.group(2).isdigit():
            return Label("roman", match.group(1), ROMANS[roman], match.end())
    if match := _ARABIC.match(text, at):
        number = int(match.group(2))
        if number:
            return Label("arabic", match.group(1), number, match.end(), (number,))
    if match := _LETTER.match(text, at):
        order = ALPHABET.index(match.group(2).lower()) + 1
        return Label("letter", match.group(1), order, match.end())
    if match := _ALPHA.match(text, at):
        order = ALPHABET.index(match.group(2)[0]) + 1
        return Label("alpha", match.group(1), order, match.end())
    if match := _PAREN.match(text, at):
        inner = match.group(2) or str(ord(match.group(3)) - ord("①") + 1)
        order = int(inner) if inner.isdigit() else ALPHABET.index(inner) + 1
        return Label("paren", match.group(1), order, match.end())
    return None


def _ordinal(word: str) -> int:
    """``nhất`` → 1, ``IV`` → 4, ``3`` → 3; 0 for any other word."""
    if word.isdigit():
        return int(word)
    if word.upper() in ROMANS:
        return ROMANS[word.upper()]
    if word in _FIRST:
        return _FIRST[word]
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else 0


def printed_label(style: Style, ordinal: int) -> str:
    """The label's core as it belongs in an id: ``II``, ``3``, ``đ``; ``"?"`` out of range."""
    if style in ("roman", "part"):
        return _ROMAN[ordinal] if 0 < ordinal < len(_ROMAN) else "?"
    if style in ("alpha", "letter"):
        core = ALPHABET[ordinal - 1] if 0 < ordinal <= len(ALPHABET) else "?"
        return core if style == "alpha" else core.upper()
    return str(ordinal)
