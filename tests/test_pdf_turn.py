"""Typeset pages that lie on their side, by their own text: the words, their boxes and the picture
stand upright together, whatever the file says of /Rotate."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from pipeline.intake import open_source
from pipeline.pdf import stands_typeset
from pipeline.reading import read_text_layer
from pipeline.records import PageImage, Transcript
from pipeline.scan import page_image
from pipeline.settings import Settings
from tests.cases.paper import A4, LETTER, drawing, letter

S = Settings(ocr_dpi=100, picture_dpi=100)
QUARTERS = (0, 90, 180, 270)
WIDE, HIGH = A4
# The text turned counter-clockwise within its sheet, as a program draws it.
DRAWN = {
    0: "1 0 0 1 0 0",
    90: f"0 1 -1 0 {HIGH} 0",
    180: f"-1 0 0 -1 {WIDE} {HIGH}",
    270: f"0 -1 1 0 0 {WIDE}",
}
NEAR = 0.004  # of the page: a pixel or two
DARK = 160


def lying(drawn: int, rotate: int) -> bytes:
    """A letter drawn on its side, and turned by its file."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        if drawn % 180:
            page.MediaBox = pikepdf.Array([0, 0, HIGH, WIDE])
        text = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(b"q %s cm %s Q" % (DRAWN[drawn].encode(), text))
        page.obj.Rotate = rotate

    return letter(change)


def read(data: bytes, folder: Path) -> tuple[Transcript | None, PageImage]:
    path = folder / "a.pdf"
    path.write_bytes(data)
    source = open_source(path, path.name, S)
    return read_text_layer(source, 1, S), page_image(source, 1, S)


@pytest.mark.parametrize(("drawn", "rotate"), [*product(QUARTERS, QUARTERS)])
def test_words_boxes_and_picture_stand_upright(drawn: int, rotate: int, tmp_path: Path) -> None:
    transcript, image = read(lying(drawn, rotate), tmp_path)
    assert transcript is not None
    assert transcript.text.split("\n") == list(LETTER)
    (page,) = transcript.pages
    assert page.turned == image.turned == (drawn - rotate) % 360
    assert page.height > page.width
    height, width = image.clean.shape
    assert height / width == pytest.approx(HIGH / WIDE, rel=0.01)
    first = transcript.words[0].box
    assert first is not None
    assert (first[0], first[3]) == pytest.approx((60 / WIDE, 90 / HIGH), abs=0.01)
    ink = np.argwhere(image.clean < DARK) / (height, width)
    boxes = [w.box for w in transcript.words if w.box]
    outside = [
        (y, x) for y, x in ink
        if not any(a - NEAR <= x <= c + NEAR and b - NEAR <= y <= d + NEAR for a, b, c, d in boxes)
    ]  # fmt: skip
    assert len(ink) > 500 and len(outside) < 0.02 * len(ink), "the boxes are around the print"


def mixed(share: float) -> bytes:
    """A page of lines of which ``share`` run up the sheet."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        signs = sorted({c for line in LETTER for c in line} - {" "})
        codes = {sign: n for n, sign in enumerate(signs, start=33) if n < 127} | {" ": 32}
        lines = ["".join(c for c in line if c in codes) for line in LETTER] * 5
        up = round(share * len(lines))
        level = drawing(lines[up:], codes)
        data = b"q 0 1 -1 0 %d 0 cm %s Q %s" % (HIGH, drawing(lines[:up], codes, WIDE), level)
        page.Contents = pdf.make_stream(data)

    return letter(change)


@pytest.mark.parametrize(
    ("share", "turn"),
    [
        (0.0, 0),
        (0.1, 0),  # headings of narrow columns stand beside a level text
        (0.5, 0),  # nobody can say
        (0.9, 90),  # a table across the sheet, with its page number below
        (1.0, 90),
    ],
)
def test_most_of_the_letters_decide(share: float, turn: int) -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(io.BytesIO(mixed(share)))
    assert stands_typeset(document[0]) == turn
    document.close()


def test_a_page_without_text_is_none() -> None:
    import pypdfium2 as pdfium

    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=A4)
        out = io.BytesIO()
        pdf.save(out)
    document = pdfium.PdfDocument(out)
    assert stands_typeset(document[0]) is None
    document.close()


def test_a_step_tells_of_the_turn(tmp_path: Path) -> None:
    transcript, image = read(lying(0, 90), tmp_path)
    assert transcript is not None
    assert transcript.pages[0].steps == ("text layer", "turn 270")
    assert image.steps[:3] == (image.steps[0], "typeset", "turn 270")
