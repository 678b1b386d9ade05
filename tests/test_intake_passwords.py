"""Locked PDFs and the list of passwords: opened, said, never told."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import BadSettings, Encrypted
from pipeline.intake import open_source, read_passwords, write_unlocked
from pipeline.intake.passwords import MARK
from pipeline.journey import run
from pipeline.journey.entries import Silent
from pipeline.journey.inspecting import open_paper
from pipeline.settings import Settings, load
from pipeline.work import inline

SECRET = "Mật khẩu của xã"  # noqa: S105 (of a file made here)


def locked(path: Path, user: str, *, owner: str = "chu", revision: int = 6) -> Path:
    """A typeset page under a password."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        lines = " ".join(
            f"BT /F 12 Tf 72 {760 - 20 * n} Td (Trang mot, dong {n}) Tj ET" for n in range(9)
        )
        page.Contents = pdf.make_stream(lines.encode())
        if revision < 5:
            lock = pikepdf.Encryption(
                user=user, owner=owner, R=revision, aes=revision == 4, metadata=revision == 4
            )  # type: ignore[arg-type]
        else:
            lock = pikepdf.Encryption(user=user, owner=owner)
        pdf.save(path, encryption=lock)
    return path


def listed(path: Path, *words: str, encoding: str = "utf-8") -> Settings:
    path.write_bytes("\r\n".join(words).encode(encoding))
    return Settings(workers=1, password_file=str(path))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("a", "b"), ("a", "b")),
        (("a", "", "a", "b"), ("a", "b")),  # once each, in their order
        ((" a ", "\t"), (" a ", "\t")),  # spaces are part of a password
        ((), ()),
    ],
)
def test_a_list_is_its_lines(
    words: tuple[str, ...], wanted: tuple[str, ...], tmp_path: Path
) -> None:
    assert read_passwords(listed(tmp_path / "list", *words)) == wanted
    assert read_passwords(listed(tmp_path / "list", *words, encoding="utf-8-sig")) == wanted
    assert read_passwords(Settings()) == ()


def test_a_list_that_can_not_be_read_shows_nothing_of_itself(tmp_path: Path) -> None:
    for settings in (
        Settings(password_file=str(tmp_path / "gone")),
        listed(tmp_path / "list", SECRET, encoding="utf-16"),
        listed(tmp_path / "long", SECRET * 200_000),
    ):
        with pytest.raises(BadSettings) as refused:
            read_passwords(settings)
        assert "password_file" in str(refused.value)
        assert "khẩu của" not in str(refused.value)


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_the_right_line_opens(revision: int, tmp_path: Path) -> None:
    path = locked(tmp_path / "a.pdf", "xa-2024", revision=revision)
    with pytest.raises(Encrypted):
        open_source(path, "a.pdf", Settings())
    with pytest.raises(Encrypted):
        open_source(path, "a.pdf", listed(tmp_path / "list", "sai", "XA-2024"))
    source = open_source(path, "a.pdf", listed(tmp_path / "list", "sai", "xa-2024"))
    assert (source.locked, source.pages) == (True, 1)


def test_passwords_in_vietnamese(tmp_path: Path) -> None:
    path = locked(tmp_path / "a.pdf", SECRET)
    assert open_source(path, "a.pdf", listed(tmp_path / "list", SECRET)).locked


def test_the_owners_password_opens_too(tmp_path: Path) -> None:
    path = locked(tmp_path / "a.pdf", "x", owner="y")
    assert open_source(path, "a.pdf", listed(tmp_path / "list", "y")).locked


def test_a_lock_on_printing_alone_needs_no_password(tmp_path: Path) -> None:
    path = locked(tmp_path / "a.pdf", "")
    assert not open_source(path, "a.pdf", Settings()).locked


def test_a_copy_without_its_lock_says_so_and_is_the_same_each_time(tmp_path: Path) -> None:
    settings = listed(tmp_path / "list", SECRET)
    path = locked(tmp_path / "a.pdf", SECRET)
    for name in ("one.pdf", "two.pdf"):
        write_unlocked(path, settings, tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        assert not pdf.is_encrypted
        assert "password" in str(pdf.docinfo[MARK])


def test_a_run_reads_it_keeps_the_original_and_tells_nobody(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = locked(tmp_path / "in" / "khoa.pdf", SECRET)
    before = path.read_bytes()
    settings = listed(tmp_path / "list", "sai", SECRET)
    (document,) = run([path], tmp_path / "out", settings, Silent(), inline).documents
    assert document["status"] == "ok"
    assert "Trang mot, dong 3" in document["text"][0]
    assert [e["code"] for e in document["errors"]] == ["unlocked"]
    digest = hashlib.sha256(before).hexdigest()
    assert document["sha256"] == digest
    folder = tmp_path / "out" / document["folder"]
    kept = json.loads((folder / "kept.json").read_text())
    assert kept["original"] == {"file": "original/khoa.pdf", "sha256": digest}
    assert (folder / "original" / "khoa.pdf").read_bytes() == before == path.read_bytes()
    assert kept["searchable"]["unlocked"] is True
    with pikepdf.open(folder / kept["searchable"]["file"]) as pdf:
        assert not pdf.is_encrypted
        assert "password" in str(pdf.docinfo[MARK])
    for file in (tmp_path / "out").rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file
            assert SECRET not in file.name


def test_a_list_that_is_wrong_stops_the_run_before_it_reads(tmp_path: Path) -> None:
    path = locked(tmp_path / "a.pdf", "x")
    settings = Settings(workers=1, password_file=str(tmp_path / "gone"))
    with pytest.raises(BadSettings):
        run([path], tmp_path / "out", settings, Silent(), inline)


def test_once_the_password_is_in_the_list_the_letter_is_read(tmp_path: Path) -> None:
    path = locked(tmp_path / "a.pdf", "x")
    told = []
    for words in (("sai",), ("sai", "x")):
        settings = listed(tmp_path / "list", *words)
        (document,) = run([path], tmp_path / "out", settings, Silent(), inline).documents
        told.append([e["code"] for e in document["errors"]])
    assert told == [["encrypted"], ["unlocked"]]


def test_a_look_at_pages_is_at_a_copy_that_goes_with_it(tmp_path: Path) -> None:
    path = locked(tmp_path / "a.pdf", "x")
    with open_paper(path, listed(tmp_path / "list", "x"), inline) as paper:
        copy = paper.source.path
        assert copy != path == paper.source.original and copy.is_file()
    assert not copy.exists()


def test_the_setting_comes_from_file_or_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANBAN_PASSWORD_FILE", "/a/list")
    assert Path(load(folder=tmp_path).password_file) == Path("/a/list")
    asked = load({"password_file": "/b/list"}, tmp_path)
    assert Path(asked.password_file) == Path("/b/list")
