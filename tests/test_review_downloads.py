"""What people take home: always with today's decisions, made once, never half."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from starlette.testclient import TestClient

from pipeline.review.failures import Refused
from pipeline.review.taking_home.catalogue import things
from pipeline.review.taking_home.downloads import Downloads
from pipeline.review.taking_home.recipes import RECIPES, Order, zip_folder
from tests.compile_letters import OUTLINE
from tests.review_desk import API, Office, opened_office, token, visit
from tests.waiting import PATIENCE, within


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened_office(tmp_path / "out") as opened:
        yield opened


def decide(browser: TestClient, sha256: str, value: str, seen: int = 0) -> int:
    body = {"what": "fields.number", "kind": "correct", "value": value, "seen": seen}
    url = f"{API}/documents/{sha256}/decisions"
    answer = browser.post(url, json=body, headers=token(browser))
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def cells(data: bytes) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {str(c.value) for sheet in book for row in sheet for c in row if c.value is not None}


def test_the_workbook_shows_a_correction(office: Office) -> None:
    browser = visit(office)
    url = f"{API}/downloads/compliance.xlsx"
    before = browser.get(url)
    assert "4711" not in cells(before.content)
    event = decide(browser, office.sha256, "4711")
    assert "4711" in cells(browser.get(url).content)
    browser.post(f"{API}/events/{event}/undo", headers=token(browser))
    undone = browser.get(url)
    assert "4711" not in cells(undone.content)


def test_the_facts_show_who_decided(office: Office) -> None:
    browser = visit(office)
    decide(browser, office.sha256, "4711")
    lines = browser.get(f"{API}/downloads/documents.jsonl").text.splitlines()
    documents = [json.loads(line) for line in lines]
    assert [d["file"] for d in documents] == sorted(d["file"] for d in documents)
    number = next(d for d in documents if d["sha256"] == office.sha256)["fields"]["number"]
    assert (number["value"], number["source"], number["review"]) == ("4711", "corrected", False)
    assert "máy này" in number["why"]


@pytest.mark.ocr  # makes them all: slow
def test_everything_that_is_listed_can_be_had(office: Office) -> None:
    browser = visit(office)
    decide(browser, office.sha256, "4711")  # gold is made of decisions
    listed = browser.get(f"{API}/downloads").json()["items"]
    names = [thing["name"] for thing in listed]
    assert len(names) == len(set(names))
    assert all(thing["made"] is None and thing["size"] is None for thing in listed)
    starts = {"xlsx": b"PK", "zip": b"PK", "docx": b"PK", "html": b"<!", "jsonl": b"{"}
    starts |= {"csv": b"\xef\xbb\xbf", "parquet": b"PAR1", "graphml": b"<?xml"}
    for name in names:
        if name == "reminders.zip":  # nobody is known to owe a report here
            continue
        answer = browser.get(f"{API}/downloads/{name}")
        assert answer.status_code == 200, (name, answer.text[:200])
        start = starts[name.rpartition(".")[2]]
        assert answer.content.startswith(start), name
        shown = name.rpartition("/")[2]
        assert answer.headers["content-disposition"] == f'attachment; filename="{shown}"'
        assert "sandbox" in answer.headers["content-security-policy"]
    again = browser.get(f"{API}/downloads").json()["items"]
    made = [thing for thing in again if thing["name"] != "reminders.zip"]
    assert all(thing["made"] and thing["size"] for thing in made)


def test_the_synthesis_is_of_its_outline(office: Office) -> None:
    browser = visit(office)
    listed = browser.get(f"{API}/downloads").json()["items"]
    (synthesis,) = (thing for thing in listed if thing["kind"] == "synthesis")
    assert synthesis["of"] == OUTLINE
    data = browser.get(f"{API}/downloads/{synthesis['name']}").content
    text = "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)
    assert "TỔNG HỢP" in text.upper()


def test_gold_holds_what_was_decided(office: Office) -> None:
    browser = visit(office)
    assert browser.get(f"{API}/downloads/gold.zip").status_code == 404
    decide(browser, office.sha256, "4711")
    data = browser.get(f"{API}/downloads/gold.zip").content
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        labels = json.loads(archive.read("bc-000.json"))
    assert (labels["number"], labels["fields"], labels["partial"]) == ("4711", ["number"], True)


# Names that lead elsewhere, or nowhere: only what is listed is looked up.
@pytest.mark.parametrize(
    "name",
    ["../vanban.db", "..%2fdesk.key", "tables/../../desk.key", "tables/nothing.csv", "/etc/passwd"],
)
def test_other_names_are_refused(office: Office, name: str) -> None:
    assert visit(office).get(f"{API}/downloads/{name}").status_code == 404


def test_nothing_to_make_it_of_is_told(tmp_path: Path) -> None:
    with opened_office(tmp_path / "out", []) as office:
        browser = visit(office)
        answer = browser.get(f"{API}/downloads/reminders.zip")
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "download.not_yet"
        assert browser.get(f"{API}/downloads/compliance.xlsx").status_code == 200
        assert browser.get(f"{API}/tables/letters").json()["total"] == 0


class Kitchen:
    """Counts what is made; may be held up or fail."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.hold: threading.Event | None = None
        self.fail = False

    def __call__(self, order: Order) -> None:
        self.made.append(order.recipe)
        if self.hold is not None:
            self.hold.wait(PATIENCE)
        (order.folder / "compliance.xlsx").write_bytes(b"half")
        if self.fail:
            raise RuntimeError("the disk is full")
        numbers = [d["fields"]["number"]["value"] for d in order.documents]
        (order.folder / "compliance.xlsx").write_text(str(numbers))


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


