"""The database: whole or not at all, and never without people's decisions."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import OutputUnwritable
from pipeline.store import Event, Store, ledger, open_store
from tests.compile_letters import DECISION, ITEMS, corpus, failed_letter, hostile_letter, letter
from tests.desk_letters import OUTLINE, report
from tests.postgres import Server

RUN = {"started": "2026-11-20T08:00:00", "settings": {"ocr_dpi": 200}, "letters": 3}


def fix(at: int = 0, what: str = "fields.number", after: Any = "7", who: str = "Lan") -> Event:
    one = letter(at)
    return Event(one["file"], one["sha256"], what, None, after, who, "2026-11-20T09:00", "?")


def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vanban.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(url(path))
    yield opened
    opened.close()


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_documents_come_back_as_they_were(store: Store) -> None:
    letters = [letter(n) for n in (2, 0, 1)] + [failed_letter()]
    store.save(letters, RUN)
    assert store.documents() == sorted(letters, key=lambda d: d["file"])


def test_tables_equal_the_facts(store: Store, path: Path) -> None:
    store.save([letter(0), letter(1)], RUN)
    one = letter(0)
    assert rows(path, "SELECT file, kind, status, pages FROM documents ORDER BY file") == [
        ("bc-000.pdf", "report", "ok", 3), ("bc-001.pdf", "report", "ok", 3),
    ]  # fmt: skip
    number = "SELECT value, source, review, page, x0, y1 FROM fields WHERE name = 'number'"
    assert rows(path, f"{number} ORDER BY file") == [
        ("100", "read", 0, 1, 0.12, 0.12), (None, "unreadable", 1, 1, 0.12, 0.12),
    ]  # fmt: skip
    several = "SELECT value FROM fields WHERE name = 'recipients' AND file = 'bc-000.pdf'"
    assert rows(path, several) == [("- Như trên;\n- Lưu: VT, NC.",)]
    found = rows(path, "SELECT item, content FROM verdicts WHERE file = 'bc-000.pdf'")
    assert dict(found) == {i["id"]: i["content"] for i in one["coverage"]["items"]}
    assert len(found) == len(ITEMS)
    assert rows(path, "SELECT decision, verdict FROM cites ORDER BY file") == [
        (DECISION, "direct"), (DECISION, "indirect"),
    ]  # fmt: skip
    assert rows(path, "SELECT symbol, mentions FROM refs WHERE file = 'bc-000.pdf' AND nr = 1") == [
        ("12/KH-UBND", 2)
    ]
    assert rows(path, "SELECT text FROM pages WHERE page = 2") == [("Trang hai",)] * 2


def test_saving_replaces_readings_and_keeps_runs(store: Store, path: Path) -> None:
    store.save(corpus(3), RUN)
    store.save([letter(1)], {"started": "2026-11-21T08:00:00"})
    assert [d["file"] for d in store.documents()] == ["bc-001.pdf"]
    for table in ("fields", "refs", "verdicts", "pages", "cites"):
        left = rows(path, f"SELECT DISTINCT file FROM {table}")  # noqa: S608 (names just above)
        assert left == [("bc-001.pdf",)], table
    told = rows(path, "SELECT id, started, documents, json FROM runs ORDER BY id")
    assert [r[:3] for r in told] == [(1, RUN["started"], 6), (2, "2026-11-21T08:00:00", 1)]
    assert json.loads(told[0][3]) == RUN


def test_decisions_survive_saving(desk_url: str) -> None:
    store = open_store(desk_url)
    given = [fix(), fix(1), fix(0, "coverage.II.1.đ.content", "thin"), fix(0, after=None)]
    decided = [store.correct(one) for one in given]
    assert [one.id for one in decided] == [1, 2, 3, 4]
    store.save(corpus(3), RUN)
    store.save([], RUN)
    assert store.decisions() == decided[1:]  # of two on the same thing, the later is in force
    assert store.decisions(letter(0)["sha256"]) == decided[2:]
    assert store.decisions("0" * 64) == []
    store.close()
    again = open_store(desk_url)
    assert again.decisions() == decided[1:]
    assert again.last_event() == 4
    again.close()


def test_what_people_decided_is_laid_over_every_new_reading(desk_url: str) -> None:
    store = open_store(desk_url)
    (before,) = store.save([report()], RUN, [OUTLINE])
    assert before == report()
    store.correct(fix(0, after="117"))
    (after,) = store.save([report(file="đã đổi tên.pdf")], RUN, [OUTLINE])
    assert after["fields"]["number"]["value"] == "117"
    assert after["fields"]["number_symbol"]["value"] == "117/BC-UBND"
    assert store.documents() == [after]
    assert store.readings() == [report(file="đã đổi tên.pdf")]
    store.close()


def test_a_run_touches_only_what_it_changed(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.store import shelf

    letters = [report(n) for n in range(4)]
    store.save(letters, RUN, [OUTLINE])
    made: list[str] = []
    original = shelf.rows_of
    told = lambda shown, said, run: (made.append(shown["file"]), original(shown, said, run))[1]  # noqa: E731
    monkeypatch.setattr(shelf, "rows_of", told)
    letters[2]["text"][1] = "Trang hai, đọc lại"
    store.save(letters, RUN, [OUTLINE])
    assert made == ["bc-002.pdf"]
    store.save(letters[1:], RUN, [OUTLINE])
    assert made == ["bc-002.pdf"]
    assert rows(path, "SELECT file FROM letters ORDER BY file") == [
        ("bc-001.pdf",), ("bc-002.pdf",), ("bc-003.pdf",),
    ]  # fmt: skip
    newer = {**RUN, "version": "9"}  # other rules may hold: everything is made again
    store.save(letters[1:], newer, [OUTLINE])
    assert made == ["bc-002.pdf", "bc-001.pdf", "bc-002.pdf", "bc-003.pdf"]


def test_a_second_copy_takes_the_place_of_the_first(store: Store, path: Path) -> None:
    twins = [report(0), report(0, file="aa-000.pdf")]
    store.save(twins, RUN, [OUTLINE])
    asked = "SELECT file, first FROM letters ORDER BY file"
    assert rows(path, asked) == [("aa-000.pdf", 1), ("bc-000.pdf", 0)]
    doubts = rows(path, "SELECT file, what FROM doubts ORDER BY what")
    assert {file for file, _ in doubts} == {"aa-000.pdf"}
    store.save(twins[:1], RUN, [OUTLINE])
    assert rows(path, asked) == [("bc-000.pdf", 1)]
    assert rows(path, "SELECT file, what FROM doubts ORDER BY what") == [
        ("bc-000.pdf", what) for _, what in doubts
    ]


def test_a_database_elsewhere_is_filled_from_the_results(desk_url: str, tmp_path: Path) -> None:
    decided = fix(0, after="117")
    store = open_store(url(tmp_path / "run.db"))
    store.save([report(0), report(1)], RUN, [OUTLINE])
    store.correct(decided)
    results = store.documents()
    store.close()
    assert results[0]["fields"]["number"]["value"] == "117"
    other = open_store(desk_url)
    before = other.state()
    assert other.synchronise(results) is True
    assert other.state() != before
    assert other.readings() == [report(0), report(1)]  # as the machine read them
    assert other.synchronise(results) is False
    other.correct(fix(0, after="118"))
    assert other.synchronise(results) is False  # a decision is no reason to read anew
    assert other.documents()[0]["fields"]["number"]["value"] == "118"
    other.close()


@pytest.mark.parametrize("change", ["DELETE FROM events", "UPDATE events SET who = 'x'"])
def test_the_database_itself_refuses_to_change_decisions(
    store: Store, path: Path, change: str
) -> None:
    store.correct(fix())
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="only ever added"),
    ):
        connection.execute(change)
    assert [d.who for d in store.decisions()] == ["Lan"]


@pytest.mark.parametrize("table", ["events", "corrections"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET who = 'x'", "TRUNCATE {}"])
def test_postgresql_refuses_it_too(postgres_server: Server, table: str, change: str) -> None:
    database = postgres_server.create_ready()
    store = open_store(database)
    store.correct(fix())
    with pytest.raises(OutputUnwritable, match="only ever added"), store.writing() as connection:
        connection.exec_driver_sql(change.format(table))
    assert [d.who for d in store.decisions()] == ["Lan"]
    store.close()


def test_a_save_that_fails_half_way_changes_nothing(store: Store, path: Path) -> None:
    store.save([letter(0)], RUN)
    broken = letter(2)
    del broken["fields"]["subject"]["confidence"]
    with pytest.raises(KeyError):
        store.save([letter(1), broken], RUN)
    assert [d["file"] for d in store.documents()] == ["bc-000.pdf"]
    with pytest.raises(OutputUnwritable):  # the same file twice: refused by the database
        store.save([letter(1), letter(1)], RUN)
    assert store.documents() == [letter(0)]
    assert rows(path, "SELECT count(*) FROM runs") == [(1,)]


def test_readers_see_the_old_readings_until_all_is_written(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.store import shelf

    store.save([letter(0)], RUN)
    seen: list[Any] = []
    original = shelf.rows_of

    def look(document: Any, said: str, run: int) -> Any:
        seen.append(rows(path, "SELECT file FROM documents"))
        return original(document, said, run)

    monkeypatch.setattr(shelf, "rows_of", look)
    store.save([letter(1)], RUN)
    assert seen == [[("bc-000.pdf",)]]


def test_nothing_is_left_beside_the_database(store: Store, path: Path, tmp_path: Path) -> None:
    store.save([letter(0)], RUN)
    store.correct(fix())
    store.close()
    assert [p.name for p in tmp_path.iterdir()] == ["vanban.db"]
    shutil.copy(path, tmp_path / "copy.db")
    copied = open_store(url(tmp_path / "copy.db"))
    assert copied.readings() == [letter(0)]
    assert [d.after for d in copied.decisions()] == ["7"]
    copied.close()


def test_many_people_at_once(desk_url: str) -> None:
    store = open_store(desk_url)

    def decide(who: str) -> None:
        for after in map(str, range(5)):
            store.correct(fix(0, after=after, who=who))

    people = [threading.Thread(target=decide, args=(f"người {n}",)) for n in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    with store.reading() as connection:
        kept = ledger.since(connection)
    assert [event.id for event in kept] == list(range(1, 21))
    for n in range(4):
        mine = [c.after for c in kept if c.who == f"người {n}"]
        assert mine == ["0", "1", "2", "3", "4"]
    store.close()


def test_hostile_words_are_stored_as_words(store: Store, path: Path) -> None:
    hostile = hostile_letter()
    store.save([hostile], RUN)
    (told,) = store.documents()
    assert told["fields"]["issuer"] == hostile["fields"]["issuer"]
    assert "\ufffd" in told["fields"]["subject"]["value"]  # NUL and half a character
    assert rows(path, "SELECT count(*) FROM events") == [(0,)]
    store.correct(fix(0, after="x'); DROP TABLE events; --"))
    assert store.decisions()[0].after == "x'); DROP TABLE events; --"


def test_lists_and_nothing_can_be_decided(store: Store) -> None:
    for after in (["- A;", "- B."], None, "", "để trống"):
        store.correct(fix(0, "fields.recipients", after))
        assert [c.after for c in store.decisions()] == [after]


@pytest.mark.parametrize(
    "bad", ["sqlite:////no/such/folder/x.db", "no url", "unknown://x", "sqlite:///{}/text.db"]
)
def test_what_is_no_database_is_refused_with_the_code_of_the_house(
    bad: str, tmp_path: Path
) -> None:
    (tmp_path / "text.db").write_text("not a database at all" * 100)
    with pytest.raises(OutputUnwritable) as refused:
        open_store(bad.format(tmp_path))
    assert refused.value.code == "output_unwritable"
    assert (tmp_path / "text.db").read_text().startswith("not a database")


def test_passwords_are_not_said() -> None:
    with pytest.raises(OutputUnwritable) as refused:
        open_store("sqlite://user:secret@/no/such/folder/x.db")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "bad",
    [
        "postgresql://lan:secret@127.0.0.1:1/vanban",  # nobody listens
        "postgresql://lan:secret@127.0.0.1:abc/vanban",  # no URL
        "mysql://lan:secret@127.0.0.1/vanban",  # no driver
    ],
)
def test_a_password_in_a_url_is_never_said(bad: str) -> None:
    with pytest.raises(OutputUnwritable) as refused:
        open_store(bad)
    assert "secret" not in str(refused.value)
