"""What a benchmark prints: the tables, the ratios, both languages, nothing that misleads."""

from __future__ import annotations

import io
import json
from argparse import Namespace
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import __main__ as own
from benchmarks import floor
from benchmarks.floor import Floor
from pipeline import messages
from pipeline.cli import benchmark as command
from pipeline.cli.side_by_side import Printer
from pipeline.errors import ExitCode
from pipeline.evaluation.benchmark import Result
from pipeline.evaluation.lines import LineScore
from pipeline.evaluation.measure import Cost, Ran
from pipeline.evaluation.sets import Scan, ScanSet
from pipeline.evaluation.texts import score_text
from tests.test_benchmark import TRUTH, Fake
from tests.test_benchmark_peers import BROKEN, FINE

READERS = [Fake("vanban", {}), Fake("ocrmypdf", {}), Fake("floor", {})]


def result() -> Result:
    """One set of ten pages, read by three."""
    rows = Result()
    for name, read, cost in (
        ("vanban", "Báo cáo kết quả", Cost(5.0, 8.0, 300_000_000)),
        ("ocrmypdf", "Bao cao kết quả", Cost(30.0, 40.0, 150_000_000)),
        ("floor", "Báo cáo kết quả", Cost(4.5, 6.0)),
    ):
        row = rows.row("office", name)
        row.pages, row.files, row.rounds = 10, 4, [cost]
        row.text = score_text(read, "Báo cáo kết quả")
    rows.row("office", "vanban").again = [Cost(0.25)]
    rows.row("office", "ocrmypdf").marks = 2
    return rows


def shown(readers: list[Fake], rows: Result, *names: str) -> str:
    out = io.StringIO()
    sets = [ScanSet(name, (), None) for name in names]
    figures = {name: {"field_date": 0.875, "peak_mb": 300.0} for name in names}
    Printer(readers, Console(file=out, width=130, highlight=False)).sets(sets, rows, figures)
    return out.getvalue()


def line_of(text: str, reader: str) -> list[str]:
    return next(words for row in text.splitlines() if (words := row.split())[:1] == [reader])


def test_a_row_a_reader() -> None:
    text = shown(READERS, result(), "office")
    ours, theirs = line_of(text, "vanban"), line_of(text, "ocrmypdf")
    assert ours == ["vanban", "0.00%", "0.00%", "0.00%", "100.00%", "0.00%", "120.0", "0.80", "300"]
    assert theirs[1] == "13.33%"
    assert theirs[5] == "13.33%"  # both errors are of marks
    assert theirs[-2:] == ["6.00×", "5.00×"]  # by the clock, by the processor


def test_the_share_of_the_floor_and_what_was_not_measured() -> None:
    row = line_of(shown(READERS, result(), "office"), "floor")
    assert row[-2:] == ["0.90×", "0.75×"]
    assert row[-3] == "–"  # its memory


def test_one_reader_alone_has_no_ratio() -> None:
    rows = Result()
    rows.rows = {k: v for k, v in result().rows.items() if k[1] == "vanban"}
    text = shown(READERS[:1], rows, "office")
    assert "×" not in text
    assert "Lâu gấp" not in text


def test_the_fields_are_told_below() -> None:
    assert "Trường, viện dẫn, đề cương: field_date 0.875" in shown(READERS, result(), "office")


def test_the_second_run_is_told() -> None:
    assert "nhanh gấp 20 lần (5.0 → 0.2 giây)" in shown(READERS, result(), "office")


def test_how_each_was_called_is_told() -> None:
    text = shown(READERS, result(), "office")
    assert [text.count(f"{reader.name}: fake") for reader in READERS] == [1, 1, 1]


def test_several_sets_have_a_total_of_speed() -> None:
    rows = result()
    for reader in ("vanban", "ocrmypdf", "floor"):
        row = rows.row("bad", reader)
        row.pages, row.files, row.rounds = 10, 4, [Cost(5.0, 8.0, 1)]
        row.text = score_text("Báo", "Báo cáo")
    rows.row("bad", "vanban").again = [Cost(0.75)]
    text = shown(READERS, rows, "office", "bad")
    assert "Tốc độ trên mọi nhóm: 20 trang" in text
    assert "nhanh gấp 10 lần (10.0 → 1.0 giây)" in text
    total = text[text.index("Tốc độ trên mọi nhóm") :]
    assert line_of(total, "ocrmypdf")[-2:] == ["3.50×", "3.00×"]
    assert "%" not in "".join(line_of(total, "vanban"))  # no error rate over clean and bad scans
    assert "Tốc độ trên mọi nhóm" not in shown(READERS, rows, "office")


def test_a_set_of_labels_alone_has_no_table() -> None:
    rows = Result()
    rows.row("real", "vanban").files = 35
    text = shown(READERS[:1], rows, "real")
    assert "real: 35 tệp" in text
    assert "CER" not in text


def test_english() -> None:
    messages.speak("en")
    text = shown(READERS, result(), "office")
    for words in ("Reader", "Words", "Slower by", "20 times faster", "10 pages with typed texts"):
        assert words in text


@pytest.mark.parametrize("read", ["", "Sở Nội vụ"])
def test_a_line_stands_beside_its_truth(read: str) -> None:
    rows = result()
    line = LineScore(3, "Sở Nội vụ tỉnh Hà Nam", read, 12, 0)
    rows.row("office", "vanban").lines = [("bc-ha-nam.pdf", line)]
    out = io.StringIO()
    printer = Printer(READERS, Console(file=out, width=130, highlight=False))
    printer.worst([ScanSet("office", (), None)], rows, 10)
    told = [row.strip() for row in out.getvalue().splitlines() if row.strip()]
    assert told[1:] == [
        "office · bc-ha-nam.pdf, trang 3 · 12 ký tự sai",
        "in   Sở Nội vụ tỉnh Hà Nam",
        f"đọc  {read or '–'}",
    ]


