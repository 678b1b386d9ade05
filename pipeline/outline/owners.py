"""Which item each clause belongs to: one pass over the whole report (Viterbi).

A clause speaks for the item whose subject it names; where it names none, it goes on with the item
before it, or with the heading it stands under. A fact that belongs to another item counts there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.clauses import Clause
from pipeline.outline.words import syllables
from pipeline.records import Outline

NOBODY = -1
_NOTHING = 0.38
"""What a clause must score for an item that no heading gives it to."""
_HEADED, _SHARED_HEADING, _PARENT, _SELF = 0.45, 0.42, 0.3, 0.02
_ELSEWHERE, _OTHER_PART, _OTHER_THAN_JUDGED = -0.3, -0.12, -0.2
_STRANGE, _EXTRA, _OUTSIDE = -0.25, -0.8, -2.0
_OVER = 0.2
"""What a clause must say more to belong to a parent than to one of its children."""
_FIGURE = re.compile(r"\d")
_FIGURE_BACK = 0.15
_YIELD, _NAMED = 0.5, 0.8
"""What is left of a heading's claim on a clause that names an item without heading so plainly."""
_STAY, _STAY_NEXT = 0.12, 0.1
_ANNOUNCED = 0.8
"""A subject so plainly named needs no help from the clause before."""
_DENIED = 0.5
"""What is left of a subject that is only said to be missing."""


def owners(
    found: Sequence[Clause],
    scores: Sequence[Sequence[float]],
    serving: Mapping[int, tuple[int, ...]],
    outline: Outline,
    judgement: Sequence[bool],
    extra: Collection[int] = (),
) -> tuple[int, ...]:
    """For each clause the number of its item, or ``NOBODY``. ``serving``: items by heading;
    ``judgement``: which items ask for judgements; ``extra``: headings that no item asks for."""
    if not found:
        return ()
    states = len(outline.items)
    priors = _Priors(serving, outline, judgement, frozenset(extra))
    best = [0.0] * (states + 1)
    back: list[list[int]] = []
    for n, clause in enumerate(found):
        emit = _emissions(clause, scores[n], priors, judgement)
        top = max(range(states + 1), key=lambda s: (best[s], -s))
        same_place = n > 0 and clause.under == found[n - 1].under
        stay = 0.0
        if same_place:
            stay = _STAY if clause.block == found[n - 1].block else _STAY_NEXT
            if any(j and v >= _ANNOUNCED for j, v in zip(judgement, scores[n], strict=True)):
                stay = 0.0
        now, how = [0.0] * (states + 1), [0] * (states + 1)
        for s in range(states + 1):
            kept = best[s] + (stay if s < states else 0.0)
            if kept >= best[top]:
                now[s], how[s] = kept + emit[s], s
            else:
                now[s], how[s] = best[top] + emit[s], top
        best = now
        back.append(how)
    state = max(range(states + 1), key=lambda s: (best[s], -s))
    path = [state]
    for how in reversed(back[1:]):
        state = how[state]
        path.append(state)
    return tuple(NOBODY if s == states else s for s in reversed(path))


def _emissions(
    clause: Clause, score: Sequence[float], priors: _Priors, judgement: Sequence[bool]
) -> list[float]:
    """What a clause is worth to each item, and last to nobody."""
    prior = priors.of(clause)
    emit = [_emission(s, p) for s, p in zip(score, prior, strict=True)]
    for i in priors.yielding(clause, score):
        emit[i] = _emission(score[i], prior[i] * _YIELD)
    facts = [i for i, judged in enumerate(judgement) if not judged]
    if denies(clause.text):  # what is missing is a shortcoming, but covers nothing else
        for i in facts:
            if prior[i] <= _PARENT:
                emit[i] = score[i] * _DENIED + min(0.0, prior[i])
    elif _FIGURE.search(clause.text):
        # a figure told among judgements is still a result, and counts where it belongs
        for i in facts:
            if prior[i] < 0 and score[i] >= _NAMED:
                emit[i] += _FIGURE_BACK
    return [*emit, _NOTHING if not priors.headed(clause) else _NOTHING - 0.12]


def _emission(score: float, prior: float) -> float:
    return score * (1 - max(0.0, prior)) + prior


class _Priors:
    """What the headings above a clause say before it is read."""

    def __init__(
        self,
        serving: Mapping[int, tuple[int, ...]],
        outline: Outline,
        judgement: Sequence[bool],
        extra: frozenset[int],
    ) -> None:
        self.serving = serving
        self.items = outline.items
        self.judgement = judgement
        self.extra = extra
        self.headed_items = {i for items in serving.values() for i in items}
        self.parents = {i.parent for i in outline.items}
        self.memo: dict[tuple[bool, tuple[int, ...]], list[float]] = {}

    def headed(self, clause: Clause) -> bool:
        """Whether the innermost heading above that means anything serves an item of its own."""
        return any(self.items[i].id not in self.parents for i in self._served(clause))

    def yielding(self, clause: Clause, score: Sequence[float]) -> tuple[int, ...]:
        """The items whose heading stands over a clause that plainly names another item of the
        same part, one without heading."""
        served = self._served(clause)
        parts = {self.items[i].id.split(".")[0] for i in served}
        named = any(
            value >= _NAMED
            and i not in self.headed_items
            and item.id not in self.parents
            and item.id.split(".")[0] in parts
            for i, (item, value) in enumerate(zip(self.items, score, strict=True))
        )
        return served if named else ()

    def _served(self, clause: Clause) -> tuple[int, ...]:
        for n in clause.under:
            if n in self.serving:
                return self.serving[n]
        return ()

    def of(self, clause: Clause) -> list[float]:
        key = (clause.form, clause.under)
        if key not in self.memo:
            self.memo[key] = self._of(clause)
        return self.memo[key]

    def _of(self, clause: Clause) -> list[float]:
        if clause.form:
            return [_OUTSIDE] * len(self.items)
        prior = [_ELSEWHERE if i in self.headed_items else 0.0 for i in range(len(self.items))]
        for i, item in enumerate(self.items):
            if item.id in self.parents:
                prior[i] -= _OVER
        if not self.serving:
            return prior
        if not clause.under:
            return [_OUTSIDE] * len(self.items)
        served = self._served(clause)
        if not served:
            strange = _EXTRA if clause.under[-1] in self.extra else _STRANGE
            return [strange + min(0.0, p) for p in prior]
        ids = [self.items[i].id for i in served]
        judged = any(self.judgement[i] for i in served)
        parts = {id_.split(".")[0] for id_ in ids}
        for i, item in enumerate(self.items):
            if any(item.id.startswith(over + ".") for over in ids):
                if i not in self.headed_items and item.id not in self.parents:
                    prior[i] += _PARENT
            elif item.id.split(".")[0] not in parts:
                prior[i] += _OTHER_THAN_JUDGED if judged else _OTHER_PART
        for rank, i in enumerate(served):
            leaf = self.items[i].id not in self.parents
            alone = _HEADED if len(served) == 1 else _SHARED_HEADING - 0.04 * rank
            prior[i] = alone if leaf else _SELF
        return prior


@cache
def _negations() -> tuple[tuple[str, ...], ...]:
    return tuple(syllables(p) for p in outline_wordings().negations)


def denies(text: str) -> bool:
    """Whether something is said to be missing."""
    words = syllables(text)
    return any(
        words[n : n + len(p)] == p for p in _negations() for n in range(len(words) - len(p) + 1)
    )
