"""What a report says twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.compile.adaptation.reuse import prepared
from pipeline.compile.adaptation.shingles import Passage, shared
from pipeline.compile.tables import Published, name_of


@dataclass(frozen=True, slots=True)
class Repeats:
    """``share``: of the report's own syllables, those that stood earlier in it; ``page`` of a
    passage is where it is said again, ``other_page`` where it is said first."""

    file: str
    name: str
    share: float
    passages: tuple[Passage, ...]


def repeats(document: Published, titles: Iterable[str] = ()) -> Repeats:
    """A report's own repeated passages. ``titles`` of the outline are nobody's wording."""
    text = prepared(document, tuple(titles))
    found = shared(text, text)
    said = sum(p.syllables for p in found)
    share = said / text.size if text.size else 0.0
    return Repeats(str(document["file"]), name_of(document), share, found)
