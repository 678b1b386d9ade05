"""Nothing is ever half written: one door for all files, and nobody goes past it."""

from __future__ import annotations

import ast
import errno
import hashlib
import os
from pathlib import Path

import pytest

from pipeline import files
from pipeline.errors import OutputUnwritable, Unreadable
from pipeline.files import (
    copy_in_one_step,
    in_one_step,
    share,
    sweep,
    write_atomically,
    write_remade,
)

WRITING = {"write_text", "write_bytes", "copyfile", "copyfileobj", "copy2", "copytree", "touch"}
# Each writes somewhere else than to results, or is the door itself.
EXCEPTIONS = {
    ("files.py", "write_bytes"): "the door",
    ("files.py", "copyfile"): "the door",
    ("files.py", "copyfileobj"): "the door",
    ("files.py", "open r+b"): "the door: fills and waits for its own part",
    ("files.py", "open rb+"): "the door: waits for the disk",
    ("compile/growing.py", "open wb"): "fills parts that the door opened",
    ("compile/shelved.py", "open wb"): "fills a part that the door opened",
    ("work/worker.py", "open wb"): "the null device",
    ("work/posix.py", "write_text"): "/proc, to leave the network",
    ("reading/searchable.py", "copyfile"): "fills a part that the door opened",
    ("review/security/key.py", "open wb"): "a key, created by one of several only",
    ("review/uploading/receive.py", "open wb"): "an upload under way, in a folder of its own",
    ("evaluation/peers/plain.py", "write_text"): "a benchmark's own temporary folder",
}


def writers(path: Path) -> set[str]:
    """What in a module writes files: methods by name, ``open`` with its mode."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in WRITING:
            found.add(name)
        if name in ("open", "fdopen"):
            modes = [a.value for a in (*node.args, *(k.value for k in node.keywords))
                     if isinstance(a, ast.Constant) and isinstance(a.value, str)]  # fmt: skip
            found |= {f"open {m}" for m in modes if len(m) <= 3 and set(m) & set("wax+")}
    return found


def test_all_files_go_through_one_door(root: Path) -> None:
    package = root / "pipeline"
    found = {
        (path.relative_to(package).as_posix(), what)
        for path in sorted(package.rglob("*.py"))
        for what in writers(path)
    }
    assert found - set(EXCEPTIONS) == set()


def test_the_exceptions_are_still_needed(root: Path) -> None:
    for name, what in EXCEPTIONS:
        assert what in writers(root / "pipeline" / name), name


def test_the_guard_sees_what_it_looks_for(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "p.write_text('x')\nopen('file', 'w')\np.open(mode='ab')\nshutil.copyfile(a, b)\n"
        "p.open('rb')\nopen('wade')\n"
    )
    assert writers(bad) == {"write_text", "open w", "open ab", "copyfile"}


@pytest.mark.parametrize("durable", [True, False])
def test_a_file_is_replaced_whole(durable: bool, tmp_path: Path) -> None:
    path = tmp_path / "sâu" / "tệp.txt"
    write_atomically(path, b"one", durable=durable)
    write_atomically(path, b"two", durable=durable)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o644
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_the_disk_is_waited_for_where_it_matters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[int] = []
    monkeypatch.setattr(files.os, "fsync", waited.append)
    write_atomically(tmp_path / "facts", b"x")
    assert len(waited) == 1
    write_atomically(tmp_path / "made again", b"x", durable=False)
    assert len(waited) == 1


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("step", ["_begin", "_settle"])
def test_an_old_file_stays_when_a_new_one_can_not_be_written(
    code: int, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    write_atomically(path, b"old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(files, step, refuse)
    with pytest.raises(OutputUnwritable) as told:
        write_atomically(path, b"new")
    assert (told.value.details["where"], told.value.details["what"]) == (
        str(path),
        os.strerror(code),
    )
    assert path.read_bytes() == b"old"
    assert sweep(tmp_path) == 0


def test_who_fails_while_filling_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), in_one_step(tmp_path / "a") as part:
        part.write_bytes(b"half")
        raise ValueError("mine")
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_gives_way_where_the_system_is_strict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to put a file in the place of one that is read only."""
    target, real = tmp_path / "a", Path.replace
    copy_in_one_step(_file(tmp_path / "in", b"one"), target)

    def strict(self: Path, other: Path) -> Path:
        if other.exists() and not other.stat().st_mode & 0o200:
            raise PermissionError(errno.EACCES, "read only")
        return real(self, other)

    monkeypatch.setattr(Path, "replace", strict)
    copy_in_one_step(_file(tmp_path / "in", b"two"), target)
    assert target.read_bytes() == b"two"


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_an_original_is_kept_byte_by_byte_and_read_only(tmp_path: Path) -> None:
    data = bytes(range(256)) * 999
    original = _file(tmp_path / "in.pdf", data)
    digest = copy_in_one_step(original, tmp_path / "kept" / "in.pdf")
    assert digest == hashlib.sha256(data).hexdigest()
    assert (tmp_path / "kept" / "in.pdf").read_bytes() == data
    assert (tmp_path / "kept" / "in.pdf").stat().st_mode & 0o777 == 0o444
    assert (tmp_path / "kept" / "in.pdf").stat().st_ino != original.stat().st_ino


def test_an_original_is_kept_where_the_system_knows_no_quick_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "copy_file_range", raising=False)
    original = _file(tmp_path / "in.pdf", b"bytes")
    assert copy_in_one_step(original, tmp_path / "out.pdf") == hashlib.sha256(b"bytes").hexdigest()
    assert (tmp_path / "out.pdf").read_bytes() == b"bytes"


def test_an_original_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        copy_in_one_step(tmp_path / "gone.pdf", tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_a_picture_is_shared_not_copied(tmp_path: Path) -> None:
    kept = _file(tmp_path / "kept.jpg", b"picture")
    share(kept, tmp_path / "pages" / "1.jpg")
    share(kept, tmp_path / "pages" / "1.jpg")  # again: the same file is already there
    assert (tmp_path / "pages" / "1.jpg").stat().st_ino == kept.stat().st_ino
    assert sweep(tmp_path) == 0


def test_a_file_system_without_links_gets_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    share(_file(tmp_path / "kept.jpg", b"picture"), tmp_path / "1.jpg")
    assert (tmp_path / "1.jpg").read_bytes() == b"picture"


def test_the_sweep_takes_parts_alone(tmp_path: Path) -> None:
    for name in (".a.pdf.k3j2h1.part", "sub/.b.x.part"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    for name in ("a.part", ".hidden", "sub/b.pdf"):
        (tmp_path / name).touch()
    assert sweep(tmp_path) == 2
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == [
        ".hidden",
        "a.part",
        "b.pdf",
    ]


@pytest.mark.parametrize(("shows", "waits"), [(True, 0), (False, 1)])
def test_what_can_be_made_again_is_waited_for_only_where_its_loss_would_not_show(
    shows: bool, waits: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NTFS may give a lost file back at its full length, filled with zeros."""
    waited: list[int] = []
    monkeypatch.setattr(files.os, "fsync", waited.append)
    monkeypatch.setattr(files, "_LOSS_SHOWS", shows)
    write_remade(tmp_path / "a.txt", b"one")
    assert len(waited) == waits
    assert (tmp_path / "a.txt").read_bytes() == b"one"
    assert files._LOSS_SHOWS is shows
