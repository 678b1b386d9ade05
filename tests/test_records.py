"""Spans find their way to paper: the property that all evidence rests on."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.plain import read_plain
from pipeline.records import (
    IDENTITY,
    Line,
    Page,
    Place,
    Span,
    Transcript,
    Value,
    Word,
    join,
    map_box,
    map_point,
    union,
)

EXACT = 1e-9
fractions = st.floats(0, 1, allow_nan=False)


def page_of(words: list[tuple[str, tuple[float, float, float, float]]]) -> Transcript:
    text = " ".join(w for w, _ in words)
    made, at = [], 0
    for word, box in words:
        made.append(Word(Span(at, at + len(word)), word, 1, box, 0.9))
        at += len(word) + 1
    span = Span(0, len(text))
    return Transcript(text, (Page(1, span, "read", "ocr", 0.9),), (Line(span, 1),), tuple(made))


LEFT = ("Số:", (0.1, 0.1, 0.2, 0.12))
RIGHT = ("544/HD-BTĐKT", (0.21, 0.1, 0.4, 0.13))


def test_locate_is_the_box_around_the_words_that_the_span_touches() -> None:
    t = page_of([LEFT, RIGHT])
    assert t.locate(Span(0, len(t.text))) == (Place(1, (0.1, 0.1, 0.4, 0.13)),)
    assert t.locate(Span(5, 6)) == (Place(1, RIGHT[1]),)
    assert t.quote(Span(4, 16)) == "544/HD-BTĐKT"


def test_a_span_over_two_pages_has_two_places() -> None:
    second = page_of([("ngày", (0.5, 0.5, 0.6, 0.52))])
    pages = tuple(Page(2, p.span, p.status, p.origin, p.confidence) for p in second.pages)
    words = tuple(Word(w.span, w.raw, 2, w.box, w.confidence) for w in second.words)
    t = join([page_of([LEFT]), Transcript(second.text, pages, (), words)])
    assert t.text == "Số:\fngày"
    assert [p.page for p in t.locate(Span(0, len(t.text)))] == [1, 2]
    assert t.page_at(0).number == 1
    assert t.page_at(5).number == 2


def test_paperless_text_has_a_page_and_no_box() -> None:
    t = read_plain("một hai\fba bốn")
    assert t.locate(Span(8, 10)) == (Place(2, None),)


def test_nothing_is_nowhere() -> None:
    assert Transcript("", (), (), ()).locate(Span(0, 0)) == ()
    assert union([]) is None


def test_confidence_is_weighted_by_length() -> None:
    t = page_of([("a", (0, 0, 0.1, 0.1)), ("bbb", (0.1, 0, 0.2, 0.1))])
    low = Word(t.words[1].span, "bbb", 1, None, 0.1)
    t = Transcript(t.text, t.pages, t.lines, (t.words[0], low))
    assert t.confidence(Span(0, len(t.text))) == pytest.approx((0.9 + 3 * 0.1) / 4)
    assert Transcript("", (), (), ()).confidence(Span(0, 0)) == 1.0


@given(fractions, fractions)
def test_the_identity_moves_nothing(x: float, y: float) -> None:
    assert map_point(IDENTITY, x, y) == (x, y)


@given(st.floats(-5, 5), st.tuples(fractions, fractions, fractions, fractions))
def test_a_mapped_box_holds_its_mapped_corners(angle: float, corners: tuple[float, ...]) -> None:
    turn = math.radians(angle)
    c, s = math.cos(turn), math.sin(turn)
    h = (c, -s, 0.01, s, c, -0.01, 0.0, 0.0, 1.0)
    xs, ys = sorted(corners[:2]), sorted(corners[2:])
    box = (xs[0], ys[0], xs[1], ys[1])
    around = map_box(h, box)
    assert 0 <= around[0] <= around[2] <= 1
    assert 0 <= around[1] <= around[3] <= 1
    x, y = map_point(h, box[0], box[1])
    clipped = min(1.0, max(0.0, x)), min(1.0, max(0.0, y))
    assert around[0] - EXACT <= clipped[0] <= around[2] + EXACT
    assert around[1] - EXACT <= clipped[1] <= around[3] + EXACT


@pytest.mark.parametrize("source", ["blank", "unreadable", "absent"])
def test_what_is_not_there_has_no_value(source: str) -> None:
    with pytest.raises(ValueError, match=source):
        Value("544", source, 0.9)  # type: ignore[arg-type]


def test_a_confidence_is_a_probability() -> None:
    with pytest.raises(ValueError, match="probability"):
        Value("544", "read", 1.2)


def test_a_span_is_ordered() -> None:
    with pytest.raises(ValueError, match="ordered"):
        Span(3, 2)


@given(st.lists(st.text("ab c\n", max_size=20), min_size=1, max_size=5))
def test_join_keeps_every_word_where_it_was(parts: list[str]) -> None:
    t = join(read_plain(p) for p in parts)
    for word in t.words:
        assert t.quote(word.span) == word.raw
    for line in t.lines:
        assert "\n" not in t.quote(line.span)
    assert t.text.count("\f") == len(parts) - 1
