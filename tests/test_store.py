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
from pipeline.store import Correction, Store, open_store
from tests.compile_letters import DECISION, ITEMS, corpus, failed_letter, hostile_letter, letter

RUN = {"started": "2026-11-20T08:00:00", "settings": {"ocr_dpi": 200}, "letters": 3}


def fix(at: int = 0, what: str = "fields.number", after: Any = "7", who: str = "Lan") -> Correction:
    one = letter(at)
    return Correction(one["file"], one["sha256"], what, None, after, who, "2026-11-20T09:00", "?")


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


def test_corrections_survive_saving(store: Store, path: Path) -> None:
    decided = [fix(), fix(1), fix(0, "coverage.II.1.đ.content", "thin"), fix(0, after=None)]
    for one in decided:
        store.correct(one)
    store.save(corpus(3), RUN)
    store.save([], RUN)
    assert store.corrections() == decided
    assert store.corrections(letter(0)["sha256"]) == [decided[0], *decided[2:]]
    assert store.corrections("0" * 64) == []
    store.close()
    again = open_store(url(path))
    assert again.corrections() == decided
    again.close()


@pytest.mark.parametrize("change", ["DELETE FROM corrections", "UPDATE corrections SET who = 'x'"])
def test_the_database_itself_refuses_to_change_corrections(
    store: Store, path: Path, change: str
) -> None:
    store.correct(fix())
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="only ever added"),
    ):
        connection.execute(change)
    assert store.corrections() == [fix()]


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
    from pipeline.store import database

    store.save([letter(0)], RUN)
    seen: list[Any] = []
    original = database.rows_of

    def look(document: Any, run: int) -> Any:
        seen.append(rows(path, "SELECT file FROM documents"))
        return original(document, run)

    monkeypatch.setattr(database, "rows_of", look)
    store.save([letter(1)], RUN)
    assert seen == [[("bc-000.pdf",)]]


def test_nothing_is_left_beside_the_database(store: Store, path: Path, tmp_path: Path) -> None:
    store.save([letter(0)], RUN)
    store.correct(fix())
    store.close()
    assert [p.name for p in tmp_path.iterdir()] == ["vanban.db"]
    shutil.copy(path, tmp_path / "copy.db")
    copied = open_store(url(tmp_path / "copy.db"))
    assert copied.documents() == [letter(0)]
    assert copied.corrections() == [fix()]
    copied.close()


def test_many_people_at_once(store: Store) -> None:
    def decide(who: str) -> None:
        for after in map(str, range(5)):
            store.correct(fix(0, after=after, who=who))

    people = [threading.Thread(target=decide, args=(f"người {n}",)) for n in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    kept = store.corrections()
    assert len(kept) == 20
    for n in range(4):
        mine = [c.after for c in kept if c.who == f"người {n}"]
        assert mine == ["0", "1", "2", "3", "4"]


def test_hostile_words_are_stored_as_words(store: Store, path: Path) -> None:
    hostile = hostile_letter()
    store.save([hostile], RUN)
    (told,) = store.documents()
    assert told["fields"]["issuer"] == hostile["fields"]["issuer"]
    assert "\ufffd" in told["fields"]["subject"]["value"]  # NUL and half a character
    assert rows(path, "SELECT count(*) FROM corrections") == [(0,)]
    store.correct(fix(0, after="x'); DROP TABLE corrections; --"))
    assert store.corrections()[0].after == "x'); DROP TABLE corrections; --"


def test_lists_and_nothing_can_be_decided(store: Store) -> None:
    for after in (["- A;", "- B."], None, "", "để trống"):
        store.correct(fix(0, "fields.recipients", after))
    assert [c.after for c in store.corrections()] == [["- A;", "- B."], None, "", "để trống"]


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


def test_a_newer_store_is_refused_and_left_alone(path: Path) -> None:
    open_store(url(path)).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE about SET version = 99")
    with pytest.raises(OutputUnwritable, match="99"):
        open_store(url(path))
    assert rows(path, "SELECT version FROM about") == [(99,)]


def test_passwords_are_not_said() -> None:
    with pytest.raises(OutputUnwritable) as refused:
        open_store("sqlite://user:secret@/no/such/folder/x.db")
    assert "secret" not in str(refused.value)
