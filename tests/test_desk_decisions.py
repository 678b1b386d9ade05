"""Deciding at the desk, on SQLite and on a real PostgreSQL server: nothing is lost, nothing is
overwritten in silence, everything can be taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import BadSettings, NoInput
from pipeline.store import Conflict, Decision, Desk, Event, Evidence, apply, open_desk
from pipeline.store.deciding import decide, take_back, to_event
from pipeline.store.history import in_force
from tests.compile_letters import letter
from tests.desk_letters import OUTLINE, USUAL, report

SHA = report()["sha256"]
PLACE = Evidence(page=1, box=[0.2, 0.3, 0.4, 0.35], quote="Số: 117")
RUN = {"version": "1"}


class Clock:
    """A second passes between any two looks."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def desk(desk_url: str) -> Iterator[Desk]:
    opened = open_desk(desk_url, Clock())
    opened.save([report(0), report(1)], RUN, [OUTLINE])
    yield opened
    opened.close()


def wish(
    what: str = "fields.number", kind: Any = "correct", value: Any = "117", **more: Any
) -> Decision:
    return Decision(
        **{"sha256": SHA, "what": what, "kind": kind, "who": "Lan", "value": value, **more}
    )


def shown(desk: Desk) -> dict[str, Any]:
    found = desk.letter(SHA)
    assert found is not None
    return found


def test_a_decision_is_an_event_and_the_letter_shows_it(desk: Desk) -> None:
    event = desk.decide(wish(why="đọc trên bản giấy"))
    assert event == Event(
        file="bc-000.pdf", sha256=SHA, what="fields.number", before="115", after="117", who="Lan",
        when="2026-11-20T09:00:01+00:00", why="đọc trên bản giấy", kind="correct", evidence=None,
        undoes=None, reading={"value": "115", "source": "read"}, id=1,
    )  # fmt: skip
    assert desk.events() == (event,)
    assert desk.events(SHA, after=1) == ()
    letter = shown(desk)
    assert letter["fields"]["number"]["value"] == "117"
    assert letter["fields"]["number_symbol"]["value"] == "117/BC-UBND"
    assert letter["events"] == 1
    row = next(r for r in desk.letters(0, 9).rows if r.sha256 == SHA)
    assert (row.number_symbol, row.decided) == ("117/BC-UBND", 1)


def test_verdicts_scores_matrix_and_tables_follow(desk: Desk) -> None:
    desk.decide(wish("coverage.II.1.content", value="full"))
    assert shown(desk)["coverage"]["score"] == pytest.approx(6 / 7, abs=1e-4)
    (row,) = (r for r in desk.matrix().rows if r.sha256 == SHA)
    assert row.score == pytest.approx(6 / 7, abs=1e-4)
    assert (row.cells["II.1"].content, row.cells["II.1"].corrected) == ("full", True)
    assert row.cells["II.1"].review is False
    verdicts = {v["id"]: v for v in desk.verdicts(0, 99).rows if v["sha256"] == SHA}
    assert (verdicts["II.1"]["content"], verdicts["II.1"]["source"]) == ("full", "corrected")
    assert (verdicts["I.1"]["source"], verdicts["I.1"]["box"]) == ("read", [0.1, 0.2, 0.9, 0.25])
    assert list(verdicts) == [item.id for item in OUTLINE.items]


def test_two_people_on_one_thing_neither_overwrites_the_other(desk: Desk) -> None:
    first = desk.decide(wish(value="117"))
    with pytest.raises(Conflict) as refused:
        desk.decide(wish(value="119", who="Minh"))
    assert refused.value.latest == first
    assert shown(desk)["fields"]["number"]["value"] == "117"
    assert len(desk.events()) == 1
    seen = desk.decide(wish(value="119", who="Minh", seen=first.id))
    assert (seen.before, seen.after) == ("117", "119")
    # Another thing on the same letter is nobody's concern.
    assert desk.decide(wish("fields.subject", value="Sơ kết", who="Hoa")).id == 3


