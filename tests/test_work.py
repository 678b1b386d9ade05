"""Tasks outlive their workers, and the cache never hands out half a record."""

from __future__ import annotations

import gzip
import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cache import Cache, hash_files, key_of, version_of
from pipeline.errors import WorkerDied
from pipeline.reading.plain import read_plain
from pipeline.records import Letter, Place, Span, Transcript, Value, Word, Zone
from pipeline.work import Crew, ExecutorFactory, Failure, inline, run_tasks

COLUMNS = ("start", "end", "raw", "page", "box", "confidence")


def forks(workers: int) -> Executor:
    """Like ``processes``, but quick to start: the tests need no isolation."""
    return ProcessPoolExecutor(workers, mp_context=get_context("fork"))


def double(n: int) -> int:
    return 2 * n


def fail_on_three(n: int) -> int:
    if n == 3:
        raise ValueError("three")
    return n


def die_on_three(n: int) -> int:
    if n == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


@pytest.mark.parametrize("factory", [inline, forks])
@pytest.mark.parametrize("count", [0, 1, 25])
def test_every_task_comes_back(factory: ExecutorFactory, count: int) -> None:
    done = list(run_tasks(double, range(count), Crew(factory, 2)))
    assert sorted(r for r in done if not isinstance(r, Failure)) == [
        (n, 2 * n) for n in range(count)
    ]


@pytest.mark.parametrize("factory", [inline, forks])
def test_one_that_raises_stops_no_other(factory: ExecutorFactory) -> None:
    done = list(run_tasks(fail_on_three, range(8), Crew(factory, 2)))
    failures = [r for r in done if isinstance(r, Failure)]
    assert [(f.task, str(f.error)) for f in failures] == [(3, "three")]
    assert sorted(r[0] for r in done if not isinstance(r, Failure)) == [0, 1, 2, 4, 5, 6, 7]


def test_one_that_kills_its_worker_costs_itself_only() -> None:
    done = list(run_tasks(die_on_three, range(12), Crew(forks, 2)))
    failures = [r for r in done if isinstance(r, Failure)]
    assert [f.task for f in failures] == [3]
    assert isinstance(failures[0].error, WorkerDied)
    assert sorted(r[0] for r in done if not isinstance(r, Failure)) == [
        n for n in range(12) if n != 3
    ]


def own_process(_: int) -> int:
    return os.getpid()


def test_the_same_workers_serve_all_stages_and_a_broken_pool_is_replaced() -> None:
    with Crew(forks, 1) as crew:

        def worker() -> set[object]:
            return {r[1] for r in run_tasks(own_process, range(3), crew) if isinstance(r, tuple)}

        first = worker()
        assert len(first) == 1
        assert worker() == first
        assert [r for r in run_tasks(die_on_three, [3], crew) if isinstance(r, Failure)]
        assert worker() - first


def test_a_stage_given_up_leaves_no_work_behind() -> None:
    """Ctrl-C, or an error in whoever takes the results: tasks that wait are not done."""
    with Crew(inline, 1) as crew:
        stage = run_tasks(double, range(9), crew)
        next(stage)
        stage.close()  # type: ignore[attr-defined]
        assert len(list(run_tasks(double, range(2), crew))) == 2


def test_tasks_are_drawn_as_workers_become_free() -> None:
    """Memory stays flat: a long batch is never held as a whole."""
    drawn: list[int] = []

    def source() -> Iterator[int]:
        for n in range(100):
            drawn.append(n)
            yield n

    results = run_tasks(double, source(), Crew(inline, 1))
    next(results)
    assert len(drawn) < 10


LETTER = Letter(
    "report",
    0.9,
    {
        "number": Value(None, "blank", 0.8, place=Place(1, (0.1, 0.1, 0.2, 0.2))),
        "recipients": Value(("Như trên", "Lưu: VT"), "read", 0.7, span=Span(3, 9), review=True),
        "subject": Value("Sơ kết", "read", 1, raw="Sơ  kết", why="gộp hai dòng"),
    },
    (Zone("motto", Span(0, 3), (0.5, 0.1, 0.9, 0.2)),),
)


