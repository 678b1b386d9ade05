"""Pixels from PDFs and pictures: the embedded scan where the page is nothing else."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image

from pipeline.errors import PageUnreadable, TooLarge
from pipeline.intake import open_source
from pipeline.scan import embedded
from pipeline.scan.pixels import Pixels, pixels
from pipeline.settings import Settings
from tests.scan_sheets import save

S = Settings()
POINTS = (144, 216)  # 2 by 3 inches
SCAN = np.arange(400 * 600, dtype=np.uint32).reshape(600, 400) // 37 % 251
SCAN = SCAN.astype(np.uint8)  # 200 dpi, no two corners alike


def _pdf(path: Path, content: str | None = None, rotate: int | None = None, **image: Any) -> Path:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=POINTS)
    stream = pikepdf.Stream(pdf, SCAN.tobytes())
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = 400, 600, 8
    stream.ColorSpace = pikepdf.Name.DeviceGray
    for key, value in image.items():
        stream[f"/{key}"] = value
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Scan=stream), Font=pikepdf.Dictionary(F=font)
    )
    text = content or "q {w} 0 0 {h} 0 0 cm /Scan Do Q"
    page.obj.Contents = pdf.make_stream(text.format(w=POINTS[0], h=POINTS[1]).encode())
    if rotate is not None:
        page.obj.Rotate = rotate
    pdf.save(path)
    return path


FULL = "q {w} 0 0 {h} 0 0 cm /Scan Do Q "

EXTRACTED = [
    ("plain", FULL),
    ("clipped", "q 0 0 {w} {h} re W n {w} 0 0 {h} 0 0 cm /Scan Do Q"),
    ("with a scanner's unseen words", FULL + "BT 3 Tr /F 9 Tf (words) Tj ET"),
    ("a little larger than the page", "q 145 0 0 217 -0.5 -0.5 cm /Scan Do Q"),
]

RENDERED = [
    ("part of the page", "q 100 0 0 150 0 0 cm /Scan Do Q"),
    ("visible words", FULL + "BT /F 9 Tf (So 12) Tj ET"),
    ("a stamp's box", FULL + "10 10 30 20 re S"),
    ("drawn twice", FULL + FULL),
    ("turned by its matrix", "q 0 {h} -{w} 0 {w} 0 cm /Scan Do Q"),
    ("mirrored", "q -{w} 0 0 {h} {w} 0 cm /Scan Do Q"),
]


@pytest.mark.parametrize(("why", "content"), EXTRACTED)
def test_the_scan_is_taken_as_it_is(tmp_path: Path, why: str, content: str) -> None:
    found = embedded.extract(_pdf(tmp_path / "a.pdf", content), 1, S.max_pixels)
    assert found is not None, why
    assert np.array_equal(found[0], SCAN)
    assert found[1] == pytest.approx(200, rel=0.02)


@pytest.mark.parametrize(("why", "content"), RENDERED)
def test_anything_else_is_rendered(tmp_path: Path, why: str, content: str) -> None:
    path = _pdf(tmp_path / "a.pdf", content)
    assert embedded.extract(path, 1, S.max_pixels) is None, why
    assert pixels(open_source(path, "a.pdf", S), 1, S).how.startswith("render")


@pytest.mark.parametrize("extra", [{"Decode": [1, 0]}, {"ImageMask": True}, {"Mask": [0, 5]}])
def test_masks_and_inversions_are_rendered(tmp_path: Path, extra: dict[str, Any]) -> None:
    path = _pdf(tmp_path / "a.pdf", **extra)
    assert embedded.extract(path, 1, S.max_pixels) is None


def test_a_visible_annotation_is_rendered_a_hidden_one_not(tmp_path: Path) -> None:
    for flags, extracted in ((4, False), (2, True)):
        path = _pdf(tmp_path / f"{flags}.pdf")
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            look = pdf.make_stream(b"0 0 40 20 re f")
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[10, 10, 50, 30],
                F=flags, AP=pikepdf.Dictionary(N=look),
            )  # fmt: skip
            pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
            pdf.save(path)
        assert (embedded.extract(path, 1, S.max_pixels) is not None) is extracted


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_extracting_and_rendering_show_the_same(tmp_path: Path, rotate: int) -> None:
    path = _pdf(tmp_path / "a.pdf", rotate=rotate)
    taken = pixels(open_source(path, "a.pdf", S), 1, S)
    drawn = pixels(
        open_source(_pdf(tmp_path / "b.pdf", FULL + "0 0 0.1 0.1 re f", rotate), "b.pdf", S), 1, S
    )
    assert taken.how.startswith("extract")
    assert drawn.how.startswith("render")
    assert taken.array.shape[:2] == drawn.array.shape[:2]
    difference = np.abs(taken.array.astype(int) - _grey(drawn).astype(int))
    assert np.median(difference) <= 4


def _grey(found: Pixels) -> Any:
    return found.array if found.array.ndim == 2 else found.array[..., 0]


def test_pixels_are_limited_before_they_are_made(tmp_path: Path) -> None:
    source = open_source(_pdf(tmp_path / "a.pdf"), "a.pdf", S)
    with pytest.raises(TooLarge):
        pixels(source, 1, replace(S, max_pixels=1000))


def test_a_page_without_end_is_drawn_small(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(14000, 14000))
    pdf.save(tmp_path / "a.pdf")
    found = pixels(open_source(tmp_path / "a.pdf", "a.pdf", S), 1, S)
    assert found.array.shape[0] * found.array.shape[1] <= S.max_pixels
    assert max(found.array.shape) < 3000


PICTURES = [
    # (stated dpi, size in pixels, dpi believed)
    (300, (2480, 3508), 300.0),
    (72, (827, 1169), 100.0),  # a camera's default: A4 is as good a guess as any
    (600, (827, 1169), 100.0),  # would be a stamp of 35 mm
]


@pytest.mark.parametrize(("stated", "size", "dpi"), PICTURES)
def test_the_resolution_of_a_picture(
    tmp_path: Path, stated: int, size: tuple[int, int], dpi: float
) -> None:
    path = save(np.full(size[::-1], 255, np.uint8), tmp_path / "a.png", stated)
    assert pixels(open_source(path, "a.png", S), 1, S).dpi == pytest.approx(dpi, rel=0.01)


def test_frames_of_a_fax(tmp_path: Path) -> None:
    frames = [Image.new("1", (400, 600), n) for n in (0, 1)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    source = open_source(tmp_path / "a.tif", "a.tif", S)
    assert [int(pixels(source, n, S).array.mean()) for n in (1, 2)] == [0, 255]
    with pytest.raises(PageUnreadable):
        pixels(source, 3, S)


def test_exif_turns_a_photo(tmp_path: Path) -> None:
    image = Image.fromarray(SCAN)
    exif = image.getexif()
    exif[0x0112] = 6  # the camera's top points right
    image.save(tmp_path / "a.jpg", exif=exif)
    found = pixels(open_source(tmp_path / "a.jpg", "a.jpg", S), 1, S)
    assert found.array.shape == (400, 600)


@pytest.mark.parametrize(
    ("mode", "shape"),
    [("1", (3, 2)), ("L", (3, 2)), ("RGB", (3, 2, 3)), ("RGBA", (3, 2, 3)), ("P", (3, 2, 3))],
)
def test_every_mode_becomes_grey_or_rgb(mode: str, shape: tuple[int, ...]) -> None:
    image = Image.new("RGB", (2, 3), (200, 30, 40)).convert(mode)
    array = embedded.to_array(image)
    assert array.dtype == np.uint8
    assert array.shape == shape


def test_clear_pixels_are_paper() -> None:
    assert embedded.to_array(Image.new("RGBA", (2, 2), (0, 0, 0, 0))).min() == 255


def test_a_cmyk_scan_is_rendered(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("CMYK", (400, 600), (0, 0, 0, 90)).save(out, "JPEG")
    pdf = pikepdf.open(_pdf(tmp_path / "a.pdf"))
    stream = pdf.pages[0].resources.XObject.Scan
    stream.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
    stream.ColorSpace = pikepdf.Name.DeviceCMYK
    pdf.save(tmp_path / "b.pdf")
    assert embedded.extract(tmp_path / "b.pdf", 1, S.max_pixels) is None
