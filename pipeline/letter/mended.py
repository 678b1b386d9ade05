"""What was mended between the printed name of a body and its official one, word by word: ``UỶ`` is
``Ủy``, ``THẺ`` was read for ``THỂ``. Case, short forms and what is added are no repairs."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from pipeline.text import fold, nfc

_WORDS = re.compile(r"\w+")


def mended(printed: str, official: str) -> tuple[str, ...]:
    """``printed → official`` of each word that is written otherwise; ``printed`` with its short
    forms written out."""
    wanted = _WORDS.findall(nfc(official))
    have = {word.lower() for word in wanted}
    said = _WORDS.findall(nfc(printed))
    free = [w for w in wanted if w.lower() not in {s.lower() for s in said}]
    repairs = []
    for word in said:
        if word.lower() in have:
            continue
        better = next((w for w in free if _is_same(word, w)), None)
        if better is not None:
            free.remove(better)
            repairs.append(f"{word} → {better}")
    return tuple(dict.fromkeys(repairs))


def _is_same(a: str, b: str) -> bool:
    x, y = fold(a), fold(b)
    return x == y or (len(y) > 1 and Levenshtein.distance(x, y) <= max(1, len(y) // 3))