def test_nothing_is_worst_where_all_is_right() -> None:
    out = io.StringIO()
    printer = Printer(READERS, Console(file=out, width=130))
    printer.worst([ScanSet("office", (), None)], result(), 10)
    assert out.getvalue() == ""


def test_figures_join_text_and_fields(tmp_path: Path) -> None:
    """Rates of the text come from the files that all readers read, fields from all."""
    labels = {"doc_type": "Báo cáo", "cites": {}}
    (tmp_path / "a.json").write_text(json.dumps(labels), encoding="utf-8")
    (tmp_path / "a.txt").write_text("một chữ khác hẳn", encoding="utf-8")
    rows = result()
    value = {"value": "Báo cáo", "raw": "BÁO CÁO", "source": "read"}
    value |= {"confidence": 1.0, "review": False}
    document = {
        "file": "a.pdf", "text": ["Báo cáo"], "fields": {"doc_type": value}, "references": [],
        "cites": {"via": []}, "coverage": None, "quantities": [],
    }  # fmt: skip
    rows.row("office", "vanban").documents = [document]
    told = command.figures_of(ScanSet("office", (), tmp_path), rows, "vanban")
    assert (told["field_doc_type"], told["cer"], told["letters"]) == (1.0, 0.0, 4.0)
    without = command.figures_of(ScanSet("office", (), None), rows, "vanban")
    assert "field_doc_type" not in without


@pytest.mark.parametrize(("asked", "wanted"), [(3, 3), (0, 7)])
def test_workers(asked: int, wanted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.os, "cpu_count", lambda: 7)
    assert command.workers(Namespace(workers=asked)) == wanted


# --- our own sets -----------------------------------------------------------------------------


def test_the_floor_shares_its_time_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = tmp_path / "a.pdf"
    told = {"wall": 10.0, "cpu": 9.0, "texts": {str(scan): ["một", "hai"]}}

    def ran(command: list[str], *, seconds: float) -> Ran:
        Path(command[-1]).write_text(json.dumps(told), encoding="utf-8")
        return FINE

    monkeypatch.setattr(floor, "run_measured", ran)
    taken = Floor(2).read([scan], 2, tmp_path / "work")
    assert taken.cost == Cost(5.0, 9.0)
    assert taken.pages == {scan: ("một", "hai")}


def test_a_floor_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floor, "run_measured", lambda command, seconds: BROKEN)
    taken = Floor(2).read([tmp_path / "a.pdf"], 2, tmp_path)
    assert (taken.pages, taken.trouble) == ({}, ("exit 3: thiếu dữ liệu",))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Our benchmark with one small set and one reader that costs nothing."""
    ours = Fake("vanban", TRUTH)
    scans = tuple(Scan(Path(file), len(pages), pages) for file, pages in TRUTH.items())
    monkeypatch.setattr(own, "quick_sets", lambda: [ScanSet("demo", scans, None)])
    monkeypatch.setattr(own, "readers", lambda options: [ours])
    return ours


def test_our_quick_form(small: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    against, record = tmp_path / "old.json", tmp_path / "new.json"
    against.write_text('{"demo": {"cer": 0.5, "wer": 0.0}}', encoding="utf-8")
    words = ["--quick", "--against", str(against), "--record", str(record)]
    assert own.main(words) == ExitCode.OK
    text = capsys.readouterr().out
    assert "TỐT HƠN  demo · cer  0.5000 → 0.0000 (-0.5000)" in text
    assert "KÉM ĐI" not in text
    assert json.loads(record.read_text("utf-8"))["demo"]["letters"] == 2
    assert json.loads(against.read_text("utf-8")) == {"demo": {"cer": 0.5, "wer": 0.0}}


def test_our_benchmark_speaks_english(
    small: Fake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    none = str(tmp_path / "none.json")
    assert own.main(["--quick", "--lang", "en", "--against", none]) == ExitCode.OK
    said = capsys.readouterr()
    assert "Measuring demo: vanban" in said.err
    assert "Nothing changed since" in said.out


def test_our_memory_takes_scans_with_texts(small: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[Path]] = []
    monkeypatch.setattr(own, "remember", lambda files, options: asked.append(files) or 0)
    assert own.main(["--quick", "--memory"]) == ExitCode.OK
    assert asked == [[Path("a.pdf"), Path("b.pdf")]]
    assert small.calls == []


def test_letters_are_rendered_by_the_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(own.subprocess, "run", lambda words, **_: called.append(words))
    own.render("dev", "fax", tmp_path)
    (words,) = called
    assert words[1:3] == ["-m", "tools.letters"]
    assert words[words.index("--grade") + 1] == "fax"
    assert words[words.index("--only") + 1 :] == list(own.letters_of("dev"))


def test_sets_beside_the_checkout_are_added(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    (tmp_path / "scans").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "009.txt").write_text("chữ", encoding="utf-8")
    shutil.copy(root / "data" / "raw" / "cv-tra-vinh.pdf", tmp_path / "scans" / "009.office.pdf")
    monkeypatch.setenv("VANBAN_LETTERS", str(tmp_path))
    (one,) = own.full_sets(tmp_path / "work", ["given"])
    assert (one.name, one.sealed, len(one.compared)) == ("given office", False, 1)
