"""What lies on a typeset page: fields and stamps are read with it, what signing programs write
byte by byte is not, and never costs the page its own words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from pipeline.intake import open_source
from pipeline.reading import read_text_layer, typed_over
from pipeline.reading.annotations import parted, strange_lines
from pipeline.reading.boxes import Pixels, turned
from pipeline.reading.engine import Token
from pipeline.reading.sanity import is_strange
from pipeline.settings import Settings
from tests.cases.paper import LETTER, array, letter
from tests.test_reading_overlay import _scan

S = Settings()
PLACE = (300, 100, 500, 160)  # points
STAMP = "Digitally signed by Nguyễn Thị Hồng Đào"


def utf16(text: str) -> bytes:
    """As pyHanko's stamp has it: bytes for a font of single bytes."""
    return b"\xfe\xff" + text.encode("utf-16-be")


def laid_on(
    *texts: bytes, place: Sequence[float] = PLACE, subtype: str = "Widget", flags: int = 4
) -> pikepdf.Page:
    """A change that lays a look with lines of ``texts`` on the first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier,
                          Encoding=Name.WinAnsiEncoding)  # fmt: skip
        rows = b"".join(b"<%s> Tj T*\n" % text.hex().encode() for text in texts)
        look = pdf.make_stream(b"BT /F 8 Tf 10 TL 4 40 Td\n" + rows + b"ET")
        wide, high = place[2] - place[0], place[3] - place[1]
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, array(0, 0, wide, high)
        look.Resources = Dictionary(Font=Dictionary(F=font))
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), F=flags, FT=Name.Tx,
                          T=pikepdf.String(f"o{len(texts)}"), Rect=array(*place),
                          AP=Dictionary(N=look))  # fmt: skip
        page = pdf.pages[0].obj
        known = list(page.Annots) if "/Annots" in page else []
        page.Annots = Array([*known, pdf.make_indirect(note)])

    return change  # type: ignore[return-value]


def lines(data: bytes, folder: Path) -> list[str] | None:
    path = folder / "a.pdf"
    path.write_bytes(data)
    transcript = read_text_layer(open_source(path, path.name, S), 1, S)
    return transcript and transcript.text.split("\n")


@pytest.mark.parametrize("count", [1, 2, 5])
def test_stamps_written_byte_by_byte_are_left_out(count: int, tmp_path: Path) -> None:
    """One was read as words before, two cost the page its layer."""
    stamps = [
        laid_on(utf16(STAMP), b"Timestamp: 2022", place=(300, y, 500, y + 60))
        for y in range(60, 60 + 62 * count, 62)
    ]
    found = lines(letter(*stamps), tmp_path)
    assert found is not None
    assert found[: len(LETTER)] == list(LETTER)
    assert set(found[len(LETTER) :]) == {"Timestamp: 2022"}


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("a number typed into a field", b"127"),
        ("a date", b"20/5/2022"),
        ("digits one by one, as in a form", b"0 1 2 3 4 5 6 7 8 9"),
        ("a few letters", b"A B C"),
        ("an address", b"vanthu@dongxuan.example.vn"),
        ("words", b"Da nhan tai van phong"),
    ],
)
def test_what_people_type_on_a_page_is_read(why: str, text: bytes, tmp_path: Path) -> None:
    found = lines(letter(laid_on(text)), tmp_path)
    assert found is not None
    assert found == [*LETTER, text.decode()], why


def test_a_form_whose_words_all_lie_on_it_is_read(tmp_path: Path) -> None:
    """The page itself is empty but for a line."""
    rows = [
        b"Phong Noi vu bao cao ket qua thuc hien",
        b"trong nam 2022: da mo 03 lop cho 120 nguoi",
    ]
    data = letter(laid_on(*rows, place=(60, 300, 500, 400)), pages=(LETTER[3:4],))
    assert lines(data, tmp_path) == ["BÁO CÁO", *(row.decode() for row in rows)]


def test_an_old_encoding_is_none_the_better_for_a_stamp(tmp_path: Path) -> None:
    """Strange signs of the page's own are no annotation's, though one lies over all of them."""
    legacy = tuple(
        "caùc cô quan ñaõ ban haønh vaên baûn vaø toå chöùc ñôït kieåm tra" for _ in "ab"
    )
    for place in (PLACE, (0, 0, 595, 842)):
        data = letter(laid_on(b"Timestamp: 2022", place=place), pages=(legacy,))
        assert lines(data, tmp_path) is None


@pytest.mark.parametrize("subtype", ["Highlight", "Underline", "Link"])
def test_marks_over_print_take_nothing_away(subtype: str, tmp_path: Path) -> None:
    over = laid_on(place=(50, 700, 560, 800), subtype=subtype)
    assert lines(letter(over), tmp_path) == list(LETTER)


def test_a_typed_number_on_a_scan_outlives_a_stamp(tmp_path: Path) -> None:
    path = _scan(tmp_path, [(120, 140, "1849")])
    with pikepdf.open(path) as pdf:
        laid_on(utf16(STAMP))(pdf)  # type: ignore[operator]
        pdf.save(out := io.BytesIO())
    path.write_bytes(out.getvalue())
    assert [t.text for t in typed_over(open_source(path, path.name, S), 1)] == ["1849"]


# --- which words lie on a page ----------------------------------------------------------------


def word(text: str, x: int, y: int, line: int) -> Token:
    return Token(text, (x, y, x + 10, y + 10), 0.99, (0, 0, line))


def test_words_are_parted_by_their_middles_and_lines() -> None:
    words = [
        word("Số:", 0, 0, 0),
        word("17", 100, 0, 1),
        word("/BC", 140, 0, 1),
        word("x", 0, 40, 2),
    ]
    own, laid = parted(words, [(95, 0, 125, 20)])
    assert [t.text for t in own] == ["Số:", "x"]
    assert [t.text for t in laid] == ["17", "/BC"], "what goes on where the place ends, too"
    assert parted(words, []) == (tuple(words), ())


@pytest.mark.parametrize(
    ("line", "strange"),
    [
        ("þÿ K ý", True),
        ("D i g i t a l l y", True),
        ("T r § n V n D n g", True),
        ("A B C D E", False),
        ("1 2 3 4 5 6 7 8", False),
        ("Ký bởi: Sở Nội vụ", False),
        ("n g à y 20 tháng 5", False),
        ("", False),
    ],
)
def test_lines_that_no_office_writes(line: str, strange: bool) -> None:
    words = [word(text, 12 * n, 0, 3) for n, text in enumerate(line.split())]
    assert strange_lines(words) == ({id(t) for t in words} if strange else set())


def test_a_line_is_judged_by_itself() -> None:
    good, bad = word("Sở", 0, 0, 1), word("þÿ", 0, 20, 2)
    assert strange_lines([good, bad]) == {id(bad)}


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệ ,.;:0123456789/-", max_size=60))
def test_vietnamese_is_never_strange(text: str) -> None:
    assert not is_strange(text)


SIDES = st.integers(1, 900)


@given(SIDES, SIDES, st.sampled_from([0, 90, 180, 270]), st.data())
def test_boxes_turn_with_their_page(
    width: int, height: int, degrees: int, data: st.DataObject
) -> None:
    xs = sorted(data.draw(st.lists(st.integers(0, width), min_size=2, max_size=2)))
    ys = sorted(data.draw(st.lists(st.integers(0, height), min_size=2, max_size=2)))
    box: Pixels = (xs[0], ys[0], xs[1], ys[1])
    size = (width, height) if degrees % 180 == 0 else (height, width)
    there = turned(box, (width, height), degrees)
    assert 0 <= there[0] <= there[2] <= size[0] and 0 <= there[1] <= there[3] <= size[1]
    assert sorted((there[2] - there[0], there[3] - there[1])) == sorted(
        (box[2] - box[0], box[3] - box[1])
    )
    assert turned(there, size, -degrees) == box
