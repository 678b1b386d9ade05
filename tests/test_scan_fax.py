"""Faxes: pixels that are taller than wide, black and white alone, a blur that helps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from pipeline.intake import open_source
from pipeline.scan import page_image
from pipeline.scan.pixels import is_bilevel, pixels
from pipeline.settings import Settings
from tests.scan_sheets import coloured, dusty, letter

S = Settings()
FINE, STANDARD = (204, 196), (204, 98)  # dpi across and down, ITU-T T.4
SIZE_TOL = 2  # pixels


def _faxed(across: int, down: int) -> Any:
    sheet = letter()  # 200 dpi
    size = (round(sheet.shape[1] * across / 200), round(sheet.shape[0] * down / 200))
    return np.where(cv2.resize(sheet, size, interpolation=cv2.INTER_AREA) < 150, 0, 255).astype(
        np.uint8
    )


def _tiff(path: Path, array: Any, dpi: tuple[int, int] | None) -> Path:
    more = {"dpi": dpi} if dpi else {}
    Image.fromarray(array).convert("1").save(path, compression="group4", **more)
    return path


def _pdf(path: Path, array: Any, dpi: tuple[int, int], rotate: int = 0) -> Path:
    pdf = pikepdf.new()
    height, width = array.shape
    points = (width * 72 / dpi[0], height * 72 / dpi[1])
    page = pdf.add_blank_page(page_size=points)
    stream = pikepdf.Stream(pdf, np.packbits(array > 0, axis=1).tobytes())
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = width, height, 1
    stream.ColorSpace = pikepdf.Name.DeviceGray
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fax=stream))
    page.obj.Contents = pdf.make_stream(f"q {points[0]} 0 0 {points[1]} 0 0 cm /Fax Do Q".encode())
    if rotate:
        page.obj.Rotate = rotate
    pdf.save(path)
    return path


@pytest.mark.parametrize("dpi", [FINE, STANDARD])
@pytest.mark.parametrize("kind", ["tif", "pdf"])
def test_pixels_come_out_square(tmp_path: Path, kind: str, dpi: tuple[int, int]) -> None:
    make = _tiff if kind == "tif" else _pdf
    path = make(tmp_path / f"a.{kind}", _faxed(*dpi), dpi)
    found = pixels(open_source(path, path.name, S), 1, S)
    assert found.bilevel
    assert f"{dpi[0]}×{dpi[1]} dpi" in found.how
    assert found.dpi == pytest.approx(204, rel=0.01)
    height, width = found.array.shape
    assert height / width == pytest.approx(2339 / 1654, rel=0.005)


def test_a_turned_fax_is_squared_the_other_way(tmp_path: Path) -> None:
    path = _pdf(tmp_path / "a.pdf", _faxed(*STANDARD), STANDARD, rotate=90)
    found = pixels(open_source(path, path.name, S), 1, S)
    height, width = found.array.shape
    assert width / height == pytest.approx(2339 / 1654, rel=0.005)


def test_a_line_of_1728_pixels_without_a_resolution_is_a_coarse_fax(tmp_path: Path) -> None:
    sheet = np.full((1146, 1728), 255, np.uint8)
    sheet[300:800:24, 200:1500] = 0
    found = pixels(open_source(_tiff(tmp_path / "a.tif", sheet, None), "a.tif", S), 1, S)
    assert "204×98 dpi" in found.how
    assert abs(found.array.shape[0] - round(1146 * 204 / 98)) <= SIZE_TOL


@pytest.mark.parametrize("dpi", [FINE, STANDARD])
def test_a_fax_is_softened_and_its_strokes_stay(tmp_path: Path, dpi: tuple[int, int]) -> None:
    path = _tiff(tmp_path / "a.tif", _faxed(*dpi), dpi)
    page = page_image(open_source(path, "a.tif", S), 1, S)
    assert [step for step in page.steps if step.startswith("softened")]
    assert not page.rough
    share = float((letter() < 128).mean())
    assert float((page.clean < 128).mean()) == pytest.approx(share, rel=0.25)
    assert len(np.unique(page.clean)) > 50  # greys between the steps


def test_much_dust_is_wiped_before_it_is_softened(tmp_path: Path) -> None:
    sheet = dusty(letter(6), 9000)
    page = page_image(open_source(_tiff(tmp_path / "a.tif", sheet, (200, 200)), "a.tif", S), 1, S)
    assert (page.clean[1000:2200] < 128).mean() < 1e-5
    assert (page.clean[200:700] < 128).mean() > 0.01


def _stamped() -> Any:
    """A black and white letter with a small red mark put over it by a program."""
    page = coloured(np.where(letter() < 128, 0, 255).astype(np.uint8))
    page[80:110, 1200:1260] = (200, 30, 30)
    return page


# (kind of page, bilevel)
KINDS = [
    ("letter drawn with greys", letter(), False),
    ("the same in black and white", np.where(letter() < 128, 0, 255).astype(np.uint8), True),
    ("paper alone, as a camera sees it", np.full((500, 400), 240, np.uint8), False),
    ("a picture in colour", coloured(np.tile(np.arange(256, dtype=np.uint8), (90, 1))), False),
    ("black and white under a stamp of colour", _stamped(), True),
]


@pytest.mark.parametrize(("what", "array", "expected"), KINDS, ids=[k[0] for k in KINDS])
def test_what_is_bilevel(what: str, array: Any, expected: bool) -> None:
    assert is_bilevel(array) is expected, what


def test_a_300_dpi_bilevel_scan_needs_no_blur(tmp_path: Path) -> None:
    sheet = _faxed(300, 300)
    page = page_image(open_source(_tiff(tmp_path / "a.tif", sheet, (300, 300)), "a.tif", S), 1, S)
    assert not [step for step in page.steps if step.startswith("softened")]
