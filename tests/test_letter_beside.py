"""What a file tells of itself: its name, its PDF's title and day, its digital signatures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letter.beside import Beside, beside, day_of_iso_time, day_of_pdf_time
from pipeline.records import Signature, Source

# (as a PDF writes it, the day in Vietnam)
PDF_TIMES = [
    ("D:20171011122752+07'00'", "2017-10-11"),
    ("D:20171011122752+07'00", "2017-10-11"),
    ("D:20171011052752Z", "2017-10-11"),
    # evening in Greenwich, morning in Hanoi
    ("D:20171011182752Z", "2017-10-12"),
    ("D:20171011233000-05'00'", "2017-10-12"),
    ("20171011122752", "2017-10-11"),
    ("D:201710111227", "2017-10-11"),
    ("D:20171011", "2017-10-11"),
    # none
    ("D:20171311122752", None),
    ("D:20170230", None),
    ("D:2017", None),
    ("D:20171011122752+99'00'", None),
    ("11/10/2017", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("written", "day"), PDF_TIMES)
def test_day_of_pdf_time(written: str | None, day: str | None) -> None:
    assert day_of_pdf_time(written) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-04-08T17:35:56+07:00", "2026-04-08"),
        ("2026-04-08T17:35:56Z", "2026-04-09"),
        ("2026-04-08T17:35:56", "2026-04-08"),
        ("2026-04-08", "2026-04-08"),
        ("9999-12-31T23:00:00Z", None),
        ("hôm qua", None),
        (None, None),
    ],
)
def test_day_of_iso_time(written: str | None, day: str | None) -> None:
    assert day_of_iso_time(written) == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    for day in (day_of_pdf_time(text), day_of_iso_time(text), day_of_pdf_time(f"D:{text}")):
        assert day is None or len(day) == 10


def source(path: Path, kind: str = "pdf") -> Source:
    return Source(path, f"in/{path.name}", kind, "0" * 64, 1, 1)  # type: ignore[arg-type]


def pdf(path: Path, **info: str) -> Path:
    with pikepdf.Pdf.new() as made:
        made.add_blank_page()
        for key, value in info.items():
            made.docinfo[f"/{key}"] = value
        made.save(path)
    return path


def test_title_and_day_of_a_pdf(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", Title="  1943\n sở  y tế ", CreationDate="D:20171011052752Z")
    assert beside(source(path)) == Beside("in/a.pdf", "1943 sở y tế", "2017-10-11")


def test_a_pdf_that_tells_nothing(tmp_path: Path) -> None:
    assert beside(source(pdf(tmp_path / "a.pdf"))) == Beside("in/a.pdf")
    assert beside(source(pdf(tmp_path / "b.pdf", Title="  "))).title is None


def test_metadata_of_the_wrong_kind_are_no_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.Pdf.new() as made:
        made.add_blank_page()
        made.docinfo["/CreationDate"] = pikepdf.Array([1, 2])
        made.docinfo["/Title"] = "T" * 5000
        made.save(path)
    found = beside(source(path))
    assert found.created is None and len(found.title or "") == 200


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n", b"no pdf at all"])
def test_a_file_that_does_not_open_has_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert beside(source(path)) == Beside("in/a.pdf")


def test_a_file_with_a_password_has_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.Pdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Title"] = "15-KH-SXD"
        made.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert beside(source(path)) == Beside("in/a.pdf")


def test_other_files_have_names_and_signatures_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8")
    signed = Signature("Sở Xây dựng", "", "2020-06-03T08:00:00+07:00", True, True)
    one = replace(source(path, "image"), signatures=(signed,))
    assert beside(one) == Beside("in/a.jpg", signatures=(signed,))
