"""Words of a subject that are no Vietnamese, and that the letter says nowhere else.

A subject's own words come again in the text: what stands there alone and is no syllable of the
language (``TNIDN`` for ``TNDN``, ``Meto`` for ``Metro``) was more likely misread than coined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge.issuers import known_codes
from pipeline.knowledge.syllables import syllables
from pipeline.knowledge.types import letter_types
from pipeline.letter.rows import Row
from pipeline.records import Transcript
from pipeline.text import nfc

_WORD = re.compile(r"[^\W\d_]+")
_PARTED = re.compile(r"\s+")
_EDGES = re.compile(r"^\W+|\W+$")
_ROMAN = re.compile(r"[IVXLC]+")
_LEAST = 2
"""Letters of a word that can be told from a sign."""


def strange_words(transcript: Transcript, rows: Sequence[Row], value: str) -> tuple[str, ...]:
    """The words of ``value``, which stands in ``rows``, that are neither syllables nor codes nor
    said again outside of them, in order."""
    own = {w.span.start for row in rows for w in row.words}
    said = {
        piece
        for word in transcript.words
        if word.span.start not in own
        for piece in _WORD.findall(nfc(transcript.quote(word.span)))
    }
    found = [w for part in _PARTED.split(nfc(value)) for w in _WORD.findall(_EDGES.sub("", part))]
    return tuple(dict.fromkeys(w for w in found if _is_strange(w) and w not in said))


def is_syllable(word: str) -> bool:
    """Whether the language can write ``word``."""
    return word.lower() in syllables()


def _is_strange(word: str) -> bool:
    if len(word) < _LEAST or is_syllable(word) or _ROMAN.fullmatch(word):
        return False
    codes = {*known_codes(), *(c for t in letter_types() for c in t.codes)}
    return word not in codes
