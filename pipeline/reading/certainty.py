"""What share of the words of a line, and of a page, is right: the engine's own confidence is no
probability. It says 0.96 of nearly all, on a clean page and on a dirty one; how sure it is of the
neighbours, and whether the word is Vietnamese at all, tell more."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.knowledge.reading_confidence import WordWeights, word_weights
from pipeline.knowledge.syllables import syllables
from pipeline.records import Page, Span, Transcript, Word

_SUREST = 0.975  # the engine is never surer
_DOUBTED = 0.9  # confidence under which the engine doubts a word
_BESIDE = 2  # neighbours on either side
_EDGES = re.compile(r"^\W+|\W+$")
_ODD = re.compile(r"[^\w.,;:()/“”\"'%&+–…-]|_")


def signs(texts: Sequence[str], confidences: Sequence[float]) -> list[tuple[float, ...]]:
    """For each word of one page, in reading order, the values of ``SIGNS``."""
    doubted = sum(c < _DOUBTED for c in confidences) / max(1, len(confidences))
    formed = syllables()
    found: list[tuple[float, ...]] = []
    for n, (text, own) in enumerate(zip(texts, confidences, strict=True)):
        beside = [*confidences[max(0, n - _BESIDE) : n], *confidences[n + 1 : n + 1 + _BESIDE]]
        figures, letters = any(map(str.isdigit, text)), any(map(str.isalpha, text))
        found.append(
            (
                math.log((1 - min(_SUREST, max(0.0, own))) / (1 - _SUREST)) / 4,
                sum(beside) / len(beside) if beside else own,
                doubted,
                float(_EDGES.sub("", text).lower() in formed),
                float(figures and not letters),
                float(figures and letters),
                float(not figures and not letters),
                float(bool(_ODD.search(text))),
                float(len(text) == 1),
            )
        )
    return found


def chances(
    texts: Sequence[str], confidences: Sequence[float], by: WordWeights | None = None
) -> list[float]:
    """The probability that each word of one page is right; without weights, what was said."""
    weights = by or word_weights()
    if weights is None:
        return list(confidences)
    return [
        1
        / (
            1
            + math.exp(-weights.bias - sum(w * x for w, x in zip(weights.weights, s, strict=True)))
        )
        for s in signs(texts, confidences)
    ]


def with_certainty(read: Transcript) -> Transcript:
    """The transcript with the share of right words to be expected of each line and page. Pages
    that were not read by an engine keep what they have."""
    by_page: dict[int, list[tuple[Word, float]]] = {}
    for page in read.pages:
        words = [w for w in read.words_in(page.span) if w.page == page.number]
        if page.origin == "ocr" and words:
            texts = [read.quote(w.span) for w in words]
            sure = chances(texts, [w.confidence for w in words])
            by_page[page.number] = list(zip(words, sure, strict=True))
    lines = tuple(
        replace(line, confidence=_share(by_page[line.page], line.span))
        if line.page in by_page
        else line
        for line in read.lines
    )
    return replace(read, pages=tuple(_sure(p, by_page) for p in read.pages), lines=lines)


def _sure(page: Page, by_page: dict[int, list[tuple[Word, float]]]) -> Page:
    if page.number not in by_page:
        return page
    return replace(page, confidence=_share(by_page[page.number], page.span))


def _share(words: Sequence[tuple[Word, float]], span: Span) -> float:
    """Mean over the words in ``span``, by their length: a comma counts less than a name."""
    inside = [(w, p) for w, p in words if w.span.overlaps(span)]
    total = sum(len(w.raw) for w, _ in inside)
    return round(sum(p * len(w.raw) for w, p in inside) / total, 4) if total else 0.0
