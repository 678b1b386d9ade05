"""The case table: each file that a batch may hold becomes what the table says, alone and among
others, in any order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline import intake
from pipeline.errors import NOTES, Code, VanbanError
from pipeline.intake.encodings import legacy
from pipeline.intake.streams import inflated, jbig2_size, jpeg_size, jpx_size
from pipeline.journey import run
from pipeline.journey.entries import Silent
from pipeline.reading.sanity import is_sane
from pipeline.work import inline
from tests.cases import CASES
from tests.cases.batch import lay_out, results_of, seconds, shuffled, wanted
from tests.cases.documents import TEXT
from tests.cases.good_pdfs import TCVN3, VNI
from tests.cases.paper import image, picture
from tests.cases.readme import readme
from tests.cases.table import SETTINGS, Case
from tests.pace import least

LEAST = 120
SLOW = 5.0  # CPU seconds that no file may take to be looked at
HEAVY = ("bomb-", "img-bomb", "doc-bomb", "txt-huge", "img-tiff-frames")
BY_ID = {case.id: case for case in CASES}


def test_the_table_is_long_and_each_case_has_a_name_of_its_own() -> None:
    assert len(CASES) >= LEAST
    assert [id for id, count in Counter(c.id for c in CASES).items() if count > 1] == []
    assert all(case.purpose and case.file for case in CASES)


def test_the_table_says_codes_that_there_are() -> None:
    told = {code for case in CASES for code in case.codes}
    assert told <= {*Code}
    of_files = {
        Code.NOT_A_DOCUMENT, Code.EMPTY, Code.ENCRYPTED, Code.TRUNCATED, Code.TOO_LARGE,
        Code.UNSAFE_FILE, Code.UNREADABLE_FILE, Code.XFA_FORM, Code.PORTFOLIO,
        Code.LEGACY_ENCODING, *NOTES,
    }  # fmt: skip
    assert of_files <= told, "each has a case"


def test_the_readme_is_the_table(root: Path) -> None:
    assert (root / "tests" / "resources" / "README.md").read_text("utf-8") == readme()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_intake_takes_or_refuses(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "in" / case.id
    folder.mkdir(parents=True)
    case.make(folder)
    found = {name: path for path, name in intake.find([folder])}
    assert (case.file in found) == (case.status != "passed over")
    if case.status == "passed over":
        return
    if case.refused:
        with pytest.raises(VanbanError) as refusal:
            intake.open_source(found[case.file], case.file, SETTINGS)
        assert refusal.value.code == case.refused
        assert str(refusal.value)
        if "link" not in case.id:  # what a link says is told word for word
            assert str(tmp_path) not in str(refusal.value), "no place on a disk is published"
        return
    source = intake.open_source(found[case.file], case.file, SETTINGS)
    said = {note.code for note in source.notes}
    assert said <= {*case.codes}
    if case.status == "ok":
        assert {*case.codes} - {Code.DUPLICATE, Code.UNLOCKED} == said  # told elsewhere
    assert all(note.message for note in source.notes)
    assert {n.page for n in source.notes if n.code in NOTES} <= {None}


def test_cases_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    """Those without keys: what is locked or signed holds random numbers."""
    other = ("pdf-locked", "pdf-owner", "sign-", "place-", "name-", "bomb-", "doc-bomb", "txt-huge")
    for case in [case for case in CASES if not case.id.startswith(other)][::5]:
        made = []
        for turn in ("a", "b"):
            folder = tmp_path / turn / case.id
            folder.mkdir(parents=True)
            case.make(folder)
            made.append((folder / case.file).read_bytes())
        assert made[0] == made[1], case.id


def check_published(cases: list[Case], tmp_path: Path) -> None:
    lay_out(cases, tmp_path / "in")
    results = results_of(cases, tmp_path / "in", tmp_path / "out")
    got = {id: (result.status, result.codes) for id, result in results.items()}
    assert got == {c.id: (wanted(c).status, wanted(c).codes) for c in cases}
    for case in cases:
        assert case.holds in " ".join(results[case.id].text.split()), case.id


@pytest.mark.ocr
def test_one_run_over_all_that_needs_no_engine(tmp_path: Path) -> None:
    check_published([case for case in CASES if not case.reads], tmp_path)


@pytest.mark.ocr
@pytest.mark.parametrize("group", sorted({c.group for c in CASES if c.reads}))
def test_one_run_over_all_that_takes_an_engine(group: str, tmp_path: Path) -> None:
    check_published([case for case in CASES if case.reads and case.group == group], tmp_path)


def test_a_text_batch_over_documents_and_places(tmp_path: Path) -> None:
    """The quick part of the above, without the ``ocr`` mark."""
    check_published(
        [c for c in CASES if c.id.startswith(("txt-u", "place-", "doc-9", "name-n"))], tmp_path
    )


@pytest.mark.parametrize("seed", range(3))
def test_good_and_bad_in_any_order(seed: int, tmp_path: Path) -> None:
    """N good with k bad give N results and k reasons. ``python -m tests.cases --orders 20``."""
    good = [f"{TEXT}\nBản {n}".encode() for n in range(3)]
    bad = [case for case in CASES if case.refused and not case.id.startswith(HEAVY)]
    named = shuffled(good, bad, tmp_path / "in", seed)
    outcome = run([tmp_path / "in"], tmp_path / "out", SETTINGS, Silent(), inline)
    got = {d["file"]: d for d in outcome.documents}
    assert set(named) <= set(got)
    read = [name for name, code in named.items() if not code and got[name]["status"] == "ok"]
    assert len(read) == len(good)
    assert not any(got[name]["errors"] for name in read)
    for name, code in named.items():
        if code:
            assert got[name]["status"] == "failed"
            assert code in {error["code"] for error in got[name]["errors"]}, name


@pytest.mark.parametrize("case", [c for c in CASES if c.id.startswith(HEAVY)], ids=lambda c: c.id)
def test_a_heavy_file_is_looked_at_quickly(case: Case, tmp_path: Path) -> None:
    lay_out([case], tmp_path)
    assert seconds(case, tmp_path)[0] == case.refused
    assert least(lambda: seconds(case, tmp_path), SLOW) < SLOW


# --- what the bombs are seen by -------------------------------------------------------------


def test_sizes_are_those_of_the_streams() -> None:
    page = picture()
    assert jpeg_size(image("JPEG")) == page.size
    assert jpeg_size(image("JPEG", progressive=True)) == page.size
    assert jpx_size(image("JPEG2000")) == page.size
    head = bytes.fromhex("00000000 30 00 01 00000013 00000300 00000200")
    assert jbig2_size(head + bytes(11)) == (768, 512)


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff\xd8\xff", b"\0" * 40, b"\xff\x4f\xff\x51"])
def test_sizes_of_what_is_no_picture_are_not_known(data: bytes) -> None:
    assert jpeg_size(data) is None
    assert jpx_size(data) is None
    assert jbig2_size(data) is None


def test_inflating_stops_at_the_limit() -> None:
    import zlib

    once = zlib.compress(bytes(1 << 24), 9)
    assert inflated(once, 1 << 26) == (1 << 24, True)
    size, _ = inflated(once, 1000)
    assert 1000 < size < 1 << 18
    assert inflated(zlib.compress(once), 1 << 26, 2) == (1 << 24, True)
    assert inflated(once[:-4], 1 << 26) == (1 << 24, True), "only the checksum is missing"
    assert inflated(once[:-40], 1 << 26)[1] is False
    assert inflated(b"none of that", 1 << 26) == (0, False)
    assert inflated(b"", 10) == (0, True)


# --- text that is none ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (" ".join(TCVN3), "TCVN3"),
        (" ".join(VNI), "VNI"),
        (TEXT, None),
        ("", None),
        ("L'élève a reçu un naïf été à Noël, où l'hôtel était créé. " * 3, None),
        ("25 °C, § 4 và ® của hãng; 3 ½ tấn × 2 · 10 " * 5, None),
    ],
)
def test_encodings_from_before_unicode_are_told(text: str, encoding: str | None) -> None:
    assert legacy(text) == encoding


def test_a_fonts_own_codes_are_no_text() -> None:
    codes = "h; /.5 53P5 1P5 8`53 Wc52 :9P5 WdE@ :LSE! E@QN %KARE@ ) EVD 8AJ> AB_E GAFE@ KIQF"
    assert not is_sane(codes)
    assert is_sane(TEXT)
