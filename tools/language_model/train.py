"""Counts which syllable follows which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from pipeline.knowledge.phrases import EDGE, breaths


def count(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """For each syllable, how often each other one came right after it."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        for items in breaths(text):
            for one, other in pairwise([EDGE, *items, EDGE]):
                found.setdefault(one, Counter())[other] += 1
    return found


def lists(line: str) -> list[str]:
    """The words of a list that commas part; a sentence stays whole."""
    return [line] if line.endswith((".", ":")) else line.split(",")


def as_text(found: Mapping[str, Counter[str]]) -> str:
    """The file's text: sorted, so that the same letters give the same bytes."""
    rows = []
    for word in sorted(found):
        ordered = sorted(found[word].items(), key=lambda item: (-item[1], item[0]))
        rows.append(f"{word}\t" + " ".join(f"{other} {n}" for other, n in ordered))
    return "\n".join(rows) + "\n"
