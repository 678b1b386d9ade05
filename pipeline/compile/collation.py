"""Vietnamese alphabetical order, as dictionaries print it.

Letters first (a ă â b c d đ e ê …), syllable by syllable; among equal letters the tone: level,
huyền, hỏi, ngã, sắc, nặng; then capitals. Where the tone mark stands (``hòa``, ``hoà``) does not
matter. Runs of digits compare as numbers, so that ``2.pdf`` comes before ``10.pdf``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.text import nfc

_ALPHABET = {ch: at for at, ch in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_ELEMENT = re.compile(r"\d+|.", re.DOTALL)
_MARK, _DIGIT, _LETTER, _FOREIGN = range(4)

Syllable = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]
SortKey = tuple[tuple[Syllable, ...], str]


def sort_key(text: str) -> SortKey:
    """A key for ``sorted``: equal only for texts that are the same in NFC."""
    text = nfc(text)
    return tuple(_syllable(part) for part in text.lower().split()), text.swapcase()


@lru_cache(maxsize=1 << 14)
def _syllable(part: str) -> Syllable:
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for element in _ELEMENT.findall(part):
        if element.isdecimal():
            letters.append((_DIGIT, int(element)))
            continue
        letter, tone = _without_tone(element)
        if letter in _ALPHABET:
            letters.append((_LETTER, _ALPHABET[letter]))
        else:
            letters.append((_FOREIGN if letter.isalnum() else _MARK, ord(letter[0])))
        if tone:
            tones.append(tone)
    return tuple(letters), tuple(tones)


@lru_cache(maxsize=1 << 10)
def _without_tone(ch: str) -> tuple[str, int]:
    """``ế`` gives ``ê`` and sắc: the tone goes, the vowel's own hat, breve or horn stays."""
    parts = unicodedata.normalize("NFD", ch)
    tone = next((_TONES[p] for p in parts if p in _TONES), 0)
    kept = "".join(p for p in parts if p not in _TONES) or ch
    return unicodedata.normalize("NFC", kept), tone
