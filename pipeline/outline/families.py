"""Bullets that are headings together.

``- Chữ ký số: …`` alone may be anything; beside ``- Truyền thông: …`` and ``- Khen thưởng: …`` it
is one of a list of headings. A list of places, bodies or blanks names no items, so it stays text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.looks import Candidate, is_form_field
from pipeline.outline.words import syllables

_BULLETS = ("dash", "plus")
_LONGEST = 8
"""Words of a bullet's title."""
_NAMED, _SHARE = 0.5, 0.5
"""How surely a title names an item, and the share of a list that must."""


def families(found: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    """Bullets one after the other, each a short noun phrase, a colon and its text."""
    family: list[Candidate] = []
    for candidate in (*found, None):
        follows = (
            candidate is not None
            and _titled(candidate)
            and (not family or candidate.index == family[-1].index + 1)
            and (not family or candidate.style == family[-1].style)
        )
        if candidate is not None and follows:
            family.append(candidate)
            continue
        if len(family) > 1:
            yield tuple(family)
        family = [candidate] if candidate is not None and _titled(candidate) else []


def named(found: Sequence[Candidate], names: Callable[[str], float]) -> Iterator[Candidate]:
    """The members of families of which enough name an item. ``names``: how surely a title does."""
    for family in families(found):
        if sum(names(c.title) >= _NAMED for c in family) >= _SHARE * len(family):
            yield from family


def _titled(candidate: Candidate) -> bool:
    label = candidate.label
    words = syllables(candidate.title)
    return (
        candidate.run_in
        and label is not None
        and label.style in _BULLETS
        and candidate.block.text[candidate.end : candidate.end + 1] == ":"
        and 0 < len(words) <= _LONGEST
        and not any(w in outline_wordings().sentence_words for w in words)
        and not is_form_field(candidate.title)
    )
