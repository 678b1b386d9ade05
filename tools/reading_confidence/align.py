"""Which words of a page were read right: the reading laid beside what was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.records import Transcript
from pipeline.text import nfc


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The words of a page in reading order, as read, what the engine said of each, and whether
    it stands so on paper."""

    name: str
    texts: tuple[str, ...]
    said: tuple[float, ...]
    right: tuple[bool, ...]


def read_page_of(name: str, read: Transcript, truth: str) -> ReadPage:
    """``read`` is one page; lines of stamps are left out, as the truth has none."""
    texts: list[str] = []
    said: list[float] = []
    for line in read.lines:
        if line.kind != "stamp":
            words = read.words_in(line.span)
            texts += [read.quote(w.span) for w in words]
            said += [w.confidence for w in words]
    return ReadPage(name, tuple(texts), tuple(said), tuple(matched(texts, nfc(truth).split())))


def matched(read: Sequence[str], true: Sequence[str]) -> list[bool]:
    """For each word read, whether it has its equal at its place among the true ones."""
    right = [False] * len(read)
    for step in Levenshtein.opcodes(list(read), list(true)):
        if step.tag == "equal":
            right[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    return right
