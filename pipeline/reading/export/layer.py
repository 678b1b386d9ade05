"""The words of a page as text that is not seen, each where it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import hypot
from statistics import median
from typing import Any

from pipeline.reading.export import font
from pipeline.reading.export.type import CAPITAL, DESCENT, advance, reach
from pipeline.records import Box, Line, Page, Transcript

Put = Callable[[float, float], tuple[float, float]]
_BLANK = advance(" ")
_TIGHT, _LOOSE = 0.04, 0.12  # of the size: how far a word may end behind or before its box
_SMALLEST = 1e-6  # of the page: what is thinner has no place on it
_STRETCH = 0.05  # of the size, a sign
_OWN_LEVEL = 0.25  # of the size: a word that far off the line's base line keeps its own


@dataclass(frozen=True, slots=True)
class Run:
    """Words on one base line, each with its left and right edge. ``em`` is how wide the size of the
    type is, ``size`` how high. All in fractions of the straight page."""

    words: tuple[tuple[str, float, float], ...]
    base: float
    em: float
    size: float


def draw(runs: Iterable[Run], put: Put, name: Any) -> bytes:
    """The content that sets ``runs``; ``put`` takes a point of the straight frame to the page's
    own space, ``name`` is the font's in the page's resources.

    A run is one object: where words are objects of their own, readers sort those of a tilted
    line among their neighbours above and below."""
    from pikepdf import Matrix
    from pikepdf.canvas import ContentStreamBuilder

    builder: Any = ContentStreamBuilder  # its methods lack types
    out = builder().push().begin_text().set_text_rendering(3)
    for run in runs:
        left, far = run.words[0][1], max(right for *_, right in run.words)
        x, y = put(left, run.base)
        right, up = put(far, run.base), put(left, run.base - run.size)
        points = max(0.1, round(hypot(up[0] - x, up[1] - y), 1))
        wide = points * (far - left) / run.em
        out.set_text_font(name, points)
        out.set_text_matrix(
            Matrix(
                (right[0] - x) / wide,
                (right[1] - y) / wide,
                (up[0] - x) / points,
                (up[1] - y) / points,
                x,
                y,
            )
        )
        out.show_text_with_kerning(*_spaced(run))
    return bytes(out.end_text().pop().build())


def _spaced(run: Run) -> Iterator[bytes | int]:
    """Words and blanks, and between them the steps, in thousandths to the left, that lead to
    where the next word is printed. The last has its blank, too: pdfium passes over single signs
    without ink."""
    pen, start = 0.0, run.words[0][1]
    for text, left, right in run.words:
        step = round(1000 * (pen - (left - start) / run.em))
        if step:
            yield step
        natural = advance(text)
        over = natural - (right - left) / run.em
        share = 0 if -_LOOSE < over < _TIGHT else round(1000 * over / len(text))
        if share:  # each sign gives or takes a little
            for sign in text:
                yield font.encode(sign)
                yield share
            yield font.encode(" ")
        else:
            yield font.encode(text + " ")
        pen += natural + _BLANK - (step + share * len(text)) / 1000


def runs_of(transcript: Transcript, page: Page) -> list[Run]:
    """The words of ``page`` in reading order."""
    return [
        run
        for line in transcript.lines_in(page.span)
        if line.page == page.number
        for run in _runs(transcript, line)
    ]


def _runs(transcript: Transcript, line: Line) -> Iterator[Run]:
    found = [(transcript.quote(w.span).strip(), w.box) for w in transcript.words_in(line.span)]
    words = [(text, box) for text, box in found if box and text and _has_size(box)]
    if not words:
        return
    size = _size(words)
    usual = sum(box[2] - box[0] for _, box in words) / sum(advance(text) for text, _ in words)
    kinds = zip(_levels(words, size), _ems(words, usual), words, strict=True)
    for (level, em), group in groupby(kinds, key=lambda kind: kind[:2]):
        yield Run(tuple((text, box[0], box[2]) for *_, (text, box) in group), level, em, size)


def _has_size(box: Box) -> bool:
    return box[2] - box[0] > _SMALLEST and box[3] - box[1] > _SMALLEST


def _ems(words: Sequence[tuple[str, Box]], usual: float) -> Iterator[float]:
    """Each word's width of type: the line's, but for words that would have to be stretched or
    pressed so much that readers took their signs for words."""
    for text, box in words:
        own = (box[2] - box[0]) / advance(text)
        fits = reach(text) is None or abs(own / usual - 1) * advance(text) <= _STRETCH * len(text)
        yield usual if fits else own


def _size(words: Sequence[tuple[str, Box]]) -> float:
    """The size of a line's type, from how high its words stand."""
    sizes = []
    for text, box in words:
        over = reach(text)
        if over is not None:
            sizes.append((box[3] - box[1]) / sum(over))
    return median(sizes or [(box[3] - box[1]) / (CAPITAL + DESCENT) for _, box in words])


def _levels(words: Sequence[tuple[str, Box]], size: float) -> list[float]:
    """Each word's base line: the line's, but for words that stand well off it."""
    bases = [_base(text, box, size) for text, box in words]
    known = [base for base in bases if base is not None]
    level = median(known or [box[3] for _, box in words])
    off = _OWN_LEVEL * size
    return [level if base is None or abs(base - level) <= off else base for base in bases]


def _base(text: str, box: Box, size: float) -> float | None:
    """Where a word's base line runs; None where its signs do not tell."""
    over = reach(text)
    return box[3] - over[1] * size if over else None
