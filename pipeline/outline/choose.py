"""Which outline a letter is held against: decided before anything is scored."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records import Cites, Letter, Outline


def applies(letter: Letter | None, cites: Sequence[Cites], outline: Outline) -> bool:
    """Whether ``outline`` asks anything of this letter: it is of a kind the outline is for, and it
    hangs on the outline's decision, by itself or through another text. Without a decision in the
    outline, the kind alone decides."""
    if letter is None or letter.kind not in outline.applies_to:
        return False
    if outline.decision is None:
        return True
    return any(c.decision == outline.decision and c.verdict != "none" for c in cites)


def choose(
    letter: Letter | None, cites: Sequence[Cites], outlines: Sequence[Outline]
) -> Outline | None:
    """The outline that applies; of several, the one whose decision is cited most directly."""
    fitting = [o for o in outlines if applies(letter, cites, o)]
    rank = {c.decision: {"direct": 0, "indirect": 1}.get(c.verdict, 2) for c in cites}
    return min(fitting, key=lambda o: (rank.get(o.decision or "", 3), o.name), default=None)
