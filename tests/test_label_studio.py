"""Label Studio's JSON: tasks with predictions that fit their labelling configuration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from pipeline import __version__
from pipeline.compile.label_studio import FOLDER, labels_of, page_tasks, text_tasks, write_tasks
from tests.compile_letters import HOSTILE, draw_pages, hostile_letter, letter, text_letter

FILES = ["pages.json", "pages.xml", "texts.json", "texts.xml"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    draw_pages(letter(0), folder)
    return folder


def results(task: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    (prediction,) = task["predictions"]
    return [r for r in prediction["result"] if r["type"] == kind]


def controls(config: Path) -> dict[str, tuple[str, str]]:
    """Each control's tag and the object it works on, by name."""
    root = ElementTree.parse(config).getroot()  # noqa: S314 (ours)
    return {e.get("name", ""): (e.tag, e.get("toName", "")) for e in root if e.get("name")}


def test_every_result_fits_the_configuration_beside_it(out: Path) -> None:
    document = letter(0)
    document["fields"]["signer_name"]["raw"] = "Trang ba"
    paths = write_tasks([document], out)
    assert [p.name for p in paths] == FILES
    assert {p.parent for p in paths} == {out / FOLDER}
    for name, wanted in (("pages", {"RectangleLabels", "TextArea"}), ("texts", {"Labels"})):
        tags = controls(out / FOLDER / f"{name}.xml")
        known = {
            e.get("value")
            for e in ElementTree.parse(out / FOLDER / f"{name}.xml").iter("Label")  # noqa: S314
        }
        used = set()
        for task in json.loads((out / FOLDER / f"{name}.json").read_text(encoding="utf-8")):
            assert task.keys() == {"data", "predictions"}
            for result in task["predictions"][0]["result"]:
                tag, on = tags[result["from_name"]]
                assert result["type"] == tag.lower()
                assert result["to_name"] == on
                assert tags[on][0] in ("Image", "Text")
                used.add(tag)
                if "labels" in result["type"]:
                    assert set(result["value"][result["type"]]) <= known
        assert used == wanted


def test_a_page_is_a_task_and_boxes_are_percentages_of_it(out: Path) -> None:
    document = letter(0)
    tasks = page_tasks([document], out)
    assert [t["data"]["page"] for t in tasks] == [1, 2, 3]
    assert tasks[0]["data"]["image"] == "/data/local-files/?d=letters/bc-000/pages/1.jpg"
    (prediction,) = tasks[0]["predictions"]
    assert prediction["model_version"] == f"vanban {__version__}"
    number = next(r for r in results(tasks[0], "rectanglelabels") if r["id"] == "at-field-number-0")
    assert number["value"] == {
        "x": 12.0, "y": 10.0, "width": 24.0, "height": 2.0, "rotation": 0,
        "rectanglelabels": ["number"],
    }  # fmt: skip
    assert (number["original_width"], number["original_height"]) == (620, 877)
    assert number["score"] == document["fields"]["number"]["confidence"]


def test_a_rectangle_and_its_transcription_share_id_and_place(out: Path) -> None:
    document = letter(0)
    for task in page_tasks([document], out):
        boxes = {r["id"]: r["value"] for r in results(task, "rectanglelabels")}
        texts = results(task, "textarea")
        assert texts
        assert len(boxes) == len(results(task, "rectanglelabels"))
        for result in texts:
            box = boxes[result["id"]]
            assert all(result["value"][k] == box[k] for k in ("x", "y", "width", "height"))
            assert result["value"]["text"][0]
    told = {
        r["id"]: r["value"]["text"] for r in results(page_tasks([document], out)[0], "textarea")
    }
    assert told["at-field-issuer-0"] == [document["fields"]["issuer"]["raw"]]
    assert "at-ref-0-1" not in told  # only what the first place prints is known


