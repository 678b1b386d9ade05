"""A letter as a scan: set, drawn, damaged, written."""

from __future__ import annotations

from pathlib import Path

from tools.letters.damage import grade_of, scan
from tools.letters.draw import draw_sheet
from tools.letters.layout import set_letter
from tools.letters.letter import Letter
from tools.letters.pdf import write_pdf


def make_scan(letter: Letter, path: Path, grade_name: str | None = None) -> None:
    """Writes the letter as an image-only PDF, in its own grade or the one named."""
    grade = grade_of(letter, grade_name)
    sheets = set_letter(letter)
    pictures = [draw_sheet(letter, sheet) for sheet in sheets]
    pages = []
    for n, picture in enumerate(pictures):
        # The back of a leaf shows: with two-sided print that is the next page, else the one before.
        behind = pictures[n + 1] if n + 1 < len(pictures) else (pictures[n - 1] if n else None)
        pages.append(scan(picture, behind, letter, n + 1, grade))
    write_pdf(pages, grade, path)
