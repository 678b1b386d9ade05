"""Searchable PDFs: what is seen stays, what is found stands where it is printed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline.errors import NotADocument
from pipeline.intake import open_source
from pipeline.reading.searchable import place, write_searchable
from pipeline.records import Page, Source, Span
from pipeline.settings import Settings

S = Settings()
POINTS = (300.0, 400.0)
PLACE_TOL = 0.01  # of the page
SEEN_TOL = 1.0  # of 255


def _page(number: int = 1, **more: Any) -> Page:
    return Page(number, Span(0, 0), "read", "ocr", 1.0, **more)


def _layer(text: str = "Nghiem", u: float = 0.25, v: float = 0.25) -> bytes:
    """A one-page PDF the size of a straight image, unseen ``text`` beginning at (u, v)."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 300))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    at = f"{200 * u:.2f} {300 * (1 - v):.2f}"
    page.obj.Contents = pdf.make_stream(f"BT 3 Tr /F 12 Tf {at} Td ({text}) Tj ET".encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _scan(
    path: Path, rotate: int = 0, box: tuple[float, ...] | None = None, text: str = ""
) -> Source:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=POINTS)
    image = pikepdf.Stream(
        pdf, (np.arange(30 * 40, dtype=np.uint32) % 256).astype(np.uint8).tobytes()
    )
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = 30, 40, 8
    image.ColorSpace = pikepdf.Name.DeviceGray
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Scan=image), Font=pikepdf.Dictionary(F=font)
    )
    page.obj.Contents = pdf.make_stream(f"300 0 0 400 0 0 cm /Scan Do {text}".encode())
    if rotate:
        page.obj.Rotate = rotate
    if box:
        page.obj.CropBox = pikepdf.Array(list(box))
    pdf.save(path)
    return open_source(path, path.name, S)


def _look(path: Path, number: int = 0) -> Any:
    document = pdfium.PdfDocument(path)
    try:
        return document[number].render(scale=1).to_numpy().astype(int).copy()
    finally:
        document.close()


def _found(path: Path) -> tuple[str, tuple[float, float]]:
    """All text of page one, and the lower left corner of its first sign, as the page is shown."""
    import ctypes

    document = pdfium.PdfDocument(path)
    try:
        page = document[0]
        text = page.get_textpage()
        x0, y0, x1, y1 = text.get_charbox(0, loose=True)
        wide, high = page.get_size()
        size = round(wide * 10), round(high * 10)
        shown = []
        for corner in ((x0, y0), (x1, y1)):
            dx, dy = ctypes.c_int(), ctypes.c_int()
            pdfium.raw.FPDF_PageToDevice(page, 0, 0, *size, 0, *corner, dx, dy)
            shown.append((dx.value / size[0], dy.value / size[1]))
        return text.get_text_range(), (min(c[0] for c in shown), max(c[1] for c in shown))
    finally:
        document.close()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_stand_where_they_are_printed(tmp_path: Path, rotate: int, turned: int) -> None:
    source = _scan(tmp_path / "a.pdf", rotate, (20, 30, 290, 380))
    target = tmp_path / "out" / "b.pdf"
    write_searchable(source, {1: _layer()}, [_page(turned=turned)], target)
    text, where = _found(target)
    assert text.strip() == "Nghiem"
    # the text layer's sign has its corner a descender away from its base line
    assert where == pytest.approx((0.25, 0.25), abs=0.02)


@given(st.sampled_from([0, 90, 180, 270]), st.floats(0, 1), st.floats(0, 1), st.floats(-0.05, 0.05))
def test_every_point_finds_its_place(rotation: int, x: float, y: float, tilt: float) -> None:
    """The matrix agrees, at any point, with straight → paper → page as shown."""
    h = (1.0, tilt, 0.01, -tilt, 1.0, -0.02, 0.0, 0.0, 1.0)
    box = (10.0, 20.0, 310.0, 420.0)
    a, b, c, d, e, f = place(_page(to_paper=h), (200, 300), box, rotation)
    px, py = x * 200, (1 - y) * 300
    got = a * px + c * py + e, b * px + d * py + f
    u, v = h[0] * x + h[1] * y + h[2], h[3] * x + h[4] * y + h[5]
    wanted = {
        0: (10 + 300 * u, 420 - 400 * v),
        90: (10 + 300 * v, 20 + 400 * u),
        180: (310 - 300 * u, 20 + 400 * v),
        270: (310 - 300 * v, 420 - 400 * u),
    }[rotation]
    assert got == pytest.approx(wanted, abs=1e-6)


