"""A watched folder: complete files are read once, others are waited for, nothing is lost; all by
a clock that the test turns."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.errors import BadSettings, NoInput, OutputBusy, OutputUnwritable, PageUnreadable
from pipeline.intake import find
from pipeline.journey import Outcome, run
from pipeline.journey.completeness import Mark, is_being_written, is_partial, mark_of
from pipeline.journey.entries import Silent
from pipeline.journey.watching import _load, watch
from pipeline.settings import Settings
from pipeline.work import inline
from tests.cases.documents import TEXT
from tests.waiting import PATIENCE

S = Settings(workers=1)
Step = Callable[[], object]


@dataclass
class Hand:
    """A clock that a test turns: at each wait the next step happens, and ``tick`` seconds pass.
    After the last step the watch is told to stop."""

    steps: list[Step]
    tick: float = 2.0
    time: float = 100.0

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> bool:
        self.time += self.tick
        if not self.steps:
            return True
        self.steps.pop(0)()
        return False


@dataclass
class Reader:
    """Notes what it is asked to read; the real run behind it where ``real``."""

    real: bool = False
    asked: list[list[str]] = field(default_factory=list)
    failing: int = 0
    error: Exception = field(default_factory=lambda: OutputUnwritable(where="x", what="đầy"))

    def __call__(self, out: Path, settings: Settings, letters: list[tuple[Path, str]]) -> Outcome:
        self.asked.append(sorted(name for _, name in letters))
        if self.failing:
            self.failing -= 1
            raise self.error
        if self.real:
            return run([], out, settings, Silent(), inline, named=letters)
        return Outcome((), out, 0, 0)


@pytest.fixture
def box(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def put(path: Path, text: str = TEXT) -> Step:
    def step() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return step


def wait(times: int = 1) -> list[Step]:
    return [lambda: None] * times


def go(
    box: Path, steps: list[Step], reader: Reader | None = None, **how: float | bool
) -> tuple[Reader, list[str]]:
    read, told = reader or Reader(), []  # type: ignore[var-annotated]
    watch(box, box.parent / "out", S, read, told.append, Hand(steps), settle=5.0, **how)  # type: ignore[arg-type]
    return read, told


def test_a_file_is_read_when_it_has_been_still_for_long_enough(box: Path) -> None:
    read, _ = go(box, [put(box / "a.txt"), *wait(2)])
    assert read.asked == [], "six seconds have not passed since it was first seen"
    read, _ = go(box, [put(box / "b.txt"), *wait(4)])
    assert read.asked[-1] == ["a.txt", "b.txt"]


def test_a_file_that_grows_is_waited_for(box: Path) -> None:
    growing = [put(box / "a.txt", TEXT * n) for n in range(1, 8)]
    read, _ = go(box, [*growing, *wait(2)])
    assert read.asked == []
    read, _ = go(box, [*growing, *wait(4)])
    assert read.asked == [["a.txt"]]


def test_the_same_size_at_another_time_is_another_file(box: Path) -> None:
    def touch() -> None:
        os.utime(box / "a.txt", ns=(1, 1))  # back in 1970: times are compared, not believed

    read, _ = go(box, [put(box / "a.txt"), *wait(4), touch, *wait(4)])
    assert read.asked == [["a.txt"], ["a.txt"]]


def test_old_letters_are_read_with_the_new(box: Path) -> None:
    """A run over new files alone would publish them alone."""
    read, _ = go(box, [put(box / "a.txt"), *wait(4), put(box / "b.txt", TEXT + "."), *wait(4)])
    assert read.asked == [["a.txt"], ["a.txt", "b.txt"]]


def test_a_restart_reads_nothing_twice(box: Path) -> None:
    go(box, [put(box / "a.txt"), *wait(4)])
    read, _ = go(box, wait(6))
    assert read.asked == []
    (box.parent / "out" / "cache" / "watch.json").write_text("{")
    read, _ = go(box, wait(6))
    assert read.asked == [["a.txt"]], "a note that is lost costs one look, no letter"


def test_what_is_taken_out_stays_among_the_results(box: Path) -> None:
    reader = Reader(real=True)
    _, told = go(box, [put(box / "a.txt"), *wait(4), (box / "a.txt").unlink,
                       put(box / "b.txt", TEXT + "\nBản hai"), *wait(4)], reader)  # fmt: skip
    assert reader.asked == [["a.txt"], ["a.txt", "b.txt"]]
    from pipeline.compile.contract import read_results

    rows = {d["file"]: d["status"] for d in read_results(box.parent / "out")}
    assert rows == {"a.txt": "ok", "b.txt": "ok"}
    assert any("a.txt" in line for line in told)


def test_refusals_are_told_once_with_their_reason(box: Path) -> None:
    put(box / "that.txt")()
    (box / "link.txt").symlink_to(box / "that.txt")
    os.mkfifo(box / "pipe.pdf")
    put(box / "sub" / "scan.pdf.part")()
    put(box / "~$lock.docx")()
    put(box / "scan.pdf.crdownload", "%PDF-1.4")()
    read, told = go(box, wait(8))
    assert read.asked == [["that.txt"]]
    named = [line for line in told if line.startswith(("link", "pipe", "sub", "~", "scan"))]
    assert sorted(line.partition(":")[0] for line in named) == [
        "link.txt", "pipe.pdf", "scan.pdf.crdownload", "sub/scan.pdf.part",
    ]  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc to ask")
def test_a_file_that_is_open_to_write_is_waited_for(box: Path) -> None:
    put(box / "a.txt")()
    with (box / "a.txt").open("a") as file:
        assert is_being_written(box / "a.txt")
        read, told = go(box, wait(6))
        assert read.asked == [] and any("a.txt" in line for line in told)
        file.write(".")
    with (box / "a.txt").open() as _:
        assert not is_being_written(box / "a.txt"), "a reader is no writer"
    read, _ = go(box, wait(6))
    assert read.asked == [["a.txt"]]


@pytest.mark.parametrize(("inside", "out"), [("in", "in/out"), ("in/sub", "in"), ("in", "in")])
def test_loops_are_refused(tmp_path: Path, inside: str, out: str) -> None:
    (tmp_path / inside).mkdir(parents=True)
    with pytest.raises(BadSettings):
        watch(tmp_path / inside, tmp_path / out, S, Reader(), print, Hand([]))


def test_a_loop_through_a_link_is_refused(box: Path) -> None:
    (box.parent / "door").symlink_to(box)
    with pytest.raises(BadSettings):
        watch(box, box.parent / "door" / "out", S, Reader(), print, Hand([]))


def test_no_folder_is_said_at_once_and_a_lost_one_is_waited_for(box: Path) -> None:
    with pytest.raises(NoInput):
        go(box / "none", [])
    moved = box.with_name("away")
    steps = [put(box / "a.txt"), *wait(4), lambda: box.rename(moved), *wait(2),
             lambda: moved.rename(box), put(box / "b.txt", "b " + TEXT), *wait(4)]  # fmt: skip
    read, told = go(box, steps)
    assert read.asked == [["a.txt"], ["a.txt", "b.txt"]]
    assert sum(str(box) in line for line in told) == 2, "watching, and gone: each said once"


def test_a_full_disk_is_tried_again(box: Path) -> None:
    read, told = go(box, [put(box / "a.txt"), *wait(6)], Reader(failing=2))
    assert read.asked == [["a.txt"]] * 3
    assert any("đầy" in line for line in told)
    assert list(_load(box.parent / "out")) == ["a.txt"]


def test_what_trying_again_will_not_mend_ends_the_watch(box: Path) -> None:
    with pytest.raises(PageUnreadable):
        go(box, [put(box / "a.txt"), *wait(6)], Reader(failing=1, error=PageUnreadable(what="x")))


def test_one_watch_at_a_time(box: Path) -> None:
    busy: list[bool] = []

    def second() -> None:
        try:
            go(box, [])
        except OutputBusy:
            busy.append(True)

    go(box, [second])
    assert busy == [True]
    go(box, [])  # the first has let go


def test_once_reads_what_is_there_and_ends(box: Path) -> None:
    put(box / "a.txt")()
    hand, read = Hand(wait(50)), Reader()
    watch(box, box.parent / "out", S, read, lambda _: None, hand, settle=5.0, once=True)
    assert read.asked == [["a.txt"]]
    assert len(hand.steps) > 40


def test_marks_of_files(box: Path) -> None:
    put(box / "a.txt", "abc")()
    mark = mark_of(box / "a.txt")
    assert isinstance(mark, Mark) and mark.size == 3
    with pytest.raises(FileNotFoundError):
        mark_of(box / "none")
    names = {"a.pdf.part": True, "A.TMP": True, "~$a.docx": True, "a.pdf": False, "part": False}
    assert {name: is_partial(name) for name in names} == names
    assert find([box]) == [(box / "a.txt", "a.txt")]


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_it_cleanly(box: Path, how: str) -> None:
    words = [sys.executable, "-m", "pipeline", "watch", str(box), "--out", str(box.parent / "out")]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()  # it is watching: the handlers are in place
    assert str(box) in line
    process.send_signal(getattr(signal, how))
    _, rest = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, rest
    assert "Traceback" not in rest


RINGING = """
import random, signal
from pipeline.cli.watching import Bell

chance, bell = random.Random(1), None
signal.signal(signal.SIGALRM, lambda *_: bell.ring())
for _ in range(3000):
    bell = Bell()
    try:
        signal.setitimer(signal.ITIMER_REAL, chance.uniform(2e-6, 6e-5))
        while not bell.wait(0.02):
            pass
    except KeyboardInterrupt:
        pass  # it fell just before the waiting, or just after
print("heard")
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such timers on Windows")
def test_a_signal_at_any_moment_of_the_waiting_is_heard() -> None:
    """It runs in the thread that waits: what it takes must not be held there."""
    words = [sys.executable, "-c", RINGING]
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.stdout == "heard\n", done.stderr
