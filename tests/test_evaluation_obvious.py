"""The obvious approach beside ours: its patterns, what is kept of it, and its column."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.cli import obvious as command
from pipeline.errors import BadKnowledge, ExitCode, MissingDependency, NoInput
from pipeline.evaluation.beside import score_obvious
from pipeline.evaluation.measure import Cost, Ran
from pipeline.evaluation.peers import Plain, obvious
from pipeline.evaluation.peers.obvious import Obvious
from pipeline.evaluation.peers.patterns import fields_of, published

CLEAN = """SỞ XÂY DỰNG
Số: 15/KH-SXD
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Giang, ngày 09 tháng 6 năm 2020

KẾ HOẠCH
Bảo trì trụ sở
cơ quan năm 2020

Căn cứ nhiệm vụ được giao, Sở ban hành kế hoạch như sau:
Nơi nhận:
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lê Thị Hạnh
"""
# As one pass of the engine gives it: the two halves of the header joined line by line.
JOINED = """UBND TỈNH HÀ GIANG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ XÂY DỰNG Độc lập - Tự do - Hạnh phúc
Số: 812 /SXD-QLN Hà Giang, ngày 9 tháng 6 năm 2020
V/v bảo trì trụ sở

Kính gửi: Các phòng
"""


def test_clean_text_is_read_right() -> None:
    assert fields_of([CLEAN]) == {
        "number": "15",
        "symbol": "KH-SXD",
        "number_symbol": "15/KH-SXD",
        "date": "2020-06-09",
        "place": "Hà Giang",
        "issuer": "SỞ XÂY DỰNG",
        "doc_type": "Kế hoạch",
        "subject": "Bảo trì trụ sở cơ quan năm 2020",
        "signer_title": "PHÓ GIÁM ĐỐC",
        "signer_name": "Lê Thị Hạnh",
    }


def test_joined_columns_are_read_as_far_as_patterns_go() -> None:
    found = fields_of([JOINED])
    assert (found["number_symbol"], found["date"]) == ("812/SXD-QLN", "2020-06-09")
    assert (found["issuer"], found["place"]) == ("SỞ XÂY DỰNG", "Hà Giang")
    assert (found["doc_type"], found["subject"]) == ("Công văn", "bảo trì trụ sở")


# (text, field, what the patterns make of it)
PIECES = [
    ("Số: /KH-UBND", "number", None),
    ("Số: 4£2 /SYT-NVY", "number", None),
    ("Số: 4£2 /SYT-NVY", "symbol", "SYT-NVY"),
    ("Số: 05/2019/QĐ-UBND", "symbol", "2019/QĐ-UBND"),
    ("Số: 812 /UBND - KGVX", "symbol", "UBND-KGVX"),
    ("Hà Giang, ngày ÿ tháng 6 năm 2020", "date", None),
    ("Hà Giang, ngày 14 tháng 6 năm 2020", "date", "2020-06-14"),
    ("ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\nSố: 5/KH-UBND", "issuer", "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"),
    ("xin chào", "issuer", None),
    ("xin chào", "signer_name", None),
    ("xin chào", "subject", None),
    ("QUYẾT ĐỊNH\n\nVề việc khen thưởng\n\nĐiều 1.", "subject", "Về việc khen thưởng"),
    ("QUYẾT ĐỊNH\n\nVề việc khen thưởng\n\nĐiều 1.", "doc_type", "Quyết định"),
    # recipients stand before title and name
    (
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; CHỦ TỊCH\n- Lưu: VT. Lê Thị Hạnh",
        "signer_title",
        "CHỦ TỊCH",
    ),
    (
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; CHỦ TỊCH\n- Lưu: VT. Lê Thị Hạnh",
        "signer_name",
        "Lê Thị Hạnh",
    ),
    ("CHỦ TỊCH\nLê Thị Hạnh", "signer_name", None),
    ("", "number", None),
]


@pytest.mark.parametrize(("text", "field", "wanted"), PIECES)
def test_pieces(text: str, field: str, wanted: str | None) -> None:
    assert fields_of([text])[field] == wanted


def test_no_page_has_no_field() -> None:
    assert {v for k, v in fields_of([]).items() if k != "doc_type"} == {None}


def test_it_knows_no_doubt() -> None:
    told = published([CLEAN])["number"]
    assert (told["value"], told["confidence"], told["review"]) == ("15", 1.0, False)


# --- kept -----------------------------------------------------------------------------------------


class Engine:
    """Stands in for the program that reads; counts how often it is asked."""

    def __init__(self, text: str | None = CLEAN) -> None:
        self.text, self.asked = text, 0

    def __call__(self, words: list[str], *, seconds: float) -> Ran:
        self.asked += 1
        assert words[3] == "300" and seconds > 0
        if self.text is not None:
            (Path(words[-1]) / "0.txt").write_text(self.text, encoding="utf-8")
        return Ran(Cost(), 0 if self.text is not None else 1, "")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    found = Engine()
    monkeypatch.setattr(obvious, "run_measured", found)
    monkeypatch.setattr(Plain, "available", lambda self: True)
    return found


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "kh.pdf"
    path.parent.mkdir()
    path.write_bytes(b"%PDF-1.4")
    return path


def sha_of(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_was_read_is_kept_with_its_day(tmp_path: Path, scan: Path, engine: Engine) -> None:
    kept, told = tmp_path / "o.json", []
    first = obvious.complete(kept, [scan], [sha_of(scan)], "2026-11-20", told.append)
    again = obvious.complete(kept, [scan], [sha_of(scan)], "2026-11-25", told.append)
    assert (engine.asked, told) == (1, [scan])
    assert first == again == obvious.load(kept)
    assert (again.day, again.how) == ("2026-11-20", obvious.how())
    assert again.texts[sha_of(scan)] == tuple(CLEAN.removesuffix("\n").split("\f"))


def test_only_what_is_wanted_is_read(tmp_path: Path, scan: Path, engine: Engine) -> None:
    made = obvious.complete(tmp_path / "o.json", [scan], ["other"], "2026-11-20", print)
    assert (engine.asked, dict(made.texts)) == (0, {})


def test_called_otherwise_it_is_read_again(tmp_path: Path, scan: Path, engine: Engine) -> None:
    kept = tmp_path / "o.json"
    obvious.save(Obvious({sha_of(scan): ("cũ",)}, "2020-01-01", "convert_from_path(dpi=72)"), kept)
    made = obvious.complete(kept, [scan], [sha_of(scan)], "2026-11-20", lambda _: None)
    assert (engine.asked, made.day) == (1, "2026-11-20")


def test_a_file_that_cannot_be_read_has_no_pages(
    tmp_path: Path, scan: Path, engine: Engine
) -> None:
    engine.text = None
    made = obvious.complete(
        tmp_path / "o.json", [scan], [sha_of(scan)], "2026-11-20", lambda _: None
    )
    assert made.texts == {sha_of(scan): ()}


@pytest.mark.parametrize("content", ["", "[]", '{"texts": 3}', '{"texts": {"a": 1}, "day": ""}'])
def test_what_is_damaged_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "o.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadKnowledge):
        obvious.load(path)


def test_nothing_was_kept(tmp_path: Path) -> None:
    assert obvious.load(tmp_path / "o.json") is None


# --- scored and printed ---------------------------------------------------------------------------


def results(tmp_path: Path, scan: Path) -> tuple[Path, Path]:
    """Labels and one result that has everything right but the number."""
    gold, out = tmp_path / "gold", tmp_path / "out"
    gold.mkdir()
    out.mkdir()
    labels = {"doc_type": "KẾ HOẠCH", "number": "15", "date": "2020-06-10"}
    (gold / "kh.json").write_text(json.dumps(labels), encoding="utf-8")
    sure = {"source": "read", "confidence": 0.9, "review": False, "raw": None}
    fields = {"doc_type": "Kế hoạch", "number": "16", "date": "2020-06-10"}
    document = {
        "file": "kh.pdf", "sha256": sha_of(scan), "text": [""], "coverage": None,
        "fields": {name: {"value": v, **sure} for name, v in fields.items()},
        "references": [], "cites": {}, "quantities": [], "errors": [],
    }  # fmt: skip
    (out / "documents.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    return out, gold


def test_it_is_scored_on_the_same_letters(tmp_path: Path, scan: Path) -> None:
    _, gold = results(tmp_path, scan)
    documents = [{"file": "kh.pdf", "sha256": "a"}, {"file": "fremd.pdf", "sha256": "b"}]
    kept = Obvious({"a": (CLEAN,), "b": (CLEAN,)}, "2026-11-20", "")
    scores = {s.field: s.verdict for _, s in score_obvious(documents, gold, kept)}
    assert scores == {"doc_type": "right", "number": "right", "date": "wrong"}
    assert score_obvious(documents, gold, Obvious({}, "", "")) == []
    lost = score_obvious(documents, gold, Obvious({"a": ()}, "", ""))
    assert {s.verdict for _, s in lost} == {"wrong"}


def test_the_column_stands_beside_ours(
    tmp_path: Path, scan: Path, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    out, gold = results(tmp_path, scan)
    assert main(["evaluate", str(out), str(gold)]) == ExitCode.OK
    assert "cách thường" not in capsys.readouterr().out.lower()
    words = ["evaluate", str(out), str(gold), "--obvious", str(scan.parent)]
    assert main(words) == ExitCode.OK
    told = capsys.readouterr()
    assert "kh.pdf" in told.err and "2026" in told.out
    rows = {line.split("│")[1].strip(): line for line in told.out.splitlines() if "│" in line}
    ours, theirs = rows["Số"].split("│")[3], rows["Số"].split("│")[7]
    assert (ours.strip(), theirs.strip()) == ("0 (0%)", "1 (100%)")
    # next time it is there without being asked for, and nothing is read again
    assert main(["evaluate", str(out), str(gold), "--json"]) == ExitCode.OK
    figures = json.loads(capsys.readouterr().out)
    assert (figures["obvious_field_number"], figures["field_number"]) == (1.0, 0.0)
    assert engine.asked == 1


def test_nothing_to_read_is_an_error(tmp_path: Path, engine: Engine) -> None:
    options = Namespace(out=tmp_path, obvious=tmp_path / "nirgends")
    with pytest.raises(NoInput):
        command.kept_or_read(options, [])


def test_without_the_libraries_it_says_so(
    tmp_path: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Plain, "available", lambda self: False)
    with pytest.raises(MissingDependency):
        command.kept_or_read(Namespace(out=tmp_path, obvious=scan), [])
