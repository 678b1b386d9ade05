"""What depends on the operating system is chosen in one place; other systems are made believe."""

from __future__ import annotations

import ast
import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.work import Budget, posix
from pipeline.work.network import _refuse
from pipeline.work.platform import here
from pipeline.work.posix import OUT_OF_MEMORY, Posix
from pipeline.work.windows import ExtendedLimits, Windows

UNIX_ONLY = {"fcntl", "resource", "pwd", "grp", "termios", "msvcrt", "winreg"}
UNIX_CALLS = {
    "setsid", "killpg", "fork", "geteuid", "getegid", "setpgid", "WinDLL", "setrlimit", "flock",
    "prctl", "unshare", "pwrite", "mkfifo",
}  # fmt: skip


@pytest.mark.parametrize(
    ("system", "kind"),
    [("linux", Posix), ("darwin", Posix), ("freebsd14", Posix), ("win32", Windows)],
)
def test_one_place_chooses(system: str, kind: type) -> None:
    guard = here(system)
    assert type(guard) is kind
    if isinstance(guard, Posix):
        assert guard.linux == (system == "linux")


def test_nothing_of_one_system_stands_elsewhere(root: Path) -> None:
    """A module that imports or calls what Windows does not have would fail in an office."""
    allowed = {"posix.py", "windows.py"}
    # These ask whether the system has it before they call it, or only measure on Linux.
    asked = {("doctor.py", "geteuid"), ("measure.py", "resource"), ("measure.py", "killpg")}
    wrong = []
    for path in sorted((root / "pipeline").rglob("*.py")):
        if path.parent.name == "work" and path.name in allowed:
            continue
        for name in system_names(path):
            if (path.name, name) not in asked:
                wrong.append(f"{path.relative_to(root)}: {name}")
    assert wrong == []


def system_names(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names} & UNIX_ONLY
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} & UNIX_ONLY
        elif isinstance(node, ast.Attribute):
            found |= {node.attr} & UNIX_CALLS
    return found


