"""What each picture shows in the cases at the edge: nothing, one, very many."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from pipeline.compile.adaptation import profile_tree, steps
from pipeline.compile.plots import (
    ReliabilityDot,
    annex,
    plot_arrivals,
    plot_coverage,
    plot_dendrogram,
    plot_noise,
    plot_omitted,
    plot_operations,
    plot_reliability,
    plot_scores,
    style,
    to_png,
    to_svg,
)
from pipeline.compile.plots.omitted import omitted
from pipeline.compile.tables import Matrix, matrices
from pipeline.records import Outline, OutlineItem
from tests.adaptation_letters import OUTLINE, TITLES, absent, report, said
from tests.compile_letters import value

TEXT = "Đã ban hành 12 văn bản chỉ đạo trong ba năm."
RECORD = Outline(
    OUTLINE, "Sơ kết", None, None, "2022-05-31", ("report",),
    tuple(OutlineItem(id, title) for id, title in TITLES.items()),
)  # fmt: skip
LEAST_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: what shows a state stands out from its ground at least this much."""


def matrix_of(*reports: dict[str, Any]) -> Matrix:
    (found,) = matrices(list(reports))
    return found


def one(**more: Any) -> dict[str, Any]:
    return report("An Giang", [said("I.1", TEXT), absent("I.2", review=True)], **more)


def many(n: int) -> list[dict[str, Any]]:
    return [report(f"Tỉnh {k:02d}", [said("I.1", TEXT)], number=str(k)) for k in range(n)]


def size(figure: Figure, dpi: int = 50) -> tuple[int, int]:
    with Image.open(BytesIO(to_png(figure, dpi))) as image:
        return image.size


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one_: str, other: str) -> float:
    high, low = sorted((luminance(one_), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# --- colours ---------------------------------------------------------------------------------


@pytest.mark.parametrize("colour", [style.BLUE, style.VERMILION, style.INK, style.GREY])
def test_what_carries_meaning_stands_out_from_white(colour: str) -> None:
    assert contrast(colour, "#FFFFFF") >= LEAST_CONTRAST


def test_states_differ_in_lightness_and_not_in_hue_alone() -> None:
    """Full, thin and absent can be told apart in black and white print."""
    shades = [luminance(c) for c in (style.BLUE, style.SKY, "#FFFFFF")]
    assert all(b - a > 0.15 for a, b in pairwise(shades))


def test_series_have_a_colour_and_a_mark_of_their_own() -> None:
    dots = [ReliabilityDot(0.5, 0.5, 4)]
    axes = plot_reliability(dict.fromkeys("abcd", dots)).axes[0]
    lines = axes.get_lines()[1:]
    assert len({to_hex(line.get_color()) for line in lines}) == 4
    assert len({line.get_marker() for line in lines}) == 4


# --- sizes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [3, 12, 40])
def test_the_heat_map_grows_with_its_letters(n: int) -> None:
    width, height = size(plot_coverage(matrix_of(*many(n))))
    assert width == round(50 * (3.2 + 0.26 * len(TITLES)))
    assert height == pytest.approx(50 * (1.5 + 0.22 * n), abs=1)


def test_long_names_stay_within_the_picture() -> None:
    """The name is cut with a sign; nothing of what is left is off the page."""
    long = "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính tỉnh Bà Rịa"
    document = one()
    document["fields"]["issuer"] = value(long)
    figure = plot_coverage(matrix_of(document))
    to_png(figure, 50)
    (label,) = (t for t in figure.axes[0].get_yticklabels() if t.get_text())
    assert label.get_text().endswith("…") and long.startswith(label.get_text()[:-2])
    box = label.get_window_extent()
    assert box.x0 >= 0


def test_an_annex_has_as_many_heat_maps_as_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.compile.plots.sets.ROWS_A_PAGE", 2)
    names = [*annex(many(5), RECORD)]
    assert [n.rpartition("(")[2] for n in names[:-1]] == ["1/3)", "2/3)", "3/3)"]
    assert len(annex(many(2), RECORD)) == 2
    assert annex([], RECORD) == {}


# --- edges -----------------------------------------------------------------------------------


def test_nothing_at_all_can_be_drawn() -> None:
    empty = Matrix(OUTLINE, (), ())
    for figure in (
        plot_coverage(empty),
        plot_omitted(empty),
        plot_scores([]),
        plot_operations([]),
        plot_dendrogram(profile_tree([])),
        plot_arrivals([]),
        plot_reliability({}),
        plot_noise({}),
    ):
        assert to_svg(figure).startswith(b"<?xml")


def test_one_letter_can_be_drawn() -> None:
    matrix = matrix_of(one())
    assert omitted(matrix)[0][0] != "I.1"
    figures = [plot_coverage(matrix), plot_omitted(matrix), plot_scores([one()]),
               plot_operations(steps(one())), plot_arrivals([one()], "2022-05-31")]  # fmt: skip
    assert all(min(size(figure)) > 50 for figure in figures)


def test_a_letter_that_lacks_an_item_gets_an_empty_cell() -> None:
    """An outline that grew: an older run did not judge its new item."""
    older = one(sha256="cũ", file="cũ.pdf")
    older["coverage"]["items"] = older["coverage"]["items"][:3]
    axes = plot_coverage(matrix_of(one(), older)).axes[0]
    faint = [p for p in axes.patches if isinstance(p, Rectangle)
             and to_hex(p.get_facecolor()) == style.FAINT.lower()]  # fmt: skip
    assert len(faint) == len(TITLES) - 3


def test_the_deadline_itself_is_not_late() -> None:
    on_time, late = one(date="2022-05-31"), one(date="2022-06-01", sha256="b", file="b.pdf")
    axes = plot_arrivals([on_time, late], "2022-05-31").axes[0]
    marks = {line.get_marker(): len(line.get_xdata()) for line in axes.get_lines()}
    assert marks["o"] == marks[">"] == 1


def test_the_worst_noise_is_within_the_picture() -> None:
    points = [{"cer": 0.2, "f1": 0.21, "decision_f1": 0.3, "number_survives": 0.5,
               "decision_survives": 0.4}]  # fmt: skip
    axes = plot_noise({"runs": points}).axes[0]
    assert axes.get_ylim()[0] < 0.21 and axes.get_xlim()[1] > 20


def test_the_ceiling_of_recall_is_drawn_as_f1() -> None:
    """Recall a with no false find has F1 2a / (1 + a)."""
    points = [{"cer": 0.1, "f1": 0.6, "decision_f1": 0.7, "number_survives": 0.5,
               "decision_survives": 1.0}]  # fmt: skip
    dotted = [line for line in plot_noise({"runs": points}).axes[0].get_lines()
              if line.get_linestyle() == ":"]  # fmt: skip
    assert [line.get_ydata()[0] for line in dotted] == [1.0, pytest.approx(2 / 3)]


def test_scores_show_each_report_as_a_tick() -> None:
    figure = plot_scores(many(7))
    ticks = next(line for line in figure.axes[0].get_lines() if line.get_marker() == "|")
    assert len(ticks.get_xdata()) == 7


def test_moved_items_are_the_dark_part_of_a_bar() -> None:
    document = report("Lào Cai", [said("I.1", TEXT, moved=True), said("I.2", TEXT)])
    bars = plot_operations(steps(document)).axes[0].patches
    kept = [p.get_width() for p in bars if isinstance(p, Rectangle)][:1]
    dark = [p for p in bars if to_hex(p.get_facecolor()) == style.BLUE.lower()]
    assert kept == [2] and max(p.get_width() for p in dark) == 1
