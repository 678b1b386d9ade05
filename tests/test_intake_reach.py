"""What a page can draw, and what it asks for in vain; which frames of a picture are pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from pipeline.errors import Code, Truncated
from pipeline.intake import open_source
from pipeline.intake.reach import drawn, laid_over, uncalled
from pipeline.reading.export.signed import is_signed, settle
from pipeline.records import Source
from pipeline.scan.pixels import pixels
from pipeline.settings import Settings
from pipeline.sheets import open_picture, pages_of
from tests.cases.paper import LETTER, add_scan, image, picture, saved, write_page
from tests.cases.photos import _preview_first, _two_in_one, held

S = Settings()


def page_of(pdf: pikepdf.Pdf, commands: bytes, **things: Any) -> Any:
    page = pdf.add_blank_page(page_size=(100, 100))
    page.Resources = Dictionary(XObject=Dictionary({f"/{k}": v for k, v in things.items()}))
    page.Contents = pdf.make_stream(commands)
    return page


ASKED = [
    # (drawing commands, the names in the file, what is missed)
    (b"q 1 0 0 1 0 0 cm /Im Do Q", ("Im",), None),
    (b"q 1 0 0 1 0 0 cm /Im Do Q", (), "/Im"),
    (b"/Im0 Do /Im1 Do", (), "/Im0, /Im1"),
    (b"/Im0 Do /Im1 Do", ("Im1",), None),  # something is drawn
    (b"/Im Do BT (Noi nhan) Tj ET", (), None),  # there is text
    (b"/Im Do 0 0 9 9 re f", (), None),  # there is a line
    (b"", (), None),
    (b"/a#20b Do", (), None),  # an escaped name: not judged
    (b"/Im Do " + b" " * 4000, (), None),  # a long list is not looked at
]


@pytest.mark.parametrize(("commands", "names", "missed"), ASKED)
def test_pictures_asked_for_in_vain(
    commands: bytes, names: tuple[str, ...], missed: str | None
) -> None:
    with pikepdf.new() as pdf:
        page = page_of(pdf, commands, **{name: pdf.make_stream(b"x") for name in names})
        assert uncalled(page) == missed


def test_a_page_without_resources_asks_in_vain() -> None:
    with pikepdf.new() as pdf:
        page = page_of(pdf, b"/Im Do")
        del page.obj["/Resources"]
        assert uncalled(page) == "/Im"
        page.Contents = Array([page.Contents])
        assert uncalled(page) is None, "parts of a list are not looked at"


def test_a_lost_picture_costs_its_page_alone(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        write_page(pdf, LETTER)
        lost = add_scan(pdf)
        lost.Resources = Dictionary()
        (tmp_path / "a.pdf").write_bytes(saved(pdf))
    source = open_source(tmp_path / "a.pdf", "a.pdf", S)
    assert [(note.code, note.page) for note in source.notes] == [(Code.TRUNCATED, 2)]


def test_all_that_commands_can_call_is_reached() -> None:
    with pikepdf.new() as pdf:
        made = {name: pdf.make_stream(name.encode()) for name in ("im", "tile", "mask")}
        resources = Dictionary(
            XObject=Dictionary(A=made["im"], B=Dictionary()),
            Pattern=Dictionary(P=made["tile"], Q=Dictionary(PatternType=2)),
            ExtGState=Dictionary(
                G=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=made["mask"])),
                H=Dictionary(SMask=Name("/None")), I=3,
            ),
        )  # fmt: skip
        assert [s.read_bytes() for s in drawn(resources)] == [b"im", b"tile", b"mask"]
        for odd in (None, Array([]), Dictionary(XObject=3, ExtGState=Array([]))):
            assert list(drawn(odd)) == []


def test_looks_of_annotations_are_reached() -> None:
    with pikepdf.new() as pdf:
        one, on, off = (pdf.make_stream(name) for name in (b"one", b"on", b"off"))
        notes = Array([
            Dictionary(AP=Dictionary(N=one)),
            Dictionary(AP=Dictionary(N=Dictionary(On=on, Off=off))),
            Dictionary(), Dictionary(AP=4), 3,
        ])  # fmt: skip
        assert {s.read_bytes() for s in laid_over(notes)} == {b"one", b"on", b"off"}
        assert list(laid_over(None)) == list(laid_over(Dictionary())) == []


# --- frames of pictures ---------------------------------------------------------------------


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def several(form: str, **how: Any) -> bytes:
    """A letter, and another that is like it in all but its words."""
    other = picture(LETTER[::-1]).copy()
    return image(form, picture(), save_all=True, append_images=[other], **how)


@pytest.mark.parametrize(
    ("name", "data", "pages"),
    [
        ("a.jpg", lambda: image("JPEG"), [0]),
        ("a.jpg", _two_in_one, [0]),
        ("a.tif", _preview_first, [1]),
        ("a.tif", lambda: several("TIFF"), [0, 1]),
        (
            "a.tif",
            lambda: image(
                "TIFF", save_all=True, append_images=[picture().copy()], tiffinfo={254: 1}
            ),
            [0, 1],  # where all call themselves previews, none is one
        ),
        (
            "a.png",
            lambda: image("PNG", save_all=True, append_images=[picture(LETTER[::-1])]),
            [0, 1],
        ),
    ],
)
def test_which_frames_are_pages(name: str, data: Any, pages: list[int], tmp_path: Path) -> None:
    path = written(tmp_path, name, data())
    with open_picture(path) as image:
        assert pages_of(image) == pages
        image.load()
    assert open_source(path, name, S).pages == len(pages)


def test_the_page_behind_a_preview_is_what_is_drawn(tmp_path: Path) -> None:
    path = written(tmp_path, "a.tif", _preview_first())
    source = open_source(path, path.name, S)
    assert pixels(source, 1, S).array.shape[::-1] == picture().size


@pytest.mark.parametrize("tag", range(1, 9))
def test_plain_tiffs_are_turned_as_their_tag_says(tag: int, tmp_path: Path) -> None:
    """Pillow scrambles those that it maps into memory."""
    import numpy as np

    path = written(tmp_path, "a.tif", held(tag, "TIFF"))
    source: Source = open_source(path, path.name, S)
    found = pixels(source, 1, S).array
    assert found.shape == np.asarray(picture()).shape
    assert np.array_equal(found, np.asarray(picture()))


def test_a_picture_that_is_none_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.tif", b"II*\0" + bytes(30))
    with pytest.raises(Truncated):
        open_source(path, path.name, S)
    with open_picture(written(tmp_path, "b.png", image("PNG"))) as image_of:
        assert isinstance(image_of, Image.Image)


# --- forms that are none ----------------------------------------------------------------------

ODD_FORMS = [
    # (the form, as pikepdf takes it, whether it is signed, whether anything is left of it)
    (7, False, False),
    (Array([]), False, False),
    (Dictionary(), False, False),
    (Dictionary(Fields=3), False, False),
    (Dictionary(Fields=Array([3, Name.Sig])), False, False),
    (Dictionary(Fields=Array([Dictionary(Kids=4)])), False, True),
    (Dictionary(Fields=Array([Dictionary(Kids=Array([1, Dictionary(FT=Name.Sig, V=2)]))])),
     True, False),
]  # fmt: skip


@pytest.mark.parametrize(("form", "signed", "left"), ODD_FORMS)
def test_a_form_that_is_none_harms_nothing(form: Any, signed: bool, left: bool) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.AcroForm = form
        assert is_signed(pdf) is signed
        assert settle(pdf) is signed
        assert ("/AcroForm" in pdf.Root) is left


def test_a_file_without_a_form_is_left_alone() -> None:
    with pikepdf.new() as pdf:
        assert not settle(pdf) and not is_signed(pdf)
