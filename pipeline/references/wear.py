"""How worn the print around a place is, told by the words themselves.

What no Vietnamese syllable can be was misread: in texts with simulated noise their share is a third
more than the rate of wrong characters. It says how far a number that looks whole may be believed
where no engine tells how sure it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.knowledge.syllables import syllables
from pipeline.records import Span, Transcript

_WORD = re.compile(r"[^\W\d_]{2,}")
_AROUND = 160  # characters on either side: some two lines
_WHOLE_AS = 12  # the whole letter counts as so many words beside those around
_NOISY = 0.03  # share of worn words from which a code that nobody knows is likelier misread
_DOUBTED = 0.75  # an engine that is less sure than this of a place doubts it
# Share of worn words from which a number that stands alone asks for a look, by the page's origin.
_FOREIGN = 2.5
_CHECKED = {"plain": 0.014, "text_layer": 0.05}  # most text layers are no scanner's


@dataclass(frozen=True, slots=True)
class Wear:
    """``places``: where the words of a text begin that may be Vietnamese; ``worn``: how many of
    the first n are no syllables; ``whole``: their share in all of the text."""

    transcript: Transcript
    places: Sequence[int]
    worn: Sequence[int]
    whole: float

    def near(self, span: Span) -> float:
        """The share of worn words around a place, the whole letter taken into account."""
        first = bisect_left(self.places, span.start - _AROUND)
        last = bisect_left(self.places, span.end + _AROUND)
        wrong = self.worn[last] - self.worn[first]
        return (wrong + _WHOLE_AS * self.whole) / (last - first + _WHOLE_AS)

    def noisy(self, span: Span) -> bool:
        """Whether a code that nobody knows is likelier misread here than a body's own."""
        return self.near(span) > _NOISY or self.transcript.confidence(span) < _DOUBTED

    def unsure(self, span: Span) -> bool:
        """Whether digits there may have been misread though they look whole. Where our own engine
        read the page, its confidence tells."""
        page = self.transcript.page_at(span.start) if self.transcript.pages else None
        least = _CHECKED.get(page.origin if page else "plain")
        if least is None or self.whole < least / 3:
            return False
        # A foreign name or two in a clean letter are not enough.
        return self.whole > least or self.near(span) > _FOREIGN * least


def wear_of(transcript: Transcript) -> Wear:
    """The wear of a text (NFC). Codes and abbreviations say nothing: a word counts that is in
    small letters but for its first."""
    known = syllables()
    places: list[int] = []
    wrong: list[int] = []
    for match in _WORD.finditer(transcript.text):
        word = match[0]
        if word in known:
            places.append(match.start())
            wrong.append(False)
        elif word[1:].islower():
            places.append(match.start())
            wrong.append(word.lower() not in known)
    worn = (0, *accumulate(wrong))
    return Wear(transcript, places, worn, worn[-1] / len(places) if places else 0.0)