def test_what_is_seen_stays(tmp_path: Path) -> None:
    source = _scan(tmp_path / "a.pdf")
    write_searchable(source, {1: _layer()}, [_page()], tmp_path / "b.pdf")
    assert np.abs(_look(tmp_path / "a.pdf") - _look(tmp_path / "b.pdf")).max() <= SEEN_TOL


def test_a_page_on_its_head_is_shown_upright(tmp_path: Path) -> None:
    source = _scan(tmp_path / "a.pdf")
    write_searchable(source, {1: _layer()}, [_page(turned=180)], tmp_path / "b.pdf")
    turned = _look(tmp_path / "a.pdf")[::-1, ::-1]
    assert np.abs(turned - _look(tmp_path / "b.pdf")).mean() <= SEEN_TOL


def test_a_scanners_words_give_way(tmp_path: Path) -> None:
    source = _scan(tmp_path / "a.pdf", text="BT 3 Tr /F 9 Tf 9 9 Td (CQNG HoA) Tj 0 Tr (So) Tj ET")
    write_searchable(source, {1: _layer()}, [_page()], tmp_path / "b.pdf")
    text, _ = _found(tmp_path / "b.pdf")
    assert "CQNG" not in text
    assert "So" in text
    assert "Nghiem" in text


def test_pages_without_a_layer_are_left_alone(tmp_path: Path) -> None:
    source = _scan(tmp_path / "a.pdf", text="BT 3 Tr /F 9 Tf 9 9 Td (old) Tj ET")
    write_searchable(source, {1: b""}, [_page()], tmp_path / "b.pdf")
    assert _found(tmp_path / "b.pdf")[0].strip() == "old"


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = _scan(tmp_path / "a.pdf")
    for name in ("b.pdf", "c.pdf"):
        write_searchable(source, {1: _layer()}, [_page()], tmp_path / name)
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "c.pdf").read_bytes()


PICTURES = [("PNG", "RGBA"), ("PNG", "L"), ("TIFF", "1"), ("JPEG", "RGB"), ("JPEG", "CMYK")]


@pytest.mark.parametrize(("form", "mode"), PICTURES)
def test_pictures_become_pages(tmp_path: Path, form: str, mode: str) -> None:
    image = Image.linear_gradient("L").resize((300, 400)).convert("RGB").convert(mode)
    path = tmp_path / f"a.{form.lower()}"
    image.save(path, form, dpi=(50, 50))
    source = open_source(path, path.name, S)
    write_searchable(source, {1: _layer()}, [_page()], tmp_path / "b.pdf")
    text, where = _found(tmp_path / "b.pdf")
    assert text.strip() == "Nghiem"
    assert where == pytest.approx((0.25, 0.25), abs=0.02)
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(300 / 50 * 72, rel=1e-3)
    seen = _look(tmp_path / "b.pdf")[..., 0]
    assert seen[20].mean() < 60
    assert seen[-20].mean() > 190


def test_frames_and_jpeg_bytes_are_kept(tmp_path: Path) -> None:
    frames = [Image.new("1", (200, 300), n) for n in (0, 1, 0)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    source = open_source(tmp_path / "a.tif", "a.tif", S)
    write_searchable(source, {}, [_page(n) for n in (1, 2, 3)], tmp_path / "b.pdf")
    assert [int(_look(tmp_path / "b.pdf", n).mean()) for n in range(3)] == [0, 255, 0]
    photo = Image.effect_noise((200, 300), 50)
    exif = photo.getexif()
    exif[0x0112] = 8
    photo.save(tmp_path / "c.jpg", exif=exif)
    source = open_source(tmp_path / "c.jpg", "c.jpg", S)
    write_searchable(source, {}, [_page()], tmp_path / "d.pdf")
    with pikepdf.open(tmp_path / "d.pdf") as pdf:
        page = pdf.pages[0]
        assert int(page.obj.Rotate) == 270
        assert page.resources.XObject.Scan.read_raw_bytes() == (tmp_path / "c.jpg").read_bytes()


def test_words_alone_make_no_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("BÁO CÁO", encoding="utf-8")
    with pytest.raises(NotADocument):
        write_searchable(open_source(tmp_path / "a.txt", "a.txt", S), {}, [], tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()
