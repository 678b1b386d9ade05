"""Who may work for a run, and what is said of those who may not: without a cluster."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.errors import (
    ClusterBlind,
    ClusterDiffers,
    ClusterUnfit,
    ClusterUnreachable,
    ExitCode,
    MissingDependency,
    WorkerDied,
)
from pipeline.journey import fleet
from pipeline.settings import Settings, load
from pipeline.work import Crew, Failure, Inline, inline, run_tasks, station
from pipeline.work import cluster as dask

NOBODY = "tcp://127.0.0.1:9"
TOKEN = "0123abcd"  # noqa: S105 (what a probe file holds)


def admission(folder: Path, **changed: Any) -> fleet.Admission:
    probe = folder / "OUT" / "cache" / "probe"
    probe.parent.mkdir(parents=True, exist_ok=True)
    probe.write_text(TOKEN, encoding="ascii")
    settings = Settings()
    wanted = tuple(sorted(fleet.identity(settings).items()))
    made = fleet.Admission(settings, wanted, probe, TOKEN, (folder,))
    return replace(made, **changed)


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "_BETWEEN", 0.0)
    monkeypatch.setattr(dask, "_PATIENCE", 0.5)


def test_a_worker_like_us_is_fit(tmp_path: Path) -> None:
    assert admission(tmp_path)() is None


def test_what_differs_is_named_with_both_versions(tmp_path: Path) -> None:
    for what in fleet.identity(Settings()):
        with pytest.raises(ClusterDiffers) as refused:
            admission(tmp_path, wanted=((what, "other"),))()
        assert what in refused.value.details["what"]
        assert "≠ other" in refused.value.details["what"]


def test_identity_knows_program_knowledge_engine_and_libraries() -> None:
    told = fleet.identity(Settings())
    assert {"vanban", "models", "Tesseract", "numpy", "spacy"} <= set(told)
    assert all(told.values())
    other = fleet.identity(Settings(tessdata="best"))
    assert other["vanban"] == told["vanban"]


BLIND: list[tuple[str, Callable[[Path], dict[str, Any]], str]] = [
    ("no such folder", lambda f: {"probe": f / "away" / "cache" / "probe"}, "away"),
    ("a folder of the same name elsewhere", lambda _: {"token": "another"}, "OUT"),
    ("letters that are not there", lambda f: {"needed": (f / "letters" / "a.pdf",)}, "a.pdf"),
]


@pytest.mark.parametrize(("change", "named"), [c[1:] for c in BLIND], ids=[c[0] for c in BLIND])
def test_a_worker_that_sees_other_files_is_refused(
    tmp_path: Path, change: Callable[[Path], dict[str, Any]], named: str
) -> None:
    with pytest.raises(ClusterBlind) as refused:
        admission(tmp_path, **change(tmp_path))()
    assert str(refused.value.details["what"]).endswith(named)


def test_the_probe_may_come_a_moment_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = admission(tmp_path)
    asked.probe.unlink()
    naps: list[float] = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 2:
            asked.probe.write_text(TOKEN, encoding="ascii")

    monkeypatch.setattr(fleet.time, "sleep", nap)
    asked()
    assert len(naps) == 2


def test_tasks_carry_no_password_of_the_database(tmp_path: Path) -> None:
    settings = Settings(
        database="postgresql://ban:mat-khau@kho/vanban", scheduler=NOBODY, ocr_dpi=150
    )
    sent = fleet.sendable(settings)
    assert (sent.database, sent.scheduler, sent.ocr_dpi) == ("", "", 150)


def test_paths_are_whole_as_workers_start_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = Settings(outline="de-cuong.yaml", tessdata="du-lieu/vie", password_file="")
    settings, out, found = fleet.rooted(given, Path("kq"), [(Path("vao/a.txt"), "a.txt")])
    assert settings.outline == str(tmp_path / "de-cuong.yaml")
    assert settings.tessdata == str(tmp_path / "du-lieu/vie")
    assert settings.password_file == ""
    assert (out, found) == (tmp_path / "kq", [(tmp_path / "vao/a.txt", "a.txt")])


def test_named_language_data_is_no_path() -> None:
    assert fleet.rooted(Settings(tessdata="best"), Path("kq"), [])[0].tessdata == "best"


def test_one_file_of_each_folder_stands_for_it(tmp_path: Path) -> None:
    found = []
    for name in ("a/1.txt", "a/2.txt", "b/1.txt", "c/gone.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        if "gone" not in name:
            path.touch()
        found.append((path, name))
    samples = fleet._samples(found)
    assert [p.relative_to(tmp_path).as_posix() for p in samples] == ["a/1.txt", "b/1.txt"]


def test_the_given_factory_comes_first(tmp_path: Path) -> None:
    settings = Settings(scheduler=NOBODY, workers=3)
    with fleet.hire(settings, tmp_path, [], inline) as crew:
        assert isinstance(crew.executor(), Inline)
        assert crew.workers == 3


def test_without_a_scheduler_processes_do_the_work(tmp_path: Path) -> None:
    with fleet.hire(Settings(workers=2), tmp_path, []) as crew:
        assert type(crew.executor()).__name__ == "Processes"


def test_no_scheduler_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with (
        pytest.raises(ClusterUnreachable) as refused,
        fleet.hire(Settings(scheduler=NOBODY), tmp_path, []),
    ):
        pytest.fail("there is nobody")
    assert NOBODY in str(refused.value)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("address", ["nonsense", "xyz://here:1", "tcp://"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(ClusterUnreachable):
        dask.Cluster(address, lambda: None).muster()


def test_the_command_tells_it_on_stderr_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Số: 12/KH-UBND\n", encoding="utf-8")
    given = ["run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "o"), "--scheduler", NOBODY]
    code = main(given)
    said = capfd.readouterr()
    assert code == ExitCode.CLUSTER == 6
    assert said.out == ""
    assert "[cluster_unreachable]" in said.err
    assert "Traceback" not in said.err


def test_without_the_library_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingDependency) as refused:
        dask.Cluster(NOBODY, lambda: None).muster()
    assert "pip install 'vanban[cluster]'" in str(refused.value)


def test_the_scheduler_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_SCHEDULER", NOBODY)
    assert load().scheduler == NOBODY
    assert load({"scheduler": "tcp://kho:1"}).scheduler == "tcp://kho:1"


# --- what Dask says, in our words ----------------------------------------------------------


class KilledWorker(Exception):
    """As Dask's, which is not needed for this."""


