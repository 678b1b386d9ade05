"""Printed rows: words gathered by where they stand, whatever lines the engine made of them.

A row keeps the transcript offset of each of its characters, so that whatever is found in its
text is a span of the transcript.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.records import Box, Page, Span, Transcript, Word, union

_APART = 0.035
"""A gap this wide, in fractions of the page width, parts two columns (7 mm on A4)."""


@dataclass(frozen=True, slots=True)
class Row:
    """``offsets[i]`` is where ``text[i]`` stands in the transcript; the blank between two words
    has that of the word before it. ``starts`` are the words' first characters in ``text``."""

    text: str
    offsets: tuple[int, ...]
    page: int
    words: tuple[Word, ...] = ()
    starts: tuple[int, ...] = ()
    box: Box | None = None
    bold: float | None = None

    @property
    def span(self) -> Span:
        return Span(min(self.offsets), max(self.offsets) + 1) if self.offsets else Span(0, 0)

    def part(self, start: int, end: int) -> Span | None:
        """The transcript's span of ``text[start:end]``; None of nothing."""
        inside = self.offsets[start:end]
        return Span(min(inside), max(inside) + 1) if inside else None

    def x_at(self, i: int) -> float | None:
        """Where on the page ``text[i]`` begins, letters of a word taken as equally wide."""
        if not self.words or self.box is None:
            return None
        k = max(0, bisect_right(self.starts, i) - 1)
        word, inside = self.words[k], i - self.starts[k]
        size = max(1, word.span.end - word.span.start)
        if word.box is None:
            return None
        if inside >= size:
            return word.box[2]
        return word.box[0] + (word.box[2] - word.box[0]) * inside / size

    @property
    def centre(self) -> float:
        return (self.box[0] + self.box[2]) / 2 if self.box else 0.5

    @property
    def height(self) -> float:
        heights = [w.box[3] - w.box[1] for w in self.words if w.box]
        return median(heights) if heights else 0.0


def row_of(transcript: Transcript, words: Sequence[Word], bold: float | None = None) -> Row:
    """One row of words that stand side by side, in the order given."""
    text = ""
    offsets: list[int] = []
    starts: list[int] = []
    for word in words:
        if text:
            text += " "
            offsets.append(offsets[-1])
        starts.append(len(text))
        text += transcript.quote(word.span)
        offsets += range(word.span.start, word.span.end)
    box = union(w.box for w in words if w.box is not None)
    return Row(text, tuple(offsets), words[0].page, tuple(words), tuple(starts), box, bold)


def row_of_span(transcript: Transcript, span: Span, page: int, bold: float | None = None) -> Row:
    """A row of paperless text, blanks kept as they are."""
    words = transcript.words_in(span)
    starts = tuple(w.span.start - span.start for w in words)
    offsets = tuple(range(span.start, span.end))
    return Row(transcript.quote(span), offsets, page, words, starts, None, bold)


def gather(transcript: Transcript, words: Iterable[Word]) -> list[Row]:
    """Rows of boxed words, top to bottom, each left to right. Words more than twice as tall as
    most (seals, pen strokes) are left out."""
    boxed = [w for w in words if w.box is not None]
    if not boxed:
        return []
    usual = median(w.box[3] - w.box[1] for w in boxed if w.box)
    groups: list[tuple[float, list[Word]]] = []
    for word in sorted(boxed, key=_middle):
        if word.box is None or word.box[3] - word.box[1] > 2.2 * usual:
            continue
        middle = _middle(word)
        if groups and middle - groups[-1][0] < 0.55 * usual:
            group = groups[-1][1]
            group.append(word)
            groups[-1] = (sum(map(_middle, group)) / len(group), group)
        else:
            groups.append((middle, [word]))
    return [row_of(transcript, sorted(g, key=_left)) for _, g in groups]


def segments(transcript: Transcript, row: Row, apart: float = _APART) -> list[Row]:
    """The row cut where blanks are wide."""
    cut: list[list[Word]] = []
    for word in row.words:
        if cut and word.box and cut[-1][-1].box and word.box[0] - cut[-1][-1].box[2] <= apart:
            cut[-1].append(word)
        else:
            cut.append([word])
    return [row_of(transcript, part) for part in cut]


def widest_gap(row: Row) -> float:
    """The widest blank between two neighbours, in fractions of the page width."""
    pairs = zip(row.words, row.words[1:], strict=False)
    gaps = [b.box[0] - a.box[2] for a, b in pairs if a.box and b.box]
    return max(gaps, default=0.0)


def inked(page: Page, row: Row) -> bool:
    """Whether ink that gave no words stands straight beside the row, no further off than another
    word of it would, or in a hole of it."""
    if row.box is None:
        return False
    x0, y0, x1, y1 = row.box
    return any(
        min(y1, b[3]) - max(y0, b[1]) > 0.5 * (b[3] - b[1])
        and b[2] > x0 - 0.014 and b[0] < x1 + 0.014 and b[2] - b[0] > 0.02
        for b in page.unread
    )  # fmt: skip


def joined(rows: Sequence[Row]) -> str:
    """The rows' texts as printed, one under another."""
    return "\n".join(r.text.strip() for r in rows)


def span_of(rows: Sequence[Row]) -> Span | None:
    """One span from the first to the last character of all rows; None of no rows."""
    spans = [r.span for r in rows if r.offsets]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def capitals(text: str) -> float:
    """The share of letters that are capital; 0 where there are none."""
    letters = [ch for ch in text if ch.isalpha()]
    return sum(ch.isupper() for ch in letters) / len(letters) if letters else 0.0


_DASH = re.compile(r"^[\s.,'`_]*[-–—~+•*=]{1,2}[-–—~\s]*")


def undashed(text: str) -> str | None:
    """The text of a list row without its dash, however OCR read it; None where it has none."""
    match = _DASH.match(text)
    return text[match.end() :] if match else None


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2 if word.box else 0.0


def _left(word: Word) -> float:
    return word.box[0] if word.box else 0.0
