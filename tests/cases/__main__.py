"""``python -m tests.cases``: what becomes of each case; see ``--help``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from pipeline.journey import run
from pipeline.journey.entries import Silent
from pipeline.work import inline
from tests.cases import CASES
from tests.cases.batch import lay_out, results_of, seconds, shuffled, wanted
from tests.cases.documents import TEXT
from tests.cases.readme import outcome_table, readme
from tests.cases.table import SETTINGS

README = Path(__file__).resolve().parents[1] / "resources" / "README.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.cases", description=__doc__)
    parser.add_argument("--readme", action="store_true", help="write tests/resources/README.md")
    parser.add_argument("--no-ocr", action="store_true", help="leave out those that take an engine")
    parser.add_argument("--orders", type=int, default=0, help="good and bad in N random orders")
    options = parser.parse_args()
    if options.readme:
        README.write_text(readme(), encoding="utf-8")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        if options.orders:
            return _orders(Path(folder), options.orders)
        return _all(Path(folder), ocr=not options.no_ocr)


def _all(folder: Path, *, ocr: bool) -> int:
    cases = [case for case in CASES if ocr or not case.reads]
    lay_out(cases, folder / "in")
    took = {case.id: seconds(case, folder / "in")[1] for case in cases}
    results = results_of(cases, folder / "in", folder / "out")
    for line in outcome_table(results, took):
        print(line)
    wrong = [case.id for case in cases if _differs(results[case.id], wanted(case))]
    print(f"{len(cases)} cases, {len(wrong)} unlike the table; intake {sum(took.values()):.2f} s")
    return 1 if wrong else 0


def _differs(got: object, want: object) -> bool:
    return getattr(got, "status", 0) != getattr(want, "status", 1) or getattr(
        got, "codes", 0
    ) != getattr(want, "codes", 1)


def _orders(folder: Path, count: int) -> int:
    """N good and k bad give N results and k reasons, whatever stands before what."""
    good = [f"{TEXT}\nBản {n}".encode() for n in range(8)]
    bad = [case for case in CASES if case.refused]
    wrong = 0
    for seed in range(count):
        root = folder / f"in-{seed}"
        named = shuffled(good, bad, root, seed)
        outcome = run([root], folder / f"out-{seed}", SETTINGS, Silent(), inline)
        got = {d["file"]: d for d in outcome.documents}
        read = sum(got[n]["status"] == "ok" for n, code in named.items() if not code)
        told = sum(
            code in {e["code"] for e in got[n]["errors"]} for n, code in named.items() if code
        )
        wrong += read != len(good) or told != len(bad)
        print(f"order {seed:>2}: {read}/{len(good)} read, {told}/{len(bad)} refused with its code")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
