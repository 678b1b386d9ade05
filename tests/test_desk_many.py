"""Many at one desk, in any sequence, on SQLite and on PostgreSQL: nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.store import Conflict, Decision, Desk, Event, apply, open_desk
from pipeline.store.deciding import take_back
from pipeline.store.history import in_force
from tests.decisions import RUN, SHA, Clock, shown, wish
from tests.desk_letters import OUTLINE, report

# --- many people ----------------------------------------------------------------------------


def test_two_hundred_decisions_on_one_thing_by_two_people_lose_nothing(desk_url: str) -> None:
    desk = open_desk(desk_url)
    desk.save([report(0)], RUN, [OUTLINE])
    times, done, refused = 100, [0, 0], [0, 0]

    def work(person: int) -> None:
        seen = 0
        while done[person] < times:
            value = f"{person}{done[person]:03d}"
            try:
                event = desk.decide(wish(value=value, who=f"người {person}", seen=seen))
            except Conflict as conflict:
                refused[person] += 1
                seen = conflict.latest.id
            else:
                done[person] += 1
                seen = event.id

    people = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    events = desk.events(SHA)
    assert len(events) == 2 * times
    assert [e.id for e in events] == list(range(1, 2 * times + 1))
    for person in range(2):
        mine = [e.after for e in events if e.who == f"người {person}"]
        assert mine == [f"{person}{n:03d}" for n in range(times)]
    # Nobody overwrote what they had not seen: each knew the value that stood before.
    assert all(b.before == a.after for a, b in pairwise(events))
    assert shown(desk)["fields"]["number"]["value"] == events[-1].after
    desk.close()


def test_a_run_and_a_decision_at_once_lose_neither(desk_url: str) -> None:
    desk = open_desk(desk_url)
    letters = [report(n) for n in range(6)]
    desk.save(letters, RUN, [OUTLINE])
    made: list[Event] = []

    def work() -> None:
        for n in range(20):
            number = Decision(letters[n % 6]["sha256"], "fields.number", "correct", "Lan", str(n))
            seen = max((e.id for e in made if e.sha256 == number.sha256), default=0)
            made.append(desk.decide(Decision(**{**as_dict(number), "seen": seen})))

    person = threading.Thread(target=work)
    person.start()
    for version in range(5):
        desk.save(letters, {"version": str(version)}, [OUTLINE])
    person.join()
    assert desk.events() == tuple(made)
    latest = {e.sha256: e.after for e in made}
    for document in desk.documents():
        assert document["fields"]["number"]["value"] == latest[document["sha256"]]
    assert {r.sha256: r.number_symbol for r in desk.letters(0, 9).rows} == {
        sha256: f"{number}/BC-UBND" for sha256, number in latest.items()
    }
    desk.close()


def as_dict(decision: Decision) -> dict[str, Any]:
    return {name: getattr(decision, name) for name in Decision.__dataclass_fields__}


# --- any sequence -----------------------------------------------------------------------------

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("number"), st.sampled_from(["117", "118", "", "115"])),
        st.tuples(st.just("II.1"), st.sampled_from(["full", "thin", "none"])),
        st.tuples(st.just("unreadable"), st.just("")),
        st.tuples(st.just("undo"), st.integers(0, 9)),
        st.tuples(st.just("run"), st.sampled_from(["115", "117", "116"])),
    ),
    max_size=9,
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = open_desk(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'vanban.db'}", Clock())
    yield opened
    opened.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, at=st.integers(0, 10_000))
def test_any_sequence_equals_its_replay(bench: Desk, steps: list[tuple[str, Any]], at: int) -> None:
    """Whatever people and machines did in whatever order: the letter is its last reading with the
    events laid over it, and every list says so."""
    read = report(at)
    bench.save([read], RUN, [OUTLINE])
    start = bench.last_event()
    for kind, choice in steps:
        seen = bench.last_event()
        wanted = {"sha256": read["sha256"], "who": "Lan", "seen": seen}
        if kind == "number":
            bench.decide(Decision(what="fields.number", kind="correct", value=choice, **wanted))
        elif kind == "unreadable":
            bench.decide(Decision(what="fields.number", kind="unreadable", **wanted))
        elif kind == "II.1":
            what = "coverage.II.1.content"
            bench.decide(Decision(what=what, kind="correct", value=choice, **wanted))
        elif kind == "run":
            read = report(at)
            read["fields"]["number"]["value"] = choice
            bench.save([read], RUN, [OUTLINE])
        elif events := bench.events(read["sha256"]):
            target = events[choice % len(events)]
            try:
                taken = bench.undo(target.id, "Lan")
            except Conflict as conflict:
                assert conflict.latest.undoes == target.id
            else:
                assert taken == _as_pure(events, target, taken)
    events = bench.events(read["sha256"])
    replayed = apply(read, events, {OUTLINE.name: OUTLINE})
    found = bench.letter(read["sha256"])
    assert found is not None
    assert {**found, "events": 0} == {**replayed, "events": 0}
    (row,) = bench.letters(0, 1).rows
    assert row.decided == len(in_force(events))
    assert row.score == replayed["coverage"]["score"]
    assert row.doubts == bench.doubts(0, 1, sha256=read["sha256"]).total
    settled = {e.what for e in in_force(events)}
    asked = {d.what for d in bench.doubts(0, 99).rows if d.disagrees is None}
    assert not asked & settled
    assert bench.last_event() - start <= len(steps)


def _as_pure(events: tuple[Event, ...], target: Event, taken: Event) -> Event:
    pure = take_back(events, target, "Lan", taken.when)
    return Event(**{n: getattr(pure, n) for n in Event.__dataclass_fields__} | {"id": taken.id})


def test_nothing_but_the_database_is_left_after_the_desk_closed(tmp_path: Path) -> None:
    path = tmp_path / "out" / "vanban.db"
    path.parent.mkdir()
    desk = open_desk(f"sqlite:///{path}")
    desk.save([report(0)], RUN, [OUTLINE])
    desk.decide(wish())
    desk.close()
    assert [p.name for p in path.parent.iterdir()] == ["vanban.db"]
