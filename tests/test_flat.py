"""A hundred thousand letters: what goes through all holds none, and nothing is quadratic."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, overload

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import journey
from pipeline.compile.shelved import shelve
from pipeline.errors import OutputUnwritable
from pipeline.journey.entries import Silent
from pipeline.letter import cited_by as citing
from pipeline.letter.cited_by import InCorpus, cited_by
from pipeline.letter.corpus import hear_corpus, hear_each
from pipeline.letter.elsewhere import Said
from pipeline.references import link_corpus
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.work import inline
from tests.compile_letters import letter as published
from tests.test_letter_corpus import cites, letter, lost, report
from tests.test_store import fix
from tools.growth.letters import write_letters

NUMBERS, DAYS = ("15", "16", "015"), ("2020-06-03", "2020-06-04", "2021-06-03")
CODES = ("KH-SXD", "KH-UBND")


# --- citations: found by an index, the same as by looking at all of them ------------------------


def by_looking_at_all(corpus: Sequence[InCorpus]) -> list[list[Said]]:
    """What ``cited_by`` says, without its index."""
    found = [
        (n, cited)
        for n, one in enumerate(corpus)
        for reference in one.references
        if (cited := citing._taken_apart(reference, one.file)) is not None
    ]
    said = []
    for n, one in enumerate(corpus):
        symbol = citing._text(one.letter, "symbol") or ""
        same = [c for m, c in found if m != n and c.code == citing._key(symbol)]
        meant = Counter((c.number, c.date) for c in same if citing._means(c, one.letter))
        most = sorted(meant.values(), reverse=True)
        if not most or (len(most) > 1 and most[0] == most[1]):
            said.append([])
            continue
        ((number, date),) = [key for key, count in meant.items() if count == most[0]]
        files = {c.file for c in same if citing._means(c, one.letter)}
        said.append([Said(", ".join(sorted(files)), number=number, symbol=symbol, date=date)])
    return said


letters = st.builds(
    letter,
    st.sampled_from(NUMBERS) | st.just(lost()),
    st.sampled_from(DAYS) | st.just(lost("ngày ? tháng 6 năm 2020")),
    symbol=st.sampled_from(CODES),
)
references = st.builds(
    cites,
    st.builds("{}/{}".format, st.sampled_from(NUMBERS), st.sampled_from(CODES)),
    st.sampled_from(DAYS) | st.none(),
)


@given(st.lists(st.tuples(letters, st.lists(references, max_size=3)), max_size=7))
@settings(max_examples=60, deadline=None)
def test_the_index_finds_what_looking_at_all_finds(drawn: list[Any]) -> None:
    corpus = [InCorpus(f"{n}.pdf", own, tuple(r)) for n, (own, r) in enumerate(drawn)]
    by_index = [[(s.number, s.date) for s in said] for said in cited_by(corpus)]
    assert by_index == [[(s.number, s.date) for s in said] for said in by_looking_at_all(corpus)]


def test_many_letters_with_one_symbol_are_not_compared_with_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every province has plans KH-UBND, and each is cited: comparisons grow as the letters do."""
    compared = []
    means = citing._means
    monkeypatch.setattr(citing, "_means", lambda c, own: compared.append(1) or means(c, own))
    counts = []
    for size in (50, 200):
        corpus = [
            InCorpus(f"{n}.pdf", letter(str(n)), (cites(f"{n + 1}/KH-SXD"),)) for n in range(size)
        ]
        compared.clear()
        heard = sum(bool(said) for said in cited_by(corpus))
        assert heard == size - 1
        counts.append(len(compared))
    assert counts[1] <= 4 * counts[0] + 4


# --- going through all of them ------------------------------------------------------------------


class Passing(Sequence[Any]):
    """Letters that are made as they are asked for; ``passes`` counts how often from the front."""

    def __init__(self, size: int, make: Any) -> None:
        self._size, self._make, self.passes = size, make, 0

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Any]:
        self.passes += 1
        return map(self._make, range(self._size))

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Any: ...
    def __getitem__(self, index: Any) -> Any:
        raise AssertionError("letters on disk are not picked out one by one")


def growth_of(use: Any) -> float:
    """Bytes held at most for each letter more."""
    held = []
    for size in (100, 700):
        tracemalloc.start()
        use(size)
        held.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return (held[1] - held[0]) / 600


def test_hearing_all_letters_holds_none_of_them() -> None:
    def hear(size: int) -> None:
        corpus = Passing(
            size, lambda n: report(cites(f"{n}/KH-SXD", "2019-01-01"), file=f"{n}.pdf")
        )
        assert list(hear_each(corpus)) == [None] * size
        assert corpus.passes <= 6

    whole = growth_of(lambda size: [report(cites(), file=f"{n}.pdf") for n in range(size)])
    assert growth_of(hear) < min(2000, whole)


def test_chains_over_all_letters_hold_none_of_them() -> None:
    def chain(size: int) -> None:
        corpus = Passing(size, lambda n: (f"{n}.pdf", letter(str(n)), (cites("1/KH-X"),), ()))
        assert link_corpus(corpus) == [()] * size
        assert corpus.passes <= 5

    assert growth_of(chain) < 1000


def test_one_by_one_is_the_same_as_all_at_once() -> None:
    plan = InCorpus("kh.pdf", letter())
    corpus = [plan, *(report(cites(), file=f"{n}.pdf") for n in range(3))]
    one_by_one = [one or own.letter for one, own in zip(hear_each(corpus), corpus, strict=True)]
    assert one_by_one == hear_corpus(corpus)
    assert one_by_one[0] != plan.letter


