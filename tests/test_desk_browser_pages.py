"""A letter, and all other pages of the desk, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.compile_letters import letter
from tests.desk_served import (  # noqa: F401 (fixtures)
    BROWSER,
    LAPTOP,
    PHONE,
    Show,
    a_chromium,
    a_show,
    an_office,
    doubting,
    faults,
    hostile,
    other,
)
from tests.review_desk import PASSWORD, Office

pytestmark = BROWSER


# --- the letter -------------------------------------------------------------------------------
def test_a_number_corrected_on_its_letter_stands_in_register_and_history(
    show: Show, office: Office
) -> None:
    page = show(f"/letters/{office.sha256}")
    page.click("#field-number .what")
    assert page.evaluate("document.activeElement.id") == "value"
    page.wait_for_selector("#at-field-number-0.here")
    page.fill("#value", "246")
    page.fill("#why", "xem bản giấy")
    page.focus("#value")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-number .value:text-is('246')")
    page.goto(page.url.split("/letters")[0] + "/register")
    assert "246/BC-UBND" in page.inner_text("table")
    page.go_back()
    page.click("[data-undo]")
    page.wait_for_selector("#field-number .value:text-is('17')")
    assert "đã hoàn tác" in page.inner_text("#history")


def test_a_verdict_corrected_on_its_letter_stands_in_the_matrix(show: Show, office: Office) -> None:
    page = show(f"/letters/{office.sha256}?what=coverage.IV.2.content")
    choice = page.evaluate("document.querySelector('#item-IV\\\\.2').dataset.content")
    wanted = "thin" if choice != "thin" else "full"
    page.click(f'#editor [data-part="content"][data-choice="{wanted}"]')
    page.wait_for_selector("#item-IV\\.2 .by-hand")
    page.goto(page.url.split("/letters")[0] + "/matrix")
    cell = page.locator(f'a[href*="{office.sha256}"][href*="coverage.IV.2."]')
    assert "người sửa" in cell.get_attribute("title")
    assert cell.locator("..").evaluate("node => node.className").split()[:2] == [
        "cell",
        f"c-{wanted}",
    ]


def test_words_selected_on_the_page_become_the_value_or_the_evidence(
    show: Show, office: Office
) -> None:
    page = show(f"/letters/{office.sha256}?what=fields.number")
    page.click("#select")
    layer = page.locator("#page-1 .words")
    frame = layer.bounding_box()
    spot = lambda x, y: (frame["x"] + x * frame["width"], frame["y"] + y * frame["height"])  # noqa: E731
    page.mouse.move(*spot(0.12, 0.11))
    page.mouse.down()
    page.mouse.move(*spot(0.35, 0.115), steps=4)
    page.mouse.up()
    page.wait_for_selector("#picked:not([hidden])")
    assert page.inner_text("#picked q") == "Số: <b>7/BC"
    page.click('#picked [data-take="move"]')
    page.wait_for_selector("#history [data-event]")
    event = office.desk.events()[-1]
    assert event.kind == "move" and event.after == "17"
    assert event.evidence["quote"] == "Số: <b>7/BC"  # type: ignore[index]
    assert event.evidence["box"] == pytest.approx([0.096, 0.096, 0.404, 0.124], abs=0.001)  # type: ignore[index]
    page.click("#field-number .what")
    page.keyboard.press("Alt+s")
    assert page.evaluate("document.activeElement.className") == "words"
    for key in ("ArrowRight", "ArrowRight", "Enter"):  # the keyboard does it too
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    page.wait_for_selector("#picked:not([hidden])")
    page.click('#picked [data-take="value"]')
    page.wait_for_selector("#field-number .value:text-is('<b>7/BC')")
    assert office.desk.events()[-1].after == "<b>7/BC"
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_selector("#field-number .value:text-is('17')")


# --- hostile letters, phones, people who see badly ---------------------------------------------
@pytest.mark.parametrize("office", [[hostile(), *doubting(1)]], indirect=True)
def test_script_in_names_and_text_stays_text(show: Show, office: Office) -> None:
    sha = office.sha256
    page = show(f"/?at={sha}/fields.number")
    assert "<script>" in page.inner_text(".from") and "<script>" in page.input_value("#value")
    address = page.url.split("/?")[0]
    other(office, "<img src=x onerror=alert(2)>")
    for path in (f"/letters/{sha}?what=fields.number", "/register", "/matrix", "/search?q=thi+dua"):
        page.goto(address + path)
        page.wait_for_timeout(100)
        assert "&lt;script&gt;" in page.content(), path
        assert page.locator("img[src=x]").count() == 0, path
    # that nothing ran, and nothing was asked for elsewhere, `show` finds out


PAGES = ("/", "/register", "/matrix", "/search?q=trang", "/uploads", "/downloads", "/users", "/xyz")


@pytest.mark.parametrize(
    ("size", "scheme"), [(LAPTOP, "light"), (LAPTOP, "dark"), (PHONE, "light")]
)
def test_no_page_has_a_serious_fault(
    show: Show, office: Office, size: tuple[int, int], scheme: str
) -> None:
    page = show("/", size=size, color_scheme=scheme)
    address = page.url.split("/?")[0]
    letters = (f"/letters/{office.sha256}?what=fields.number", f"/?at={office.sha256}/fields.date")
    for path in (*PAGES, *letters):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
        assert faults(page) == [], path


def paperless() -> dict[str, Any]:
    plain = letter(0, text=["Số: 17/BC-UBND\nKính gửi"], pages=1)
    plain["fields"]["number"] |= {"review": True, "raw": "Số: 17", "box": None}
    return plain


@pytest.mark.parametrize("office", [[paperless()]], indirect=True)
def test_a_letter_without_paper_shows_its_text(show: Show, office: Office) -> None:
    (office.out / "letters/bc-000/pages/1.jpg").unlink()
    page = show(f"/?at={office.sha256}/fields.number")
    assert page.inner_text(".view mark") == "Số: 17"
    page.keyboard.press("Alt+=")
    page.goto(page.url.split("/?")[0] + f"/letters/{office.sha256}")
    assert "Kính gửi" in page.inner_text("#page-1 .text")


# --- coming, going, handing in ------------------------------------------------------------------
def test_people_sign_in_switch_the_language_and_readers_only_look(
    show: Show, office: Office
) -> None:
    office.desk.add_user("chị Hà", PASSWORD, "admin")
    office.desk.add_user("anh Tư", PASSWORD, "reader")
    page = show("/matrix")
    page.fill("#name", "anh Tư")
    page.fill("#password", "sai mật khẩu")
    page.keyboard.press("Enter")
    page.wait_for_selector(".wrong")
    assert "Sai tên hoặc mật khẩu" in page.inner_text("form.sign-in")
    assert page.input_value("#name") == "anh Tư"
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/matrix")
    page.click("text=English")
    page.wait_for_selector("html[lang=en]")
    assert page.url.endswith("/matrix")
    page.click("text=To check")
    assert page.locator(".answer, [data-do=undo]").count() == 0
    assert "deciding is for reviewers" in page.inner_text(".settle")
    assert page.locator("a[href='/users']").count() == 0
    page.click("text=Sign out")
    page.wait_for_selector("#password")


def test_files_are_handed_in_and_watched(show: Show, office: Office, tmp_path: Path) -> None:
    good, bad = tmp_path / "báo cáo <b>.pdf", tmp_path / "lạ.bin"
    good.write_bytes(b"%PDF-1.7 one")
    bad.write_bytes(b"\x00\x01")
    page = show("/uploads")
    page.set_input_files("#files", [good, bad])
    page.wait_for_selector("tr.state-done")
    page.wait_for_selector("tr.state-failed")
    told = page.inner_text("#uploads")
    assert "báo cáo <b>.pdf" in told and "3/3 trang" in told
    assert "Tệp không phải văn bản" in told
    page.click("tr.state-done a")
    page.wait_for_selector("#list")


def test_an_administrator_keeps_the_people(show: Show, office: Office) -> None:
    page = show("/users")
    page.fill("#add [name=name]", "chị Hà")
    page.fill("#add [name=password]", PASSWORD)
    page.click("#add button")
    page.wait_for_selector("#password")  # from now on, everybody signs in
    page.fill("#name", "chị Hà")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#add")
    page.fill("#add [name=name]", "chị Hà")
    page.fill("#add [name=password]", PASSWORD)
    page.click("#add button")
    page.wait_for_selector("#trouble:not(:empty)")
    assert "Đã có người dùng tên này" in page.inner_text("#trouble")
    assert [user.role for user in office.desk.users()] == ["admin"]
