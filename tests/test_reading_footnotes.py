"""Footnotes: small type under a short rule at the foot; nothing else is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from pipeline.reading.engine import Token
from pipeline.reading.footnotes import with_footnotes
from pipeline.reading.layout import Row, rows
from tests.reading_pages import EM, HEIGHT, MARGIN, WIDTH, line, spread

DPI = 200.0
BODY = [f"Nội dung thứ {n} của báo cáo kết quả phong trào thi đua" for n in range(10)]
NOTES = [
    "1 Theo Nghị định số 30/2020/NĐ-CP về công tác văn thư;",
    "báo cáo số liệu đến hết ngày 31 tháng 5 năm 2022.",
]


def _small(lines: Sequence[str], top: int, height: int = 21) -> list[Row]:
    found = []
    for n, text in enumerate(lines):
        tokens = [
            Token(t.text, (t.box[0], t.box[1], t.box[2], t.box[1] + height), 0.95, (2, 1, n))
            for t in line(text, MARGIN, top + 32 * n, n, letter=11)
        ]
        found.append(Row(tuple(tokens), "full"))
    return found


def _page(notes: Sequence[Row], rule: tuple[int, int, int] | None) -> tuple[list[Row], np.ndarray]:
    """A body with ``notes`` under it; ``rule``: x, y, length."""
    ink = np.zeros((HEIGHT, WIDTH), bool)
    if rule is not None:
        x, y, long = rule
        ink[y : y + 2, x : x + long] = True
    return [*rows(spread(BODY), WIDTH), *notes], ink


RULE = (MARGIN, 1960, 400)
CASES = [
    ("a note under its rule", _small(NOTES, 1980), RULE, 2),
    ("a note with an asterisk", _small(["* Số liệu của Sở Tài chính."], 1980), RULE, 1),
    ("no rule", _small(NOTES, 1980), None, 0),
    ("a rule from margin to margin", _small(NOTES, 1980), (MARGIN, 1960, 1200), 0),
    ("a rule in the middle of the page", _small(NOTES, 1980), (700, 1960, 400), 0),
    ("a rule under a title", _small(NOTES, 700), (MARGIN, 690, 400), 0),
    ("type of usual size", _small(NOTES, 1980, EM), RULE, 0),
    ("no mark", _small(["Theo báo cáo của các đơn vị."], 1980), RULE, 0),
]


@pytest.mark.parametrize(("why", "notes", "rule", "count"), CASES)
def test_footnotes(
    why: str, notes: list[Row], rule: tuple[int, int, int] | None, count: int
) -> None:
    page, ink = _page(notes, rule)
    found = with_footnotes(page, ink, DPI, EM)
    assert sum(row.footnote for row in found) == count, why
    assert [replace(row, footnote=False) for row in found] == page


def test_the_page_number_under_a_note_is_none() -> None:
    number = Row(tuple(line("3", 820, 2250, 50)), "full")
    page, ink = _page([*_small(NOTES, 1980), number], RULE)
    found = with_footnotes(page, ink, DPI, EM)
    assert [row.footnote for row in found[-3:]] == [True, True, False]


def test_recipients_under_a_rule_are_no_note() -> None:
    notes = [replace(row, side="left") for row in _small(["1 bản lưu;"], 1980)]
    page, ink = _page(notes, RULE)
    assert not any(row.footnote for row in with_footnotes(page, ink, DPI, EM))


def test_an_empty_page() -> None:
    assert with_footnotes([], np.zeros((HEIGHT, WIDTH), bool), DPI, EM) == []
