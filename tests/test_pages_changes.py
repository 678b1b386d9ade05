"""States, changes of the outline, arrivals and their picture: what the report counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compile.pages.arrivals import TIMINGS, Arrivals, arrivals, axis_of
from pipeline.compile.pages.changes import OPERATIONS, changes, wordings
from pipeline.compile.pages.states import STATES, state_of, tally, unread_pages
from pipeline.compile.pages.timeline import draw_timeline
from pipeline.compile.register import make_register
from pipeline.compile.report import render
from pipeline.compile.tables import anchor, matrices, ordered
from pipeline.knowledge.outlines import all_outlines
from tests.compile_letters import HOSTILE, ITEMS, corpus, letter, value

UNREAD = {"code": "page_unreadable", "message": "Không đọc được trang này: mờ", "page": 2}
FILE = {"code": "duplicate", "message": "Trùng", "page": None}


# --- states -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "review", "errors", "state"),
    [
        ("full", True, [UNREAD], "full"),  # found is found
        ("thin", False, [], "thin"),
        ("none", False, [UNREAD], "none"),  # the machine is sure, whatever else is unread
        ("none", True, [], "none"),  # in doubt, but every page was read
        ("none", True, [FILE], "none"),  # a note on the whole file is no page
        ("none", True, [UNREAD], "unread"),
    ],
)
def test_left_out_and_could_not_be_read(
    content: str, review: bool, errors: list[dict[str, Any]], state: str
) -> None:
    document = letter(0, errors=errors)
    assert state_of(document, {"content": content, "review": review}) == state


def test_unread_pages_are_named_once() -> None:
    assert unread_pages(letter(0, errors=[{**UNREAD, "page": 3}, UNREAD, UNREAD, FILE])) == [2, 3]


def test_a_tally_counts_every_letter_once() -> None:
    (matrix,) = matrices(ordered(corpus(6)))
    for id, _ in matrix.items:
        counts = tally(matrix, id)
        assert tuple(counts) == STATES
        assert sum(counts.values()) == len(matrix.rows)


# --- changes ------------------------------------------------------------------------------
def test_every_item_of_every_report_is_one_operation() -> None:
    (matrix,) = matrices(ordered(corpus(6)))
    found = changes(matrix)
    assert [row.id for row in found.items] == [id for id, _ in ITEMS]
    alone = [op for op in OPERATIONS if op != "moved"]
    for row in found.items:
        assert sum(row.counts[op] for op in alone) == len(matrix.rows)
    for each in found.letters:
        assert sum(each.counts[op] for op in alone) == len(ITEMS)
    for op in OPERATIONS:
        by_item = sum(row.counts[op] for row in found.items)
        assert by_item == sum(each.counts[op] for each in found.letters)


def test_what_pages_that_gave_nothing_may_hold_is_not_called_dropped() -> None:
    document = letter(0, errors=[UNREAD])
    gone = {"content": "none", "heading": "none", "evidence": [], "printed_heading": None}
    document["coverage"]["items"][0] |= {**gone, "review": True, "moved": False}
    document["coverage"]["items"][1] |= {**gone, "review": False, "moved": False}
    (matrix,) = matrices([document])
    first, second, *_ = changes(matrix).items
    assert (first.counts["unread"], first.counts["dropped"]) == (1, 0)
    assert (second.counts["unread"], second.counts["dropped"]) == (0, 1)


def test_other_wordings_are_gathered_with_their_places() -> None:
    letters = [letter(n) for n in range(3)]
    for document, printed in zip(letters, ("1. Ưu điểm", "a) ưu  điểm", "Mặt được"), strict=True):
        document["coverage"]["items"][12] |= {
            "heading": "renamed", "content": "full", "printed_heading": printed,
        }  # fmt: skip
    (matrix,) = matrices(letters)
    row = changes(matrix).items[12]
    assert [(w.text, len(w.anchors)) for w in row.wordings] == [("Ưu điểm", 2), ("Mặt được", 1)]
    assert row.wordings[0].anchors == tuple(anchor(d, "v", "IV.1") for d in letters[:2])


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("2.1. Công tác tuyên truyền", "Công tác tuyên truyền"),
        ("II. KẾT QUẢ", "KẾT QUẢ"),
        ("đ) Kiểm tra", "Kiểm tra"),
        ("- Về kiểm tra", "Về kiểm tra"),
        ("1. a) Thuận lợi", "Thuận lợi"),
        ("Ý thức chấp hành", "Ý thức chấp hành"),  # one letter, but no label
        ("Công tác: chung", "Công tác: chung"),
        ("1.", "1."),  # nothing but a label stays as it is
    ],
)
def test_a_wording_is_shown_without_its_label(printed: str, shown: str) -> None:
    assert [w.text for w in wordings([(printed, "v-1")])] == [shown]


def test_a_place_is_listed_once_and_the_commonest_wording_first() -> None:
    found = wordings([("B", "1"), ("A", "1"), ("a", "2"), ("a", "2"), ("B", "1")])
    assert [(w.text, w.anchors) for w in found] == [("A", ("1", "2")), ("B", ("1",))]


# --- arrivals -----------------------------------------------------------------------------
OUTLINE = next(o for o in all_outlines() if o.deadline)
DUE = date.fromisoformat(OUTLINE.deadline or "")


def report(n: int, day: str | None, stamp: str | None = None) -> dict[str, Any]:
    """A report by a real outline, as only those have deadlines; each with words of its own."""
    made = letter(n)
    made["coverage"]["outline"] = OUTLINE.name
    made["fields"]["date"]["value"] = day
    made["fields"]["incoming_date"] = value(stamp)
    made["fields"]["issuer"]["value"] = f"Bệnh viện Đa khoa số {n}"
    made["fields"]["number_symbol"]["value"] = f"{300 + n}/BC-UBND"
    made["text"] = [f"Báo cáo riêng số {n} " * (n + 1), f"Nội dung {n * 37}", f"Kết {n}"]
    return made


def found(*letters: dict[str, Any]) -> Arrivals:
    made = arrivals(make_register(letters), OUTLINE.name)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("day", "stamp", "timing"),
    [
        (date(DUE.year, 4, 2), None, "dated"),  # written in time; nobody knows when it came
        (date(DUE.year, 4, 2), date(DUE.year, 4, 9), "met"),
        (date(DUE.year, 4, 2), date(DUE.year + 1, 1, 9), "late"),  # the stamp decides
        (date(DUE.year + 1, 1, 9), None, "late"),  # no post is that fast
        (DUE, None, "on_day"),
        (None, None, "unknown"),
    ],
)
def test_the_stamp_counts_before_the_letters_own_date(
    day: date | None, stamp: date | None, timing: str
) -> None:
    one = report(0, day and day.isoformat(), stamp and stamp.isoformat())
    (row,) = found(one).rows
    assert row.timing == timing
    assert (row.first, row.last) == ((stamp or day,) * 2)


def test_a_month_is_as_wide_as_it_is() -> None:
    (row,) = found(report(0, f"{DUE.year}-02")).rows
    assert (row.first, row.last) == (date(DUE.year, 2, 1), date(DUE.year, 2, 28))
    assert row.timing == "dated"


def test_reports_stand_by_day_and_copies_are_not_counted_twice() -> None:
    letters = [report(n, f"{DUE.year}-04-{20 - n:02d}") for n in range(3)]
    copy = {**letters[0], "file": "bản sao.pdf", "errors": [FILE]}
    made = found(*letters, copy, report(5, None))
    days = [row.first for row in made.rows if row.first]
    assert days == sorted(days)
    assert made.rows[-1].first is None
    assert (len(made.rows), made.left_out) == (4, 1)
    assert sum(made.count(timing) for timing in TIMINGS) == 4


def test_an_outline_without_a_deadline_has_no_timeline(tmp_path: Path) -> None:
    assert arrivals(make_register([letter(0)]), letter(0)["coverage"]["outline"]) is None
    assert "Không đề cương nào trong tập có hạn gửi." in render([letter(0)], tmp_path)


@given(st.lists(st.dates(date(2010, 1, 1), date(2035, 1, 1)), min_size=1, max_size=8))
def test_every_day_has_a_place_on_the_axis(days: list[date]) -> None:
    rows = found(*(report(n, day.isoformat()) for n, day in enumerate(days))).rows
    axis = axis_of(rows, DUE)
    assert axis.first < DUE < axis.last
    assert (axis.last - axis.first).days <= 370  # a misread year does not press all together
    shares = [axis.share(day) for day in sorted(days)]
    assert shares == sorted(shares)
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert all(axis.first <= month <= axis.last and month.day == 1 for month in axis.months())


def test_the_picture_has_a_mark_a_report_and_none_covers_another() -> None:
    letters = [report(n, f"{DUE.year}-05-{10 + n // 4:02d}") for n in range(12)]
    letters[3]["fields"]["issuer"]["value"] = HOSTILE
    drawn = draw_timeline(found(*letters), 'nói "bằng" lời')
    svg = ElementTree.fromstring(drawn)  # noqa: S314 (ours)
    ns = "{http://www.w3.org/2000/svg}"
    marks = [g for g in svg.iter(f"{ns}g") if "mark" in g.get("class", "")]
    assert {g.get("data-open") for g in marks} == {anchor(d) for d in letters}
    places = [(int(c.get("cx", 0)), int(c.get("cy", 0))) for g in marks for c in g]
    assert len(set(places)) == len(places) == 12
    for n, (x, y) in enumerate(places):
        for a, b in places[n + 1 :]:
            assert abs(x - a) >= 11 or abs(y - b) >= 11
    assert svg.get("aria-label") == 'nói "bằng" lời'
    assert any(DUE.strftime("%d/%m/%Y") == t.text for t in svg.iter(f"{ns}text"))


def test_the_page_says_who_has_not_reported(tmp_path: Path) -> None:
    one = report(0, f"{DUE.year}-04-02")
    one["fields"]["issuer"]["value"] = "Ủy ban nhân dân tỉnh Sơn La"
    one["fields"]["province"] |= {"value": "Sơn La"}
    html = render([one], tmp_path)
    start = html.index('<ul class="roll">')
    listed = html[start : html.index("</ul>", start)]
    assert listed.count('class="r-missing"') == 62
    assert listed.count('class="r-reported"') == 1
    assert f'data-open="{anchor(one)}"' in listed[listed.index('class="r-reported"') :]
