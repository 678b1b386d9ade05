"""A letter as a scan: set, drawn, damaged, written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from tools.letters.damage import grade_of, scan
from tools.letters.draw import draw_sheet
from tools.letters.layout import set_letter
from tools.letters.letter import Letter
from tools.letters.pdf import write_pdf
from tools.letters.photo import photograph

_FOLD = 0.35  # share of light lost in the fold of a spread
_FOLD_WIDE = 0.012  # of the sheet's width


def make_scan(letter: Letter, path: Path, grade_name: str | None = None) -> None:
    """Writes the letter as an image-only PDF, in its own grade or as the condition named."""
    if grade_name == "spread":  # nobody lays one half of a booklet on its head
        letter = replace(letter, look=replace(letter.look, turned=None))
    grade = grade_of(letter, grade_name)
    sheets = set_letter(letter)
    pictures = [draw_sheet(letter, sheet) for sheet in sheets]
    pages = []
    for n, picture in enumerate(pictures):
        if grade_name == "photo":
            pages.append(photograph(picture, letter, n + 1))
            continue
        # The back of a leaf shows: with two-sided print that is the next page, else the one before.
        behind = pictures[n + 1] if n + 1 < len(pictures) else (pictures[n - 1] if n else None)
        pages.append(scan(picture, behind, letter, n + 1, grade))
    write_pdf(spreads(pages) if grade_name == "spread" else pages, grade, path)


def spreads(pages: Sequence[Any]) -> list[Any]:
    """Two pages to a sheet, as an open booklet lies on the glass; a last one lies alone."""
    even = list(pages)
    if len(even) % 2:
        even.append(np.full_like(even[-1], int(np.percentile(even[-1], 90))))
    made = []
    for left, right in zip(even[::2], even[1::2], strict=True):
        sheet = np.hstack((left, right)).astype(np.float32)
        x = (np.arange(sheet.shape[1]) - left.shape[1]) / sheet.shape[1]
        fold = 1 - _FOLD * np.exp(-((x / _FOLD_WIDE) ** 2))
        made.append((sheet * fold[None, :, None]).astype(np.uint8))
    return made
