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


# With ``thứ`` the word before may be misread (Phân thứ nhất); without it nothing else is certain.
_PART = re.compile(
    r"\s*((?:P[hH]\w[nN]\s+(?i:thứ)|Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+([^\W\d]+|\d+)\s*[:.\-–]?)"
    r"(?=\s|$)"
)
_DECIMAL = re.compile(r"\s*((\d{1,2}(?:\.\d{1,2}){1,3})[.)\]:]?)\s+(?=[^\W\d_]|[“\"'(])")
_ARABIC = re.compile(
    r"\s*((\d{1,2})\s?(?:[.)/:]|\.\)|(?<=\d)\s?[-–](?=\s)))\s*(?=[^\W\d_]|[“\"'(])"
)
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
    for pattern, read in _READERS:
        match = pattern.match(text, at)
        label = read(match) if match else None
        if label is not None:
            return label
    return None


def _part(match: re.Match[str]) -> Label | None:
    number = _ordinal(match.group(2).lower())
    return Label("part", match.group(1).strip(), number, match.end(1)) if number else None


def _decimal(match: re.Match[str]) -> Label | None:
    path = tuple(int(p) for p in match.group(2).split("."))
    return Label("decimal", match.group(1), path[-1], match.end(), path) if all(path) else None


def _roman(match: re.Match[str]) -> Label | None:
    core = match.group(2)
    if core not in ROMANS or (match.group(1) == core and len(core) == 1):
        return None  # a lone I, V or X needs its point
    return Label("roman", match.group(1), ROMANS[core], match.end())


def _noisy_roman(match: re.Match[str]) -> Label | None:
    core = match.group(2).replace("H", "II").translate(_NOISE)
    if core not in ROMANS or match.group(2).isdigit():
        return None
    return Label("roman", match.group(1), ROMANS[core], match.end())


def _arabic(match: re.Match[str]) -> Label | None:
    number = int(match.group(2))
    return Label("arabic", match.group(1), number, match.end(), (number,)) if number else None


def _letter(match: re.Match[str]) -> Label | None:
    return Label("letter", match.group(1), _place(match.group(2)), match.end())


def _alpha(match: re.Match[str]) -> Label | None:
    return Label("alpha", match.group(1), _place(match.group(2)), match.end())


def _paren(match: re.Match[str]) -> Label | None:
    inner = match.group(2) or str(ord(match.group(3)) - ord("①") + 1)
    order = int(inner) if inner.isdigit() else _place(inner)
    return Label("paren", match.group(1), order, match.end())


_READERS = (
    (_PART, _part), (_DECIMAL, _decimal), (_ROMAN_LABEL, _roman), (_NOISY_ROMAN, _noisy_roman),
    (_ARABIC, _arabic), (_LETTER, _letter), (_ALPHA, _alpha), (_PAREN, _paren),
)  # fmt: skip


def _place(letter: str) -> int:
    return ALPHABET.index(letter.lower()) + 1


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
