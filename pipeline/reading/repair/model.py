"""The probability of a syllable after another in official Vietnamese.

Counts of pairs, mixed with how many different syllables one was seen after (Kneser and Ney 1995),
in the proportion of Witten and Bell (1991): ``lý`` is common after ``quản``, and says nothing of
``cách``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.knowledge.phrases import Followers, followers
from pipeline.knowledge.syllables import syllables

_STRANGE = 1e-7
"""Probability of one certain word that is no syllable: most of them are misread."""


@dataclass(frozen=True, slots=True)
class Model:
    """``after``: counts of followers. ``share``: probability of each syllable that was seen, after
    one that tells nothing; ``unseen``: of each other syllable. ``scale``: 1 / (followers of a
    syllable + different ones)."""

    after: Followers
    share: Mapping[str, float]
    unseen: float
    scale: Mapping[str, float]

    def chance(self, word: str, before: str) -> float:
        """The probability of ``word`` right after ``before``."""
        share = self.share.get(word)
        if share is None:
            share = self.unseen if word in syllables() else _STRANGE
        follows = self.after.get(before)
        if follows is None:
            return share
        return (follows.get(word, 0) + len(follows) * share) * self.scale[before]

    def knows(self, word: str) -> bool:
        """Whether ``word`` was ever seen."""
        return word in self.share

    def pair(self, one: str, other: str) -> int:
        """How often ``other`` was seen right after ``one``."""
        follows = self.after.get(one)
        return follows.get(other, 0) if follows else 0


@cache
def model() -> Model:
    """The model of this installation, made once a process."""
    return made(followers())


def made(after: Followers) -> Model:
    """A model of these counts."""
    alone: Counter[str] = Counter()
    for follows in after.values():
        alone.update(follows.keys())
    size = alone.total() + len(alone)
    return Model(
        after=after,
        share={word: n / size for word, n in alone.items()},
        unseen=len(alone) / size / len(syllables()),
        scale={word: 1 / (sum(f.values()) + len(f)) for word, f in after.items()},
    )