def test_the_guard_of_the_source_sees_what_it_looks_for(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("import os\ndef f():\n    import fcntl\n    os.killpg(1, 9)\n")
    assert system_names(bad) == {"fcntl", "killpg"}


class Kernel:
    """kernel32 as far as it is asked. ``refuse`` names what fails."""

    def __init__(self, refuse: str = "") -> None:
        self.refuse = refuse
        self.limits: list[tuple[int, int]] = []
        self.assigned: list[tuple[object, object]] = []

    def CreateJobObjectW(self, security: object, name: object) -> int:
        assert security is None and name is None
        return 0 if self.refuse == "create" else 77

    def GetCurrentProcess(self) -> int:
        return -1

    def SetInformationJobObject(self, job: int, kind: int, told: Any, size: int) -> int:
        assert (job, kind, size) == (77, 9, ctypes.sizeof(ExtendedLimits))
        limits = told._obj
        flags = limits.BasicLimitInformation.LimitFlags
        self.limits.append((flags, limits.ProcessMemoryLimit))
        return 0 if self.refuse == "set" else 1

    def AssignProcessToJobObject(self, job: int, process: Any) -> int:
        self.assigned.append((job, process.value))
        return 0 if self.refuse == "assign" else 1


@pytest.fixture
def _no_hook(monkeypatch: pytest.MonkeyPatch) -> list[Callable[..., None]]:
    """Audit hooks stay for ever: this process must not get one."""
    hooks: list[Callable[..., None]] = []
    monkeypatch.setattr(sys, "addaudithook", hooks.append)
    return hooks


def test_windows_puts_a_worker_into_a_job(_no_hook: list[Callable[..., None]]) -> None:
    kernel = Kernel()
    guard = Windows(kernel)
    held = guard.settle()
    assert (held.memory, held.cpu, held.network, held.family) == ("limit", "clock", "guard", "job")
    assert _no_hook == [_refuse]
    guard.limit(Budget(1, 1, 2 << 30))
    guard.limit(Budget())
    # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE throughout, with ..._PROCESS_MEMORY where there is a limit
    assert kernel.limits == [(0x2000, 0), (0x2100, 2 << 30), (0x2000, 0)]
    assert [job for job, _ in kernel.assigned] == [77]


@pytest.mark.parametrize("refuse", ["create", "set", "assign"])
def test_windows_without_jobs_says_so_and_works_on(
    refuse: str, _no_hook: list[Callable[..., None]]
) -> None:
    kernel = Kernel(refuse)
    guard = Windows(kernel)
    held = guard.settle()
    assert (held.memory, held.family) == ("none", "alone")
    before = list(kernel.limits)
    guard.limit(Budget(1, 1, 2 << 30))
    assert kernel.limits == before


@pytest.mark.skipif(sys.maxsize < 2**32, reason="the size on 64 bits")
def test_the_records_for_windows_are_laid_out_as_windows_has_them() -> None:
    """winnt.h, 64 bits: sizeof(JOBOBJECT_EXTENDED_LIMIT_INFORMATION) is 144, the memory limit of a
    process stands at 112, the flags at 16."""
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert ExtendedLimits.ProcessMemoryLimit.offset == 112
    assert ExtendedLimits.BasicLimitInformation.offset == 0
    assert type(ExtendedLimits().BasicLimitInformation).LimitFlags.offset == 16


def test_windows_kills_one_process_and_its_job_does_the_rest() -> None:
    killed: list[str] = []
    worker: Any = SimpleNamespace(kill=lambda: killed.append("worker"), pid=5)
    Windows(Kernel()).kill(worker)
    assert killed == ["worker"]
    assert Windows(Kernel()).cause(1) == "died"


def test_windows_locks_with_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    held: set[int] = set()

    def locking(file: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        if file in held:
            raise OSError(errno.EACCES, "locked")
        held.add(file)

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    guard = Windows(Kernel())
    assert [guard.claim(4), guard.claim(4)] == [True, False]


class Limits:
    """The module ``resource``, kept in memory."""

    RLIMIT_CORE, RLIMIT_CPU, RLIMIT_DATA, RUSAGE_SELF, RLIM_INFINITY = 4, 0, 2, 0, -1

    def __init__(self, hard: int = -1) -> None:
        self.set: dict[int, tuple[int, int]] = {}
        self.hard = hard
        self.size = 1

    def getrusage(self, who: int) -> Any:
        used = SimpleNamespace(ru_maxrss=self.size)
        return type("Usage", (tuple,), {"ru_maxrss": used.ru_maxrss})((2.5, 0.6, 0))

    def getrlimit(self, kind: int) -> tuple[int, int]:
        return self.set.get(kind, (self.hard, self.hard))

    def setrlimit(self, kind: int, limits: tuple[int, int]) -> None:
        self.set[kind] = limits


@pytest.mark.parametrize(
    ("hard", "budget", "cpu", "memory"),
    [
        # seconds used so far (3.1) count, and are rounded up; the hard limit is never touched,
        # as it could not be raised again
        (-1, Budget(0, 10, 1000), (14, -1), (1000, -1)),
        (-1, Budget(), (-1, -1), (-1, -1)),
        # an office's own limit is lower than ours
        (500, Budget(0, 10, 1000), (14, 500), (500, 500)),
    ],
)
def test_limits_of_linux(
    hard: int,
    budget: Budget,
    cpu: tuple[int, int],
    memory: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits = Limits(hard)
    monkeypatch.setattr(posix, "_resource", lambda: limits)
    Posix(linux=True).limit(budget)
    assert limits.set[limits.RLIMIT_CPU] == cpu
    assert limits.set[limits.RLIMIT_DATA] == memory


def test_where_no_limit_holds_a_thread_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    limits, ended = Limits(), list[int]()

    class Enough(Exception):
        """Ends the watch."""

    def end(code: int) -> None:
        ended.append(code)
        raise Enough

    monkeypatch.setattr(posix, "_resource", lambda: limits)
    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(time, "sleep", lambda _: setattr(limits, "size", 10**9))
    started: list[Any] = []
    monkeypatch.setattr(posix.threading, "Thread", lambda **k: started.append(k) or FakeThread())
    guard = Posix(linux=False)
    guard.limit(Budget(0, 0, 1 << 30))
    guard.limit(Budget(0, 0, 1 << 30))
    assert len(started) == 1  # one watch, however many tasks
    assert limits.RLIMIT_DATA not in limits.set
    with pytest.raises(Enough):
        started[0]["target"]()
    assert ended == [OUT_OF_MEMORY]
    assert guard.cause(OUT_OF_MEMORY) == "memory"


class FakeThread:
    def start(self) -> None:
        """Not in this test."""


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (-signal.SIGXCPU, "cpu"),
        (OUT_OF_MEMORY, "memory"),
        (-9, "died"),
        (0, "died"),
        (None, "died"),
    ],
)
def test_why_a_worker_ended(code: int | None, cause: str) -> None:
    assert Posix(linux=True).cause(code) == cause


def test_without_a_namespace_python_is_guarded_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, _no_hook: list[Callable[..., None]]
) -> None:
    """A container that forbids namespaces: ``unshare`` says EPERM both times."""
    asked: list[int] = []

    def unshare(flags: int) -> int:
        asked.append(flags)
        return -1

    monkeypatch.setattr(posix.ctypes, "CDLL", lambda *_, **__: SimpleNamespace(unshare=unshare))
    monkeypatch.setattr(posix, "_resource", Limits)
    monkeypatch.setattr(os, "setsid", lambda: None)
    held = Posix(linux=True).settle()
    assert asked == [0x40000000, 0x50000000]
    assert (held.network, held.memory, held.family) == ("guard", "limit", "group")
    assert _no_hook == [_refuse]


