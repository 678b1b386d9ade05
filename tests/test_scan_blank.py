"""Which pages say nothing, and which only say little."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from pipeline.intake import open_source
from pipeline.scan import page_image
from pipeline.settings import Settings
from tests.scan_sheets import A4, draw, dusty, letter, save

S = Settings()


def _white() -> Any:
    return np.full(A4[::-1], 246, np.uint8)


def _through(strength: float) -> Any:
    """The other side's letter, mirrored, blurred by the paper."""
    back = cv2.GaussianBlur(letter()[:, ::-1].astype(np.float32), (0, 0), 2.2)
    return (246 - strength * (255 - back)).clip(0, 255).astype(np.uint8)


def _holes() -> Any:
    page = _white()
    for y in (800, 1430):
        cv2.circle(page, (90, y), 24, 25, -1, cv2.LINE_AA)
    return page


def _shadow() -> Any:
    page = _white().astype(np.float32)
    page[:, :260] *= np.linspace(0.25, 1.0, 260)[None, :]
    page[-60:] = 30
    return page.astype(np.uint8)


def _streak() -> Any:
    page = _white()
    page[:, 610:612] = 90  # dirt on a feeder's glass
    return page


def _faint() -> Any:
    """A last copy of a worn ribbon: pale, but sharp."""
    return (246 - 0.36 * (255 - letter().astype(np.float32))).astype(np.uint8)


# (what lies on the glass, its picture, whether it is blank)
SHEETS: list[tuple[str, Callable[[], Any], bool]] = [
    ("white paper", _white, True),
    ("grey recycled paper", lambda: np.full(A4[::-1], 190, np.uint8), True),
    ("print of the other side, weak", lambda: _through(0.12), True),
    ("print of the other side, strong", lambda: _through(0.42), True),
    ("two holes of a punch", _holes, True),
    ("a lid's shadow and a dark edge", _shadow, True),
    ("a streak of the feeder", _streak, True),
    ("dust", lambda: dusty(_white(), 2500), True),
    ("a lone page number", lambda: draw([(810, 120, "7")]), True),
    ("holes and a line of text", lambda: np.minimum(_holes(), letter(1)), False),
    ("two lines at the head", lambda: letter(2), False),
    ("the end of a list of recipients", lambda: draw([(230, 300, "- Luu: VT, P3.")]), False),
    ("the title of an annex", lambda: draw([(740, 900, "PHU LUC")], type_size=40), False),
    ("a page number between dashes", lambda: draw([(790, 120, "- 12 -")]), True),
    ("a letter", letter, False),
    ("a letter on grey paper", lambda: (letter() * 0.74).astype(np.uint8), False),
    ("a faint letter", _faint, False),
    ("a letter with the other side", lambda: np.minimum(letter(4), _through(0.3)), False),
]


@pytest.mark.parametrize(("what", "sheet", "blank"), SHEETS, ids=[s[0] for s in SHEETS])
def test_blank(tmp_path: Path, what: str, sheet: Callable[[], Any], blank: bool) -> None:
    path = save(sheet(), tmp_path / "page.png")
    page = page_image(open_source(path, "page.png", S), 1, S)
    assert page.blank is blank, (what, page.steps)


def test_nobody_is_asked_which_way_up_a_blank_page_lies(tmp_path: Path) -> None:
    asked: list[Any] = []

    def judge(grey: Any) -> float:
        asked.append(grey)
        return 0.0

    path = save(_through(0.4), tmp_path / "page.png")
    assert page_image(open_source(path, "page.png", S), 1, S, judge).turned == 0
    assert asked == []
