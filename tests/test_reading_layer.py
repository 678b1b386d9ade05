"""The unseen text as it is written: every word begins, and about ends, where its box says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.reading.export import font
from pipeline.reading.export.layer import draw, runs_of
from pipeline.reading.export.type import advance, reach, width
from pipeline.records import Box, Line, Page, Span, Transcript, Word, map_point, union
from tests.export_letters import BODY, HEAD, Row, page_of

WIDE, HIGH = 595.0, 842.0
START_TOL = 0.01  # points
END_TOL = 0.15  # of the size of the type


def put(x: float, y: float) -> tuple[float, float]:
    return x * WIDE, (1 - y) * HIGH


def line_of(words: Sequence[tuple[str, Box]]) -> Transcript:
    """One line with these words wherever they are said to stand."""
    text, made = "", []
    for word, box in words:
        text += " " if text else ""
        made.append(Word(Span(len(text), len(text) + len(word)), word, 1, box, 0.9))
        text += word
    span = Span(0, len(text))
    page = Page(1, span, "read", "ocr", 0.9, width=1000, height=1400)
    return Transcript(text, (page,), (Line(span, 1, union(b for _, b in words)),), tuple(made))


def shown(letter: Transcript, where: Any = put) -> Iterator[tuple[str, tuple[float, ...], float]]:
    """Each word as a reader sets it: its letters, where its first begins and its last ends on
    the page, and the size of the type; by the rules of ISO 32000, 9.4.4."""
    data = draw(runs_of(letter, letter.pages[0]), where, pikepdf.Name.F)
    pdf = pikepdf.new()
    size, matrix = 0.0, [0.0] * 6
    for instruction in pikepdf.parse_content_stream(pdf.make_stream(data)):
        op = str(instruction.operator)
        if op == "Tr":
            assert int(instruction.operands[0]) == 3
        elif op == "Tf":
            size = float(instruction.operands[1])
        elif op == "Tm":
            matrix = [float(v) for v in instruction.operands]
        elif op == "TJ":
            pen, word, start = 0.0, "", 0.0
            for part in instruction.operands[0]:
                if not isinstance(part, pikepdf.String):
                    pen -= float(part) / 1000 * size
                    continue
                for sign in bytes(part).decode("utf-16-be"):
                    if sign == " ":
                        a, b, _, _, e, f = matrix
                        ends = (a * start + e, b * start + f, a * pen + e, b * pen + f)
                        yield word, ends, size * abs(a or b)
                        word = ""
                    elif not word:
                        start = pen
                    word += sign if sign != " " else ""
                    pen += width(sign) / 1000 * size
            assert word == "", "a run ends with a blank"


def test_words_begin_and_end_where_they_are_printed() -> None:
    letter = page_of((*HEAD, *BODY))
    made = list(shown(letter))
    assert [word for word, *_ in made] == [letter.quote(w.span) for w in letter.words]
    for (_, ends, size), word in zip(made, letter.words, strict=True):
        assert word.box is not None
        assert ends[0] == pytest.approx(word.box[0] * WIDE, abs=START_TOL + size / 1000)
        assert ends[2] == pytest.approx(word.box[2] * WIDE, abs=END_TOL * size)


def test_the_words_of_a_line_stand_on_one_base_line() -> None:
    """Descenders, accents and commas do not make it jump."""
    levels = {round(ends[1], 2) for _, ends, _ in shown(page_of(BODY[:1]))}
    assert levels == {round((1 - BODY[0].base) * HIGH, 2)}


def test_a_word_well_off_the_line_stands_where_it_is() -> None:
    letter = page_of(BODY[:1])
    words = list(letter.words)
    box = words[4].box
    assert box is not None
    up = 0.012
    moved = (box[0], box[1] - up, box[2], box[3] - up)
    pairs = [(letter.quote(w.span), w.box if n != 4 else moved) for n, w in enumerate(words)]
    made = list(shown(line_of([(t, b) for t, b in pairs if b])))
    level = made[0][1][1]
    assert made[4][1][1] - level == pytest.approx(up * HIGH, abs=1.0)
    assert {round(m[1][1], 1) for n, m in enumerate(made) if n != 4} == {round(level, 1)}


def test_the_size_is_that_of_the_type_whatever_letters_a_line_has() -> None:
    rows = [Row("ra vào xem", 0.1, 0.2), Row("HỘI ĐỒNG", 0.1, 0.3), Row("gypq", 0.1, 0.4),
            Row("1 2 3", 0.1, 0.5)]  # fmt: skip
    for row in rows:
        for _, _, size in shown(page_of([row])):
            assert size == pytest.approx(row.size * WIDE, rel=0.05)


@pytest.mark.parametrize("tilt", [-0.05, 0.03])
def test_a_tilted_line_is_drawn_tilted(tilt: float) -> None:
    h = (1.0, 0.0, 0.0, tilt, 1.0, 0.0, 0.0, 0.0, 1.0)
    made = list(shown(page_of(BODY[:1]), lambda x, y: put(*map_point(h, x, y))))
    (x0, y0, _, _), (_, _, x1, y1) = made[0][1], made[-1][1]
    assert (y1 - y0) / (x1 - x0) == pytest.approx(-tilt * HIGH / WIDE, rel=0.02)


boxes = st.builds(
    lambda x, y, w, h: (x, y, x + w, y + h),
    st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0, 0.1), st.floats(0, 0.1),
)  # fmt: skip
letters = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1
)


@example([("\u25cd", (0.0, 0.0, 5e-324, 0.02))])
@settings(max_examples=60)
@given(st.lists(st.tuples(letters.filter(lambda t: t.strip() == t), boxes), min_size=1))
def test_whatever_was_read_is_written_once_and_in_order(words: list[tuple[str, Box]]) -> None:
    """Boxes may be empty, overlap or run backwards; signs may be of any script."""
    wanted = [t for t, b in words if b[2] - b[0] > 1e-6 and b[3] - b[1] > 1e-6]
    got = [word for word, *_ in shown(line_of(words))]
    assert got == [font.encode(t).decode("utf-16-be") for t in wanted]


WIDTHS = [
    ("A", 722, "a letter of ASCII"), ("ề", 444, "marks do not make it wider"), ("đ", 500, "a bar"),
    ("Đ", 722, "a bar"), ("Ð", 722, "Icelandic, as old encodings have it"), ("ư", 542, "a horn"),
    ("Ữ", 776, "a horn and a mark"), ("ơ", 500, "a horn that stands over it"), ("…", 1000, "dots"),
    ("字", 500, "what is not known"),
]  # fmt: skip


@pytest.mark.parametrize(("sign", "wanted", "_why"), WIDTHS)
def test_widths_are_those_of_the_printed_type(sign: str, wanted: int, _why: str) -> None:
    assert width(sign) == wanted


def test_a_word_is_as_wide_as_its_signs() -> None:
    assert advance("Đề") == pytest.approx(0.722 + 0.444)


REACH = [
    ("xe", (0.46, 0.0)), ("bé", (0.69, 0.0)), ("gà", (0.69, 0.21)), ("lợi", (0.69, 0.17)),
    ("HÀ", (0.87, 0.0)), ("2019", (0.67, 0.0)), ("tôi,", (0.69, 0.0)), ("Quy", (0.67, 0.21)),
]  # fmt: skip


@pytest.mark.parametrize(("word", "wanted"), REACH)
def test_how_high_and_low_words_reach(word: str, wanted: tuple[float, float]) -> None:
    assert reach(word) == pytest.approx(wanted)


def test_signs_alone_do_not_tell_the_size() -> None:
    assert reach("-…•") is None


def test_codes_are_utf16_and_never_a_surrogate() -> None:
    assert font.encode("Đ1") == b"\x01\x10\x00\x31"
    assert font.encode("\U0001d504") == b"\xff\xfd"
    assert font.encode("\ud800") == b"\x00?"


def test_every_code_but_surrogates_has_its_letter() -> None:
    """ISO 32000, 9.10.3: a range stays within a row, a block holds a hundred."""
    import re

    table = font._to_unicode().decode()
    ranges = re.findall(r"<(\w{4})> <(\w{4})> <(\w{4})>", table)
    codes: set[int] = set()
    for first, last, letter in ranges:
        assert first[:2] == last[:2]
        assert first == letter
        codes |= set(range(int(first, 16), int(last, 16) + 1))
    assert codes == set(range(1, 0x10000)) - set(range(0xD800, 0xE000)) - {0xFFFE, 0xFFFF}
    assert all(int(n) <= 100 for n in re.findall(r"(\d+) beginbfrange", table))
