"""Whether an item without a heading of its own is spoken of at all.

Clauses that lean towards an item are cheap: a report on one subject has words of every other. So
the signs are weighed together: how plainly a clause speaks, what else it may speak of, where it
stands, how the report treats the item's brothers. Each clause that may be the item's is asked, and
the likeliest decides. The weights are fitted by ``python -m tools.outline``, negatives in, and know
no item and no campaign.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from pipeline.knowledge.relevance import presence_weights
from pipeline.outline.evidence import Findings
from pipeline.outline.facts import ENOUGH as FACT
from pipeline.outline.subjects import Subjects
from pipeline.records import Outline

SIGNS = (
    "found", "best", "said", "heard", "second", "lead", "elsewhere", "rival", "home", "order",
    "count", "judgement", "opens", "long", "beside", "fact", "brothers",
)  # fmt: skip
"""All lie between 0 and 1, ``lead`` between -1 and 1."""
ENOUGH = 0.4
"""The chance from which an item counts as spoken of. F1 is highest a little below the chance of
one half, and strangers' words make chances low."""
_DOUBT = 0.03
"""What is left of doubt where a score is 1."""
_ASKED = 6
"""Clauses that speak of an item most, and are asked one by one."""
_MANY, _LONG = 5, 40
"""Clauses and words that count as many."""


def present(signs: Mapping[str, float]) -> float:
    """The chance that an item is spoken of."""
    weights = presence_weights()
    logit = weights["bias"] + sum(weights[name] * value for name, value in signs.items())
    return 1 / (1 + math.exp(-logit))


def likeliest(found: Findings, n: int, own: Sequence[int]) -> list[int]:
    """The clauses that may speak of an item: those that speak of it most, whoever owns them,
    and the plainest of its own, in order."""
    text = [k for k, c in enumerate(found.clauses) if not c.form]
    plain = sorted(text, key=lambda k: (-found.scores[k][n], k))[:_ASKED]
    telling = [k for k in own if found.fact(k, n) >= FACT] or own
    best = [max(telling, key=lambda k: (found.scores[k][n], -k))] if telling else []
    return sorted({*plain, *best})


def all_signs(
    found: Findings, n: int, own: Sequence[int], outline: Outline, subjects: Subjects
) -> list[tuple[int, dict[str, float]]]:
    """The clauses that may speak of item number ``n``, each with its signs. ``own``: the clauses
    that seem to be its own."""
    scene = _Scene(found, n, outline)
    return [
        (k, scene.signs_of(k, own if k in own else (), subjects)) for k in likeliest(found, n, own)
    ]


def plainness(score: float) -> float:
    """How plainly a clause speaks, 0 to 1: the doubt that is left, by its logarithm, so that a
    step near certainty counts for more than one near nothing."""
    return math.log(1 - (1 - _DOUBT) * min(score, 1.0)) / math.log(_DOUBT)


class _Scene:
    """What is the same for all clauses that may be an item's."""

    def __init__(self, found: Findings, n: int, outline: Outline) -> None:
        self.found, self.n, self.items = found, n, outline.items
        self.parents = {i.parent for i in outline.items}
        self.serving: dict[int, list[int]] = {}
        for pair in found.pairs:
            self.serving.setdefault(pair.node, []).append(pair.item)
        self.between = _between(found, n, outline)
        self.brothers = _headed_brothers(n, {p.item for p in found.pairs}, outline)

    def signs_of(self, k: int, own: Sequence[int], subjects: Subjects) -> dict[str, float]:
        """The signs of clause number ``k``; ``own``: empty unless it is one of the item's own."""
        found, n = self.found, self.n
        scores, clause = found.scores, found.clauses[k]
        served: list[int] = next((self.serving[h] for h in clause.under if h in self.serving), [])
        others = [i for i in served if self.items[i].id not in self.parents]
        ranked = sorted((scores[j][n] for j in own), reverse=True)
        before = found.clauses[k - 1] if k else None
        low, high = self.between
        said, heard = found.voices[k]
        return {
            "found": float(bool(own)),
            "best": scores[k][n],
            "said": plainness(said[n]),
            "heard": plainness(said[n] if (learned := heard[n]) is None else learned),
            "second": ranked[1] if len(ranked) > 1 else 0.0,
            "lead": scores[k][n] - max((s for i, s in enumerate(scores[k]) if i != n), default=0),
            "elsewhere": float(bool(others)),
            "rival": max((scores[k][i] for i in others), default=0.0),
            "home": float(self._at_home(k)),
            "order": float(low <= k <= high),
            "count": min(max(1, len(own)), _MANY) / _MANY,
            "judgement": float(subjects.judgement[n]),
            "opens": float(
                before is None or (before.block, before.under) != (clause.block, clause.under)
            ),
            "long": min(1.0, len(clause.text.split()) / _LONG),
            "beside": max((scores[j][n] for j in self._neighbours(k)), default=0.0),
            "fact": found.fact(k, n),
            # where all brothers have headings an item without is more likely left out than told
            # in passing; but what is said plainly is told, wherever it stands
            "brothers": self.brothers * (1 - plainness(scores[k][n])),
        }

    def _at_home(self, k: int) -> bool:
        """Whether a clause stands under a heading of the item's own part."""
        part = self.items[self.n].id.split(".")[0]
        return any(
            self.items[i].id.split(".")[0] == part
            for h in self.found.clauses[k].under
            for i in self.serving.get(h, ())
        )

    def _neighbours(self, k: int) -> list[int]:
        """The clauses before and after, in the same paragraph."""
        clauses = self.found.clauses
        near = (j for j in (k - 1, k + 1) if 0 <= j < len(clauses))
        return [j for j in near if clauses[j].block == clauses[k].block]


def _between(found: Findings, n: int, outline: Outline) -> tuple[int, int]:
    """The clauses that the item's brothers before and after it own last and first."""
    brothers = [
        (k, who)
        for k, who in enumerate(found.owner)
        if who >= 0 and who != n and outline.items[who].parent == outline.items[n].parent
    ]
    return (
        max((k for k, who in brothers if who < n), default=-1),
        min((k for k, who in brothers if who > n), default=len(found.owner)),
    )


def _headed_brothers(n: int, headed: Collection[int], outline: Outline) -> float:
    """The share of an item's brothers that have headings."""
    parents = {i.parent for i in outline.items}
    mine = outline.items[n].parent
    brothers = [
        k
        for k, i in enumerate(outline.items)
        if k != n and i.parent == mine and i.id not in parents
    ]
    return sum(k in headed for k in brothers) / len(brothers) if brothers else 0.0
