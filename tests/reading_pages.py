"""Made-up engine output for the tests of reading: words in boxes, from plain lines."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.engine import Token

WIDTH, HEIGHT = 1654, 2339
EM = 28  # height of a word
LETTER = 15  # width of a sign, and of a space
MARGIN = 230
PITCH = 45


def line(
    text: str, x: int, y: int, number: int = 0, confidence: float = 0.95, letter: int = LETTER
) -> list[Token]:
    """The words of ``text`` from (x, y) on; three spaces make a gap three spaces wide."""
    tokens = []
    at = x
    for word in text.split(" "):
        if word:
            end = at + letter * len(word)
            tokens.append(Token(word, (at, y, end, y + EM), confidence, (1, 1, number)))
        at += letter * (len(word) + 1)
    return tokens


def spread(
    rows: Sequence[str | tuple[str, int]], top: int = 200, x: int = MARGIN, first: int = 0
) -> list[Token]:
    """Rows one under another, each a line of the engine's; a row may bring its own x. A tab
    goes to the right column, as engines join the two."""
    tokens: list[Token] = []
    for n, row in enumerate(rows):
        text, at = row if isinstance(row, tuple) else (row, x)
        left, _, right = text.partition("\t")
        y = top + PITCH * n
        tokens += line(left, at, y, first + n)
        if right:
            tokens += line(right, 1150 - LETTER * len(right) // 2, y, first + n)
    return tokens
