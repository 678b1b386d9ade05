"""Noise of scanners: ``confusions`` measures it, ``curve`` shows what it does to references.

    python -m tools.noise confusions TEXTS OUT [TEXTS OUT …]   # models/noise/confusions.yaml
    python -m tools.noise settle                               # made_with in those files
    python -m tools.noise losses --levels 0.05                 # what is lost at which stage
    python -m tools.noise copies --out OUT …                   # simulated beside read copies
    python -m tools.noise curve                                # docs/noise-curve.svg and .json

TEXTS holds what is printed (``<name>.txt``, one printed line a line, pages parted by form feeds);
OUT is what ``vanban run`` made of scans of the same names.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from pipeline.compile.contract import read_documents
from pipeline.files import write_atomically
from tools.noise.align import Counts, count_pages
from tools.noise.copies import binned, read_copies, simulated_copies
from tools.noise.curve import Point, f1, labelled, measure, precision, recall
from tools.noise.losses import Losses, fates
from tools.noise.model import FILE, FOLDER, as_data, band_of
from tools.noise.settle import settle

ROOT = Path(__file__).parents[2]
LEVELS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.10, 0.12, 0.15)
COPIES = (0.01, 0.02, 0.04, 0.07)
SEALED = "test"  # nobody looks at its errors
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
    again = tasks.add_parser("settle")
    again.add_argument("--texts", type=Path, default=ROOT / "data/gold")
    again.add_argument("--folder", type=Path, default=ROOT / "models" / FOLDER)
    curve = tasks.add_parser("curve")
    curve.add_argument("--texts", type=Path, default=ROOT / "data/gold")
    curve.add_argument("--labels", type=Path)
    curve.add_argument("--seeds", type=int, default=20)
    curve.add_argument("--levels", type=float, nargs="+", default=LEVELS)
    curve.add_argument("--to", type=Path, default=ROOT / "docs/noise-curve.svg")
    curve.add_argument("--no-picture", action="store_true", help="print figures only")
    for name, seeds in (("losses", 10), ("copies", 4)):
        task = tasks.add_parser(name)
        task.add_argument("--texts", type=Path, default=ROOT / "data/gold")
        task.add_argument("--seeds", type=int, default=seeds)
        task.add_argument("--levels", type=float, nargs="+", default=COPIES)
        task.add_argument("--like", type=float, help="noise of scans with so many errors")
        task.add_argument("--out", nargs="*", type=Path, default=[], help="runs over worn copies")
        task.add_argument("--to", type=Path, default=ROOT / "docs/noise-curve.json")
    asked = parser.parse_args(words)
    if asked.task == "confusions":
        return _confusions(asked.folders, asked.to)
    if asked.task == "settle":
        return _settle(asked.texts, asked.folder)
    if asked.task == "losses":
        return _losses(asked)
    return _copies(asked) if asked.task == "copies" else _curve(asked)


def _losses(asked: argparse.Namespace) -> int:
    letters = [x for x in labelled(asked.texts, asked.texts) if x.split != SEALED]
    for level in asked.levels:
        losses = Losses()
        for letter, text, got in simulated_copies(letters, [level], asked.seeds, asked.like):
            losses.add(fates(letter.text, text, letter.numbers()), got)
        print(f"{level:.0%} errors:", *losses.rows(), sep="\n  ", flush=True)
    return 0


def _copies(asked: argparse.Namespace) -> int:
    letters = [x for x in labelled(asked.texts, asked.texts) if x.split != SEALED]
    simulated = simulated_copies(letters, asked.levels, asked.seeds, asked.like)
    made = {"read": binned(read_copies(letters, asked.out)), "simulated": binned(simulated)}
    for name, rows in made.items():
        for row in rows:
            print(name, "  ".join(f"{key} {value:.3f}" for key, value in row.items()), flush=True)
    if asked.out:
        _draw({**json.loads(asked.to.read_text("utf-8")), **made}, asked.to)
    return 0


def _draw(figures: Mapping[str, Any], to: Path) -> None:
    """Keeps the figures in ``to`` and draws them beside it."""
    from tools.noise.draw import draw

    write_atomically(to, (json.dumps(figures, indent=1) + "\n").encode())
    drawn = {name: rows for name, rows in figures.items() if isinstance(rows, list)}
    draw(drawn, to.with_suffix(".svg"))


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


def _settle(texts: Path, folder: Path) -> int:
    printed = [x.text for x in labelled(texts, texts) if x.split != SEALED]
    for file in sorted(folder.glob("*.yaml")):
        text = re.sub(r"^made_with:.*\n", "", file.read_text("utf-8"), flags=re.MULTILINE)
        counted = yaml.safe_load(text)
        made = settle(band_of(counted), counted, printed)
        told = ", ".join(f"{name}: {value}" for name, value in made.items())
        write_atomically(file, f"{text}made_with: {{{told}}}\n".encode())
        print(file.name, told, flush=True)
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
        to = asked.to.with_suffix(".json")
        before = json.loads(to.read_text("utf-8")) if to.exists() else {}
        kept = {name: before[name] for name in ("read", "simulated") if name in before}
        figures = {name: [_figures(p) for p in points] for name, points in rows.items()}
        _draw({"seeds": asked.seeds, **figures, **kept}, to)
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
        "sure": round(sum(point.sure[:2]) / max(1, point.sure[2]), 4),
        "sure_and_wrong": round(point.sure[1] / max(1, point.sure[2]), 4),
        "dates": round(right / dated, 4) if dated else 0.0,
    }


def _told(point: Point) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in _figures(point).items())


if __name__ == "__main__":
    sys.exit(main())
