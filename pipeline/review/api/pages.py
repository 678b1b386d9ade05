"""Pages of a letter: their pictures, their words, and the files kept of it."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from starlette.responses import FileResponse

from pipeline.review.api.common import AReader, Sha256, Told
from pipeline.review.api.documents import letter
from pipeline.review.boxes import read_words
from pipeline.review.failures import Refused
from pipeline.review.security.paths import letter_file

router = APIRouter(tags=["documents"])
Number = Annotated[int, Path(ge=1, le=100_000, description="of the page, from 1")]
_KEPT = {"Cache-Control": "private, max-age=600"}
# What comes from outside is never shown within the desk, only handed over.
_HANDED = {"Content-Security-Policy": "sandbox; default-src 'none'"}
_JPEG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}
}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    }
}


class Word(Told):
    text: str
    box: tuple[float, float, float, float]
    line: int


class Words(Told):
    """Boxes in fractions of the page's picture, ``width`` × ``height`` pixels when read."""

    page: int
    width: int
    height: int
    words: list[Word]


@router.get("/documents/{sha256}/pages/{number}.jpg", response_class=FileResponse, responses=_JPEG)
def picture(here: AReader, sha256: Sha256, number: Number) -> FileResponse:
    """The upright page, as scanned."""
    path = letter_file(here.out, letter(here, sha256), "pages", f"{number}.jpg")
    return FileResponse(path, media_type="image/jpeg", headers=_KEPT)


@router.get("/documents/{sha256}/words/{number}", response_model=Words)
def words(here: AReader, sha256: Sha256, number: Number) -> Any:
    """The words of a page with their boxes, in reading order: what can be selected."""
    path = letter_file(here.out, letter(here, sha256), "alto", f"{number}.xml")
    try:
        found = read_words(path)
    except (ValueError, OSError) as error:
        raise Refused(404, "not_found") from error
    return {
        "page": number,
        "width": found.width,
        "height": found.height,
        "words": [{"text": w.text, "box": w.box, "line": w.line} for w in found.words],
    }


@router.get("/documents/{sha256}/files/{name}", response_class=FileResponse, responses=_FILE)
def kept_file(
    here: AReader, sha256: Sha256, name: Literal["original", "searchable", "text"]
) -> FileResponse:
    """A file kept of the letter: as it came in, as a PDF that can be searched, or its text."""
    document = letter(here, sha256)
    folder = FilePath(document["folder"] or "-").name
    if name == "text":
        path = letter_file(here.out, document, "text.txt")
    elif name == "searchable":
        path = letter_file(here.out, document, f"{folder}.pdf")
    else:
        path = letter_file(here.out, document, "original", _original(here.out, document))
    shown = f"{folder}{path.suffix}"
    kind = "application/octet-stream"
    return FileResponse(path, media_type=kind, filename=shown, headers=_HANDED)


def _original(out: FilePath, document: dict[str, Any]) -> str:
    """The one file in the folder ``original``."""
    folder = out / (document["folder"] or "-") / "original"
    names = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
    if not names:
        raise Refused(404, "not_found")
    return names[0]
