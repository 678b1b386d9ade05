"""Fits what decides how sure a verdict is, and says how well it holds on letters left out.

    python -m tools.outline            # models/relevance/presence.yaml, outline_confidence.yaml
    python -m tools.outline --check    # the tables only

First the weights that say whether an item without heading is spoken of, then the confidence of all
verdicts. The lexicon was written by people who had read some of the letters, so a verdict on them
is right more often than on a stranger's: see ``readings``. Letters of ``test`` are never read.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml

from pipeline.files import write_atomically
from pipeline.knowledge.files import models_folder
from pipeline.outline import presence
from pipeline.outline.confidence import LEAF, PARENT
from pipeline.outline.likeness import titles_of
from pipeline.outline.subjects import subjects_of
from pipeline.outline.verdicts import anchored, drafts_of
from tools.outline.letters import writer
from tools.outline.logistic import Weights, chance, fit
from tools.outline.readings import NEGATIVE_ROUNDS, ROUNDS, Reading, readings

SIGNS = {"leaf": LEAF, "parent": PARENT, "presence": presence.SIGNS}
RIDGE = {
    "presence": 0.7 * (NEGATIVE_ROUNDS + 1),
    "leaf": 0.7 * (ROUNDS + 1),
    "parent": 0.7 * (ROUNDS + 1),
}
"""So much for each round that is learned from: the same letters speak in all of them."""
AGREE = 4
"""Rounds after which the clauses that decide no longer change."""
_MADE = "# Tệp do `python -m tools.outline` tạo; đừng sửa bằng tay.\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One verdict: whose letter, which round (0: the whole lexicon), its signs, and if right (of
    ``presence``: if the item is spoken of)."""

    letter: str
    round: int
    kind: str
    signs: tuple[float, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An item without heading: the signs of each clause that may speak of it."""

    letter: str
    round: int
    clauses: tuple[tuple[float, ...], ...]
    spoken: bool


def presences(known: Sequence[Reading]) -> Iterator[Asked]:
    """Every leaf item without heading, spoken of or not."""
    for reading in known:
        report, found = reading.report, reading.found
        if reading.round > NEGATIVE_ROUNDS:
            continue  # without negatives nearly everything is spoken of
        subjects = subjects_of(report.outline)
        headed = {p.item for p in found.pairs}
        parents = {i.parent for i in report.outline.items}
        for n, item in enumerate(report.outline.items):
            if n in headed or item.id in parents or report.cut not in (None, item.id):
                continue
            own = anchored(found, n, found.of(n))
            asked = presence.all_signs(found, n, own, report.outline, subjects)
            if asked:
                rows = tuple(tuple(signs[s] for s in presence.SIGNS) for _, signs in asked)
                spoken = any(c != "none" for c in report.fair(item.id))
                yield Asked(report.name, reading.round, rows, spoken)


def verdicts(known: Sequence[Reading]) -> Iterator[Row]:
    """Every verdict on the content of an item; of a negative the one on what was cut."""
    for reading in known:
        report = reading.report
        drafts = drafts_of(reading.found, report.outline, titles_of(report.outline))
        for item, draft in zip(report.outline.items, drafts, strict=True):
            if report.cut in (None, item.id):
                signs = tuple(draft.signs[s] for s in SIGNS[draft.kind])
                right = draft.content in report.fair(item.id)
                yield Row(report.name, reading.round, draft.kind, signs, right)


def decided(known: Sequence[Asked]) -> list[Row]:
    """Each item with its one clause that decides: first the plainest, then, by the weights that
    follow, the likeliest, until they agree."""
    chosen = [max(a.clauses, key=lambda c: (c[1] + c[0], c)) for a in known]
    for _ in range(AGREE):
        weights = fit(chosen, [a.spoken for a in known], RIDGE["presence"])
        chosen = [max(a.clauses, key=lambda c: chance(weights, c)) for a in known]
    return [
        Row(a.letter, a.round, "presence", clause, a.spoken)
        for a, clause in zip(known, chosen, strict=True)
    ]


def weights_of(known: Sequence[Row], kind: str) -> Weights:
    mine = [r for r in known if r.kind == kind]
    return fit([r.signs for r in mine], [r.right for r in mine], RIDGE[kind])


def left_out(known: Sequence[Row]) -> Iterator[tuple[Row, float]]:
    """Each row with what the weights of other writers' letters say of it."""
    for hand in sorted({writer(r.letter) for r in known}):
        mine = [r for r in known if writer(r.letter) == hand]
        others = [r for r in known if writer(r.letter) != hand]
        weights = {kind: weights_of(others, kind) for kind in sorted({r.kind for r in known})}
        yield from ((r, chance(weights[r.kind], r.signs)) for r in mine)


def table(known: Sequence[Row]) -> Iterator[str]:
    """How often a verdict is right, by how sure it was, each writer judged by the others'."""
    said = [(r.round > 0, p, r.right) for r, p in left_out(known)]
    for name, hidden in (("whole lexicon", False), ("partly hidden", True)):
        chosen = [(p, right) for part, p, right in said if part is hidden]
        yield f"{name}: {len(chosen)} rows, right {np.mean([r for _, r in chosen]):.3f}"
        for low, high in pairwise((0.0, 0.25, 0.45, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)):
            inside = [r for p, r in chosen if low <= p < high]
            if inside:
                share = np.mean(inside)
                yield f"  said {low:.2f} to {high:.2f}: {len(inside):5d}  right {share:.3f}"


def rounded(weights: Weights, kind: str) -> dict[str, float]:
    return {
        name: round(float(value), 3)
        for name, value in zip(("bias", *SIGNS[kind]), weights, strict=True)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print the tables, write nothing")
    check = parser.parse_args().check
    known = list(readings())
    spoken = decided(list(presences(known)))
    print("\n".join(table(spoken)))
    heard = rounded(weights_of(spoken, "presence"), "presence")
    presence.presence_weights = lambda: heard  # type: ignore[assignment]
    rows = list(verdicts(known))
    print("\n".join(table(rows)))
    if check:
        return
    models = models_folder()
    _write(
        models / "relevance" / "presence.yaml",
        "# Trọng số của dấu hiệu cho biết mục không có đề mục riêng có được nói tới hay không.\n",
        heard,
    )
    _write(
        models / "wordings" / "outline_confidence.yaml",
        "# Trọng số của độ chắc chắn: dấu hiệu nào làm một kết luận về nội dung đáng tin hơn.\n",
        {kind: rounded(weights_of(rows, kind), kind) for kind in ("leaf", "parent")},
    )


def _write(file: Path, comment: str, data: object) -> None:
    text = comment + _MADE + yaml.safe_dump(data, sort_keys=False)
    write_atomically(file, text.encode())


if __name__ == "__main__":
    main()