@pytest.fixture
def downloads(office: Office, kitchen: Kitchen) -> Downloads:
    return Downloads(office.desk, office.out, maker=kitchen)


def test_it_is_made_once_until_somebody_decides(
    office: Office, downloads: Downloads, kitchen: Kitchen
) -> None:
    first = downloads.get("compliance.xlsx")
    assert downloads.get("compliance.xlsx") == first
    assert kitchen.made == ["workbook"]
    decide(visit(office), office.sha256, "4711")
    second = downloads.get("compliance.xlsx")
    assert second != first and "4711" in second.read_text()
    assert kitchen.made == ["workbook", "workbook"]


def test_many_who_ask_at_once_wait_for_one(downloads: Downloads, kitchen: Kitchen) -> None:
    kitchen.hold = threading.Event()
    found: list[Path] = []
    refused: list[int] = []

    def ask() -> None:
        try:
            found.append(downloads.get("compliance.xlsx"))
        except Refused as error:
            refused.append(error.status)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    assert within(PATIENCE, lambda: len(refused) == 4)  # the others wait
    kitchen.hold.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert kitchen.made == ["workbook"]
    assert len(set(found)) == 1
    assert refused == [503] * 4  # more than wait are sent away for later


def test_a_failure_leaves_nothing_half_made(downloads: Downloads, kitchen: Kitchen) -> None:
    kitchen.fail = True
    with pytest.raises(RuntimeError):
        downloads.get("compliance.xlsx")
    assert [d for d in downloads.listing() if d.made] == []
    kitchen.fail = False
    assert "half" not in downloads.get("compliance.xlsx").read_text()


def test_older_states_are_swept(office: Office, downloads: Downloads, kitchen: Kitchen) -> None:
    browser, seen = visit(office), 0
    for value in ("1", "2", "3", "4"):
        seen = decide(browser, office.sha256, value, seen)
        downloads.get("compliance.xlsx")
    assert len(kitchen.made) == 4
    assert len([*(office.out / "cache" / "desk").iterdir()]) == 2


def test_each_language_has_its_own(office: Office) -> None:
    browser = visit(office)
    vietnamese = browser.get(f"{API}/downloads/compliance.xlsx").content
    browser.cookies.set("lang", "en")
    english = browser.get(f"{API}/downloads/compliance.xlsx").content
    assert "Tổng quan" in sheet_names(vietnamese)
    assert "Tổng quan" not in sheet_names(english)


def sheet_names(data: bytes) -> list[str]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).sheetnames)


def test_names_of_syntheses_are_plain_and_differ() -> None:
    listed = [*things(("bc-544", "BC 544", "Đề cương: tổng kết/2025", "***"))]
    names = [thing.name for thing in listed if thing.recipe == "synthesis"]
    assert len(set(names)) == 4
    assert all(name.replace("-", "").replace(".", "").isalnum() for name in names)
    places = {(t.place, t.file) for t in listed}
    assert len(places) == len(listed)  # no two lie at the same place


def test_every_thing_has_a_recipe() -> None:
    recipes = {thing.recipe for thing in things(("one",))}
    assert recipes == {*RECIPES, "gold"}


def test_archives_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".notes"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    zip_folder(tmp_path / "in", tmp_path / "1.zip")
    (tmp_path / "in" / "b.txt").touch()
    zip_folder(tmp_path / "in", tmp_path / "2.zip")
    first: Any = (tmp_path / "1.zip").read_bytes()
    assert first == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        assert archive.namelist() == ["a/c.txt", "b.txt"]
