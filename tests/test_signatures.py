"""Digital signatures: who, when, intact or changed since, and where it is shown; no network."""

from __future__ import annotations

import hashlib
import io
import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pikepdf
import pytest
from pyhanko.pdf_utils.crypt import AuthStatus
from rich.console import Console

from pipeline import messages
from pipeline.cli.show import show_document
from pipeline.compile.contract import SCHEMA
from pipeline.compile.signatures import say_signature
from pipeline.compile.signed import needs_a_look, signatures_of
from pipeline.errors import BadSettings, Code
from pipeline.intake import open_source
from pipeline.intake.notes import signature_notes
from pipeline.intake.passwords import spellings
from pipeline.intake.revisions import only_annotations
from pipeline.intake.signatures import _unlock
from pipeline.journey import run
from pipeline.journey.entries import Silent
from pipeline.records import Signature
from pipeline.settings import Settings
from pipeline.settings import load as load_settings
from pipeline.work import inline
from tests.cases.paper import SECOND, letter
from tests.cases.signed import annotated, emptied, locked, overwritten, plain, tampered, updated
from tests.cases.signing import OFFICE, WHEN, office, root, sign, write_roots
from tests.cases.table import PASSWORD, PASSWORDS

S = Settings()
BOX_TOL = 0.002


def signatures(folder: Path, data: bytes, settings: Settings = S) -> tuple[Signature, ...]:
    path = folder / "ky.pdf"
    path.write_bytes(data)
    return open_source(path, path.name, settings).signatures


@pytest.fixture(scope="module")
def once() -> bytes:
    return sign(plain())


def test_a_whole_signature_says_who_and_when(tmp_path: Path, once: bytes) -> None:
    (one,) = signatures(tmp_path, once)
    assert (one.organisation, one.signer) == OFFICE
    assert one.time == "2022-05-20T16:30:00+07:00", "in Vietnam's time"
    assert one.time_source == "claimed"
    assert one.intact is True and one.covers_all and one.changed == ""
    assert one.trusted is None, "no root was given: nothing is said of trust"
    assert one.field == "ChuKy1" and not one.trouble


def test_the_day_is_vietnams_and_not_greenwichs(tmp_path: Path) -> None:
    late = datetime(2022, 5, 20, 23, 30, tzinfo=UTC)
    (one,) = signatures(tmp_path, sign(plain(), when=late))
    assert one.time is not None and one.time.startswith("2022-05-21T06:30")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_where_it_shows_on_the_page_as_seen(tmp_path: Path, turn: int) -> None:
    """A field at the right bottom of the sheet: where that is once the page is turned."""

    def turned(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = turn

    data = sign(letter(turned, compress_streams=False), box=(300, 100, 500, 160))
    (one,) = signatures(tmp_path, data)
    assert one.page == 1 and one.box is not None
    wanted = {
        0: (300 / 595, 1 - 160 / 842, 500 / 595, 1 - 100 / 842),
        90: (100 / 842, 300 / 595, 160 / 842, 500 / 595),
        180: (1 - 500 / 595, 100 / 842, 1 - 300 / 595, 160 / 842),
        270: (1 - 160 / 842, 1 - 500 / 595, 1 - 100 / 842, 1 - 300 / 595),
    }[turn]
    assert one.box == pytest.approx(wanted, abs=BOX_TOL)


def test_an_unseen_signature_has_no_place(tmp_path: Path) -> None:
    (one,) = signatures(tmp_path, sign(plain(), invisible=True))
    assert one.intact is True and one.page is None and one.box is None


def test_the_second_page_is_the_second(tmp_path: Path) -> None:
    data = letter(pages=(["Trang một"], SECOND), compress_streams=False)
    from pyhanko.sign import fields

    spec = fields.SigFieldSpec("Ky", box=(10, 10, 90, 60), on_page=1)
    (one,) = signatures(tmp_path, sign(data, field="Ky", spec=spec))
    assert one.page == 2


CHANGED = [
    # (what was done after signing, intact, what changed, the note)
    ("nothing", lambda data: data, True, "", None),
    ("a comment after the end", lambda data: data + b"\n% mail\n", True, "metadata", None),
    ("an incoming stamp", lambda d: updated(d, annotated), True, "annotations", None),
    ("another page", lambda d: updated(d, overwritten), True, "pages", Code.SIGNATURE_CHANGED),
    ("a byte of what was signed", tampered, False, "", Code.SIGNATURE_BROKEN),
    ("its own bytes", emptied, None, "", Code.SIGNATURE_UNCHECKED),
]


@pytest.mark.parametrize(
    ("what", "change", "intact", "changed", "note"), CHANGED, ids=[row[0] for row in CHANGED]
)
def test_what_became_of_it_since(
    tmp_path: Path, once: bytes, what: str, change: Any, intact: bool | None, changed: str,
    note: Code | None,
) -> None:  # fmt: skip
    (one,) = signatures(tmp_path, change(once))
    assert (one.intact, one.changed) == (intact, changed)
    assert one.covers_all == (what in ("nothing", "a byte of what was signed"))
    notes = [n.code for n in signature_notes((one,))]
    assert notes == ([note] if note else [])
    assert bool(one.trouble) == (intact is None)


def test_a_second_signer_changes_nothing_of_the_first(tmp_path: Path, once: bytes) -> None:
    other = office("Sở Nội vụ tỉnh Đồng Xuân", "Trần Văn Ơn")
    first, second = signatures(tmp_path, sign(once, other, field="Ky2", box=(10, 10, 99, 60)))
    assert (first.intact, first.covers_all, first.changed) == (True, False, "signatures")
    assert (second.signer, second.intact, second.covers_all) == ("Trần Văn Ơn", True, True)


def test_a_timestamp_counts_more_than_the_signers_clock(tmp_path: Path) -> None:
    stamp = office("Cơ quan cấp dấu", "Dấu thời gian", stamping=True)
    (one,) = signatures(tmp_path, sign(plain(), stamp=stamp))
    assert one.time_source == "timestamp"
    assert datetime.fromisoformat(one.time or "") == WHEN + timedelta(minutes=1)


def test_trust_is_said_only_against_roots_that_were_given(tmp_path: Path, once: bytes) -> None:
    ours = write_roots(tmp_path / "ours", root())
    theirs = write_roots(tmp_path / "theirs", root("Gốc khác"))
    both = write_roots(tmp_path / "both", root("Gốc khác"), root())
    for folder, wanted in ((ours, True), (theirs, False), (both, True), ("", None)):
        (one,) = signatures(tmp_path, once, replace(S, trust_roots=folder))
        assert one.trusted is wanted
    (broken,) = signatures(tmp_path, tampered(once), replace(S, trust_roots=ours))
    assert broken.trusted is True and broken.intact is False, "two questions, two answers"


def test_a_certificate_that_was_not_valid_when_it_signed_is_not_trusted(tmp_path: Path) -> None:
    early = datetime(2019, 1, 1, tzinfo=UTC)
    roots = write_roots(tmp_path / "roots", root())
    (one,) = signatures(tmp_path, sign(plain(), when=early), replace(S, trust_roots=roots))
    assert one.intact is True and one.trusted is False


def test_roots_must_be_there(tmp_path: Path, once: bytes) -> None:
    with pytest.raises(BadSettings):
        load_settings({"trust_roots": str(tmp_path / "none")})
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadSettings):
        signatures(tmp_path, once, replace(S, trust_roots=str(tmp_path / "empty")))
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "a.pem").write_text("none")
    with pytest.raises(BadSettings):
        signatures(tmp_path, once, replace(S, trust_roots=str(tmp_path / "junk")))


