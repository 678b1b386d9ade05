"""What people decided, laid over what machines read."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store import Correction, apply
from tests.compile_letters import ITEMS, letter, value

SHA = letter(0)["sha256"]
OTHER = "0" * 64


def fix(what: str, after: Any, **more: Any) -> Correction:
    told = {"file": "bc-000.pdf", "sha256": SHA, "before": None, "who": "Lan", "why": ""}
    return Correction(**{**told, "what": what, "after": after, "when": "2026-11-20T09:00", **more})


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


def test_a_verdict_is_marked_and_nothing_else_recomputed() -> None:
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


@pytest.mark.parametrize("coverage", [None, letter(0)["coverage"]])
def test_a_decision_without_a_place_is_kept_in_sight(coverage: Any) -> None:
    lost = apply(letter(0, coverage=coverage), [fix("coverage.IX.9.content", "full")])["unapplied"]
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
    with pytest.raises(ValueError, match=r"nothing to correct|no verdict"):
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


@given(FIXES)
def test_applying_twice_changes_nothing_more_and_the_reading_stays(fixes: list[Correction]) -> None:
    reading = letter(0)
    before = copy.deepcopy(reading)
    once = apply(reading, fixes)
    assert reading == before
    assert apply(once, fixes) == once


@given(FIXES)
def test_only_what_was_named_is_marked_corrected(fixes: list[Correction]) -> None:
    named = {f.what for f in fixes if f.sha256 == SHA}
    fixed = apply(letter(0), fixes)
    marked = {f"fields.{k}" for k, v in fixed["fields"].items() if v["source"] == "corrected"}
    assert marked == {what for what in named if what.startswith("fields.")}
    items = {i["id"] for i in fixed["coverage"]["items"] if i.get("source") == "corrected"}
    asked = {what.split(".", 1)[1].rpartition(".")[0] for what in named if "coverage" in what}
    assert items == asked - {"IX"}
    assert bool(fixed.get("unapplied")) == ("IX" in asked)
