"""The figures of a whole corpus: how much was read, what it is, whom it cites, what is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from pipeline.compile.labels import Lang, label
from pipeline.compile.tables import Published, clean, decisions, doubts, verdicts

_STATUSES = ("ok", "partial", "failed")
_KINDS = ("report", "plan", "dispatch", "guideline", "other", "unknown")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the key of its name. ``level`` 1 details the figure above it; ``share``
    means that 1 is all; ``details`` fill the name; None where there is nothing to average."""

    key: str
    value: float | None
    level: int = 0
    share: bool = False
    details: tuple[tuple[str, str], ...] = ()

    def caption(self, lang: Lang) -> str:
        return "    " * self.level + label(self.key, lang, **dict(self.details))


def figures(documents: Sequence[Published]) -> list[Figure]:
    """The figures, in the order to show them; details of zero are left out."""
    scores = [d["coverage"]["score"] for d in documents if d["coverage"]]
    return [
        Figure("figure.letters", len(documents)),
        *_details("status", _STATUSES, (d["status"] for d in documents)),
        Figure("figure.pages", sum(d["pages"] for d in documents)),
        Figure("col.kind", len({d.get("kind", "unknown") for d in documents})),
        *_details("kind", _KINDS, (d.get("kind", "unknown") for d in documents)),
        Figure("figure.scored", len(scores)),
        Figure("figure.mean_score", fmean(scores) if scores else None, 1, share=True),
        *_citing(documents),
        Figure("figure.doubts", sum(len(doubts(d)) for d in documents)),
        Figure("figure.corrected", sum(_corrected(d) for d in documents)),
    ]


def _details(group: str, known: Sequence[str], values: Iterable[str]) -> list[Figure]:
    counts = Counter(values)
    return [Figure(f"{group}.{code}", counts[code], 1) for code in known if counts[code]]


def _citing(documents: Sequence[Published]) -> list[Figure]:
    found = []
    for decision in decisions(documents):
        asked = [d["cites"][decision] for d in documents if decision in d["cites"]]
        name = (("decision", clean(decision)),)
        found.append(Figure("caption.cites", len(asked) - asked.count("none"), details=name))
        found += _details("cite", ("direct", "indirect", "none"), asked)
    return found


def _corrected(document: Published) -> int:
    values = [*document["fields"].values(), *(v.item for v in verdicts(document))]
    return sum(v.get("source") == "corrected" for v in values)
