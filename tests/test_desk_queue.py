"""The queue of doubts: what decides the table comes first, and nothing is asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Outline
from pipeline.store import Decision, Desk, open_desk
from pipeline.store.worth import worth
from tests.compile_letters import failed_letter, text_letter, value
from tests.desk_letters import LARGE, OUTLINE, USUAL, report


@pytest.fixture
def desk(desk_url: str) -> Iterator[Desk]:
    opened = open_desk(desk_url)
    opened.save([report(0), report(1)], {"version": "1"}, [OUTLINE])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("what", "doubt", "outline", "wanted"),
    [
        # II.1 weighs 3 of 7 asked for, and is half full: at most half of that moves.
        ("coverage.II.1.content", 0.3, OUTLINE, 2 + 3 / 7 * 0.5 * 0.3),
        # II.3 weighs 2, and is full: all of it may go.
        ("coverage.II.3.content", 0.2, OUTLINE, 2 + 2 / 7 * 0.2),
        ("coverage.I.2.content", 0.4, OUTLINE, 2 + 1 / 7 * 0.4),
        # II.2 is optional and absent: found, it would be asked for too.
        ("coverage.II.2.content", 0.5, OUTLINE, 2 + 1 / 8 * 0.5),
        # Without the outline all weigh the same.
        ("coverage.II.1.content", 0.3, None, 2 + 0.5 / 7 * 0.3),
        ("coverage.II.1.content", 0.3, LARGE, 2 + 0.5 / 7 * 0.3),
        # A parent earns nothing itself.
        ("coverage.II.content", 0.5, OUTLINE, 0.2),
        ("coverage.II.1.heading", 0.5, OUTLINE, 0.15),
        ("fields.number", 0.5, OUTLINE, 1 + 0.475),
        ("fields.date", 0.5, OUTLINE, 1 + 0.45),
        ("fields.issuer", 0.5, OUTLINE, 1 + 0.425),
        ("fields.subject", 0.5, OUTLINE, 0.25),
    ],
)
def test_what_a_decision_is_worth(
    what: str, doubt: float, outline: Outline | None, wanted: float
) -> None:
    assert worth(report(), what, doubt, outline) == pytest.approx(wanted, abs=1e-6)


def test_the_number_of_a_plan_decides_no_table() -> None:
    assert worth(report(kind="plan"), "fields.number", 0.5, None) < 1


@given(st.floats(0, 1), st.sampled_from(sorted(USUAL)))
def test_ranks_never_mix(doubt: float, item: str) -> None:
    read = report()
    verdict = worth(read, f"coverage.{item}.content", doubt, OUTLINE)
    field = worth(read, "fields.number", doubt, OUTLINE)
    rest = worth(read, "fields.subject", doubt, OUTLINE)
    assert 2 <= verdict < 3
    assert 1 <= field < 2
    assert 0 <= rest < 1


def test_the_most_valuable_comes_first(desk: Desk) -> None:
    listed = desk.doubts(0, 99)
    assert listed.total == len(listed.rows) == 10
    assert {d.what for d in listed.rows[:2]} == {"coverage.II.1.content"}  # 3/7 × ½ × 0.3
    # 2/7 × 0.2 and 1/7 × 0.4 are as much: letter by letter, then by name.
    assert [d.what for d in listed.rows[2:6]] == [
        "coverage.I.2.content", "coverage.II.3.content",
    ] * 2  # fmt: skip
    assert {d.what for d in listed.rows[6:8]} == {"fields.number"}
    assert {d.what for d in listed.rows[8:]} == {"fields.subject"}
    assert [d.worth for d in listed.rows] == sorted((d.worth for d in listed.rows), reverse=True)
    assert "fields.number_symbol" not in {d.what for d in listed.rows}  # follows from its parts


def test_a_doubt_says_all_that_a_person_needs(desk: Desk) -> None:
    number = next(d for d in desk.doubts(0, 99).rows if d.what == "fields.number")
    assert number.key == f"{number.sha256}/fields.number"
    assert (number.value, number.confidence, number.source) == ("115", 0.55, "read")
    assert (number.page, number.box, number.quote) == (
        1,
        [0.12, 0.1, 0.2, 0.12],
        "Số: 11? /BC-UBND",
    )
    verdict = next(d for d in desk.doubts(0, 99).rows if d.what == "coverage.II.1.content")
    assert (verdict.value, verdict.confidence) == ("thin", 0.7)
    assert (verdict.page, verdict.box) == (1, [0.1, 0.2, 0.9, 0.25])
    assert verdict.quote == "- Về chỉ đạo, phát động phong trào: …"


def test_pages_of_the_queue_join_without_a_seam(desk: Desk) -> None:
    whole = desk.doubts(0, 99).rows
    parts = [desk.doubts(at, 3).rows for at in range(0, 12, 3)]
    assert tuple(d for part in parts for d in part) == whole
    assert desk.doubts(0, 0).rows == ()
    assert desk.doubts(-5, 3).rows == whole[:3]


def test_walking_the_queue_meets_everything_once(desk: Desk) -> None:
    met, here = [], desk.next_doubt(None)
    while here is not None:
        met.append(here.key)
        here = desk.next_doubt(here.key)
    assert met == [d.key for d in desk.doubts(0, 99).rows]
    assert desk.next_doubt("no/such.key") == desk.next_doubt(None)


def test_the_next_one_opens_by_itself(desk: Desk) -> None:
    """Deciding does not lose one's place, whether one settles a doubt or skips it."""
    order = [d.key for d in desk.doubts(0, 99).rows]
    for at, key in enumerate(order[:-1]):
        if at % 2:  # the others are skipped
            sha256, _, what = key.partition("/")
            desk.decide(Decision(sha256, what, "accept", "Lan"))
        after = desk.next_doubt(key)
        assert after is not None
        assert after.key == order[at + 1]
    left = [key for at, key in enumerate(order) if at % 2 == 0 or at == len(order) - 1]
    assert [d.key for d in desk.doubts(0, 99).rows] == left
    first = desk.next_doubt(None)
    assert first is not None
    assert first.key == left[0]


