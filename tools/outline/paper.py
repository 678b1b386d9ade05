"""Labelled reports on paper: set, spoiled, scanned and read as the program reads scans.

``cut`` leaves a passage's words unprinted; ``blot`` spills ink over them, ``wash`` blurs them as
water does, ``tear`` takes the paper away. Only pages that a passage stands on are made anew.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np

from pipeline import reading, scan
from pipeline.records import Source, Transcript, join
from pipeline.settings import Settings
from pipeline.text import nfc, squash
from tools.letters.chance import dice
from tools.letters.damage import grade_of
from tools.letters.damage import scan as scanned
from tools.letters.draw import draw_sheet
from tools.letters.fonts import SCALE, face
from tools.letters.layout import set_letter
from tools.letters.letter import Letter, read_letter
from tools.letters.pages import page_text
from tools.letters.pdf import write_pdf
from tools.letters.sheet import Run, Sheet

LETTERS = Path("data/letters")
Harm = Literal["cut", "blot", "wash", "tear"]
HARMS: tuple[Harm, ...] = ("blot", "wash", "tear")
_EDGE = 7
"""Points that a stain reaches over the words it hides."""
_INK, _LID = (30, 32, 44), (118, 116, 112)
_WATER = 9.0
"""Sigma in pixels at 300 dpi of what water does to print: no letter is left."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter's pages as set, and where in its text each printed word stands: page, number of
    the run, first and last offset."""

    letter: Letter
    sheets: tuple[Sheet, ...]
    words: tuple[tuple[int, int, int, int], ...]

    def within(self, start: int, end: int) -> dict[int, list[int]]:
        """By page, the runs whose words stand in ``[start, end)`` of the text."""
        found: dict[int, list[int]] = {}
        for page, run, first, last in self.words:
            if start <= first and last <= end:
                found.setdefault(page, []).append(run)
        return found


@cache
def paper_of(name: str, folder: Path = LETTERS) -> Paper:
    """The report ``name`` as it is printed."""
    letter = read_letter(folder / f"{name}.yaml")
    sheets = set_letter(letter)
    words = tuple(w for n, sheet in enumerate(sheets) for w in _words(sheets, n, sheet))
    return Paper(letter, sheets, words)


def _words(sheets: Sequence[Sheet], page: int, sheet: Sheet) -> Iterator[tuple[int, int, int, int]]:
    offset = sum(len(page_text(s)) + 1 for s in sheets[:page])
    left = list(sheet.printed)
    for text in page_text(sheet).split("\n"):
        line = left.pop(next(k for k, p in enumerate(left) if squash(nfc(p.text)) == text))
        runs = [k for k, r in enumerate(sheet.runs) if abs(r.y - line.y) < 0.5]
        at = 0
        for k in sorted(runs, key=lambda k: sheet.runs[k].x) if line.zone == "body" else ():
            shown = nfc(sheet.runs[k].text)
            here = text.find(shown, at)
            if here >= 0:
                at = here + len(shown)
                yield page, k, offset + here, offset + at
        offset += len(text) + 1


def read_pages(
    paper: Paper, folder: Path, harm: Harm | None = None, where: tuple[int, int] = (0, 0)
) -> Transcript:
    """The letter scanned at office grade and read, with one passage harmed. Pages that were read
    before come from ``folder``."""
    harmed = paper.within(*where) if harm else {}
    parts = []
    for n in range(len(paper.sheets)):
        key = f"{paper.letter.id}.{n}.{harm}.{where}" if n in harmed else f"{paper.letter.id}.{n}"
        kept = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.pickle"
        if not kept.exists():
            folder.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(pickle.dumps(_read(paper, n, harm, harmed.get(n, ()))))
        part: Transcript = pickle.loads(kept.read_bytes())  # noqa: S301 - our own
        parts.append(_numbered(part, n + 1))
    return join(parts)


def _numbered(part: Transcript, number: int) -> Transcript:
    return replace(
        part,
        pages=tuple(replace(p, number=number) for p in part.pages),
        lines=tuple(replace(line, page=number) for line in part.lines),
        words=tuple(replace(w, page=number) for w in part.words),
    )


def _read(paper: Paper, n: int, harm: Harm | None, runs: Collection[int]) -> Transcript:
    letter, sheet = paper.letter, paper.sheets[n]
    picture = harmed_picture(letter, sheet, harm, runs)
    grade = grade_of(letter, "office")
    behind = draw_sheet(letter, paper.sheets[n + 1 if n + 1 < len(paper.sheets) else n - 1])
    page = scanned(picture, behind, letter, n + 1, grade)
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pdf"
        write_pdf([page], grade, path)
        source = Source(path, path.name, "pdf", "", 1, path.stat().st_size)
        image = scan.page_image(source, 1, settings, reading.legibility(settings))
        return reading.read_page(image, settings)


def harmed_picture(letter: Letter, sheet: Sheet, harm: Harm | None, runs: Collection[int]) -> Any:
    """The page as drawn, with the words of ``runs`` cut out, blotted, washed or torn away."""
    if harm == "cut":
        kept = [r for k, r in enumerate(sheet.runs) if k not in runs]
        return draw_sheet(letter, replace(sheet, runs=kept))
    picture = draw_sheet(letter, sheet)
    if harm is None or not runs:
        return picture
    mask = _stain(letter, [sheet.runs[k] for k in runs], picture.shape[:2])
    if harm == "wash":
        other = cv2.GaussianBlur(picture, (0, 0), _WATER).astype(np.float32)
    else:
        other = np.full_like(picture, _INK if harm == "blot" else _LID, dtype=np.float32)
    soft = mask[..., None]
    return (picture * (1 - soft) + other * soft).astype(np.uint8)


def _stain(letter: Letter, runs: Sequence[Run], shape: tuple[int, int]) -> Any:
    """Where the harm is, 0 to 1: the words, with a ragged edge."""
    mask = np.zeros(shape, np.float32)
    for run in runs:
        wide = face(letter.look.font, run.style, run.size).getlength(run.text)
        x, y, reach = run.x * SCALE, run.y * SCALE, _EDGE * SCALE
        high = run.size * SCALE
        first = (round(x - reach), round(y - high))
        cv2.rectangle(mask, first, (round(x + wide + reach), round(y + high * 0.4)), 1.0, -1)
    rough = dice(letter.id, letter.look.seed, "stain").normal(size=(shape[0] // 24, shape[1] // 24))
    edge = cv2.resize(rough.astype(np.float32), (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    blurred = cv2.GaussianBlur(mask, (0, 0), 8.0)
    ragged = (blurred > 0.1) & (blurred + 0.12 * edge > 0.45)
    return np.maximum(mask, ragged.astype(np.float32))
