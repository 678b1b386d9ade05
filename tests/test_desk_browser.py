"""The queue in a real browser: doubts settled by keyboard, in Vietnamese, by two people at once."""

from __future__ import annotations

import pytest

from tests.desk_served import (  # noqa: F401 (fixtures)
    BROWSER,
    PAUSE,
    Show,
    a_chromium,
    a_show,
    an_office,
    card,
    gone,
    other,
    settle,
    to,
)
from tests.review_desk import Office

pytestmark = BROWSER
COMPOSING = """() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {
  key: "Enter", isComposing: true, keyCode: 229, bubbles: true, cancelable: true }))"""

STRIKES = """() => {
  window.strikes = [];
  window.cards = [];
  addEventListener("keydown", (e) => e.repeat || strikes.push(performance.now()), true);
  const place = document.getElementById("card-place");
  new MutationObserver(() => cards.push(performance.now())).observe(place, { childList: true });
}"""
SOON = 150  # milliseconds after a doubt has appeared: below what the desk waits for


def test_fifty_doubts_by_keyboard_in_under_three_interactions_each(
    show: Show, office: Office
) -> None:
    """Accepting is one key, a verdict one digit, a correction the typed text and Enter."""
    page = show()
    assert office.desk.doubts(0, 1).total == 50
    used = {"accept": 0, "correct": 0, "unreadable": 0}
    for at in range(50):
        form = card(page)["form"]
        if form == "content":
            other = {"full": "2", "thin": "3", "none": "1"}[card(page)["value"].strip('"')]
            keys = (other,) if at % 3 == 0 else ("Enter",)
        elif form == "text" and at % 2:
            keys = ("118", "Enter")
        elif form == "date" and at % 7 == 0:
            keys = ("Alt+k",)
        else:
            keys = ("Enter",)
        assert len(keys) < 3
        settle(page, *keys)
    assert page.inner_text(".card h2") == "Không còn chỗ nào phải xem."
    events = office.desk.events()
    for event in events:
        used[event.kind] += 1
    assert len(events) == 50 and len({(e.sha256, e.what) for e in events}) == 50
    assert used["accept"] > 20 and used["correct"] >= 5 and used["unreadable"] >= 1
    assert {e.after for e in events if e.what == "fields.number" and e.kind == "correct"} == {"118"}
    assert office.desk.doubts(0, 1).total == 0


def test_the_place_is_in_sight_and_the_answer_is_focused(show: Show, office: Office) -> None:
    page = show(f"/?at={office.sha256}/fields.number")
    page.wait_for_selector(".sheet .box:not([hidden])")
    box, view = page.locator(".sheet .box").bounding_box(), page.locator(".view").bounding_box()
    assert view["x"] < box["x"] and box["x"] + box["width"] < view["x"] + view["width"]
    assert view["y"] < box["y"] and box["y"] + box["height"] < view["y"] + view["height"]
    assert box["width"] > 40, "large enough to read"
    assert page.evaluate("document.activeElement.id") == "value"
    assert page.evaluate("getSelection().toString()") == "17", "typing replaces it"
    before = box["width"]
    page.keyboard.press("Alt+=")
    assert page.locator(".sheet .box").bounding_box()["width"] > before
    page.keyboard.press("PageDown")
    page.click('[data-do="page-on"]')
    assert page.inner_text(".page-of") == "Trang 2/3"
    page.wait_for_selector(".sheet .box", state="hidden")
    page.click('[data-do="page-back"]')
    page.wait_for_selector(".sheet .box:not([hidden])")


def test_a_correction_is_undone_by_key_and_comes_back(show: Show, office: Office) -> None:
    page = show(f"/?at={office.sha256}/fields.number")
    settle(page, "115", "Enter")
    assert office.desk.letter(office.sha256)["fields"]["number"]["value"] == "115"  # type: ignore[index]
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_selector(f'.card[data-key="{office.sha256}/fields.number"]')
    assert page.input_value("#value") == "17"
    assert [e.kind for e in office.desk.events()] == ["correct", "undo"]
    page.keyboard.press("Escape")  # out of the input: letters are keys now
    page.wait_for_timeout(PAUSE)
    page.keyboard.press("k")
    gone(page, f"{office.sha256}/fields.number")
    assert office.desk.events()[-1].kind == "unreadable"


