"""Words typed over a scan are taken from the file, and the picture is read without them."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image

from pipeline.intake import open_source
from pipeline.paper import Line, Page, Transcript
from pipeline.reading import read_page, typed_over
from pipeline.reading.engine import Reading, Token
from pipeline.reading.overlay import Typed, laid_over, overlay_of, without
from pipeline.records import PageImage, Span
from pipeline.settings import Settings

S = Settings()
WIDE, HIGH = 595, 842  # points
NEAR = 0.01  # of the page: how far a word may be from where it was typed
SIGNED = [
    "Ký bởi: SỞ NỘI VỤ",
    "Người ký: Văn thư Sở",
    "Thời gian ký: 08.04.2026 17:35",
    "Digitally signed by Van thu",
]


def _scan(folder: Path, typed: list[tuple[float, float, str]], mode: int = 0) -> Path:
    """A page that is one picture, with ``typed`` (x, y from the top, text) set over it."""
    jpeg = io.BytesIO()
    Image.new("L", (WIDE, HIGH), 255).save(jpeg, "JPEG")
    with pikepdf.Pdf.new() as pdf:
        picture = pikepdf.Stream(
            pdf, jpeg.getvalue(),
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=WIDE, Height=HIGH,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page = pdf.add_blank_page(page_size=(WIDE, HIGH))
        page.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Im=picture), Font=pikepdf.Dictionary(F=font)
        )
        drawn = "".join(
            f"BT {mode} Tr /F 14 Tf {x} {HIGH - y} Td ({text}) Tj ET\n" for x, y, text in typed
        )
        content = f"q {WIDE} 0 0 {HIGH} 0 0 cm /Im Do Q\n{drawn}"
        page.Contents = pdf.make_stream(content.encode("latin-1"))
        target = folder / "scan.pdf"
        pdf.save(target)
    return target


def _typed(path: Path) -> tuple[Typed, ...]:
    return typed_over(open_source(path, path.name, S), 1)


def test_a_typed_number_is_found_where_it_stands(tmp_path: Path) -> None:
    (number,) = _typed(_scan(tmp_path, [(120, 140, "1849")]))
    assert number.text == "1849"
    assert number.box[0] == pytest.approx(120 / WIDE, abs=NEAR)
    assert number.box[3] == pytest.approx(140 / HIGH, abs=NEAR)


@pytest.mark.parametrize(
    ("why", "text", "mode"),
    [
        ("a scanner's hidden layer", "1849", 3),
        ("a legacy encoding", "S\\353 \\251\\304\\247", 0),
    ],
)
def test_what_is_no_typed_word(tmp_path: Path, why: str, text: str, mode: int) -> None:
    assert _typed(_scan(tmp_path, [(120, 140, text)], mode)) == ()


def test_a_picture_has_nothing_typed_over_it(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (400, 600), 255).save(path)
    assert _typed(path) == ()


def _page(**more: Any) -> PageImage:
    grey = np.full((2000, 1400), 255, np.uint8)
    return PageImage(1, np.repeat(grey[..., None], 3, axis=2), grey, 170.0, **more)


def _block(lines: list[str], top: float = 0.1) -> list[Typed]:
    return [
        Typed(
            word, (0.1 + 0.05 * n, top + 0.02 * row, 0.14 + 0.05 * n, top + 0.02 * row + 0.015), row
        )
        for row, text in enumerate(lines)
        for n, word in enumerate(text.split())
    ]


BLOCKS = [
    # a block that opens as one of a signature does, whatever follows
    (["Ký bởi: ỦY BAN NHÂN DÂN", "tỉnh Lào Cai"], True),
    (["Digitally signed by Nguyen Van A"], True),
    # an address of mail, or the hour under a name
    (["TRUNG TÂM CÔNG BÁO", "congbao@laocai.gov.vn", "21.03.2018 16:41:00 +07:00"], True),
    (["Trung tâm Tin học", "09.01.2025 10:21:11"], True),
    # a number, a day, a name: words of the letter
    (["1849"], False),
    (["Hà Giang, ngày 10 tháng 4 năm 2026"], False),
    (["GIÁM ĐỐC", "Lê Thị Minh"], False),
]


@pytest.mark.parametrize(("lines", "signed"), BLOCKS)
def test_signatures_are_told_from_words_of_the_letter(lines: list[str], signed: bool) -> None:
    overlay = overlay_of(_block(lines), _page())
    words = [w for line in lines for w in line.split()]
    if signed:
        assert not overlay.words
        (block,) = overlay.blocks
        assert [" ".join(t.text for t in row.tokens) for row in block] == lines
        assert all(row.stamp for row in block)
    else:
        assert not overlay.blocks
        assert sorted(t.text for t in overlay.words) == sorted(words)


def test_two_blocks_stay_two() -> None:
    typed = [
        *_block(["Ký bởi: Sở Y tế"]),
        *(Typed(t.text, t.box, 9) for t in _block(["1849"], top=0.5)),
    ]
    overlay = overlay_of(typed, _page())
    assert len(overlay.blocks) == 1
    assert [t.text for t in overlay.words] == ["1849"]


@pytest.mark.parametrize(
    ("turned", "box", "wanted"),
    [
        (0, (0.1, 0.2, 0.3, 0.25), (0.1, 0.2, 0.3, 0.25)),
        (90, (0.1, 0.2, 0.3, 0.25), (0.75, 0.1, 0.8, 0.3)),
        (180, (0.1, 0.2, 0.3, 0.25), (0.7, 0.75, 0.9, 0.8)),
        (270, (0.1, 0.2, 0.3, 0.25), (0.2, 0.7, 0.25, 0.9)),
    ],
)
def test_words_turn_with_their_page(
    turned: int, box: tuple[float, ...], wanted: tuple[float, ...]
) -> None:
    (word,) = overlay_of([Typed("12", box, 0)], _page(turned=turned)).words  # type: ignore[arg-type]
    assert [word.box[0] / 1400, word.box[1] / 2000, word.box[2] / 1400, word.box[3] / 2000] == (
        pytest.approx(wanted, abs=0.001)
    )


def test_words_go_the_way_that_the_page_was_set_level() -> None:
    """``to_paper`` leads from the straight page to the paper; typed words come the other way."""
    shifted = (1.0, 0.0, 0.1, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    (word,) = overlay_of([Typed("12", (0.3, 0.2, 0.4, 0.25), 0)], _page(to_paper=shifted)).words
    assert word.box[0] == pytest.approx(0.2 * 1400, abs=1)


def test_the_picture_is_cleared_of_typed_words_and_of_nothing_else() -> None:
    grey = np.zeros((2000, 1400), np.uint8)
    overlay = overlay_of([Typed("12", (0.5, 0.5, 0.6, 0.55), 0)], _page())
    cleared = without(grey, overlay)
    x0, y0, x1, y1 = overlay.words[0].box
    assert (cleared[y0:y1, x0:x1] == 255).all()
    assert (cleared == 255).sum() < 1.1 * (x1 - x0 + 4) * (y1 - y0 + 4)
    assert not grey.any()
    assert without(grey, overlay_of([], _page())) is grey


NUMBER = Token("Số", (200, 300, 240, 330), 0.9, (2, 1, 4))
SYMBOL = Token("/QĐ-UBND", (340, 300, 500, 330), 0.9, (2, 1, 4))
BODY = Token("Căn cứ", (200, 900, 300, 930), 0.9, (5, 1, 1))


def test_a_typed_word_joins_the_line_that_it_stands_in() -> None:
    word = Token("1849", (260, 298, 330, 328), 0.99, (0, 0, 0))
    overlay = overlay_of([], _page())
    assert laid_over([NUMBER, SYMBOL, BODY], overlay) == [NUMBER, SYMBOL, BODY]
    *rest, laid = laid_over([NUMBER, SYMBOL, BODY], type(overlay)(words=(word,)))
    assert rest == [NUMBER, SYMBOL, BODY]
    assert (laid.text, laid.line) == ("1849", NUMBER.line)
    alone = laid_over([BODY], type(overlay)(words=(word,)))[-1]
    assert alone.line not in {BODY.line}


@dataclass
class Straw:
    tokens: list[Token]
    seen: list[Any] = field(default_factory=list)

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        self.seen.append(grey)
        return Reading(tuple(self.tokens))


def test_a_page_is_read_with_what_was_typed_over_it() -> None:
    typed = [Typed("1849", (260 / 1400, 298 / 2000, 330 / 1400, 328 / 2000), 7)]
    typed += [Typed(t.text, t.box, t.line) for t in _block(["Ký bởi: Sở Y tế"], top=0.02)]
    body = [Token(w, (200 + 120 * n, 900, 300 + 120 * n, 930), 0.9, (5, 1, 1)) for n, w in
            enumerate(["Căn", "cứ", "Quyết", "định", "của", "Chủ", "tịch"])]  # fmt: skip
    straw = Straw([NUMBER, SYMBOL, *body])
    t = read_page(_page(), S, straw, typed)
    assert "Số 1849 /QĐ-UBND" in t.text
    assert t.text.startswith("Ký bởi: Sở Y tế\n")
    assert t.lines[0].kind == "stamp"
    assert t.prose()[0].startswith("Số 1849 /QĐ-UBND")
    assert (straw.seen[0][300:326, 262:328] == 255).all()


def _lines(*parts: tuple[str, str]) -> Transcript:
    text = "\n".join(text for text, _ in parts)
    lines, at = [], 0
    for said, kind in parts:
        lines.append(Line(Span(at, at + len(said)), 1, kind=kind))  # type: ignore[arg-type]
        at += len(said) + 1
    return Transcript(text, (Page(1, Span(0, len(text)), "read", "ocr", 0.9),), tuple(lines), ())


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ((("KHẨN", "stamp"), ("Số: 12", "text"), ("Căn cứ", "text")), "Số: 12\nCăn cứ"),
        ((("Số: 12", "text"), ("ĐẾN", "stamp"), ("Căn cứ", "text")), "Số: 12\nCăn cứ"),
        ((("Số: 12", "text"), ("ĐẾN", "stamp")), "Số: 12"),
        ((("ĐẾN", "stamp"), ("~~", "noise")), ""),
        ((("1", "page_number"), ("Căn cứ", "text")), "1\nCăn cứ"),
    ],
)
def test_prose_is_what_the_letter_says(parts: Any, wanted: str) -> None:
    assert _lines(*parts).prose() == (wanted,)
