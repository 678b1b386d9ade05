"""The small markup of a letter's body: headings, runs, bullets, tables, page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RUN = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1")
_STYLE = {"*": "italic", "**": "bold", "***": "bold-italic"}
_HEADS = {"# ": "bold", "## ": "bold", "### ": "bold-italic", "#c ": "bold"}

Piece = tuple[str, str]  # text, style
Word = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """``kind``: ``paragraph``, ``heading``, ``centred``, ``table`` or ``break``."""

    kind: str
    words: tuple[Word, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def parse_body(source: str) -> tuple[Block, ...]:
    """The blocks of a body, one a source line; neighbouring ``|`` lines are one table."""
    return tuple(_blocks(source))


def _blocks(source: str) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for line in [*source.splitlines(), ""]:
        text = line.strip()
        if text.startswith("|"):
            rows.append(tuple(cell.strip() for cell in text.strip("|").split("|")))
            continue
        if rows:
            yield Block("table", rows=tuple(rows))
            rows = []
        if text == "===":
            yield Block("break")
        elif text:
            yield _block(text)


def _block(text: str) -> Block:
    for mark, style in _HEADS.items():
        if text.startswith(mark):
            kind = "centred" if mark == "#c " else "heading"
            return Block(kind, words_of(text.removeprefix(mark), style))
    return Block("paragraph", words_of(text))


def words_of(text: str, style: str = "regular") -> tuple[Word, ...]:
    """Words between white space; a word of two styles (``**A**,``) has two pieces."""
    pieces: list[Piece] = []
    at = 0
    for match in _RUN.finditer(text):
        pieces += [(text[at : match.start()], style), (match[2], _STYLE[match[1]])]
        at = match.end()
    pieces.append((text[at:], style))
    words: list[list[Piece]] = [[]]
    for content, look in pieces:
        for part in re.split(r"(\s+)", content):
            if part.isspace():
                words.append([])
            elif part:
                words[-1].append((part, look))
    return tuple(tuple(word) for word in words if word)


def plain(text: str) -> str:
    """A source line as it is printed: without marks."""
    for mark in _HEADS:
        text = text.removeprefix(mark)
    return _RUN.sub(r"\2", text)


def word_text(word: Word) -> str:
    return "".join(text for text, _ in word)
