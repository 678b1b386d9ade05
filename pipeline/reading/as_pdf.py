"""Pictures as PDF pages, without loss."""

from __future__ import annotations

import io
from typing import Any

from pipeline.errors import Truncated
from pipeline.records import Source

_A4_SHORT = 8.27  # inches
_SANE = (4.0, 12.5)  # inches: a short side beyond these was never measured, only stated
_DEFAULT_DPI = (72, 96)  # what cameras and editors write when they do not know
_EXIF_ORIENTATION = 0x0112
_TURNS = {3: 180, 6: 90, 8: 270}


def image_as_pdf(source: Source) -> Any:
    """A ``pikepdf.Pdf`` with a page for each frame. A JPEG's own bytes are kept; others are
    packed without loss. EXIF's turn becomes the page's /Rotate. Raises ``Truncated``."""
    import pikepdf
    from PIL import Image, ImageOps

    pdf = pikepdf.Pdf.new()
    try:
        with Image.open(source.path) as image:
            for frame in range(int(getattr(image, "n_frames", 1))):
                image.seek(frame)
                orientation = image.getexif().get(_EXIF_ORIENTATION, 1)
                turn = _TURNS.get(orientation, 0)
                if image.format == "JPEG" and image.mode in ("L", "RGB") and (
                    turn or orientation == 1
                ):  # fmt: skip
                    data, filters = source.path.read_bytes(), pikepdf.Name.DCTDecode
                    picture = image
                else:
                    upright = ImageOps.exif_transpose(image) or image
                    picture, turn = _plain(upright), 0
                    data, filters = picture.tobytes(), None
                _add_page(pdf, picture, data, filters, _dpi(image), turn)
    except (OSError, EOFError, SyntaxError, ValueError) as error:
        raise Truncated(what=str(error)) from error
    return pdf


def _plain(image: Any) -> Any:
    if image.mode in ("1", "L", "RGB"):
        return image.copy()
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        from PIL import Image

        rgba = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba)
    return image.convert("RGB")


def _dpi(image: Any) -> float:
    stated = float(image.info.get("dpi", (0, 0))[0] or 0)
    short = float(min(image.size))
    believed = round(stated) not in _DEFAULT_DPI and stated > 0
    if believed and _SANE[0] <= short / stated <= _SANE[1]:
        return stated
    return short / _A4_SHORT


def _add_page(pdf: Any, image: Any, data: bytes, filters: Any, dpi: float, turn: int) -> None:
    import pikepdf

    width, height = image.width / dpi * 72, image.height / dpi * 72
    stream = pikepdf.Stream(pdf, data)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = image.width, image.height
    rgb = image.mode == "RGB"
    stream.ColorSpace = pikepdf.Name.DeviceRGB if rgb else pikepdf.Name.DeviceGray
    stream.BitsPerComponent = 1 if image.mode == "1" else 8
    if filters is not None:
        stream.Filter = filters
    content = io.BytesIO(f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Scan Do Q".encode())
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width, 4), round(height, 4)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=pdf.make_indirect(stream))),
        Contents=pdf.make_stream(content.getvalue()),
        Rotate=turn,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
