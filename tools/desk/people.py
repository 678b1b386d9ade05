"""What locust runs: people at the desk, each with a name, a place in the queue and habits.

They read and settle as a browser does, a few seconds for each doubt. What the desk acknowledged
is written to the file named by ``VANBAN_LOAD_TOLD`` in the end; ``tools.desk.load`` starts all
this, and compares it with the database.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

from locust import FastHttpUser, between, events, task
from locust.env import Environment

from tools.desk.cards import read_card

API = "/api/v1"
_NAMES = json.loads(os.environ.get("VANBAN_LOAD_NAMES", "[]"))
_PASSWORD = os.environ.get("VANBAN_LOAD_PASSWORD", "")
_CHOICES = {"content": ("full", "thin", "none"), "heading": ("kept", "renamed", "merged", "none")}
_WORDS = ("văn minh kỷ luật", "thi dua", "tuyên truyền", "khong co tu nay", "115/BC-UBND")
_AT_THE_HEAD = 0.3
"""The share of people who begin where the queue begins, and meet others there."""

acknowledged: list[tuple[int, str, str, str, str]] = []
"""Of every decision that the desk took: event, letter, what, kind, who."""
counted = {"conflicts": 0, "unanswered": 0}


class Person(FastHttpUser):
    wait_time = between(0.5, 3.0)

    def on_start(self) -> None:
        self.name = _NAMES.pop()
        self.chance = random.Random(self.name)
        self.csrf = self.client.get(f"{API}/me").json()["csrf"]
        body = {"name": self.name, "password": _PASSWORD}
        self.csrf = self.post("/sign-in", body).json()["csrf"]
        total = self.client.get(f"{API}/doubts?limit=1").json()["total"]
        own = self.chance.random() > _AT_THE_HEAD
        start = self.chance.randrange(total) if own else 0
        found = self.client.get(f"{API}/doubts?limit=1&offset={start}", name="/doubts").json()
        item = found["items"][0]
        self.after = item["key"] if own else ""
        self.letter = item["sha256"]
        self.mine: list[int] = []

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        headers = {"X-CSRF-Token": self.csrf}
        return self.client.post(API + path, json=body, headers=headers, **more)

    @task(12)
    def settle(self) -> None:
        """Look at the next doubt and its picture, think, decide."""
        answer = self.client.get(f"/queue/card?after={self.after}", name="/queue/card")
        card = read_card(answer.text or "")
        if not card:
            self.after = ""
            return
        self.after, self.letter = card["key"], card["sha256"]
        picture = f"{API}/documents/{card['sha256']}/pages/{card['page']}.jpg"
        self.client.get(picture, name="/pages/N.jpg")
        self.wait()
        self.decide(card)

    def decide(self, card: dict[str, str]) -> None:
        kind, value = self.judged(card)
        body = {"what": card["what"], "kind": kind, "value": value, "why": ""}
        body |= {"evidence": None, "seen": int(card["seen"])}
        path = f"/documents/{card['sha256']}/decisions"
        with self.post(path, body, name="/decisions", catch_response=True) as answer:
            self.note(answer, card["what"], kind, card["sha256"])

    def judged(self, card: dict[str, str]) -> tuple[str, Any]:
        """Mostly the machine is right."""
        turn = self.chance.random()
        value = json.loads(card["value"])
        if turn < 0.6:
            return "accept", value
        if choices := _CHOICES.get(card["form"]):
            return "correct", self.chance.choice(choices)
        if turn < 0.9 and card["form"] == "text":
            return "correct", str(self.chance.randrange(1, 400))
        return "unreadable", None

    def note(self, answer: Any, what: str, kind: str, sha256: str) -> None:
        if answer.status_code == 201:
            id = answer.json()["id"]
            acknowledged.append((id, sha256, what, kind, self.name))
            self.mine.append(id)
        elif answer.status_code == 409:  # somebody was faster: theirs is kept
            counted["conflicts"] += 1
            answer.success()
        elif not answer.status_code:
            counted["unanswered"] += 1

    @task(1)
    def undo(self) -> None:
        if not self.mine:
            return
        id = self.mine.pop()
        known = {at: (sha256, what) for at, sha256, what, _, _ in acknowledged}
        with self.post(f"/events/{id}/undo", name="/undo", catch_response=True) as answer:
            self.note(answer, known[id][1], "undo", known[id][0])

    @task(4)
    def read(self) -> None:
        """Open the letter, and stay: the page asks for what others do."""
        self.client.get(f"/letters/{self.letter}", name="/letters/…")
        for _ in range(2):
            self.wait()
            self.client.get(f"{API}/documents/{self.letter}/events?after=0", name="/events")

    @task(1)
    def matrix(self) -> None:
        self.client.get(f"/matrix?page={self.chance.randrange(1, 11)}", name="/matrix")

    @task(1)
    def register(self) -> None:
        page = self.chance.randrange(1, 21)
        sort = self.chance.choice(("", "&sort=subject", "&q=da+nang"))
        self.client.get(f"/register?page={page}{sort}", name="/register")

    @task(1)
    def search(self) -> None:
        self.client.get(f"/search?q={self.chance.choice(_WORDS)}", name="/search")


@events.quitting.add_listener
def _told(environment: Environment, **_: Any) -> None:
    stats = environment.stats
    rows = [
        {
            "name": f"{entry.method} {entry.name}",
            "requests": entry.num_requests,
            "failures": entry.num_failures,
            "middle": entry.get_response_time_percentile(0.5),
            "late": entry.get_response_time_percentile(0.95),
        }
        for entry in (*(stats.entries[key] for key in sorted(stats.entries)), stats.total)
    ]
    errors = [f"{e.occurrences} × {e.method} {e.name}: {e.error}" for e in stats.errors.values()]
    told = {"acknowledged": acknowledged, **counted, "rows": rows, "errors": errors}
    path = Path(os.environ["VANBAN_LOAD_TOLD"])
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
