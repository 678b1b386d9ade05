"""The pages in a browser: no request, no error, no serious accessibility fault, keys and all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.compile.report import write_letter_pages, write_report
from pipeline.compile.tables import anchor
from tests.chromium import BROWSER, LAPTOP, PHONE, Show, a_chromium, faults, shown  # noqa: F401
from tests.compile_letters import HOSTILE, corpus, draw_pages, hostile_letter, letter
from tests.test_pages_changes import DUE, report

pytestmark = BROWSER
TABS = (
    "overview", "matrix", "places", "deadline", "letters", "references", "graph", "changes",
    "doubts",
)  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "thư mục <b>"
    letters = [*corpus(4), report(20, f"{DUE.year}-04-02"), report(21, f"{DUE.year + 1}-01-09")]
    bad = next(d for d in letters if d["file"] == hostile_letter()["file"])
    bad |= {"folder": "letters/902", "text": [HOSTILE, "", ""]}
    letters[1]["errors"] = [{"code": "page_unreadable", "message": "mờ", "page": 2}]
    letters[1]["coverage"]["items"][3] |= {"content": "none", "review": True, "evidence": []}
    words = letter(30, folder="letters/words", text=["Đã mở 02 hội nghị. Hết.", "", ""])
    for item in words["coverage"]["items"]:
        item["evidence"] = []
    for item in words["coverage"]["items"][:2]:
        item["evidence"] = [{"page": 1, "box": None, "quote": "Đã mở 02 hội nghị."}]
    write_letter_pages([words], folder)
    draw_pages(letters[0], folder)
    write_report(letters, folder, folder / "report.html")
    write_letter_pages(letters, folder)
    return folder


@pytest.fixture
def show(chromium: Any, out: Path) -> Iterator[Show]:
    """Opens a page; at the end, nothing may have gone to the console or asked the network."""
    with shown(chromium, ("file:", "data:")) as opened:

        def named(name: str = "report.html", size: tuple[int, int] = LAPTOP, **more: Any) -> Any:
            file, _, anchored = name.partition("#")
            address = (out / file).as_uri() + (f"#{anchored}" if anchored else "")
            return opened(address, size, **more)

        yield named


@pytest.mark.parametrize(
    ("size", "scheme"), [(LAPTOP, "light"), (LAPTOP, "dark"), (PHONE, "light")]
)
def test_the_report_has_no_serious_fault(show: Show, size: tuple[int, int], scheme: str) -> None:
    page = show(size=size, color_scheme=scheme)
    for tab in TABS:
        page.click(f"#tab-{tab}")
        assert page.is_visible(f"#{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], tab
    # One run over all of them: axe leaves out what is hidden.
    page.evaluate("for (const e of document.querySelectorAll('main > section')) e.hidden = false")
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_panel_has_no_serious_fault(show: Show, scheme: str) -> None:
    page = show(f"report.html#{anchor(letter(0), 'v', 'I.1')}", color_scheme=scheme)
    assert page.is_visible("#panel .cutout .box")
    assert faults(page) == []
    page.click("#language")
    assert faults(page) == []


@pytest.mark.parametrize("name", ["letters/bc-000/index.html", "letters/902/index.html"])
@pytest.mark.parametrize(("size", "scheme"), [(LAPTOP, "light"), (PHONE, "dark")])
def test_a_letters_page_has_no_serious_fault(
    show: Show, name: str, size: tuple[int, int], scheme: str
) -> None:
    page = show(name, size=size, color_scheme=scheme)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_planted_fault_is_found(show: Show) -> None:
    """The check itself can fail."""
    page = show()
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    page.evaluate("document.querySelector('h1').style.color = '#47628a'")
    assert {fault.partition(":")[0] for fault in faults(page)} == {"image-alt", "color-contrast"}


def test_hostile_words_run_nowhere(show: Show) -> None:
    """``show`` fails on a dialog; here, that the words are there to be seen."""
    page = show(f"report.html#{anchor(hostile_letter())}")
    assert HOSTILE in page.inner_text("#content")
    page.click("#tab-doubts")
    assert HOSTILE in page.inner_text("#doubts")
    own = show("letters/902/index.html")
    assert HOSTILE in own.inner_text("#pages")
    assert own.evaluate("document.querySelectorAll('script:not([type])').length") == 1


def test_search_and_filters_leave_what_fits(show: Show) -> None:
    page = show()
    visible = "#matrix .heat:visible tbody tr:visible"
    everything = page.locator(visible).count()
    page.fill("#find", "da nang")  # accents or not
    assert page.locator(visible).count() == 1
    assert "Đà Nẵng" in page.inner_text(visible)
    page.click("#reset")
    assert page.locator(visible).count() == everything
    assert page.is_hidden("#reset")
    page.select_option("#province", "An Giang")
    assert page.inner_text("#shown").startswith("1/")
    page.select_option("#province", "")
    page.select_option("#doubt", "unread")
    assert page.inner_text("#shown").startswith("3/")  # one page lost, one hostile, one failed
    page.select_option("#doubt", "")
    page.select_option("#kind", "plan")
    page.click("#tab-letters")
    assert page.locator("#letters tbody tr:visible").count() == 1


def test_a_click_on_a_head_sorts_and_another_turns_it(show: Show) -> None:
    page = show()
    head = "#matrix .heat:visible thead th:nth-child(2)"
    scores = "els => els.map((e) => Number(e.dataset.v))"
    cells = "#matrix .heat:visible tbody td:nth-child(2)"
    page.click(f"{head} .sort")
    up = page.eval_on_selector_all(cells, scores)
    assert up == sorted(up)
    assert page.get_attribute(head, "aria-sort") == "ascending"
    page.click(f"{head} .sort")
    assert page.eval_on_selector_all(cells, scores) == up[::-1]


def test_the_matrix_is_walked_by_keys(show: Show) -> None:
    page = show()
    page.focus("#matrix .heat:visible tbody [tabindex='0']")
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    cell = page.evaluate("document.activeElement.id")
    assert cell.startswith("v-")
    page.keyboard.press("Enter")
    assert page.is_visible("#panel")
    assert page.evaluate("document.activeElement.id") == "panel-title"
    assert page.url.endswith(cell)
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert page.evaluate("document.activeElement.id") == cell
    assert page.locator("[role=grid]:visible [tabindex='0']").count() == 1  # one stop for Tab


def test_tabs_are_walked_by_keys(show: Show) -> None:
    page = show()
    page.focus("#tab-matrix")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-places"
    assert page.is_visible("#places") and page.is_hidden("#matrix")
    page.keyboard.press("Home")
    assert page.get_attribute("#tab-overview", "aria-selected") == "true"


def test_an_address_opens_its_evidence_in_its_matrix(show: Show) -> None:
    """As the workbook's links do, also where another outline is shown first."""
    made = show(f"report.html#{anchor(report(20, None), 'v', 'I.1')}")
    assert made.is_visible("#panel")
    assert made.locator(".cell.current:visible").count() == 1


