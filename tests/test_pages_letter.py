"""A letter's page: every finding on its place, both ways; whole, offline, deaf to hostile words."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compile.labels import LABELS
from pipeline.compile.pages.assets import script, style
from pipeline.compile.pages.letter import SCRIPTS, STYLES, sheets
from pipeline.compile.pages.marks import Mark, find_quote, marks_of, pieces
from pipeline.compile.report import write_letter_pages
from pipeline.errors import OutputUnwritable
from tests.compile_letters import HOSTILE, draw_pages, hostile_letter, letter, text_letter
from tests.test_compile_report import Page

HERE = re.compile(
    r"^(page-\d+|(at-)?(field|item|ref|quantity|link)-.+|asked|fields|items|refs|quantities)$"
)


def written(document: dict[str, Any], out: Path, lang: Any = "vi") -> Page:
    (path,) = write_letter_pages([document], out, lang)
    assert path == out / document["folder"] / "index.html"
    return Page(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    draw_pages(letter(0), folder)
    return folder


@pytest.fixture(scope="module")
def page(out: Path) -> Page:
    return written(letter(0), out)


def ids(page: Page) -> set[str]:
    return {a["id"] or "" for _, a in page.elements if "id" in a}


# --- the page -----------------------------------------------------------------------------
def test_its_addresses_are_the_published_ones(page: Page) -> None:
    document = letter(0)
    wanted = {f"page-{n}" for n in (1, 2, 3)}
    wanted |= {f"field-{name}" for name in document["fields"]}
    wanted |= {f"item-{item['id']}" for item in document["coverage"]["items"]}
    assert wanted <= ids(page)


def test_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    known = ids(page)
    hrefs = [a["href"] or "" for a in page.all("a") if "href" in a]
    inside = [href[1:] for href in hrefs if href.startswith("#")]
    assert len(inside) > 60
    assert set(inside) <= known
    assert all(HERE.fullmatch(name) for name in inside), inside
    assert [h for h in hrefs if not h.startswith("#")] == [f"../../report.html#{anchor_of()}"]


def anchor_of() -> str:
    from pipeline.compile.tables import anchor

    return anchor(letter(0))


def test_every_box_stands_where_the_finding_is(page: Page) -> None:
    """A finding's rectangle, in the picture's pixels, is its published box."""
    document = letter(0)
    first = page.all("img")[0]
    width, height = int(first["width"] or 0), int(first["height"] or 0)
    rects = iter(page.all("rect"))
    boxes = {
        a["id"]: next(rects) for a in page.all("a") if "mark" in (a.get("class") or "").split()
    }
    for item in document["coverage"]["items"]:
        for at, place in enumerate(item["evidence"]):
            rect = boxes[f"at-item-{item['id']}-{at}"]
            x0, y0, x1, y1 = place["box"]
            shown = [int(rect[k] or 0) for k in ("x", "y", "width", "height")]
            assert shown[:2] == pytest.approx([x0 * width, y0 * height], abs=0.51)
            assert shown[2] == pytest.approx((x1 - x0) * width, abs=1.01)
            assert shown[3] == pytest.approx((y1 - y0) * height, abs=1.01)


def test_box_and_entry_know_each_other(page: Page) -> None:
    known = ids(page)
    boxes = [a for a in page.all("a") if a.get("data-entry")]
    assert boxes
    for box in boxes:
        assert box["href"] == f"#{box['data-entry']}"
        assert box["data-entry"] in known
        assert box["tabindex"] == "-1"  # a hundred boxes are no hundred stops for the Tab key
        assert box["aria-label"]
    asked = {a["data-mark"] for a in page.all("a") if "data-mark" in a}
    assert asked == {box["id"] for box in boxes}


def test_large_boxes_lie_under_small_ones(out: Path) -> None:
    document = letter(0)
    for sheet in sheets(document, out / document["folder"], marks_of(document)):
        areas = [box[2] * box[3] for _, box in sheet.boxes()]
        pairs = list(pairwise(areas))
        # rounding to pixels may move an edge
        assert all(b <= a + 2 * sheet.height for a, b in pairs)


def test_it_asks_for_its_pictures_and_nothing_else(page: Page) -> None:
    assert [a["src"] for a in page.all("img")] == ["pages/1.jpg", "pages/2.jpg", "pages/3.jpg"]
    for tag, attrs in page.elements:
        for name in ("action", "data", "srcset", "poster", "background", "style"):
            assert name not in attrs, (tag, name)
        assert not [name for name in attrs if name.startswith("on")]
        assert tag not in ("link", "iframe", "object", "embed", "form", "base")


def test_its_policy_forbids_the_network_and_foreign_scripts(page: Page) -> None:
    (policy,) = (m["content"] or "" for m in page.all("meta") if "http-equiv" in m)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "'self' file:"
    for kind, text in (("script-src", script(*SCRIPTS)), ("style-src", style(*STYLES))):
        assert rules[kind] == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    assert page.scripts[""] == script(*SCRIPTS)


def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    document = {**hostile_letter(), "folder": "letters/902"}
    document["text"] = [HOSTILE, f"</pre>{HOSTILE}", ""]
    page = written(document, tmp_path)
    html = (tmp_path / "letters/902/index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert not page.all("img")
    assert not [a for _, attrs in page.elements for a in attrs if a.startswith("on")]
    assert sum(HOSTILE in words for words in page.words) >= 4
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", html)


def test_a_page_that_could_not_be_read_says_so(out: Path) -> None:
    document = letter(0, status="partial")
    document["errors"] = [{"code": "page_unreadable", "message": "Trang 2 quá mờ", "page": 2}]
    document["coverage"]["items"][0] |= {"content": "none", "review": True, "evidence": []}
    page = written(document, out)
    assert any("× Trang 2 quá mờ" in words for words in page.words)
    entry = next(a for a in page.all("span") if a.get("class") == "chip c-unread")
    assert entry
    assert "Không đọc được" in page.words


def test_without_pictures_the_text_carries_the_marks(tmp_path: Path) -> None:
    document = {**text_letter(), "folder": "letters/kh"}
    document["fields"]["subject"]["raw"] = "Sơ kết 03 năm"
    document["text"] = ["KẾ HOẠCH\nSơ kết\n03 năm thực hiện", "", ""]
    page = written(document, tmp_path)
    assert not page.all("img") and not page.all("svg")
    (mark,) = [a for a in page.all("a") if a.get("data-marks") == "at-field-subject-0"]
    assert mark["href"] == "#field-subject"
    assert "Sơ kết\n03 năm" in page.words
    assert "at-field-subject-0" in {a.get("data-mark") for a in page.all("a")} & ids(page)


def test_two_findings_on_the_same_words_are_both_found(tmp_path: Path) -> None:
    document = letter(0, text=["Đã mở 02 hội nghị.", "", ""])
    for item in document["coverage"]["items"][:2]:
        item["evidence"] = [{"page": 1, "box": None, "quote": "Đã mở 02 hội nghị."}]
    page = written(document, tmp_path)
    asked = {a["data-mark"] for a in page.all("a") if "data-mark" in a}
    assert {"at-item-I-0", "at-item-I.1-0"} <= asked <= ids(page)


def test_both_languages_are_in_the_page(page: Page, out: Path) -> None:
    assert json.loads(page.scripts["labels"]).keys() == LABELS.keys()
    assert page.all("html") == [{"lang": "vi"}]
    for name in ("data-l", "data-l-title", "data-l-label"):
        asked = {a[name] for _, a in page.elements if a.get(name)}
        assert asked and asked <= LABELS.keys()
    assert set(re.findall(r'say\("([\w.]+)"', script(*SCRIPTS))) <= LABELS.keys()
    english = written(letter(0), out, "en")
    assert english.all("html") == [{"lang": "en"}]
    assert "By the outline" in english.words


def test_letters_of_one_folder_make_one_page_and_lost_folders_none(tmp_path: Path) -> None:
    copy = letter(1, folder="letters/bc-000", file="a bản sao.pdf")
    copy["errors"] = [{"code": "duplicate", "message": "Trùng", "page": None}]
    outside = letter(2, folder="../elsewhere")
    none = letter(3, folder=None)
    paths = write_letter_pages([copy, letter(0), outside, none], tmp_path / "out")
    assert [p.relative_to(tmp_path / "out").as_posix() for p in paths] == [
        "letters/bc-000/index.html"
    ]
    assert "bc-000.pdf" in paths[0].read_text(encoding="utf-8")
    assert not (tmp_path / "elsewhere").exists()


def test_same_facts_same_bytes_and_written_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = write_letter_pages([letter(0)], tmp_path)
    before = path.read_bytes()
    write_letter_pages([letter(0)], tmp_path)
    assert path.read_bytes() == before

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputUnwritable):
        write_letter_pages([letter(0, file="khác.pdf")], tmp_path)
    assert path.read_bytes() == before


# --- marks and pieces ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Kế hoạch số 12/KH-UBND", "12/KH-UBND", "12/KH-UBND"),
        ("Kế hoạch số 12/KH-\nUBND ngày", "12/KH-UBND ngày", "12/KH-\nUBND ngày"),  # over a line
        ("một  hai\tba", "một hai ba", "một  hai\tba"),
        ("một hai", "ba", None),
        ("một hai", "", None),
        ("một hai", "  \n", None),
        ("", "một", None),
    ],
)
def test_a_quote_is_found_over_line_breaks(text: str, quote: str, found: str | None) -> None:
    spot = find_quote(text, quote)
    assert (spot and text[slice(*spot)]) == found


@given(st.text(alphabet="ab \n", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_what_stands_in_a_text_is_found_there(text: str, a: int, b: int) -> None:
    quote = text[min(a, b) : max(a, b)]
    spot = find_quote(text, quote)
    if quote.split():
        assert spot is not None
        assert "".join(text[slice(*spot)].split()) == "".join(quote.split())
    else:
        assert spot is None


@given(
    st.text("ab \n\t\u00a0", max_size=40),
    st.text("ab \n", min_size=1, max_size=4),
    st.integers(0, 45),
)
def test_a_quote_is_found_where_reading_sign_by_sign_finds_it(
    text: str, quote: str, start: int
) -> None:
    wanted = "".join(quote.split())
    ink = [n for n, sign in enumerate(text) if n >= start and not sign.isspace()]
    places = (at for at in range(len(ink)) if wanted)
    said = next(
        (at for at in places if [text[n] for n in ink[at : at + len(wanted)]] == list(wanted)), None
    )
    spot = None if said is None else (ink[said], ink[said + len(wanted) - 1] + 1)
    assert find_quote(text, quote, start) == spot


def test_what_is_cited_twice_on_a_page_is_marked_twice() -> None:
    document = letter(0)
    document["references"] = document["references"][:1]
    document["references"][0] |= {
        "raw": "QĐ số 999/QĐ-TTg",
        "places": [{"page": 1, "box": None}, {"page": 1, "box": None}, {"page": 2, "box": None}],
    }
    document["text"] = ["Theo QĐ số 999/QĐ-TTg … theo 999/QĐ-TTg.", "999/QĐ-TTg", ""]
    spots = [m.spot for m in marks_of(document) if m.kind == "ref"]
    assert spots == [(5, 21), (29, 39), (0, 10)]


def test_a_place_off_the_letter_has_no_spot() -> None:
    document = letter(0)
    document["quantities"][0] |= {"page": 9, "box": None}
    (mark,) = [m for m in marks_of(document) if m.kind == "quantity"]
    assert mark.spot is None


def spotted(*spots: tuple[int, int]) -> list[Mark]:
    return [Mark("ref", f"ref-{n}", 0, 1, None, "x", False, spot) for n, spot in enumerate(spots)]


def test_the_narrowest_mark_comes_first() -> None:
    cut = pieces("0123456789", spotted((1, 8), (3, 5), (3, 5)))
    told = [(p.text, [m.entry for m in p.marks], [m.entry for m in p.begin]) for p in cut]
    assert told == [
        ("0", [], []),
        ("12", ["ref-0"], ["ref-0"]),
        ("34", ["ref-1", "ref-2", "ref-0"], ["ref-1", "ref-2"]),  # two findings, the same words
        ("567", ["ref-0"], []),
        ("89", [], []),
    ]


@given(
    st.text(alphabet="aă <&\n", max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6),
)
def test_pieces_are_the_text_and_an_address_stands_once(
    text: str, spots: list[tuple[int, int]]
) -> None:
    inside = [(min(s), min(len(text), max(s))) for s in spots if min(s) < min(len(text), max(s))]
    cut = pieces(text, spotted(*inside))
    assert "".join(p.text for p in cut) == text
    begun = [mark.id for p in cut for mark in p.begin]
    assert sorted(begun) == sorted(mark.id for mark in spotted(*inside))