def test_a_mac_has_no_namespaces_and_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, _no_hook: list[Callable[..., None]]
) -> None:
    monkeypatch.setattr(posix, "_resource", Limits)
    monkeypatch.setattr(os, "setsid", lambda: None)
    monkeypatch.delattr(posix.ctypes, "CDLL")
    held = Posix(linux=False).settle()
    assert (held.memory, held.network) == ("watch", "guard")


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="becomes another user")
def test_without_root_a_worker_stays_who_it_is(tmp_path: Path) -> None:
    """In a user namespace of its own, under its own number; or, where that is refused, as it was.
    The program is told on standard input, as this user may not read our folders."""
    package = Path(posix.__file__).resolve().parents[1]
    code = f"import sys; sys.path.insert(0, {str(package.parent)!r})\n"
    code += "import ctypes, os, pipeline.work.posix as p\n"
    code += "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    code += "print(p._leave_network(), os.geteuid(), os.getegid())\n"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/"
    )
    assert done.stdout.split()[1:] == ["65534", "65534"]
    assert done.stdout.split()[0] in ("True", "False")


@pytest.mark.parametrize(
    ("event", "family", "refused"),
    [
        ("socket.connect", socket.AF_INET, True),
        ("socket.connect", socket.AF_INET6, True),
        ("socket.bind", socket.AF_INET, True),
        ("socket.sendto", socket.AF_INET, True),
        ("socket.connect", socket.AF_UNIX, False),  # to this machine alone
        ("open", None, False),
    ],
)
def test_what_pythons_guard_refuses(event: str, family: int | None, refused: bool) -> None:
    if family is None:
        _refuse(event, ("file",))
        return
    with socket.socket(family) as one:
        if not refused:
            _refuse(event, (one, "address"))
            return
        with pytest.raises(PermissionError, match="no network"):
            _refuse(event, (one, ("192.0.2.1", 80)))


def test_names_are_not_looked_up_either() -> None:
    with pytest.raises(PermissionError):
        _refuse("socket.getaddrinfo", ("example.org", 80, 0, 0, 0))


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    guard = here()
    with (tmp_path / "lock").open("w") as one, (tmp_path / "lock").open("w") as other:
        assert guard.claim(one.fileno())
        assert not guard.claim(other.fileno())
    with (tmp_path / "lock").open("w") as later:
        assert guard.claim(later.fileno())
