"""Lists, the matrix and the search, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from pipeline.store import Decision, Desk, Hit, open_desk
from pipeline.store.search import folded, snippet, tokens, words_of
from pipeline.text import nfc
from tests.compile_letters import failed_letter, hostile_letter, letter, text_letter
from tests.desk_letters import LARGE, OUTLINE, many, report

PAGES = [
    "Thực hiện Quyết định số 733/QĐ-TTg, tỉnh Quảng Bình đã đẩy mạnh phong trào.",
    "Thuc hien Quyet dinh so 733/QD-TTg, tinh Quang Binh da day manh phong trao.",
    "Bán đấu giá 50% tài sản_công; bản kế hoạch số 05 được ban hành.",
    "Số 733 và chữ QĐ đứng xa nhau, không phải TTg.",
]


@pytest.fixture
def desk(desk_url: str) -> Iterator[Desk]:
    opened = open_desk(desk_url)
    yield opened
    opened.close()


def fill(desk: Desk) -> None:
    desk.save([report(n) for n in range(4)] + [text_letter(), failed_letter()], {}, [OUTLINE])


# --- letters --------------------------------------------------------------------------------


def test_letters_come_by_province_and_without_copies(desk: Desk) -> None:
    desk.save([report(n) for n in range(4)] + [report(1, file="bản sao.pdf")], {}, [OUTLINE])
    listed = desk.letters(0, 99)
    assert [r.issuer for r in listed.rows] == [
        f"Ủy ban nhân dân tỉnh {name}" for name in ("An Giang", "Ân Thi", "Đà Nẵng", "Hà Nội")
    ]
    assert listed.total == 4
    row = listed.rows[2]
    assert (row.file, row.status, row.kind) == ("bc-000.pdf", "ok", "report")
    assert (row.number_symbol, row.date, row.outline) == ("115/BC-UBND", "2022-05", OUTLINE.name)
    assert row.score == pytest.approx(4.5 / 7, abs=1e-4)
    assert (row.doubts, row.decided) == (5, 0)


@pytest.mark.parametrize(
    ("asked", "files"),
    [
        ({"query": "da nang"}, ["bc-000.pdf"]),
        ({"query": "ĐÀ NẴNG"}, ["bc-000.pdf"]),
        ({"query": "giang an uy"}, ["bc-001.pdf"]),  # words, in any order
        ({"query": "bc-003"}, ["bc-003.pdf"]),
        ({"query": "115/BC", "kind": "report"}, [f"bc-00{n}.pdf" for n in (1, 2, 0, 3)]),
        ({"query": "%"}, []),  # a sign, no wildcard
        ({"query": "_"}, []),
        ({"query": "' OR 1=1 --"}, []),
        ({"kind": "plan"}, ["kế hoạch.txt"]),
        ({"kind": "unknown"}, ["khóa.pdf"]),
        ({"kind": "no such"}, []),
        ({"kind": "plan", "doubts_only": True}, []),
    ],
)
def test_letters_are_found(desk: Desk, asked: dict[str, Any], files: list[str]) -> None:
    fill(desk)
    listed = desk.letters(0, 99, **asked)
    assert [r.file for r in listed.rows] == files
    assert listed.total == len(files)
    assert desk.letters(0, 1, **asked).total == len(files)


def test_hostile_names_are_names(desk: Desk) -> None:
    desk.save([hostile_letter()], {})
    (row,) = desk.letters(0, 9, query="<script>").rows
    assert row.file.startswith("=1+1<script>")
    assert row.issuer is not None
    assert row.issuer.startswith("=HYPERLINK(")


# --- the matrix and verdicts -----------------------------------------------------------------


def test_the_matrix_has_the_outline_s_columns(desk: Desk) -> None:
    fill(desk)
    matrix = desk.matrix()
    assert matrix.outline == OUTLINE.name
    assert matrix.items == tuple((i.id, i.title) for i in OUTLINE.items)
    assert [row.name for row in matrix.rows][:2] == [
        "Ủy ban nhân dân tỉnh An Giang", "Ủy ban nhân dân tỉnh Ân Thi",
    ]  # fmt: skip
    cells = matrix.rows[0].cells
    assert list(cells) == sorted(cells)
    assert {id: (c.content, c.review) for id, c in cells.items()}["II.1"] == ("thin", True)
    assert desk.outlines() == (OUTLINE.name,)


def test_each_outline_has_its_matrix(desk: Desk) -> None:
    large = next(many(1, pages=1, words=5))
    desk.save([report(1), report(2), large], {}, [OUTLINE, LARGE])
    assert desk.outlines() == (LARGE.name, OUTLINE.name)
    assert desk.matrix().outline == OUTLINE.name  # that of most letters
    assert [r.sha256 for r in desk.matrix(LARGE.name).rows] == [large["sha256"]]
    assert len(desk.matrix(LARGE.name).items) == 30
    assert desk.matrix("no such").rows == ()
    assert desk.verdicts(0, 99, outline=LARGE.name).total == 30
    assert desk.verdicts(0, 99).total == 30 + 2 * 7


def test_an_outline_that_nobody_knows_has_its_ids_for_titles(desk: Desk) -> None:
    desk.save([letter(0)], {})
    assert desk.matrix().items[:2] == (("I", "I"), ("I.1", "I.1"))


def test_without_reports_there_is_no_matrix(desk: Desk) -> None:
    assert (desk.matrix().outline, desk.matrix().rows, desk.outlines()) == (None, (), ())


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("Quảng Bình", [1, 2]),
        ("quang binh", [1, 2]),
        ("733/QĐ-TTg", [1, 2]),  # together and in order: page 4 has the words only
        ("733 qđ ttg", [1, 2, 4]),
        ("TTg/QĐ", []),
        ("đẩy", [1, 2]),
        ("bán", [3]),
        ("05", [3]),
        ("50%", [3]),
        ("tài sản_công", [3]),
        ("không có từ này", []),
        ("phong trào thi", []),  # all words, not some
        ("", []),
        ("   ", []),
        ('"', []),
        ("***", []),
    ],
)
def test_words_are_found(desk: Desk, query: str, pages: list[int]) -> None:
    desk.save([report(0, text=PAGES, pages=4), report(1, text=["Trang khác"])], {}, [OUTLINE])
    found = desk.search(query, 0, 9)
    assert sorted(hit.page for hit in found.rows) == pages
    assert found.total == len(pages)


@pytest.mark.parametrize(
    ("query", "pages"),
    [("Quảng Bình", [1, 2]), ("QUẢNG BÌNH", [1, 2]), ("quang binh", [2, 1])],
)
def test_words_as_typed_come_first(desk: Desk, query: str, pages: list[int]) -> None:
    desk.save([report(0, text=PAGES, pages=4)], {}, [OUTLINE])
    assert [hit.page for hit in desk.search(query, 0, 9).rows] == pages


@pytest.mark.parametrize("query", ["văn hóa công sở", "van hoa cong so", "VĂN hoa"])
def test_words_that_stand_together_come_first_and_are_shown(desk: Desk, query: str) -> None:
    """Syllables of every letterhead, ``CỘNG HÒA``, are no answer to ``cong so`` and ``van hoa``."""
    head = "VĂN PHÒNG Số: 12/BC CỘNG HÒA XÃ HỘI; sở, công văn. " + "chữ " * 90
    scattered = report(0, text=[head * 3], pages=1)
    whole = report(1, text=[f"{head} Phong trào thi đua văn hóa công sở đã lan rộng."], pages=1)
    desk.save([scattered, whole], {}, [OUTLINE])
    found = desk.search(query, 0, 9)
    assert [hit.file for hit in found.rows] == ["bc-001.pdf", "bc-000.pdf"]
    assert "thi đua văn hóa công sở đã lan" in "".join(text for text, _ in found.rows[0].snippet)


@pytest.mark.parametrize(
    ("page", "query", "shown"),
    [
        ("một " + "x " * 300 + "hai ba một", "một hai", "hai ba một"),  # most different words
        ("một " + "x " * 300 + "một hai", "hai một", "một hai"),  # near, in another order
        ("một hai " + "x " * 300 + "một hai", "một hai", "một hai x"),  # the first of several
        ("hai " + "x " * 300 + "733/QĐ-TTg", "733/qđ-ttg hai", "hai x"),
    ],
)
def test_a_snippet_is_where_most_words_are(page: str, query: str, shown: str) -> None:
    assert shown in "".join(text for text, _ in snippet(page, words_of(query)))


@pytest.mark.parametrize(
    "query",
    [
        "phong OR khac", "phong AND NOT trao", "NEAR(phong trao)", "plain:phong", "phong*",
        "^phong", 'phong"', "phong'; DROP TABLE events; --", "{folded} : phong", "phong + trao",
        "(phong", "phong & !trao", "phong <-> trao", "phong:*", "\\", "phong\x00", "\ud800",
        "%s", ":found", "a" * 5000, "a " * 5000, "phong\u0300\u0301", "🙂 phong",
    ],
)  # fmt: skip
def test_a_hostile_query_is_just_words(desk: Desk, query: str) -> None:
    desk.save([report(0, text=PAGES, pages=4)], {}, [OUTLINE])
    wanted = {w for run in words_of(query) for w in run}
    for hit in desk.search(query, 0, 9).rows:
        said = set(tokens(folded(PAGES[hit.page - 1])).split())
        assert {folded(w) for w in wanted} <= said
    assert desk.search("phong trao", 0, 9).total == 2


def test_a_snippet_shows_the_words_where_they_stand(desk: Desk) -> None:
    words = " ".join(["đầu"] * 60)
    page = f"{words}\nKế hoạch   số 179/KH-UBND của tỉnh Sơn La {words}"
    desk.save([report(0, text=["Bìa", page], pages=2)], {}, [OUTLINE])
    (hit,) = desk.search("179/kh-ubnd son la", 0, 9).rows
    assert (hit.file, hit.page) == ("bc-000.pdf", 2)
    shown = "".join(text for text, _ in hit.snippet)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "Kế hoạch số 179/KH-UBND của tỉnh Sơn La đầu" in shown
    assert [text for text, is_hit in hit.snippet if is_hit] == ["179/KH-UBND", "Sơn", "La"]


@given(st.text(max_size=80), st.text(max_size=12))
def test_a_snippet_is_a_piece_of_the_page(page: str, query: str) -> None:
    parts = snippet(page, words_of(query) or [["x"]])
    shown = "".join(text for text, _ in parts).strip("… ")
    assert shown in " ".join(nfc(page).split())
    for text, is_hit in parts:
        assert not is_hit or folded(text) != ""


@given(st.text())
def test_folding_keeps_every_place(page: str) -> None:
    assert len(folded(page)) == len(nfc(page))


def test_a_very_long_page_is_found_in_all_its_length(desk: Desk) -> None:
    page = ("từ " * 20_000) + "mốc giữa " + ("từ " * 40_000) + "mốc cuối"
    desk.save([report(0, text=[page], pages=1)], {}, [OUTLINE])
    assert [h.page for h in desk.search("mốc giữa", 0, 9).rows] == [1]
    (hit,) = desk.search("moc cuoi", 0, 9).rows
    assert ("mốc", True) in hit.snippet


def test_words_of_readings_that_went_are_gone(desk: Desk) -> None:
    desk.save([report(0, text=PAGES, pages=4), report(1, text=["Trang khác"])], {}, [OUTLINE])
    desk.save([report(1, text=["Trang nữa"])], {}, [OUTLINE])
    assert desk.search("phong trào", 0, 9).total == 0
    assert desk.search("khác", 0, 9).total == 0
    assert [hit.file for hit in desk.search("nữa", 0, 9).rows] == ["bc-001.pdf"]


def test_hits_come_in_pages(desk: Desk) -> None:
    desk.save([report(n, text=["chung một chữ"] * 3) for n in range(3)], {}, [OUTLINE])
    whole = desk.search("chung", 0, 99)
    assert whole.total == 9
    parts: list[Hit] = []
    for at in range(0, 10, 4):
        parts += desk.search("chung", at, 4).rows
    assert tuple(parts) == whole.rows
    assert [(h.file, h.page) for h in whole.rows] == [
        (f"bc-00{n}.pdf", page) for n in range(3) for page in (1, 2, 3)
    ]


# --- work done --------------------------------------------------------------------------------


def test_no_list_asks_more_of_the_database_when_there_are_more_letters(desk: Desk) -> None:
    """Statements, not seconds: the same for three letters as for thirty (``tools/desk`` measures
    the seconds, with a thousand)."""
    counts: list[dict[str, int]] = []
    for size in (3, 30):
        desk.save(list(many(size, pages=2, words=20)), {}, [LARGE])
        counts.append(_statements(desk))
    assert counts[0] == counts[1]
    assert max(counts[1].values()) <= 25


def _statements(desk: Desk) -> dict[str, int]:
    doubt = desk.next_doubt(None)
    assert doubt is not None
    seen = max((e.id for e in desk.events(doubt.sha256)), default=0)
    accept = Decision(doubt.sha256, doubt.what, "accept", "Lan", seen=seen)
    calls: dict[str, Any] = {
        "letters": lambda: desk.letters(0, 3, query="bc", doubts_only=True),
        "letter": lambda: desk.letter(doubt.sha256),
        "doubts": lambda: desk.doubts(0, 3),
        "next": lambda: desk.next_doubt(doubt.key),
        "search": lambda: desk.search("phong", 0, 3),
        "matrix": desk.matrix,
        "verdicts": lambda: desk.verdicts(0, 3),
        "decide": lambda: desk.decide(accept),
        "state": desk.state,
    }
    said: dict[str, int] = {}
    for name, call in calls.items():
        heard: list[str] = []

        def hear(_c: Any, _cursor: Any, statement: str, *_more: Any, into: Any = heard) -> None:
            into.append(statement)

        event.listen(desk.engine, "before_cursor_execute", hear)
        call()
        event.remove(desk.engine, "before_cursor_execute", hear)
        said[name] = len(heard)
    return said
