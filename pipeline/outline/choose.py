"""Which outline a letter is held against: decided before anything is scored."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.outline.words import syllables
from pipeline.records import Cites, Letter, Outline
from pipeline.text import bare

_NAME = re.compile(r"[“\"]([^”\"]{6,})[”\"]")
_SAME_NAME = 92
"""Of 100: how alike the movement's name and a stretch of the letter's subject must be."""


def applies(letter: Letter | None, cites: Sequence[Cites], outline: Outline) -> bool:
    """Whether ``outline`` asks anything of this letter: it is of a kind the outline is for, and it
    hangs on the outline's decision, by itself, through another text, or (where it hangs on no
    other) by the movement's name in its subject. Without a decision in the outline, the kind alone
    decides."""
    if letter is None or letter.kind not in outline.applies_to:
        return False
    if outline.decision is None:
        return True
    cited = any(c.decision == outline.decision and c.verdict != "none" for c in cites)
    elsewhere = any(c.decision != outline.decision and c.verdict != "none" for c in cites)
    return cited or (not elsewhere and names_movement(letter, outline))


def names_movement(letter: Letter, outline: Outline) -> bool:
    """Whether the letter's subject names the outline's movement, however it was read."""
    subject = letter.fields.get("subject")
    said = " ".join(syllables(bare(str(subject.value or "")).lower())) if subject else ""
    return any(
        fuzz.partial_ratio(" ".join(syllables(bare(name).lower())), said) >= _SAME_NAME
        for name in _NAME.findall(outline.title)
        if len(said) >= len(name) * 0.8
    )


def choose(
    letter: Letter | None, cites: Sequence[Cites], outlines: Sequence[Outline]
) -> Outline | None:
    """The outline that applies; of several, the one whose decision is cited most directly."""
    fitting = [o for o in outlines if applies(letter, cites, o)]
    rank = {c.decision: {"direct": 0, "indirect": 1}.get(c.verdict, 2) for c in cites}
    return min(fitting, key=lambda o: (rank.get(o.decision or "", 3), o.name), default=None)
