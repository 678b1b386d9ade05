"""Pictures become pages without loss, and without more work than needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from pipeline.errors import Truncated
from pipeline.intake import open_source
from pipeline.reading.as_pdf import image_as_pdf, png_pixels
from pipeline.reading.searchable import write_searchable
from pipeline.records import Source, join
from pipeline.settings import Settings
from tests.export_letters import BODY, blank, page_of
from tests.searchable_pdfs import find, look
from tests.test_reading_pdfa import conforms

NOISE = np.random.default_rng(3).integers(0, 256, (420, 300, 3), dtype=np.uint8)


def source_of(path: Path) -> Source:
    return open_source(path, path.name, Settings())


def seen(path: Path) -> np.ndarray:
    """The picture of page one at its own resolution."""
    with pikepdf.open(path) as pdf:
        image = pikepdf.PdfImage(pdf.pages[0].resources.XObject.Scan)
        return np.asarray(image.as_pil_image().convert("RGB"))


KINDS = [
    ("PNG", "RGBA"), ("PNG", "L"), ("PNG", "RGB"), ("PNG", "1"), ("PNG", "P"), ("TIFF", "1"),
    ("TIFF", "RGB"), ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "mode"), KINDS)
def test_pictures_become_archival_pages(tmp_path: Path, form: str, mode: str) -> None:
    image = Image.linear_gradient("L").resize((300, 420)).convert("RGB").convert(mode)
    path = tmp_path / f"a.{form.lower()}"
    image.save(path, form, dpi=(50, 50))
    letter = page_of(BODY)
    assert write_searchable(source_of(path), letter, tmp_path / "b.pdf").archival
    conforms(tmp_path / "b.pdf")
    (found,) = find(tmp_path / "b.pdf", "Nghiêm")
    assert found[0] == pytest.approx(BODY[2].x, abs=0.004)
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(300 / 50 * 72, rel=1e-3)
    shown = look(tmp_path / "b.pdf")[..., 0]
    assert shown[20].mean() < 60
    assert shown[-20].mean() > 190


@pytest.mark.parametrize("mode", ["RGB", "L", "1"])
@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_not_a_pixel_changes(tmp_path: Path, form: str, mode: str) -> None:
    image = Image.fromarray(NOISE).convert(mode)
    path = tmp_path / f"a.{form.lower()}"
    image.save(path, form)
    write_searchable(source_of(path), blank(), tmp_path / "b.pdf")
    assert (seen(tmp_path / "b.pdf") == np.asarray(image.convert("RGB"))).all()


def test_the_bytes_of_jpeg_and_png_are_kept(tmp_path: Path) -> None:
    photo = Image.effect_noise((200, 300), 50)
    exif = photo.getexif()
    exif[0x0112] = 8
    photo.save(tmp_path / "c.jpg", exif=exif)
    write_searchable(source_of(tmp_path / "c.jpg"), blank(), tmp_path / "d.pdf")
    with pikepdf.open(tmp_path / "d.pdf") as pdf:
        page = pdf.pages[0]
        assert int(page.obj.Rotate) == 270
        assert page.resources.XObject.Scan.read_raw_bytes() == (tmp_path / "c.jpg").read_bytes()
    photo.convert("RGB").save(tmp_path / "e.png")
    write_searchable(source_of(tmp_path / "e.png"), blank(), tmp_path / "f.pdf")
    with pikepdf.open(tmp_path / "f.pdf") as pdf:
        kept = pdf.pages[0].resources.XObject.Scan.read_raw_bytes()
    pixels = png_pixels((tmp_path / "e.png").read_bytes())
    assert pixels is not None
    assert kept == pixels.data


def chunks(mode: str, **how: object) -> bytes:
    import io

    out = io.BytesIO()
    Image.fromarray(NOISE).convert(mode).save(out, "PNG", **how)
    return out.getvalue()


ODD_PNG = [
    (chunks("P"), "a palette"),
    (chunks("RGBA"), "transparency"),
    (chunks("RGB", transparency=(1, 2, 3)), "a colour that is transparent"),
    (chunks("I;16"), "16 bits"),
    (chunks("L")[:28] + b"\1" + chunks("L")[29:], "interlaced"),
    (chunks("L")[:40], "cut off"),
    (b"", "nothing"),
]


@pytest.mark.parametrize("data", [d for d, _ in ODD_PNG], ids=[n for _, n in ODD_PNG])
def test_png_that_pdf_does_not_take_as_it_is(data: bytes) -> None:
    assert png_pixels(data) is None


def test_frames_are_pages_and_are_packed_at_once(tmp_path: Path) -> None:
    frames = [Image.new("1", (1600, 2200), n) for n in (0, 1, 0)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    source = source_of(tmp_path / "a.tif")
    with image_as_pdf(source) as pdf:
        sizes = [len(p.resources.XObject.Scan.read_raw_bytes()) for p in pdf.pages]
    assert max(sizes) < 1600 * 2200 / 8 / 100
    letter = join([blank(n) for n in (1, 2, 3)])
    write_searchable(source, letter, tmp_path / "b.pdf")
    assert [int(look(tmp_path / "b.pdf", n).mean()) for n in range(3)] == [0, 255, 0]


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif"])
def test_a_picture_cut_in_the_mail_is_said(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Image.fromarray(NOISE).save(path)
    source = source_of(path)
    path.write_bytes(path.read_bytes()[:-9000])
    with pytest.raises(Truncated):
        write_searchable(source, blank(), tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()
