"""References as W3C Web Annotations: positions, quotes, rectangles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.compile.annotations import annotate, write_annotations
from pipeline.compile.contract import read_documents
from pipeline.errors import ExitCode
from pipeline.language import plain_transcript
from pipeline.records import Line, Page, Span, Transcript, Word
from pipeline.references import find_in

TEXT = (
    "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/3/2020 của UBND tỉnh Hà Nam.\n"
    "Theo Kế hoạch số 9/KH-\f2\nSNV và Quyết định số 12/QĐ-UBND."
)


def scanned(text: str) -> Transcript:
    """One page, every word in a box of its own, left to right."""
    words, at = [], 0
    for n, word in enumerate(text.split(" ")):
        start = text.index(word, at)
        at = start + len(word)
        words.append(Word(Span(start, at), word, 1, (n / 20, 0.1, (n + 0.8) / 20, 0.12), 0.9))
    page = Page(1, Span(0, len(text)), "read", "ocr", 0.9)
    return Transcript(text, (page,), (Line(Span(0, len(text)), 1),), tuple(words))


def selectors(target: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    position, quote = target["selector"]
    assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    return position, quote


def test_every_mention_is_found_again_on_its_page() -> None:
    transcript = plain_transcript(TEXT)
    pages = TEXT.split("\f")
    made = annotate(transcript, find_in(transcript), "thư mục/a b.txt", None)
    assert made["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (made["type"], " " in made["id"]) == ("AnnotationPage", False)
    assert [i["body"]["value"] for i in made["items"]] == ["12/QĐ-UBND", "9/KH-SNV", "12/QĐ-UBND"]
    assert len({i["id"] for i in made["items"]}) == 3
    for item in made["items"]:
        for target in item["target"]:
            page = pages[int(target["source"].rpartition("=")[2]) - 1]
            position, quote = selectors(target)
            assert page[position["start"] : position["end"]] == quote["exact"] != ""
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert around in page


def test_a_citation_over_two_pages_has_a_target_on_each() -> None:
    transcript = plain_transcript(TEXT)
    made = annotate(transcript, find_in(transcript), "a.txt", "a.pdf")
    broken = made["items"][1]
    assert [t["source"] for t in broken["target"]] == ["text.txt#page=1", "text.txt#page=2"]
    assert all(selectors(t)[1]["exact"] for t in broken["target"])


def test_boxes_are_percentages_of_the_page() -> None:
    transcript = scanned("Quyết định số 12/QĐ-UBND của tỉnh")
    (item,) = annotate(transcript, find_in(transcript), "a.pdf", "a b.pdf")["items"]
    target = item["target"][-1]
    assert target["source"] == "a%20b.pdf#page=1"
    assert target["selector"]["conformsTo"] == "http://www.w3.org/TR/media-frags/"
    assert target["selector"]["value"] == "xywh=percent:0.000,10.000,19.000,2.000"
    assert all(len(t["selector"]) == 2 for t in item["target"][:-1])
    without = annotate(transcript, find_in(transcript), "a.pdf", None)["items"][0]
    assert len(without["target"]) == len(item["target"]) - 1


def test_repairs_and_facts_are_told() -> None:
    transcript = plain_transcript("Quyết định số 12/ QD-UBND ngày 05/3/2020")
    (item,) = annotate(transcript, find_in(transcript), "a.txt", None)["items"]
    body = item["body"]
    assert (body["vanban:date"], body["vanban:type"]) == ("2020-03-05", "Quyết định")
    assert body["vanban:repairs"] and 0 < body["vanban:confidence"] < 1


def test_the_file_is_json_and_the_same_each_time(tmp_path: Path) -> None:
    transcript = plain_transcript(TEXT)
    found = find_in(transcript)
    for name in ("a.json", "b.json"):
        write_annotations(transcript, found, tmp_path / name, "a.txt", "a.pdf")
    one, two = ((tmp_path / name).read_bytes() for name in ("a.json", "b.json"))
    assert one == two
    assert json.loads(one)["items"][0]["type"] == "Annotation"


def test_a_run_leaves_annotations_and_the_graph_for_any_decision(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    (inputs / "a.txt").write_text(TEXT.replace("12/QĐ", "88/QĐ"), "utf-8")
    words = ["run", str(inputs), "--out", str(out), "--decision", "88/QĐ-UBND", "--workers", "1"]
    assert main(words) == ExitCode.OK
    capsys.readouterr()
    (document,) = read_documents(out / "documents.jsonl")
    assert document["cites"]["88/QĐ-UBND"] == "direct"
    made = json.loads((out / document["folder"] / "annotations.json").read_text("utf-8"))
    assert [i["body"]["value"] for i in made["items"]] == ["88/QĐ-UBND", "9/KH-SNV", "88/QĐ-UBND"]
    for item in made["items"]:
        for target in item["target"]:
            page = document["text"][int(target["source"].rpartition("=")[2]) - 1]
            position, quote = selectors(target)
            assert page[position["start"] : position["end"]] == quote["exact"]
    graph = (out / "citations.graphml").read_text("utf-8")
    assert "decision:88/QĐ-UBND" in graph and "text:9/kh-snv" in graph