def test_english_is_complete(show: Show) -> None:
    page = show()
    page.click("#language")
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("#tab-matrix") == "Matrix"
    assert page.inner_text("#shown").endswith("letters shown")
    told = page.evaluate("[...document.querySelectorAll('[data-l]')].map((e) => e.textContent)")
    assert "Ma trận" not in told and "Bản đồ" not in told
    page.click(f"[id='{anchor(letter(0), 'v', 'I.1')}']")
    assert "Evidence" in page.inner_text("#content")
    href = page.get_attribute("#content a.own", "href")
    assert href == "./letters/bc-000/index.html?lang=en#item-I.1"
    page.click("#content a.own")
    assert page.get_attribute("html", "lang") == "en"
    assert page.is_visible("#item-I\\.1.lit")
    assert "report.html?lang=en#" in page.get_attribute("a[data-keep]", "href")


def test_the_map_changes_between_63_and_34_units(show: Show) -> None:
    page = show()
    page.click("#tab-places")
    assert page.locator(".tile:visible").count() == 63
    page.click("[data-units='34']")
    assert page.locator(".tile:visible").count() == 34
    assert page.get_attribute("[data-units='34']", "aria-pressed") == "true"
    page.click("[data-map='34'] .tile[data-place='An Giang']")
    assert "Ủy ban nhân dân tỉnh An Giang" in page.inner_text("#content")
    page.click("#content button.own")
    assert page.inner_text("#shown").endswith("· An Giang")


def test_a_mark_of_the_timeline_opens_its_letter(show: Show) -> None:
    page = show()
    page.click("#tab-deadline")
    page.select_option("#outline", label=page.inner_text("#outline option >> nth=-1").strip())
    page.click(".timeline:visible .mark.t-late")
    assert page.get_attribute("html", "lang") == "vi"
    assert "Bệnh viện Đa khoa số 21" in page.inner_text("#panel-title")


