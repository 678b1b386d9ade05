"""``vanban serve`` and ``vanban users`` as an administrator meets them."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from pipeline.cli import apart, main
from pipeline.errors import ExitCode, NoInput, WorkerDied
from pipeline.incoming import Incoming
from pipeline.review.taking_home.recipes import Order
from pipeline.settings import Settings
from tests.compile_letters import letter
from tests.review_desk import PASSWORD
from tests.waiting import PATIENCE

pytestmark = pytest.mark.usefixtures("cheap")
Captured = pytest.CaptureFixture[str]
HEAVY = ("fastapi", "starlette", "uvicorn", "sqlalchemy", "pandas", "spacy", "argon2", "jinja2")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def users(monkeypatch: pytest.MonkeyPatch, out: Path, *words: str, typed: str = "") -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(["users", str(out), *words])


@pytest.mark.parametrize("command", [["--help"], ["serve", "--help"], ["users", "--help"]])
def test_help_loads_nothing_heavy(command: Sequence[str]) -> None:
    asked = f"""
import sys
from pipeline.cli import main
try:
    main({list(command)!r})
except SystemExit:
    pass
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "serve" in done.stdout or "users" in done.stdout


@pytest.mark.parametrize(
    "where",
    [["--host", "0.0.0.0"], ["--host", "::"], ["--url", "https://ban.example.vn"]],  # noqa: S104
)
def test_nobody_is_let_in_from_afar_without_users(
    out: Path, where: list[str], capsys: Captured
) -> None:
    assert main(["serve", str(out), "--no-browser", *where]) == ExitCode.USAGE
    told = capsys.readouterr().err
    assert "[no_users]" in told and "vanban users" in told