@pytest.mark.parametrize("kind", ["accept", "correct", "unreadable", "move"])
def test_what_is_settled_is_asked_no_more_and_an_undo_asks_again(desk: Desk, kind: Any) -> None:
    doubt = next(d for d in desk.doubts(0, 99).rows if d.what == "fields.number")
    place: Any = {"page": 1, "box": [0.1, 0.1, 0.2, 0.2], "quote": None} if kind == "move" else None
    wanted = "117" if kind == "correct" else None
    event = desk.decide(Decision(doubt.sha256, doubt.what, kind, "Lan", wanted, place))
    assert doubt.key not in {d.key for d in desk.doubts(0, 99).rows}
    desk.save([report(0), report(1)], {"version": "2"}, [OUTLINE])  # a newer program
    assert doubt.key not in {d.key for d in desk.doubts(0, 99).rows}
    desk.undo(event.id, "Lan")
    assert doubt in desk.doubts(0, 99).rows


def test_a_heading_alone_does_not_settle_what_is_asked(desk: Desk) -> None:
    doubt = next(d for d in desk.doubts(0, 99).rows if d.what == "coverage.I.2.content")
    desk.decide(Decision(doubt.sha256, "coverage.I.2.heading", "correct", "Lan", "kept"))
    assert doubt.key in {d.key for d in desk.doubts(0, 99).rows}


def test_doubts_of_one_letter(desk: Desk) -> None:
    sha256 = report(1)["sha256"]
    listed = desk.doubts(0, 99, sha256=sha256)
    assert listed.total == 5
    assert {d.sha256 for d in listed.rows} == {sha256}
    assert desk.doubts(0, 99, sha256="0" * 64).rows == ()


def test_letters_without_coverage_without_paper_and_unread_ones(desk: Desk) -> None:
    odd = text_letter()
    odd["fields"]["place"] = value(None, review=True, source="absent", confidence=0.3)
    desk.save([odd, failed_letter(), {**failed_letter(), "file": "x.pdf", "sha256": ""}], {})
    (doubt,) = desk.doubts(0, 99).rows
    assert (doubt.what, doubt.value, doubt.box, doubt.source) == (
        "fields.place",
        None,
        None,
        "absent",
    )
    assert desk.letters(0, 9).total == 3
