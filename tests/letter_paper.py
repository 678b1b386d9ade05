"""Small letters on paper for tests: words with boxes, as an engine would give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Box, Line, Page, Span, Transcript, Word, join

LETTER = 0.0085
"""Width of a letter, in fractions of the page."""
TALL = 0.011
STEP = 0.02
"""From one line to the next."""

Placed = tuple[float, float, str]
"""x of the left edge, y of the top, text. Two blanks part columns no further: give two lines."""


def page(lines: Sequence[Placed], *, unread: Sequence[Box] = (), number: int = 1) -> Transcript:
    """One scanned page; words of a line stand one letter apart."""
    text = ""
    made: list[Line] = []
    words: list[Word] = []
    for x, y, line in lines:
        if text:
            text += "\n"
        start, at = len(text), x
        text += line
        offset = start
        for word in line.split(" "):
            width = LETTER * len(word)
            if word:
                span = Span(offset, offset + len(word))
                words.append(Word(span, word, number, (at, y, at + width, y + TALL), 0.95))
            offset += len(word) + 1
            at += width + LETTER
        box = (x, y, at - LETTER, y + TALL)
        made.append(Line(Span(start, len(text)), number, box))
    status = "read" if words else "blank"
    sheet = Page(
        number, Span(0, len(text)), status, "ocr", 0.95, 1000, 1414, 120, unread=tuple(unread)
    )
    return Transcript(text, (sheet,), tuple(made), tuple(words))


def letter(*pages: Transcript) -> Transcript:
    return join(pages)


def born_digital(transcript: Transcript) -> Transcript:
    """The same with a text layer that can be trusted."""
    pages = tuple(replace(p, origin="text_layer") for p in transcript.pages)
    return replace(transcript, pages=pages)


def header(issuer: Sequence[str], number: str, date: str, *, gap: float = 0.0) -> list[Placed]:
    """The two halves of a header. ``gap`` widens the blank after the first word of ``number``
    (``Số: /KH-UBND``), as white paper does."""
    rows: list[Placed] = [(0.14, 0.06 + i * STEP, line) for i, line in enumerate(issuer)]
    y = 0.06 + len(issuer) * STEP + 0.01
    first, _, rest = number.partition(" ")
    rows.append((0.16, y, first))
    if rest:
        rows.append((0.16 + LETTER * (len(first) + 1) + gap, y, rest))
    rows += [
        (0.50, 0.06, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (0.58, 0.08, "Độc lập - Tự do - Hạnh phúc"),
        (0.55, y, date),
    ]
    return rows


BODY = "Thực hiện chương trình công tác năm, cơ quan báo cáo kết quả trong kỳ như sau đây:"


def body(y: float, lines: int = 4) -> list[Placed]:
    """Full lines of text from ``y`` on."""
    return [(0.18 if i == 0 else 0.13, y + i * STEP, BODY) for i in range(lines)]