LOCKS = [
    # (password, revision and cipher, the bytes that were signed with)
    ("xa-2024", {"R": 6}, None),
    ("Mật khẩu của xã", {"R": 6}, None),
    ("xa-2024", {"R": 4}, None),
    ("xa-2024", {"R": 3, "aes": False, "metadata": False}, None),
    ("pässwört", {"R": 3, "aes": False, "metadata": False}, "pässwört".encode("latin-1")),
    ("", {"R": 6}, None),
]


@pytest.mark.parametrize(("word", "lock", "raw"), LOCKS)
def test_a_locked_file_is_checked_with_its_password(
    tmp_path: Path, word: str, lock: dict[str, Any], raw: bytes | None
) -> None:
    listed = tmp_path / "list"
    listed.write_text(f"sai\n{word}\n", encoding="utf-8")
    data = sign(locked(word, **lock), password=word if raw is None else raw)
    (one,) = signatures(tmp_path, data, replace(S, password_file=str(listed)))
    assert (one.organisation, one.signer) == OFFICE
    assert one.intact is True and one.covers_all and not one.trouble
    assert one.page == 1 and one.box is not None, "its place is read from the locked file, too"


@pytest.mark.parametrize(
    ("what", "change", "intact", "changed", "note"), CHANGED[2:5], ids=[r[0] for r in CHANGED[2:5]]
)
def test_what_became_of_a_locked_one_since(
    tmp_path: Path, what: str, change: Any, intact: bool, changed: str, note: Code | None
) -> None:
    """The bytes of a locked page can't be changed in sight: what is signed is what is packed."""
    once = sign(locked(), password=PASSWORD)
    if change is tampered:
        at = once.index(b"stream\n") + 40
        data = once[:at] + bytes([once[at] ^ 1]) + once[at + 1 :]
    else:
        later = annotated if changed == "annotations" else overwritten
        data = updated(once, later, PASSWORD)
    (one,) = signatures(tmp_path, data, replace(S, password_file=str(PASSWORDS)))
    assert (one.intact, one.changed) == (intact, changed), what
    assert [n.code for n in signature_notes((one,))] == ([note] if note else [])


