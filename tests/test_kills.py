"""A run that is killed at any moment goes on to the same bytes as one that never was.

Five moments in each test run, fifty in ``make endurance`` (``pytest -m kills``). A moment is a
share of the time that an undisturbed run takes; half of the time the parent alone is killed, as a
user does in a task manager, half of the time all its workers and their programs with it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.journey import run
from pipeline.journey.entries import Silent
from tests.faults.corpus import make_corpus
from tests.faults.driver import CHOSEN
from tests.faults.same import codes, is_sound, is_whole, leftovers, results
from tests.test_faults import read
from tests.waiting import PATIENCE, lives, within

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
ROOT = Path(__file__).resolve().parents[1]
SEED, FEW, MANY = 20_241_120, 5, 50


def moments(count: int) -> list[tuple[float, bool]]:
    """(share of an undisturbed run, whether all are killed), spread evenly with a seeded shift."""
    chance = random.Random(SEED + count)  # noqa: S311 (moments, no secrets)
    shares = [(n + chance.random()) / count for n in range(count)]
    chance.shuffle(shares)
    return [(share, n % 2 == 1) for n, share in enumerate(shares)]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_corpus(tmp_path_factory.mktemp("kills"))


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A run and the seconds it took."""
    out, temporary = tmp_path_factory.mktemp("undisturbed"), tmp_path_factory.mktemp("tmp")
    started = time.monotonic()
    assert start(corpus, out, temporary).wait(10 * PATIENCE) == 0
    took = time.monotonic() - started
    assert codes(out) == {}
    return out, took


@dataclass(frozen=True)
class Stage:
    """Where runs are killed. ``good`` is what an undisturbed run leaves, after ``took`` seconds."""

    corpus: Path
    temporary: Path
    good: Path
    took: float

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        return start(self.corpus, out, self.temporary)

    def kill(self, out: Path, share: float, everyone: bool) -> list[int]:
        return kill_at(share * self.took, everyone, self.start(out))

    def check(self, out: Path, moment: tuple[float, bool]) -> bool:
        """Kills one run, resumes it, compares. Whether it was killed before its end."""
        members = self.kill(out, *moment)
        assert within(PATIENCE, lambda: not any(map(lives, members)))  # nobody is left behind
        if (out / "vanban.db").exists():
            assert is_sound(out / "vanban.db")
        self.check_finish(out)
        unchanged = run([self.corpus], out, CHOSEN, Silent())  # and it is complete
        assert unchanged.pages_read == 0
        return bool(members)

    def check_finish(self, out: Path) -> None:
        """A run that goes on from there, to the same results."""
        read(self.corpus, out, engines_none)
        assert codes(out) == {}
        assert results(out) == results(self.good)
        assert is_whole(out / "vanban.db")
        assert leftovers(out, self.temporary) == []


@pytest.fixture
def stage(
    corpus: Path, undisturbed: tuple[Path, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Stage:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return Stage(corpus, folder, *undisturbed)


def start(corpus: Path, out: Path, temporary: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "tests.faults.driver", str(corpus), str(out)]
    return subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(place.parent.name)] = int(fields[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def kill_at(seconds: float, everyone: bool, running: subprocess.Popen[bytes]) -> list[int]:
    """Kills it after ``seconds``, and gives those that ran then; none if it was done before."""
    try:
        running.wait(seconds)
        return []
    except subprocess.TimeoutExpired:
        members = family(running.pid)
    for pid in members if everyone else members[:1]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    running.wait()
    return members


def engines_none() -> None:
    from tests.faults import engines

    engines.none()


@pytest.mark.faults
@pytest.mark.parametrize(
    "moment", moments(FEW), ids=lambda m: f"{m[0]:.2f}-{'all' if m[1] else 'one'}"
)
def test_a_killed_run_goes_on_to_the_same_bytes(
    stage: Stage, moment: tuple[float, bool], tmp_path: Path
) -> None:
    stage.check(tmp_path / "out", moment)


@pytest.mark.kills
def test_fifty_kills(stage: Stage, tmp_path: Path) -> None:
    killed = sum(stage.check(tmp_path / f"out-{n}", m) for n, m in enumerate(moments(MANY)))
    assert killed >= MANY * 3 // 4  # a machine that got quicker meanwhile ends some runs before


@pytest.mark.faults
def test_a_run_killed_again_and_again_comes_to_its_end(stage: Stage, tmp_path: Path) -> None:
    """Each run starts where the last one fell, and is killed, too."""
    for share in (0.4, 0.6, 0.8):
        stage.kill(tmp_path / "out", share, True)
    stage.check_finish(tmp_path / "out")


@pytest.mark.faults
def test_a_run_that_is_interrupted_leaves_nobody_behind(stage: Stage, tmp_path: Path) -> None:
    """Ctrl-C goes to the parent alone: workers have a group of their own."""
    running = stage.start(tmp_path / "out")
    assert within(PATIENCE, (tmp_path / "out" / "cache").exists)
    time.sleep(0.3)
    members = family(running.pid)
    running.send_signal(signal.SIGINT)
    running.wait(PATIENCE)
    assert within(PATIENCE, lambda: not any(map(lives, members)))
    assert list(stage.temporary.glob("vanban-*")) == []
