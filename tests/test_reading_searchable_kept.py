"""Searchable PDFs: what is seen stays, byte by byte, and failures leave the old copy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest

from pipeline.errors import NotADocument, OutputUnwritable, Truncated
from pipeline.intake import open_source
from pipeline.reading.searchable import write_searchable
from pipeline.records import join, map_box
from tests.export_letters import BODY, HEAD, blank, page_of
from tests.searchable_pdfs import (
    PHOTO,
    SEEN_TOL,
    S,
    look,
    scan,
    text_of,
)

# --- look and bytes ----------------------------------------------------------------------


def test_what_is_seen_stays(tmp_path: Path) -> None:
    source = scan(tmp_path / "a.pdf")
    write_searchable(source, page_of((*HEAD, *BODY)), tmp_path / "b.pdf")
    assert np.abs(look(tmp_path / "a.pdf") - look(tmp_path / "b.pdf")).max() <= SEEN_TOL


def test_a_page_on_its_head_is_shown_upright(tmp_path: Path) -> None:
    source = scan(tmp_path / "a.pdf")
    write_searchable(source, page_of(BODY, turned=180), tmp_path / "b.pdf")
    turned = look(tmp_path / "a.pdf")[::-1, ::-1]
    assert np.abs(turned - look(tmp_path / "b.pdf")).mean() <= SEEN_TOL


def test_the_scan_itself_is_kept_bit_by_bit(tmp_path: Path) -> None:
    source = scan(tmp_path / "a.pdf")
    write_searchable(source, page_of(BODY), tmp_path / "b.pdf")
    with pikepdf.open(source.path) as before, pikepdf.open(tmp_path / "b.pdf") as after:
        pixels = [p.pages[0].resources.XObject.Scan.read_bytes() for p in (before, after)]
    assert pixels[0] == pixels[1]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = scan(tmp_path / "a.pdf")
    for name in ("b.pdf", "c.pdf"):
        write_searchable(source, page_of(BODY), tmp_path / name)
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "c.pdf").read_bytes()


# --- failures ----------------------------------------------------------------------------


def test_words_alone_make_no_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("BÁO CÁO", encoding="utf-8")
    source = open_source(tmp_path / "a.txt", "a.txt", S)
    with pytest.raises(NotADocument):
        write_searchable(source, blank(), tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()


def test_a_file_that_broke_meanwhile_leaves_the_old_copy(tmp_path: Path) -> None:
    source = scan(tmp_path / "a.pdf")
    write_searchable(source, page_of(BODY), tmp_path / "b.pdf")
    before = (tmp_path / "b.pdf").read_bytes()
    source.path.write_bytes(b"%PDF-1.4\nnothing")
    with pytest.raises(Truncated):
        write_searchable(source, page_of(BODY), tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.pdf", "b.pdf"]


def test_a_target_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = scan(tmp_path / "a.pdf")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputUnwritable):
        write_searchable(source, page_of(BODY), tmp_path / "file" / "b.pdf")


def test_more_pages_than_the_file_has_do_no_harm(tmp_path: Path) -> None:
    letter = join([page_of(BODY[:1]), page_of(BODY[1:], 2)])
    write_searchable(scan(tmp_path / "a.pdf"), letter, tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").split() == BODY[0].text.split()


def test_boxes_map_as_the_transcript_says() -> None:
    """What the tests above compare with is the transcript's own word."""
    letter = page_of(BODY, to_paper=PHOTO)
    word = letter.words[3]
    assert word.box is not None
    assert letter.locate(word.span)[0].box == map_box(PHOTO, word.box)
