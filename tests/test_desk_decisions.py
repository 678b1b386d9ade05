"""Deciding at the desk, on SQLite and on a real PostgreSQL server: nothing is lost, nothing is
overwritten in silence, everything can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import BadSettings, NoInput
from pipeline.store import Conflict, Decision, Desk, Event, Evidence
from pipeline.store.deciding import decide, to_event
from tests.compile_letters import letter
from tests.decisions import PLACE, RUN, SHA, Clock, a_desk, shown, wish  # noqa: F401 (fixture)
from tests.desk_letters import OUTLINE, USUAL, report


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
