"""A word that OCR misread, mended by the letter itself: its subject stands in its text again.

``văn hóa công sử`` in the title is ``văn hóa công sở`` in ten paragraphs. Only words of letters are
mended, by one letter or its marks, and only where the text says it at least twice, nearly always
so, and was surer of it.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.letter.rows import Row
from pipeline.records import Transcript, Word
from pipeline.text import fold

_CLEAR = 0.95
"""Confidence of a word that was read without doubt."""
Context = tuple[str, str]
Said = tuple[str, float, str, str]
"""A word, how surely it was read, the word after it, and the third before it."""


@dataclass(frozen=True, slots=True)
class Echo:
    """``value`` with misread words mended; ``repairs``: what was; ``disputed``: words that the
    text has with other marks, too seldom to decide."""

    value: str
    repairs: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()


def mend_by_echo(transcript: Transcript, rows: Sequence[Row], value: str) -> Echo:
    """``value`` is made of the rows' words, in order."""
    own = [w for row in rows for w in row.words if _core(transcript, w)]
    plain = [fold(_core(transcript, w)) for w in own]
    followers = _followers(transcript, {w.span.start for w in own}, set(pairwise(plain)))
    repairs: list[str] = []
    disputed: list[str] = []
    for i in range(2, len(own)):
        said = _core(transcript, own[i])
        context = fold(_core(transcript, own[i - 2])), fold(_core(transcript, own[i - 1]))
        around = tuple(
            fold(_core(transcript, own[j])) if 0 <= j < len(own) else "" for j in (i + 1, i - 3)
        )
        close = _alike(said, followers.get(context, []), around)
        better = _likelier(said, own[i].confidence, close)
        if better is not None and value.count(said) == 1:
            value = value.replace(said, better)
            repairs.append(f"{said} → {better}")
        elif _outvoted(said, own[i].confidence, close):
            disputed.append(said)
    return Echo(value, tuple(repairs), tuple(disputed))


def _outvoted(said: str, sure: float, close: dict[str, list[float]]) -> bool:
    """Whether the text has the word with other marks more often, and surer, than so."""
    same = len(close.get(said.lower(), []))
    least = 2 if sure >= _CLEAR else 1  # one word against a clear one is as likely wrong itself
    return any(
        fold(w) == fold(said) and _marks(w) != _marks(said.lower())
        and len(c) >= max(least, same + 1) and max(c) > sure
        for w, c in close.items()
    )  # fmt: skip


def _marks(word: str) -> list[str]:
    """The letters and marks of a syllable wherever its tone stands: ``hóa`` is ``hoá``."""
    return sorted(unicodedata.normalize("NFD", word))


def _alike(said: str, seen: Sequence[Said], around: tuple[str, ...]) -> dict[str, list[float]]:
    """The words that stand in this context elsewhere and are like ``said``, with how surely each
    was read. Another letter needs a third word to be the same too, the one after or one more
    before; another mark on the same letter does not."""
    close: dict[str, list[float]] = defaultdict(list)
    for word, confidence, *others in seen if said.isalpha() else ():
        third = any(a and a == b for a, b in zip(around, others, strict=True))
        if fold(word) == fold(said) or (third and _one_letter(word, said)):
            close[word].append(confidence)
    return close


def _likelier(said: str, sure: float, close: dict[str, list[float]]) -> str | None:
    if not close:
        return None
    likest = max(close, key=lambda w: (len(close[w]), w))
    many = len(close[likest])
    if likest == said.lower() or many < 2 or many < 0.8 * sum(map(len, close.values())):
        return None
    if sum(close[likest]) / many <= sure:
        return None
    return likest.capitalize() if said[0].isupper() else likest


def _one_letter(a: str, b: str) -> bool:
    x, y = fold(a), fold(b)
    return len(x) == len(y) and sum(p != q for p, q in zip(x, y, strict=True)) == 1


def _core(transcript: Transcript, word: Word) -> str:
    text = transcript.quote(word.span).strip("“”\"'‘’.,;:()[]_`~|*")
    return text if any(ch.isalnum() for ch in text) else ""


def _followers(
    transcript: Transcript, without: set[int], wanted: set[Context]
) -> dict[Context, list[Said]]:
    """After which two words, of those ``wanted``, the letter says which, how surely read, and what
    follows; the value's own words are left out."""
    found: dict[Context, list[Said]] = defaultdict(list)
    said: list[Word] = []
    folded: list[str] = []
    for word in transcript.words:
        if word.span.start not in without and (core := _core(transcript, word)):
            said.append(word)
            folded.append(fold(core))
    for i in range(2, len(said)):
        if (folded[i - 2], folded[i - 1]) not in wanted:
            continue
        following = folded[i + 1] if i + 1 < len(said) else ""
        third = folded[i - 3] if i > 2 else ""
        core = _core(transcript, said[i])
        said_here = (core.lower(), said[i].confidence, following, third)
        found[folded[i - 2], folded[i - 1]].append(said_here)
    return found
