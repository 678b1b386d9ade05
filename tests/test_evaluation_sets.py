"""Which scans are measured, with which typed texts, in which set."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import BadKnowledge, NoInput, NotADocument
from pipeline.evaluation.sets import Scan, ScanSet, find_sets, load_truths, shorten

LABELS = {"doc_type": "Báo cáo"}


def pdf(path: Path, pages: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with pikepdf.new() as new:
        for _ in range(pages):
            new.add_blank_page()
        new.save(path)
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "001.txt").write_text("trang một\ftrang hai\n", encoding="utf-8")
    (folder / "002.p1.txt").write_text("chỉ trang đầu\n", encoding="utf-8")
    (folder / "003.json").write_text(json.dumps(LABELS), encoding="utf-8")
    return folder


def test_texts_are_found_by_name(gold: Path) -> None:
    assert load_truths(gold) == {"001": ("trang một", "trang hai"), "002": ("chỉ trang đầu",)}


def test_texts_may_lie_in_a_folder_beside(tmp_path: Path, gold: Path) -> None:
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "004.txt").write_text("bốn", encoding="utf-8")
    (tmp_path / "truth" / "001.txt").write_text("cũ", encoding="utf-8")
    truths = load_truths(gold)
    assert truths["004"] == ("bốn",)
    assert truths["001"] == ("trang một", "trang hai")  # the labels' own folder wins


def test_a_text_in_another_encoding_is_refused(gold: Path) -> None:
    (gold / "005.txt").write_bytes("Cộng hòa".encode("cp1258", "replace") + b"\xff\xd5")
    with pytest.raises(BadKnowledge):
        load_truths(gold)


@pytest.mark.parametrize(
    ("files", "sets"),
    [
        # all in one folder: the folder's name
        (["001.pdf", "002.pdf"], {"scans": ["001.pdf", "002.pdf"]}),
        # the second part of a name, as in 001.office.pdf
        (
            ["001.bad.pdf", "001.office.pdf", "002.bad.pdf"],
            {"bad": ["001.bad.pdf", "002.bad.pdf"], "office": ["001.office.pdf"]},
        ),
        # folders
        (["fax/001.pdf", "photo/001.pdf"], {"fax": ["001.pdf"], "photo": ["001.pdf"]}),
        # what nobody labelled is left out
        (["001.pdf", "999.pdf", "readme.html"], {"scans": ["001.pdf"]}),
    ],
)
def test_conditions(
    tmp_path: Path, gold: Path, files: list[str], sets: dict[str, list[str]]
) -> None:
    for name in files:
        pdf(tmp_path / "scans" / name, 2)
    found = find_sets(tmp_path / "scans", gold)
    assert {one.name: [s.path.name for s in one.scans] for one in found} == sets


def test_a_name_goes_before_the_condition(tmp_path: Path, gold: Path) -> None:
    pdf(tmp_path / "scans" / "001.office.pdf", 2)
    assert [s.name for s in find_sets(tmp_path / "scans", gold, "given")] == ["given office"]


def test_labels_without_a_text_are_kept_apart(tmp_path: Path, gold: Path) -> None:
    pdf(tmp_path / "scans" / "001.pdf", 2)
    pdf(tmp_path / "scans" / "003.pdf", 3)
    (tmp_path / "scans" / "002.txt").write_text("chỉ trang đầu", encoding="utf-8")
    (one,) = find_sets(tmp_path / "scans", gold)
    assert [(s.path.name, s.pages, s.truth) for s in one.scans] == [
        ("001.pdf", 2, ("trang một", "trang hai")),
        ("002.txt", 1, ()),  # a text is no scan: there is nothing to read
        ("003.pdf", 3, ()),
    ]
    assert [s.path.name for s in one.compared] == ["001.pdf"]
    assert one.gold == gold


def test_typed_texts_are_enough(tmp_path: Path) -> None:
    pdf(tmp_path / "scans" / "a.pdf")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.txt").write_text("chữ", encoding="utf-8")
    (one,) = find_sets(tmp_path / "scans", tmp_path / "gold")
    assert one.gold is None


def test_nothing_to_measure_is_said(tmp_path: Path, gold: Path) -> None:
    pdf(tmp_path / "scans" / "999.pdf")
    with pytest.raises(NoInput):
        find_sets(tmp_path / "scans", gold)


def test_labels_that_are_broken_are_said(tmp_path: Path, gold: Path) -> None:
    pdf(tmp_path / "scans" / "001.pdf", 2)
    (gold / "003.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadKnowledge):
        find_sets(tmp_path / "scans", gold)


def test_a_labelled_scan_that_is_broken_is_said(tmp_path: Path, gold: Path) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "001.pdf").write_bytes(b"no PDF")
    with pytest.raises(NotADocument):
        find_sets(tmp_path / "scans", gold)


@pytest.mark.parametrize(
    ("sizes", "most", "kept"),
    [([3, 4, 1], 5, [3, 1]), ([9, 1], 5, [9]), ([2, 2, 2], 6, [2, 2, 2])],
)
def test_the_quick_form_takes_a_few_pages(sizes: list[int], most: int, kept: list[int]) -> None:
    scans = tuple(Scan(Path(f"{n}.pdf"), pages) for n, pages in enumerate(sizes))
    (short,) = shorten([ScanSet("x", scans, None, sealed=True)], most)
    assert [s.pages for s in short.scans] == kept
    assert short.sealed


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        # a folder in a folder
        ("2022/fax/001.pdf", "2022/fax"),
        # folders go before names
        ("fax/001.office.pdf", "fax"),
        # capitals of a suffix
        ("001.OFFICE.PDF", "OFFICE"),
        # an underscore parts a name, too, but names no condition
        ("001_scan.pdf", "scans"),
    ],
)
def test_names_and_folders(tmp_path: Path, gold: Path, name: str, wanted: str) -> None:
    pdf(tmp_path / "scans" / name, 2)
    (one,) = find_sets(tmp_path / "scans", gold)
    assert one.name == wanted
    assert one.compared[0].truth == ("trang một", "trang hai")


def test_an_id_may_have_a_dot_of_its_own(tmp_path: Path, gold: Path) -> None:
    (gold / "bc.2022.txt").write_text("một trang", encoding="utf-8")
    pdf(tmp_path / "scans" / "bc.2022.pdf")
    (one,) = find_sets(tmp_path / "scans", gold)
    assert (one.name, one.compared[0].truth) == ("scans", ("một trang",))


def test_sets_come_in_one_order(tmp_path: Path, gold: Path) -> None:
    for grade in ("office", "bad", "clean"):
        for id in ("002", "001"):
            pdf(tmp_path / "scans" / f"{id}.{grade}.pdf", 2)
    found = find_sets(tmp_path / "scans", gold)
    assert [one.name for one in found] == ["bad", "clean", "office"]
    assert [scan.path.name[:3] for scan in found[0].scans] == ["001", "002"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, gold: Path) -> None:
    with pytest.raises(NoInput):
        find_sets(tmp_path / "nowhere", gold)


def test_a_text_may_end_with_or_without_a_line_end(gold: Path) -> None:
    for text in ("một\fhai", "một\fhai\n"):
        (gold / "006.txt").write_text(text, encoding="utf-8")
        assert load_truths(gold)["006"] == ("một", "hai")


def test_a_byte_order_mark_of_windows_is_no_print(gold: Path) -> None:
    (gold / "007.txt").write_text("Số: 12", encoding="utf-8-sig")
    assert load_truths(gold)["007"] == ("Số: 12",)