def handed_on(error: BaseException | None, cancelled: bool = False) -> Future[Any]:
    inner: Future[Any] = Future()
    outer: Future[Any] = Future()
    if cancelled:
        inner.cancel()
        inner.set_running_or_notify_cancel()
    elif error is None:
        inner.set_result("trang 1")
    else:
        inner.set_exception(error)
    dask._hand_on(inner, outer)
    return outer


def test_a_result_comes_as_it_is() -> None:
    assert handed_on(None).result() == "trang 1"


def test_a_task_that_loses_worker_after_worker_is_like_one_whose_worker_died() -> None:
    assert isinstance(handed_on(KilledWorker()).exception(), WorkerDied)


def test_other_errors_come_as_they_are() -> None:
    error = ValueError("x")
    assert handed_on(error).exception() is error


def test_a_task_that_the_scheduler_drops_is_not_to_blame() -> None:
    assert isinstance(handed_on(None, cancelled=True).exception(), BrokenExecutor)


def test_one_that_we_cancelled_ourselves_stays_so() -> None:
    inner: Future[Any] = Future()
    inner.set_result(1)
    outer: Future[Any] = Future()
    outer.cancel()
    dask._hand_on(inner, outer)
    assert outer.cancelled()


# --- at the worker -------------------------------------------------------------------------


class Refusing:
    """An ``Admit`` that refuses until it is told otherwise."""

    def __init__(self) -> None:
        self.asked, self.fit = 0, False

    def __call__(self) -> None:
        self.asked += 1
        if not self.fit:
            raise ClusterBlind(worker="may-3", what="/chung")


def test_a_late_worker_is_asked_before_its_first_task_and_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(station, "_pools", [Inline()])
    admit = Refusing()
    with pytest.raises(ClusterBlind):
        station.attend(admit, os.path.basename, ("a/b",))
    admit.fit = True
    assert [station.attend(admit, os.path.basename, ("a/b",)) for _ in range(3)] == ["b"] * 3
    assert admit.asked == 2


def blind(n: int) -> int:
    raise ClusterBlind(worker="may-3", what=f"/chung/{n}")


def test_a_worker_that_is_not_fit_ends_the_run_and_blames_no_letter() -> None:
    done: list[Any] = []
    with pytest.raises(ClusterUnfit), Crew(inline, 1) as crew:
        done.extend(run_tasks(blind, range(10), crew))
    assert not any(isinstance(r, Failure) for r in done)


def test_tasks_take_no_keywords() -> None:
    class Client:
        def get_executor(self, **_: object) -> Executor:
            return Inline()

    with pytest.raises(TypeError):
        dask._Distant(Client(), lambda: None).submit(print, end="")
