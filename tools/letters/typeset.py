"""Lines: words broken to a measure and put on a baseline. Points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tools.letters.fonts import width
from tools.letters.markup import Word, word_text
from tools.letters.sheet import Run


@dataclass(frozen=True, slots=True)
class Setting:
    """A typeface and size, with the rule for long symbols."""

    family: str
    size: float
    split_symbols: bool = False

    def measure(self, text: str, style: str = "regular", size: float | None = None) -> float:
        return width(self.family, style, size or self.size, text)

    def word(self, word: Word) -> float:
        return sum(self.measure(text, style) for text, style in word)

    @property
    def space(self) -> float:
        return self.measure(" ")


@dataclass(frozen=True, slots=True)
class SetLine:
    """Words of one line; ``glued[i]`` says that word i follows the one before without space."""

    words: tuple[Word, ...]
    glued: tuple[bool, ...]
    last: bool

    @property
    def text(self) -> str:
        parts = [
            ("" if glued or not n else " ") + word_text(word)
            for n, (word, glued) in enumerate(zip(self.words, self.glued, strict=True))
        ]
        return "".join(parts)


def break_lines(
    words: Sequence[Word], setting: Setting, measure: float, indent: float = 0.0
) -> list[SetLine]:
    """Lines no wider than ``measure``, the first one shorter by ``indent``; a word that is wider
    stands alone. With ``split_symbols`` a line may end after a hyphen inside a word."""
    units = [unit for word in words for unit in _units(word, setting.split_symbols)]
    lines: list[SetLine] = []
    row: list[tuple[Word, bool]] = []
    used, room = 0.0, measure - indent
    for word, glued in units:
        wide = setting.word(word) + (setting.space if row and not glued else 0.0)
        if row and used + wide > room + 0.01:
            lines.append(_line(row, last=False))
            row, used, room = [], 0.0, measure
            wide = setting.word(word)
        row.append((word, glued))
        used += wide
    if row:
        lines.append(_line(row, last=True))
    return lines


def place_line(
    line: SetLine, setting: Setting, x: float, y: float, *, measure: float, align: str
) -> list[Run]:
    """The runs of a line between ``x`` and ``x + measure``: ``justify``, ``left``, ``centre``."""
    spaces = sum(not glued for glued in line.glued[1:])
    natural = sum(map(setting.word, line.words)) + spaces * setting.space
    stretch = 0.0
    if align == "centre":
        x += (measure - natural) / 2
    elif align == "justify" and not line.last and spaces:
        stretch = max(-0.1, (measure - natural) / spaces)
    runs: list[Run] = []
    for n, (word, glued) in enumerate(zip(line.words, line.glued, strict=True)):
        if n and not glued:
            x += setting.space + stretch
        for text, style in word:
            runs.append(Run(text, x, y, style, setting.size))
            x += setting.measure(text, style)
    return runs


def _line(row: list[tuple[Word, bool]], last: bool) -> SetLine:
    return SetLine(tuple(w for w, _ in row), tuple(g for _, g in row), last)


def _units(word: Word, split: bool) -> list[tuple[Word, bool]]:
    if not split or len(word) != 1 or "-" not in word[0][0][1:-1]:
        return [(word, False)]
    text, style = word[0]
    parts = re.split(r"(?<=[^-]-)(?=[^-])", text)
    return [(((part, style),), n > 0) for n, part in enumerate(parts)]
