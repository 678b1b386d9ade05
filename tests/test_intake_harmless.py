"""Warnings of qpdf: which are damage that people are told of, and which are none."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import Code
from pipeline.intake import open_source
from pipeline.intake.harmless import HARMLESS, damage_told
from pipeline.settings import Settings
from tests.cases.paper import letter

TWICE = "dictionary has duplicated key {}; last occurrence overrides earlier ones"
# what qpdf says, and what of it is damage
WARNINGS: tuple[tuple[str, str], ...] = (
    ("bc.pdf (trailer, offset 1892029): " + TWICE.format("/Info"), ""),
    ("quét: lần 2.pdf (trailer, offset 9): " + TWICE.format("/ID"), ""),
    ("bc.pdf (object 5 0, offset 9): " + TWICE.format("/Producer"), ""),
    # keys that pages hang on, among them such as begin alike
    ("bc.pdf (trailer, offset 9): " + TWICE.format("/Root"), TWICE.format("/Root")),
    ("bc.pdf (object 3 0, offset 9): " + TWICE.format("/Contents"), TWICE.format("/Contents")),
    ("bc.pdf (object 3 0, offset 9): " + TWICE.format("/InfoPage"), TWICE.format("/InfoPage")),
    ("bc.pdf: file is damaged", "file is damaged"),
    ("bc.pdf (offset 1285): xref not found", "xref not found"),
    # a name of a file can't talk damage away
    ("/Info; last occurrence.pdf: file is damaged", "file is damaged"),
)


@pytest.mark.parametrize(("said", "damage"), WARNINGS)
def test_what_a_warning_says_of_damage(said: str, damage: str) -> None:
    assert damage_told(said) == damage


def test_each_kind_has_its_reason() -> None:
    assert all(len(why) > 20 for _, why in HARMLESS)


# what is put at the head of the trailer, and the words of the note
TRAILERS: tuple[tuple[bytes, str], ...] = (
    (b"/Info << /Title (a) >> /Info << /Title (b) >>", ""),
    (b"/ID [<00><00>]", ""),
    (b"/Info << /Author (a) /Author (b) >>", ""),
    (b"/Root null", "/Root"),
    # the first that is said is the one that is damage
    (b"/Root null /Info << /Title (a) >> /Info << /Title (b) >>", "/Root"),
    (b"/Info << /Title (a) >> /Info << /Title (b) >> /Root null", "/Root"),
)


@pytest.mark.parametrize(("more", "named"), TRAILERS)
def test_only_damage_is_noted(more: bytes, named: str, tmp_path: Path) -> None:
    path = tmp_path / "bc.pdf"
    path.write_bytes(letter().replace(b"trailer <<", b"trailer << " + more))
    with pikepdf.open(path) as pdf:
        assert pdf.get_warnings(), "qpdf has something to say"
    notes = open_source(path, path.name, Settings()).notes
    assert [note.code for note in notes] == ([Code.REPAIRED] if named else [])
    assert all(named in note.message for note in notes)
