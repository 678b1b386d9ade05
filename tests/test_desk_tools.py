"""What measures the desk: decisions counted, times told, a folder filled, a server started."""

from __future__ import annotations

import json
import os
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from pipeline.compile.contract import read_documents
from pipeline.store import Event, open_desk
from tests.review_desk import cheap_passwords, open_office, visit
from tests.waiting import PATIENCE, lives, longer, running, within
from tools.desk import load, pages
from tools.desk.__main__ import _parser
from tools.desk.cards import read_card
from tools.desk.cores import Cores, of_leaders, of_process
from tools.desk.filling import PASSWORD, fill
from tools.desk.server import Served, serving

WHAT, SHA = "fields.number", "a" * 64


def event(id: int, kind: str = "accept", who: str = "lan") -> Event:
    when = "2026-11-20T09:00:00+00:00"
    return Event("a.pdf", SHA, WHAT, "17", "17", who, when, kind=kind, id=id)  # type: ignore[arg-type]


def said(id: int, kind: str = "accept", who: str = "lan") -> tuple[Any, ...]:
    return (id, SHA, WHAT, kind, who)


@pytest.mark.parametrize(
    ("acknowledged", "kept", "lost", "unsaid"),
    [
        ([], [], (), ()),
        ([said(1), said(2)], [event(1), event(2)], (), ()),
        ([said(1), said(2)], [event(1)], (2,), ()),  # gone
        ([said(1)], [event(1), event(2)], (), (2,)),  # the line broke before the answer
        ([said(1, who="minh")], [event(1)], (1,), ()),  # somebody else's
        ([said(1, kind="undo")], [event(1)], (1,), ()),  # not what was said
        ([said(1), said(1)], [event(1)], (-1,), ()),  # two decisions, one event
    ],
)
def test_lost_decisions_are_found(
    acknowledged: list[Any], kept: list[Event], lost: tuple[int, ...], unsaid: tuple[int, ...]
) -> None:
    assert load.compare(acknowledged, kept) == load.Kept(len(acknowledged), lost, unsaid)


def told(late: float = 100.0, failures: int = 0, **more: Any) -> dict[str, Any]:
    row = {"name": "Aggregated", "requests": 9, "failures": failures, "middle": 9, "late": late}
    usual = {
        "acknowledged": [said(1)],
        "conflicts": 0,
        "unanswered": 0,
        "errors": [],
        "rows": [row],
    }
    return usual | more


@pytest.mark.parametrize(
    ("measured", "events", "log", "wanted"),
    [
        (told(), [event(1)], "", 0),
        (told(conflicts=3), [event(1)], "", 0),  # conflicts are answers
        (told(late=501.0), [event(1)], "", 1),
        (told(failures=1), [event(1)], "", 1),
        (told(), [], "", 1),
        (told(), [event(1), event(2)], "", 1),  # an event that nobody made
        (told(unanswered=1), [event(1), event(2)], "", 0),
        (told(), [event(1)], "Traceback (most recent call last):", 1),
    ],
)
def test_what_went_wrong_fails_the_load(
    measured: dict[str, Any], events: list[Event], log: str, wanted: int, tmp_path: Path
) -> None:
    (tmp_path / "log").write_text(log, encoding="utf-8")
    assert load.tell(measured, events, tmp_path / "log") == wanted


@pytest.mark.parametrize(
    ("times", "share", "wanted"),
    [([], 0.95, 0.0), ([5.0], 0.95, 5.0), (range(1, 101), 0.95, 96), ([3.0, 1.0, 2.0], 0.5, 2.0)],
)
def test_late_times(times: Any, share: float, wanted: float) -> None:
    assert pages.late(times, share) == wanted


def test_slow_pages_are_marked(capsys: pytest.CaptureFixture[str]) -> None:
    quick = pages.Timing("queue", [9.0], loads=[199.0])
    slow = pages.Timing("matrix", [9.0], loads=[201.0])
    pages.tell([quick, slow])
    _, first, second = capsys.readouterr().out.splitlines()
    assert (quick.slow, slow.slow) == (False, True)
    assert "SLOW" not in first and second.endswith("SLOW") and "201" in second


