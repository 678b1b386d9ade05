"""What the desk's pages are made of, without a server: cards, history, lists, local forms."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.pages.card import card_of, form_of, item_of, said, texts_of
from pipeline.review.pages.catalogue import say_code, say_what
from pipeline.review.pages.environment import environment, link
from pipeline.review.pages.letter import entry_of, history_of, in_force
from pipeline.review.pages.letters import SORTS, arranged
from pipeline.review.pages.local import (
    Lang,
    NoDate,
    read_date,
    say_date,
    say_number,
    say_percent,
    say_size,
    say_time,
)
from pipeline.review.pages.paging import pager
from pipeline.review.pages.session import local_path
from pipeline.store.types import Doubt, Event, LetterRow
from tests.compile_letters import ITEMS, letter


# --- dates and numbers ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("iso", "lang", "wanted"),
    [
        ("2022-05-20", "vi", "20/05/2022"),
        ("2022-05", "vi", "05/2022"),  # the day is blank
        ("2022-05-20", "en", "2022-05-20"),
        (None, "vi", ""),
        ("khoảng tháng 5", "vi", "khoảng tháng 5"),  # what is no date stays as it is
    ],
)
def test_a_date_is_said_in_local_form(iso: str | None, lang: Lang, wanted: str) -> None:
    assert say_date(iso, lang) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("20/5/2022", "2022-05-20"),
        (" 20.05.2022 ", "2022-05-20"),
        ("20-5-2022", "2022-05-20"),
        ("20 5 2022", "2022-05-20"),
        ("2022-05-20", "2022-05-20"),
        ("5/2022", "2022-05"),
        ("2022-05", "2022-05"),
        ("29/2/2020", "2020-02-29"),
    ],
)
def test_a_date_is_read_as_people_type_it(typed: str, wanted: str) -> None:
    assert read_date(typed) == wanted


@pytest.mark.parametrize(
    "typed", ["", "hôm qua", "31/2/2022", "29/2/2022", "5/13/2022", "20/5/22", "2022", "0/0/2022"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(NoDate):
        read_date(typed)


@given(st.dates(), st.sampled_from(["vi", "en"]))
def test_a_date_comes_back_as_it_was_said(day: Any, lang: Lang) -> None:
    assert read_date(say_date(day.isoformat(), lang)) == day.isoformat()


@pytest.mark.parametrize(
    ("said_as", "wanted"),
    [
        (say_number(12345.678, "vi", 1), "12.345,7"),
        (say_number(12345.678, "en", 1), "12,345.7"),
        (say_percent(0.784, "vi"), "78 %"),
        (say_percent(0.784, "vi", 1), "78,4 %"),
        (say_percent(0.784, "en", 1), "78.4 %"),
        (say_percent(None, "vi"), ""),
        (say_size(1_440_000, "vi"), "1,4 MB"),
        (say_size(1_440_000, "en"), "1.4 MB"),
        (say_size(12, "vi"), "1 kB"),  # nothing is said to be of no size
        (say_time("2026-11-20T09:05:07+00:00", "vi"), "20/11/2026 09:05"),
    ],
)
def test_numbers_sizes_and_times_are_local(said_as: str, wanted: str) -> None:
    assert said_as == wanted


@pytest.mark.parametrize(
    ("what", "value", "vi", "en"),
    [
        ("fields.date", "2022-05-20", "20/05/2022", "2022-05-20"),
        ("fields.incoming_date", "2022-05", "05/2022", "2022-05"),
        ("fields.number", "2022-05", "2022-05", "2022-05"),  # looks like a date, is none
        ("fields.recipients", ["Như trên", "Lưu: VT"], "Như trên\nLưu: VT", "Như trên\nLưu: VT"),
        ("fields.number", None, "", ""),
        ("coverage.II.1.content", "thin", "Sơ sài", "Thin"),
        ("coverage.II.1.heading", "none", "không có đề mục", "no heading"),
    ],
)
def test_values_are_said_in_words(what: str, value: Any, vi: str, en: str) -> None:
    assert (say_code(what, value, "vi"), say_code(what, value, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("what", "vi", "en"),
    [
        ("fields.number", "Số", "Number"),
        ("fields.no_such_field", "no_such_field", "no_such_field"),
        ("coverage.III.1.đ.content", "Mục III.1.đ", "Item III.1.đ"),
        ("coverage.III.1.đ.heading", "Mục III.1.đ: đề mục", "Item III.1.đ: heading"),
    ],
)
def test_what_is_decided_has_a_name(what: str, vi: str, en: str) -> None:
    assert (say_what(what, "vi"), say_what(what, "en")) == (vi, en)


# --- cards ------------------------------------------------------------------------------------
def doubt(what: str, **more: Any) -> Doubt:
    sha = letter(0)["sha256"]
    base = Doubt(
        key=f"{sha}/{what}", sha256=sha, file="bc-000.pdf", what=what, value="17",
        confidence=0.5, source="read", why="nét mờ", page=1, box=[0.1, 0.1, 0.2, 0.2],
        quote="Số: 17", worth=1.0,
    )  # fmt: skip
    return replace(base, **more)


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("fields.number", "text"),
        ("fields.date", "date"),
        ("fields.incoming_date", "date"),
        ("fields.recipients", "lines"),
        ("fields.addressees", "lines"),
        ("coverage.II.1.content", "content"),
        ("coverage.II.1.heading", "heading"),
        ("coverage.content.heading", "heading"),  # an item may be called anything
    ],
)
def test_each_kind_of_doubt_has_its_form(what: str, form: str) -> None:
    assert form_of(what) == form


def test_a_card_on_a_field_holds_the_value_in_its_input() -> None:
    document = {**letter(0), "events": 7}
    card = card_of(doubt("fields.date", value="2022-05-20"), document, "vi")
    assert (card.text, card.form, card.seen, card.pages) == ("20/05/2022", "date", 7, 3)
    assert card.choices == () and card.newly is None and card.page == 1
    assert card.letter == "Ủy ban nhân dân tỉnh Đà Nẵng"


def test_a_card_on_an_item_offers_its_verdicts_and_knows_its_heading() -> None:
    document = letter(0)
    id, title = ITEMS[4]
    what = f"coverage.{id}.content"
    verdict = item_of(document, what)
    card = card_of(doubt(what, value=verdict["content"]), document, "vi")
    assert card.title == f"{id}. {title}"
    assert card.choices == ("full", "thin", "none")
    assert card.heading == verdict["heading"] and card.text == ""


def test_a_card_says_why_there_is_no_value() -> None:
    card = card_of(doubt("fields.number", value=None, source="unreadable"), letter(1), "vi")
    assert said(card, "vi") == "(không đọc được)" and said(card, "en") == "(unreadable)"
    assert card.text == ""


@pytest.mark.parametrize(
    ("value", "source", "button"),
    [
        ("116", "read", "Đúng, giữ nguyên"),
        (None, "unreadable", "Đúng, không ai đọc được"),
        (None, "blank", "Đúng, để trống"),
        (None, "absent", "Đúng, không có"),
    ],
)
def test_the_main_button_says_what_enter_will_record(
    value: str | None, source: str, button: str
) -> None:
    asked = doubt("fields.number", value=value, source=source)
    card = card_of(asked, letter(1), "vi")
    page = environment("vi").get_template("card.html.j2")
    may = SimpleNamespace(may=lambda _: True)
    shown = page.render(card=card, here=may, left=1, said=said(card, "vi"), again=False, texts=())
    (told,) = re.findall(r'<span data-when="same">([^<]*)</span>', shown)
    assert told == button


def test_a_card_tells_what_a_new_reading_says() -> None:
    card = card_of(doubt("fields.date", disagrees="2022-06-01"), letter(0), "vi")
    assert card.newly == "01/06/2022"


def test_an_absent_value_begins_on_page_one() -> None:
    assert card_of(doubt("fields.number", page=None, box=None), letter(0), "vi").page == 1


def test_text_of_a_letter_without_paper_comes_with_its_quote_marked() -> None:
    document = letter(0, text=["Trước. Số:\n17 sau.", "Trang hai"])
    found = texts_of(document, doubt("fields.number", quote="Số: 17"))
    assert found == [
        [("Trước. ", False), ("Số:\n17", True), (" sau.", False)],
        [("Trang hai", False)],
    ]


@given(st.text(max_size=60), st.text(max_size=10))
def test_marked_text_is_the_text(text: str, quote: str) -> None:
    pieces = texts_of(letter(0, text=[text]), doubt("fields.number", quote=quote))[0]
    assert "".join(piece for piece, _ in pieces) == text


# --- history ----------------------------------------------------------------------------------
def event(id: int, undoes: int | None = None) -> Event:
    kind: Any = "undo" if undoes else "correct"
    return Event(
        file="a.pdf", sha256="0" * 64, what="fields.number", before="1", after="2", who="Lan",
        when="2026-11-20T09:00:00+00:00", kind=kind, undoes=undoes, id=id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ([event(1)], [(1, False)]),
        ([event(1), event(2, undoes=1)], [(2, False), (1, True)]),
        # an undo that was undone itself: the first decision is in force again
        (
            [event(1), event(2, undoes=1), event(3, undoes=2)],
            [(3, False), (2, True), (1, False)],
        ),
    ],
)
def test_history_tells_what_is_undone(events: list[Event], wanted: list[tuple[int, bool]]) -> None:
    history = history_of(events)
    assert [(e.id, undone) for e, undone in history] == wanted
    stands = [id for id, undone in wanted if not undone and id == 1]
    assert [e.id for e in in_force(history).values()] == stands


@pytest.mark.parametrize(
    ("what", "entry"),
    [("fields.date", "field-date"), ("coverage.III.1.đ.content", "item-III.1.đ")],
)
def test_each_decision_has_its_entry(what: str, entry: str) -> None:
    assert entry_of(what) == entry


# --- lists ------------------------------------------------------------------------------------
def row(file: str, **more: Any) -> LetterRow:
    base = LetterRow(
        sha256="0" * 64, file=file, status="ok", kind="report", number_symbol=None, date=None,
        issuer=None, subject=None, outline=None, score=None, doubts=0, decided=0,
    )  # fmt: skip
    return replace(base, **more)


def test_the_register_sorts_in_vietnamese_order_and_leaves_what_is_empty_to_the_end() -> None:
    rows = [row("1", issuer="Đà Nẵng"), row("2"), row("3", issuer="Đắk Lắk"), row("4", issuer="An")]
    assert [r.file for r in arranged(rows, "issuer", False)] == ["4", "1", "3", "2"]
    assert [r.file for r in arranged(rows, "issuer", True)] == ["3", "1", "4", "2"]


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("down", [False, True])
def test_every_column_sorts_rows_with_and_without_values(sort: str, down: bool) -> None:
    rows = [row("b", score=0.5, date="2022-05-01", issuer="B", number_symbol="2/BC", doubts=1)]
    rows += [row("a"), row("c", kind="no_such_kind", subject="x", score=0.0)]
    assert sorted(r.file for r in arranged(rows, sort, down)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("page", "total", "wanted"),
    [
        (1, 0, (1, 1, 0, 0)),
        (1, 50, (1, 1, 1, 50)),
        (2, 51, (2, 2, 51, 51)),
        (9, 51, (2, 2, 51, 51)),  # beyond the end
        (-3, 51, (1, 2, 1, 50)),
    ],
)
def test_a_pager_stays_within_its_list(page: int, total: int, wanted: tuple[int, ...]) -> None:
    at = pager(page, 50, total)
    assert (at.page, at.pages, at.first, at.last) == wanted


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (link("/letters/x", what="fields.number"), "/letters/x?what=fields.number"),
        (link("/register", q="", doubts=False, page=2), "/register?page=2"),
        (link("/search", q="thi đua & <b>"), "/search?q=thi+%C4%91ua+%26+%3Cb%3E"),
    ],
)
def test_links_are_quoted_and_short(told: str, wanted: str) -> None:
    assert told == wanted


@pytest.mark.parametrize(
    ("given_as", "wanted"),
    [
        ("/register?q=a", "/register?q=a"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_sent_to_another_site(given_as: str, wanted: str) -> None:
    assert local_path(given_as) == wanted
