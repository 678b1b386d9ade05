"""Measures the reader on labelled boxes of real scans: ``evaluate.py LABELS.json SCANS [MODEL]``.

LABELS is a list of ``{file, page, what, text, box, note}``: ``box`` in fractions of the upright
page, ``what`` one of number, day, month, with ``printed_`` before it where it is no handwriting.
Each string is read twice: from its labelled box, and from where the reader finds it by itself.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from pipeline.intake import open_source
from pipeline.letter import handwriting
from pipeline.letter.digit_gaps import Gap, day_gap, month_gap, number_gap
from pipeline.letter.digit_patch import cut
from pipeline.letter.digits import Guess, recogniser
from pipeline.letter.witness import DigitField
from pipeline.reading import read_page
from pipeline.records import Box, Page, Span, map_box
from pipeline.scan import page_image
from pipeline.settings import Settings

GAPS = {"number": number_gap, "day": day_gap, "month": month_gap}
LINE = 0.0145
"""Height of a printed line in parts of the page, for labelled boxes, which hold only the ink."""


@dataclass(frozen=True, slots=True)
class Read:
    label: dict[str, Any]
    how: str
    text: str | None
    confidence: float
    overlap: float
    seconds: float

    @property
    def right(self) -> bool:
        truth = str(self.label["text"])
        if self.text is None or self.label["what"].endswith("number"):
            return self.text == truth
        return self.text.lstrip("0") == truth.lstrip("0")


def overlap(a: Box, b: Box) -> float:
    wide = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    high = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    both = wide * high
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def given(rgb: Any, label: dict[str, Any], what: DigitField, model: Path | None) -> Read:
    box = cast(Box, tuple(label["box"]))
    page = Page(1, Span(0, 0), "read", "ocr", 1.0)
    start = time.perf_counter()
    patch = cut(rgb, page, Gap((box[0], box[3] - LINE, box[2], box[3] + 0.1 * LINE)))
    (x, y), (sx, sy) = patch.corner, patch.scale
    corners = [(box[0] - x) * sx, (box[1] - y) * sy, (box[2] - x) * sx, (box[3] - y) * sy]
    x0, y0, x1, y1 = (round(v) for v in corners)
    ink = handwriting.Ink((x0, max(0, y0), x1, y1), patch.grey)
    guess: Guess = recogniser(model).read(handwriting.views(patch, ink), what)
    return Read(label, "given", guess.text, guess.confidence, 1.0, time.perf_counter() - start)


def show(reads: list[Read]) -> None:
    for how in ("given", "found"):
        print(f"## {how} boxes\n| what | right | of | at 0.85 or more | of these right |")
        print("|---|---|---|---|---|")
        mine = [r for r in reads if r.how == how]
        for what in ("number", "day", "month", "printed_number", "printed_day"):
            rows = [r for r in mine if r.label["what"] == what]
            sure = [r for r in rows if r.confidence >= 0.85]
            hits = sum(r.right for r in rows), len(rows), len(sure), sum(r.right for r in sure)
            print(f"| {what} | {' | '.join(map(str, hits))} |")
        for r in mine:
            if not r.right:
                label = r.label
                print(f"- {label['file']} {label['what']} {label['text']}: {r.text} "
                      f"({r.confidence:.2f}) {label['note']}")  # fmt: skip
    found = [r for r in reads if r.how == "found"]
    for how in ("given", "found"):
        pen = [r for r in reads if r.how == how and not r.label["what"].startswith("printed")]
        right = sum(r.right for r in pen)
        low = [r for r in pen if r.confidence < 0.5]
        print(f"written strings, {how} boxes: {right} of {len(pen)}; under 0.5"
              f" {sum(r.right for r in low)} of {len(low)}")  # fmt: skip
    print(f"ink found (IoU 0.5 or more): {sum(r.overlap >= 0.5 for r in found)} of {len(found)}")
    print(f"median {1000 * np.median([r.seconds for r in found]):.1f} ms a field")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("scans", type=Path)
    parser.add_argument("model", type=Path, nargs="?")
    args = parser.parse_args()
    show(read_all(args.labels, args.scans, args.model))


def read_all(labels_of: Path, scans: Path, model: Path | None = None) -> list[Read]:
    """Each labelled string twice: from its labelled box, and from where the reader finds it."""
    settings = Settings()
    by_page: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for label in json.loads(labels_of.read_text(encoding="utf-8")):
        if "do not score" not in label["note"]:
            by_page.setdefault((label["file"], label["page"]), []).append(label)
    reads: list[Read] = []
    for (file, number), labels in sorted(by_page.items()):
        image = page_image(open_source(scans / file, file, settings), number, settings)
        transcript = read_page(image, settings)
        page = transcript.pages[0]
        for label in labels:
            what = cast(DigitField, label["what"].removeprefix("printed_"))
            reads.append(given(image.paper, label, what, model))
            gap = GAPS[what](transcript, page)
            start = time.perf_counter()
            seen, place = None, None
            if gap is not None:
                seen = handwriting.look(image.paper, page, gap, what, recogniser(model))
            if seen is not None and seen.place_box is not None:
                place = map_box(page.to_paper, seen.place_box)
            reads.append(
                Read(
                    label,
                    "found",
                    seen.text if seen else None,
                    seen.confidence if seen else 0.0,
                    overlap(place, tuple(label["box"])) if place else 0.0,
                    time.perf_counter() - start,
                )
            )
    return reads


if __name__ == "__main__":
    main()