def test_a_password_that_only_one_library_takes_is_said_and_not_told(tmp_path: Path) -> None:
    class Stubborn:
        def decrypt(self, _word: bytes) -> Any:
            return type("Result", (), {"status": AuthStatus.FAILED})()

    with pytest.raises(ValueError, match="password") as refused:
        _unlock(Stubborn(), "bí mật")
    assert "bí mật" not in str(refused.value)


SPELLINGS = [
    ("abc", [b"abc"]),
    ("xã", ["xã".encode(), "xã".encode("cp1252"), "xã".encode("mac-roman")]),
    ("Mật", ["Mật".encode()]),
    (b"\xff", [b"\xff"]),
]


@pytest.mark.parametrize(("word", "wanted"), SPELLINGS)
def test_how_a_password_may_have_been_written(word: str | bytes, wanted: list[bytes]) -> None:
    assert list(spellings(word)) == wanted


def test_a_letter_without_signatures_is_not_looked_at(tmp_path: Path) -> None:
    assert signatures(tmp_path, plain()) == ()


def test_the_checker_is_quiet(
    tmp_path: Path, once: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """What it finds is told in our words; its own would fill an office's console."""
    with caplog.at_level(logging.DEBUG):
        signatures(tmp_path, updated(once, overwritten))
    assert [r for r in caplog.records if r.name.startswith("pyhanko")] == []


def test_annotations_are_told_from_pages(once: bytes) -> None:
    assert only_annotations(updated(once, annotated), len(once))
    assert not only_annotations(updated(once, overwritten), len(once))
    assert not only_annotations(b"no pdf", 3)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_notes_speak_both_languages(lang: messages.Lang) -> None:
    messages.speak(lang)
    base = Signature("Nguyễn Thị Hồng Đào", "", None, False, False, field="Ky")
    pages = replace(base, intact=True, changed="pages")
    unknown = replace(base, intact=None, trouble="ValueError: x")
    told = [n.message for n in signature_notes((base, pages, unknown))]
    assert len(set(told)) == 3
    assert "Nguyễn Thị Hồng Đào" in told[0] and "ValueError" in told[2]


SHOWN = [
    # (what was found, words that must be told in Vietnamese, whether a person should look)
    ({}, ("nguyên vẹn", "chưa đối chiếu", "20/05/2022 16:30"), False),
    ({"intact": False}, ("KHÔNG khớp",), True),
    ({"intact": None, "trouble": "x"}, ("chưa kiểm tra được",), True),
    ({"changed": "annotations", "covers_all": False}, ("dấu đặt lên trang",), True),
    ({"changed": "signatures", "covers_all": False}, ("người khác ký thêm",), False),
    ({"trusted": True, "time_source": "timestamp"}, ("thuộc gốc tin cậy", "dấu thời gian"), False),
    ({"trusted": False}, ("KHÔNG thuộc gốc",), True),
    ({"time": None, "time_source": None}, (OFFICE[1],), False),
]


@pytest.mark.parametrize(("found", "words", "look"), SHOWN)
def test_how_one_is_told(found: dict[str, Any], words: tuple[str, ...], look: bool) -> None:
    base = {
        "signer": OFFICE[1], "organisation": OFFICE[0], "time": "2022-05-20T16:30:00+07:00",
        "time_source": "claimed", "intact": True, "covers_all": True, "changed": "",
        "trusted": None, "field": "Ky", "page": 1, "box": None, "trouble": "", **found,
    }  # fmt: skip
    line = say_signature(base, "vi")
    assert all(word in line for word in words), line
    assert needs_a_look(base) is look
    assert line != say_signature(base, "en")


def test_results_of_an_older_program_have_none() -> None:
    assert signatures_of({"file": "a"}) == []


def test_a_run_publishes_them_and_keeps_the_original(tmp_path: Path, once: bytes) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ky.pdf").write_bytes(once)
    outcome = run([tmp_path / "in"], tmp_path / "out", S, Silent(), inline)
    (document,) = outcome.documents
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(document)
    (told,) = document["signatures"]
    assert told["signer"] == OFFICE[1] and told["intact"] is True and told["page"] == 1
    assert told["time"] == "2022-05-20T16:30:00+07:00"
    with Console(file=io.StringIO(), width=160) as console:
        show_document(document, console)
    assert OFFICE[1] in console.file.getvalue()  # type: ignore[attr-defined]
    page = (tmp_path / "out" / document["folder"] / "index.html").read_text("utf-8")
    assert 'id="signature-0"' in page and 'data-entry="signature-0"' in page
    table = (tmp_path / "out" / "tables" / "letters.csv").read_text("utf-8-sig")
    assert OFFICE[1] in table
    book = openpyxl.load_workbook(tmp_path / "out" / "compliance.xlsx")
    assert any(OFFICE[1] in str(c.value) for sheet in book for row in sheet.rows for c in row)
    (kept,) = (tmp_path / "out" / document["folder"] / "original").iterdir()
    assert kept.read_bytes() == once
    assert hashlib.sha256(once).hexdigest() == document["sha256"]
