"""The desk's pages as the server sends them: what they say, to whom, and what they never hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.review.pages.assets import STATIC, asset
from pipeline.review.pages.environment import TEMPLATES
from pipeline.store.types import Decision
from tests.compile_letters import failed_letter, letter, text_letter
from tests.desk_served import hostile
from tests.review_desk import PASSWORD, Office, opened_office, sign_in, visit

PAGES = (
    "/", "/register", "/letters", "/matrix", "/search?q=trang", "/search", "/uploads",
    "/downloads", "/users",
)  # fmt: skip
VOID = {"meta", "link", "input", "img", "br", "rect"}


class Page(HTMLParser):
    """A page as a browser would take it apart: elements with attributes, text, and what is open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.crossed.append(tag)
        elif self.open:
            self.open.pop()

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    letters = [letter(0), letter(1), hostile(), text_letter(), failed_letter()]
    letters[0]["fields"]["number"] |= {"review": True, "confidence": 0.784}
    with opened_office(tmp_path / "out", letters) as opened:
        yield opened


def addresses(office: Office) -> list[str]:
    told = [*PAGES]
    told += [f"/letters/{d['sha256']}?what=fields.number" for d in office.documents]
    told += [f"/letters/{d['sha256']}/parts" for d in office.documents]
    for doubt in office.desk.doubts(0, 100).rows:
        told += [
            f"/?at={doubt.key}",
            f"/queue/card?key={doubt.key}",
            f"/queue/card?after={doubt.key}",
        ]
    return told


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_is_whole_and_holds_nothing_that_the_policy_forbids(
    office: Office, lang: str
) -> None:
    """Without inline scripts, styles or handlers, and with local addresses alone; what letters
    say closes no element."""
    browser = visit(office)
    browser.cookies.set("lang", lang)
    for address in addresses(office):
        answer = browser.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        page = Page(answer.text)
        assert (page.open, page.crossed) == ([], []), address
        for tag, attributes in page.elements:
            assert tag not in ("style", "iframe", "object", "base"), (address, tag)
            assert not [a for a in attributes if a.startswith("on") or a == "style"], (address, tag)
            for name in ("href", "src", "action"):
                told = attributes.get(name)
                assert told is None or re.match(r"(/(?!/)|#)", told), (address, told)
        scripts = page.all("script")
        assert all(s.get("src") or s.get("type") == "application/json" for s in scripts)
        ids = [a["id"] for _, a in page.elements if a.get("id")]
        assert len(ids) == len(set(ids)), (address, [i for i in ids if ids.count(i) > 1])


def test_the_check_of_pages_finds_what_is_wrong() -> None:
    assert Page("<p><b></p></b>").crossed and Page("<p>").open == ["p"]


def test_pages_are_not_kept_by_browsers_and_assets_are(office: Office) -> None:
    """An asset's address changes with any of them; without its stamp it is asked for again."""
    browser = visit(office)
    assert browser.get("/register").headers["cache-control"] == "no-store"
    style = browser.get(asset("desk.css"))
    assert style.status_code == 200 and "immutable" in style.headers["cache-control"]
    plain = browser.get("/static/desk.css")
    assert plain.headers["cache-control"] == "no-cache" and plain.text == style.text
    again = browser.get("/static/desk.css", headers={"If-None-Match": plain.headers["etag"]})
    assert again.status_code == 304
    assert browser.get("/static/0123456789/desk.css").status_code == 404, "of another state"


def test_every_asset_that_is_named_is_there(office: Office) -> None:
    browser = visit(office)
    named = set(re.findall(r"asset\('([^']+)'\)", "".join(
        p.read_text(encoding="utf-8") for p in TEMPLATES.glob("*.j2")
    )))  # fmt: skip
    assert "house/base.css" in named and len(named) > 10
    for script in STATIC.rglob("*.js"):
        for imported in re.findall(r'from "(\.[^"]+)"', script.read_text(encoding="utf-8")):
            named.add((script.parent / imported).resolve().relative_to(STATIC).as_posix())
    assert {name: browser.get(asset(name)).status_code for name in named} == dict.fromkeys(
        named, 200
    )
    unused = {p.relative_to(STATIC).as_posix() for p in STATIC.rglob("*") if p.is_file()} - named
    assert unused == set()


