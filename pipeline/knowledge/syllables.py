"""All well-formed Vietnamese syllables, made from the rule in ``models/language/syllables.yaml``.

A syllable is an onset, a rhyme and a tone (Đoàn Thiện Thuật's analysis, in the spelling in use).
All are lower case and NFC. The rule makes what *can* be written, not what is in use.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml

_FILE = "language/syllables.yaml"
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơư")  # a vowel with a sign of its own draws the tone to it
_FRONT = frozenset("eêiy")


@cache
def syllables() -> frozenset[str]:
    """Every well-formed syllable. Raises ``BadKnowledge`` where the table is damaged."""
    return _made(models_folder() / _FILE)


def _made(path: Path) -> frozenset[str]:
    content = read_yaml(path)
    try:
        return frozenset(_all(content))
    except (AttributeError, KeyError, TypeError) as error:
        raise BadKnowledge(where=str(path), what=repr(error)) from error


def _all(table: Mapping[str, Any]) -> Iterator[str]:
    tones: Mapping[str, str] = table["tones"]
    checked = [tones[name] for name in table["checked_tones"]]
    stops, either = tuple(table["stops"]), frozenset(table["either"])
    for onset, rhyme in _toneless(table):
        marks = checked if rhyme.endswith(stops) else list(tones.values())
        places = {tone_place(rhyme)}
        if rhyme in either and onset != "qu":
            places.add(0)
        for mark in marks:
            for place in places:
                yield _with_tone(onset, rhyme, mark, place)
    yield from (str(word) for word in (*table["also"], *table["places"]))


def _toneless(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(onset, rhyme) of all syllables; a ``gi`` that shares its i comes as ``g`` + ``i…``."""
    onsets: Mapping[str, Sequence[str]] = table["onsets"]
    rhymes = {name: _flat(groups) for name, groups in table["rhymes"].items()}
    front, back, rounded = rhymes["front_plain"], rhymes["back_plain"], rhymes["rounded"]
    for names, kinds in (
        (("front_plain",), (front,)),
        (("back_plain",), (back,)),
        (("back",), (back, rounded)),
        (("plain",), (front, back)),
        (("any",), (front, back, rounded)),
        (("gi",), (back, tuple(table["gi"]))),
    ):
        for onset in chain.from_iterable(onsets[name] for name in names):
            unwritten = frozenset(table["bare_y_not"]) if not onset else frozenset()
            yield from ((onset, r) for r in chain(*kinds) if r not in unwritten)
    yield from ((onset, "y") for onset in table["lone_y"])
    yield from (("", rhyme) for rhyme in table["bare_y"])
    yield from (("qu", rhyme) for rhyme in table["qu"])
    yield from (("g", rhyme) for rhyme in table["gi_i"])


def _flat(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(groups))


def tone_place(rhyme: str) -> int:
    """The index of the letter of a toneless rhyme that carries its tone, as most print it
    (``hoa`` 1, ``hoan`` 1, ``ai`` 0, ``uya`` 1, ``ươ`` 1)."""
    marked = [i for i, letter in enumerate(rhyme) if letter in _MARKED]
    if marked:
        return marked[-1]
    vowels = [i for i, letter in enumerate(rhyme) if letter in _VOWELS]
    if len(vowels) == 1:
        return 0
    if len(vowels) == 3 or len(rhyme) > len(vowels):
        return 1
    return 1 if rhyme in ("oa", "oe", "uy", "uơ") else 0


def _with_tone(onset: str, rhyme: str, mark: str, place: int) -> str:
    toned = rhyme[: place + 1] + mark + rhyme[place + 1 :]
    return onset + unicodedata.normalize("NFC", toned)