def test_colours_follow_the_system_and_the_switch(show: Show) -> None:
    back = "getComputedStyle(document.body).backgroundColor"
    light, dark = show(color_scheme="light"), show(color_scheme="dark")
    assert light.evaluate(back) == "rgb(255, 255, 255)"
    assert dark.evaluate(back) == "rgb(21, 24, 28)"
    dark.click("#theme")
    assert dark.evaluate(back) == "rgb(255, 255, 255)"


def test_box_and_entry_find_each_other(show: Show) -> None:
    page = show("letters/bc-000/index.html")
    here = "document.querySelector('.here').id"
    page.click("#item-I\\.1 a.place")
    assert page.evaluate(here) == "at-item-I.1-0"
    assert page.is_visible("#item-I\\.1.lit")
    page.click("#at-ref-0-0")
    assert page.evaluate("document.activeElement.id") == "ref-0"
    assert page.url.endswith("#ref-0")
    inside = page.evaluate(
        "(() => { const a = document.querySelector('#list').getBoundingClientRect();"
        " const b = document.querySelector('#ref-0').getBoundingClientRect();"
        " return b.top >= a.top && b.bottom <= a.bottom; })()"
    )
    assert inside
    assert page.get_attribute("img >> nth=0", "alt") == "Ảnh trang 1"
    assert page.evaluate("document.querySelector('img').naturalWidth") == 620  # it was shown


def test_a_letter_is_read_by_keys(show: Show) -> None:
    page = show("letters/bc-000/index.html#item-II.1.đ")
    assert page.evaluate("document.activeElement.id") == "item-II.1.đ"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "item-II.2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "item-II.1.đ"
    page.focus("#field-issuer a.place")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "at-field-issuer-0"
    page.keyboard.press("ArrowDown")
    following = page.evaluate("document.activeElement.id")
    assert following.startswith("at-") and following != "at-field-issuer-0"
    page.keyboard.press("Escape")
    entry = following.removeprefix("at-").rpartition("-")[0]
    assert page.evaluate("document.activeElement.id") == entry


def test_without_pictures_the_words_are_found_the_same_way(show: Show) -> None:
    page = show("letters/words/index.html#item-I.1")
    lit = "[...document.querySelectorAll('#pages .lit')].map((e) => e.textContent)"
    assert page.evaluate(lit) == ["Đã mở 02 hội nghị."]
    page.click("#item-I a.place")
    assert page.evaluate(lit) == ["Đã mở 02 hội nghị."]
    assert page.evaluate("document.activeElement.textContent") == "Đã mở 02 hội nghị."
    page.keyboard.press("ArrowDown")
    assert page.locator("#item-I\\.1.lit").count() == 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "item-I.1"
    page.click("#pages a.mark >> nth=0")
    assert page.locator(".entry.lit").count() == 1


def test_a_letter_is_enlarged_and_its_boxes_put_away(show: Show) -> None:
    page = show("letters/bc-000/index.html")
    wide = "document.querySelector('.sheet').offsetWidth"
    before = page.evaluate(wide)
    page.click("#larger")
    assert page.evaluate(wide) == pytest.approx(1.25 * before, abs=2)
    assert page.inner_text("#scale") == "125 %"
    page.uncheck("#boxes")
    assert page.locator(".over .mark:visible").count() == 0


@pytest.mark.parametrize("name", ["report.html", "letters/bc-000/index.html"])
def test_on_paper_nothing_is_cut_off(show: Show, name: str) -> None:
    """At the width of the printed page (A4 less its margins), nothing is wider than it."""
    width = 1047 if name == "report.html" else 703
    page = show(name, size=(width, 700), color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= width + 1
    assert page.is_hidden("#language")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    if name == "report.html":
        assert all(page.is_visible(f"#{tab}") for tab in TABS)
    else:
        assert page.is_visible("#fields") and page.is_visible("#page-3 img")


def test_heads_are_printed_again_on_every_page(show: Show, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    write_report([letter(n) for n in range(40)], tmp_path, tmp_path / "report.html")
    page = show()
    page.goto((tmp_path / "report.html").as_uri())
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    with PdfDocument(pdf) as printed:
        texts = [page.get_textpage().get_text_bounded() for page in printed]
    first = next(n for n, text in enumerate(texts) if "Ma trận" in text)
    last = next(n for n, text in enumerate(texts) if "Bản đồ" in text)
    assert last - first >= 2  # forty letters do not fit on one page
    for text in texts[first:last]:
        assert "Đơn vị" in text and "Nguyên nhân" in text
