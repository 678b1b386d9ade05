"""Character and word error rates, as the OCR literature defines them.

CER: Levenshtein distance between reading and truth over the length of the truth; WER the same
over words. Order counts. White space is folded first, and both sides are NFC.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.text import nfc, squash


@dataclass(frozen=True, slots=True)
class TextScore:
    """``errors`` and ``length`` in characters, ``word_*`` in words; ``found``: words of the truth
    that were read anywhere on the page."""

    errors: int
    length: int
    word_errors: int
    words: int
    found: int

    def __add__(self, other: TextScore) -> TextScore:
        return TextScore(
            self.errors + other.errors,
            self.length + other.length,
            self.word_errors + other.word_errors,
            self.words + other.words,
            self.found + other.found,
        )

    @property
    def cer(self) -> float:
        return self.errors / self.length if self.length else float(bool(self.errors))

    @property
    def wer(self) -> float:
        return self.word_errors / self.words if self.words else float(bool(self.word_errors))

    @property
    def word_recall(self) -> float:
        return self.found / self.words if self.words else 1.0


NOTHING = TextScore(0, 0, 0, 0, 0)


def score_text(read: str, truth: str) -> TextScore:
    """How far ``read`` is from ``truth``."""
    read, truth = squash(nfc(read)), squash(nfc(truth))
    read_words, truth_words = read.split(), truth.split()
    return TextScore(
        Levenshtein.distance(read, truth),
        len(truth),
        Levenshtein.distance(read_words, truth_words),
        len(truth_words),
        (Counter(read_words) & Counter(truth_words)).total(),
    )
