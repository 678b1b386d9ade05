"""Page to page: what the server takes to answer, and a browser to show, with many letters.

The server is a process of its own; the browser is the Chromium of this machine, its cache warm as
it is after a minute of work. Beside the clock stands what was computed, and what an answer would
have taken had nobody waited for a core: on a busy machine, these are the figures.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from pipeline.store import address, open_desk
from tools.desk.cores import Cores, of_leaders, of_process
from tools.desk.filling import PASSWORD
from tools.desk.server import Served

LIMIT = 200.0
"""Milliseconds at the 95th percentile."""
WORDS = ("văn minh kỷ luật", "khong co tu nay", "tuyên truyền", "số 17/BC-UBND", "thi dua", "và")
Paths = Callable[[int], str]
_LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
_PAUSE = 230  # milliseconds: a key that is struck sooner settles nothing
_WATCH = """() => {
  const key = document.querySelector(".card").dataset.key;
  let began = 0;
  addEventListener("keydown", () => { began = performance.now(); }, { capture: true, once: true });
  window.settled = new Promise((done) => {
    const look = () => {
      const card = document.querySelector(".card");
      const picture = card.querySelector(".sheet img");
      const seen = !picture || (picture.complete && picture.naturalWidth);
      if (card.dataset.key !== key && seen) done(performance.now() - began);
      else requestAnimationFrame(look);
    };
    look();
  });
}"""


@dataclass(slots=True)
class Timing:
    """Milliseconds of each look at one kind of page: by the clock, what the server computed, what
    the answer took less what was waited for a core; until the browser shows it, and what server
    and browser computed for that."""

    name: str
    answers: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)

    @property
    def slow(self) -> bool:
        return max(late(self.answers), late(self.loads)) > LIMIT


def late(times: Sequence[float], share: float = 0.95) -> float:
    """The time that ``share`` of all stay under; 0 where nothing was measured."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def measure(served: Served, out: Path, database: str, name: str, times: int) -> list[Timing]:
    """Each page ``times`` times by the server's answer, and as often in a browser, in turns: what
    else the machine does then falls on all alike."""
    desk = open_desk(address(out, database))
    hashes = [row.sha256 for row in desk.letters(0, 10_000).rows]
    keys = [doubt.key for doubt in desk.doubts(0, 2000).rows]
    desk.close()
    pages = kinds(hashes, keys)
    timings = {kind: Timing(kind) for kind in (*pages, "next doubt, settled")}
    with signed_in(served.address, name) as client, browsing(client, served.address) as page:
        browser = [p.pid for p in psutil.Process().children(recursive=True)]
        for n in range(-1, times):  # the first round warms, and is not counted
            for kind, path in pages.items():
                one = timings[kind] if n >= 0 else Timing("")
                server, own, now = of_process(served.pid), of_process(os.getpid()), _now()
                answer = client.get(path(n))
                took = _now() - now
                if answer.status_code != 200:
                    raise RuntimeError(f"{path(n)}: {answer.status_code}")
                there = of_process(served.pid).since(server)
                here = of_process(os.getpid()).since(own)
                one.answers.append(took)
                one.computed.append(there.computed)
                one.alone.append(max(there.computed, took - there.waited - here.waited))
                server, drawn = of_process(served.pid), of_leaders(browser)
                page.goto(served.address + path(n), wait_until="load")
                _note(
                    one,
                    page.evaluate(_LOADED),
                    of_process(served.pid).since(server),
                    of_leaders(browser).since(drawn),
                )
            one = timings["next doubt, settled"] if n >= 0 else Timing("")
            page.goto(f"{served.address}/")
            page.wait_for_timeout(_PAUSE)
            server, drawn = of_process(served.pid), of_leaders(browser)
            _note(
                one,
                settle(page),
                of_process(served.pid).since(server),
                of_leaders(browser).since(drawn),
            )
    return list(timings.values())


def kinds(hashes: Sequence[str], keys: Sequence[str]) -> dict[str, Paths]:
    """The pages that people go back and forth between, each with many addresses."""

    def some(n: int) -> str:
        return hashes[n * 37 % len(hashes)]

    def words(n: int) -> str:
        return WORDS[n % len(WORDS)]

    return {
        "queue": lambda n: f"/?at={keys[n * 7 % len(keys)]}",
        "queue card": lambda n: f"/queue/card?after={keys[n * 7 % len(keys)]}",
        "letter": lambda n: f"/letters/{some(n)}",
        "letter, what changes": lambda n: f"/letters/{some(n)}/parts",
        "matrix": lambda n: f"/matrix?page={1 + n % 10}",
        "register": lambda n: f"/register?page={1 + n % 20}",
        "register, by subject": lambda n: f"/register?sort=subject&page={1 + n % 20}",
        "register, words": lambda n: "/register?q=" + ("da nang", "hà nội", "bc-017")[n % 3],
        "search": lambda n: f"/search?q={words(n)}&page={1 + n % 2}",
        "uploads": lambda n: "/uploads",
        "downloads": lambda n: "/downloads",
        "users": lambda n: "/users",
        "page picture": lambda n: f"/api/v1/documents/{some(n)}/pages/{1 + n % 8}.jpg",
        "events since": lambda n: f"/api/v1/documents/{some(n)}/events?after=0",
        "API, documents": lambda n: f"/api/v1/documents?offset={50 * (n % 20)}",
        "API, verdicts": lambda n: f"/api/v1/verdicts?offset={500 * (n % 40)}",
    }


def _note(timing: Timing, took: float, server: Cores, browser: Cores) -> None:
    timing.loads.append(took)
    timing.drawn.append(server.computed + browser.computed)


def _now() -> float:
    return 1000 * time.perf_counter()


def settle(page: Any) -> float:
    """From the key that settles a doubt until the next one is shown with its picture."""
    page.evaluate(_WATCH)
    page.keyboard.press("Enter")
    return float(page.evaluate("window.settled"))


@contextmanager
def signed_in(address: str, name: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        token = {"X-CSRF-Token": client.get("/api/v1/me").json()["csrf"]}
        body = {"name": name, "password": PASSWORD}
        client.post("/api/v1/sign-in", json=body, headers=token).raise_for_status()
        yield client


@contextmanager
def browsing(client: httpx.Client, address: str) -> Iterator[Any]:
    """A page of a browser with the client's cookies."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=chromium, args=arguments)
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        cookies = [{"name": n, "value": v, "url": address} for n, v in client.cookies.items()]
        context.add_cookies(cookies)
        yield context.new_page()
        browser.close()


def tell(timings: Sequence[Timing]) -> None:
    head = ("answer p50", "p95", "alone p95", "computed", "shown p50", "p95", "computed")
    print(f"{'':22}" + "".join(f"{word:>11}" for word in head) + "   ms")
    for one in timings:
        told = (late(one.answers, 0.5), late(one.answers), late(one.alone), late(one.computed, 0.5))
        shown = (late(one.loads, 0.5), late(one.loads), late(one.drawn, 0.5))
        cells = "".join(f"{ms:11.0f}" if ms else f"{'':11}" for ms in (*told, *shown))
        print(f"{one.name:22}{cells}{'   SLOW' if one.slow else ''}", flush=True)
