"""How official Vietnamese puts one syllable after another: ``models/language/phrases.tsv``.

Each line holds a syllable and those seen right after it, with counts:
``tổ<TAB>chức 211 trưởng 12``. ``.`` begins and ends what is said in one breath, ``#`` stands for a
number, ``@`` for what is no Vietnamese syllable (abbreviations, foreign words). Made by
``python -m tools.language_model train``; a line may be corrected or added by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder
from pipeline.knowledge.syllables import syllables
from pipeline.text import nfc

PHRASES = "language/phrases.tsv"
EDGE, NUMBER, OTHER = ".", "#", "@"
_BREATH = re.compile(r"[.;:!?()\[\]“”\"…/|]+")
_ITEM = re.compile(rf"[^\W\d_]+|{NUMBER}")
_NUMBERED = re.compile(r"[^\s(\[“\"]*\d\S*?(?=[.,;:!?)\]”\"]*(?:\s|$))")
"""A number, date or symbol, without the signs that the sentence puts around it."""

Followers = Mapping[str, Mapping[str, int]]


@cache
def followers() -> Followers:
    """For each syllable, how often each other one was seen right after it."""
    return read_followers(models_folder() / PHRASES)


def read_followers(path: Path) -> Followers:
    """Raises ``BadKnowledge`` where the file is missing or a line is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadKnowledge(where=str(path), what=str(error)) from error
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(lines, start=1):
        word, _, rest = line.partition("\t")
        parts = rest.split(" ")
        try:
            found[word] = dict(zip(parts[::2], map(int, parts[1::2]), strict=True))
        except ValueError as error:
            raise BadKnowledge(where=f"{path}:{number}", what=str(error)) from error
    return found


def breaths(text: str) -> Iterator[list[str]]:
    """What is said in one breath: lower-case syllables, ``#`` for numbers. Commas and dashes do
    not end one, as lists of offices and people run over them."""
    for part in _BREATH.split(_NUMBERED.sub(NUMBER, nfc(text).lower())):
        items = [sign_of(item) for item in _ITEM.findall(part)]
        if items:
            yield items


def sign_of(item: str) -> str:
    """What stands for a lower-case word, or for ``#``, in the model."""
    return item if item in syllables() or item == NUMBER else OTHER
