"""The figures of a run as the tables of ``docs/figures.md``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.table import main, speed_table, text_table

SHARES = {
    "cer": 0.0024, "cer_any_order": 0.002, "wer": 0.01, "word_recall": 0.991, "mark_errors": 0.001
}  # fmt: skip
FIGURES = {
    "test office": SHARES,
    "test office · ocrmypdf": {"cer": 0.0712},
    "given texts": {"field_date": 1.0},  # no text was compared: no row
}
SPEED = {
    "vanban": {"pages_a_minute": 150.0, "cpu_seconds_a_page": 0.81, "peak_mb": 301.4},
    "ocrmypdf": {"pages_a_minute": 30.0, "cpu_seconds_a_page": 3.9},
}
HOW = {"vanban": "vanban run", "ocrmypdf": "ocrmypdf --deskew"}


def test_each_set_is_a_row() -> None:
    head, rule, *rows = text_table(FIGURES, ["vanban", "ocrmypdf", "floor"])
    assert head.count("|") == rule.count("|") == 9
    assert rows == [
        "| test office | 0.24% | 0.20% | 1.00% | 99.10% | 0.10% | 7.12% | – |",
    ]


def test_speed_is_told_as_a_ratio() -> None:
    _, _, *rows = speed_table(SPEED, HOW)
    assert rows == [
        "| vanban | 150 | 0.81 | 301 | 1.00 | `vanban run` |",
        "| ocrmypdf | 30 | 3.90 | – | 5.00 | `ocrmypdf --deskew` |",
    ]


def test_a_file_of_figures_becomes_two_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "figures.json"
    told = {"readers": HOW, "speed": SPEED, "figures": FIGURES}
    path.write_text(json.dumps(told), encoding="utf-8")
    main([str(path)])
    text = capsys.readouterr().out
    assert len(text.split("\n\n")) == 2
    assert "ocrmypdf: CER" in text
