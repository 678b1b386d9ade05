"""What people see of a long run: how far it is, in every stage of it."""

from __future__ import annotations

import inspect
import io
import sys
from pathlib import Path

import pytest

from pipeline import journey, messages, settings
from pipeline.cli import progress
from pipeline.cli.progress import Watch
from pipeline.journey import adding, entries
from pipeline.journey.entries import Silent
from pipeline.review import words as desk
from tests.test_journey import inline

STAGES = ("opening", "filing", "analysing", "comparing", "judging", "writing", "compiling")


@pytest.fixture(autouse=True)
def _tell_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for each step, not one in a while."""
    monkeypatch.setattr(progress, "_EVERY", -1.0)
    messages.speak("vi")


class Counting(Silent):
    """Whether the steps that were announced are taken."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int | None]] = []
        self.taken: list[int] = []

    def stage(self, code: str, steps: int | None = None) -> None:
        self.stages.append((code, steps))
        self.taken.append(0)

    def step(self) -> None:
        self.taken[-1] += 1


@pytest.fixture
def letters(tmp_path: Path, root: Path) -> Path:
    """Two good ones, one twice, and one that is refused."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, copy in (("cv-tra-vinh", "a"), ("bc-yen-bai", "b"), ("bc-yen-bai", "c")):
        (folder / f"{copy}.txt").write_bytes((root / "data/gold" / f"{name}.txt").read_bytes())
    (folder / "d.pdf").write_bytes(b"no PDF")
    return folder


@pytest.mark.parametrize("split_above", [1000, 1])
@pytest.mark.parametrize("again", [False, True])
def test_every_stage_takes_the_steps_it_announced(
    letters: Path, tmp_path: Path, split_above: int, again: bool
) -> None:
    """New or from the cache, in one piece or in parts."""
    chosen = settings.load({"workers": 1, "split_above": split_above})
    out = tmp_path / "out"
    if again:
        journey.run([letters], out, chosen, Silent(), inline)
        (letters / "e.txt").write_text("Kính gửi: Sở Nội vụ.\n", encoding="utf-8")
    watch = Counting()
    journey.run([letters], out, chosen, watch, inline)
    assert tuple(code for code, _ in watch.stages) == STAGES
    for (code, steps), taken in zip(watch.stages, watch.taken, strict=True):
        assert taken == (steps or 0), code
    counted = dict(watch.stages)
    files = 5 if again else 4
    assert counted["opening"] == files
    assert counted["writing"] == 2 * files
    assert counted["analysing"] == counted["judging"] == files - 2  # a copy, and one refused
    assert (counted["compiling"] is None) == (split_above == 1000)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_has_words_on_the_command_line_and_at_the_desk(
    stage: str, lang: messages.Lang
) -> None:
    at = ("vi", "en").index(lang)
    messages.speak(lang)
    assert messages.say(f"progress.{stage}") not in ("", f"progress.{stage}")
    assert stage == "opening" or desk.WORDS[f"upload.{stage}"][at]


def test_without_a_terminal_lines_say_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with Watch() as watch:
        watch.stage("opening", 2)
        watch.step()
        watch.begin(1, 3)
        watch.page("a.pdf", 1, False)
        watch.page("a.pdf", 2, True)
        watch.stage("analysing", 4)
        watch.step()
        watch.stage("compiling")
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "Mở tệp: 1/2", "Đọc trang: 1/3 (a.pdf)", "Đọc trang: 2/3 (a.pdf)",
        "Phân tích văn bản: 1/4", "Lập bảng",
    ]  # fmt: skip
    assert (watch.pages, watch.cached) == (2, 1)


def test_lines_are_few(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_EVERY", 3600.0)
    with Watch() as watch:
        watch.stage("analysing", 1000)
        for _ in range(1000):
            watch.step()
    assert capsys.readouterr().err == ""


def test_a_terminal_shows_a_bar_for_each_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Watch() as watch:
        watch.begin(1, 2)
        watch.page("a.pdf", 1, False)
        watch.stage("judging", 3)
        watch.step()
        watch.step()
        watch._bar.refresh()
        assert [(t.description, t.completed, t.total) for t in watch._bar.tasks] == [
            ("Chấm theo đề cương", 2, 3)
        ]
        watch.stage("compiling")
        assert [t.total for t in watch._bar.tasks] == [None]
    assert "Chấm theo đề cương" in terminal.getvalue()
    assert "2/3" in terminal.getvalue()


@pytest.mark.parametrize("call", ["begin", "page", "stage", "step", "trouble"])
@pytest.mark.parametrize("watcher", [Watch, Silent, adding._Told])
def test_whoever_watches_takes_every_call(watcher: type, call: str) -> None:
    asked = inspect.signature(getattr(entries.Progress, call))
    assert inspect.signature(getattr(watcher, call)) == asked
