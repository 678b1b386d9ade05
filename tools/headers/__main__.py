"""``python -m tools.headers``: makes the headers, reads them, prints what came out."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import journey
from pipeline.compile.contract import read_documents
from pipeline.journey.entries import Silent
from pipeline.settings import Settings
from tools.headers.cases import Case, all_cases, sample
from tools.headers.score import Outcome, outcomes, table
from tools.headers.spoil import DPI, make_header
from tools.letters.damage import grade_of
from tools.letters.pdf import write_pdf


def main(words: Sequence[str] | None = None) -> int:
    """0: nothing was invented; 1: something was."""
    parser = argparse.ArgumentParser("python -m tools.headers", description=__doc__)
    parser.add_argument("--few", action="store_true", help="a sample of 28 and 8")
    parser.add_argument("--out", type=Path, help="keep scans and readings here")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="list all that is not as wanted")
    asked = parser.parse_args(words)
    cases = sample(28, 8) if asked.few else list(all_cases())
    with tempfile.TemporaryDirectory() as folder:
        made = run(cases, asked.out or Path(folder), asked.workers)
    print(table(made))
    invented = [o for o in made if o.invented]
    wrong = [
        o for o in made if o.wanted == "read" and o.got == "read" and not (o.right or o.review)
    ]
    for o in made if asked.show else [*invented, *wrong]:
        if o.got != o.wanted or (o.got == "read" and not o.right) or o.review:
            print(
                f"{'!' if o.invented else ' '} {o.case.id} {o.case.grade} {o.field}: {o.got}"
                f" {o.value} {o.confidence:.2f}{' review' if o.review else ''},"
                f" meant {o.case.letter.header.number if o.field == 'number' else o.case.date}"
                f" ({o.why})"
            )
    spoilt = sum(o.wanted != "read" for o in made)
    print(
        f"{len(invented)} of {spoilt} spoilt fields invented; {len(wrong)} whole ones misread"
        " and sure"
    )
    return 1 if invented else 0


def run(cases: Sequence[Case], out: Path, workers: int = 1) -> list[Outcome]:
    """The cases, drawn, scanned and read as any letter is."""
    scans = out / "scans"
    for case in cases:
        path = scans / f"{case.id}.pdf"
        if not path.exists():
            grade = replace(grade_of(case.letter, case.grade), dpi=DPI)
            write_pdf([make_header(case)], grade, path)
    settings = Settings(workers=workers)
    done = journey.run([scans], out / "read", settings, Silent())
    return outcomes(cases, read_documents(done.out / "documents.jsonl"))


if __name__ == "__main__":
    sys.exit(main())
