"""People's names: how much a row of words is like one, and what is left of it without scraps."""

from __future__ import annotations

import re

from pipeline.knowledge.names import degrees, family_of, name_words, syllable_of
from pipeline.letter.rows import capitals
from pipeline.text import fold, squash

_SCRAP = re.compile(r"^[\W_]+|[^\w.)]+$")
_EDGES = re.compile(r"^\W+|\W+$")
_MENDED, _CUT, _STRANGE = 0.85, 0.85, 0.75
"""What is left of the faith in a name with a mended mark, a scrap cut off, a strange syllable."""
SURELY = 0.97
"""The same where marks were given back to one of the few family names that most people bear:
``Nguyên`` and ``Trân`` are none."""


def name_like(text: str) -> float:
    """How much ``text`` is like a person's name: 2 to 5 words, each with a capital first, the
    first a family name."""
    words = _words(text)
    if words and (family := family_of(words[0])) is not None:
        words = [family, *words[1:]]
    words = [w for w in words if len(w) > 1 or w.isupper()]
    if not 2 <= len(words) <= 6 or capitals(text) > 0.75:
        return 0.0
    shaped = sum(w[0].isupper() and w == w.capitalize() and w.isalpha() for w in words) / len(words)
    known = fold(words[0]) in {fold(n) for n in name_words().families}
    tail = sum(syllable_of(w) is not None for w in words[1:]) / (len(words) - 1)
    if not known and tail < 0.5:
        return round(0.4 * shaped, 3)
    if shaped < 0.6:
        return 0.0
    # without its family name a row of whole syllables is still more likely a name than not
    return round(0.6 * shaped + (0.4 if known else 0.15 if tail == 1.0 else 0.0), 3)


def name_text(text: str) -> tuple[str, float]:
    """The name without scraps of pen and seal, marks that OCR lost given back where only one
    syllable fits; and how much of it stands as it was read, 1 for all."""
    before, words, kept = _parted([w for w in _trim(text).split() if any(c.isalpha() for c in w)])
    words = [_EDGES.sub("", w) for w in words]
    inner = [w for w in words if len(w) > 1 or w.isupper()]
    if inner and inner != words and family_of(words[0]) is None:
        kept = _CUT
        words = inner
    elif inner != words:
        words, kept = [words[0], *(w for w in words[1:] if len(w) > 1 or w.isupper())], _CUT
    start = next((i for i, w in enumerate(words) if family_of(w) is not None), 0)
    if 0 < start <= len(words) - 2:
        words, kept = words[start:], min(kept, _CUT)
    while len(words) > 2 and not _may_begin(words[0]):
        words, kept = words[1:], min(kept, 0.8)
    while len(words) > 2 and not _may_end(words[-1]):
        words, kept = words[:-1], min(kept, 0.9 if not words[-1][0].isupper() else _CUT)
    name, kept = _mended(words, kept)
    return " ".join([*before, name]), kept


def _parted(words: list[str]) -> tuple[list[str], list[str], float]:
    """Degrees and rank, the name after them, and what is left of the faith if a scrap stood
    before the degrees."""
    for at in (0, 1):
        size = degrees(words[at:])
        if 0 < size <= len(words) - at - 2:
            return words[at : at + size], words[at + size :], 1.0 if not at else _CUT
    return [], words, 1.0


def family_lost(text: str) -> bool:
    """Whether a name begins with no family name, or is too short to have kept it for sure."""
    words = _words(text)
    return not words or words[0] not in name_words().families or len(words) < 3


def _may_begin(word: str) -> bool:
    return (word[0].isupper() and word.isalpha()) or family_of(word) is not None


def _may_end(word: str) -> bool:
    """Whether a name may end in ``word``: one of the table, or at least shaped like one."""
    shaped = len(word) > 2 and word.isalpha() and word == word.capitalize()
    return word[0].isupper() and (shaped or syllable_of(word) is not None)


def _mended(words: list[str], kept: float) -> tuple[str, float]:
    """Each syllable as the table has it; strange ones stay as they are."""
    out: list[str] = []
    for n, word in enumerate(words):
        whole = family_of(word) if n == 0 else syllable_of(word)
        if whole is None:
            kept = min(kept, _STRANGE)
        elif whole != word:
            usual = n == 0 and whole in name_words().common and fold(whole) == fold(word)
            kept = min(kept, SURELY if usual else _MENDED)
        out.append(whole or word)
    return " ".join(out), kept


def _words(text: str) -> list[str]:
    words = [_EDGES.sub("", w) for w in re.split(r"\s+", text)]
    words = [w for w in words if w]
    while words and not words[0][0].isalpha():
        words = words[1:]
    return words[degrees(words) :]


def _trim(text: str) -> str:
    return squash(_SCRAP.sub("", text))