# --- the database -------------------------------------------------------------------------------

TABLES = ("documents", "fields", "verdicts", "letters", "doubts", "pages", "search_pages")


def everything(path: Path) -> dict[str, list[Any]]:
    """All rows that follow from readings; which run they came with does not count."""
    with closing(sqlite3.connect(path)) as base:
        base.row_factory = sqlite3.Row
        rows = {name: base.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}  # noqa: S608
        return {
            name: sorted(
                repr([(key, row[key]) for key in row.keys() if key not in ("run", "id")])  # noqa: SIM118
                for row in found
            )
            for name, found in rows.items()
        }


def save(path: Path, *runs: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    base = open_store(f"sqlite:///{path}")
    for readings in runs:
        base.keep(readings, {})
    base.close()
    return everything(path)


def renamed(at: int, file: str) -> dict[str, Any]:
    return {**published(at), "file": file}


A, B, C = (published(n) for n in (0, 1, 2))
SWAPPED = [renamed(1, A["file"]), renamed(0, B["file"]), C]
# (the case, readings of the first run, of the second)
SECOND_RUNS: list[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]] = [
    ("the same", [A, B, C], [A, B, C]),
    ("one gone", [A, B, C], [A, C]),
    ("one new", [A, C], [A, B, C]),
    ("one called otherwise", [A, B], [A, renamed(1, "khac.pdf")]),
    ("one called as another was", [A, B], [renamed(1, A["file"])]),
    ("two that swap their names", [A, B, C], SWAPPED),
    ("a copy of one comes before it", [B], [renamed(1, "0-truoc.pdf"), B]),
    ("the first of two copies goes", [renamed(1, "0-truoc.pdf"), B], [B]),
    ("all gone", [A, B], []),
]


@pytest.mark.parametrize(("first", "second"), [c[1:] for c in SECOND_RUNS],
                         ids=[c[0] for c in SECOND_RUNS])  # fmt: skip
@pytest.mark.parametrize("at_once", [1, 40])
def test_a_second_run_leaves_what_a_first_one_would(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    first: list[dict[str, Any]],
    second: list[dict[str, Any]],
    at_once: int,
) -> None:
    monkeypatch.setattr("pipeline.store.shelf._AT_ONCE", at_once)
    assert save(tmp_path / "a.db", first, second) == save(tmp_path / "b.db", second)


def test_letters_from_disk_are_kept_like_those_of_a_list(tmp_path: Path) -> None:
    shelf = shelve([A, B, C], tmp_path / "readings.jsonl")
    assert save(tmp_path / "a.db", shelf) == save(tmp_path / "b.db", [A, B, C])


def test_rows_of_an_unchanged_letter_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    save(path, [A, B], [A, {**B, "pages": 9}])
    with closing(sqlite3.connect(path)) as base:
        found = dict(base.execute("SELECT file, run FROM documents").fetchall())
    assert found == {A["file"]: 1, B["file"]: 2}


def test_decisions_are_laid_over_one_letter_at_a_time(tmp_path: Path) -> None:
    base = open_store(f"sqlite:///{tmp_path / 'a.db'}")
    base.keep([A, B], {})
    base.correct(fix(0, "fields.number", "7"))
    lay = base.keep([A, B], {})
    base.close()
    assert lay(A)["fields"]["number"]["value"] == "7"
    assert lay(B) == B


def test_the_database_of_the_same_letters_from_disk_needs_nothing(tmp_path: Path) -> None:
    shelf = shelve([A, B], tmp_path / "documents.jsonl")
    base = open_store(f"sqlite:///{tmp_path / 'a.db'}")
    assert base.synchronise(shelf)
    assert not base.synchronise(shelf)
    assert base.synchronise(shelf[:1])
    assert [d["file"] for d in base.documents()] == [A["file"]]
    base.close()


# --- a run --------------------------------------------------------------------------------------


class Meddling(Silent):
    """Removes from the cache what ``like`` says when a stage begins."""

    def __init__(self, out: Path, stage: str, like: str) -> None:
        self._out, self._stage, self._like = out, stage, like

    def stage(self, code: str, steps: int | None = None) -> None:
        if code == self._stage:
            for path in (self._out / "cache").rglob(self._like):
                path.unlink()


@pytest.mark.parametrize("like", ["letter-*.json.gz", "verdict-*.json.gz"])
def test_findings_that_vanish_during_a_run_end_it_and_the_next_makes_them_again(
    tmp_path: Path, like: str
) -> None:
    """Never a letter without its fields, as if it had none."""
    write_letters(tmp_path / "in", 0, 2)
    inputs, out = [tmp_path / "in"], tmp_path / "out"
    with pytest.raises(OutputUnwritable):
        journey.run(inputs, out, Settings(), Meddling(out, "writing", like), inline)
    assert not (out / "documents.jsonl").exists()
    after = journey.run(inputs, out, Settings(), Meddling(out, "never", like), inline)
    assert all(document["fields"]["number"]["value"] for document in after.documents)
    assert list((out / "cache").glob("readings*")) == []


def test_an_entry_carries_no_findings() -> None:
    from pipeline.journey.entries import Entry

    held = {name for name in Entry.__slots__ if name in ("analysis", "judgement", "transcript")}
    assert held == set()
