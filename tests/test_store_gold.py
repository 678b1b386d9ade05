"""The office's own decisions measure the machine, and teach it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.cli import main
from pipeline.compile.contract import write_documents
from pipeline.errors import ExitCode
from pipeline.evaluation import evaluate
from pipeline.evaluation.gold import Gold, match_document
from pipeline.store import Decision, Desk, Evidence, address, open_desk
from pipeline.store.gold import Counts, labels_of, write_gold
from tests.compile_letters import draw_pages
from tests.desk_letters import OUTLINE, report

ONE, TWO = report(0), report(1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two reports of a run, on which a person decided five things."""
    (tmp_path / "out").mkdir()
    opened = open_desk(address(tmp_path / "out"))
    opened.save([ONE, TWO], {"version": "1"}, [OUTLINE])
    decide = lambda sha256, what, kind, value=None, place=None: opened.decide(  # noqa: E731
        Decision(sha256, what, kind, "Lan", value, place)
    )
    decide(ONE["sha256"], "fields.number", "correct", "117")
    decide(ONE["sha256"], "fields.date", "accept")
    decide(ONE["sha256"], "coverage.II.1.content", "correct", "full")
    decide(ONE["sha256"], "coverage.II.3.heading", "accept")
    gone = decide(ONE["sha256"], "fields.subject", "correct", "Nhầm")
    opened.undo(gone.id, "Lan")
    decide(TWO["sha256"], "fields.number", "unreadable")
    yield opened
    opened.close()


def out_of(tmp_path: Path, documents: list[dict[str, Any]]) -> Path:
    write_documents(documents, tmp_path / "out" / "documents.jsonl")
    return tmp_path / "out"


def test_only_what_a_person_settled_is_claimed(desk: Desk, tmp_path: Path) -> None:
    assert write_gold(desk, tmp_path / "gold") == Counts(letters=2, fields=3, verdicts=2)
    assert sorted(p.name for p in (tmp_path / "gold").iterdir()) == ["bc-000.json", "bc-001.json"]
    one, two = (
        json.loads((tmp_path / "gold" / f"bc-00{n}.json").read_text(encoding="utf-8"))
        for n in (0, 1)
    )
    assert one == {
        "id": "bc-000",
        "sha256": ONE["sha256"],
        "file": "bc-000.pdf",
        "partial": True,
        "fields": ["date", "number"],
        "date": "2022-05",
        "number": "117",
        "outline_name": OUTLINE.name,
        "outline": {"II.1": {"content": "full"}, "II.3": {"heading": "renamed"}},
    }
    assert (two["number"], two["number_state"], two["fields"]) == (None, "unreadable", ["number"])


def test_the_labels_measure_the_machine_before_and_after_a_run(desk: Desk, tmp_path: Path) -> None:
    """Also where the decisions lie over the results already: the machine's error is the same."""
    write_gold(desk, tmp_path / "gold")
    for documents in ([ONE, TWO], desk.documents()):
        scored = evaluate(documents, tmp_path / "gold")
        assert scored.letters == 2
        assert {(file, s.field, s.verdict, s.got) for file, s in scored.fields} == {
            ("bc-000.pdf", "number", "asked", "115"),
            ("bc-000.pdf", "date", "right", "2022-05"),
            ("bc-001.pdf", "number", "asked", "115"),
        }
        assert scored.contents == [("thin", "full")]
        assert scored.headings == [("renamed", "renamed")]
        assert scored.outline_errors == [("bc-000.pdf", "II.1", "thin ≠ full")]


def test_a_machine_that_agrees_with_people_is_all_right(desk: Desk, tmp_path: Path) -> None:
    write_gold(desk, tmp_path / "gold")
    better = report(0)
    better["fields"]["number"]["value"] = "117"
    scored = evaluate([better], tmp_path / "gold")
    assert scored.figures()["field_number"] == 1.0
    assert scored.all_right == 1


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"file": "đã đổi tên.pdf", "sha256": "a"}, "mine"),  # by its bytes
        ({"file": "mine.pdf", "sha256": "b"}, None),  # another letter of the same name
        ({"file": "theirs.pdf", "sha256": "b"}, "theirs"),
        ({"file": "theirs.office.pdf", "sha256": ""}, "theirs"),
        ({"file": "nobody.pdf", "sha256": "c"}, None),
    ],
)
def test_labels_find_their_letter(document: dict[str, str], found: str | None) -> None:
    gold = {
        "mine": Gold("mine", {"sha256": "a", "partial": True, "fields": []}),
        "theirs": Gold("theirs", {"doc_type": "Báo cáo", "sha256": "of the file as it was sent"}),
    }
    labels = match_document(document, gold)
    assert (labels and labels.id) == found


@pytest.mark.parametrize(
    ("kind", "value", "source", "state"),
    [
        ("accept", None, "blank", "blank"),
        ("accept", None, "unreadable", "unreadable"),
        ("accept", None, "absent", "absent"),
        ("accept", "115", "read", None),
        ("correct", None, "read", None),
        ("unreadable", None, "read", "unreadable"),
    ],
)
def test_why_there_is_no_value_is_claimed_too(
    kind: Any, value: str | None, source: str, state: str | None
) -> None:
    from pipeline.store.deciding import to_event

    read = report()
    read["fields"]["number"] |= {"value": value, "source": source}
    event = to_event(read, read, Decision(read["sha256"], "fields.number", kind, "Lan"), "2026")
    labels = labels_of(read, [event])
    assert labels is not None
    assert labels["number"] == (value if kind == "accept" else None)
    assert labels.get("number_state") == state
    assert labels_of(read, []) is None


