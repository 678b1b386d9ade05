"""Vietnamese syllables with weights: which of them say something, which stand in every item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.knowledge.wordings import outline_wordings
from pipeline.text import bare

_WORD = re.compile(r"[^\W\d_]+|\d+")
# Two ways to set the tone on oa, oe, uy; the older one is made the newer one.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
WEAK = 0.3


@dataclass(frozen=True, slots=True)
class Word:
    """A syllable or number in lower case; ``weight`` 0 (says nothing), ``WEAK`` or 1."""

    text: str
    start: int
    end: int
    weight: float


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], float], ...]]:
    """By first syllable: phrases and the weight of their words, longest first. Phrases of several
    syllables are known without their tone marks, which OCR loses first."""
    wordings = outline_wordings()
    found: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    rows = [(p, 1.0) for p in wordings.compounds]
    rows += [(p, 0.0) for p in (*wordings.boilerplate, *wordings.no_content)]
    rows += [(p, 0.0) for p in wordings.function_words]
    rows += [(p, WEAK) for p in wordings.weak]
    for phrase, weight in rows:
        parts = syllables(phrase)
        if len(parts) > 1:
            parts = tuple(toneless(p) for p in parts)
        found.setdefault(parts[0], []).append((parts, weight))
    return {k: tuple(sorted(v, key=lambda row: -len(row[0]))) for k, v in found.items()}


@lru_cache(maxsize=50_000)
def toneless(word: str) -> str:
    """A word without diacritics and strokes."""
    return bare(word)


def normal(word: str) -> str:
    """One syllable: lower case, tone in its newer place."""
    word = word.lower()
    if word[-2:] in _TONES and not word.startswith("q"):
        word = word[:-2] + _TONES[word[-2:]]
    return word


@lru_cache(maxsize=20_000)
def syllables(text: str) -> tuple[str, ...]:
    """All syllables and numbers of ``text``."""
    return tuple(normal(m.group()) for m in _WORD.finditer(text))


@lru_cache(maxsize=20_000)
def weighed(text: str, also_empty: tuple[str, ...] = ()) -> tuple[Word, ...]:
    """The words of ``text`` with their weights; phrases of ``also_empty`` weigh nothing."""
    words = [(normal(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]
    weights = [0.0 if w.isdigit() else 1.0 for w, _, _ in words]
    texts = tuple(w for w, _, _ in words)
    plain = tuple(toneless(t) for t in texts)
    extra = [tuple(toneless(s) for s in syllables(p)) for p in also_empty]
    at = 0
    while at < len(texts):
        rows = [(e, 0.0) for e in extra if e]
        rows += [r for r in _phrases().get(plain[at], ()) if len(r[0]) > 1]
        rows += [r for r in _phrases().get(texts[at], ()) if len(r[0]) == 1]
        for parts, weight in rows:
            if (texts if len(parts) == 1 else plain)[at : at + len(parts)] == parts:
                weights[at : at + len(parts)] = [weight] * len(parts)
                at += len(parts) - 1
                break
        at += 1
    return tuple(
        Word(w, start, end, weight) for (w, start, end), weight in zip(words, weights, strict=True)
    )


def content(text: str, also_empty: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The content words of a heading: what is no function word and no boilerplate."""
    return tuple(w.text for w in weighed(text, also_empty) if w.weight > 0)
