"""What people decided, laid over what machines read."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.machine import as_read
from pipeline.store import Event, apply
from pipeline.store.history import in_force, undone
from pipeline.store.types import Evidence
from tests.compile_letters import ITEMS, letter, value
from tests.desk_letters import OUTLINE, USUAL, coverage, report

SHA = letter(0)["sha256"]
OTHER = "0" * 64


def fix(what: str, after: Any, **more: Any) -> Event:
    told = {"file": "bc-000.pdf", "sha256": SHA, "before": None, "who": "Lan", "why": ""}
    return Event(**{**told, "what": what, "after": after, "when": "2026-11-20T09:00", **more})


def test_a_corrected_field_says_who_and_when_and_keeps_its_evidence() -> None:
    fixed = apply(letter(0), [fix("fields.number", "101", why="đọc trên bản giấy")])
    number, before = fixed["fields"]["number"], letter(0)["fields"]["number"]
    assert number["value"] == "101"
    assert (number["source"], number["confidence"], number["review"]) == ("corrected", 1.0, False)
    assert number["why"] == "Người sửa: Lan, 2026-11-20T09:00 (đọc trên bản giấy)"
    assert (number["raw"], number["page"], number["box"]) == (
        before["raw"], before["page"], before["box"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "symbol", "whole", "expected"),
    [
        ("7", "BC-UBND", "100/BC-UBND", "7/BC-UBND"),
        ("34", "CT/TW", "33-CT/TW", "34-CT/TW"),
        ("7", "BC-UBND", None, "7/BC-UBND"),
        (None, "BC-UBND", "100/BC-UBND", None),
        ("7", None, None, None),
    ],
)
def test_number_and_symbol_follow_their_parts(
    number: str | None, symbol: str | None, whole: str | None, expected: str | None
) -> None:
    document = letter(0)
    document["fields"] |= {"symbol": value(symbol), "number_symbol": value(whole)}
    found = apply(document, [fix("fields.number", number)])["fields"]["number_symbol"]
    assert found["value"] == expected
    assert found["source"] == "inferred"
    assert "Lan" in found["why"]


def test_a_person_s_whole_symbol_is_not_mended() -> None:
    fixes = [fix("fields.number_symbol", "8/XY"), fix("fields.number", "7")]
    assert apply(letter(0), fixes)["fields"]["number_symbol"]["value"] == "8/XY"


def test_a_field_that_was_not_found_can_be_given() -> None:
    urgency = apply(letter(0), [fix("fields.urgency", "HỎA TỐC")])["fields"]["urgency"]
    assert (urgency["value"], urgency["page"], urgency["source"]) == ("HỎA TỐC", None, "corrected")


def test_without_the_outline_a_verdict_is_marked_and_nothing_recomputed() -> None:
    before = letter(0)
    fixes = [fix("coverage.II.1.đ.content", "thin"), fix("coverage.II.1.đ.heading", "none")]
    fixed = apply(before, fixes)["coverage"]
    (item,) = (i for i in fixed["items"] if i["id"] == "II.1.đ")
    assert (item["content"], item["heading"], item["source"]) == ("thin", "none", "corrected")
    assert (item["confidence"], item["review"]) == (1.0, False)
    assert item["corrected"].keys() == {"content", "heading"}
    assert fixed["corrected"] is True
    assert fixed["score"] == before["coverage"]["score"]
    others = [i for i in fixed["items"] if i["id"] != "II.1.đ"]
    assert others == [i for i in before["coverage"]["items"] if i["id"] != "II.1.đ"]


@pytest.mark.parametrize("judged", [None, letter(0)["coverage"]])
def test_a_decision_without_a_place_is_kept_in_sight(judged: Any) -> None:
    lost = apply(letter(0, coverage=judged), [fix("coverage.IX.9.content", "full")])["unapplied"]
    (told,) = lost
    assert told["what"] == "coverage.IX.9.content"
    assert "Lan" in told["why"]


def test_the_later_correction_wins() -> None:
    fixes = [fix("fields.number", "1"), fix("fields.number", "2", who="Minh")]
    number = apply(letter(0), fixes)["fields"]["number"]
    assert number["value"] == "2"
    assert "Minh" in number["why"]


def test_corrections_follow_the_letter_not_its_name() -> None:
    renamed = letter(0, file="đã đổi tên.pdf")
    assert apply(renamed, [fix("fields.number", "7")])["fields"]["number"]["value"] == "7"
    assert apply(letter(0), [fix("fields.number", "7", sha256=OTHER)]) == letter(0)


@pytest.mark.parametrize(
    ("what", "after"),
    [
        ("number", "7"),
        ("fields.", "7"),
        ("coverage.III.4", "full"),
        ("coverage.III.4.content", "kept"),
        ("coverage.III.4.heading", "full"),
        ("coverage.III.4.content", None),
        ("text.1", "x"),
    ],
)
def test_what_can_not_be_corrected_is_refused(what: str, after: str | None) -> None:
    with pytest.raises(ValueError, match=r"nothing to decide|no verdict"):
        fix(what, after)


FIXES = st.lists(
    st.one_of(
        st.builds(
            fix,
            st.sampled_from(["number", "symbol", "number_symbol", "subject", "secrecy"]).map(
                "fields.{}".format
            ),
            st.one_of(st.none(), st.text(max_size=6)),
            who=st.sampled_from(["Lan", "Minh"]),
            sha256=st.sampled_from([SHA, SHA, OTHER]),
        ),
        st.builds(
            fix,
            st.sampled_from([id for id, _ in ITEMS] + ["IX"]).map("coverage.{}.content".format),
            st.sampled_from(["full", "thin", "none"]),
        ),
        st.builds(
            fix,
            st.sampled_from([id for id, _ in ITEMS]).map("coverage.{}.heading".format),
            st.sampled_from(["kept", "renamed", "merged", "none"]),
        ),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(FIXES)
def test_applying_twice_changes_nothing_more_and_the_reading_stays(fixes: list[Event]) -> None:
    reading = letter(0)
    before = copy.deepcopy(reading)
    once = apply(reading, fixes)
    assert reading == before
    assert apply(once, fixes) == once


@settings(deadline=None)
@given(FIXES)
def test_only_what_was_named_is_marked_corrected(fixes: list[Event]) -> None:
    named = {f.what for f in fixes if f.sha256 == SHA}
    fixed = apply(letter(0), fixes)
    marked = {f"fields.{k}" for k, v in fixed["fields"].items() if v["source"] == "corrected"}
    assert marked == {what for what in named if what.startswith("fields.")}
    items = {i["id"] for i in fixed["coverage"]["items"] if i.get("source") == "corrected"}
    asked = {what.split(".", 1)[1].rpartition(".")[0] for what in named if "coverage" in what}
    assert items == asked - {"IX"}
    assert bool(fixed.get("unapplied")) == ("IX" in asked)
    assert as_read(fixed) == letter(0)


# --- kinds of decisions ------------------------------------------------------------------

PLACE = Evidence(page=2, box=[0.2, 0.3, 0.4, 0.35], quote="Số: 117")


@pytest.mark.parametrize(
    ("kind", "after", "evidence", "wanted"),
    [
        ("accept", "115", None, ("115", "corrected", 1.0, 1, "Người xác nhận: Lan")),
        ("correct", "117", None, ("117", "corrected", 1.0, 1, "Người sửa: Lan")),
        ("correct", "117", PLACE, ("117", "corrected", 1.0, 2, "Người sửa: Lan")),
        ("correct", None, None, (None, "corrected", 1.0, 1, "Người sửa: Lan")),
        ("unreadable", None, None, (None, "unreadable", 1.0, 1, "không đọc được: Lan")),
        ("move", "115", PLACE, ("115", "corrected", 1.0, 2, "Người chỉ lại chỗ: Lan")),
    ],
)
def test_each_kind_of_decision_on_a_field(
    kind: str, after: Any, evidence: Any, wanted: tuple[Any, ...]
) -> None:
    decided = fix("fields.number", after, kind=kind, evidence=evidence)
    number = apply(report(), [decided], KNOWN)["fields"]["number"]
    assert (number["value"], number["source"], number["confidence"], number["page"]) == wanted[:4]
    assert wanted[4] in number["why"]
    assert number["review"] is False
    assert number["machine"] == report()["fields"]["number"]
    if evidence:
        assert (number["box"], number["raw"]) == (PLACE["box"], PLACE["quote"])


def test_a_number_that_nobody_can_read_leaves_no_number_and_symbol() -> None:
    fixed = apply(report(), [fix("fields.number", None, kind="unreadable")])["fields"]
    whole = fixed["number_symbol"]
    assert (whole["value"], whole["source"]) == (None, "unreadable")
    assert whole["machine"]["value"] == "115/BC-UBND"


KNOWN = {OUTLINE.name: OUTLINE}


def test_a_decision_moves_the_evidence_of_an_item_and_settles_it() -> None:
    moved = fix("coverage.II.1.content", "thin", kind="move", evidence=PLACE)
    (item,) = (i for i in apply(report(), [moved], KNOWN)["coverage"]["items"] if i["id"] == "II.1")
    assert item["evidence"] == [PLACE]
    assert (item["content"], item["source"], item["review"]) == ("thin", "corrected", False)
    assert item["machine"]["evidence"] == report()["coverage"]["items"][4]["evidence"]


def test_an_item_that_can_not_be_judged_keeps_the_machine_s_verdict() -> None:
    lost = fix("coverage.I.2.content", "none", kind="unreadable")
    fixed = apply(report(), [lost], KNOWN)["coverage"]
    item = fixed["items"][2]
    assert (item["content"], item["source"], item["review"]) == ("none", "unreadable", False)
    assert item["confidence"] == 0.6  # the machine's: nobody is sure of it
    assert fixed["score"] == report()["coverage"]["score"]


def test_a_heading_alone_leaves_the_content_in_doubt() -> None:
    item = apply(report(), [fix("coverage.I.2.heading", "kept")], KNOWN)["coverage"]["items"][2]
    assert (item["heading"], item["source"]) == ("kept", "corrected")
    assert (item["review"], item["confidence"]) == (True, 0.6)


def test_what_is_absent_has_no_evidence_and_no_printed_heading() -> None:
    gone = [fix("coverage.II.3.content", "none"), fix("coverage.II.3.heading", "none")]
    item = apply(report(), gone, KNOWN)["coverage"]["items"][6]
    assert (item["evidence"], item["printed_heading"], item["score"]) == ([], None, 0.0)
    assert item["machine"]["evidence"]


# --- points ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided", "lenient", "strict"),
    [
        # Asked: I.1 (1), I.2 (1), II.1 (3), II.3 (2); II.2 is optional and absent.
        # Machine: I.1 full, I.2 none, II.1 thin, II.3 full: (1 + 0 + 1.5 + 2) / 7.
        ({}, 4.5 / 7, 4.5 / 7),
        ({"II.1.content": "full"}, 6 / 7, 6 / 7),
        # under no heading of its own: lenient only
        ({"I.2.content": "full"}, 5.5 / 7, 4.5 / 7),
        ({"I.2.content": "full", "I.2.heading": "kept"}, 5.5 / 7, 5.5 / 7),
        # a merged heading is nobody's own
        ({"II.1.heading": "merged"}, 4.5 / 7, 3 / 7),
        # an optional item that is there is asked for
        ({"II.2.content": "thin"}, 5 / 8, 4.5 / 8),
        ({"I.1.content": "none", "II.1.content": "none", "II.3.content": "none"}, 0.0, 0.0),
    ],
)
def test_points_are_counted_again(decided: dict[str, str], lenient: float, strict: float) -> None:
    fixes = [fix(f"coverage.{what}", after) for what, after in decided.items()]
    fixed = apply(report(), fixes, KNOWN)["coverage"]
    whole = fixed["scores"][0]
    assert fixed["score"] == whole["lenient"] == pytest.approx(lenient, abs=1e-4)
    assert whole["strict"] == pytest.approx(strict, abs=1e-4)
    assert "corrected" not in fixed  # the points are those of the verdicts shown
    if fixes:
        assert fixed["machine"]["score"] == pytest.approx(4.5 / 7, abs=1e-4)
        assert [s["part"] for s in fixed["scores"]] == [None, "I", "II"]


@pytest.mark.parametrize("content", ["full", "thin", "none"])
def test_a_report_judged_so_by_the_machine_has_the_same_points(content: str) -> None:
    """By the same rule: whoever says it, a verdict earns the same."""
    heading, _, sure, review = USUAL["II.1"]
    judged = {**USUAL, "II.1": (heading, content, sure, review)}
    fixed = apply(report(), [fix("coverage.II.1.content", content)], KNOWN)["coverage"]
    assert fixed["scores"] == coverage(judged)["scores"]
    assert [i["content"] for i in fixed["items"]] == [
        i["content"] for i in coverage(judged)["items"]
    ]


def test_another_outline_of_the_same_name_is_not_counted_by() -> None:
    shorter = {OUTLINE.name: replace(OUTLINE, items=OUTLINE.items[:-1])}
    fixed = apply(report(), [fix("coverage.II.1.content", "full")], shorter)["coverage"]
    assert fixed["score"] == report()["coverage"]["score"]
    assert fixed["corrected"] is True


def test_a_parent_follows_its_children_and_asks_no_more() -> None:
    read = report()
    read["coverage"]["items"][3] |= {"content": "thin", "review": True}  # II: one of two is full
    fixed = apply(read, [fix("coverage.II.1.content", "full")], KNOWN)["coverage"]
    parent = fixed["items"][3]
    assert (parent["content"], parent["source"]) == ("full", "inferred")
    assert "II.1.content" not in parent["why"]
    assert "II.1" in parent["why"]
    assert parent["review"] is True  # II.3 below it is still open
    both = [fix("coverage.II.1.content", "full"), fix("coverage.II.3.content", "full")]
    assert apply(read, both, KNOWN)["coverage"]["items"][3]["review"] is False


def test_a_parent_that_a_person_judged_stays() -> None:
    fixes = [fix("coverage.II.content", "none"), fix("coverage.II.1.content", "full")]
    parent = apply(report(), fixes, KNOWN)["coverage"]["items"][3]
    assert (parent["content"], parent["source"]) == ("none", "corrected")


# --- a sequence of events ------------------------------------------------------------------


def event(id: int, after: Any = "x", undoes: int | None = None) -> Event:
    kind = "correct" if undoes is None else "undo"
    return fix("fields.number", after, id=id, kind=kind, undoes=undoes)


@pytest.mark.parametrize(
    ("events", "gone", "holds"),
    [
        ([event(1, "a")], set(), "a"),
        ([event(1, "a"), event(2, "b")], set(), "b"),
        ([event(1, "a"), event(2, "b"), event(3, undoes=2)], {2}, "a"),
        # an older one is taken back: the younger holds on
        ([event(1, "a"), event(2, "b"), event(3, undoes=1)], {1}, "b"),
        ([event(1, "a"), event(2, undoes=1)], {1}, None),
        # an undo is undone
        ([event(1, "a"), event(2, undoes=1), event(3, undoes=2)], {2}, "a"),
        # and that again
        ([event(1, "a"), event(2, undoes=1), event(3, undoes=2), event(4, undoes=3)], {1, 3}, None),
    ],
)
def test_what_holds_after_decisions_and_undos(
    events: list[Event], gone: set[int], holds: str | None
) -> None:
    assert undone(events) == gone
    assert [e.after for e in in_force(events)] == ([holds] if holds else [])


@settings(deadline=None)
@given(st.permutations(range(3)), FIXES)
def test_what_was_read_comes_back_whole(order: list[int], fixes: list[Event]) -> None:
    """However decisions lie over each other, the machine's own reading is under them."""
    shown = letter(0)
    for n in order:
        shown = apply(shown, fixes[n:])
    assert as_read(shown) == letter(0)
