"""Holes in the column of lines: where text may stand that nobody read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.outline import judge
from pipeline.outline.blocks import blocks
from pipeline.outline.gaps import pages_with_gaps
from pipeline.records import Line, Page, Span, Transcript
from tests.outline_reports import OUTLINE, judged, letter

STEP = 0.02
Row = tuple[float, str]
"""Where a line's bottom is, and its kind: ``text``, ``table``, ``closing``, ``page_number``, or
``guess`` for shapes that were taken for letters."""


def column(first: float, count: int, kind: str = "text") -> list[Row]:
    return [(first + n * STEP, kind) for n in range(count)]


def page(number: int, rows: list[Row], start: int) -> tuple[Page, list[Line], str]:
    lines, texts, at = [], [], start
    for bottom, kind in rows:
        text = "Nơi nhận:" if kind == "closing" else f"Dòng chữ thứ {at} của tờ giấy này đây"
        box = (0.1, bottom - 0.014, 0.9, bottom)
        shown = kind if kind in ("table", "page_number") else "text"
        sure = 0.2 if kind == "guess" else 0.97
        line = Line(Span(at, at + len(text)), number, box, kind=shown, confidence=sure)  # type: ignore[arg-type]
        lines.append(line)
        texts.append(text)
        at += len(text) + 1
    text = "\n".join(texts)
    return Page(number, Span(start, start + len(text)), "read", "ocr", 0.98), lines, text


def paper(*pages: list[Row]) -> Transcript:
    made, lines, texts, at = [], [], [], 0
    for n, rows in enumerate(pages):
        one, own, text = page(n + 1, rows, at)
        made.append(one)
        lines += own
        texts.append(text)
        at += len(text) + 1
    return Transcript("\f".join(texts), tuple(made), tuple(lines), ())


FULL = column(0.10, 41)  # down to .90
SHORT = column(0.10, 15)

CASES = [
    ("a full page", [FULL], ()),
    ("paragraphs stand one and a half steps apart", [[*column(0.3, 8), *column(0.47, 8)]], ()),
    ("one line is missing", [[*column(0.3, 8), *column(0.48 + STEP, 8)]], (1,)),
    ("a table is left out", [[*column(0.3, 8), (0.48, "table"), *column(0.55, 8)]], ()),
    ("shapes between the lines", [[*column(0.3, 8), *column(0.46, 3, "guess"), *column(0.52, 8)]],
     (1,)),
    ("the signature stands apart", [[*SHORT, (0.42, "closing")]], ()),
    ("the signature stands far off", [[*SHORT, (0.52, "closing")]], (1,)),
    ("the last page is short", [FULL, SHORT], ()),
    ("a page that goes on ends early", [column(0.10, 38), FULL, SHORT], (1,)),
    ("one heading moved on to the next page", [column(0.10, 40), FULL, SHORT], ()),
    ("a page begins late", [FULL, column(0.16, 20)], (2,)),
    ("a page number is no line", [FULL, [(0.05, "page_number"), *column(0.16, 20)]], (2,)),
    ("a letter begins under its head", [column(0.35, 28), SHORT], ()),
    ("only the closing is left, and late", [FULL, [(0.2, "closing"), (0.22, "closing")]], (2,)),
    ("only the closing, in its place", [FULL, [(0.1, "closing"), (0.12, "closing")]], ()),
    ("too few lines tell nothing", [column(0.1, 2)], ()),
    ("nothing", [[]], ()),
]  # fmt: skip


@pytest.mark.parametrize(("what", "pages", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_where_a_page_has_a_hole(
    what: str, pages: list[list[Row]], wanted: tuple[int, ...]
) -> None:
    text = paper(*pages)
    body = [b for b in blocks(text) if not b.text.startswith("Nơi nhận")]
    assert tuple(sorted(pages_with_gaps(text, body))) == wanted, what


def test_text_without_boxes_has_no_holes() -> None:
    made = paper([*column(0.3, 8), *column(0.6, 8)])
    flat = replace(made, lines=tuple(replace(line, box=None) for line in made.lines))
    assert pages_with_gaps(made, blocks(made)) == {1}
    assert pages_with_gaps(flat, blocks(flat)) == frozenset()


def test_what_is_not_found_beside_a_hole_is_shown_to_a_person() -> None:
    """The same lines, once close together, once with white where a passage was washed out."""
    close, apart = paper(FULL), paper([*column(0.10, 20), *column(0.62, 15)])
    sure = judged(judge(close, letter(), (), OUTLINE))["III.3"]
    doubted = judged(judge(apart, letter(), (), OUTLINE))["III.3"]
    assert sure.content == doubted.content == "none"
    assert doubted.review
    assert doubted.confidence <= 0.4 < sure.confidence
    assert "trang 1" in (doubted.why or "")