@pytest.mark.parametrize(
    "wrong",
    [
        ["--url", "http://ban.example.vn"],  # cookies would never come back
        ["--url", "ban.example.vn"],
        ["--port", "99999"],
        ["--host", "no.such.host.invalid"],
    ],
)
def test_what_cant_be_served_is_told(
    out: Path, wrong: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    users(monkeypatch, out, "add", "minh", "--role", "admin", typed=f"{PASSWORD}\n")
    assert main(["serve", str(out), "--no-browser", *wrong]) == ExitCode.USAGE
    assert "[bad_settings]" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(out: Path, capsys: Captured) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", str(out), "--no-browser", "--port", str(port)]) == ExitCode.USAGE
    assert str(port) in capsys.readouterr().err


def test_the_interface_is_written_down(out: Path, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "openapi.json"
    assert main(["serve", str(out), "--openapi", str(file)]) == ExitCode.OK
    assert capsys.readouterr().out.strip() == str(file)
    assert "/api/v1/documents" in json.loads(file.read_text(encoding="utf-8"))["paths"]


def test_users_from_the_first_to_the_last(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    typed = f"{PASSWORD}\n"
    assert users(monkeypatch, out, "add", "lan", typed=typed) == ExitCode.USAGE  # no admin yet
    assert users(monkeypatch, out, "add", "minh", "--role", "admin", typed=typed) == ExitCode.OK
    assert users(monkeypatch, out, "add", "lan", typed=typed) == ExitCode.OK
    assert users(monkeypatch, out, "add", "lan", typed=typed) == ExitCode.USAGE  # taken
    assert users(monkeypatch, out, "add", "hoa", typed="") == ExitCode.USAGE  # no password
    assert users(monkeypatch, out, "add", "hoa", typed="ngắn\n") == ExitCode.USAGE
    assert users(monkeypatch, out, "disable", "minh") == ExitCode.USAGE  # the last admin
    assert users(monkeypatch, out, "role", "minh", "--role", "reader") == ExitCode.USAGE
    assert users(monkeypatch, out, "role", "lan", "--role", "admin") == ExitCode.OK
    assert users(monkeypatch, out, "disable", "minh") == ExitCode.OK
    assert users(monkeypatch, out, "password", "lan", typed="mật khẩu khác\n") == ExitCode.OK
    assert users(monkeypatch, out, "password", "nobody", typed=typed) == ExitCode.NO_INPUT
    assert users(monkeypatch, out, "add", typed=typed) == ExitCode.USAGE  # who?
    told = capsys.readouterr()
    assert PASSWORD not in told.out + told.err
    assert users(monkeypatch, out, "list") == ExitCode.OK
    assert capsys.readouterr().out.splitlines() == ["lan\tadmin", "minh\tadmin\t(đã khóa)"]


def test_a_password_is_typed_twice_at_a_terminal(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    answers = iter([PASSWORD, "khác hẳn rồi", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    monkeypatch.setattr(sys, "stdin", Terminal())
    add = ["users", str(out), "add", "minh", "--role", "admin"]
    assert main(add) == ExitCode.USAGE
    assert "hai lần" in capsys.readouterr().err
    assert main(add) == ExitCode.OK


@pytest.mark.ocr  # starts a program
def test_it_serves_and_stops(out: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "serve", str(out), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as program:
        stop = threading.Timer(2 * PATIENCE, program.kill)
        stop.start()
        assert program.stdout is not None
        address = program.stdout.readline().split(": ", 1)[1].strip()
        with urllib.request.urlopen(f"{address}api/v1/me", timeout=PATIENCE) as answer:  # noqa: S310
            assert json.loads(answer.read())["local"] is True
            assert "server" not in {name.lower() for name in answer.headers}
        program.send_signal(signal.SIGTERM)
        assert program.wait(PATIENCE) in (0, -signal.SIGTERM)
        stop.cancel()
    assert (out / "vanban.db").is_file()


class Silent:
    """Nobody watches."""

    def seen(self, key: str, pages: int) -> None: ...
    def refused(self, key: str, code: str, message: str) -> None: ...
    def page(self, key: str, number: int) -> None: ...
    def stage(self, code: str) -> None: ...


def dies(*_: object) -> None:
    """A child that a hostile scan took down."""
    os._exit(9)


def fails(there: Connection, *_: object) -> None:
    there.send(("error", NoInput(what="nothing")))


def sleeps(*_: object) -> None:
    time.sleep(5 * PATIENCE)


@pytest.mark.parametrize(("does", "error"), [(dies, WorkerDied), (fails, NoInput)])
def test_the_desk_outlives_its_reader(
    out: Path, does: object, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_read", does)
    with pytest.raises(error):
        apart.ApartReader(out, Settings())([Incoming("1", out / "a.pdf", "a.pdf")], Silent())


def test_a_reading_can_be_stopped(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_read", sleeps)
    reader = apart.ApartReader(out, Settings())
    threading.Timer(0.5, reader.stop).start()
    started = time.monotonic()
    with pytest.raises(WorkerDied):
        reader([Incoming("1", out / "a.pdf", "a.pdf")], Silent())
    assert time.monotonic() - started < 2 * PATIENCE
    with pytest.raises(WorkerDied):  # and no new one begins
        reader([Incoming("1", out / "a.pdf", "a.pdf")], Silent())


@pytest.mark.ocr  # reads for real, in processes of its own
def test_a_letter_is_read_apart(out: Path) -> None:
    class Notes(Silent):
        told: list[tuple[str, ...]] = []  # noqa: RUF012 (one test, one list)

        def seen(self, key: str, pages: int) -> None:
            self.told.append(("seen", key))

        def refused(self, key: str, code: str, message: str) -> None:
            self.told.append(("refused", key, code))

    uploads = out / "uploads"
    uploads.mkdir(parents=True)
    (uploads / "a.txt").write_text("ỦY BAN NHÂN DÂN\nSố: 7/UBND-NV\nKính gửi: Các phòng, ban.")
    (uploads / "b.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    letters = [Incoming("1", uploads / "a.txt", "a.txt"), Incoming("2", uploads / "b.pdf", "b.pdf")]
    apart.ApartReader(out, Settings(workers=1))(letters, Notes())
    assert sorted(Notes.told) == [("refused", "2", "truncated"), ("seen", "1")]
    lines = (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["a.txt"]


@pytest.mark.ocr  # starts a process
def test_things_are_made_apart(out: Path) -> None:
    folder = out / "made"
    folder.mkdir(parents=True)
    apart.make_apart(Order("facts", [letter(0)], out, folder))
    assert (folder / "documents.jsonl").read_text(encoding="utf-8").count("\n") == 1
    with pytest.raises(NoInput):
        apart.make_apart(Order("synthesis", [], out, folder))
