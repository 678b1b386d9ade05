"""Worker processes are held to their budgets, and whatever becomes of one, the others work on."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import OutOfMemory, Stalled, TimedOut, VanbanError, WorkerDied
from pipeline.work import Budget, Crew, Failure, Limited, Processes, processes, run_tasks
from pipeline.work.platform import here
from pipeline.work.processes import how
from pipeline.work.scratch import Scratch
from tests.waiting import PATIENCE, lives, longer, nap, running, within

MEGA = 1 << 20
parent = sys.modules["pipeline.work.processes"]
linux = pytest.mark.skipif(sys.platform != "linux", reason="what Linux can do")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No grace beyond the budget; temporary folders where they can be counted."""
    monkeypatch.setattr(parent, "GRACE", 0.2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert within(PATIENCE, lambda: not list(tmp_path.glob("vanban-*")))  # whatever happened


def double(n: int) -> int:
    return 2 * n


def sleep(n: int) -> int:
    time.sleep(3600)
    return n


def stop(n: int) -> int:
    """Not even a signal handler runs any more."""
    os.kill(os.getpid(), signal.SIGSTOP)
    return n


def hang_in_c(n: int) -> int:
    """Holds the interpreter: no thread of this process gets its turn."""
    ctypes.PyDLL(None).sleep(3600)
    return n


def spin(n: int) -> int:
    while True:
        n += 1


def crash(n: int) -> int:
    ctypes.string_at(0)
    return n


def leave(n: int) -> int:
    os._exit(7)


def eat(n: int) -> int:
    return len(bytearray(n))


def raise_odd(n: int) -> int:
    class Local(Exception):
        """One that no other process knows."""

    raise Local("odd")


def raise_exit(n: int) -> int:
    raise SystemExit(3)


def give_a_lock(n: int) -> Any:
    return threading.Lock()


CASES: list[tuple[str, Callable[[int], Any], int, Budget, type[BaseException], str]] = [
    ("sleeps", sleep, 1, Budget(0.3), TimedOut, "0.3"),
    ("is stopped", stop, 1, Budget(0.3), TimedOut, "0.3"),
    ("hangs in a library", hang_in_c, 1, Budget(0.3), TimedOut, "0.3"),
    ("computes for ever", spin, 1, Budget(0, 1), TimedOut, "1"),
    ("crashes", crash, 1, Budget(), WorkerDied, "SIGSEGV"),
    ("ends", leave, 1, Budget(), WorkerDied, "exit 7"),
    ("takes all memory", eat, 4096 * MEGA, Budget(0, 0, 1024 * MEGA), OutOfMemory, "1024 MB"),
    ("raises what can't be sent", raise_odd, 1, Budget(), RuntimeError, "Local: odd"),
    ("wants to exit", raise_exit, 1, Budget(), SystemExit, "3"),
    ("gives what can't be sent", give_a_lock, 1, Budget(), RuntimeError, "lock"),
]


@linux
@pytest.mark.parametrize(
    ("function", "task", "budget", "kind", "told"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_task_that_goes_wrong_says_how_and_its_place_is_taken(
    function: Callable[[int], Any], task: int, budget: Budget, kind: type[BaseException], told: str
) -> None:
    executor = Processes(1)
    try:
        error = executor.submit(Limited(function, budget), task).exception(PATIENCE)
        assert type(error) is kind
        assert told in str(error)
        assert executor.submit(double, 21).result(PATIENCE) == 42
    finally:
        executor.shutdown(wait=False)


def test_one_bad_task_costs_one_and_no_other_is_done_twice(tmp_path: Path) -> None:
    budget = Budget(PATIENCE)
    with Crew(processes, 2) as crew:
        done = list(run_tasks(mark_or_die, [(tmp_path, n) for n in range(9)], crew, budget))
    failures = [r for r in done if isinstance(r, Failure)]
    assert [f.task[1] for f in failures] == [4]
    assert isinstance(failures[0].error, WorkerDied)
    runs = {n: len((tmp_path / str(n)).read_text()) for n in range(9)}
    assert runs == {n: 2 if n == 4 else 1 for n in range(9)}  # the dead one had a second chance


def mark_or_die(task: tuple[Path, int]) -> int:
    folder, n = task
    with (folder / str(n)).open("a") as file:
        file.write("x")
    if n == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


def die_once(flag: Path) -> str:
    if not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_who_was_killed_by_chance_is_tried_again(tmp_path: Path) -> None:
    """The system's out-of-memory killer takes the largest, not the guilty."""
    with Crew(processes, 1) as crew:
        assert list(run_tasks(die_once, [tmp_path / "flag"], crew)) == [(tmp_path / "flag", "done")]


def spawn(task: tuple[Path, str]) -> subprocess.Popen[bytes]:
    """Starts a program that sleeps, and notes its number."""
    note, seconds = task
    program = subprocess.Popen(["sleep", seconds])
    note.write_text(str(program.pid), encoding="ascii")
    return program


def spawn_and_wait(task: tuple[Path, str]) -> None:
    spawn(task).wait()


def spawn_and_crash(task: tuple[Path, str]) -> None:
    spawn(task)
    ctypes.string_at(0)


@linux
@pytest.mark.parametrize(
    ("function", "budgets", "kind"),
    [(spawn_and_wait, longer(0.5), TimedOut), (spawn_and_crash, (PATIENCE,), WorkerDied)],
)
def test_the_programs_of_a_worker_end_with_it(
    function: Callable[[tuple[Path, str]], None],
    budgets: tuple[float, ...],
    kind: type[VanbanError],
    tmp_path: Path,
) -> None:
    note, seconds = tmp_path / "note", nap()
    for budget in budgets:  # until there is time enough to start one
        with Crew(processes, 1) as crew:
            (failed,) = run_tasks(function, [(note, seconds)], crew, Budget(budget))
            assert isinstance(failed, Failure)
            assert type(failed.error) is kind
            assert within(PATIENCE, lambda: running(seconds) == []), "while the crew is there"
        if note.exists():
            break
    assert not lives(int(note.read_text(encoding="ascii")))


ORPHAN = """
import os, time
from pathlib import Path
from pipeline.work import processes
from tests.test_work_processes import spawn_and_wait
if __name__ == "__main__":
    task = (Path(os.environ["NOTE"]), os.environ["NAP"])
    future = processes(1).submit(spawn_and_wait, task)
    time.sleep(3600)
"""


@linux
def test_nobody_outlives_a_parent_that_was_killed(root: Path, tmp_path: Path) -> None:
    orphan, note, seconds = tmp_path / "orphan.py", tmp_path / "note", nap()
    orphan.write_text(ORPHAN)
    told = {"TMPDIR": str(tmp_path), "NOTE": str(note), "NAP": seconds}
    environment = {**os.environ, "PYTHONPATH": str(root), **told}
    run = subprocess.Popen([sys.executable, str(orphan)], env=environment)
    try:
        assert within(PATIENCE, lambda: note.exists() and note.read_text())
        assert running(seconds) == [int(note.read_text())]
    finally:
        run.kill()
        run.wait()
    assert within(PATIENCE, lambda: running(seconds) == [])
    assert within(PATIENCE, lambda: list(tmp_path.glob("vanban-*")) == [])


def test_a_stalled_run_says_so_and_goes_on() -> None:
    """Two that hold everything up are named; those that waited behind them are done after."""
    tasks = [-1, -2, 3, 4, 5]
    for seconds in longer(1.5):  # until that is longer than it takes to start two workers
        with Crew(processes, 2, stall_seconds=seconds) as crew:
            done = list(run_tasks(sleep_if_negative, tasks, crew))
        failed = {r.task: type(r.error) for r in done if isinstance(r, Failure)}
        if failed.keys() == {-1, -2}:
            break
    assert failed == {-1: Stalled, -2: Stalled}
    assert sorted(r[0] for r in done if not isinstance(r, Failure)) == [3, 4, 5]


def sleep_if_negative(n: int) -> int:
    if n < 0:
        time.sleep(3600)
    return n


def reach_out(how: str) -> str:
    try:
        if how == "python":
            socket.create_connection(("192.0.2.1", 80), timeout=0.2).close()
        elif how == "lookup":
            socket.getaddrinfo("example.org", 80)
        else:  # a program, which knows nothing of guards in Python
            told = ["bash", "-c", "exec 3<>/dev/tcp/192.0.2.1/80"]
            subprocess.run(told, check=True, capture_output=True, timeout=PATIENCE)
    except PermissionError:
        return "refused"
    except (OSError, subprocess.SubprocessError) as error:
        return getattr(error, "stderr", b"").decode() or repr(error)
    return "reached"


@linux
@pytest.mark.parametrize("how", ["python", "lookup", "program"])
def test_a_worker_has_no_network(how: str) -> None:
    if how == "program" and parent.protections().network != "namespace":
        pytest.skip("this machine lets nobody have a network namespace: doctor says so")
    with Crew(processes, 1) as crew:
        ((_, told),) = run_tasks(reach_out, [how], crew)  # type: ignore[misc]
    assert "unreachable" in told if how == "program" else told == "refused"


def settings_of_worker(_: int) -> tuple[str | None, str, bool]:
    own_temporary = Path(tempfile.gettempdir()).parent.name.startswith("vanban-")
    return os.environ.get("OMP_THREAD_LIMIT"), os.environ["TMPDIR"], own_temporary


def test_a_worker_has_one_thread_and_a_folder_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    with Crew(processes, 1) as crew:
        ((_, (threads, folder, own)),) = run_tasks(settings_of_worker, [1], crew)  # type: ignore[misc]
        assert (threads, own, Path(folder).is_dir()) == ("1", True, True)
    assert not Path(folder).exists()


def fail_to_prepare() -> None:
    raise RuntimeError("no")


def test_a_worker_that_never_gets_ready_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    executor = Processes(1, fail_to_prepare)
    error = executor.submit(double, 1).exception(PATIENCE)
    executor.shutdown(wait=False)
    assert isinstance(error, WorkerDied)
    capfd.readouterr()  # its traceback goes to the log, as it should


def test_an_executor_that_was_shut_down_starts_nobody() -> None:
    executor = Processes(1)
    executor.shutdown()
    with pytest.raises(RuntimeError):
        executor.submit(double, 1)


def test_workers_are_started_as_there_is_work() -> None:
    with Processes(4) as executor:
        assert executor.submit(double, 1).result(PATIENCE) == 2
        assert len(executor._workers) == 1
        for n in range(2, 5):
            assert executor.submit(double, n).result(PATIENCE) == 2 * n
        # The result is there a moment before its minder is free: the next task may find none.
        assert len(executor._workers) <= 2


def test_shutting_down_waits_for_what_was_asked_for() -> None:
    executor = Processes(1)
    futures = [executor.submit(double, n) for n in range(5)]
    executor.shutdown()
    assert [f.result(0) for f in futures] == [0, 2, 4, 6, 8]


@pytest.mark.parametrize(
    ("code", "told"),
    [(-9, "SIGKILL"), (-11, "SIGSEGV"), (-250, "signal 250"), (3, "exit 3"), (None, "?")],
)
def test_how_a_process_ended(code: int | None, told: str) -> None:
    assert how(code) == told


def test_a_budget_survives_the_way_to_any_executor() -> None:
    """An executor that knows nothing of budgets simply calls."""
    limited = Limited(double, Budget(5, 4, 3))
    assert limited(4) == 8
    assert (limited.budget.seconds, limited.budget.cpu_seconds, limited.budget.memory_bytes) == (
        5,
        4,
        3,
    )


def test_what_is_raised_keeps_its_page_and_details() -> None:
    with Crew(processes, 1) as crew:
        (failed,) = run_tasks(raise_page, [3], crew)
    assert isinstance(failed, Failure)
    assert isinstance(failed.error, VanbanError)
    assert (failed.error.page, failed.error.details) == (3, {"limit": "1", "what": "2"})


def raise_page(n: int) -> None:
    from pipeline.errors import TooLarge

    raise TooLarge(n, limit="1", what="2")


ALONE = """
import os
from pipeline.work import Budget, Limited, worker
from pipeline.work.platform import here
from tests.test_work_processes import hang_in_c
worker.GRACE = 0.1
with open(os.devnull, "wb") as nowhere:
    worker._do(Limited(hang_in_c, Budget(0.2)), (1,), here(), nowhere)
"""


def test_a_worker_ends_itself_where_its_parent_can_not(root: Path, tmp_path: Path) -> None:
    """It hangs in a library, so no thread of Python's could do it; and its parent is gone."""
    (tmp_path / "alone.py").write_text(ALONE)
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, str(tmp_path / "alone.py")]
    done = subprocess.run(command, env=environment, timeout=PATIENCE, check=False)
    assert done.returncode == 1


def test_folders_of_pools_that_were_killed_are_swept(tmp_path: Path) -> None:
    """By the next pool; not those that another one holds, and not what is none of ours."""
    (tmp_path / "vanban-dead").mkdir()
    (tmp_path / "vanban-dead" / "lock").touch()
    (tmp_path / "vanban-dead" / "page.bmp").touch()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "lock").touch()
    living = Scratch(here())
    Path(living.room(), "page.bmp").touch()
    second = Scratch(here())
    assert not (tmp_path / "vanban-dead").exists()
    assert (tmp_path / "other" / "lock").exists()
    assert len(list(living.folder.rglob("page.bmp"))) == 1
    living.close()
    second.close()
    living.close()  # twice does no harm
    assert list(tmp_path.glob("vanban-*")) == []


@pytest.mark.parametrize("swept", [("lock", "room/page.bmp"), ("lock",), ()])
def test_a_folder_whose_removal_was_cut_short_goes_with_the_next(
    tmp_path: Path, swept: tuple[str, ...]
) -> None:
    """Its lock goes last: what is left of a pool that was killed at its end is locked or empty."""
    left = tmp_path / "vanban-a1b2c3d_"
    left.mkdir()
    for name in swept:
        (left / name).parent.mkdir(exist_ok=True)
        (left / name).touch()
    mine = tmp_path / "vanban-a1b2c3d4"
    mine.mkdir()
    (mine / "notes.txt").touch()  # a person's, and no pool's
    Scratch(here()).close()
    assert [path.name for path in tmp_path.glob("vanban-*")] == [mine.name]
    shutil.rmtree(mine)


def test_the_lock_of_a_folder_is_removed_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = Scratch(here())
    pool.room()
    gone: list[bool] = []
    real = shutil.rmtree

    def watched(path: Path, **how: bool) -> None:
        gone.append((pool.folder / "lock").exists())
        real(path, **how)

    monkeypatch.setattr(shutil, "rmtree", watched)
    pool.close()
    assert gone == [True]
    assert not pool.folder.exists()
