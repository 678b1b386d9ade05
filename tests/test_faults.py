"""What fails, fails alone: each fault costs its page or its letter, is said with its code, and the
next run without it leaves the same bytes as one that was never disturbed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.journey import Outcome, run
from pipeline.journey.entries import Silent
from pipeline.reading import command_line
from pipeline.settings import Settings
from pipeline.work import ExecutorFactory
from tests.faults import engines, executors, programs
from tests.faults.corpus import LONG, PAGES, PLAIN, SHORT, make_corpus
from tests.faults.executors import FirstRooms
from tests.faults.same import codes, is_whole, leftovers, results, rows
from tests.waiting import PATIENCE, longer, nap, running, within

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="faults made with signals")
QUICK = Settings(workers=2, page_seconds=60, cpu_seconds=60)
Prepare = Callable[[], None]


def read(
    inputs: Path, out: Path, prepare: Prepare, settings: Settings = QUICK, workers: int = 2
) -> Outcome:
    def factory(count: int) -> Executor:
        return FirstRooms(min(count, workers), prepare)

    return run([inputs], out, settings, Silent(), factory)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed")
    assert read(corpus, out, engines.none).pages_read == PAGES + 3
    assert codes(out) == {}
    return out


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["pipeline.work.processes"], "GRACE", 0.2)


@dataclass(frozen=True, slots=True)
class Case:
    """A fault, and what it must look like to the user. ``code`` None: it does no harm."""

    name: str
    prepare: Prepare
    code: str | None
    settings: Settings = QUICK


BRIEF = Settings(workers=2, page_seconds=3, cpu_seconds=60)
TIGHT = Settings(workers=2, memory_bytes=700 << 20)
CASES = [
    Case("crash", engines.crash, "worker_died"),
    Case("SIGKILL", engines.kill, "worker_died"),
    Case("abort", engines.abort, "worker_died"),
    Case("ends in the middle, exit 0", engines.exit_well, "worker_died"),
    Case("hang", engines.hang, "timeout", BRIEF),
    Case("hang in a library", engines.hang_in_c, "timeout", BRIEF),
    Case("stopped", engines.stop, "timeout", BRIEF),
    Case("endless loop", engines.spin, "timeout", Settings(workers=2, cpu_seconds=3)),
    Case("out of memory", engines.eat, "out_of_memory", TIGHT),
    Case("an error nobody knows", engines.nonsense, "internal_error"),
    Case("endless recursion", engines.recurse, "internal_error"),
    Case("slow", engines.slow, None),
    Case("the clock jumps", engines.jump, None),
]


@pytest.mark.faults
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_an_engine_that_fails(case: Case, corpus: Path, undisturbed: Path, tmp_path: Path) -> None:
    hurt = {LONG: [(case.code, engines.PAGE)]} if case.code else {}
    for times in longer(1, 3):  # a slow machine needs more for the other pages
        page, cpu = (times * s for s in (case.settings.page_seconds, case.settings.cpu_seconds))
        chosen = replace(case.settings, page_seconds=page, cpu_seconds=cpu)
        read(corpus, tmp_path, case.prepare, chosen)
        if codes(tmp_path) == hurt or case.code != "timeout":
            break
    assert codes(tmp_path) == hurt
    good, now = rows(undisturbed), rows(tmp_path)
    assert now[LONG]["status"] == ("partial" if case.code else "ok")
    for page, text in enumerate(now[LONG]["text"], start=1):  # all other pages are there
        lost = case.code is not None and page == engines.PAGE
        assert text == ("" if lost else good[LONG]["text"][page - 1])
    assert {n: now[n] for n in (SHORT, *PLAIN)} == {n: good[n] for n in (SHORT, *PLAIN)}
    assert is_whole(tmp_path / "vanban.db")
    again = read(corpus, tmp_path, engines.none)
    assert again.pages_read == bool(case.code)
    assert results(tmp_path) == results(undisturbed)
    assert leftovers(tmp_path) == []


@pytest.fixture
def _program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts a program called ``tesseract`` on the path, for this process and its workers."""

    def put(fault: str) -> None:
        folder = programs.make_program(tmp_path / "bin", fault)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    command_line.version.cache_clear()
    yield put
    command_line.version.cache_clear()


@pytest.mark.faults
@pytest.mark.parametrize("fault", programs.FAULTS.values(), ids=programs.FAULTS.keys())
def test_a_program_that_fails(
    fault: str, corpus: Path, tmp_path: Path, _program: Callable[[str], None]
) -> None:
    _program(fault)
    chosen = Settings(workers=1, engine="pytesseract", page_seconds=PATIENCE)
    out = tmp_path / "out"
    read(corpus, out, programs.say_page, chosen)
    assert codes(out) == {LONG: [("engine_failed", engines.PAGE)]}
    _program('good >"$out"')
    assert read(corpus, out, programs.say_page, chosen).pages_read == 1
    assert codes(out) == {}


