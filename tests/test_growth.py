"""What measures growth: its letters, its fit, its file and its pictures."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from pipeline.compile.plots import plot_growth
from pipeline.compile.plots.growth import What
from pipeline.journey.inputs import gather
from pipeline.knowledge.decisions import load_decisions
from pipeline.knowledge.places import provinces
from tests.waiting import longer
from tools.growth import __main__ as growth
from tools.growth.letters import letter, write_letters
from tools.growth.measure import Point, exponent, measure
from tools.growth.scans import write_scan

MANY = [letter(n) for n in range(120)]


def test_a_letter_is_the_same_whatever_the_set_it_is_in() -> None:
    assert [letter(n) for n in (3, 77, 119)] == [MANY[3], MANY[77], MANY[119]]


def test_letters_differ() -> None:
    assert len(set(MANY)) == len(MANY)
    numbers = {text.split("Số: ")[1].split("\n")[0] for text in MANY}
    assert len(numbers) > 0.95 * len(MANY)


def test_letters_are_of_many_kinds_issuers_and_days() -> None:
    for word in ("BÁO CÁO\n", "KẾ HOẠCH\n", "V/v "):
        assert sum(word in text for text in MANY) > 10, word
    named = {p.name.upper() for p in provinces() if p.kind == "tỉnh"}
    assert len({name for name in named for text in MANY if name in text}) > 25
    for decision in load_decisions():
        assert any(decision.symbol in text for text in MANY)


def test_letters_have_what_is_read_from_one() -> None:
    for text in MANY:
        for wanted in ("Số: ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ", ngày ", "Nơi nhận:"):
            assert wanted in text
        assert "{" not in text
        assert "PROVINCE" not in text


def test_a_register_runs_with_the_year() -> None:
    """Or each second letter would be told to break the order of its register."""
    rows = []
    for text in MANY:
        number = int(text.split("Số: ")[1].split("/")[0])
        day = text.split(", ngày ")[1].split("\n")[0].split()
        rows.append(((int(day[4]), int(day[2]), int(day[0])), number))
    for year in {row[0][0] for row in rows}:
        own = sorted(row for row in rows if row[0][0] == year)
        days = {key: [n for k, n in own if k == key] for key, _ in own}
        ordered = list(days.values())
        assert all(max(a) < min(b) for a, b in pairwise(ordered))


def test_letters_are_written_once(tmp_path: Path) -> None:
    write_letters(tmp_path, 0, 3)
    (tmp_path / "000" / "000001.txt").write_text("đã có", encoding="utf-8")
    write_letters(tmp_path, 0, 5)
    names = [name for _, name in gather([tmp_path], tmp_path / "out")]
    assert [Path(name).stem for name in sorted(names)] == [f"{n:06}" for n in range(5)]
    assert (tmp_path / "000" / "000001.txt").read_text(encoding="utf-8") == "đã có"


def test_a_scan_has_its_pages_and_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_scan(tmp_path / name, 3)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert len(pdf.pages) == 3
        assert all("/Scan" in page.Resources.XObject for page in pdf.pages)


# --- the law ---------------------------------------------------------------------------------


def points(power: float, *counts: int) -> list[Point]:
    return [Point(n, 0.2 * n**power, 100, 200) for n in counts]


@pytest.mark.parametrize("power", [0.5, 1.0, 1.3, 2.0])
def test_the_power_of_a_law_is_found(power: float) -> None:
    assert exponent(points(power, 100, 1000, 10_000)) == pytest.approx(power)


def test_small_sizes_say_nothing_of_growth() -> None:
    starting = [Point(10, 30.0, 100, 200)]
    assert exponent(starting + points(1.0, 100, 1000)) == pytest.approx(1.0)
    assert exponent(starting) is None
    assert exponent(points(1.0, 100)) is None
    assert exponent([]) is None


# --- the file and the pictures ---------------------------------------------------------------


def test_a_size_measured_again_takes_the_place_of_the_old() -> None:
    old = points(1.0, 10, 100)
    new = growth.merged(old, Point(100, 5.0, 1, 2))
    assert [p.count for p in new] == [10, 100]
    assert new[1].cpu == 5.0
    assert [p.count for p in growth.merged(old, Point(50, 5.0, 1, 2))] == [10, 50, 100]


def test_what_was_measured_is_kept_and_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(growth, "measure", lambda count, given, out: points(1.0, count)[0])
    growth.main([str(tmp_path / "work"), "--letters", "2", "3", "--docs", str(tmp_path)])
    growth.main([str(tmp_path / "work"), "--pages", "2", "--docs", str(tmp_path)])
    told = json.loads((tmp_path / "scale.json").read_text(encoding="utf-8"))
    assert [p["count"] for p in told["letters"]["points"]] == [2, 3]
    assert [p["count"] for p in told["pages"]["points"]] == [2]
    assert "letters Point(count=3" in capsys.readouterr().out
    for name in ("scale.svg", "scale-memory.svg"):
        assert ET.parse(tmp_path / name).getroot().tag.endswith("svg")  # noqa: S314 (our own)


def test_a_run_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        measure(1, tmp_path / "gone", tmp_path / "out")


def test_a_process_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the run that takes 300 MB and 0.3 seconds of computing, and has a child."""
    program, python = tmp_path / "fake", sys.executable
    monkeypatch.setattr(sys, "executable", str(program))
    for seconds in longer(1.2, 3):  # until somebody looked while the child was there
        child = f"import time; x = bytearray(80 << 20); time.sleep({seconds})"
        program.write_text(
            f"#!{python}\nimport subprocess, sys, time\n"
            f"child = subprocess.Popen([sys.executable, '-c', {child!r}])\n"
            "x = bytearray(300 << 20)\nwhile time.process_time() < 0.3: pass\nchild.wait()\n",
            encoding="utf-8",
        )
        program.chmod(0o755)
        point = measure(7, tmp_path, tmp_path)
        if point.worker_mb >= 80:
            break
    assert point.count == 7
    assert 0.3 <= point.cpu < 5
    assert 300 <= point.run_mb < 500
    assert 80 <= point.worker_mb < 200


