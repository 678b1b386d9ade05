"""Readers taking turns: who begins, what is scored, what is compared with an earlier run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadSettings
from pipeline.evaluation.benchmark import Row, batches, compare, printed, rotated
from pipeline.evaluation.measure import Cost
from pipeline.evaluation.peers import Taken
from pipeline.evaluation.record import Change, changes, load_record, save_record
from pipeline.evaluation.sets import Scan, ScanSet

PRICE = Cost(1.0, 2.0, 50_000_000)
TRUTH = {"a.pdf": ("Báo cáo kết quả",), "b.pdf": ("Kế hoạch năm", "Nơi nhận")}


@dataclass
class Fake:
    """Reads what it was given to say, at a price."""

    name: str
    says: dict[str, tuple[str, ...]]
    cost: Cost = PRICE
    again: Cost | None = None
    calls: list[tuple[list[str], int]] = field(default_factory=list)
    how: str = "fake"

    def available(self) -> bool:
        return True

    def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
        self.calls.append(([f.name for f in files], pages))
        found = {f: self.says[f.name] for f in files if f.name in self.says}
        documents = [{"file": f.name} for f in files]
        return Taken(found, self.cost, self.again, documents)


def scan_set(name: str = "office", *, extra: tuple[Scan, ...] = ()) -> ScanSet:
    scans = tuple(Scan(Path(file), len(truth), truth) for file, truth in TRUTH.items())
    return ScanSet(name, (*scans, *extra), None)


def test_all_are_scored_alike(tmp_path: Path) -> None:
    ours = Fake("ours", TRUTH, again=Cost(0.1))
    other = Fake("other", {"a.pdf": ("Bao cáo kết quả",), "b.pdf": ("Nơi nhận", "Kế hoạch năm")})
    result = compare([scan_set()], [ours, other], tmp_path)
    mine, theirs = result.of("office")
    assert mine.figures() == {
        "cer": 0.0, "cer_any_order": 0.0, "wer": 0.0, "word_recall": 1.0, "mark_errors": 0.0,
        "pages_a_minute": 180.0, "cpu_seconds_a_page": pytest.approx(2 / 3), "peak_mb": 50.0,
        "second_run_times_faster": pytest.approx(10.0),
    }  # fmt: skip
    assert theirs.marks == 1
    assert theirs.text.cer > 0
    assert "second_run_times_faster" not in theirs.figures()
    assert (mine.files, mine.pages) == (2, 3)


def test_a_file_that_gave_nothing_counts_as_read_empty(tmp_path: Path) -> None:
    half = Fake("half", {"a.pdf": TRUTH["a.pdf"]})
    (row,) = compare([scan_set()], [half], tmp_path).of("office")
    assert row.text.cer == pytest.approx(21 / 36)
    assert [line.truth for _, line in row.worst(1)] == ["Kế hoạch năm"]


def test_more_pages_than_were_typed_are_not_scored(tmp_path: Path) -> None:
    wordy = Fake("wordy", {**TRUTH, "a.pdf": ("Báo cáo kết quả", "trang hai không ai chép")})
    (row,) = compare([scan_set()], [wordy], tmp_path).of("office")
    assert row.text.cer == 0


def test_only_ours_reads_what_nobody_typed(tmp_path: Path) -> None:
    ours, other = Fake("ours", TRUTH), Fake("other", TRUTH)
    rest = Scan(Path("real.pdf"), 4)
    result = compare([scan_set(extra=(rest,))], [ours, other], tmp_path)
    assert [files for files, _ in ours.calls] == [["a.pdf", "b.pdf"], ["real.pdf"]]
    assert [files for files, _ in other.calls] == [["a.pdf", "b.pdf"]]
    mine = result.row("office", "ours")
    assert [d["file"] for d in mine.documents] == ["a.pdf", "b.pdf", "real.pdf"]
    assert (mine.files, mine.pages, mine.cost.wall) == (3, 3, 1.0)  # it costs no speed


def test_they_take_turns(tmp_path: Path) -> None:
    told: list[str] = []
    readers = [Fake("one", TRUTH), Fake("two", TRUTH)]
    sets = [scan_set("x"), scan_set("y")]
    compare(sets, readers, tmp_path, batch=1, tell=lambda name, who: told.append(f"{name} {who}"))
    assert told == ["x one", "x two", "x two", "x one", "y one", "y two", "y two", "y one"]


def test_repeats_give_the_median_and_score_once(tmp_path: Path) -> None:
    slow = iter([Cost(9.0, 1.0), Cost(1.0, 3.0), Cost(2.0, 2.0)])

    class Slow(Fake):
        def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
            return Taken(dict(super().read(files, pages, work).pages), next(slow))

    result = compare([scan_set()], [Slow("slow", TRUTH)], tmp_path, repeats=3)
    row = result.row("office", "slow")
    assert (row.files, row.pages, len(row.rounds)) == (2, 3, 3)
    assert (row.cost.wall, row.cost.cpu) == (2.0, 2.0)


def test_the_total_is_of_speed_alone(tmp_path: Path) -> None:
    result = compare([scan_set("x"), scan_set("y")], [Fake("one", TRUTH)], tmp_path)
    total = result.total("one")
    assert total.figures() == {
        "pages_a_minute": 180.0, "cpu_seconds_a_page": pytest.approx(2 / 3), "peak_mb": 50.0
    }  # fmt: skip


def test_nothing_measured_gives_no_figures() -> None:
    assert Row("x", "y").figures() == {}


@pytest.mark.parametrize(
    ("sizes", "most", "wanted"),
    [([2, 2, 2], 4, [2, 1]), ([9, 1], 4, [1, 1]), ([], 4, []), ([1, 1], 9, [2])],
)
def test_batches(sizes: list[int], most: int, wanted: list[int]) -> None:
    scans = [Scan(Path(str(n)), pages) for n, pages in enumerate(sizes)]
    assert [len(part) for part in batches(scans, most)] == wanted


def test_another_one_begins_each_turn() -> None:
    readers = [Fake(name, {}) for name in "abc"]
    begins = [rotated(readers, turn)[0].name for turn in range(4)]
    assert begins == ["a", "b", "c", "a"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Quý I | Sơ kết || Sở", "Quý I   Sơ kết   Sở"), ("| a", "  a"), ("A|B", "A|B")],
)
def test_bars_between_cells_are_no_print(text: str, wanted: str) -> None:
    assert printed(text) == wanted


@pytest.mark.parametrize(
    ("figure", "before", "now", "better"),
    [
        ("cer", 0.01, 0.005, True),
        ("cer", 0.005, 0.01, False),
        ("word_recall", 0.9, 0.95, True),
        ("field_date", 1.0, 0.9, False),
        # below the noise
        ("cer", 0.005, 0.0053, None),
        ("pages_a_minute", 100.0, 90.0, None),
        ("pages_a_minute", 100.0, 70.0, False),
        ("cpu_seconds_a_page", 1.0, 0.8, True),
        ("peak_mb", 300.0, 290.0, None),
        # more letters are neither gain nor loss
        ("letters", 6.0, 9.0, None),
        ("new", None, 1.0, None),
    ],
)
def test_gains_and_losses(
    figure: str, before: float | None, now: float, better: bool | None
) -> None:
    earlier = {} if before is None else {figure: before}
    found = changes({"office": {figure: now}}, {"office": earlier})
    assert [c.better for c in found] == ([] if better is None else [better])


def test_losses_come_first_and_unknown_sets_are_left_out() -> None:
    found = changes(
        {"a": {"cer": 0.1, "wer": 0.9}, "new": {"cer": 1.0}}, {"a": {"cer": 0.5, "wer": 0.1}}
    )
    assert found == [Change("a", "wer", 0.1, 0.9), Change("a", "cer", 0.5, 0.1)]


def test_a_record_keeps_what_was_not_measured_again(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    assert load_record(path) == {}
    save_record(path, {"a": {"cer": 0.5}, "b": {"cer": 0.25}})
    save_record(path, {"a": {"cer": 0.125}})
    assert load_record(path) == {"a": {"cer": 0.125}, "b": {"cer": 0.25}}
    assert json.loads(path.read_text("utf-8"))  # people and git can read it, too
    assert path.read_text("utf-8").count("\n") > 4


@pytest.mark.parametrize("content", ["no json", "[1]", '{"a": 1}', '{"a": {"cer": "x"}}'])
def test_a_record_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "record.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadSettings):
        load_record(path)


NOISE = st.lists(st.text("abcđêộ 1/\n|", max_size=40), min_size=1, max_size=3)


@given(NOISE, NOISE)
def test_order_can_only_be_forgiven(read: list[str], truth: list[str]) -> None:
    """The count by lines never finds more errors than the count in order."""
    path = Path("a.pdf")
    fake = Fake("any", {"a.pdf": tuple(read)})
    one = ScanSet("x", (Scan(path, len(truth), tuple(truth)),), None)
    (row,) = compare([one], [fake], Path("unused")).of("x")
    assert 0 <= row.soft <= row.text.errors


def test_the_worst_lines_come_first_and_right_ones_never() -> None:
    fake = Fake("any", {"a.pdf": ("Báo cxx kết quả",), "b.pdf": ("Kế hoạch nam", "Nơi nhận")})
    (row,) = compare([scan_set()], [fake], Path("unused")).of("office")
    assert [(file, line.errors) for file, line in row.worst(9)] == [("a.pdf", 2), ("b.pdf", 1)]
    assert len(row.worst(1)) == 1


def test_trouble_and_documents_are_handed_on(tmp_path: Path) -> None:
    class Loud(Fake):
        def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
            taken = super().read(files, pages, work)
            return Taken(taken.pages, taken.cost, None, taken.documents, ("hết giấy",))

    result = compare([scan_set()], [Loud("loud", TRUTH)], tmp_path, batch=1)
    row = result.row("office", "loud")
    assert row.trouble == ["hết giấy", "hết giấy"]  # each batch tells its own
    assert [d["file"] for d in row.documents] == ["a.pdf", "b.pdf"]


def test_each_reading_has_a_folder_of_its_own(tmp_path: Path) -> None:
    """What one round left must not make the next one faster."""
    places: list[Path] = []

    class Careful(Fake):
        def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
            places.append(work)
            return super().read(files, pages, work)

    readers = [Careful("one", TRUTH), Careful("two", TRUTH)]
    rest = (Scan(Path("real.pdf"), 1),)
    sets = [scan_set("x", extra=rest), scan_set("y", extra=rest)]
    compare(sets, readers, tmp_path, repeats=2, batch=1)
    assert len(places) == len(set(places)) == 2 * 2 * 2 * 2 + 2


def test_a_set_without_texts_has_fields_but_no_speed(tmp_path: Path) -> None:
    one = ScanSet("real", (Scan(Path("real.pdf"), 4),), None)
    result = compare([one], [Fake("ours", {}), Fake("other", {})], tmp_path)
    ours, other = result.of("real")
    assert ours.figures() == other.figures() == {}
    assert [d["file"] for d in ours.documents] == ["real.pdf"]
    assert result.total("ours").figures() == {}
    assert result.names() == ["real"]


def test_memory_is_the_most_of_all_rounds(tmp_path: Path) -> None:
    costs = iter([Cost(1, 1, 5_000_000), Cost(1, 1, 9_000_000), Cost(1, 1, 7_000_000)])

    class Growing(Fake):
        def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
            return Taken(super().read(files, pages, work).pages, next(costs))

    result = compare([scan_set()], [Growing("g", TRUTH)], tmp_path, repeats=3)
    assert result.row("office", "g").figures()["peak_mb"] == 9.0


def test_peers_are_compared_with_their_own_past() -> None:
    """A new version of a peer changes the ratio, and nobody should wonder why."""
    now, before = {"office · ocrmypdf": {"cer": 0.02}}, {"office · ocrmypdf": {"cer": 0.07}}
    (change,) = changes(now, before)
    assert (change.name, change.better) == ("office · ocrmypdf", True)
