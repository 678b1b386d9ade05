"""Is a page typeset or scanned, and how is it turned: on pages that pikepdf makes."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from pipeline.pdf import is_typeset, rotation

TEXT = b"BT /F1 12 Tf 72 700 Td (So: 12/KH-UBND) Tj ET "
HIDDEN = b"BT 3 Tr /F1 12 Tf 72 600 Td (hidden) Tj ET "
PICTURE = b"q 612 0 0 792 0 0 cm /I Do Q "
SMALL = b"q 60 0 0 60 0 0 cm /I Do Q "


def page_of(content: bytes, path: Path) -> pdfium.PdfPage:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                              BaseFont=pikepdf.Name.Helvetica)  # fmt: skip
    image = pikepdf.Stream(pdf, b"\x80")
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = 1, 1, 8
    image.ColorSpace = pikepdf.Name.DeviceGray
    page.obj.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(I=image)
    )
    page.obj.Contents = pikepdf.Stream(pdf, content)
    pdf.save(path)
    return pdfium.PdfDocument(path)[0]


@pytest.mark.parametrize(
    ("content", "few", "wanted"),
    [
        (TEXT, 0, True),
        (b"", 0, False),
        # a scanner's own layer is no text that anybody set
        (PICTURE + HIDDEN, 0, False),
        (HIDDEN, 0, False),
        (TEXT + HIDDEN * 2, 0, False),
        # text over a scan; a seal or a signature beside text
        (PICTURE + TEXT, 0, False),
        (SMALL + TEXT, 0, True),
        # an archive's stamp on a scan that fills little of the page
        (SMALL + TEXT, 5, False),
        (TEXT * 6, 5, True),
    ],
)
def test_typeset(content: bytes, few: int, wanted: bool, tmp_path: Path) -> None:
    assert is_typeset(page_of(content, tmp_path / "a.pdf"), few=few) is wanted


@pytest.mark.parametrize(
    ("own", "inherited", "wanted"),
    [
        (None, None, 0),
        (90, None, 90),
        (-90, None, 270),
        (450, None, 90),
        (None, 180, 180),
        (0, 90, 0),
    ],
)
def test_rotation(own: int | None, inherited: int | None, wanted: int) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    if own is not None:
        page.obj.Rotate = own
    if inherited is not None:
        pdf.Root.Pages.Rotate = inherited
    assert rotation(pdf.pages[0]) == wanted


def test_a_page_tree_that_bites_its_tail_ends() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Parent = page.obj
    assert rotation(page) == 0
