"""What passes intake, and what is refused with which code."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pipeline.errors import (
    Empty,
    Encrypted,
    NotADocument,
    TooLarge,
    Truncated,
    Unreadable,
    Unsafe,
    VanbanError,
)
from pipeline.intake import open_source
from pipeline.records import Source
from pipeline.settings import Settings

S = Settings()


def _pdf(pages: int = 2, **save: object) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def _image(form: str, frames: int = 1, size: tuple[int, int] = (40, 60)) -> bytes:
    images = [Image.effect_noise(size, 60 + n) for n in range(frames)]
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(out, form, **more)
    return out.getvalue()


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


DOCX = _zip(word__document_xml=b"<w/>")
LOCK = pikepdf.Encryption(owner="chu", user="khach")

GOOD = [
    # name, bytes, then kind and pages expected
    ("a.pdf", _pdf(3), "pdf", 3),
    ("owner.pdf", _pdf(1, encryption=pikepdf.Encryption(owner="chu", user="")), "pdf", 1),
    ("damaged.pdf", _pdf(2).replace(b"startxref", b"startxxxx"), "pdf", 2),  # qpdf mends it
    ("a.png", _image("PNG"), "image", 1),
    ("a.jpg", _image("JPEG"), "image", 1),
    ("fax.tif", _image("TIFF", frames=3), "image", 3),
    ("a.docx", DOCX, "docx", 1),
    ("a.txt", "Kính gửi:\fTrang hai".encode(), "text", 2),
    ("a.md", "BÁO CÁO".encode("utf-16"), "text", 1),
]

BAD: list[tuple[str, bytes, type[VanbanError]]] = [
    ("a.pdf", b"", Empty),
    ("a.txt", b" \n\f ", Empty),
    ("a.pdf", _pdf(1, encryption=LOCK), Encrypted),
    ("a.pdf", _pdf(2)[:60], Truncated),
    ("a.pdf", b"%PDF-1.4\nnothing more", Truncated),
    ("a.jpg", _image("JPEG")[:-300], Truncated),
    ("a.png", _image("PNG")[:60], Truncated),
    ("a.docx", DOCX[:-30], Truncated),
    ("a.docx", _zip(xl__workbook_xml=b"<w/>"), NotADocument),
    ("a.txt", b"B\xb8o c\xb8o", NotADocument),  # TCVN3
    ("a.html", b"<html>", NotADocument),
]


def _open(folder: Path, name: str, data: bytes, settings: Settings = S) -> Source:
    path = folder / name
    path.write_bytes(data)
    return open_source(path, name, settings)


@pytest.mark.parametrize(("name", "data", "kind", "pages"), GOOD)
def test_accepts(tmp_path: Path, name: str, data: bytes, kind: str, pages: int) -> None:
    source = _open(tmp_path, name, data)
    assert (source.kind, source.pages, source.size) == (kind, pages, len(data))
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(("name", "data", "error"), BAD)
def test_refuses(tmp_path: Path, name: str, data: bytes, error: type[VanbanError]) -> None:
    with pytest.raises(error) as refusal:
        _open(tmp_path, name, data)
    assert str(refusal.value)


@pytest.mark.parametrize(
    ("name", "data", "limit"),
    [
        ("a.pdf", _pdf(3), {"max_pages": 2}),
        ("a.pdf", _pdf(3), {"max_bytes": 100}),
        ("a.png", _image("PNG"), {"max_pixels": 2000}),
        ("a.docx", _zip(word__document_xml=b"0" * (1 << 27)), {}),  # a bomb: 128 MB in 130 kB
    ],
)
def test_limits(tmp_path: Path, name: str, data: bytes, limit: dict[str, int]) -> None:
    with pytest.raises(TooLarge):
        _open(tmp_path, name, data, replace(S, **limit))


def test_a_link_out_of_its_folder_is_unsafe(tmp_path: Path) -> None:
    outside = tmp_path / "secret.pdf"
    outside.write_bytes(_pdf())
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.pdf").symlink_to(outside)
    with pytest.raises(Unsafe):
        open_source(folder / "link.pdf", "link.pdf", S)


def test_a_link_within_its_folder_is_fine(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "real.pdf").write_bytes(_pdf())
    (tmp_path / "sub" / "link.pdf").symlink_to(tmp_path / "real.pdf")
    assert open_source(tmp_path / "sub" / "link.pdf", "sub/link.pdf", S).pages == 2


def test_pipes_and_climbing_names_are_unsafe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(Unsafe):
        open_source(tmp_path / "a.pdf", "a.pdf", S)
    (tmp_path / "b.pdf").write_bytes(_pdf())
    for name in ("../b.pdf", "/b.pdf", "a/../b.pdf", ""):
        with pytest.raises(Unsafe):
            open_source(tmp_path / "b.pdf", name, S)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        open_source(tmp_path / "none.pdf", "none.pdf", S)
    with pytest.raises(NotADocument):
        open_source(tmp_path, tmp_path.name, S)
