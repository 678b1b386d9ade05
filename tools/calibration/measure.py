"""Runs letters with one set of models, and pairs what was said with what was right."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.compile.contract import read_documents
from pipeline.evaluation.agreement import calibration_error
from pipeline.evaluation.fields import score_fields
from pipeline.evaluation.gold import load_gold, match

FITTED_ON = ("train", "dev")


@dataclass(frozen=True, slots=True)
class Set:
    """Scans, where their readings are kept, and their labels."""

    scans: Path
    out: Path
    gold: Path


@dataclass(frozen=True, slots=True)
class Said:
    """One field of one letter. ``fitted``: of a letter that curves may be fitted on; ``known``:
    a value was given; ``marked``: a person is asked; ``wrong``: not right and nobody is asked."""

    field: str
    confidence: float
    right: bool
    known: bool
    marked: bool
    wrong: bool
    fitted: bool


def read_again(sets: Iterable[Set], models: Path) -> None:
    """Analyses with the knowledge in ``models``; pages that were read once are not read again."""
    for one in sets:
        command = [sys.executable, "-m", "pipeline", "run", str(one.scans), "--out", str(one.out),
                   "--workers", "1"]  # fmt: skip
        variables = {**os.environ, "VANBAN_MODELS": str(models), "OMP_THREAD_LIMIT": "1"}
        subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL)


def collect(one: Set) -> Iterator[Said]:
    gold = load_gold(one.gold)
    for document in read_documents(one.out / "documents.jsonl"):
        labels = match(document["file"], gold)
        if labels is None:
            continue
        fitted = labels.labels.get("split") in FITTED_ON
        for score in score_fields(document, labels):
            value = document["fields"][score.field]
            yield Said(
                score.field, score.confidence, score.verdict == "right", score.has_value,
                bool(value["review"]), score.verdict == "wrong", fitted,
            )  # fmt: skip


def pairs(said: Iterable[Said], field: str | None = None) -> list[tuple[float, bool]]:
    """(confidence, was right) of the values given, of one field or of all."""
    return [(s.confidence, s.right) for s in said if s.known and field in (None, s.field)]


def table(said: Sequence[Said]) -> str:
    """Per field: labelled, right, marked for review, right but marked, wrong and unmarked."""
    heads = ("labels", "right", "marked", "right&marked", "wrong&sure")
    lines = [f"{'':17s}" + "".join(f"{h:>14s}" for h in heads)]
    for field in (*dict.fromkeys(s.field for s in said), None):
        rows = [s for s in said if field in (None, s.field)]
        counts = (
            len(rows), sum(s.right for s in rows), sum(s.marked for s in rows),
            sum(s.right and s.marked for s in rows), sum(s.wrong for s in rows),
        )  # fmt: skip
        lines.append(f"{field or 'all':17s}" + "".join(f"{c:14d}" for c in counts))
    total, marked, wrong = len(said), sum(s.marked for s in said), sum(s.wrong for s in said)
    lines.append(
        f"marked {marked / total:.1%}; of the unmarked {1 - wrong / max(1, total - marked):.2%}"
        f" right; calibration error {calibration_error(pairs(said)):.3f}"
        f" of {len(pairs(said))} values"
    )
    return "\n".join(lines)
