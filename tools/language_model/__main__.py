"""The language model that mends what was read.

    python -m tools.language_model train              # writes models/language/phrases.tsv
    python -m tools.language_model measure OUT TEXTS  # words mended and spoilt in a run

OUT is what ``vanban run`` made; TEXTS holds what is printed (``<name>.txt``, pages parted by form
feeds, as ``data/gold``).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from pipeline.files import write_atomically
from pipeline.knowledge.phrases import PHRASES
from tools.language_model.measure import count as count_page
from tools.language_model.measure import pages
from tools.language_model.texts import ROOT, letters, phrases_of_knowledge, places, sentences
from tools.language_model.train import as_text, count, lists


def main(words: Sequence[str] | None = None) -> int:
    """0 done, 1 nothing to measure."""
    parser = argparse.ArgumentParser(
        "python -m tools.language_model", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    tasks = parser.add_subparsers(dest="task", required=True)
    train = tasks.add_parser("train")
    train.add_argument("--to", type=Path, default=ROOT / "models" / PHRASES)
    measure = tasks.add_parser("measure")
    measure.add_argument("out", type=Path, metavar="OUT")
    measure.add_argument("texts", type=Path, metavar="TEXTS")
    asked = parser.parse_args(words)
    return _train(asked.to) if asked.task == "train" else _measure(asked.out, asked.texts)


def _train(to: Path) -> int:
    listed = chain.from_iterable(lists(line) for line in sentences())
    found = count(chain(listed, phrases_of_knowledge(), places(), letters()))
    data = as_text(found).encode()
    write_atomically(to, data)
    pairs = sum(len(after) for after in found.values())
    total = sum(after.total() for after in found.values())
    print(f"{to}: {len(found)} syllables, {pairs} pairs, {total} in all, {len(data) / 1e3:.0f} kB")
    return 0


def _measure(out: Path, texts: Path) -> int:
    total: Counter[str] = Counter()
    for page, printed in pages(out, texts):
        total += count_page(page, printed)
    if not total["words"]:
        print("error: no page of this run has a text", file=sys.stderr)
        return 1
    names = ("words", "wrong", "left", "mended", "spoilt", "other", "unknown")
    print("  ".join(f"{name} {total[name]}" for name in names))
    before, after = (100 * total[k] / total["length"] for k in ("errors", "errors_after"))
    print(f"characters wrong in words found: {before:.2f} % -> {after:.2f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