def test_a_verdict_that_moved_with_its_child_is_a_conflict_and_no_nonsense(desk: Desk) -> None:
    """Another's decision on a child changes its parent: who accepts the parent as it was is told
    of that decision."""
    before = {i["id"]: i["content"] for i in shown(desk)["coverage"]["items"]}
    child = desk.decide(wish("coverage.II.1.content", value="none"))
    child = desk.decide(wish("coverage.II.1.content", value="full", seen=child.id))
    after = {i["id"]: i["content"] for i in shown(desk)["coverage"]["items"]}
    moved = [id for id in before if before[id] != after[id] and id != "II.1"]
    stale = {"II": "thin" if after["II"] != "thin" else "none"} | {id: before[id] for id in moved}
    for id, value in stale.items():
        with pytest.raises(Conflict) as told:
            desk.decide(wish(f"coverage.{id}.content", "accept", value, who="Minh"))
        assert told.value.latest == child
        with pytest.raises(BadSettings):  # who has seen it and says so all the same is wrong
            desk.decide(wish(f"coverage.{id}.content", "accept", value, seen=child.id))
    accepted = desk.decide(wish("coverage.II.content", "accept", after["II"], who="Minh"))
    assert accepted.after == after["II"]


def test_an_undo_is_seen_by_the_next_too(desk: Desk) -> None:
    first = desk.decide(wish())
    taken = desk.undo(first.id, "Minh")
    with pytest.raises(Conflict) as refused:
        desk.decide(wish(seen=first.id))
    assert refused.value.latest == taken


def test_undo_and_undo_of_the_undo(desk: Desk) -> None:
    first = desk.decide(wish(value="117"))
    second = desk.decide(wish(value="118", seen=first.id))
    taken = desk.undo(second.id, "Minh")
    assert (taken.kind, taken.undoes, taken.before, taken.after) == ("undo", 2, "118", "117")
    assert shown(desk)["fields"]["number"]["value"] == "117"
    with pytest.raises(Conflict) as refused:
        desk.undo(second.id, "Hoa")
    assert refused.value.latest == taken
    back = desk.undo(taken.id, "Lan")
    assert (back.before, back.after, back.undoes) == ("117", "118", taken.id)
    assert shown(desk)["fields"]["number"]["value"] == "118"
    again = desk.undo(second.id, "Lan")  # in force again, so it can be taken back again
    desk.undo(first.id, "Lan")
    assert again.after == "117"
    assert shown(desk)["fields"]["number"] == report()["fields"]["number"]
    assert [e.id for e in desk.events(SHA)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("5/12/2022", "2022-12-05"),
        ("05.12.2022", "2022-12-05"),
        ("05-12-2022", "2022-12-05"),
        ("2022-12-05", "2022-12-05"),
        ("ngày 05 tháng 12 năm 2022", "2022-12-05"),
        ("Ngày 5  tháng 12 năm 2022", "2022-12-05"),
        ("12/2022", "2022-12"),
        ("tháng 5 năm 2022", "2022-05"),
        ("2022-05", "2022-05"),
        ("-", None),
        ("", None),
    ],
)
def test_a_day_is_kept_in_one_form(typed: str, stored: str | None) -> None:
    event = decide(letter(0), "fields.date", typed, "Lan", "2026-11-20T09:00")
    assert event.after == stored


@pytest.mark.parametrize(
    ("what", "value", "stored"),
    [
        ("fields.number", " 117 ", "117"),
        ("fields.subject", "Sơ kết\n 03 năm", "Sơ kết 03 năm"),
        # NFD and the Icelandic eth, as some keyboards and text layers write
        ("fields.symbol", "Q\u00d0-UBND", "QĐ-UBND"),
        ("fields.issuer", "U\u0309y ban", "Ủy ban"),
        ("fields.recipients", "Như trên;  Lưu: VT ;", ["Như trên", "Lưu: VT"]),
        ("fields.recipients", ["Như trên", " "], ["Như trên"]),
        ("fields.urgency", "HỎA TỐC", "HỎA TỐC"),
    ],
)
def test_words_are_kept_in_one_form(what: str, value: Any, stored: Any) -> None:
    read = report()
    event = to_event(read, read, wish(what, value=value), "2026-11-20T09:00")
    assert event.after == stored


@pytest.mark.parametrize(
    "bad",
    [
        wish("fields.colour"),
        wish("number"),
        wish("coverage.IX.9.content", value="full"),
        wish("coverage.II.1.content", value="kept"),
        wish("coverage.II.1.content", value=None),
        wish("coverage.II.1.heading", value="full"),
        wish("fields.number", value=["1", "2"]),
        wish("fields.number", value="1" * 5000),
        wish("fields.date", value="31/2/2022"),
        wish("fields.date", value="hôm qua"),
        wish("fields.number", kind="accept", value="999"),  # not what stands there
        wish("fields.number", kind="move", value=None),  # where to?
        wish(evidence=Evidence(page=0, box=None, quote=None)),
        wish(evidence=Evidence(page=99, box=None, quote=None)),
        wish(evidence=Evidence(page=1, box=[0.1, 0.1, 0.2], quote=None)),
        wish(evidence=Evidence(page=1, box=[0.4, 0.1, 0.2, 0.2], quote=None)),
        wish(evidence=Evidence(page=1, box=[0.1, 0.1, 1.2, 0.2], quote=None)),
        wish(why="x" * 5000),
    ],
    ids=lambda decision: f"{decision.what}-{decision.kind}",
)
def test_what_makes_no_sense_is_refused(bad: Decision) -> None:
    read = report()
    with pytest.raises(BadSettings):
        to_event(read, read, bad, "2026-11-20T09:00")


