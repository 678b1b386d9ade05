"""Pictures: what they show is what the documents say, and the bytes never change."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from pipeline.compile.adaptation import profile_tree, steps
from pipeline.compile.plots import (
    ReliabilityDot,
    album,
    plot_arrivals,
    plot_coverage,
    plot_dendrogram,
    plot_noise,
    plot_omitted,
    plot_operations,
    plot_reliability,
    plot_scores,
    save,
    to_png,
    to_svg,
)
from pipeline.compile.plots.arrivals import arrivals
from pipeline.compile.plots.omitted import omitted
from pipeline.compile.plots.style import short
from pipeline.compile.plots.words import WORDS, word
from pipeline.compile.tables import matrices
from pipeline.records import Outline, OutlineItem
from tests.adaptation_letters import OUTLINE, TITLES, absent, report, said
from tests.compile_letters import value

PNG = b"\x89PNG\r\n\x1a\n"
EVERY_LETTER = "Ắ ằ Ẵ ẳ ặ Ấ ầ ẫ ẩ ậ Ế ề ễ ể ệ Ố ồ ỗ ổ ộ Ớ ờ ỡ ở ợ Ứ ừ ữ ử ự Ỳ ỷ ỹ ỵ Đ đ"
SENTENCE = "Tỉnh đã ban hành Kế hoạch số 12/KH-UBND ngày 05/8/2019 về việc này."

OUTLINE_RECORD = Outline(
    OUTLINE, "Sơ kết", "12/HD-ABC", None, "2022-05-31", ("report",),
    tuple(OutlineItem(id, title) for id, title in TITLES.items()),
)  # fmt: skip


def corpus() -> list[dict[str, Any]]:
    """Three reports: all of it, half of it in doubt, and next to nothing."""
    every = [said(id, SENTENCE) for id in TITLES]
    half = [*(said(id, SENTENCE, content="thin") for id in list(TITLES)[:5]),
            absent("II.2", review=True), absent("III.1", review=True)]  # fmt: skip
    return [
        report("An Giang", every, date="2022-05-12"),
        report("Bạc Liêu", half, date="2022-06-10", number="7"),
        report("Cà Mau", [said("I.1", SENTENCE)], date="2022-05", number="9"),
    ]


@cache
def drawn(_copy: int = 0) -> dict[str, Figure]:
    """One picture of each kind."""
    points = [{"cer": 0.01 * k, "f1": 1 - 0.02 * k, "decision_f1": 1 - 0.01 * k,
               "number_survives": 0.99, "decision_survives": 0.99} for k in range(4)]  # fmt: skip
    dots = [ReliabilityDot(0.5, 0.4, 10), ReliabilityDot(0.9, 0.9, 30)]
    return {
        **album(corpus(), OUTLINE_RECORD),
        "noise": plot_noise({"runs": points, "independent": points[:2]}),
        "reliability": plot_reliability({"dev": dots}),
    }


def texts(figure: Figure) -> list[str]:
    """Everything written on a picture."""
    root = ET.fromstring(to_svg(figure))  # noqa: S314 (our own bytes)
    found = ["".join(e.itertext()).strip() for e in root.iter("{http://www.w3.org/2000/svg}text")]
    return [text for text in found if text]


@pytest.mark.parametrize("name", [
    "coverage", "omitted", "scores", "operations", "dendrogram", "arrivals", "noise",
    "reliability",
])  # fmt: skip
def test_the_same_bytes_every_time(name: str) -> None:
    first, second = drawn(1)[name], drawn(2)[name]
    svg = to_svg(first)
    assert to_png(first, dpi=60) == to_png(second, dpi=60)
    assert svg == to_svg(second) == to_svg(first)
    assert to_png(first, dpi=60).startswith(PNG)
    for trace in (b"dc:date", b"Matplotlib v", b"matplotlib.org/ "):
        assert trace not in svg


def test_every_vietnamese_letter_has_a_glyph() -> None:
    documents = corpus()
    documents[0]["fields"]["issuer"] = value(EVERY_LETTER)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = album(documents, OUTLINE_RECORD)["arrivals"]
        to_png(figure, dpi=60)
    assert any(EVERY_LETTER[:20] in text for text in texts(figure))


def test_no_window_system_is_asked_for() -> None:
    """Pyplot keeps global state, and may look for a screen."""
    code = (
        "import sys; from pipeline.compile.plots import *; "
        "to_png(plot_scores([])); sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_words_have_both_languages_and_the_same_details() -> None:
    for key, (vietnamese, english) in WORDS.items():
        assert vietnamese and english
        assert vietnamese.count("{") == english.count("{"), key
    assert word("scores.title", "en", n=3) == "Scores of 3 reports"


def test_pictures_speak_english_too() -> None:
    vietnamese, english = (
        " ".join(texts(album(corpus(), OUTLINE_RECORD, lang)["omitted"])) for lang in ("vi", "en")
    )
    assert "cần kiểm tra" in vietnamese and "to be checked" in english


def test_coverage_has_a_cell_a_verdict() -> None:
    (matrix,) = matrices(corpus())
    axes = plot_coverage(matrix).axes[0]
    cells = [p for p in axes.patches if isinstance(p, Rectangle)]
    assert len(cells) == 3 * len(TITLES)
    signs = [t.get_text() for t in axes.texts]
    assert signs.count("?") == 2
    assert signs.count("–") == sum(
        i["content"] == "none" and not i["review"]
        for d in corpus() for i in d["coverage"]["items"]
    )  # fmt: skip


def test_omitted_counts_what_is_sure_apart_from_what_is_not() -> None:
    (matrix,) = matrices(corpus())
    rows = omitted(matrix)
    parts = {"I", "II", "III"}
    assert not parts & {id for id, *_ in rows}
    assert ("II.2", TITLES["II.2"], 1, 1) in rows
    assert [sure + unsure for _, _, sure, unsure in rows] == sorted(
        (sure + unsure for _, _, sure, unsure in rows), reverse=True
    )
    figure = plot_omitted(matrix, most=2)
    assert len(figure.axes[0].patches) == 4  # two rows, sure and unsure


def test_nothing_omitted_is_said_in_words() -> None:
    (matrix,) = matrices([report("An Giang", [said(id, SENTENCE) for id in TITLES])])
    assert word("omitted.none", "vi") in texts(plot_omitted(matrix))


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        ((1.0, 0.95), {9: 2}),
        ((0.0, 0.099, 0.1), {0: 2, 1: 1}),
        ((), {}),
    ],
)
def test_scores_fall_into_steps_of_ten(scores: tuple[float, ...], wanted: dict[int, int]) -> None:
    documents = [report("An Giang", [said("I.1", SENTENCE)]) for _ in scores]
    for document, score in zip(documents, scores, strict=True):
        document["coverage"]["score"] = score
    axes = plot_scores([*documents, report("Cà Mau", [], coverage=None)]).axes[0]
    bars = [p.get_height() for p in axes.patches if isinstance(p, Rectangle)]
    assert {k: n for k, n in enumerate(bars) if n} == wanted


def test_arrivals_know_the_stamp_from_the_letters_date() -> None:
    documents = corpus()
    documents[1]["fields"]["incoming_date"] = value("2022-06-14")
    found = arrivals([*documents, report("Hà Nội", [], coverage=None)])
    assert [(a.day, a.stamped) for a in found] == [
        (date(2022, 5, 12), False), (date(2022, 6, 14), True), (None, False),
    ]  # fmt: skip
    written = " ".join(texts(plot_arrivals(documents, "2022-05-31")))
    for wanted in ("hạn 31/05/2022", "theo dấu đến, sau hạn", "1 báo cáo không rõ ngày"):
        assert wanted in written


def test_arrivals_without_a_date_or_deadline() -> None:
    unknown = report("Cà Mau", [said("I.1", SENTENCE)], date="2022-05")
    assert word("arrivals.none", "vi") in texts(plot_arrivals([unknown], "2022-05-31"))
    assert "sau hạn" not in " ".join(texts(plot_arrivals(corpus(), None)))


def test_the_dendrogram_has_a_branch_a_merge() -> None:
    tree = profile_tree(corpus())
    axes = plot_dendrogram(tree).axes[0]
    (branches,) = (c for c in axes.collections if isinstance(c, LineCollection))
    paths = branches.get_segments()
    assert len(paths) == len(tree.merges) == 2
    for path, merge in zip(paths, tree.merges, strict=True):
        assert path[1][0] == path[2][0] == pytest.approx(merge[2])
    labels = [t.get_text() for t in axes.get_yticklabels()]
    assert labels == [tree.names[n] for n in tree.order]
    assert word("dendrogram.few", "vi") in texts(plot_dendrogram(profile_tree(corpus()[:1])))


def test_operations_are_counted_over_all_reports() -> None:
    found = [s for d in corpus() for s in steps(d)]
    written = texts(plot_operations(found))
    assert "giữ" in written and "bỏ" in written
    dropped = sum(s.operation == "dropped" for s in found)
    assert str(dropped) in written


def test_reliability_says_the_error() -> None:
    dots = [ReliabilityDot(0.5, 0.4, 10), ReliabilityDot(0.9, 0.9, 30)]
    assert "dev: 40 giá trị, sai số 0.025" in texts(plot_reliability({"dev": dots, "": []}))


def test_the_noise_curve_of_the_docs_is_drawn_from_its_figures(root: Path) -> None:
    """``docs/noise-curve.svg`` is what this module makes of ``docs/noise-curve.json``."""
    figures = json.loads((root / "docs" / "noise-curve.json").read_text("utf-8"))
    rows = {name: points for name, points in figures.items() if isinstance(points, list)}
    made = texts(plot_noise(rows, "en"))
    kept = ET.parse(root / "docs" / "noise-curve.svg")  # noqa: S314 (our own file)
    written = ["".join(e.itertext()).strip() for e in kept.iter("{http://www.w3.org/2000/svg}text")]
    assert made == [text for text in written if text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bộ Tài chính", "Bộ Tài\nchính"),
        ("Bộ Y tế", "Bộ Y tế"),
        ("một hai ba bốn năm", "một hai ba\nbốn năm"),
        ("một hai ba bốn năm sáu bảy tám chín", "một hai ba\nbốn năm …"),
        ("", ""),
    ],
)
def test_long_names_are_cut_with_a_sign(text: str, wanted: str) -> None:
    assert short(text, width=10, lines=2) == wanted


def test_save_by_suffix(tmp_path: Path) -> None:
    figure = plot_scores(corpus())
    save(figure, tmp_path / "a" / "s.svg")
    save(figure, tmp_path / "s.png")
    assert (tmp_path / "a" / "s.svg").read_bytes() == to_svg(figure)
    assert (tmp_path / "s.png").read_bytes().startswith(PNG)
    with pytest.raises(ValueError, match=r"\.jpg"):
        save(figure, tmp_path / "s.jpg")


def test_an_album_of_nothing_is_empty() -> None:
    assert album([], OUTLINE_RECORD) == {}
