"""Syllables of people's names: which are whole, and which one a damaged syllable was."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.text import fold

_ALIKE = frozenset(map(frozenset, ("ao", "eo", "ec", "il", "nu", "hb", "oc", "tl", "yv")))
"""Letters that OCR takes for each other."""
_AS_DIGIT = {"0": "OĐ", "1": "TILl", "5": "S", "8": "B"}
"""Capitals of which OCR makes digits: no syllable of a name begins with one."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """``models/gazetteers/names.yaml``: family names, the commonest of them, degrees and ranks that
    stand before a name, and middle and given names."""

    families: tuple[str, ...]
    common: tuple[str, ...]
    before: tuple[str, ...]
    given: tuple[str, ...]


@cache
def name_words() -> NameWords:
    """Raises ``BadKnowledge`` where a list is missing, or holds anything but words."""
    path = models_folder() / "gazetteers" / "names.yaml"
    content = read_yaml(path)
    lists = []
    for each in fields(NameWords):
        words = content.get(each.name) if isinstance(content, dict) else None
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise BadKnowledge(where=f"{path} @ $.{each.name}", what="no list of words")
        lists.append(tuple(dict.fromkeys(words)))
    return NameWords(*lists)


def degrees(words: Sequence[str]) -> int:
    """How many words at the beginning are degrees (``ThS.BS.``) or a rank (``Thượng tá``)."""
    single, double = _before()
    folded = [fold(word).strip(",;") for word in words]
    at = 0
    while at < len(folded):
        parts = [p for p in folded[at].split(".") if p]
        rank = next((n for n in (3, 2) if " ".join(folded[at : at + n]) in double), 0)
        if not rank and not (parts and all(p in single for p in parts)):
            break
        at += rank or 1
    return at


@cache
def _before() -> tuple[frozenset[str], frozenset[str]]:
    folded = [fold(b) for b in name_words().before]
    return frozenset(b for b in folded if " " not in b), frozenset(b for b in folded if " " in b)


@cache
def family_of(word: str) -> str | None:
    """The family name that ``word`` is, or was before it lost its first letter, hat or tone;
    None where none or several could be meant."""
    names = name_words().families
    if word in names:
        return word
    if (near := _nearest(word, names, lost_only=word in name_words().given)) is not None:
        return near
    if word in name_words().given:
        return None
    alike = [n for n in names if n[1:] == word or (len(word) > 3 and fold(n)[1:] == fold(word))]
    return alike[0] if len(alike) == 1 else None


@cache
def syllable_of(word: str) -> str | None:
    """The syllable of a name that ``word`` is, or the only one that OCR could have taken for it
    (``Quấc`` was ``Quốc``); None where none or several could be."""
    words = name_words()
    known = tuple(dict.fromkeys((*words.given, *words.families)))
    if word[:1] in _AS_DIGIT:
        meant = [w for c in _AS_DIGIT[word[0]] if (w := c + word[1:]) in known]
        return meant[0] if len(meant) == 1 else None
    return word if word in known else _nearest(word, known)


def _nearest(word: str, known: tuple[str, ...], *, lost_only: bool = False) -> str | None:
    """The one of ``known`` with the fewest other marks than ``word``: at most two lost, or one
    taken for another, or one letter for one of its shape. None of several."""
    found = [(n, _apart(word, n)) for n in known]
    near = [(d, n) for n, d in found if d is not None and (d[1] == 0 or not lost_only)]
    costs = [(lost + 2 * changed, n) for (lost, changed), n in near]
    least = min((cost for cost, _ in costs), default=0)
    nearest = [n for cost, n in costs if cost == least]
    return nearest[0] if len(nearest) == 1 and least <= 2 else None


def _apart(word: str, name: str) -> tuple[int, int] | None:
    """(marks that ``word`` lacks, marks and letters that it has wrong); None for other words."""
    a, b = _letters(word), _letters(name)
    if len(a) != len(b) or a[0][0] != b[0][0]:
        return None
    lost = changed = 0
    for (letter, marks), (other, wanted) in zip(a, b, strict=True):
        if letter != other:
            if frozenset((letter, other)) not in _ALIKE:
                return None
            changed += 1
        lost += len(wanted - marks) if marks <= wanted else 0
        changed += len(marks - wanted)
    return lost, changed


def _letters(word: str) -> list[tuple[str, frozenset[str]]]:
    """Each letter with its marks; the stroke of ``đ`` counts as one."""
    found: list[tuple[str, frozenset[str]]] = []
    for sign in unicodedata.normalize("NFD", word.replace("đ", "d\u0335").replace("Đ", "D\u0335")):
        if unicodedata.combining(sign) and found:
            found[-1] = (found[-1][0], found[-1][1] | {sign})
        else:
            found.append((sign, frozenset()))
    return found