def test_a_refused_decision_leaves_nothing_behind(desk: Desk) -> None:
    with pytest.raises(BadSettings):
        desk.decide(wish("fields.date", value="hôm qua"))
    with pytest.raises(NoInput):
        desk.decide(wish(sha256="0" * 64))
    with pytest.raises(NoInput):
        desk.undo(7, "Lan")
    assert desk.events() == ()
    assert desk.letter("0" * 64) is None
    assert desk.letter("") is None


# --- new readings ---------------------------------------------------------------------------


def read_again(desk: Desk, number: str, sure: float = 0.9) -> None:
    again = report(0)
    again["fields"]["number"] |= {"value": number, "confidence": sure, "review": False}
    desk.save([again, report(1)], {"version": "2"}, [OUTLINE])


@pytest.mark.parametrize(
    ("decided", "number", "asked"),
    [
        # The machine says again what the person corrected: it was asked once.
        (wish(value="117"), "115", None),
        # It came round to the person's view.
        (wish(value="117"), "117", None),
        # Something new: the person should look, though the machine is sure.
        (wish(value="117"), "116", "116"),
        (wish(kind="accept", value=None), "116", "116"),
        (wish(kind="accept", value=None), "115", None),
        (wish(kind="unreadable", value=None), "116", "116"),
        (wish(kind="unreadable", value=None), "115", None),
        (wish(kind="move", value=None, evidence=PLACE), "116", "116"),
    ],
)
def test_a_new_reading_is_shown_where_it_contradicts(
    desk: Desk, decided: Decision, number: str, asked: str | None
) -> None:
    event = desk.decide(decided)
    read_again(desk, number)
    doubts = [d for d in desk.doubts(0, 99, sha256=SHA).rows if d.what == "fields.number"]
    assert [(d.value, d.disagrees) for d in doubts] == ([(event.after, asked)] if asked else [])
    number_now = shown(desk)["fields"]["number"]
    assert number_now["value"] == event.after  # the person's word holds in any case
    assert number_now["machine"]["value"] == number


def test_a_contradiction_is_settled_either_way(desk: Desk) -> None:
    first = desk.decide(wish(value="117"))
    read_again(desk, "116")
    kept = desk.decide(wish(kind="accept", value=None, seen=first.id, who="Minh"))
    assert (kept.after, kept.reading) == ("117", {"value": "116", "source": "read"})
    assert not [d for d in desk.doubts(0, 99).rows if d.disagrees]
    read_again(desk, "114")
    assert [d.disagrees for d in desk.doubts(0, 99).rows if d.disagrees] == ["114"]
    taken = desk.decide(wish(value="114", seen=kept.id))
    assert shown(desk)["fields"]["number"]["value"] == "114"
    assert not [d for d in desk.doubts(0, 99).rows if d.disagrees]
    desk.undo(taken.id, "Lan")
    assert [d.disagrees for d in desk.doubts(0, 99).rows if d.disagrees] == ["114"]


def test_a_verdict_of_a_new_reading_can_contradict_too(desk: Desk) -> None:
    desk.decide(wish("coverage.II.3.content", value="thin"))
    heading, _, sure, _ = USUAL["II.3"]
    desk.save([report(0, {**USUAL, "II.3": (heading, "none", sure, False)})], RUN, [OUTLINE])
    (doubt,) = (d for d in desk.doubts(0, 99).rows if d.disagrees)
    assert (doubt.what, doubt.value, doubt.disagrees) == ("coverage.II.3.content", "thin", "none")


def test_a_decision_about_an_item_that_went_stays_on_record(desk: Desk) -> None:
    desk.decide(wish("coverage.II.3.content", value="thin"))
    desk.save([{**report(0), "coverage": None}], RUN, [OUTLINE])
    (lost,) = shown(desk)["unapplied"]
    assert lost["what"] == "coverage.II.3.content"
    desk.save([report(0)], RUN, [OUTLINE])
    assert "unapplied" not in shown(desk)
    assert shown(desk)["coverage"]["items"][6]["content"] == "thin"


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
