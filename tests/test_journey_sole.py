"""Who holds an output folder: one at a time, and who is lent it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.errors import ExitCode, OutputBusy, OutputUnwritable
from pipeline.incoming import Incoming
from pipeline.journey import adding, inputs
from pipeline.journey.sole import LOCK, locked, sole
from pipeline.work import Crew, inline
from tests.test_journey_adding import FIRST, Told, hand_in, upload

Hold = Callable[[Path], AbstractContextManager[object]]
HOLDS: dict[str, Hold] = {
    "a run": sole,
    "one that lends": lambda out: sole(out, lend=True),
    "the lock alone": lambda out: locked(out, LOCK),
}


@pytest.mark.parametrize("second", HOLDS.values(), ids=HOLDS)
@pytest.mark.parametrize("first", [HOLDS["a run"], HOLDS["the lock alone"]])
def test_a_folder_is_held_once(first: Hold, second: Hold, tmp_path: Path) -> None:
    with first(tmp_path), pytest.raises(OutputBusy) as refused, second(tmp_path):
        pass
    assert refused.value.exit_code == ExitCode.OUTPUT
    assert str(tmp_path) in str(refused.value)
    with second(tmp_path):  # and is free again
        assert (tmp_path / LOCK).is_file()


def test_who_is_lent_it_may_hold_it_too(tmp_path: Path) -> None:
    """By whatever name, and as often as need be; others may not, and nor may anybody later."""
    other = tmp_path / "other"
    other.mkdir()
    with sole(tmp_path, lend=True):
        with sole(tmp_path), sole(other / ".."):
            pass
        with pytest.raises(OutputBusy), locked(tmp_path, LOCK):
            pass
        with sole(other), pytest.raises(OutputBusy), sole(other):
            pass  # another folder is no part of it
    with sole(tmp_path), pytest.raises(OutputBusy), sole(tmp_path):
        pass


def test_two_locks_of_a_folder_do_not_meet(tmp_path: Path) -> None:
    """Who watches a folder leaves it to each run."""
    with locked(tmp_path, Path("cache") / "watch.lock"), sole(tmp_path):
        assert (tmp_path / LOCK).read_bytes() == b"run"
    assert (tmp_path / LOCK).read_bytes() == b""


def test_a_folder_that_is_a_file_can_not_be_held(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputUnwritable), sole(tmp_path / "out"):
        pass
    assert (tmp_path / "out").read_text() == "mine"


# --- letters that are handed in ------------------------------------------------------------


def test_nothing_is_looked_at_while_another_run_is_at_work(tmp_path: Path) -> None:
    letter = upload(tmp_path, FIRST)
    told = Told()
    with sole(tmp_path), pytest.raises(OutputBusy):
        adding.add([letter], tmp_path, settings.load({"workers": 1}), told, inline)
    assert told.told == []
    assert inputs.uploads(tmp_path) == {}
    assert hand_in(tmp_path, letter)[-1] == ("stage", "compiling")


def test_the_folder_is_held_from_the_first_look_to_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that began between the two would find letters that are then taken back."""
    held: list[str] = []

    def note(what: str, real: Callable[..., object]) -> Callable[..., object]:
        def noting(*given: object, **more: object) -> object:
            with pytest.raises(OutputBusy), locked(tmp_path, LOCK):
                pass
            held.append(what)
            return real(*given, **more)

        return noting

    for where, name in ((adding, "open_one"), (inputs, "save_uploads")):
        monkeypatch.setattr(where, name, note(name, getattr(where, name)))
    hand_in(tmp_path, upload(tmp_path, FIRST))
    assert held == ["open_one", "save_uploads"]


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """How long each crew waits for nothing."""
    seen: list[float] = []

    class Noting(Crew):
        def __init__(self, factory: Callable[[int], Executor], workers: int, stall: float = 0.0):
            seen.append(stall)
            super().__init__(factory, workers, stall)

    monkeypatch.setattr(adding, "Crew", Noting)
    yield seen


def test_a_file_that_hangs_does_not_hold_the_desk_for_ever(
    tmp_path: Path, patience: list[float]
) -> None:
    chosen = settings.load({"workers": 1, "stall_seconds": 77.0})
    lie = Incoming("lie", tmp_path / inputs.UPLOADS / "lie.pdf", "lie.pdf")
    lie.path.parent.mkdir(parents=True)
    lie.path.write_bytes(b"<html>")
    told = Told()
    adding.add([lie], tmp_path, chosen, told, inline)
    assert told.told == [("refused", "lie", "not_a_document")]
    assert patience == [77.0]
