"""Counts what a reading made of every character of the text that was printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from pipeline.text import nfc, squash

_ALIKE = 65.0
"""Percent below which two lines are not taken for one: a page's worst lines stay out."""
_SHORTEST = 40
"""Characters: shorter lines are alike by chance, and most are cells of tables, whose rules are
read as strokes; noise is for running text."""
_WRITTEN = re.compile(
    r"S[ốo] ?:|ngày.{0,6}tháng"
)  # numbers and dates that a pen may have filled in


@dataclass(slots=True)
class Counts:
    """``seen``: printed characters. ``wrong``: (printed, read), read "" where it was lost.
    ``gained``: (character before, character read that is not printed). ``after_error``: printed
    characters right after one that was wrong, and how many of them are wrong too. ``per_line`` and
    ``per_letter``: errors and characters of every line and letter."""

    seen: Counter[str] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    gained: Counter[tuple[str, str]] = field(default_factory=Counter)
    after_error: list[int] = field(default_factory=lambda: [0, 0])
    per_line: list[tuple[int, int]] = field(default_factory=list)
    per_letter: list[tuple[int, int]] = field(default_factory=list)

    @property
    def spread(self) -> float:
        """How unequal lines are: the variance of their error rates over the square of the mean,
        less what chance alone brings. 0 where all lines are alike."""
        return self._unequal(self.per_line)

    @property
    def spread_of_letters(self) -> float:
        """The same of letters: one is a third copy, the next an original."""
        return self._unequal(self.per_letter)

    def _unequal(self, rows: Sequence[tuple[int, int]]) -> float:
        if not self.errors or not rows:
            return 0.0
        mean = self.errors / self.characters
        above = sum((e / n - mean) ** 2 - mean / n for e, n in rows) / len(rows)
        return max(0.0, above / mean**2)

    @property
    def characters(self) -> int:
        return self.seen.total()

    @property
    def lines(self) -> int:
        return len(self.per_line)

    @property
    def errors(self) -> int:
        return self.wrong.total() + self.gained.total()


def count_pages(counts: Counts, printed: Sequence[str], read: Sequence[str]) -> None:
    """Adds the lines of a letter, page by page; lines may stand in another order."""
    before = counts.errors, counts.characters
    for page, other in zip(printed, read, strict=False):
        lines = [line for raw in other.split("\n") if (line := squash(nfc(raw)))]
        for line in _lines(page):
            found = process.extractOne(line, lines, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            if found is not None:
                count_line(counts, line, found[0])
    if counts.characters > before[1]:
        counts.per_letter.append((counts.errors - before[0], counts.characters - before[1]))


def _lines(page: str) -> Iterable[str]:
    lines = (squash(nfc(raw)) for raw in page.split("\n"))
    return (ln for ln in lines if len(ln) >= _SHORTEST and not _WRITTEN.search(ln))


def count_line(counts: Counts, printed: str, read: str) -> None:
    """Adds one line and its reading."""
    counts.seen.update(printed)
    bad = [False] * len(printed)
    edits = Levenshtein.editops(printed, read)
    counts.per_line.append((len(edits), len(printed)))
    for edit in edits:
        at = edit.src_pos
        if edit.tag == "insert":
            before = printed[at - 1] if at else ""
            counts.gained[(before, read[edit.dest_pos])] += 1
            if at:
                bad[at - 1] = True
        else:
            to = read[edit.dest_pos] if edit.tag == "replace" else ""
            counts.wrong[(printed[at], to)] += 1
            bad[at] = True
    for this, following in pairwise(bad):
        counts.after_error[0] += this
        counts.after_error[1] += this and following
