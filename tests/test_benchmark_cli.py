"""``vanban benchmark`` and our own ``python -m benchmarks``, as people meet them."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import __main__ as own
from benchmarks.floor import Floor
from pipeline.cli import benchmark as command
from pipeline.cli import main
from pipeline.cli.side_by_side import Printer
from pipeline.errors import ExitCode
from pipeline.evaluation.benchmark import Result
from pipeline.evaluation.lines import LineScore
from pipeline.evaluation.measure import Cost
from pipeline.evaluation.peers import Ours, Taken
from pipeline.evaluation.record import Change
from pipeline.evaluation.sets import ScanSet
from pipeline.evaluation.texts import score_text
from tests.test_benchmark import TRUTH, Fake
from tests.test_evaluation_sets import pdf
from tools.letters.letter import CONDITIONS


@pytest.fixture
def labelled(tmp_path: Path) -> tuple[Path, Path]:
    """Two scans in two conditions, with typed texts."""
    gold = tmp_path / "gold"
    gold.mkdir()
    for file, pages in TRUTH.items():
        for grade in ("bad", "office"):
            pdf(tmp_path / "scans" / grade / file, len(pages))
        (gold / file).with_suffix(".txt").write_text("\f".join(pages), encoding="utf-8")
    return tmp_path / "scans", gold


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> list[Fake]:
    ours = Fake("vanban", TRUTH, Cost(2.0, 3.0, 4_000_000), Cost(0.5))
    other = Fake("ocrmypdf", {"a.pdf": ("Bảo cáo kết",)}, Cost(8.0, 9.0, 5_000_000))
    monkeypatch.setattr(command, "readers", lambda options: [ours, other])
    return [ours, other]


def test_side_by_side(
    labelled: tuple[Path, Path],
    fakes: list[Fake],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    record, figures = tmp_path / "record.json", tmp_path / "figures.json"
    arguments = ["benchmark", *map(str, labelled), "--json", str(figures)]
    assert main([*arguments, "--record", str(record)]) == ExitCode.OK
    text = capsys.readouterr().out
    for word in ("bad: 2 tệp, 3 trang", "office: 2 tệp", "4.00×", "3.00×", "nhanh gấp 4 lần"):
        assert word in text
    told = json.loads(figures.read_text("utf-8"))
    assert told["figures"]["office"]["cer"] == 0
    assert told["figures"]["office · ocrmypdf"]["cer"] > 0.5
    assert told["speed"]["vanban"]["pages_a_minute"] == 90
    assert [files for files, _ in fakes[1].calls] == [["a.pdf", "b.pdf"]] * 2


def test_losses_are_told(
    labelled: tuple[Path, Path],
    fakes: list[Fake],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = tmp_path / "record.json"
    arguments = ["benchmark", *map(str, labelled)]
    assert main([*arguments, "--record", str(record)]) == ExitCode.OK
    assert main([*arguments, "--against", str(record)]) == ExitCode.OK
    assert "Không khác lần đã lưu" in capsys.readouterr().out
    fakes[0].says = {**TRUTH, "a.pdf": ("Báo cảo kết quả",)}
    assert main([*arguments, "--against", str(record)]) == ExitCode.OK
    text = capsys.readouterr().out
    assert "KÉM ĐI   bad · cer" in text
    assert "đọc  Báo cảo kết quả" in text
    assert "in   Báo cáo kết quả" in text
    kept = json.loads(record.read_text("utf-8"))
    assert kept["bad"]["cer"] == 0  # only --record writes


def test_nothing_read_is_a_failure(
    labelled: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Broken(Fake):
        def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
            return Taken({}, Cost(1, 1, 1), trouble=("exit 3: thiếu dữ liệu",))

    monkeypatch.setattr(command, "readers", lambda options: [Broken("vanban", {})])
    assert main(["benchmark", *map(str, labelled)]) == ExitCode.SOME_FAILED
    text = capsys.readouterr().out
    assert "vanban: exit 3: thiếu dữ liệu" in text
    assert "100.00%" in text


def test_the_quick_form_reads_a_few_pages(
    labelled: tuple[Path, Path], fakes: list[Fake], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "QUICK_PAGES", 1)
    assert main(["benchmark", *map(str, labelled), "--quick"]) == ExitCode.OK
    assert [pages for _, pages in fakes[0].calls] == [1, 1]


def test_memory(
    labelled: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline.evaluation import endurance

    rows = [
        endurance.Stretch(50, Cost(30, 1, 300_000_000), Cost(3)),
        endurance.Stretch(500, Cost(300, 1, 330_000_000), Cost(5)),
    ]
    monkeypatch.setattr(endurance, "endure", lambda files, work, workers: rows)
    assert main(["benchmark", *map(str, labelled), "--memory"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert "500 trang: 100 trang/phút, tiến trình lớn nhất 330 MB" in text
    assert "nhanh gấp 60 lần" in text
    assert "+10.0%" in text


@pytest.mark.parametrize("arguments", [["benchmark"], ["benchmark", "scans"]])
def test_without_scans_it_says_what_to_name(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == ExitCode.NO_INPUT
    assert "SCANS" in capsys.readouterr().err


def test_in_a_checkout_it_measures_ours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    called: list[list[str]] = []

    def call(words: list[str], env: dict[str, str]) -> int:
        called.append(words)
        assert env["VANBAN_LANG"] == "en"
        return int(ExitCode.SOME_FAILED)

    monkeypatch.setattr(command.subprocess, "call", call)
    words = ["--lang", "en", "benchmark", "--quick", "--peers", "--workers", "2", "--json", "x"]
    assert main(words) == ExitCode.SOME_FAILED
    assert called[0][1:3] == ["-m", "benchmarks"]
    again = own.parse(called[0][3:])
    assert (again.quick, again.peers, again.memory) == (True, True, False)
    assert (again.workers, again.json, again.against) == (2, Path("x"), own.RECORD)


def test_a_peer_that_is_absent_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipeline.evaluation.peers import OcrMyPdf

    monkeypatch.setattr(OcrMyPdf, "available", lambda self: False)
    options = own.parse(["--peers", "--workers", "2"])
    names = [reader.name for reader in command.readers(options)]
    assert "ocrmypdf" not in names
    assert names[0] == "vanban"
    assert "Bỏ qua ocrmypdf" in capsys.readouterr().err
    assert [r.name for r in command.readers(own.parse(["--alone"]))] == ["vanban"]


def printer() -> tuple[Printer, io.StringIO]:
    out = io.StringIO()
    return Printer([Ours(1)], Console(file=out, width=100, highlight=False)), out


def test_sealed_lines_are_shown_to_nobody() -> None:
    result = Result()
    for name in ("dev", "test"):
        row = result.row(name, "vanban")
        row.lines.append((f"{name}.pdf", LineScore(1, f"dòng [b]{name}", "", 9, 0)))
    show, out = printer()
    sets = [ScanSet("dev", (), None), ScanSet("test", (), None, sealed=True)]
    show.worst(sets, result, 10)
    assert "dòng [b]dev" in out.getvalue()  # text of a letter is no markup
    assert "dòng [b]test" not in out.getvalue()


def test_trouble_is_told_but_not_at_length() -> None:
    result = Result()
    row = result.row("x", "vanban")
    row.text, row.pages, row.rounds = score_text("a", "a"), 1, [Cost(1, 1, 1)]
    row.trouble = [f"tệp {n} hỏng" for n in range(9)]
    show, out = printer()
    show.sets([ScanSet("x", (), None)], result, {"x": {}})
    assert out.getvalue().count("hỏng") == 3


def test_changes_name_the_set_and_the_figure() -> None:
    show, out = printer()
    show.changes([Change("test office", "cer", 0.003, 0.002)], Path("record.json"))
    assert "TỐT HƠN  test office · cer  0.0030 → 0.0020 (-0.0010)" in out.getvalue()


@pytest.mark.parametrize(
    ("name", "wanted", "yes"),
    [
        ("test office", [], True),
        ("test office", ["test"], True),
        ("test office", ["office", "real"], True),
        ("test office", ["dev office"], False),
        ("given real", ["test"], False),
    ],
)
def test_sets_can_be_chosen(name: str, wanted: list[str], yes: bool) -> None:
    assert own.is_wanted(name, wanted) is yes


def test_rare_conditions_are_measured_when_named() -> None:
    assert set(own.USUAL) < set(CONDITIONS)
    assert own.grades([]) == own.grades(["test"])
    assert set(own.grades(["test spread"])) == {*own.USUAL, "spread"}


@pytest.mark.parametrize(
    ("words", "peers"),
    [([], True), (["--quick"], False), (["--alone"], False), (["--quick", "--peers"], True)],
)
def test_the_full_form_has_peers(words: list[str], peers: bool) -> None:
    assert own.parse(words).peers is peers


def test_every_letter_belongs_to_a_split(root: Path) -> None:
    splits = {split: set(own.letters_of(split)) for split in ("train", "dev", "test")}
    together = set.union(*splits.values())
    assert together == {p.stem for p in (root / "data" / "letters").glob("*.yaml")}
    assert sum(map(len, splits.values())) == len(together)


def test_our_test_split_is_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(split: str, grade: str, out: Path) -> None:
        pdf(out / f"{next(iter(own.letters_of(split)))}.pdf", 2)

    monkeypatch.setattr(own, "render", draw)
    monkeypatch.setenv("VANBAN_LETTERS", str(tmp_path / "nowhere"))
    sets = own.full_sets(tmp_path, [])
    assert {one.name for one in sets} >= {f"{s} {g}" for s in own.SPLITS for g in own.USUAL}
    assert all(one.sealed == one.name.startswith("test") for one in sets)
    assert {one.name for one in own.full_sets(tmp_path, ["dev clean"])} == {"dev clean"}


def test_the_demo_is_the_quick_set() -> None:
    (demo,) = own.quick_sets()
    assert demo.name == "demo"
    assert len(demo.compared) == 6
    assert demo.gold is not None


def test_the_floor_is_measured_beside_peers_only() -> None:
    assert own.floor(own.parse(["--quick"])) == []
    assert "/ 2" in Floor(2).how


@pytest.mark.ocr
def test_the_floor_reads_a_scan(root: Path, tmp_path: Path) -> None:
    if not Floor(1).available():
        pytest.skip("tesserocr is not installed")
    scan = root / "data" / "raw" / "cv-tra-vinh.pdf"
    one = Floor(1).read([scan], 1, tmp_path)
    assert not one.trouble
    assert "Liên đoàn Lao động tỉnh" in one.pages[scan][0]
    assert 0 < one.cost.cpu < 30


def test_a_wrong_record_is_refused(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "record.json"
    bad.write_text("?", encoding="utf-8")
    assert own.main(["--quick", "--against", str(bad)]) == ExitCode.USAGE
    assert "bad_settings" in capsys.readouterr().err