def test_what_is_computed_is_counted() -> None:
    before = of_process(os.getpid())
    led = of_leaders([os.getpid()])
    started = time.process_time()
    while time.process_time() - started < 0.1:
        sum(range(1000))
    after = of_process(os.getpid())
    assert 60 < after.since(before).computed < 1000  # the kernel counts in ticks of up to 10
    assert 0 < of_leaders([os.getpid()]).since(led).computed <= after.since(before).computed + 50
    assert before.since(after) == Cores(0.0, 0.0), "threads that ended take nothing away"
    assert of_process(2**31) == of_leaders([2**31]) == Cores()


def test_pages_are_asked_for_with_many_addresses() -> None:
    hashes, keys = ["a" * 64, "b" * 64], [f"{'a' * 64}/fields.number", f"{'b' * 64}/fields.date"]
    kinds = pages.kinds(hashes, keys)
    addresses = {path(n) for path in kinds.values() for n in range(-1, 40)}
    assert {"queue", "letter", "matrix", "register", "search"} <= kinds.keys()
    assert len(addresses) > 3 * len(kinds)
    assert all(path.startswith("/") for path in addresses)


def work(served: Served, people: tuple[str, ...], folder: Path) -> dict[str, Any]:
    """What is told once somebody has settled something: six seconds on a free machine."""
    unanswered = 0
    for minutes in longer(0.1, 4, 3.0):
        found = load.run(served, people, minutes, folder)
        unanswered += found["unanswered"]
        if found["acknowledged"]:
            break
    return found | {"unanswered": unanswered}


@pytest.mark.ocr  # starts two programs
def test_people_work_at_a_real_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is filled, a server is started over it, locust's people settle and are counted."""
    cheap_passwords(monkeypatch)
    monkeypatch.setattr(load, "LIMIT", 1e3 * PATIENCE)  # how quick it is, is told elsewhere
    out = tmp_path / "out"
    people = fill(out, "", 3, 2)
    assert people == ("nguoi00", "nguoi01")
    assert len(read_documents(out / "documents.jsonl")) == 3
    pictures = list(out.glob("letters/*/pages/*.jpg"))
    assert len(pictures) == 3 * 8 and all(p.stat().st_nlink >= 3 for p in pictures)
    with serving(out, "", tmp_path / "log") as served:
        with urllib.request.urlopen(f"{served.address}/sign-in", timeout=PATIENCE) as answer:  # noqa: S310
            assert answer.status == 200
        found = work(served, people, tmp_path)
        assert lives(served.pid)
    events = load.events(out, "")
    kept = load.compare(found["acknowledged"], events)
    assert load.tell(found, events, tmp_path / "log") == 0
    assert kept.acknowledged >= 1, (tmp_path / "locust.log").read_text("utf-8", "replace")
    assert kept.lost == ()
    assert len(events) == kept.acknowledged + len(kept.unsaid)
    assert {e.who for e in events} <= set(people)
    desk = open_desk(f"sqlite:///{out / 'vanban.db'}")
    assert desk.check("nguoi01", PASSWORD) is not None
    desk.close()
    assert within(PATIENCE, lambda: not running(str(out))), "the server has gone"


@pytest.mark.ocr  # starts a program
def test_a_desk_that_does_not_start_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(RuntimeError, match="did not start"):  # noqa: SIM117 (which one raises)
        with serving(tmp_path / "file" / "out", "", tmp_path / "log"):
            pass
    assert "output_unwritable" in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["methods"], ["pages", "--times", "3"], ["load", "--postgres"]])
def test_the_command_takes_what_the_documents_say(words: list[str]) -> None:
    asked = _parser().parse_args(words)
    assert asked.what == words[0]
    assert (asked.letters, asked.users, asked.minutes) == (1000, 20, 10.0)


def test_a_card_is_read_as_the_keyboard_reads_it(tmp_path: Path) -> None:
    """From the desk's own page: what locust's people go by must be what is there."""
    office = open_office(tmp_path / "out")
    browser = visit(office)
    html = browser.get(f"/?at={office.sha256}/fields.number").text
    office.desk.close()
    card = read_card(html)
    assert card["key"] == f"{office.sha256}/fields.number"
    assert (card["what"], card["sha256"]) == ("fields.number", office.sha256)
    assert (json.loads(card["value"]), card["form"], card["page"]) == ("17", "text", "1")
    assert card["seen"] == "0"


def test_an_empty_queue_is_no_card(tmp_path: Path) -> None:
    office = open_office(tmp_path / "out", [])
    assert read_card(visit(office).get("/").text) == {}
    office.desk.close()