@pytest.mark.faults
def test_a_program_that_hangs_is_killed_with_its_own_programs(
    corpus: Path, tmp_path: Path, _program: Callable[[str], None]
) -> None:
    """pytesseract kills the program it started; what that had started is killed with the group."""
    seconds = nap()
    _program(programs.hangs(seconds))
    hurt = {LONG: [("timeout", engines.PAGE)]}
    for patience in longer(4, 3):  # until that is enough for the other pages
        chosen = Settings(workers=2, engine="pytesseract", page_seconds=patience)
        read(corpus, tmp_path / "out", programs.say_page, chosen)
        if codes(tmp_path / "out") == hurt:
            break
    assert codes(tmp_path / "out") == hurt
    assert within(PATIENCE, lambda: running(seconds) == [])


@pytest.mark.faults
@pytest.mark.parametrize("at_submit", [True, False])
def test_a_pool_that_breaks_is_replaced(
    at_submit: bool, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors.Breaks, "broken", 0)
    inputs = only_plain(corpus, tmp_path / "in")
    run([inputs], tmp_path / "out", QUICK, Silent(), lambda _: executors.Breaks(at_submit))
    assert executors.Breaks.broken == 1
    assert codes(tmp_path / "out") == {}
    run([inputs], tmp_path / "good", QUICK, Silent(), inline_factory())
    assert results(tmp_path / "out") == results(tmp_path / "good")


@pytest.mark.faults
@pytest.mark.parametrize(("together", "lost"), [(1, 1), (8, 0)])
def test_a_pool_that_loses_its_work_costs_that_work(
    together: int, lost: int, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing comes back for longer than the stall budget: it is said, and the rest is done. Where
    small tasks went together, none is to blame before it was tried by itself."""
    monkeypatch.setattr(executors.Loses, "lost", 0)
    monkeypatch.setattr("pipeline.work.batches.MOST", together)
    inputs = only_plain(corpus, tmp_path / "in")
    chosen = Settings(workers=1, stall_seconds=0.3)
    run([inputs], tmp_path / "out", chosen, Silent(), lambda _: executors.Loses())
    assert executors.Loses.lost == 1
    told = codes(tmp_path / "out")
    assert list(told.values()) == [[("stalled", 1)]] * lost
    run([inputs], tmp_path / "out", chosen, Silent(), inline_factory())
    run([inputs], tmp_path / "good", chosen, Silent(), inline_factory())
    assert results(tmp_path / "out") == results(tmp_path / "good")


def only_plain(corpus: Path, folder: Path) -> Path:
    folder.mkdir()
    for name in PLAIN:
        (folder / name).write_bytes((corpus / name).read_bytes())
    return folder


def inline_factory() -> ExecutorFactory:
    from pipeline.work import inline

    return inline


@pytest.mark.faults
def test_a_letter_that_has_used_up_its_time_keeps_what_was_read(
    corpus: Path, undisturbed: Path, tmp_path: Path
) -> None:
    """One page after another, until the letter's budget is spent; the next run reads on."""
    chosen = Settings(workers=1, letter_seconds=1e-6)
    read(corpus, tmp_path, engines.none, chosen, workers=1)
    told = codes(tmp_path)
    assert set(told) == {LONG}
    unread = [page for _, page in told[LONG]]
    assert {code for code, _ in told[LONG]} == {"letter_timeout"}
    assert unread == list(range(unread[0], PAGES + 1))
    assert unread[0] > 1
    assert rows(tmp_path)[LONG]["status"] == "partial"
    read(corpus, tmp_path, engines.none)
    assert results(tmp_path) == results(undisturbed)


@pytest.mark.faults
def test_a_file_that_kills_whoever_opens_it_is_refused_alone(
    corpus: Path, undisturbed: Path, tmp_path: Path
) -> None:
    read(corpus, tmp_path, crash_at_pdf)
    assert codes(tmp_path) == {LONG: [("worker_died", None)]}
    good, now = rows(undisturbed), rows(tmp_path)
    assert now[LONG]["status"] == "failed"
    assert now[LONG]["sha256"] == good[LONG]["sha256"]
    assert {n: now[n] for n in (SHORT, *PLAIN)} == {n: good[n] for n in (SHORT, *PLAIN)}


def crash_at_pdf() -> None:
    """A library that crashes on the corpus' PDF, as soon as it looks at it."""
    import ctypes

    from pipeline.intake import opening

    engines.none()
    opening.check_pdf = lambda *_: ctypes.string_at(0)  # type: ignore[assignment]
