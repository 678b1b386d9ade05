"""What programs cost: time, processor time and memory, those of their children included."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.errors import MissingDependency
from pipeline.evaluation import measure
from pipeline.evaluation.measure import Cost, middle, run_measured, without_thread_limit
from tests.waiting import PATIENCE, lives, longer, nap, running, within

BURN = "import time; t = time.process_time()\nwhile time.process_time() - t < 0.15: pass"
HOLD = "data = bytearray(150_000_000)\nfor i in range(0, len(data), 4096): data[i] = 1"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_costs_add_up_but_peaks_do_not() -> None:
    assert Cost(1, 2, 30) + Cost(10, 20, 3) == Cost(11, 22, 30)


def test_the_median_of_rounds_goes_figure_by_figure() -> None:
    assert middle([Cost(1, 9, 5), Cost(3, 1, 7), Cost(2, 2, 6)]) == Cost(2, 2, 7)


def test_work_of_a_grandchild_counts() -> None:
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}])"
    ran = run_measured(python(child), seconds=PATIENCE)
    assert ran.code == 0
    assert ran.cost.cpu >= 0.15
    assert ran.cost.wall >= 0.9 * ran.cost.cpu > 0  # one process at a time


def test_the_largest_process_is_the_peak() -> None:
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}])"
    assert run_measured(python(child), seconds=PATIENCE).cost.peak > 150_000_000


def test_a_failure_keeps_its_last_words() -> None:
    ran = run_measured(python("import sys; sys.exit('không đọc được')"), seconds=PATIENCE)
    assert (ran.code, ran.said) == (1, "không đọc được")


def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    seconds = nap()
    for patience in longer(0.5):  # until that is enough to start the child
        note = tmp_path / f"{patience}"
        child = f"import subprocess; child = subprocess.Popen(['sleep', {seconds!r}])\n"
        child += f"open({str(note)!r}, 'w').close(); child.wait()"
        ran = run_measured(python(child), seconds=patience)
        assert ran.code == -9
        if note.exists():
            break
    assert note.exists()
    assert within(PATIENCE, lambda: running(seconds) == [])


def test_the_environment_is_handed_on() -> None:
    code = "import os, sys; sys.exit(int(os.environ['CODE']))"
    assert run_measured(python(code), seconds=PATIENCE, environment={"CODE": "7"}).code == 7


def test_a_newcomer_limits_no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    monkeypatch.setenv("HERE", "kept")
    told = without_thread_limit()
    assert "OMP_THREAD_LIMIT" not in told
    assert told["HERE"] == "kept"


def test_a_system_that_cannot_tell_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(measure.os, "wait4")
    with pytest.raises(MissingDependency):
        run_measured(["true"], seconds=1)


def test_a_person_who_stops_it_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while waiting: the program has a group of its own and would not hear of it."""
    started: list[int] = []

    def interrupted(pid: int, _options: int) -> None:
        started.append(pid)
        raise KeyboardInterrupt

    monkeypatch.setattr(measure.os, "wait4", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_measured(["sleep", nap()], seconds=PATIENCE)
    assert not lives(started[0])


def test_only_the_end_of_a_long_complaint_is_kept() -> None:
    ran = run_measured(python("import sys; sys.exit('x' * 5000 + ' cuối')"), seconds=PATIENCE)
    assert ran.said.endswith(" cuối")
    assert len(ran.said) <= 300


def test_complaints_need_not_be_utf8() -> None:
    code = "import sys; sys.stderr.buffer.write(b'h\\xf4ng'); sys.exit(2)"
    ran = run_measured(python(code), seconds=PATIENCE)
    assert ran.code == 2
    assert ran.said.startswith("h")


def test_a_program_that_is_not_there_is_no_silent_zero() -> None:
    with pytest.raises(FileNotFoundError):
        run_measured(["/nonexistent/program"], seconds=1)
