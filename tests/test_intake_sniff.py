"""Kinds by content, whatever the name says."""

from __future__ import annotations

import pytest

from pipeline.errors import Empty, NotADocument
from pipeline.intake.sniff import sniff

TAKEN = [
    # (first bytes, name, kind)
    (b"%PDF-1.4\n", "a.pdf", "pdf"),
    (b"junk before\n%PDF-1.7", "a.pdf", "pdf"),  # the standard's Annex H allows it
    (b"%PDF-1.4", "report.docx", "pdf"),  # names lie
    (b"\x89PNG\r\n\x1a\n....", "a.png", "image"),
    (b"\xff\xd8\xff\xe0..JFIF", "a", "image"),
    (b"II*\0....", "a.tif", "image"),
    (b"MM\0*....", "a.tif", "image"),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "a.webp", "image"),
    (b"BM\x36\0\0\0\0\0\0\0", "a.bmp", "image"),
    (b"PK\x03\x04....", "a.docx", "docx"),
    ("Kính gửi: Sở Nội vụ".encode(), "a.txt", "text"),
    ("# BÁO CÁO".encode(), "a", "text"),
    ("BÁO CÁO".encode("utf-16"), "a.txt", "text"),
    (b"BMI cua can bo", "a.txt", "text"),  # begins like a bitmap, is none
]

REFUSED = [
    # (first bytes, name, a word of the reason)
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.doc", "docx"),
    (b"{\\rtf1", "a.rtf", "RTF"),
    (b"<!DOCTYPE html><p>", "a.pdf", "HTML"),
    (b"\xef\xbb\xbf  <html>", "a.txt", "HTML"),
    (b"GIF89a", "a.gif", "GIF"),
    (b"\0\0\0\x18ftypheic", "a.jpg", "HEIC"),
    (b"MZ\x90\0", "a.pdf", "Windows"),
    (b"SQLite format 3\0", "a.db", "SQLite"),
    (b'{"a": 1}', "a.json", ".json"),
    (b"plain words", "a.pdf", ".pdf"),  # a text that calls itself PDF
    (b"ab\0cd", "a.bin", ".bin"),
]


@pytest.mark.parametrize(("head", "name", "kind"), TAKEN)
def test_takes(head: bytes, name: str, kind: str) -> None:
    assert sniff(head, name) == kind


@pytest.mark.parametrize(("head", "name", "reason"), REFUSED)
def test_refuses_and_says_why(head: bytes, name: str, reason: str) -> None:
    with pytest.raises(NotADocument) as refusal:
        sniff(head, name)
    assert reason in str(refusal.value.details["what"])


def test_nothing_is_empty() -> None:
    with pytest.raises(Empty):
        sniff(b"", "a.pdf")