def test_evidence_names_its_item_and_boxes_stay_on_the_page(out: Path) -> None:
    document = letter(0)
    document["coverage"]["items"][0]["evidence"] = [
        {"page": 1, "box": [-0.01, 0.9, 1.02, 1.3], "quote": "x"}
    ]
    task = page_tasks([document], out)[0]
    found = next(r for r in results(task, "rectanglelabels") if r["id"] == "at-item-I-0")
    assert found["meta"] == {"text": ["I"]}
    assert found["value"]["rectanglelabels"] == ["evidence"]
    assert (found["value"]["x"], found["value"]["width"]) == (0, 100)
    assert found["value"]["y"] + found["value"]["height"] == pytest.approx(100)


def test_spans_are_the_words_counted_as_browsers_count() -> None:
    document = {**text_letter(), "text": ["𝐒ố 12: Thực hiện\nQĐ số 999/QĐ-TTg", "", "Trang ba"]}
    document["references"] = document["references"][:1]
    document["references"][0] |= {"raw": "Thực hiện QĐ", "places": [{"page": 1, "box": None}]}
    (first, third) = text_tasks([document])
    assert [first["data"]["page"], third["data"]["page"]] == [1, 3]  # an empty page is no task
    (span,) = [r for r in results(first, "labels") if r["value"]["labels"] == ["reference"]]
    value = span["value"]
    units = first["data"]["text"].encode("utf-16-le")
    shown = units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le")
    assert shown == value["text"] == "Thực hiện\nQĐ"
    assert value["start"] == document["text"][0].index("Thực") + 1


def test_the_least_sure_finding_is_the_tasks_score(out: Path) -> None:
    document = letter(0)
    document["fields"]["number"]["confidence"] = 0.03
    scores = [t["predictions"][0]["score"] for t in page_tasks([document], out)]
    assert scores[0] == 0.03
    assert all(0.03 < score <= 1 for score in scores[1:])
    assert text_tasks([{**letter(1), "text": ["không có gì"]}])[0]["predictions"] == [
        {"model_version": f"vanban {__version__}", "result": [], "score": 1.0}
    ]


def test_letters_without_pictures_or_elsewhere_give_no_page_task(tmp_path: Path) -> None:
    draw_pages(letter(0, folder="elsewhere"), tmp_path)
    inside = tmp_path / "out"
    letters = [text_letter(), letter(1), letter(0, folder="../elsewhere")]
    assert page_tasks(letters, inside) == []


def test_copies_share_their_pictures_and_make_one_task(out: Path) -> None:
    copy = letter(0, file="bản sao.pdf")
    assert len(page_tasks([letter(0), copy], out)) == 3


def test_odd_folders_and_hostile_words_stay_data(tmp_path: Path) -> None:
    odd = letter(0, folder="letters/thư #1 & 2")
    draw_pages(odd, tmp_path)
    image = page_tasks([odd], tmp_path)[0]["data"]["image"]
    assert unquote(image).endswith("letters/thư #1 & 2/pages/1.jpg")
    assert not set(" #&") & set(image.partition("?d=")[2])
    bad = hostile_letter()
    bad["fields"][f'x"/>{HOSTILE}'] = bad["fields"]["number"]
    write_tasks([bad], tmp_path)
    for name in ("pages.xml", "texts.xml"):
        root = ElementTree.parse(tmp_path / FOLDER / name).getroot()  # noqa: S314
        assert not list(root.iter("script"))
        assert any(HOSTILE in (e.get("value") or "") for e in root.iter("Label"))
    json.loads((tmp_path / FOLDER / "texts.json").read_text(encoding="utf-8"))


def test_labels_are_the_published_keys_in_the_order_of_paper() -> None:
    document = letter(0)
    document["fields"]["later_field"] = document["fields"]["number"]
    labels = labels_of([document])
    assert labels[0] == "issuer"
    assert labels[-4:] == ("later_field", "reference", "evidence", "quantity")
    assert set(document["fields"]) < set(labels)


def test_same_facts_same_bytes(out: Path) -> None:
    letters = [letter(0), letter(1), text_letter()]
    before = [p.read_bytes() for p in write_tasks(letters, out)]
    assert [p.read_bytes() for p in write_tasks(letters[::-1], out)] == before
