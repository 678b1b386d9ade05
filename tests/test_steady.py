"""No test is red by chance: clocks, naps, ports and dice are read from the tests' own source, and
what they are measured and waited for with is tested itself."""

from __future__ import annotations

import ast
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import pace, waiting
from tests.pace import least
from tests.waiting import lives, longer, nap, running, within

HERE = Path(__file__).parent
CLOCKS = {"sleep", "time", "monotonic", "perf_counter", "process_time", "thread_time"}
# Where a clock is looked at, and why that can't decide by chance.
LOOKED_AT = {
    "cases/batch.py": "processor seconds, which `least` compares",
    "faults/engines.py": "engines that hang, nap a little or set the clock: faults to order",
    "pace.py": "the ruler",
    "test_desk_tools.py": "computes for a while, and counts that",
    "test_evaluation_measure.py": "a program that computes for a while",
    "test_growth.py": "a program that computes for a while, and its child",
    "test_kills.py": "how long a run takes, to kill others within",
    "test_references_fuzz.py": "a share of another time, the least of three",
    "test_review_serve.py": "a child that hangs until it is stopped",
    "test_steady.py": "this",
    "waiting.py": "waiting",
}
HANGS = 600.0
"""Seconds of a nap that nobody waits for."""
LEAST = 60.0
"""Seconds that a busy machine may need for what a free one does at once."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(HERE.rglob("*.py")):
        yield path.relative_to(HERE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _is_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id == "time" and node.attr in CLOCKS
    if isinstance(node, ast.Constant):  # a program for another process
        return "time.process_time" in str(node.value)
    return isinstance(node, ast.ImportFrom) and node.module == "time"


def _hangs(node: ast.AST) -> bool:
    """``time.sleep(3600)``: until it is killed."""
    return (
        isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "sleep"
        and isinstance(node.args[0], ast.Constant)
        and float(str(node.args[0].value)) >= HANGS
    )


def test_clocks_are_looked_at_where_it_is_said() -> None:
    found = set()
    for name, tree in sources():
        hung = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call) and _hangs(node)}
        if any(_is_clock(node) for node in ast.walk(tree) if node not in hung):
            found.add(name)
    assert found == LOOKED_AT.keys(), "wait with tests.waiting, measure with tests.pace"


def test_nobody_gives_another_process_a_few_seconds() -> None:
    """``timeout=20`` is enough until the machine is busy."""
    short = []
    for name, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            asked = [k.value for k in node.keywords if k.arg == "timeout"]
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if method in ("wait", "join", "result", "exception", "acquire"):
                asked += node.args[:1]
            short += [
                f"{name}:{node.lineno}"
                for value in asked
                if isinstance(value, ast.Constant)
                and isinstance(value.value, (int, float))
                and 0 < value.value < LEAST
            ]
    assert [where for where in short if not where.startswith(UNHURRIED)] == []


UNHURRIED = (
    "test_work_processes.py",  # a connection that must be refused
    "a_cluster.py",  # after SIGKILL
)


def test_nobody_claims_a_port() -> None:
    """Two run side by side: a server takes whatever port is free."""
    claimed = []
    for name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "bind":
                ports = [p.elts[1] for p in node.args if isinstance(p, ast.Tuple)]
                free = [isinstance(p, ast.Constant) and p.value == 0 for p in ports]
                claimed += [] if all(free) else [f"{name}:{node.lineno}"]
    assert claimed == []


def test_dice_fall_alike_for_everybody() -> None:
    assert settings.default is not None
    assert settings.default.derandomize and settings.default.deadline is None


def test_the_shell_decides_nothing() -> None:
    assert not [name for name in os.environ if name.startswith("VANBAN_")]
    assert "COLUMNS" not in os.environ


# --- waiting --------------------------------------------------------------------------------------


def test_what_becomes_so_is_waited_for() -> None:
    looks = itertools.count()
    assert within(60, lambda: next(looks) == 3)
    assert next(looks) == 4, "and no longer"


def test_what_never_is_so_is_told() -> None:
    assert not within(0.1, lambda: False)


def test_it_is_looked_at_once_more_when_the_time_is_up() -> None:
    assert within(0, lambda: True)
    assert not within(-1, lambda: [])


def test_longer_and_longer() -> None:
    assert longer(0.5, 3, 4) == (0.5, 2.0, 8.0)
    assert len(longer(1)) > 2 and sum(longer(0.5)) > 30


def test_each_nap_is_another_and_long() -> None:
    naps = [nap() for _ in range(100)]
    assert len(set(naps)) == 100
    assert all(3600 <= float(seconds) < 3601 for seconds in naps)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_processes_are_found_by_a_word_and_gone_when_they_are() -> None:
    seconds = nap()
    assert running(seconds) == []
    program = subprocess.Popen(["sleep", seconds])
    try:
        assert within(60, lambda: running(seconds) == [program.pid])
        assert lives(program.pid)
    finally:
        program.kill()
    assert within(60, lambda: not lives(program.pid)), "though nobody has reaped it"
    assert running(seconds) == []
    program.wait()
    assert not lives(program.pid)


# --- pace -----------------------------------------------------------------------------------------


def computing(seconds: float) -> None:
    ends = time.process_time() + seconds
    while time.process_time() < ends:
        pass


def test_what_is_too_slow_is_told() -> None:
    assert least(lambda: computing(0.05), 0.001) > 0.001


def test_what_is_quick_is_tried_once() -> None:
    tries = itertools.count()
    assert least(lambda: next(tries), 60) < 60
    assert next(tries) == 1


def test_a_slower_machine_is_given_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the ruler takes ten times as long, so may the work."""
    monkeypatch.setattr(pace, "_ruler", lambda: computing(10 * pace._RULER))
    found = least(lambda: computing(0.1), 0.05)
    assert 0.005 < found < 0.02


def test_a_quicker_machine_is_given_no_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_ruler", lambda: None)
    assert 0.09 < least(lambda: computing(0.1), 60) < 1


def test_time_is_counted_for_this_process_alone() -> None:
    """What others take of the machine is no fault of the work."""
    assert least(lambda: time.sleep(0.2), 60) < 0.1
    assert waiting.PATIENCE >= LEAST