@pytest.mark.parametrize("path", ["/letters/" + "0" * 64, "/letters/../secret", "/nowhere"])
def test_what_is_not_there_is_said_on_a_page(office: Office, path: str) -> None:
    answer = visit(office).get(path)
    assert answer.status_code == 404
    assert "Không có mục này" in answer.text and "<nav" in answer.text


def test_the_queue_shows_value_doubt_and_keys(office: Office) -> None:
    told = visit(office).get(f"/?at={office.sha256}/fields.number").text
    assert 'value="100"' in told and "tin cậy 78 %" in told
    for words in ("Đúng, giữ nguyên", "Không đọc được", "Bỏ qua", "Hoàn tác", "Alt K"):
        assert words in told


def test_the_queue_goes_through_all_doubts_once_and_begins_again(office: Office) -> None:
    browser, keys, key = visit(office), [], ""
    total = office.desk.doubts(0, 1).total
    for _ in range(total):
        told = Page(browser.get("/queue/card", params={"after": key}).text).all("article")[0]
        key = told["data-key"] or ""
        keys.append(key)
        assert "data-again" not in told
    assert len(set(keys)) == total
    again = Page(browser.get("/queue/card", params={"after": key}).text).all("article")[0]
    assert again["data-key"] == keys[0] and again["data-again"] == "yes"


def test_the_last_doubt_does_not_follow_itself(tmp_path: Path) -> None:
    only = letter(0)
    for item in only["coverage"]["items"]:
        item["review"] = False
    only["fields"]["number"]["review"] = True
    with opened_office(tmp_path / "out", [only]) as office:
        browser = visit(office)
        key = f"{only['sha256']}/fields.number"
        assert f'data-key="{key}"' in browser.get("/").text
        told = browser.get("/queue/card", params={"after": key}).text
        assert 'data-key=""' in told and "Không còn chỗ nào phải xem." in told


def settle(
    office: Office, what: str, kind: str, value: Any, who: str = "Lan", why: str = ""
) -> int:
    found = office.desk.letter(office.sha256)
    assert found is not None
    seen = found["events"]
    return office.desk.decide(
        Decision(office.sha256, what, kind, "Lan", value, why=why, seen=seen)
    ).id


def test_a_decision_shows_on_every_page_that_speaks_of_it(office: Office) -> None:
    settle(office, "fields.number", "correct", "246", why="bản giấy <i>")
    settle(office, "coverage.II.1.content", "correct", "none")
    browser = visit(office)
    told = browser.get(f"/letters/{office.sha256}").text
    assert "người sửa" in told and "bản giấy &lt;i&gt;" in told
    assert 'datetime="' in told and "100" in told
    assert "246/BC-UBND" in browser.get("/register").text
    row = browser.get("/matrix").text.split(f"/letters/{office.sha256}", 1)[1].split("</tr>")[0]
    cell = row[: row.index("coverage.II.1.content")].rpartition("<td")[2]
    assert "c-none" in cell and "corrected" in cell


def test_a_decision_that_lost_its_place_is_still_told(office: Office) -> None:
    settle(office, "coverage.II.1.content", "correct", "none")
    items = office.documents[0]["coverage"]["items"]
    office.documents[0]["coverage"]["items"] = [i for i in items if i["id"] != "II.1"]
    office.desk.save(office.documents, {})
    told = visit(office).get(f"/letters/{office.sha256}").text
    assert "Quyết định của người xem không còn chỗ áp dụng" in told and "Mục II.1 → Không" in told


