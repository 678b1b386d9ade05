"""Whether an item without a heading of its own is spoken of at all.

Clauses that lean towards an item are cheap: a report on one subject has words of every other. So
the signs are weighed together: how plainly the best clause speaks, what else it may speak of, where
it stands. The weights are fitted by ``python -m tools.outline``, negatives in, and know no item and
no campaign.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from pipeline.knowledge.relevance import presence_weights
from pipeline.outline.evidence import Findings
from pipeline.outline.subjects import Subjects
from pipeline.records import Outline

SIGNS = (
    "found", "best", "second", "lead", "elsewhere", "rival", "home", "order", "count",
    "judgement", "opens", "long",
)  # fmt: skip
"""All lie between 0 and 1, ``lead`` between -1 and 1."""
ENOUGH = 0.45
"""The chance from which an item counts as spoken of; as many are then missed as found in vain."""
_MANY, _LONG = 5, 40
"""Clauses and words that count as many."""


def present(signs: Mapping[str, float]) -> float:
    """The chance that an item is spoken of."""
    weights = presence_weights()
    logit = weights["bias"] + sum(weights[name] * value for name, value in signs.items())
    return 1 / (1 + math.exp(-logit))


def likeliest(found: Findings, n: int) -> list[int]:
    """The clause that speaks of an item most, whoever owns it."""
    text = [k for k, c in enumerate(found.clauses) if not c.form]
    return [max(text, key=lambda k: (found.scores[k][n], -k))] if text else []


def signs_of(
    found: Findings, n: int, mine: Sequence[int], shown: Sequence[int], outline: Outline,
    subjects: Subjects,
) -> dict[str, float]:  # fmt: skip
    """The signs of item number ``n``. ``mine``: the clauses that seem to be its own; ``shown``:
    those that would be its evidence, at least one."""
    scores = found.scores
    best = max(shown, key=lambda k: (scores[k][n], -k))
    clause = found.clauses[best]
    served = _served(found, best)
    parents = {i.parent for i in outline.items}
    others = [i for i in served if outline.items[i].id not in parents]
    ranked = sorted((scores[k][n] for k in mine), reverse=True)
    before = found.clauses[best - 1] if best else None
    return {
        "found": float(bool(mine)),
        "best": scores[best][n],
        "second": ranked[1] if len(ranked) > 1 else 0.0,
        "lead": scores[best][n] - max((s for i, s in enumerate(scores[best]) if i != n), default=0),
        "elsewhere": float(bool(others)),
        "rival": max((scores[best][i] for i in others), default=0.0),
        "home": float(_at_home(found, best, n, outline)),
        "order": float(_in_order(found, best, n, outline)),
        "count": min(max(1, len(mine)), _MANY) / _MANY,
        "judgement": float(subjects.judgement[n]),
        "opens": float(
            before is None or (before.block, before.under) != (clause.block, clause.under)
        ),
        "long": min(1.0, len(clause.text.split()) / _LONG),
    }


def _serving(found: Findings) -> dict[int, list[int]]:
    serving: dict[int, list[int]] = {}
    for pair in found.pairs:
        serving.setdefault(pair.node, []).append(pair.item)
    return serving


def _served(found: Findings, clause: int) -> list[int]:
    """The items of the innermost heading over a clause that serves any."""
    serving = _serving(found)
    return next((serving[h] for h in found.clauses[clause].under if h in serving), [])


def _at_home(found: Findings, clause: int, n: int, outline: Outline) -> bool:
    serving = _serving(found)
    part = outline.items[n].id.split(".")[0]
    return any(
        outline.items[i].id.split(".")[0] == part
        for h in found.clauses[clause].under
        for i in serving.get(h, ())
    )


def _in_order(found: Findings, clause: int, n: int, outline: Outline) -> bool:
    """Whether a clause stands between what the item's brothers before and after it own."""
    brothers = [
        (k, who)
        for k, who in enumerate(found.owner)
        if who >= 0 and who != n and outline.items[who].parent == outline.items[n].parent
    ]
    before = max((k for k, who in brothers if who < n), default=-1)
    after = min((k for k, who in brothers if who > n), default=len(found.owner))
    return before <= clause <= after