def test_pictures_of_handwriting_and_settled_sentences(desk: Desk, tmp_path: Path) -> None:
    draw_pages(ONE, tmp_path / "out")
    place = Evidence(page=1, box=[0.5, 0.5, 0.6, 0.52], quote="117")
    desk.decide(Decision(ONE["sha256"], "fields.number", "move", "Lan", None, place, seen=99))
    count = write_gold(desk, tmp_path / "gold", tmp_path / "out", training=True)
    folder = tmp_path / "gold" / "training"
    assert count.pictures == 2  # number and date of the first; the second was unreadable
    rows = [json.loads(line) for line in (folder / "handwriting.jsonl").read_text().splitlines()]
    number = next(row for row in rows if row["field"] == "number")
    assert (number["text"], number["machine"], number["box"]) == ("117", "115", place["box"])
    assert "Lan" not in json.dumps(rows)
    with (
        Image.open(folder / number["picture"]) as picture,
        Image.open(tmp_path / "out" / "letters" / "bc-000" / "pages" / "1.jpg") as page,
    ):
        margin = 0.35 * 0.02 * page.height
        assert picture.width == pytest.approx(0.1 * page.width + 2 * margin, abs=2)
        assert picture.height == pytest.approx(0.02 * page.height + 2 * margin, abs=2)
        left, top = round(0.5 * page.width - margin), round(0.5 * page.height - margin)
        assert picture.getpixel((3, 3)) == page.convert("RGB").getpixel((left + 3, top + 3))
    (verdict, heading) = (
        json.loads(line) for line in (folder / "verdicts.jsonl").read_text().splitlines()
    )
    assert (verdict["item"], verdict["part"], verdict["verdict"]) == ("II.1", "content", "full")
    assert (verdict["machine"], verdict["sentences"]) == (
        "thin", ["- Về chỉ đạo, phát động phong trào: …"],
    )  # fmt: skip
    assert (heading["part"], heading["machine"]) == ("heading", "renamed")
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    write_gold(desk, tmp_path / "gold", tmp_path / "out", training=True)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_box_at_the_edge_is_cut_to_the_page(desk: Desk, tmp_path: Path) -> None:
    draw_pages(ONE, tmp_path / "out")
    corner = Evidence(page=1, box=[0.95, 0.98, 1.0, 1.0], quote=None)
    desk.decide(Decision(ONE["sha256"], "fields.number", "move", "Lan", None, corner, seen=99))
    write_gold(desk, tmp_path / "gold", tmp_path / "out", training=True)
    with Image.open(tmp_path / "gold/training/handwriting/bc-000.number.png") as picture:
        assert picture.width > 10
        assert picture.height > 5


# --- as people run it ------------------------------------------------------------------------


def test_correct_then_gold_then_evaluate(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an office does: it corrects, and asks how often the machine was wrong."""
    out = out_of(tmp_path, [ONE, TWO])
    desk.close()
    words = ["correct", str(out), "bc-001.pdf", "date", "21/5/2022", "--who", "Minh"]
    assert main(words) == ExitCode.OK
    assert main(["gold", str(out), "-o", str(tmp_path / "gold")]) == ExitCode.OK
    said = capsys.readouterr()
    assert said.out.strip().endswith("gold")
    assert "2 văn bản: 4 trường, 2 kết luận" in said.err
    assert main(["evaluate", str(out), str(tmp_path / "gold"), "--json"]) == ExitCode.OK
    figures = json.loads(capsys.readouterr().out)
    assert figures["field_number"] == 0.0
    assert figures["field_date"] == 0.5
    assert figures["content_agreement"] == 0.0
    assert main(["evaluate", str(out), str(tmp_path / "gold")]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert "117" in shown
    assert "2022-05-21" in shown


def test_gold_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = out_of(tmp_path, [ONE])
    gold = ["gold", str(out), "-o", str(tmp_path / "gold"), "--lang", "en"]
    assert main(gold) == ExitCode.NO_INPUT  # no database: none is made
    assert not (out / "vanban.db").exists()
    desk = open_desk(address(out))
    desk.save([ONE], {"version": "1"}, [OUTLINE])
    desk.close()
    assert main(gold) == ExitCode.NO_INPUT
    assert "No person has decided anything yet" in capsys.readouterr().err
    assert not (tmp_path / "gold").exists()


def test_decisions_in_another_database(
    tmp_path: Path, postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--database``, or the setting, wherever decisions are read or written."""
    out = out_of(tmp_path, [ONE])
    place = ["--database", postgres]
    words = [str(out), "bc-000.pdf", "number", "117", "--who", "Lan", *place]
    assert main(["correct", *words]) == ExitCode.OK
    assert not (out / "vanban.db").exists()
    desk = open_desk(postgres)
    desk.synchronise([ONE])
    found = desk.letter(ONE["sha256"])
    desk.close()
    assert found is not None
    assert found["fields"]["number"]["value"] == "117"
    assert main(["gold", str(out), "-o", str(tmp_path / "gold"), *place]) == ExitCode.OK
    assert json.loads((tmp_path / "gold/bc-000.json").read_text())["number"] == "117"
    said = capsys.readouterr()
    assert "postgres" not in said.out + said.err
