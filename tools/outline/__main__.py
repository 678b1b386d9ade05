"""Fits the weights of a verdict's confidence and says how well they hold on letters left out.

    python -m tools.outline            # models/wordings/outline_confidence.yaml, and the table
    python -m tools.outline --check    # the table only

The lexicon was written by people who had read some of the letters, so a verdict on them is right
more often than on a stranger's. Each letter is therefore read several times with a third of the
cues hidden, each time another third: what is left stands for the wordings that nobody wrote down.
Letters of the split ``test`` are never read.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml

from pipeline import language
from pipeline.knowledge.files import models_folder
from pipeline.knowledge.outlines import all_outlines
from pipeline.knowledge.wordings import OutlineWordings, outline_wordings
from pipeline.outline import subjects
from pipeline.outline.confidence import LEAF, PARENT
from pipeline.outline.judge import findings_of
from pipeline.outline.likeness import titles_of
from pipeline.outline.verdicts import drafts_of
from pipeline.reading.plain import read_plain

GOLD = Path("data/gold")
SIGNS = {"leaf": LEAF, "parent": PARENT}
HIDDEN, ROUNDS, RIDGE = 0.45, 6, 0.7


@dataclass(frozen=True, slots=True)
class Row:
    """One verdict: whose letter, which round (0: the whole lexicon), its signs, and if right."""

    letter: str
    round: int
    kind: str
    signs: tuple[float, ...]
    right: bool


def rows() -> Iterator[Row]:
    """All verdicts on the labelled reports, in every round."""
    outlines = {o.name: o for o in all_outlines()}
    nlp = language.load(disable=["vanban_outline"])
    read = []
    for file in sorted(GOLD.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        if gold["split"] == "test" or not gold.get("outline"):
            continue
        transcript = read_plain(file.with_suffix(".txt").read_text(encoding="utf-8"))
        doc = nlp(language.make_doc(nlp, transcript))
        read.append((file.stem, gold, transcript, doc._.letter, doc._.references))
    whole = outline_wordings()
    for turn in range(ROUNDS + 1):
        hide(whole, turn)
        for name, gold, transcript, letter, references in read:
            outline = outlines[gold["outline_name"]]
            found = findings_of(transcript, letter, references, outline)
            drafts = drafts_of(found, outline, titles_of(outline))
            for item, draft in zip(outline.items, drafts, strict=True):
                label = gold["outline"][item.id]
                right = draft.content in (label.get("accept") or [label["content"]])
                signs = tuple(draft.signs[s] for s in SIGNS[draft.kind])
                yield Row(name, turn, draft.kind, signs, right)
    hide(whole, 0)


def hide(whole: OutlineWordings, turn: int) -> None:
    """Puts a lexicon in force from which a share of the cues is missing."""
    chance = random.Random(turn)
    share = HIDDEN if turn else 0.0

    def kept(phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(p for p in phrases if chance.random() >= share)

    concepts = tuple(replace(c, cues=kept(c.cues), hints=kept(c.hints)) for c in whole.concepts)
    part = replace(whole, concepts=concepts)
    subjects.outline_wordings = lambda: part  # type: ignore[attr-defined]
    subjects.subjects_of.cache_clear()


def fit(known: Sequence[Row], kind: str) -> np.ndarray:
    """Logistic regression with a ridge, by Newton's method; the bias comes first."""
    mine = [r for r in known if r.kind == kind]
    x = np.array([(1.0, *r.signs) for r in mine])
    y = np.array([float(r.right) for r in mine])
    w = np.zeros(x.shape[1])
    ridge = RIDGE * (ROUNDS + 1) * np.eye(len(w))
    ridge[0, 0] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(
            (x.T * (p * (1 - p))) @ x + ridge + 1e-9 * np.eye(len(w)), x.T @ (y - p) - ridge @ w
        )
        w = w + step
        if np.abs(step).max() < 1e-8:
            break
    return w


def said(weights: np.ndarray, row: Row) -> float:
    return float(1 / (1 + np.exp(-np.array((1.0, *row.signs)) @ weights)))


def table(known: Sequence[Row]) -> Iterator[str]:
    """How often a verdict is right, by how sure it was, each letter judged by the others'."""
    pairs: list[tuple[int, float, bool]] = []
    for letter in sorted({r.letter for r in known}):
        others = [r for r in known if r.letter != letter]
        weights = {kind: fit(others, kind) for kind in SIGNS}
        pairs += [(r.round, said(weights[r.kind], r), r.right) for r in known if r.letter == letter]
    for name, chosen in (("whole lexicon", [p for p in pairs if p[0] == 0]),
                         ("partly hidden", [p for p in pairs if p[0] > 0])):  # fmt: skip
        yield f"{name}: {len(chosen)} verdicts, right {np.mean([p[2] for p in chosen]):.3f}"
        for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.85), (0.85, 0.95), (0.95, 1)):
            inside = [p for p in chosen if low <= p[1] < high]
            if inside:
                right = np.mean([p[2] for p in inside])
                yield f"  sure {low:.2f}–{high:.2f}: {len(inside):5d}  right {right:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print the table, write nothing")
    arguments = parser.parse_args()
    known = list(rows())
    print("\n".join(table(known)))
    if arguments.check:
        return
    text = (
        "# Trọng số của độ chắc chắn: dấu hiệu nào làm một kết luận về nội dung đáng tin hơn.\n"
        "# Tệp do `python -m tools.outline` tạo; đừng sửa bằng tay.\n"
    )
    data = {
        kind: {
            name: round(float(value), 3)
            for name, value in zip(("bias", *SIGNS[kind]), fit(known, kind), strict=True)
        }
        for kind in SIGNS
    }
    text += yaml.safe_dump(data, sort_keys=False)
    (models_folder() / "wordings" / "outline_confidence.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
