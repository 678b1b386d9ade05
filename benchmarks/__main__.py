"""Runs ``vanban`` on labelled letters and prints each figure beside the last recorded one.

The quick form reads the demo scans; the full form renders every letter of ``data/letters`` in
three grades, and adds the sets of a folder beside the checkout (``../shared/letters``, or
``VANBAN_LETTERS``) when it is there. ``--record`` keeps the figures as the new yardstick.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.compile.contract import read_documents
from pipeline.evaluation import evaluate
from pipeline.knowledge.files import read_yaml

ROOT = Path(__file__).resolve().parents[1]
RECORD = Path(__file__).with_name("record.json")
LOWER_IS_BETTER = ("cer", "wer", "wrong_and_sure", "calibration_error", "seconds")
NOISE = 0.0005  # smaller changes are not worth a line
SHOWN = (
    "cer", "word_recall", "field_number_symbol", "field_date", "field_issuer", "field_subject",
    "field_signer_name", "letters_all_right", "wrong_and_sure", "reference_f1", "cites",
    "heading_agreement", "content_kappa", "covered_kappa", "quantity_f1", "calibration_error",
    "pages_a_minute",
)  # fmt: skip
GRADES = ("clean", "office", "bad")


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    recorded = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    with tempfile.TemporaryDirectory(prefix="vanban-benchmark-") as folder:
        sets = quick_sets() if options.quick else full_sets(Path(folder))
        for name, scans, gold in sets:
            figures = measure(scans, gold, Path(folder) / "out" / name)
            show(name, figures, recorded.get(name, {}))
            recorded[name] = figures
    if options.record:
        text = json.dumps(recorded, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        RECORD.write_text(text, encoding="utf-8")
    return 0


def quick_sets() -> Iterator[tuple[str, Path, Path]]:
    yield "demo", ROOT / "data" / "raw", ROOT / "data" / "gold"


def full_sets(work: Path) -> Iterator[tuple[str, Path, Path]]:
    """Name, scans, labels. Ours are split by issuer: nobody tunes on ``test``."""
    gold = ROOT / "data" / "gold"
    for grade in GRADES:
        for split in ("dev", "test"):
            scans = work / "scans" / f"{split}-{grade}"
            command = [sys.executable, "-m", "tools.letters", "--out", str(scans)]
            command += ["--grade", grade, "--only", *letters_of(split)]
            subprocess.run(command, cwd=ROOT, check=True)
            yield f"own {split} {grade}", scans, gold
    beside = Path(os.environ.get("VANBAN_LETTERS", ROOT.parent / "shared" / "letters"))
    for name, scans, labels in (
        ("given scans", "scans", "gold"),
        ("given texts", "seeds", "gold"),
        ("given real", "real/scans", "real/gold"),
    ):
        if (beside / scans).is_dir():
            yield name, beside / scans, beside / labels


def letters_of(split: str) -> list[str]:
    """The letters of ours that belong to one part of the data."""
    letters = (read_yaml(p) for p in sorted((ROOT / "data" / "letters").glob("*.yaml")))
    return [letter["id"] for letter in letters if letter["split"] == split]


def measure(scans: Path, gold: Path, out: Path) -> dict[str, float]:
    """One run from nothing, scored."""
    started = time.monotonic()
    command = [sys.executable, "-m", "pipeline", "run", str(scans), "--out", str(out)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    documents = read_documents(out / "documents.jsonl")
    pages = sum(d["pages"] for d in documents)
    figures = evaluate(documents, gold).figures()
    return {**figures, "pages_a_minute": 60 * pages / seconds, "letters": float(len(documents))}


def show(name: str, figures: dict[str, float], before: dict[str, float]) -> None:
    print(f"\n{name} ({figures['letters']:.0f})")
    for key in SHOWN:
        if key not in figures:
            continue
        now, then = figures[key], before.get(key)
        change = ""
        if then is not None and abs(now - then) > NOISE:
            better = (now < then) == (key in LOWER_IS_BETTER)
            change = f"  {now - then:+.4f} {'gain' if better else 'LOSS'}"
        print(f"  {key:<22}{now:10.4f}{change}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
