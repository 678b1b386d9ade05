"""Noise of scanners: ``confusions`` measures it, ``curve`` shows what it does to references.

    python -m tools.noise confusions TEXTS OUT [TEXTS OUT …]   # models/noise/confusions.yaml
    python -m tools.noise curve                                # docs/noise-curve.svg and .json

TEXTS holds what is printed (``<name>.txt``, one printed line a line, pages parted by form feeds);
OUT is what ``vanban run`` made of scans of the same names.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from pipeline.compile.contract import read_documents
from pipeline.files import write_atomically
from tools.noise.align import Counts, count_pages
from tools.noise.curve import Point, f1, labelled, measure, precision, recall
from tools.noise.model import FILE, as_data

ROOT = Path(__file__).parents[2]
LEVELS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.10, 0.12, 0.15)
HEADING = """\
# What the scanner's engine makes of printed characters, counted over {lines} lines of our own
# scans ({characters} characters, {errors} errors). seen: how often a character was printed;
# wrong: what was read instead ("" lost, "+x" an x gained after it); after_error: characters
# right after a wrong one; spread: variance of the error rate of lines over the square of its
# mean. Made by `python -m tools.noise confusions`.
"""


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        "python -m tools.noise", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    tasks = parser.add_subparsers(dest="task", required=True)
    confusions = tasks.add_parser("confusions")
    confusions.add_argument("folders", nargs="+", type=Path, metavar="TEXTS OUT")
    confusions.add_argument("--to", type=Path, default=ROOT / "models" / FILE)
    curve = tasks.add_parser("curve")
    curve.add_argument("--texts", type=Path, default=ROOT / "data/gold")
    curve.add_argument("--labels", type=Path)
    curve.add_argument("--seeds", type=int, default=20)
    curve.add_argument("--levels", type=float, nargs="+", default=LEVELS)
    curve.add_argument("--to", type=Path, default=ROOT / "docs/noise-curve.svg")
    curve.add_argument("--no-picture", action="store_true", help="print figures only")
    asked = parser.parse_args(words)
    if asked.task == "confusions":
        return _confusions(asked.folders, asked.to)
    return _curve(asked)


def _confusions(folders: Sequence[Path], to: Path) -> int:
    counts = Counts()
    if len(folders) % 2:
        print("error: TEXTS and OUT come in pairs", file=sys.stderr)
        return 2
    for texts, out in zip(folders[::2], folders[1::2], strict=True):
        printed = {p.name.partition(".")[0]: p for p in sorted(texts.glob("*.txt"))}
        for document in read_documents(out / "documents.jsonl"):
            path = printed.get(Path(document["file"]).name.partition(".")[0])
            if path is not None:
                count_pages(counts, path.read_text("utf-8").split("\f"), document["text"])
    heading = HEADING.format(lines=counts.lines, characters=counts.characters, errors=counts.errors)
    body = yaml.safe_dump(as_data(counts), allow_unicode=True, default_flow_style=None,
                          sort_keys=False, width=110)  # fmt: skip
    write_atomically(to, (heading + body).encode())
    print(heading, end="")
    return 0


def _curve(asked: argparse.Namespace) -> int:
    letters = labelled(asked.texts, asked.labels or asked.texts)
    print(f"{len(letters)} letters, {sum(len(x.references) for x in letters)} references")
    rows = {}
    for name in ("runs", "independent"):
        rows[name] = measure(letters, asked.levels, asked.seeds, independent=name != "runs")
        for point in rows[name]:
            print(name, _told(point), flush=True)
    if not asked.no_picture:
        from tools.noise.draw import draw

        figures = {name: [_figures(p) for p in points] for name, points in rows.items()}
        draw(figures, asked.to)
        told = json.dumps({"seeds": asked.seeds, **figures}, indent=1) + "\n"
        write_atomically(asked.to.with_suffix(".json"), told.encode())
    return 0


def _figures(point: Point) -> dict[str, float]:
    right, dated = point.dates
    return {
        "wanted": point.wanted,
        "cer": round(point.cer, 4),
        "f1": round(f1(point.all), 4),
        "precision": round(precision(point.all), 4),
        "recall": round(recall(point.all), 4),
        "decision_f1": round(f1(point.own), 4),
        "decision_precision": round(precision(point.own), 4),
        "decision_recall": round(recall(point.own), 4),
        "number_survives": round(point.alive[0] / max(1, point.alive[1]), 4),
        "decision_survives": round(point.own_alive[0] / max(1, point.own_alive[1]), 4),
        "dates": round(right / dated, 4) if dated else 0.0,
    }


def _told(point: Point) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in _figures(point).items())


if __name__ == "__main__":
    sys.exit(main())
