"""Page to page: what the server takes to answer, and a browser to show, with many letters.

The server is a process of its own; the browser is the Chromium of this machine, its cache warm as
it is after a minute of work. Beside the clock stands what the server computed, which is the same on
a busy machine.
"""

from __future__ import annotations

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
      card.dataset.key !== key && seen ? done(performance.now() - began) : requestAnimationFrame(look);
    };
    look();
  });
}"""


@dataclass(slots=True)
class Timing:
    """Milliseconds of each look at one kind of page."""

    name: str
    answers: list[float] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    computed: float = 0.0

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
        process = psutil.Process(served.pid)
        for n in range(-1, times):  # the first round warms, and is not counted
            for kind, path in pages.items():
                before, now = busy(process), time.perf_counter()
                answer = client.get(path(n))
                took = 1000 * (time.perf_counter() - now)
                if answer.status_code != 200:
                    raise RuntimeError(f"{path(n)}: {answer.status_code}")
                computed = busy(process) - before
                page.goto(served.address + path(n), wait_until="load")
                if n >= 0:
                    timings[kind].answers.append(took)
                    timings[kind].computed += computed / times
                    timings[kind].loads.append(page.evaluate(_LOADED))
            settled = settle(page, served.address)
            if n >= 0:
                timings["next doubt, settled"].loads.append(settled)
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


def settle(page: Any, address: str) -> float:
    """From the key that settles a doubt until the next one is shown with its picture."""
    page.goto(f"{address}/")
    page.wait_for_timeout(_PAUSE)
    page.evaluate(_WATCH)
    page.keyboard.press("Enter")
    return float(page.evaluate("window.settled"))


def busy(process: psutil.Process) -> float:
    """Milliseconds that a process has computed for; the kernel counts in steps of ten."""
    times = process.cpu_times()
    return 1000 * (times.user + times.system)


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
    head = ("answer p50", "p95", "computed", "shown p50", "p95")
    print(f"{'':22}" + "".join(f"{word:>11}" for word in head) + "   ms")
    for one in timings:
        told = (late(one.answers, 0.5), late(one.answers), one.computed)
        shown = (late(one.loads, 0.5), late(one.loads))
        cells = "".join(f"{ms:11.0f}" if ms else f"{'':11}" for ms in (*told, *shown))
        print(f"{one.name:22}{cells}{'   SLOW' if one.slow else ''}", flush=True)
