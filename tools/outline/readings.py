"""The labelled reports and their negatives, read as if by a stranger: with words that were learned
without any report of the same writer, and several times with a part of the lexicon hidden."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

from pipeline.knowledge.wordings import OutlineWordings, outline_wordings
from pipeline.outline import subjects
from pipeline.outline.evidence import Findings
from pipeline.outline.judge import findings_of
from tools.outline.examples import learned
from tools.outline.letters import Report, negatives, reports, writer
from tools.outline.train import examples, fit, without

HIDDEN, ROUNDS, NEGATIVE_ROUNDS = 0.45, 6, 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as found in one round (0: with the whole lexicon)."""

    report: Report
    round: int
    found: Findings


def readings() -> Iterator[Reading]:
    """Every report of ``train`` and ``dev`` in every round, negatives in the first ones."""
    known = examples()
    strange = cache(lambda hand: fit(without(known, hand)))
    read = [(r, tuple(negatives(r)), strange(writer(r.name))) for r in reports(("train", "dev"))]
    whole = outline_wordings()
    for turn in range(ROUNDS + 1):
        with lexicon(part_of(whole, turn)):
            for report, cut, weights in read:
                with learned(weights):
                    for one in (report, *(cut if turn <= NEGATIVE_ROUNDS else ())):
                        found = findings_of(one.transcript, one.letter, one.references, one.outline)
                        yield Reading(one, turn, found)


def part_of(whole: OutlineWordings, turn: int) -> OutlineWordings:
    """A lexicon from which a share of the cues is missing; in round 0 none is."""
    chance = random.Random(turn)
    share = HIDDEN if turn else 0.0

    def kept(phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(p for p in phrases if chance.random() >= share)

    concepts = tuple(replace(c, cues=kept(c.cues), hints=kept(c.hints)) for c in whole.concepts)
    return replace(whole, concepts=concepts)


@contextmanager
def lexicon(part: OutlineWordings) -> Iterator[None]:
    """Puts another lexicon of subjects in force for a while."""
    before = subjects.outline_wordings
    try:
        subjects.outline_wordings = lambda: part  # type: ignore[assignment]
        subjects.subjects_of.cache_clear()
        yield
    finally:
        subjects.outline_wordings = before
        subjects.subjects_of.cache_clear()
