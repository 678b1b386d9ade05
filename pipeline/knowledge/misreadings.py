"""How likely the engine takes one letter for another, from ``models/noise/confusions.yaml``.

A letter is a base, a quality (the hat of ``ê``, the stroke of ``đ``) and a tone. A pair's own count
is trusted as far as it goes; beyond that speaks the rate of its kind of change over all letters
(``ể`` taken for ``ế`` says much about ``ẳ`` taken for ``ắ``).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml

_FILE = "noise/confusions.yaml"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_FAITH = 150.0  # printed letters that a pair needs before its own count weighs half
_FLOOR = 2e-5
"""Rate of what was never seen to happen: a letter in 50,000."""

Change = tuple[str, str, str, str]
"""Quality printed and read, tone printed and read; "=" for a quality that stayed."""


@dataclass(frozen=True, slots=True)
class Misreadings:
    """``seen``: how often a letter was printed; ``wrong``: (printed, read); ``kinds``: the rate of
    each kind of change of marks."""

    seen: Mapping[str, int]
    wrong: Mapping[tuple[str, str], int]
    kinds: Mapping[Change, float]

    def rate(self, printed: str, read: str) -> float:
        """The share of ``printed`` letters that the engine gives as ``read``; both lower case."""
        kind = self.kinds.get(change(printed, read), _FLOOR) if same_base(printed, read) else _FLOOR
        own = self.wrong.get((printed, read), 0)
        return (own + _FAITH * kind) / (self.seen.get(printed, 0) + _FAITH)


@cache
def misreadings() -> Misreadings:
    """Raises ``BadKnowledge`` where the file does not hold counts."""
    path = models_folder() / _FILE
    content = read_yaml(path)
    try:
        return counted(content["seen"], content["wrong"])
    except (AttributeError, KeyError, TypeError) as error:
        raise BadKnowledge(where=str(path), what=repr(error)) from error


def counted(seen: Mapping[str, int], wrong: Mapping[str, Mapping[str, int]]) -> Misreadings:
    """Capitals count with small letters: they carry the same marks."""
    total: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for letter, n in seen.items():
        total[letter.lower()] += n
    for printed, outcomes in wrong.items():
        for read, n in outcomes.items():
            if len(read) == 1 and read.isalpha() and printed.isalpha():
                pairs[(printed.lower(), read.lower())] += n
    chances: Counter[Change] = Counter()
    changed: Counter[Change] = Counter()
    for (printed, read), n in pairs.items():
        if same_base(printed, read) and printed != read:
            changed[change(printed, read)] += n
    letters = [letter for letter in total if letter.isalpha()]
    for kind in changed:
        chances[kind] = sum(total[x] for x in letters if _may(kind, x))
    return Misreadings(
        dict(total), dict(pairs), {k: n / max(chances[k], _FAITH) for k, n in changed.items()}
    )


def _may(kind: Change, letter: str) -> bool:
    """Whether a printed letter bears the marks that a change begins with."""
    _, quality, tone = parts(letter)
    return tone == kind[2] and (quality == kind[0] or (kind[0] == "=" and letter in _VOWELS))


def change(printed: str, read: str) -> Change:
    _, quality, tone = parts(printed)
    _, other, heard = parts(read)
    return ("=", "=", tone, heard) if quality == other else (quality, other, tone, heard)


def same_base(one: str, other: str) -> bool:
    return parts(one)[0] == parts(other)[0]


@cache
def parts(letter: str) -> tuple[str, str, str]:
    """(base, quality, tone) of a lower-case letter: ``ể`` is e, hat and hook above."""
    base, quality, tone = "", "", ""
    for sign in unicodedata.normalize("NFD", letter.replace("đ", "d\u0335")):
        if sign in _TONES:
            tone = sign
        elif unicodedata.combining(sign):
            quality = sign
        else:
            base += sign
    return base, quality, tone


_VOWELS = frozenset(
    unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in ("", *_TONES)
)