def lines(what: What, **kinds: list[Point]) -> list[object]:
    rows = {kind: [asdict(point) for point in found] for kind, found in kinds.items()}
    return list(plot_growth(rows, what).axes[0].get_lines())


def test_the_picture_has_a_line_for_each_kind_and_who() -> None:
    two = {"letters": points(1.0, 10, 100), "pages": points(1.0, 10, 50)}
    assert len(lines("cpu", **two)) == 4  # each with its straight growth
    assert len(lines("memory", **two)) == 5  # run and worker of each, and the limit
    assert lines("cpu") == []


def test_the_pictures_of_the_docs_are_drawn_from_their_figures(root: Path) -> None:
    told = growth.read(root / "docs" / "scale.json")
    assert {kind for kind, found in told.items() if found} == {"letters", "pages"}
    powers = [exponent(found) for found in told.values()]
    assert all(power is not None and 0.8 < power < 1.2 for power in powers)
    pictures: tuple[tuple[What, str], ...] = (("cpu", "scale"), ("memory", "scale-memory"))
    for what, name in pictures:
        rows = {kind: [asdict(point) for point in found] for kind, found in told.items()}
        made = plot_growth(rows, what, "en")
        kept = ET.parse(root / "docs" / f"{name}.svg")  # noqa: S314 (our own file)
        words = {node.text for node in kept.iter() if node.tag.endswith("text")}
        assert made.axes[0].get_title(loc="left") in words


def test_no_process_of_the_docs_took_a_gigabyte(root: Path) -> None:
    for found in growth.read(root / "docs" / "scale.json").values():
        assert max(max(point.run_mb, point.worker_mb) for point in found) < 1024
