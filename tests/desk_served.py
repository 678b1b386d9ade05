"""The desk served for a real browser: a port of its own, made-up letters, people at work.

A test module that opens pages imports the fixtures ``chromium``, ``office`` and ``show``, and says
``pytestmark = BROWSER``. Needs Chromium and Playwright; skipped, with the reason, without them.
"""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipeline.store.types import Decision
from tests.compile_letters import HOSTILE, draw_pages, letter, value
from tests.review_desk import Office, open_office

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = [name for name in ("playwright", "axe_playwright_python") if not find_spec(name)]
BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.xdist_group("browser"),
]
Show = Callable[..., Any]
PAUSE = 250  # milliseconds: the desk ignores what is struck twice in the first 200
LAPTOP, PHONE = (1366, 768), (390, 844)
FAULTS = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => `${v.id}: ${v.nodes[0].html}`);
}"""


@contextmanager
def served(office: Office) -> Iterator[str]:
    """The address of a server that runs while this lasts."""
    import uvicorn

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(office.app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def faults(page: Any) -> list[str]:
    """What axe-core calls serious or critical. It is put in from outside, past the policy."""
    import axe_playwright_python

    source = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": source})
    found: list[str] = page.evaluate(FAULTS)
    return found


def doubting(letters: int = 10) -> list[dict[str, Any]]:
    """Letters of five doubts each: a number, a date, recipients, and two verdicts. The first has
    its number in a box at the top of page one."""
    made = []
    for at in range(letters):
        document = letter(at)
        for item in document["coverage"]["items"]:
            item["review"] = item["id"] in ("II.1", "IV.2")
        fields = document["fields"]
        fields["number"] = value("17", (0.2, 0.1, 0.3, 0.13), confidence=0.4, review=True)
        fields["date"] = value("2022-05-20", (0.55, 0.1, 0.9, 0.12), confidence=0.6, review=True)
        fields["recipients"] |= {"review": True, "confidence": 0.7}
        made.append(document)
    return made


def hostile() -> dict[str, Any]:
    """A letter whose every word tries to run as a script."""
    bad = letter(50, file=f"{HOSTILE}.pdf")
    bad["fields"]["issuer"] = value(f"Ủy ban {HOSTILE}")
    bad["fields"]["number"] = value(f'"{HOSTILE}', (0.1, 0.1, 0.3, 0.2), review=True, why=HOSTILE)
    bad["fields"]["subject"] = value(HOSTILE)
    bad["text"] = [f"Thi đua {HOSTILE} thi đua", f"</mark>{HOSTILE}", ""]
    for item in bad["coverage"]["items"][:3]:
        item["review"], item["why"], item["title"] = True, HOSTILE, f"Mục {HOSTILE}"
        item["evidence"] = [{"page": 1, "box": [0.1, 0.3, 0.9, 0.4], "quote": f"</q>{HOSTILE}"}]
    bad["references"][0] |= {"raw": HOSTILE, "findings": [HOSTILE], "issuer": HOSTILE}
    return bad


@pytest.fixture(scope="module", name="chromium")
def a_chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(name="office")
def an_office(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    """Ten letters of five doubts, or those that the test is given."""
    documents = getattr(request, "param", None) or doubting()
    opened = open_office(tmp_path / "out", documents)
    for document in documents[1:3]:
        draw_pages(document, opened.out, 310)
    yield opened
    opened.desk.close()


@pytest.fixture(name="show")
def a_show(chromium: Any, office: Office) -> Iterator[Show]:
    """Opens a page of the desk; in the end, nothing may have gone to the console or elsewhere."""
    trouble: list[str] = []
    contexts = []
    with served(office) as address:

        def opened(path: str = "/", size: tuple[int, int] = LAPTOP, **more: Any) -> Any:
            viewport = {"width": size[0], "height": size[1]}
            context = chromium.new_context(viewport=viewport, locale="vi-VN", **more)
            contexts.append(context)
            page = context.new_page()
            page.on("console", lambda m: _note("console", m.text))
            page.on("pageerror", lambda e: trouble.append(f"error: {e}"))
            page.on("dialog", lambda d: (trouble.append("dialog"), d.dismiss()))
            page.on("request", lambda r: r.url.startswith(address) or _note("away", r.url))
            page.goto(address + path)
            return page

        def _note(kind: str, text: str) -> None:
            # Pictures that a made-up letter has not, and conflicts, are answers; browsers log them.
            if not re.search(r"status of (404|409|422|401|503)", text):
                trouble.append(f"{kind}: {text}")

        yield opened
        for context in contexts:
            context.close()
    assert trouble == []


def card(page: Any) -> dict[str, str]:
    told: dict[str, str] = page.evaluate("({...document.querySelector('.card').dataset})")
    return told


def gone(page: Any, key: str) -> None:
    """Waits until another doubt is there."""
    page.wait_for_selector(f'.card:not([data-key="{key}"])', timeout=8000)


def settle(page: Any, *keys: str) -> dict[str, str]:
    """Strikes keys, and waits until the next doubt is there. Returns the one settled."""
    before = card(page)
    page.wait_for_timeout(PAUSE)
    for key in keys:
        page.keyboard.press(key) if len(key) == 1 or key[0].isupper() else page.keyboard.type(key)
    gone(page, before["key"])
    return before


def to(page: Any, wanted: str) -> None:
    """Skips to the first doubt on ``wanted``."""
    for _ in range(60):
        if card(page)["what"] == wanted:
            page.wait_for_timeout(PAUSE)
            return
        settle(page, "Alt+ArrowDown")
    raise AssertionError(f"no doubt on {wanted}")


def other(office: Office, value: str, seen: int = 0) -> None:
    office.desk.decide(
        Decision(office.sha256, "fields.number", "correct", "Lan", value, why="bản giấy", seen=seen)
    )