def test_a_key_that_is_held_down_or_struck_twice_settles_one_doubt(
    show: Show, office: Office
) -> None:
    page = show()
    page.evaluate(STRIKES)
    for _ in range(20):  # until the second stroke came as soon as a finger's does
        before, key = len(office.desk.events()), card(page)["key"]
        page.wait_for_timeout(PAUSE)
        page.evaluate("(strikes.length = 0, cards.length = 0)")
        page.keyboard.down("Enter")
        for _ in range(8):
            page.keyboard.down("Enter")  # the keyboard repeats it
        page.keyboard.up("Enter")
        page.keyboard.press("Enter")
        gone(page, key)
        page.wait_for_timeout(2 * PAUSE)
        if page.evaluate("strikes[1] - cards[0]") < SOON:
            break
    assert page.evaluate("strikes[1] - cards[0]") < SOON
    assert len(office.desk.events()) == before + 1


def test_vietnamese_typing_is_left_alone(show: Show, office: Office) -> None:
    """Telex and VNI build a syllable of several keys: Enter, digits and letters belong to the
    input method until it is finished, and letters never are shortcuts while somebody types."""
    page = show(f"/?at={office.sha256}/fields.recipients")
    page.wait_for_timeout(PAUSE)
    page.keyboard.press("Control+A")
    keyboard = page.context.new_cdp_session(page)
    for text in ("S", "So", "Sơ", "Sở"):
        keyboard.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": 2, "selectionEnd": 2}
        )
        page.evaluate(COMPOSING)
    keyboard.send("Input.insertText", {"text": "Sở Nội vụ"})
    assert office.desk.events() == (), "the Enter that ends a syllable saves nothing"
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Lưu: VT, k s u m 1 2 3.")
    page.keyboard.press("Enter")
    gone(page, f"{office.sha256}/fields.recipients")
    assert office.desk.events()[0].after == ["Sở Nội vụ", "Lưu: VT, k s u m 1 2 3."]


@pytest.mark.parametrize(
    ("typed", "after"),
    [("5/6/2022", "2022-06-05"), ("6/2022", "2022-06"), ("", None)],
    ids=["day", "month", "none"],
)
def test_a_date_is_typed_as_people_write_it(
    show: Show, office: Office, typed: str, after: str | None
) -> None:
    page = show(f"/?at={office.sha256}/fields.date")
    assert page.input_value("#value") == "20/05/2022"
    page.wait_for_timeout(PAUSE)
    page.keyboard.press("Delete")
    page.keyboard.type("30/2/2022")
    page.keyboard.press("Enter")
    page.wait_for_selector(".wrong:not(:empty)")
    assert office.desk.events() == ()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    settle(page, *((typed, "Enter") if typed else ("Enter",)))
    assert office.desk.events()[0].after == after


def test_a_heading_is_said_on_the_way(show: Show, office: Office) -> None:
    page = show(f"/?at={office.sha256}/coverage.II.1.content")
    page.wait_for_timeout(PAUSE)
    page.keyboard.press("6")
    page.wait_for_selector('[data-heading="merged"][aria-current]')
    settle(page, "2")
    told = {e.what: e.after for e in office.desk.events()}
    assert told == {"coverage.II.1.heading": "merged", "coverage.II.1.content": "thin"}


# --- two people -------------------------------------------------------------------------------
@pytest.mark.parametrize(("key", "wanted"), [("1", "111"), ("2", "222")])
def test_a_conflict_shows_both_and_asks(show: Show, office: Office, key: str, wanted: str) -> None:
    page = show(f"/?at={office.sha256}/fields.number")
    page.wait_for_timeout(PAUSE)
    page.keyboard.type("222")
    other(office, "111")
    page.keyboard.press("Enter")
    page.wait_for_selector("#conflict[open]")
    told = page.inner_text("#conflict")
    assert all(text in told for text in ("Lan", "111", "222", "bản giấy"))
    page.keyboard.press(key)
    gone(page, f"{office.sha256}/fields.number")
    assert office.desk.letter(office.sha256)["fields"]["number"]["value"] == wanted  # type: ignore[index]
    assert len(office.desk.events()) == int(key)


def test_what_others_decide_appears_by_itself(show: Show, office: Office) -> None:
    queue = show(f"/?at={office.sha256}/fields.number")
    page = show(f"/letters/{office.sha256}?what=fields.number")
    page.wait_for_selector("#editor:not([hidden])")
    other(office, "333")
    page.wait_for_selector("#field-number .value:text-is('333')")
    assert "người sửa" in page.inner_text("#field-number")
    assert "Lan" in page.inner_text("#history") and "17 → 333" in page.inner_text("#history")
    assert "Lan vừa sửa Số." in page.inner_text("#notices")
    gone(queue, f"{office.sha256}/fields.number")
