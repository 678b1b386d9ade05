"""A review desk for tests: made-up letters in a real store, and a reader that needs no Tesseract.

``Office`` holds the parts; ``visit`` gives a browser that talks to the application in-process.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from pipeline.compile.contract import read_documents, write_documents
from pipeline.errors import VanbanError
from pipeline.incoming import Incoming, Watcher
from pipeline.review.app import create_app
from pipeline.review.limits import Limits
from pipeline.review.security.hosts import Front
from pipeline.store import people
from pipeline.store.desk import Desk, open_desk
from tests.compile_letters import draw_pages, letter, value
from tests.waiting import PATIENCE

API = "/api/v1"
HERE = "http://127.0.0.1:8544"
PASSWORD = "một mật khẩu đủ dài"  # noqa: S105
ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>
<Page ID="page_1" PHYSICAL_IMG_NR="1" HEIGHT="2000" WIDTH="1000"><PrintSpace>
<TextBlock><TextLine HEIGHT="40" WIDTH="300" VPOS="200" HPOS="100">
<String HEIGHT="40" WIDTH="100" VPOS="200" HPOS="100" CONTENT="Số:" WC="0.98"/>
<String HEIGHT="40" WIDTH="150" VPOS="200" HPOS="250" CONTENT="&lt;b&gt;7/BC" WC="0.40"/>
</TextLine></TextBlock>
<TextBlock><TextLine HEIGHT="40" WIDTH="300" VPOS="300" HPOS="100">
<String HEIGHT="40" WIDTH="950" VPOS="300" HPOS="100" CONTENT="Yên" WC="0.98"/>
</TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>
"""


@dataclass
class PaperlessReader:
    """Reads what begins with ``%PDF``: three pages each. ``wait`` holds it in the middle until
    it is set; ``fail`` is raised there."""

    desk: Desk
    out: Path
    wait: threading.Event | None = None
    fail: Exception | None = None
    reached: threading.Event = field(default_factory=threading.Event)
    stopped: bool = False
    batches: list[list[str]] = field(default_factory=list)

    def __call__(self, letters: Sequence[Incoming], watcher: Watcher) -> None:
        self.batches.append([incoming.name for incoming in letters])
        taken = []
        for incoming in letters:
            if incoming.path.read_bytes().startswith(b"%PDF"):
                watcher.seen(incoming.key, 3)
                taken.append(incoming)
            else:
                watcher.refused(incoming.key, "not_a_document", "Tệp không phải văn bản")
        for incoming in taken:
            watcher.page(incoming.key, 1)
        self.reached.set()
        if self.wait is not None:
            self.wait.wait(PATIENCE)
        if self.stopped:
            raise VanbanError(what="stopped")
        if self.fail is not None:
            raise self.fail
        for incoming in taken:
            watcher.page(incoming.key, 2)
            watcher.page(incoming.key, 3)
        watcher.stage("compiling")
        kept = self.out / "documents.jsonl"
        documents = read_documents(kept) if kept.is_file() else []
        for incoming in taken:
            sha = hashlib.sha256(incoming.path.read_bytes()).hexdigest()
            documents.append(letter(len(documents), file=incoming.name, sha256=sha))
        write_documents(documents, kept)
        self.desk.save(documents, {})

    def stop(self) -> None:
        self.stopped = True
        if self.wait is not None:
            self.wait.set()


@dataclass
class Office:
    """Everything there is to one desk."""

    app: FastAPI
    desk: Desk
    out: Path
    reader: PaperlessReader
    documents: list[dict[str, Any]]

    @property
    def sha256(self) -> str:
        return str(self.documents[0]["sha256"])


def doubtful(n: int = 4) -> list[dict[str, Any]]:
    """Letters of which the first has a number that nobody can be sure of."""
    letters = [letter(at) for at in range(n)]
    box = (0.2, 0.1, 0.3, 0.13)
    letters[0]["fields"]["number"] = value("17", box, confidence=0.41, review=True, raw="17")
    letters[0]["fields"]["symbol"] = value("BC-UBND", box)
    letters[0]["fields"]["number_symbol"] = value("17/BC-UBND", box, review=True, confidence=0.41)
    return letters


def open_office(
    out: Path,
    documents: list[dict[str, Any]] | None = None,
    *,
    front: Front | None = None,
    limits: Limits | None = None,
    url: str = "",
) -> Office:
    """A desk over made-up letters with page pictures; close ``office.desk`` in the end."""
    if documents is None and not url and not out.exists():
        shutil.copytree(_prepared(), out)
        letters, desk = doubtful(), open_desk(f"sqlite:///{(out / 'vanban.db').as_posix()}")
    else:
        letters = doubtful() if documents is None else documents
        desk = _prepare(out, letters, url)
    reader = PaperlessReader(desk, out)
    app = create_app(desk, out, reader, front=front, limits=limits)
    return Office(app, desk, out, reader, letters)


@contextmanager
def opened_office(
    out: Path, documents: list[dict[str, Any]] | None = None, **how: Any
) -> Iterator[Office]:
    """``open_office``, closed in the end."""
    opened = open_office(out, documents, **how)
    try:
        yield opened
    finally:
        opened.desk.close()


def _prepare(out: Path, letters: list[dict[str, Any]], url: str = "") -> Desk:
    out.mkdir(parents=True, exist_ok=True)
    desk = open_desk(url or f"sqlite:///{(out / 'vanban.db').as_posix()}")
    desk.save(letters, {})
    if letters:
        write_documents(letters, out / "documents.jsonl")
        draw_pages(letters[0], out, 310)
        alto = out / letters[0]["folder"] / "alto" / "1.xml"
        alto.parent.mkdir(parents=True, exist_ok=True)
        alto.write_text(ALTO, encoding="utf-8")
    return desk


@cache
def _prepared() -> Path:
    """The folder of a desk over ``doubtful()``, made once: a copy is quicker than another."""
    folder = Path(tempfile.mkdtemp(prefix="vanban-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _prepare(folder / "out", doubtful()).close()
    return folder / "out"


def visit(office: Office, base: str = HERE, **more: Any) -> TestClient:
    """A browser. Use it as a context manager where uploads shall be read."""
    return TestClient(office.app, base_url=base, follow_redirects=False, **more)


def token(browser: TestClient) -> dict[str, str]:
    """The header that goes with what the browser's cookie is now."""
    return {"X-CSRF-Token": browser.get(f"{API}/me").json()["csrf"]}


def sign_in(browser: TestClient, name: str, password: str = PASSWORD) -> dict[str, str]:
    """Signs in; returns the header for unsafe requests."""
    body = {"name": name, "password": password}
    answer = browser.post(f"{API}/sign-in", json=body, headers=token(browser))
    assert answer.status_code == 200, answer.text
    return {"X-CSRF-Token": answer.json()["csrf"]}


def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with the least effort: what takes its time on purpose need not do so in each test."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(people, "_hasher", lambda: hasher)
    people._nobody.cache_clear()
