"""The page: whole, offline, and deaf to what letters try to make it do."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.compile.details import letter_data
from pipeline.compile.labels import LABELS
from pipeline.compile.pages.assets import ASSETS, as_json, script, style
from pipeline.compile.pages.environment import TEMPLATES
from pipeline.compile.pages.slots import ExtraPicture, ExtraTable
from pipeline.compile.pages.states import state_of
from pipeline.compile.report import SCRIPTS, STYLES, page_data, render, write_report
from pipeline.compile.tables import anchor, doubts, ordered
from pipeline.errors import OutputUnwritable
from tests.compile_letters import (
    HOSTILE,
    ITEMS,
    corpus,
    draw_pages,
    failed_letter,
    hostile_letter,
    letter,
    text_letter,
)


def files_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


class Page(HTMLParser):
    """Elements, texts and scripts of a page, as a browser would tell them apart."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.scripts: dict[str, str] = {}
        self._script: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._script = dict(attrs).get("id") or "" if tag == "script" else None

    def handle_endtag(self, tag: str) -> None:
        self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is None:
            self.words.append(data)
        else:
            self.scripts[self._script] = self.scripts.get(self._script, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]

    def data(self, document: dict[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.scripts[f"data-{anchor(document)}"])
        return told


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    for document in corpus(4):
        if document["folder"]:
            draw_pages(document, folder)
    return folder


@pytest.fixture(scope="module")
def html(out: Path) -> str:
    return render(corpus(4), out)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_the_page_asks_the_network_for_nothing(html: str, page: Page) -> None:
    for tag, attrs in page.elements:
        for name in ("src", "href", "action", "data", "srcset", "poster", "background", "style"):
            assert name not in attrs, (tag, name)
    ours = "".join(p.read_text() for folder in (ASSETS, TEMPLATES) for p in files_of(folder))
    assert not re.search(r"https?://|//[a-z]+\.|@import|url\(|fetch\(|XMLHttp|WebSocket", ours)
    assert html.count("<script>") == 1  # the one of ours


def test_its_policy_forbids_the_network_and_foreign_scripts(page: Page) -> None:
    (policy,) = (m["content"] for m in page.all("meta") if "http-equiv" in m)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for kind, text in (("script-src", script(*SCRIPTS)), ("style-src", style(*STYLES))):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert rules[kind] == f"'sha256-{digest}'"
    assert page.scripts[""] == script(*SCRIPTS)


def test_hostile_words_are_only_words(html: str, page: Page) -> None:
    assert "<script>alert" not in html
    assert not page.all("img")  # pictures come as data, when something is opened
    assert not [a for _, attrs in page.elements for a in attrs if a.startswith("on")]
    assert any(HOSTILE in words for words in page.words)  # the file's name, as text
    told = page.data(hostile_letter())
    assert told["items"][1]["evidence"][0]["quote"] == f"</script>{HOSTILE}"
    assert told["items"][1]["why"] == HOSTILE
    html.encode("utf-8")  # no lone surrogate is left
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", html)


@pytest.mark.parametrize("asset", sorted(p.name for p in ASSETS.iterdir()))
def test_assets_can_stand_in_the_page(asset: str) -> None:
    text = (ASSETS / asset).read_text()
    assert "</" not in text
    assert "<!--" not in text
    assert text.count("\n") < 200
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", text)


def test_matrix_has_a_cell_a_verdict_that_opens_it(page: Page) -> None:
    cells = {a["id"]: a for a in page.all("td") if "cell" in (a.get("class") or "") and a.get("id")}
    scored = [d for d in corpus(4) if d["coverage"]]
    assert len(cells) == len(scored) * len(ITEMS)
    for document in scored:
        for item in document["coverage"]["items"]:
            cell = cells[anchor(document, "v", item["id"])]
            assert f"c-{state_of(document, item)}" in (cell["class"] or "")
            assert ("doubt" in (cell["class"] or "").split()) == item["review"]
            assert cell["data-open"] == cell["id"]


def test_everything_that_opens_is_there(page: Page) -> None:
    known = set()
    for document in corpus(4):
        told = page.data(document)
        known |= {told["anchor"]}
        known |= {e["anchor"] for k in ("items", "fields", "references") for e in told[k]}
    opened = {a["data-open"] for _, a in page.elements if "data-open" in a}
    without_signer = {anchor(failed_letter(), "f", "signer_name")}
    assert opened - known <= without_signer
    assert opened > {anchor(d) for d in corpus(4)}


def test_evidence_has_its_quote_page_and_cut_out(out: Path) -> None:
    document = letter(0)
    told = letter_data(document, out)
    assert told["strips"]
    for item, source in zip(told["items"], document["coverage"]["items"], strict=True):
        for shown, evidence in zip(item["evidence"], source["evidence"], strict=True):
            assert shown["quote"] == evidence["quote"]
            assert shown["page"] == evidence["page"]
            strip = told["strips"][shown["cut"]["strip"]]
            assert strip["page"] == evidence["page"]
            assert strip["uri"].startswith("data:image/")
            x0, y0, x1, y1 = shown["cut"]["box"]
            assert (x0, x1) == (evidence["box"][0], evidence["box"][2])
            assert 0 <= y0 < y1 <= 1


def test_without_pictures_the_words_around_the_quote_are_shown(tmp_path: Path) -> None:
    document = text_letter()
    document["coverage"] = letter(0)["coverage"]
    quote = document["coverage"]["items"][0]["evidence"][0]["quote"]
    document["text"] = [f"Trước đó. {quote} Sau đó.", "", ""]
    (first, *_) = letter_data(document, tmp_path)["items"]
    assert first["evidence"][0]["context"] == ["Trước đó. ", quote, " Sau đó."]
    assert first["evidence"][0].keys() == {"page", "context"}


def test_pictures_outside_the_output_are_not_taken(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    document = letter(0, folder="elsewhere")
    draw_pages(document, tmp_path)
    assert elsewhere.is_dir()
    told = letter_data({**document, "folder": "../elsewhere"}, out)
    assert told["strips"] == []


def test_doubts_are_listed(page: Page, html: str) -> None:
    asked = sum(len(doubts(d)) for d in corpus(4))
    section = html[html.index('<section id="doubts"') :]
    assert section.count("<tr data-letter=") == asked
    counts = [a["data-doubts"] for a in page.all("tr") if "data-doubts" in a]
    assert counts == [str(len(doubts(d))) for d in ordered(corpus(4))]


def test_sources_that_are_no_reading_are_said(page: Page) -> None:
    assert "không đọc được" in page.words
    assert any("s-inferred" in (a.get("class") or "") for a in page.all("td"))


def test_both_languages_are_in_the_page(page: Page, out: Path) -> None:
    assert json.loads(page.scripts["labels"]) == {k: list(v) for k, v in LABELS.items()}
    for name in ("data-l", "data-l-title", "data-l-label", "data-l-placeholder"):
        asked = {a[name] for _, a in page.elements if a.get(name)}
        assert asked
        assert asked <= LABELS.keys(), name
    told = set(re.findall(r'say\("([\w.]+)"', script(*SCRIPTS)))
    assert "ui.own_page" in told
    assert told <= LABELS.keys()
    two = [a for _, a in page.elements if "data-vi" in a]
    assert all("data-en" in a for a in two)
    assert page.all("html") == [{"lang": "vi"}]
    english = Page(render(corpus(1), out, "en"))
    assert english.all("html") == [{"lang": "en"}]
    assert "Matrix" in english.words


def test_a_corrected_letter_says_that_its_score_is_old(out: Path) -> None:
    document = letter(0)
    document["coverage"]["corrected"] = True
    document["coverage"]["items"][0] |= {"source": "corrected"}
    assert letter_data(document, out)["stale"] is True
    assert "cell c-full doubt corrected" in render([document], out)


@pytest.mark.parametrize("documents", [[], [failed_letter()], [text_letter()]])
def test_few_letters_and_none(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    page = Page(render(documents, tmp_path))
    assert "Không có báo cáo nào được chấm theo đề cương." in page.words
    assert len([a for a in page.all("tr") if "data-doubts" in a]) == len(documents)


def test_same_facts_same_bytes_and_written_in_one_step(
    out: Path, html: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.html"
    write_report(corpus(4)[::-1], out, target)
    assert target.read_text(encoding="utf-8") == html

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputUnwritable):
        write_report([], out, target)
    assert target.read_text(encoding="utf-8") == html
    assert len(list(tmp_path.iterdir())) == 1


def test_a_letter_takes_less_than_100_kilobytes(out: Path) -> None:
    letters = [letter(n) for n in range(4)]
    alone = len(render([], out).encode())
    assert (len(render(letters, out).encode()) - alone) / len(letters) < 100_000


def test_what_could_not_be_read_is_shown_apart_from_what_is_left_out(out: Path) -> None:
    document = letter(0)
    left_out, unread = document["coverage"]["items"][0], document["coverage"]["items"][1]
    for item, review in ((left_out, False), (unread, True)):
        item |= {"content": "none", "heading": "none", "review": review, "evidence": []}
    document["errors"] = [{"code": "page_unreadable", "message": "mờ", "page": 2}]
    page = Page(render([document], out))
    cells = {a["id"]: a for a in page.all("td") if a.get("id")}
    classes = [
        (cells[anchor(document, "v", i["id"])]["class"] or "").split() for i in (left_out, unread)
    ]
    assert ["c-none" in c for c in classes] == [True, False]
    assert ["c-unread" in c for c in classes] == [False, True]
    assert [i["state"] for i in page.data(document)["items"][:2]] == ["none", "unread"]
    assert "×" in page.words and "○" in page.words  # told by signs, not by colour alone
    assert "Không đọc được" in page.words


def test_filters_know_each_letters_province_kind_and_state(page: Page) -> None:
    rows = [a for a in page.all("tr") if "data-doubts" in a]
    values = {a["value"] for a in page.all("option") if a.get("value")}
    for row in rows:
        assert row["data-province"] in values
        assert row["data-kind"] in values
    unread = {a["data-letter"]: a["data-unread"] for a in rows}
    assert unread[anchor(failed_letter())] == "1"
    assert unread[anchor(hostile_letter())] == "1"
    assert unread[anchor(letter(0))] == "0"


def test_a_letter_leads_to_its_own_page(out: Path) -> None:
    document = letter(0, folder="letters/thư số 1 #2")
    assert (
        page_data(document, out)["own"] == "./letters/th%C6%B0%20s%E1%BB%91%201%20%232/index.html"
    )
    assert page_data(text_letter(), out)["own"] is None
    assert page_data(letter(0, folder="//evil.example/x"), out)["own"].startswith(".///evil")


def test_others_may_add_tables_and_pictures(out: Path) -> None:
    png = b64decode("iVBORw0KGgo=")
    table = ExtraTable(
        "changes",
        ("Chép từ đâu", "Copied from"),
        (("Đơn vị", "Body"), ("Tỷ lệ", "Share")),
        ((HOSTILE, "12 %"),),
    )
    picture = ExtraPicture("changes", ("Cây", "Tree"), ("Ai giống ai", "Who is like whom"), png)
    html = render(corpus(2), out, "vi", [table, picture])
    page = Page(html)
    assert HOSTILE in page.words
    assert "<script>alert" not in html
    (shown,) = page.all("img")
    assert shown == {
        "src": "data:image/png;base64,iVBORw0KGgo=",
        "data-alt-vi": "Ai giống ai",
        "data-alt-en": "Who is like whom",
        "alt": "Ai giống ai",
    }
    start = html.index('<section id="changes"')
    assert start < html.index("Chép từ đâu") < html.index('<section id="doubts"')
    with pytest.raises(ValueError, match="another width"):
        ExtraTable("changes", ("a", "a"), (("b", "b"),), (("1", "2"),))


@pytest.mark.parametrize("value", ["</script>", "<!--", "a & b", "\u2028", {"k": ["<x>"]}])
def test_json_can_stand_in_a_page(value: object) -> None:
    told = as_json(value)
    assert not re.search("[<>&\u2028]", told)
    assert json.loads(told) == value


def test_a_hundred_letters_take_less_than_ten_megabytes(out: Path) -> None:
    """With evidence all over the pages; on real scans a letter takes some 90 kB (see the notes)."""
    letters = [letter(n, folder=f"letters/bc-{n % 4:03d}") for n in range(100)]
    assert len(render(letters[:20], out).encode()) * 5 < 10_000_000
