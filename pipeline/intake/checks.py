"""One check a kind of file: does it open, is it whole, how many pages has it."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from pipeline.errors import (
    Empty,
    Encrypted,
    LegacyEncoding,
    NotADocument,
    TooLarge,
    Truncated,
    Unsafe,
)
from pipeline.intake.encodings import legacy
from pipeline.intake.foreign import inside_zip
from pipeline.intake.inside import is_signed, look_inside
from pipeline.intake.passwords import open_pdf
from pipeline.messages import say
from pipeline.records import Problem
from pipeline.settings import Settings
from pipeline.sheets import BROKEN, open_picture, pages_of
from pipeline.text import decode

_DOCX_RATIO = 200  # Word's XML packs 5 to 20 times; a bomb thousands
_MOST_TEXT = 1 << 25  # bytes: a letter of 16 million signs is none
_LEAST_SIDE = 8  # pixels: less holds no line of print
_UNSEEN = ("I", "F")  # 32 bits a pixel: what is black and what white, such a file does not say
_SAMPLE, _SAMPLE_XML = 1 << 16, 1 << 20
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Checked:
    """``notes``: what was mended, and pages that must not be drawn."""

    pages: int
    notes: tuple[Problem, ...] = ()
    signed: bool = False
    locked: bool = False


def check_pdf(path: Path, settings: Settings) -> Checked:
    """Damage that qpdf can mend is no fault, but it is noted."""
    import pikepdf

    try:
        opened, locked = open_pdf(path, settings)
        with opened as pdf:
            pages = len(pdf.pages)
            notes = look_inside(pdf, settings)
            signed = pages > 0 and is_signed(pdf)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Truncated(what=_said(error, path)) from error
    if not pages:
        raise Truncated(what="PDF: 0 tr.")
    return Checked(pages, notes, signed, locked)


def _said(error: Exception, path: Path) -> str:
    """The library's words, without the place on this disk: the same file says the same anywhere."""
    lines = str(error).replace(f"{path}: ", "").replace(str(path), path.name).splitlines()
    return lines[0] if lines else "PDF"


def check_image(path: Path, settings: Settings) -> Checked:
    """Pages of an image. The first is decoded whole, as only that shows a cut-off file."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with open_picture(path) as image:
            frames = pages_of(image)
            image.seek(frames[0])
            width, height = image.size
            if width * height > settings.max_pixels:
                raise TooLarge(
                    limit=f"{settings.max_pixels} px", what=f"{width}×{height} px", page=1
                )
            if min(width, height) < _LEAST_SIDE:
                raise NotADocument(what=f"{width}×{height} px")
            if image.mode in _UNSEEN:
                raise NotADocument(what=say("foreign.picture", kind=f"{image.format} 32 bit"))
            image.load()
    except Image.DecompressionBombError as error:
        raise TooLarge(limit=f"{settings.max_pixels} px", what=str(error)) from error
    except UnidentifiedImageError as error:
        raise Truncated(what="image") from error
    except BROKEN as error:
        raise Truncated(what=str(error)) from error
    return Checked(len(frames))


def check_docx(path: Path, settings: Settings) -> Checked:
    """A Word file is one flow: 1 page. Refuses other zips, bombs and broken archives."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if not any(e.filename == "word/document.xml" for e in entries):
                locked = any(e.flag_bits & 1 for e in entries)
                names = {e.filename for e in entries}
                raise NotADocument(what=inside_zip(names, locked=locked))
            if any(e.flag_bits & 1 for e in entries):
                raise Encrypted()
            total = sum(e.file_size for e in entries)
            packed = sum(e.compress_size for e in entries) or 1
            if total > settings.max_bytes or (total > 1 << 26 and total / packed > _DOCX_RATIO):
                raise TooLarge(limit=f"{settings.max_bytes >> 20} MB", what=f"{total >> 20} MB")
            if (broken := archive.testzip()) is not None:
                raise Truncated(what=broken)
            _check_xml(archive)
            if found := legacy(_sample(archive)):
                raise LegacyEncoding(what=found)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError) as error:
        raise Truncated(what=str(error)) from error
    except (NotImplementedError, RuntimeError, ValueError) as error:  # packed as nobody does
        raise Truncated(what=f"ZIP: {error}") from error
    return Checked(1)


def check_text(path: Path) -> Checked:
    """Pages of a transcription: form feeds part them."""
    data = path.read_bytes()
    if len(data) > _MOST_TEXT:
        raise TooLarge(limit=f"{_MOST_TEXT >> 20} MB", what=f"{len(data) >> 20} MB")
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        if found := legacy(data[:_SAMPLE].decode("latin-1")):
            raise LegacyEncoding(what=found) from error
        raise NotADocument(what=say("foreign.not_utf8")) from error
    if not text.strip():
        raise Empty()
    if found := legacy(text[:_SAMPLE]):  # saved as Unicode by a program that knew no better
        raise LegacyEncoding(what=found)
    return Checked(text.count("\f") + 1)


def _check_xml(archive: zipfile.ZipFile) -> None:
    """The text of a Word file is well formed and declares nothing: entities can name files of
    this machine, and multiply. The format forbids them (ECMA-376, part 2, 8.1.4)."""

    def declared(*_: object) -> None:
        raise Unsafe(what="DTD")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    try:
        with archive.open("word/document.xml") as part:
            parser.ParseFile(part)
    except expat.ExpatError as error:
        raise Truncated(what=f"word/document.xml: {error}") from error


def _sample(archive: zipfile.ZipFile) -> str:
    """Words of a Word file, without its marks."""
    with archive.open("word/document.xml") as part:
        return _TAG.sub("", part.read(_SAMPLE_XML).decode("utf-8", "replace"))
