"""A real cluster on this machine: the same bytes, whatever is lost on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline import journey
from pipeline.errors import (
    ClusterBlind,
    ClusterDiffers,
    ClusterUnreachable,
    TimedOut,
    WorkerDied,
)
from pipeline.journey.entries import Silent
from pipeline.settings import Settings
from pipeline.work import Budget, Crew, Failure, inline, run_tasks
from pipeline.work.cluster import Cluster
from tests.a_cluster import ROOT, Rack, make_letters, rack
from tests.faults.same import codes, leftovers, results
from tests.waiting import PATIENCE, lives, within

pytestmark = [pytest.mark.ocr, pytest.mark.xdist_group("cluster")]
pytest.importorskip("distributed")
pytest.importorskip("tesserocr")
Hook = Callable[[], None]


class Watching(Silent):
    """Does ``hook`` once, when ``pages`` pages are read."""

    def __init__(self, pages: int = 1, hook: Hook | None = None) -> None:
        self.read, self._pages, self._hook = 0, pages, hook

    def page(self, name: str, number: int, cached: bool) -> None:
        self.read += 1
        if self._hook is not None and self.read == self._pages:
            self._hook()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_letters(tmp_path_factory.mktemp("vao"))


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one machine makes of it, in this very process."""
    out = tmp_path_factory.mktemp("mot-may")
    journey.run([corpus], out, Settings(), Watching(), inline)
    assert codes(out) == {}
    return results(out)


@pytest.fixture(scope="module")
def pair() -> Iterator[Rack]:
    """A scheduler with two workers, one under a nanny, for tests that leave them alive."""
    with rack() as made:
        made.scheduler()
        made.worker(nanny=True)
        made.worker()
        yield made


def same(out: Path, wanted: dict[str, bytes]) -> bool:
    got = results(out)
    assert got.keys() == wanted.keys()
    assert [name for name in wanted if got[name] != wanted[name]] == []
    return bool(wanted)


def test_the_command_on_a_cluster_gives_the_same_bytes_and_a_clean_stdout(
    pair: Rack, corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "kq"
    given = [sys.executable, "-m", "pipeline", "run", str(corpus), "--out", str(out)]
    told = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*given, "--scheduler", pair.address], capture_output=True, text=True, env=told, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [line.rpartition("/")[2] for line in done.stdout.splitlines()] == [
        "compliance.xlsx", "report.html", "documents.jsonl",
    ]  # fmt: skip
    assert "distributed" not in done.stderr
    assert same(out, undisturbed)
    assert leftovers(out) == []
    assert list((out / "cache").glob("cluster-*")) == []


