"""The desk served for a real browser: a port of its own, made-up letters, people at work.

A test module that opens pages imports the fixtures ``chromium``, ``office`` and ``show``, and says
``pytestmark = BROWSER`` (``tests/chromium.py``).
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.store.types import Decision
from tests.chromium import (  # noqa: F401 (for those who test the desk)
    BROWSER,
    LAPTOP,
    PHONE,
    READ,
    Show,
    a_chromium,
    faults,
    shown,
)
from tests.compile_letters import HOSTILE, draw_pages, letter, value
from tests.review_desk import Office, opened_office
from tests.waiting import PATIENCE, within

PAUSE = 250  # milliseconds: the desk ignores what is struck twice in the first 200


@contextmanager
def served(office: Office) -> Iterator[str]:
    """The address of a server that runs while this lasts."""
    import uvicorn

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(office.app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    assert within(PATIENCE, lambda: server.started or not thread.is_alive())
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE)


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


@pytest.fixture(name="office")
def an_office(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    """Ten letters of five doubts, or those that the test is given."""
    documents = getattr(request, "param", None) or doubting()
    with opened_office(tmp_path / "out", documents) as opened:
        for document in documents[1:3]:
            draw_pages(document, opened.out, 310)
        yield opened


@pytest.fixture(name="show")
def a_show(chromium: Any, office: Office) -> Iterator[Show]:
    """Opens a page of the desk; in the end, nothing may have gone to the console or elsewhere."""
    with served(office) as address, shown(chromium, (address,), answers=_is_answer) as opened:
        yield lambda path="/", *how, **more: opened(address + path, *how, locale="vi-VN", **more)


def _is_answer(text: str) -> bool:
    """Pictures that a made-up letter has not, and conflicts, are answers; browsers log them."""
    return bool(re.search(r"status of (404|409|422|401|503)", text))


def card(page: Any) -> dict[str, str]:
    told: dict[str, str] = page.evaluate("({...document.querySelector('.card').dataset})")
    return told


def gone(page: Any, key: str) -> None:
    """Waits until another doubt is there."""
    page.wait_for_selector(f'.card:not([data-key="{key}"])')


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
