"""Blank, written, printed: what a slot between printed words holds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.letter.digit_gaps import Gap
from pipeline.letter.rows import gather
from pipeline.letter.slots import Slot, decide, evenness
from pipeline.letter.witness import DigitField, DigitReading
from pipeline.records import Box, Page, Transcript
from tests.letter_paper import LETTER, TALL, born_digital, page

SLASH = 0.30


@dataclass(frozen=True)
class Fake:
    """A reader that says the same of every place."""

    reading: DigitReading | None

    def read(self, page: Page, box: Box, what: DigitField) -> DigitReading | None:
        return self.reading


def slot(
    number: str, *, tall: float = TALL, unread: tuple[Box, ...] = (), digital: bool = False
) -> Slot:
    """``Số:`` and a symbol with ``number`` between them, its glyphs ``tall``."""
    made = page([(0.16, 0.1, "Số:"), (0.21, 0.1, number), (SLASH, 0.1, "/KH-UBND")], unread=unread)
    if not number:
        made = page([(0.16, 0.1, "Số:"), (SLASH, 0.1, "/KH-UBND")], unread=unread)
    made = stretched(made, number, tall)
    made = born_digital(made) if digital else made
    row = gather(made, made.words)[0]
    end = row.text.index("/")
    box = (0.16 + 3 * LETTER, 0.1, SLASH, 0.1 + TALL)
    like = row.words[-1].box
    return Slot("number", made.pages[0], row, 3, end, Gap(box), like)


def stretched(made: Transcript, word: str, tall: float) -> Transcript:
    from dataclasses import replace

    words = tuple(
        replace(w, box=(w.box[0], w.box[1], w.box[2], w.box[1] + tall))
        if w.box is not None and made.quote(w.span) == word
        else w
        for w in made.words
    )
    return replace(made, words=words)


INK = (0.22, 0.098, 0.27, 0.112)


@pytest.mark.parametrize(
    ("made", "state", "text"),
    [
        # digits as tall as the print beside them are print
        (slot("127"), "read", "127"),
        # taller ones are handwriting, and OCR can't read that, however sure it is
        (slot("127", tall=1.6 * TALL), "unreadable", None),
        (slot("l2?"), "unreadable", None),
        # nothing there is blank, unless there is ink that gave no words
        (slot(""), "blank", None),
        (slot("", unread=(INK,)), "unreadable", None),
        # a text layer and a text are what they are
        (slot("127", tall=2 * TALL, digital=True), "read", "127"),
        (slot("", digital=True), "blank", None),
        (slot("", digital=True, unread=(INK,)), "unreadable", None),
        (slot("abc", digital=True), "unreadable", None),
    ],
)
def test_without_a_witness(made: Slot, state: str, text: str | None) -> None:
    reading = decide(made, None)
    assert (reading.state, reading.text) == (state, text)


def test_a_slot_with_a_lost_edge_is_never_blank() -> None:
    from dataclasses import replace

    closed = slot("")
    assert closed.gap is not None
    opened = replace(closed, gap=replace(closed.gap, open_left=True))
    assert decide(opened, None).state == "unreadable"


WRITTEN = slot("4£2", tall=1.6 * TALL)
SEEMS = slot("445", tall=1.6 * TALL)
PRINTED = slot("127")
EMPTY = slot("")


@pytest.mark.parametrize(
    ("made", "seen", "state", "text", "sure"),
    [
        # ink that the reader knows: its confidence is the value's
        (WRITTEN, DigitReading("115", 0.9, True), "read", "115", (0.85, 0.95)),
        # the reader withholds, or is not sure
        (WRITTEN, DigitReading(None, 0.2, True), "unreadable", None, (0.5, 1.0)),
        (WRITTEN, DigitReading("115", 0.25, True), "unreadable", None, (0.5, 1.0)),
        # half sure: a question to a person, with its odds
        (WRITTEN, DigitReading("115", 0.4, True), "read", "115", (0.35, 0.45)),
        # two machines say the same: surer than each
        (SEEMS, DigitReading("445", 0.7, True), "read", "445", (0.9, 0.99)),
        # OCR's reading of handwriting does not weigh against the reader
        (SEEMS, DigitReading("115", 0.9, True), "read", "115", (0.85, 0.95)),
        # print against reader: someone must look
        (PRINTED, DigitReading("137", 0.8, True), "read", "127", (0.0, 0.7)),
        # OCR takes a blue pen for print at times: it is none
        (PRINTED, DigitReading("137", 0.8, True, True), "read", "137", (0.75, 0.85)),
        # print that the reader sees and can't read may be half a number: someone must look
        (PRINTED, DigitReading(None, 0.2, True), "read", "127", (0.5, 0.8)),
        # a digit cut off by the reader's crop: someone must look
        (SEEMS, DigitReading("44", 0.98, True), "read", "445", (0.0, 0.7)),
        (EMPTY, DigitReading(None, 0.97, False), "blank", None, (0.9, 1.0)),
        # ink in a place without words
        (EMPTY, DigitReading("08", 0.92, True), "read", "08", (0.85, 0.95)),
    ],
)
def test_with_a_witness(
    made: Slot, seen: DigitReading, state: str, text: str | None, sure: tuple[float, float]
) -> None:
    reading = decide(made, Fake(seen))
    assert (reading.state, reading.text) == (state, text)
    assert sure[0] <= reading.confidence <= sure[1]


def test_agreement_over_a_cut_edge_proves_nothing() -> None:
    from dataclasses import replace

    assert SEEMS.gap is not None
    opened = replace(SEEMS, gap=replace(SEEMS.gap, open_left=True))

    class Open(Fake):
        def read_gap(self, page: Page, gap: Gap, what: DigitField) -> DigitReading | None:
            return self.reading

    reading = decide(opened, Open(DigitReading("445", 0.5, True)))
    assert reading.text == "445" and reading.confidence == pytest.approx(0.5)


def test_a_reader_that_sees_nothing_changes_nothing() -> None:
    assert decide(PRINTED, Fake(None)) == decide(PRINTED, None)


@pytest.mark.parametrize(("what", "text"), [("day", "32"), ("month", "13"), ("year", "22")])
def test_impossible_parts_of_a_date_are_not_read(what: DigitField, text: str) -> None:
    from dataclasses import replace

    made = replace(slot(text), what=what)
    assert decide(made, None).state == "unreadable"
    assert decide(made, Fake(DigitReading(text, 0.99, True))).state == "unreadable"


def test_evenness_is_in_glyph_heights() -> None:
    assert evenness(slot("127")) == pytest.approx(0.0)
    assert evenness(slot("127", tall=1.5 * TALL)) == pytest.approx(0.5)
    assert evenness(slot("127 ")) is not None


def test_evenness_of_digits_glued_to_other_letters_is_not_known() -> None:
    made = page([(0.16, 0.1, "Số:"), (0.21, 0.1, "127/KH-UBND")])
    row = gather(made, made.words)[0]
    assert evenness(Slot("number", made.pages[0], row, 4, 7, None, (0.3, 0.1, 0.4, 0.111))) is None


@pytest.mark.parametrize(("seen", "sure"), [(True, True), (False, False)])
def test_a_slash_that_only_the_pixels_show_is_enough(seen: bool, sure: bool) -> None:
    """``Số: 41 BC-SXD``: OCR lost the slash; a written 1 may have been taken for it, unless it
    stands right before the symbol."""
    from pipeline.letter.read import read_letter
    from tests.letter_paper import body, header, page

    class Reader:
        def read_gap(self, page: Page, gap: object, what: str) -> DigitReading | None:
            digits = {"number": "41", "day": "14", "month": "6"}
            return DigitReading(digits[what], 0.97, True, True, None, seen)

        def read(self, page: Page, box: Box, what: str) -> DigitReading | None:
            return self.read_gap(page, None, what)

    issuer = ["UBND TỈNH YÊN BÁI", "SỞ XÂY DỰNG"]
    made = page(
        [
            *header(issuer, "Số: BC-SXD", "Yên Bái, ngày 14 tháng 6 năm 2021", gap=0.06),
            (0.48, 0.20, "BÁO CÁO"), *body(0.28),
        ]
    )  # fmt: skip
    number = read_letter(made, Reader()).fields["number"]
    assert number.value == "41"
    assert number.review is not sure
    assert ("không rõ" in (number.why or "")) is not sure