def test_what_is_kept_of_a_letter_is_linked(office: Office) -> None:
    browser = visit(office)
    told = browser.get(f"/letters/{office.sha256}").text
    files = [a["href"] for a in Page(told).all("a") if "/files/" in (a.get("href") or "")]
    assert len(files) == 3
    assert "/files/" not in browser.get(f"/letters/{office.documents[4]['sha256']}").text


def test_an_undone_decision_says_so(office: Office) -> None:
    id = settle(office, "fields.number", "correct", "246")
    office.desk.undo(id, "Tư")
    told = visit(office).get(f"/letters/{office.sha256}").text
    assert "đã hoàn tác" in told and f'data-undo="{id}"' not in told
    assert f'data-undo="{id + 1}"' in told  # the undoing can be undone


def test_a_new_reading_that_differs_is_shown_beside_the_decision(office: Office) -> None:
    settle(office, "fields.number", "correct", "246")
    office.documents[0]["fields"]["number"]["value"] = "315"
    office.desk.save(office.documents, {})
    browser = visit(office)
    for told in (
        browser.get(f"/letters/{office.sha256}").text,
        browser.get(f"/?at={office.sha256}/fields.number").text,
    ):
        assert "Lần đọc mới khác với quyết định" in told
        assert re.search(r"<b>315</b>", told) and "246" in told


def test_the_matrix_names_its_items_and_tells_doubt_from_absence(office: Office) -> None:
    """The store of this test was never told of the outline: titles come from the letters."""
    told = visit(office).get("/matrix").text
    assert "Kiểm tra, đôn đốc việc thực hiện ở cơ sở" in told
    cells = re.findall(r'<td class="cell (c-\w+)( doubt)?', told)
    assert ("c-none", "") in cells and ("c-none", " doubt") in cells


@pytest.mark.parametrize("query", ["thi dua", "thi đua", "THI ĐUA"])
def test_search_finds_with_and_without_diacritics(office: Office, query: str) -> None:
    told = visit(office).get("/search", params={"q": query}).text
    assert re.search(r"<mark>[Tt]hi( đua)?</mark>", told)
    assert f"/letters/{office.documents[2]['sha256']}?page=1" in told


@pytest.mark.parametrize("query", ['"', "a AND", "NEAR(", "*", "'; DROP TABLE x", "%_", "\u0000a"])
def test_hostile_queries_are_words(office: Office, query: str) -> None:
    for path in ("/search", "/register"):
        assert visit(office).get(path, params={"q": query}).status_code in (200, 422)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sort=issuer", "bc-001.pdf"),  # An Giang before Đà Nẵng
        ("sort=issuer&down=true", "bc-000.pdf"),
        ("sort=doubts&down=true", "alert"),
        ("kind=plan", "kế hoạch.txt"),
    ],
)
def test_the_register_sorts_and_filters(office: Office, query: str, first: str) -> None:
    if "issuer" in query:
        query += "&q=bc-00"
    body = visit(office).get(f"/register?{query}").text.split("<tbody>")[1]
    assert first in body.split("</tr>")[0]


def test_a_page_beyond_the_end_is_the_last(office: Office) -> None:
    browser = visit(office)
    for path in ("/register?page=99", "/matrix?page=99", "/search?q=trang&page=99"):
        assert browser.get(path).status_code == 200
    assert "<tbody>" in browser.get("/register?page=99").text


def test_an_empty_desk_says_what_to_do(tmp_path: Path) -> None:
    with opened_office(tmp_path / "out", []) as office:
        browser = visit(office)
        assert "Không còn chỗ nào phải xem." in browser.get("/").text
        assert "Chưa có văn bản nào." in browser.get("/register").text
        assert "Chưa nạp tệp nào." in browser.get("/uploads").text
        assert browser.get("/matrix").status_code == 200


