"""``python -m tools.growth FOLDER``: measures, and draws ``docs/scale.svg``.

Sizes that ``docs/scale.json`` holds already are kept; name them again to measure them again.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.compile.plots import plot_growth, save
from pipeline.compile.plots.growth import What
from pipeline.files import write_atomically
from tools.growth.letters import write_letters
from tools.growth.measure import Point, exponent, measure
from tools.growth.scans import write_scan

DOCS = Path(__file__).resolve().parents[2] / "docs"
Maker = Callable[[Path, int], None]
MAKERS: dict[str, Maker] = {
    "letters": lambda folder, count: write_letters(folder, 0, count),
    "pages": lambda folder, count: write_scan(folder / f"{count}.pdf", count),
}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser("tools.growth", description=__doc__)
    parser.add_argument("folder", type=Path, help="for letters and results; needs 0.3 MB a letter")
    parser.add_argument("--letters", type=int, nargs="*", default=[], help="text letters")
    parser.add_argument("--pages", type=int, nargs="*", default=[], help="pages of one scan")
    parser.add_argument("--docs", type=Path, default=DOCS)
    options = parser.parse_args(argv)
    kept = options.docs / "scale.json"
    found = read(kept)
    for kind, maker in MAKERS.items():
        for count in sorted(getattr(options, kind)):
            point = once(maker, kind, count, options.folder)
            found[kind] = merged(found[kind], point)
            told = json.dumps(written(found), indent=1) + "\n"
            write_atomically(kept, told.encode("utf-8"))
            print(kind, point, flush=True)
    for kind, points in found.items():
        power = exponent(points)
        if power is not None:
            print(f"{kind}: computing time grows with the power {power:.2f} of their number")
    pictures: tuple[tuple[What, str], ...] = (("cpu", "scale"), ("memory", "scale-memory"))
    for what, name in pictures:
        rows = {kind: [asdict(point) for point in points] for kind, points in found.items()}
        save(plot_growth(rows, what, "en"), options.docs / f"{name}.svg")
    return 0


def once(maker: Maker, kind: str, count: int, folder: Path) -> Point:
    given, out = folder / kind / str(count), folder / "out"
    maker(given, count)
    shutil.rmtree(out, ignore_errors=True)
    return measure(count, given, out)


def read(path: Path) -> dict[str, list[Point]]:
    told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {kind: [Point(**row) for row in told.get(kind, {}).get("points", ())] for kind in MAKERS}


def merged(points: Sequence[Point], point: Point) -> list[Point]:
    return sorted([*(p for p in points if p.count != point.count), point], key=lambda p: p.count)


def written(found: dict[str, list[Point]]) -> dict[str, object]:
    powers = {kind: exponent(points) for kind, points in found.items()}
    return {
        kind: {
            "exponent": None if powers[kind] is None else round(powers[kind] or 0.0, 3),
            "points": [asdict(point) for point in points],
        }
        for kind, points in found.items()
    }


if __name__ == "__main__":
    raise SystemExit(main())
