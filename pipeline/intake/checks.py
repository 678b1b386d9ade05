"""One check a kind of file: does it open, is it whole, how many pages has it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from pipeline.errors import Empty, Encrypted, NotADocument, TooLarge, Truncated
from pipeline.settings import Settings
from pipeline.text import decode

_DOCX_RATIO = 200  # Word's XML packs 5 to 20 times; a bomb thousands


def check_pdf(path: Path) -> int:
    """Pages of a PDF; damage that qpdf can mend is no fault."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise Encrypted() from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Truncated(what=str(error).splitlines()[0] if str(error) else "PDF") from error
    if not pages:
        raise Truncated(what="PDF: 0 tr.")
    return pages


def check_image(path: Path, settings: Settings) -> int:
    """Frames of an image. The first is decoded whole, as only that shows a cut-off file."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(path) as image:
            frames = int(getattr(image, "n_frames", 1))
            width, height = image.size
            if width * height > settings.max_pixels:
                raise TooLarge(
                    limit=f"{settings.max_pixels} px", what=f"{width}×{height} px", page=1
                )
            image.load()
    except Image.DecompressionBombError as error:
        raise TooLarge(limit=f"{settings.max_pixels} px", what=str(error)) from error
    except UnidentifiedImageError as error:
        raise Truncated(what="image") from error
    except (OSError, SyntaxError, ValueError) as error:  # PIL's own for broken streams
        raise Truncated(what=str(error)) from error
    return frames


def check_docx(path: Path, settings: Settings) -> int:
    """A Word file is one flow: 1 page. Refuses other zips, bombs and broken archives."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if not any(e.filename == "word/document.xml" for e in entries):
                raise NotADocument(what=_zip_kind({e.filename for e in entries}))
            if any(e.flag_bits & 1 for e in entries):
                raise Encrypted()
            total = sum(e.file_size for e in entries)
            packed = sum(e.compress_size for e in entries) or 1
            if total > settings.max_bytes or (total > 1 << 26 and total / packed > _DOCX_RATIO):
                raise TooLarge(limit=f"{settings.max_bytes >> 20} MB", what=f"{total >> 20} MB")
            if (broken := archive.testzip()) is not None:
                raise Truncated(what=broken)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise Truncated(what=str(error)) from error
    return 1


def check_text(path: Path) -> int:
    """Pages of a transcription: form feeds part them."""
    try:
        text = decode(path.read_bytes())
    except UnicodeDecodeError as error:
        raise NotADocument(what="không phải UTF-8 / not UTF-8") from error
    if not text.strip():
        raise Empty()
    return text.count("\f") + 1


def _zip_kind(names: set[str]) -> str:
    if any(n.startswith("xl/") for n in names):
        return "XLSX"
    if any(n.startswith("ppt/") for n in names):
        return "PPTX"
    return "ODT → .docx/.pdf" if "content.xml" in names else "ZIP"
