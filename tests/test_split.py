"""A corpus too large for one page: in parts, and a page that leads to them."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from pipeline.compile.columns import TABLES
from pipeline.compile.directory import write_directory
from pipeline.compile.exports import facts_of, write_tables
from pipeline.compile.growing import growing_tables
from pipeline.compile.shelved import Shelved, shelve
from pipeline.compile.split import Part, split, summed
from pipeline.errors import OutputUnwritable
from pipeline.journey.compiling import GRAPH, NOT_IN_PARTS, compile_all, parts_in
from pipeline.journey.entries import Silent
from pipeline.settings import Settings
from tests.compile_letters import letter, value


def corpus(count: int) -> list[dict[str, Any]]:
    return [letter(at) for at in range(count)]


def of(province: str | None) -> dict[str, Any]:
    return {"fields": {"province": value(province)}}


LETTERS = 4


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is made of more letters than one page takes, over what earlier runs left."""
    out = tmp_path_factory.mktemp("large")
    for name in (GRAPH, "report-ben-tre.html", "compliance-ben-tre.xlsx", "tables/reporters.csv"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("cũ", encoding="utf-8")
    assert isinstance(in_parts(out), Shelved)
    return out


def in_parts(out: Path, count: int = LETTERS, most: int = 2) -> Sequence[dict[str, Any]]:
    shelf = shelve(corpus(count), out / "documents.jsonl")
    return compile_all(out, shelf, Settings(split_above=most), (), Silent())


# (provinces of the letters, most in a part, parts as name → places)
SPLITS: list[tuple[str, list[str | None], int, dict[str, list[int]]]] = [
    ("no letters, no parts", [], 3, {}),
    ("one a province, in Vietnamese order", ["Đà Nẵng", "An Giang", "Đà Nẵng"], 3,
     {"an-giang": [1], "da-nang": [0, 2]}),
    ("those of no province last", [None, "Yên Bái", None], 3, {"yen-bai": [1], "khac": [0, 2]}),
    ("a full province in several", ["Sơn La"] * 5, 2,
     {"son-la-1": [0, 1], "son-la-2": [2, 3], "son-la-3": [4]}),
    ("exactly full is one", ["Sơn La"] * 2, 2, {"son-la": [0, 1]}),
    ("names that only differ in tones", ["Hà Nam", "Ha Nam"], 3, {"ha-nam": [1], "ha-nam-1": [0]}),
    ("a name that is no letters at all", ["…"], 3, {"khac": [0]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("provinces", "most", "wanted"), [s[1:] for s in SPLITS], ids=[s[0] for s in SPLITS]
)
def test_split(provinces: list[str | None], most: int, wanted: dict[str, list[int]]) -> None:
    parts = split([of(province) for province in provinces], most)
    assert {part.key: list(part.places) for part in parts} == wanted
    assert [part.key for part in parts] == list(wanted)


def test_every_letter_is_in_one_part() -> None:
    parts = split(corpus(23), 4)
    assert sorted(place for part in parts for place in part.places) == list(range(23))
    assert max(len(part.places) for part in parts) <= 4
    assert len({part.page for part in parts}) == len(parts)


def test_a_part_in_figures() -> None:
    letters = corpus(4)
    scored = [d["coverage"]["score"] for d in letters if d["coverage"]]
    row = summed(Part("An Giang", 0, range(4)), letters)
    assert (row.letters, row.reports) == (4, len(scored))
    assert row.score == pytest.approx(sum(scored) / len(scored))
    assert summed(Part("", 0, ()), []).score is None


# --- everything that is made -----------------------------------------------------------------


def test_a_small_corpus_stays_in_one_piece(tmp_path: Path) -> None:
    (tmp_path / "report-ben-tre.html").write_text("cũ", encoding="utf-8")
    documents = in_parts(tmp_path, count=2)
    assert isinstance(documents, list)
    assert parts_in(tmp_path) == []
    assert (tmp_path / GRAPH).is_file()
    assert "<table" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_large_one_gets_a_page_and_a_workbook_a_province(large: Path) -> None:
    found = parts_in(large)
    assert len([name for name in found if name.startswith("report-")]) > 1
    for name in found:
        if name.endswith(".xlsx"):
            assert zipfile.ZipFile(large / name).testzip() is None
    assert not (large / GRAPH).exists()


def test_links_of_a_part_lead_to_its_own_page(large: Path) -> None:
    names = set(parts_in(large))
    for name in names:
        if not name.endswith(".xlsx"):
            continue
        archive = zipfile.ZipFile(large / name)
        links = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels")]
        pages = set(re.findall(r'Target="(report[^"#]*)', " ".join(links)))
        assert pages <= {name.replace("compliance-", "report-").replace(".xlsx", ".html")}


def test_the_first_page_and_workbook_lead_to_all_parts(large: Path) -> None:
    page = (large / "report.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'href="\./([^"]+)"', page))
    assert linked == {name for name in parts_in(large) if not name.endswith(".graphml")}
    sheet = openpyxl.load_workbook(large / "compliance.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2))
    assert sum(row[1].value for row in rows) == LETTERS
    led = {cell.hyperlink.target for row in rows for cell in row if cell.hyperlink}
    assert led == linked


def test_a_hostile_province_stays_text(tmp_path: Path) -> None:
    letters = corpus(2)
    part = Part("<script>alert(1)</script>", 0, (0, 1))
    write_directory([summed(part, letters)], tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert part.page == "report-script-alert-1-script.html"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_first_page_says_what_is_lost(tmp_path: Path, lang: Any) -> None:
    write_directory([], tmp_path, lang)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert ("chỉ được đối chiếu" if lang == "vi" else "only compared within a part") in page


def test_tables_of_parts_hold_the_rows_of_one_piece(large: Path, tmp_path: Path) -> None:
    """The same rows, but for what needs all letters; in the order of the parts."""
    write_tables(corpus(LETTERS), tmp_path / "whole", ())
    for name in TABLES:
        parts = large / "tables" / f"{name}.csv"
        if name in NOT_IN_PARTS:
            assert not parts.exists()
        elif name not in ("register", "totals"):
            assert sorted(_rows(parts)) == sorted(_rows(tmp_path / "whole" / f"{name}.csv")), name


def _rows(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [repr(sorted(row.items())) for row in csv.DictReader(file)]


def test_both_files_of_a_growing_table_hold_the_same(large: Path) -> None:
    for name in ("letters", "fields", "coverage", "doubts"):
        frame = pd.read_parquet(large / "tables" / f"{name}.parquet")
        assert len(frame) == len(_rows(large / "tables" / f"{name}.csv")) > 0
        assert list(frame.columns) == list(TABLES[name])
    header = (large / "tables" / "letters.csv").read_bytes()
    assert header.startswith("\ufefffile,".encode())
    assert header.count("\ufeff".encode()) == 1
    assert header.count(b"file,issuer,") == 1


def test_a_table_that_breaks_off_leaves_the_old_ones(tmp_path: Path) -> None:
    (tmp_path / "letters.csv").write_text("cũ", encoding="utf-8")
    with pytest.raises(RuntimeError), growing_tables(tmp_path, ["letters", "fields"]) as add:
        add(facts_of(corpus(2), ()))
        raise RuntimeError("a part that can't be made")
    assert (tmp_path / "letters.csv").read_text(encoding="utf-8") == "cũ"
    assert [p.name for p in tmp_path.iterdir()] == ["letters.csv"]


def test_where_tables_can_not_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("", encoding="utf-8")
    with pytest.raises(OutputUnwritable), growing_tables(tmp_path / "tables", ["letters"]) as add:
        add(facts_of(corpus(1), ()))


def test_the_same_letters_give_the_same_bytes(large: Path, tmp_path: Path) -> None:
    in_parts(tmp_path)
    made = [
        {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
        for out in (large, tmp_path)
    ]
    assert made[0] == made[1]


def test_what_an_earlier_run_left_goes(large: Path) -> None:
    assert not [name for name in parts_in(large) if "ben-tre" in name]
    assert not (large / GRAPH).exists()
    assert not (large / "tables" / "reporters.csv").exists()
