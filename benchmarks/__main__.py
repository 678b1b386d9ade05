"""``vanban benchmark`` on our own letters and on the sets of a folder beside the checkout.

The quick form reads the demo's scans as they lie in ``data/raw``; the full form renders every
letter of ``dev`` and ``test`` in each grade of damage, and adds what lies under
``../shared/letters`` (or ``VANBAN_LETTERS``) when it is there, side by side with the peers that
are installed and with the floor. ``--record FILE`` keeps the figures.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.floor import Floor
from pipeline.cli.benchmark import measure, readers, remember, workers
from pipeline.cli.parser import benchmark_options
from pipeline.errors import VanbanError
from pipeline.evaluation.sets import ScanSet, find_sets
from pipeline.knowledge.files import read_yaml
from pipeline.messages import speak
from tools.letters.letter import CONDITIONS

ROOT = Path(__file__).resolve().parents[1]
RECORD = Path(__file__).with_name("record.json")
SPLITS = ("dev", "test")
USUAL = ("clean", "office", "bad", "fax", "photo")  # further ones where they are asked for by name
SEALED = "test"  # nobody looks at its errors


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    speak(options.lang)
    try:
        with tempfile.TemporaryDirectory(prefix="vanban-letters-") as folder:
            sets = quick_sets() if options.quick else full_sets(Path(folder), options.sets)
            if options.memory:
                clean = [scan.path for one in sets for scan in one.compared]
                return remember(clean, options)
            return measure(sets, [*readers(options), *floor(options)], options)
    except VanbanError as error:
        print(f"benchmarks: [{error.code}] {error}", file=sys.stderr)
        return int(error.exit_code)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    benchmark_options(parser)
    lang = os.environ.get("VANBAN_LANG", "vi")
    parser.add_argument("--lang", choices=("vi", "en"), default="en" if lang == "en" else "vi")
    what = "only the sets with these words in their name, e.g. --sets test 'dev office'"
    parser.add_argument("--sets", nargs="+", default=[], metavar="WORDS", help=what)
    parser.add_argument("--alone", action="store_true", help="the full form without peers")
    parser.set_defaults(against=RECORD)
    options = parser.parse_args(arguments)
    options.peers = options.peers or not (options.quick or options.alone)
    return options


def floor(options: argparse.Namespace) -> list[Floor]:
    found = Floor(workers(options))
    return [found] if options.peers and found.available() else []


def quick_sets() -> list[ScanSet]:
    return list(find_sets(ROOT / "data" / "raw", ROOT / "data" / "gold", "demo"))


def full_sets(work: Path, wanted: Sequence[str]) -> list[ScanSet]:
    """Ours, rendered under ``work``, and those beside the checkout."""
    found: list[ScanSet] = []
    gold = ROOT / "data" / "gold"
    for split in SPLITS:
        for grade in grades(wanted):
            name = f"{split} {grade}"
            if is_wanted(name, wanted):
                scans = work / name
                render(split, grade, scans)
                sealed = split == SEALED
                found += [replace(s, sealed=sealed) for s in find_sets(scans, gold, name)]
    beside = Path(os.environ.get("VANBAN_LETTERS", ROOT.parent / "shared" / "letters"))
    for name, scans_in, gold_in in (
        ("given", "scans", "gold"),
        ("given texts", "seeds", "gold"),
        ("given real", "real/scans", "real/gold"),
    ):
        if (beside / scans_in).is_dir():
            sets = find_sets(beside / scans_in, beside / gold_in, name)
            found += [one for one in sets if is_wanted(one.name, wanted)]
    return found


def grades(wanted: Sequence[str]) -> list[str]:
    named = {word for words in wanted for word in words.split()}
    return [grade for grade in CONDITIONS if grade in USUAL or grade in named]


def is_wanted(name: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(set(words.split()) <= set(name.split()) for words in wanted)


def render(split: str, grade: str, out: Path) -> None:
    command = [sys.executable, "-m", "tools.letters", "--out", str(out), "--grade", grade]
    command += ["--only", *letters_of(split)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def letters_of(split: str) -> Iterator[str]:
    """The letters of ours that belong to one part of the data; splits go by issuer."""
    for path in sorted((ROOT / "data" / "letters").glob("*.yaml")):
        letter = read_yaml(path)
        if letter["split"] == split:
            yield letter["id"]


if __name__ == "__main__":
    sys.exit(main())
