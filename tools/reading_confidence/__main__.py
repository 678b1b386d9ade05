"""``python -m tools.reading_confidence``: fit how sure a reading is, and say how well it holds.

    python -m tools.letters --all --grade office --out scans/office      # and clean, bad, fax
    python -m tools.letters --all --gold gold
    python -m tools.reading_confidence --fit scans/office/train… --check scans/office/dev… \\
        --texts gold [--texts truth-of-others] [--keep]

``--fit`` and ``--check`` take scans; ``--texts`` folders hold what is printed on them, as
``<name>.txt`` with form feeds between pages, where a scan's name may go on after a dot.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.files import write_atomically
from pipeline.knowledge.reading_confidence import FILE, WordWeights, word_weights
from pipeline.reading.certainty import chances
from pipeline.settings import Settings
from tools.reading_confidence.align import ReadPage, read_page_of
from tools.reading_confidence.fit import as_yaml, calibration_error, fit, page_error

ROOT = Path(__file__).parents[2]


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        "python -m tools.reading_confidence", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--fit", nargs="+", type=Path, default=[], metavar="SCAN")
    parser.add_argument("--check", nargs="+", type=Path, default=[], metavar="SCAN")
    parser.add_argument("--texts", action="append", type=Path, required=True, metavar="DIR")
    parser.add_argument("--keep", action="store_true", help="keep the weights there are")
    asked = parser.parse_args(words)
    fitted = list(read_all(asked.fit, asked.texts))
    weights = word_weights() if asked.keep else fit(fitted)
    if not asked.keep and weights is not None:
        text = as_yaml(weights, sum(len(p.texts) for p in fitted))
        write_atomically(ROOT / "models" / FILE, text.encode("utf-8"))
    for name, pages in (
        ("fitted on", fitted),
        ("checked on", [*read_all(asked.check, asked.texts)]),
    ):
        if pages:
            print(report(name, pages, weights))
    return 0


def read_all(scans: Sequence[Path], texts: Sequence[Path]) -> Iterator[ReadPage]:
    """Every page of the scans whose print is known."""
    from pipeline import intake, reading, scan

    settings = Settings()
    for path in scans:
        truth = find_text(path, texts)
        if truth is None:
            continue
        source = intake.open_source(path, path.name, settings)
        for number, printed in enumerate(truth.split("\f")[: source.pages], start=1):
            image = scan.page_image(source, number, settings, reading.legibility(settings))
            read = reading.read_page(image, settings)
            yield read_page_of(f"{path.stem}@{number}", read, printed)


def find_text(scan: Path, folders: Sequence[Path]) -> str | None:
    for folder in folders:
        for name in (scan.stem, scan.stem.partition(".")[0]):
            path = folder / f"{name}.txt"
            if path.is_file():
                return path.read_text(encoding="utf-8")
    return None


def report(name: str, pages: Sequence[ReadPage], weights: WordWeights | None) -> str:
    """Calibration errors of words and pages, as the engine said and as it is now."""
    right = [r for page in pages for r in page.right]
    before = [list(page.said) for page in pages]
    after = [chances(page.texts, page.said, weights) for page in pages]
    rows = [f"{name}: {len(pages)} pages, {len(right)} words, {sum(right) / len(right):.4f} right"]
    for what, said in (("as the engine said", before), ("calibrated", after)):
        words = [p for page in said for p in page]
        error, off = calibration_error(words, right), page_error(pages, said)
        rows.append(f"  {what:<20} words {error:.4f}  pages {off:.4f}")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
