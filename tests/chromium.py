"""A real browser for tests, and what axe-core says of a page.

A test module imports the fixture ``a_chromium`` and says ``pytestmark = BROWSER``. Needs Chromium
and Playwright; skipped, with the reason, without them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = [name for name in ("playwright", "axe_playwright_python") if not find_spec(name)]
BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.xdist_group("browser"),
]
Show = Callable[..., Any]
READ = 600_000
"""Milliseconds that anything may take to appear, on a machine that is busy beside."""
LAPTOP, PHONE = (1366, 768), (390, 844)
FAULTS = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => `${v.id}: ${v.nodes[0].html}`);
}"""


@pytest.fixture(scope="module", name="chromium")
def a_chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@contextmanager
def shown(
    chromium: Any, at_home: tuple[str, ...], *, answers: Callable[[str], bool] = lambda _: False
) -> Iterator[Show]:
    """Opens pages by their address, each in a window of its own. In the end nothing may have gone
    to the console but ``answers``, and nothing asked for beyond ``at_home``."""
    trouble: list[str] = []
    contexts = []

    def opened(address: str, size: tuple[int, int] = LAPTOP, **more: Any) -> Any:
        viewport = {"width": size[0], "height": size[1]}
        context = chromium.new_context(viewport=viewport, **more)
        context.set_default_timeout(READ)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: answers(m.text) or trouble.append(f"console: {m.text}"))
        page.on("pageerror", lambda e: trouble.append(f"error: {e}"))
        page.on("dialog", lambda d: (trouble.append("dialog"), d.dismiss()))
        page.on("request", lambda r: r.url.startswith(at_home) or trouble.append(f"away: {r.url}"))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert trouble == []


def faults(page: Any) -> list[str]:
    """What axe-core calls serious or critical. It is put in from outside, past the policy."""
    import axe_playwright_python

    source = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": source})
    found: list[str] = page.evaluate(FAULTS)
    return found
