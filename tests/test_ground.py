"""The ground floor: text forms, messages, errors, settings, files, folder names."""

from __future__ import annotations

import pickle
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import errors, messages, settings
from pipeline.errors import BadSettings, OutputUnwritable, VanbanError
from pipeline.files import write_atomically
from pipeline.folders import name_folders
from pipeline.messages import MESSAGES, say, speak
from pipeline.text import bare, fold, nfc, squash
from pipeline.words import WORDS

VIETNAMESE = st.text("aàảãáạăằâầđĐeêếioôơởuưựy ỲỸ-/ 0123456789\n", max_size=40)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # decomposed diacritics of a Mac's text layer
        (unicodedata.normalize("NFD", "Quyết định"), "Quyết định"),
        # Icelandic eth for Đ, as OCR and some fonts give it
        ("Q\u00d0-TTg, \u00f0\u1ecbnh", "QĐ-TTg, định"),
        ("a\u00a0b\nc\fd", "a b\nc\fd"),
    ],
)
def test_nfc(text: str, wanted: str) -> None:
    assert nfc(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("  Ủy  ban\nNhân dân ", "uy ban nhan dan"),
        ("ĐẶC ĐIỂM", "dac diem"),
        ("Thừa Thiên Huế", "thua thien hue"),
    ],
)
def test_fold(text: str, wanted: str) -> None:
    assert fold(text) == wanted


@given(VIETNAMESE)
def test_bare_keeps_offsets(text: str) -> None:
    assert len(bare(nfc(text))) == len(nfc(text))


@given(VIETNAMESE)
def test_normal_forms_are_stable(text: str) -> None:
    for form in (nfc, squash, bare, fold):
        assert form(form(text)) == form(text)


def details(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted({*MESSAGES, *WORDS}))
def test_each_message_says_the_same_in_both_languages(code: str) -> None:
    vietnamese, english = {**MESSAGES, **WORDS}[code]
    assert vietnamese.strip()
    assert english.strip()
    assert details(vietnamese) == details(english)


def all_errors() -> list[type[VanbanError]]:
    kinds = [k for k in vars(errors).values() if isinstance(k, type)]
    return [k for k in kinds if issubclass(k, VanbanError)]


@pytest.mark.parametrize("kind", all_errors(), ids=lambda k: k.__name__)
def test_each_error_has_a_message_of_its_own(kind: type[VanbanError]) -> None:
    assert kind.code in MESSAGES
    given_details = dict.fromkeys(details(MESSAGES[kind.code][0]), "x")
    error = kind(3, **given_details)
    assert str(error) == say(kind.code, **given_details)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert (type(again), again.page, again.details) == (kind, 3, given_details)


def test_codes_are_stable_and_unlike() -> None:
    codes = [k.code for k in all_errors()]
    assert len(set(codes)) == len(codes)
    assert {"encrypted", "not_a_document", "truncated", "too_large", "timeout", "empty"} <= {*codes}


def test_the_language_can_change() -> None:
    speak("en")
    assert say("empty") == "The file is empty"
    assert messages.spoken() == "en"
    with pytest.raises(KeyError):
        say("no such code")


def test_settings_come_from_flags_then_environment_then_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vanban.toml").write_text('ocr_dpi = 150\nlang = "en"\nworkers = 3\n')
    monkeypatch.setenv("VANBAN_WORKERS", "2")
    made = settings.load({"lang": "vi", "outline": None}, tmp_path)
    assert (made.ocr_dpi, made.workers, made.lang) == (150, 2, "vi")
    assert made.worker_count() == 2
    monkeypatch.setenv("VANBAN_DECISIONS", "733/QĐ-TTg, 1/QĐ-TTg")
    assert settings.load({}, tmp_path).decisions == ("733/QĐ-TTg", "1/QĐ-TTg")


@pytest.mark.parametrize(
    "content",
    ["unknown = 1", "workers = 'many'", "workers = -1", "lang = 'fr'", "not toml"],
)
def test_wrong_settings_say_where(tmp_path: Path, content: str) -> None:
    (tmp_path / "vanban.toml").write_text(content)
    with pytest.raises(BadSettings):
        settings.load({}, tmp_path)


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "deep" / "facts.jsonl"
    write_atomically(target, b"old")

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputUnwritable):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in target.parent.iterdir()] == ["facts.jsonl"]


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["a/bc.pdf", "bc.pdf", "bc.docx"], ["a--bc", "bc-2", "bc"]),
        # a name that tries to leave its folder
        (["../../etc/passwd.pdf"], ["_--_--etc--passwd"]),
        # names that differ only in case meet on Windows
        (["BC.pdf", "bc.PDF"], ["BC", "bc-2"]),
        # devices of Windows, and names that are nothing but suffix
        (["con.pdf", ".pdf"], ["_con", "pdf"]),
        (['a"b\nc?.pdf'], ["a_b_c_"]),
    ],
)
def test_folder_names(names: list[str], wanted: list[str]) -> None:
    folders = name_folders(names)
    assert [folders[n] for n in names] == wanted


@given(st.lists(st.text(max_size=200), max_size=8))
def test_folder_names_are_unique_short_and_inside(names: list[str]) -> None:
    folders = name_folders(names)
    assert len({f.casefold() for f in folders.values()}) == len(set(names))
    for folder in folders.values():
        assert folder
        assert "/" not in folder
        assert folder not in (".", "..")
        assert len(folder.encode()) <= 130