@pytest.mark.parametrize(
    ("kind", "record"),
    [(Letter, LETTER), (Transcript, read_plain("**I. MỤC ĐÍCH**\nmột\f2\nhai"))],
)
def test_the_cache_gives_back_what_was_kept(kind: type, record: object, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    path = cache.path("ab" * 32, "letter", key_of(1, "x"), "json.gz")
    assert cache.load(kind, path) is None
    cache.save(record, path)
    assert cache.load(kind, path) == record
    first = path.read_bytes()
    cache.save(record, path)
    assert path.read_bytes() == first


words = st.builds(
    Word,
    st.builds(lambda start, size: Span(start, start + size), st.integers(0, 99), st.integers(0, 9)),
    st.text(max_size=6),
    st.integers(1, 9),
    st.none() | st.tuples(*[st.floats(0, 1)] * 4),
    st.floats(0, 1) | st.sampled_from((0, 1)),
)


@given(st.lists(words, max_size=5))
def test_words_are_kept_by_column_and_come_back_as_they_were(said: list[Word]) -> None:
    record = Transcript("văn bản", (), (), tuple(said))
    with TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        path = cache.path("ab" * 32, "p1", "k", "json.gz")
        cache.save(record, path)
        assert cache.load(Transcript, path) == record


@pytest.mark.parametrize(
    "table", [{}, {"start": [1]}, [], None, {**{key: [1] for key in COLUMNS}, "end": [0]}]
)
def test_a_table_of_words_that_is_none_is_made_again(table: object, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    path = tmp_path / "p1.json.gz"
    told = {"text": "", "pages": [], "lines": [], "words": table}
    path.write_bytes(gzip.compress(json.dumps(told).encode()))
    assert cache.load(Transcript, path) is None
    assert not path.exists()


@pytest.mark.parametrize(
    ("cut", "whole"), [(None, True), (0, False), (9, False), (-1, False), (-9, False)]
)
def test_whether_a_record_came_through_is_seen_without_reading_it(
    cut: int | None, whole: bool, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    path = cache.path("ab" * 32, "letter", "k", "json.gz")
    assert not cache.holds(path)
    cache.save(LETTER, path)
    path.write_bytes(path.read_bytes()[:cut])
    assert cache.holds(path) is whole
    assert path.exists() is whole


def test_a_record_of_zeros_is_none(tmp_path: Path) -> None:
    """What NTFS may leave after a power failure."""
    cache = Cache(tmp_path)
    path = cache.path("ab" * 32, "letter", "k", "json.gz")
    cache.save(LETTER, path)
    path.write_bytes(bytes(path.stat().st_size))
    assert not cache.holds(path)


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08rubbish", b"{}"])
def test_a_damaged_reading_is_made_again(damage: bytes, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    path = cache.path("ab" * 32, "letter", "k", "json.gz")
    cache.save(LETTER, path)
    path.write_bytes(damage)
    assert cache.load(Letter, path) is None
    assert not path.exists()


def test_keys_change_with_what_they_depend_on(tmp_path: Path) -> None:
    assert key_of("a", 1) == key_of("a", 1) != key_of("a", 2)
    assert key_of("ab", "c") != key_of("a", "bc")
    assert version_of("scan") != version_of("reading")
    (tmp_path / "a").write_text("1")
    one = hash_files([tmp_path / "a"])
    (tmp_path / "a").write_text("2")
    assert hash_files([tmp_path / "a"]) != one


def test_equal_words_are_in_memory_once(tmp_path: Path) -> None:
    """A long letter says few syllables, and its words would take a gigabyte."""
    said = [
        Word(Span(n, n), "".join(("Sơn ", "La")), 1, (0.0, 0.25, 0.5, 1.0), 0.96) for n in (1, 2)
    ]
    cache = Cache(tmp_path)
    path = tmp_path / "p1.json.gz"
    cache.save(Transcript("", (), (), tuple(said)), path)
    read = cache.load(Transcript, path)
    assert read is not None
    one, other = read.words
    assert (one, other) == tuple(said)
    assert one.raw is other.raw
    assert one.confidence is other.confidence
    assert one.box is not None and other.box is not None
    assert all(a is b for a, b in zip(one.box[1:], other.box[1:], strict=True))
