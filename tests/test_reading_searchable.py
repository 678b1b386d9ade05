"""Searchable PDFs: what is seen stays, what is found is our text and stands where it is printed."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Truncated
from pipeline.reading.searchable import on_page, write_searchable
from pipeline.records import Page, Span, join
from tests.export_letters import BODY, HEAD, Row, blank, page_of
from tests.searchable_pdfs import (
    LEANING,
    PHOTO,
    PLACE_TOL,
    box_in,
    check_stands,
    find,
    scan,
    text_of,
)

# --- places ------------------------------------------------------------------------------


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_stand_where_they_are_printed(tmp_path: Path, rotate: int, turned: int) -> None:
    source = scan(tmp_path / "a.pdf", rotate, (20, 30, 490, 680))
    letter = page_of(BODY, turned=turned)
    assert write_searchable(source, letter, tmp_path / "b.pdf").archival
    for what in ("Nghiêm", "733/QĐ-TTg", "tướng"):
        (found,) = find(tmp_path / "b.pdf", what)
        wanted = box_in(letter, what)
        assert (found[0], found[2]) == pytest.approx((wanted[0], wanted[2]), abs=0.01)
        assert (found[1] + found[3]) / 2 == pytest.approx((wanted[1] + wanted[3]) / 2, abs=0.015)


@pytest.mark.parametrize("to_paper", [LEANING, PHOTO], ids=["deskewed", "photo"])
def test_what_was_straightened_to_be_read_is_marked_on_the_paper(
    tmp_path: Path, to_paper: Any
) -> None:
    letter = page_of(BODY, to_paper=to_paper)
    write_searchable(scan(tmp_path / "a.pdf"), letter, tmp_path / "b.pdf")
    for what in ("Thực", "ngày", "hẹn."):
        (found,) = find(tmp_path / "b.pdf", what)
        check_stands(found, box_in(letter, what))


def test_a_part_of_a_word_is_marked_where_it_stands(tmp_path: Path) -> None:
    """The unseen type has the widths of the printed one."""
    row = Row("Số: 1245/SNV-TCBC", 0.2, 0.4, 0.04)
    letter = page_of([row])
    write_searchable(scan(tmp_path / "a.pdf"), letter, tmp_path / "b.pdf")
    whole = box_in(letter, "1245/SNV-TCBC")
    from pipeline.reading.export.type import advance

    (found,) = find(tmp_path / "b.pdf", "SNV")
    left = whole[0] + advance("1245/") * row.size
    assert found[0] == pytest.approx(left, abs=PLACE_TOL)
    assert found[2] == pytest.approx(left + advance("SNV") * row.size, abs=PLACE_TOL)


@pytest.mark.parametrize("broad", [0.7, 0.93, 1.08, 1.5])
def test_type_that_is_narrower_or_wider_than_ours_still_fits(tmp_path: Path, broad: float) -> None:
    letter = page_of(BODY[:1])
    from dataclasses import replace

    words = []
    for n, word in enumerate(letter.words):
        assert word.box is not None
        x0, y0, x1, y1 = word.box
        wide = (x1 - x0) * (broad if n % 2 else 1.0)
        words.append(replace(word, box=(x0, y0, x0 + min(wide, x1 - x0 + 0.004), y1)))
    letter = replace(letter, words=tuple(words))
    write_searchable(scan(tmp_path / "a.pdf"), letter, tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").split() == letter.text.split()
    for word in words[:6]:
        assert word.box is not None
        hits = find(tmp_path / "b.pdf", letter.quote(word.span))
        assert any(h[0] == pytest.approx(word.box[0], abs=PLACE_TOL) for h in hits)
        assert any(h[2] == pytest.approx(word.box[2], abs=2 * PLACE_TOL) for h in hits)


def test_poppler_agrees(tmp_path: Path) -> None:
    import re

    letter = page_of((*HEAD, *BODY))
    write_searchable(scan(tmp_path / "a.pdf"), letter, tmp_path / "b.pdf")
    made = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "b.pdf", "-"], capture_output=True, text=True, check=True
    )
    rows = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<', made.stdout
    )
    assert len(rows) == len(letter.words)
    for word in letter.words:
        assert word.box is not None
        same = [
            (float(a) / 500, float(b) / 700, float(c) / 500, float(d) / 700)
            for a, b, c, d, text in rows
            if text == letter.quote(word.span)
        ]
        nearest = min(same, key=lambda b: abs(b[0] - word.box[0]) + abs(b[1] - word.box[1]))
        check_stands(nearest, word.box)


@given(st.sampled_from([0, 90, 180, 270]), st.floats(0, 1), st.floats(0, 1), st.floats(-0.05, 0.05))
def test_every_point_finds_its_place(rotation: int, x: float, y: float, tilt: float) -> None:
    """Straight → paper → page as shown."""
    h = (1.0, tilt, 0.01, -tilt, 1.0, -0.02, 0.0, 0.0, 1.0)
    page = Page(1, Span(0, 0), "read", "ocr", 1.0, to_paper=h)
    got = on_page(page, (10.0, 20.0, 310.0, 420.0), rotation)(x, y)
    u, v = h[0] * x + h[1] * y + h[2], h[3] * x + h[4] * y + h[5]
    wanted = {
        0: (10 + 300 * u, 420 - 400 * v),
        90: (10 + 300 * v, 20 + 400 * u),
        180: (310 - 300 * u, 20 + 400 * v),
        270: (310 - 300 * v, 420 - 400 * u),
    }[rotation]
    assert got == pytest.approx(wanted, abs=1e-6)


# --- text --------------------------------------------------------------------------------


def test_the_text_is_ours_in_our_order(tmp_path: Path) -> None:
    """Left head before right head, as a person reads it, and Vietnamese letter by letter."""
    letter = page_of((*HEAD, *BODY))
    write_searchable(scan(tmp_path / "a.pdf"), letter, tmp_path / "b.pdf")
    seen = text_of(tmp_path / "b.pdf")
    assert [line.strip() for line in seen.splitlines()] == letter.text.splitlines()
    assert unicodedata.is_normalized("NFC", seen)
    made = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "b.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert made.stdout.split() == letter.text.split()


def test_the_normal_form_is_found_not_what_the_engine_gave(tmp_path: Path) -> None:
    from dataclasses import replace

    letter = page_of(BODY[:1])
    words = tuple(replace(w, raw="733/QD-TTg") for w in letter.words)
    write_searchable(scan(tmp_path / "a.pdf"), replace(letter, words=words), tmp_path / "b.pdf")
    assert "733/QĐ-TTg" in text_of(tmp_path / "b.pdf")
    assert "QD" not in text_of(tmp_path / "b.pdf")


ODD = [
    ("một", "a lone word"),
    ("- … — • “” ; ,", "signs that stand on no base line"),
    ("(ký) [1] {a} \\ / <b> & %", "signs that mean something in PDF"),
    ("Ỗ Ữ Ặ ự ở đ Đ ™ € ½", "stacked marks, and signs of no usual width"),
]


@pytest.mark.parametrize("text", [t for t, _ in ODD], ids=[n for _, n in ODD])
def test_odd_words_come_back(tmp_path: Path, text: str) -> None:
    letter = page_of([Row(text, 0.1, 0.5)])
    write_searchable(scan(tmp_path / "a.pdf"), letter, tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").split() == text.split()


def test_a_sign_beyond_the_first_plane_does_not_spoil_the_rest(tmp_path: Path) -> None:
    letter = page_of([Row("trước 𝔄 sau", 0.1, 0.5)])
    write_searchable(scan(tmp_path / "a.pdf"), letter, tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").split()[::2] == ["trước", "sau"]


def test_each_page_has_its_own_words(tmp_path: Path) -> None:
    letter = join([page_of(BODY[:1]), blank(2, status="blank"), page_of(BODY[2:], 3)])
    write_searchable(scan(tmp_path / "a.pdf", pages=3), letter, tmp_path / "b.pdf")
    texts = [text_of(tmp_path / "b.pdf", n).split() for n in range(3)]
    assert texts == [BODY[0].text.split(), [], BODY[2].text.split()]


def test_a_scanners_words_give_way(tmp_path: Path) -> None:
    hidden = "BT 3 Tr /F 9 Tf 9 9 Td (CQNG HoA) Tj 0 Tr (So) Tj ET"
    source = scan(tmp_path / "a.pdf", text=hidden)
    write_searchable(source, page_of(BODY), tmp_path / "b.pdf")
    text = text_of(tmp_path / "b.pdf")
    assert "CQNG" not in text
    assert "So" in text
    assert "Nghiêm túc" in text


MODES = [
    ("q BT 3 Tr ET Q BT /F 9 Tf 9 9 Td (seen) Tj ET", ["seen"], "the mode ends with the state"),
    ("q BT 3 Tr ET q BT /F 9 Tf (no) Tj ET Q Q", [], "and holds in a state within"),
    ("Tr Tf Q Q BT Tj ET", [], "a damaged page has operators without operands"),
    ("3 Tr BT /F 9 Tf (no) ' ET BT 0 Tr (seen) Tj ET", ["seen"], "it outlives a text object"),
]


@pytest.mark.parametrize(("text", "left"), [m[:2] for m in MODES], ids=[m[2] for m in MODES])
def test_only_what_is_not_seen_gives_way(tmp_path: Path, text: str, left: list[str]) -> None:
    write_searchable(scan(tmp_path / "a.pdf", text=text), blank(), tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").split() == left


def test_a_word_set_wide_stays_one_word(tmp_path: Path) -> None:
    """Letters spaced out in a heading, beside words of usual width."""
    from dataclasses import replace

    letter = page_of([Row("Căn cứ QUYẾT ĐỊNH số 12", 0.1, 0.5)])
    words = list(letter.words)
    for n in (2, 3):
        box = words[n].box
        assert box is not None
        shift = 0.15 * (n - 2)
        wide = (box[0] + shift, box[1], box[2] + shift + 0.14, box[3])
        words[n] = replace(words[n], box=wide)
    words[4:] = [
        replace(w, box=(w.box[0] + 0.3, w.box[1], w.box[2] + 0.3, w.box[3]))
        for w in words[4:]
        if w.box
    ]
    letter = replace(letter, words=tuple(words))
    write_searchable(scan(tmp_path / "a.pdf"), letter, tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").split() == letter.text.split()
    made = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "b.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert made.stdout.split() == letter.text.split()


def test_a_scanners_words_in_a_form_give_way_too(tmp_path: Path) -> None:
    source = scan(tmp_path / "a.pdf")
    with pikepdf.open(source.path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(b"BT 3 Tr /F 9 Tf 9 9 Td (CQNG HoA) Tj ET")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 500, 700])
        form.Resources = pikepdf.Dictionary(Font=page.resources.Font)
        page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/Layer"))
        page.contents_add(b"/Layer Do")
        pdf.save(source.path)
    assert "CQNG" in text_of(source.path)
    made = write_searchable(source, page_of(BODY), tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").split() == " ".join(r.text for r in BODY).split()
    assert made.archival  # the font that was not embedded went with its words


@pytest.mark.parametrize("what", ["/Font", "/XObject", "/Resources"])
def test_resources_that_are_no_dictionaries_do_no_harm(tmp_path: Path, what: str) -> None:
    source = scan(tmp_path / "a.pdf")
    with pikepdf.open(source.path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        holder = page.obj if what == "/Resources" else page.resources
        holder[what] = pikepdf.Array([1])
        pdf.save(source.path)
    try:
        write_searchable(source, page_of(BODY), tmp_path / "b.pdf")
    except Truncated:
        assert not (tmp_path / "b.pdf").exists()
    else:
        assert text_of(tmp_path / "b.pdf").split() == " ".join(r.text for r in BODY).split()


def test_what_other_pages_share_stays_theirs(tmp_path: Path) -> None:
    """Two pages with one dictionary of resources: the fonts that the first no longer needs."""
    source = scan(tmp_path / "a.pdf", text="BT 3 Tr /F 9 Tf 9 9 Td (old) Tj ET", pages=2)
    with pikepdf.open(source.path, allow_overwriting_input=True) as pdf:
        shared = pdf.make_indirect(pdf.pages[0].resources)
        for page in pdf.pages:
            page.obj.Resources = shared
        pdf.save(source.path)
    letter = join([page_of(BODY), page_of((), 2, origin="text_layer")])
    write_searchable(source, letter, tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").split() == " ".join(r.text for r in BODY).split()
    assert text_of(tmp_path / "b.pdf", 1).strip() == "old"


def test_pages_that_brought_their_own_text_keep_it(tmp_path: Path) -> None:
    source = scan(tmp_path / "a.pdf", text="BT 3 Tr /F 9 Tf 9 9 Td (old) Tj ET")
    write_searchable(source, page_of(BODY, origin="text_layer"), tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").strip() == "old"


@pytest.mark.parametrize(("status", "kept"), [("blank", ""), ("unreadable", "old")])
def test_a_blank_page_has_no_words_a_lost_one_keeps_the_scanners(
    tmp_path: Path, status: Any, kept: str
) -> None:
    source = scan(tmp_path / "a.pdf", text="BT 3 Tr /F 9 Tf 9 9 Td (old) Tj ET")
    write_searchable(source, blank(status=status), tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").strip() == kept