def test_a_worker_that_is_killed_costs_nothing_but_time(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    with rack() as machines:
        machines.scheduler()
        victim = machines.worker()
        machines.worker()
        watching = Watching(3, victim.kill)
        journey.run([corpus], tmp_path, Settings(scheduler=machines.address), watching)
        assert victim.process.returncode == -signal.SIGKILL
    assert codes(tmp_path) == {}
    assert same(tmp_path, undisturbed)


def test_a_scheduler_that_dies_ends_the_run_in_order_and_the_next_goes_on(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    with rack() as machines:
        scheduler = machines.scheduler()
        machines.worker()
        watching = Watching(2, scheduler.kill)
        with pytest.raises(ClusterUnreachable):
            journey.run([corpus], tmp_path, Settings(scheduler=machines.address), watching)
    second = journey.run([corpus], tmp_path, Settings(), Watching(), inline)
    assert second.pages_from_cache >= 2
    assert same(tmp_path, undisturbed)


def test_without_a_worker_there_is_no_cluster(corpus: Path, tmp_path: Path) -> None:
    with rack() as machines:
        machines.scheduler()
        with pytest.raises(ClusterUnreachable):
            journey.run([corpus], tmp_path, Settings(scheduler=machines.address), Watching())


def test_a_worker_of_another_version_is_refused(corpus: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.mkdir()
    (older / "sitecustomize.py").write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\nimport pipeline\n"
        "pipeline.__version__ = '0.0.1'\n",
        encoding="utf-8",
    )
    with rack() as machines:
        machines.scheduler()
        machines.worker()
        machines.worker(PYTHONPATH=str(older))
        with pytest.raises(ClusterDiffers) as refused:
            journey.run([corpus], tmp_path / "o", Settings(scheduler=machines.address), Watching())
    assert "vanban: 0.0.1 " in str(refused.value)


def test_a_worker_that_does_not_see_the_shared_folder_is_refused(
    corpus: Path, tmp_path: Path
) -> None:
    shared = tmp_path / "chung"
    shared.mkdir()
    hide = f'mount -t tmpfs none {shared} && exec "$@"'
    hidden = ["unshare", "--mount", "sh", "-c", hide, "sh"]
    tried = subprocess.run([*hidden, "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("no mount namespaces here")
    with rack() as machines:
        machines.scheduler()
        machines.worker(prefix=hidden)
        with pytest.raises(ClusterBlind) as refused:
            journey.run([corpus], shared / "o", Settings(scheduler=machines.address), Watching())
    assert str(shared) in str(refused.value)


# --- what a task may use, on a worker far away ----------------------------------------------


def fit() -> None:
    """Every worker is."""


def misbehave(how: str) -> str:
    if how == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == "hang":
        time.sleep(600)
    if how == "network":
        import socket

        socket.create_connection(("127.0.0.1", 9))
    return how


def test_a_task_that_crashes_hangs_or_calls_home_costs_itself_only(
    pair: Rack, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = ["crash", "good", "hang", "network", "fine"]
    with Cluster(pair.address, fit) as cluster, Crew(cluster, cluster.muster()) as crew:
        done = list(run_tasks(misbehave, tasks, crew, Budget(seconds=0.5, cpu_seconds=5)))
    assert sorted(r[0] for r in done if not isinstance(r, Failure)) == ["fine", "good"]
    failed = {r.task: type(r.error) for r in done if isinstance(r, Failure)}
    assert failed == {"crash": WorkerDied, "hang": TimedOut, "network": PermissionError}


# --- a link that is cut ----------------------------------------------------------------------


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def network(name: str, subnet: int) -> Iterator[tuple[list[str], Hook]]:
    """A namespace with one link to us: what to put before a command in it, and how to cut it."""
    ours, theirs = f"{name}a", f"{name}b"
    with ExitStack() as undo:
        _ip("netns", "add", name)
        undo.callback(_ip, "netns", "del", name)
        _ip("link", "add", ours, "type", "veth", "peer", "name", theirs, "netns", name)
        _ip("address", "add", f"10.213.{subnet}.1/24", "dev", ours)
        _ip("link", "set", ours, "up")
        _ip("-n", name, "address", "add", f"10.213.{subnet}.2/24", "dev", theirs)
        _ip("-n", name, "link", "set", theirs, "up")
        _ip("-n", name, "link", "set", "lo", "up")
        yield ["ip", "netns", "exec", name], lambda: _ip("link", "set", ours, "down")


def test_a_worker_whose_link_is_cut_costs_nothing_but_time(
    corpus: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    name, subnet = f"vb{os.getpid() % 100000}", os.getpid() % 200 + 20
    with ExitStack() as stack:
        try:
            inside, cut = stack.enter_context(network(name, subnet))
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no network namespaces here: {error}")
        machines = stack.enter_context(rack())
        machines.scheduler(host="0.0.0.0")  # noqa: S104 (a link of our own)
        port = machines.address.rpartition(":")[2]
        machines.address = f"tcp://10.213.{subnet}.1:{port}"
        far = machines.worker(prefix=inside)
        machines.worker()
        watching = Watching(2, cut)
        journey.run([corpus], tmp_path, Settings(scheduler=machines.address), watching)
        assert far.process.poll() in (None, 0)  # nobody killed it: it may have seen and gone
    assert codes(tmp_path) == {}
    assert same(tmp_path, undisturbed)


def test_nothing_of_a_crew_is_left_when_its_worker_ends() -> None:
    """The pool on a worker dies with it, however it dies."""
    with rack() as machines:
        machines.scheduler()
        worker = machines.worker()
        with Cluster(machines.address, fit) as cluster, Crew(cluster, 1) as crew:
            results_: list[Any] = list(run_tasks(own_number, [0], crew))
        child = results_[0][1]
        os.kill(child, 0)
        worker.kill()
        assert within(PATIENCE, lambda: not lives(child))


def own_number(_: int) -> int:
    return os.getpid()
