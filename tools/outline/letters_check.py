"""What must hold for every letter, whoever wrote it.

    python -m tools.outline.letters_check

Which kinds of letters are held against an outline, how long that takes (processor seconds, from the
text alone), and how many counts that letters state are found.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import language
from pipeline.evaluation.agreement import Counts, count_sets
from pipeline.knowledge.outlines import all_outlines
from pipeline.outline import judge
from pipeline.reading.plain import read_plain
from pipeline.records import Outline
from tools.outline.letters import GOLD

ROUNDS = 3
"""A letter is scored so often, and the quickest time counts: others work on the machine too."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One letter. ``outline``: by which it was judged, None where it was not; ``seconds``: of the
    scoring alone."""

    name: str
    split: str
    kind: str
    outline: str | None
    seconds: float
    counts: Counts


def checked(folder: Path = GOLD) -> Iterator[Checked]:
    """Every labelled letter, by name."""
    outlines = {o.name: o for o in all_outlines()}
    nlp = language.load()
    for file in sorted(folder.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        transcript = read_plain(file.with_suffix(".txt").read_text(encoding="utf-8"))
        doc = nlp(language.make_doc(nlp, transcript))
        coverage = doc._.coverage
        seconds = 0.0
        if coverage is not None:
            seconds = _quickest(doc, outlines[coverage.outline])
        found = [(q.count, q.count_max, q.unit) for q in doc._.quantities]
        wanted = [_wanted(q) for q in gold["quantities"]]
        yield Checked(
            file.stem,
            gold["split"],
            gold["kind"],
            coverage.outline if coverage is not None else None,
            seconds,
            count_sets(found, wanted),
        )


def _quickest(doc: Any, outline: Outline) -> float:
    took = []
    for _ in range(ROUNDS):
        started = time.process_time()
        judge(doc._.transcript, doc._.letter, doc._.references, outline)
        took.append(time.process_time() - started)
    return min(took)


def _wanted(label: Mapping[str, Any]) -> tuple[int, int | None, str]:
    low, high = label.get("range") or (label["count"], None)
    return low, high, label["unit"]


def table(found: Sequence[Checked]) -> Iterator[str]:
    """The figures, one a line."""
    rows = Counter((c.kind, c.outline or "no outline") for c in found)
    for (kind, outline), count in sorted(rows.items()):
        yield f"{kind}: {count} held against {outline}"
    times = [c.seconds for c in found if c.outline]
    middle, slowest = (1000 * f(times) for f in (statistics.median, max))
    yield f"scoring: median {middle:.0f} ms, slowest {slowest:.0f} ms"
    for split in ("train", "dev", "test"):
        total = sum((c.counts for c in found if c.split == split), Counts())
        yield f"counts in {split}: F1 {total.f1:.3f}"


def main() -> None:
    print("\n".join(table(list(checked()))))


if __name__ == "__main__":
    main()