# --- who sees what ------------------------------------------------------------------------------
def test_readers_get_no_way_to_decide(office: Office) -> None:
    office.desk.add_user("chị Hà", PASSWORD, "admin")
    office.desk.add_user("anh Tư", PASSWORD, "reader")
    browser = visit(office)
    sign_in(browser, "anh Tư")
    queue, own = browser.get("/").text, browser.get(f"/letters/{office.sha256}").text
    assert 'class="answer"' not in queue and 'id="editor"' not in own
    assert 'id="drop"' not in browser.get("/uploads").text
    assert browser.get("/users").status_code == 403
    assert "/users" not in queue


def test_visitors_are_asked_to_sign_in_and_come_back(office: Office) -> None:
    office.desk.add_user("chị Hà", PASSWORD, "admin")
    browser = visit(office)
    away = browser.get("/matrix?outline=x")
    assert away.status_code == 303 and away.headers["location"].startswith(
        "/sign-in?next=%2Fmatrix"
    )
    form = browser.get(away.headers["location"]).text
    fields = {i["name"]: i.get("value") or "" for i in Page(form).all("input")}
    fields["csrf"] = form.split('name="csrf" value="')[-1].split('"')[0]
    assert "<nav" not in form and fields["next"] == "/matrix?outline=x"
    wrong = browser.post("/sign-in", data={**fields, "name": "chị Hà", "password": "sai"})
    assert wrong.status_code == 401 and "Sai tên hoặc mật khẩu" in wrong.text
    right = browser.post("/sign-in", data={**fields, "name": "chị Hà", "password": PASSWORD})
    assert right.status_code == 303 and right.headers["location"] == "/matrix?outline=x"
    assert "chị Hà" in browser.get("/").text


def test_forms_without_their_token_do_nothing(office: Office) -> None:
    browser = visit(office)
    browser.get("/")
    for path in ("/sign-in", "/sign-out", "/settings/lang"):
        assert browser.post(path, data={"lang": "en", "csrf": "x"}).status_code == 403
    assert "To check" not in browser.get("/").text


def test_the_language_is_switched_and_kept(office: Office) -> None:
    browser = visit(office)
    csrf = re.search(r'name="csrf" value="([^"]+)"', browser.get("/register").text)
    assert csrf is not None
    form = {"lang": "en", "csrf": csrf[1], "next": "/register?page=1"}
    answer = browser.post("/settings/lang", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/register?page=1")
    told = browser.get("/register").text
    assert '<html lang="en"' in told and "Letters" in told and "2022-05" in told
    assert "20/05/2022" not in told


def test_a_theme_that_nobody_offers_is_not_taken_over(office: Office) -> None:
    browser = visit(office)
    browser.cookies.set("theme", "dark")
    assert 'data-theme="dark"' in browser.get("/register").text
    browser.cookies.set("theme", "x onload=1")
    assert "data-theme" not in browser.get("/register").text


def test_uploads_tell_state_progress_and_trouble(office: Office) -> None:
    first = office.desk.add_upload("một <b>.pdf", "1" * 64, 1_440_000, "Lan")
    second = office.desk.add_upload("hai.pdf", "2" * 64, 10, "Lan")
    office.desk.set_upload(first, "reading", 3, 12, "upload.analysing")
    office.desk.set_upload(second, "failed", 0, 0, "Tệp PDF có mật khẩu")
    told = visit(office).get("/uploads/rows").text
    assert "một &lt;b&gt;.pdf" in told and "1,4 MB" in told
    assert 'value="3" max="12"' in told and "3/12 trang" in told and "đang phân tích" in told
    assert "bị từ chối" in told and "Tệp PDF có mật khẩu" in told
    assert 'data-active="yes"' in told
    office.desk.set_upload(first, "done", 12, 12)
    assert 'data-active=""' in visit(office).get("/uploads/rows").text


def test_all_that_can_be_taken_home_is_linked(office: Office) -> None:
    told = visit(office).get("/downloads").text
    for name in ("compliance.xlsx", "report.html", "documents.jsonl", "tables.zip", "gold.zip"):
        assert f'href="/api/v1/downloads/{name}"' in told
    assert "Bảng tính" in told and "khi bấm tải" in told
