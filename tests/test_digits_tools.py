"""The training kit of the recogniser: hard strings, its one command. Nothing is trained here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tools.digits import __main__ as command
from tools.digits.strokes import draw, hand

HIGH = 40


@pytest.fixture(scope="module")
def compose() -> Iterator[ModuleType]:
    import compose as module  # beside the others, as the scripts find each other

    yield module


def columns(mask: np.ndarray) -> int:
    """Runs of columns with ink: one for each digit that touches none."""
    inked = (mask > 60).any(axis=0).astype(int)
    return int((np.diff(inked, prepend=0) == 1).sum())


def test_close_digits_touch() -> None:
    apart = [columns(draw("0000", HIGH, np.random.default_rng(n))) for n in range(30)]
    close = [columns(draw("0000", HIGH, np.random.default_rng(n), close=True)) for n in range(30)]
    assert np.mean(close) < np.mean(apart)
    assert np.median(close) == 1


def test_a_fine_pen_leaves_less_ink() -> None:
    usual = [(draw("58", HIGH, np.random.default_rng(n)) > 128).mean() for n in range(20)]
    fine = [(draw("58", HIGH, np.random.default_rng(n), thin=True) > 128).mean() for n in range(20)]
    assert np.mean(fine) < 0.7 * np.mean(usual)


def test_a_plain_string_is_drawn_as_ever() -> None:
    writer = hand(np.random.default_rng(4))
    assert -0.12 <= writer.gap <= 0.3
    one, again = (draw("1975", HIGH, np.random.default_rng(4)) for _ in range(2))
    assert np.array_equal(one, again)


@pytest.mark.parametrize("seed", range(12))
def test_what_lies_over_the_ink_leaves_no_strike_through_it(compose: ModuleType, seed: int) -> None:
    """A line along the middle would strike the number out, and must not be called a number."""
    page = np.ones((120, 240), np.float32)
    box = (60, 40, 180, 80)
    compose._over(page, box, np.random.default_rng(seed))
    assert page.shape == (120, 240) and page.min() < 1.0
    middle = page[55:65, box[0] : box[2]] < 0.9
    assert middle.any(axis=0).mean() < 0.75 or not middle.all(axis=1).any()


def test_a_scene_is_cut_as_the_product_cuts(compose: ModuleType) -> None:
    grey = np.full((90, 300), 245, np.uint8)
    grey[30:62, 120:128] = 30
    made = compose.Scene(grey, "1", "print", "number", (120, 30, 128, 62), (60, 240), 43)
    patch = compose.patch_of(made, np.random.default_rng(1))
    x0, y0, x1, y1 = patch.gap
    zoom = patch.line / made.line
    assert patch.grey.shape[1] == pytest.approx(300 * zoom, abs=1)
    assert x0 / zoom == pytest.approx(60, abs=25) and x1 / zoom == pytest.approx(240, abs=25)
    assert y0 < 62 * zoom < y1 + 1


def test_size_and_time_of_the_shipped_model() -> None:
    said = command.size_and_time(command.MODEL, times=3)
    size = float(said.split(":")[1].split()[0])
    assert 0.5 < size < 5.0
    assert said.endswith("views")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["measure", "--labels", "boxes.json"],
        ["measure", "--fonts", "fonts"],
        ["measure", "--mnist", "digits.tgz"],
    ],
)
def test_what_belongs_together_is_asked_for_together(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(words)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_the_model_alone_is_measured_without_data(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "size_and_time", lambda model: f"{Path(model).name} 1 MB")
    assert command.main(["measure"]) == 0
    assert capsys.readouterr().out == "digits 1 MB\n"
