"""The time of every method of the desk, without a server.

Fills an empty database with made-up reports (eight pages, thirty items each) and calls each method
many times. Milliseconds of this process' computing, and by the clock: the first is the same on a
busy machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from pipeline.store import Decision, Desk
from tests.desk_letters import LARGE, many

TIMES = 60


def measure(desk: Desk, letters: int) -> None:
    readings = list(many(letters))
    hashes = [r["sha256"] for r in readings]
    print(f"{'':22}{'median':>9}{'p95':>9}{'p95, clock':>12}")
    tell("save, all new", lambda _: desk.save(readings, {"version": "1"}, [LARGE]), 1)
    tell("save, nothing new", lambda _: desk.save(readings, {"version": "1"}, [LARGE]), 1)
    tell("letters", lambda n: desk.letters(n * letters // TIMES, 50))
    tell("letters, words", lambda _: desk.letters(0, 50, query="da nang so ket"))
    tell("letters, doubts", lambda _: desk.letters(0, 50, doubts_only=True))
    tell("letter", lambda n: desk.letter(hashes[n * letters // TIMES]))
    tell("doubts", lambda n: desk.doubts(n * 50, 50))
    tell("next_doubt", lambda _: desk.next_doubt(None))
    tell("search, rare", lambda n: desk.search(f"số {n}/BC-UBND", 0, 20))
    tell("search, common", lambda _: desk.search("văn minh kỷ luật", 0, 20))
    tell("matrix", lambda _: desk.matrix())
    tell("verdicts", lambda n: desk.verdicts(n * 50, 50))
    tell("events, none new", lambda n: desk.events(hashes[n * letters // TIMES], 999))
    tell("next_doubt, decide", lambda _: decide(desk))
    tell("undo", lambda n: desk.undo(n + 1, "Lan"))


def decide(desk: Desk) -> None:
    doubt = desk.next_doubt(None)
    assert doubt is not None  # noqa: S101 (the corpus has thousands)
    desk.decide(Decision(doubt.sha256, doubt.what, "accept", "Lan", seen=desk.last_event()))


def tell(name: str, call: Callable[[int], object], times: int = TIMES) -> None:
    computing, clock = [], []
    for n in range(times):
        here, now = time.process_time(), time.perf_counter()
        call(n)
        computing.append(1000 * (time.process_time() - here))
        clock.append(1000 * (time.perf_counter() - now))
    late = int(0.95 * (times - 1))
    middle, computed = sorted(computing)[times // 2], sorted(computing)[late]
    print(f"{name:22}{middle:9.1f}{computed:9.1f}{sorted(clock)[late]:12.1f}", flush=True)
