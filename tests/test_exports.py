"""Every table as CSV and Parquet, read back with pandas."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.compile.columns import MEANINGS, TABLES
from pipeline.compile.exports import facts_of, frames, guarded, unguarded, write_facts, write_tables
from pipeline.compile.frames import ROWS, Facts
from pipeline.compile.missing import who_reported
from pipeline.compile.tables import doubts, fields_of, ordered
from pipeline.compile.tables import shown as told
from pipeline.errors import OutputUnwritable
from pipeline.knowledge.reporters import load_reporters
from tests.compile_letters import corpus, hostile_letter, letter
from tests.register_letters import OUTLINE, report


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("out") / "tables"
    write_tables(corpus(6), made)
    return made


def from_csv(folder: Path, name: str) -> pd.DataFrame:
    """As a user of pandas would; text comes back without the guard."""
    kinds = {"text": "string", "whole": "Int64", "real": "Float64", "yes_no": "boolean"}
    types: Any = {column: kinds[MEANINGS[column].kind] for column in TABLES[name]}
    frame = pd.read_csv(folder / f"{name}.csv", dtype=types, keep_default_na=False, na_values=[""])
    for column in frame.columns[frame.dtypes == "string"]:
        frame[column] = frame[column].map(unguarded, na_action="ignore").astype("string")
    return frame


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_parquet_hold_the_same(name: str, folder: Path) -> None:
    exact = pd.read_parquet(folder / f"{name}.parquet")
    assert tuple(exact.columns) == TABLES[name]
    plain = from_csv(folder, name)
    # a CSV can't tell empty text from none, nor one line break from another
    for frame in (exact, plain):
        for column in frame.columns[frame.dtypes == "string"]:
            lines = frame[column].str.replace("\r\n", "\n").str.replace("\r", "\n")
            frame[column] = lines.replace("", pd.NA).astype("string")
    pd.testing.assert_frame_equal(plain, exact, check_exact=False, rtol=1e-12)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_the_columns_that_are_told(name: str) -> None:
    facts = facts_of(corpus(6))
    made = make_facts_with_a_roll() if name == "reporters" else facts
    rows = list(ROWS[name](made))
    assert rows
    assert all(tuple(row) == TABLES[name] for row in rows)


def make_facts_with_a_roll() -> Facts:
    letters = [report("a.pdf"), report("b.pdf", "Sở Nội vụ tỉnh Lai Châu", "Lai Châu")]
    facts = facts_of(letters, [OUTLINE])
    (campaign,) = facts.register.campaigns
    roll = who_reported(facts.register, campaign, load_reporters("63-provinces"))
    return Facts(facts.documents, facts.register, (roll,))


def test_parquet_equals_the_published_facts(folder: Path) -> None:
    documents = ordered(corpus(6))
    letters = pd.read_parquet(folder / "letters.parquet")
    assert list(letters["file"]) == [d["file"] for d in documents]
    assert list(letters["pages"]) == [d["pages"] for d in documents]
    assert list(letters["doubts"]) == [len(doubts(d)) for d in documents]
    fields = pd.read_parquet(folder / "fields.parquet")
    wanted = [(d["file"], n, v) for d in documents for n, v in fields_of(d)]
    assert list(zip(fields["file"], fields["field"], strict=True)) == [(f, n) for f, n, _ in wanted]
    for row, (_, _, value) in zip(fields.to_dict("records"), wanted, strict=True):
        assert (None if pd.isna(row["value"]) else row["value"]) == (
            None if value["value"] is None else told(value["value"])
        )
        assert row["source"] == value["source"]
        assert row["review"] == value["review"]
        box = [row[edge] for edge in ("x0", "y0", "x1", "y1")]
        assert [None if pd.isna(v) else v for v in box] == (value["box"] or [None] * 4)
    items = [i for d in documents for i in (d["coverage"] or {"items": []})["items"]]
    coverage = pd.read_parquet(folder / "coverage.parquet")
    assert list(coverage["item"]) == [i["id"] for i in items]
    assert list(coverage["content"]) == [i["content"] for i in items]
    assert list(coverage["score"]) == [i["score"] for i in items]
    counts = pd.read_parquet(folder / "quantities.parquet")
    assert list(counts["raw"]) == [q["raw"] for d in documents for q in d["quantities"]]


def test_a_csv_opens_in_excel_as_it_is(folder: Path) -> None:
    for name in TABLES:
        data = (folder / f"{name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        data.decode("utf-8")
    with (folder / "fields.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "- Như trên;\n- Lưu: VT, NC." in cells  # a bullet is no formula
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    assert not [cell for cell in cells if cell.startswith("+cmd")]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+HYPERLINK(0)", "'-2+3+HYPERLINK(0)"),
        ("'=1", "''=1"),  # what already has an apostrophe gets another, and keeps its own
        ("- Như trên;", "- Như trên;"),
        ("-Như trên (b/c);", "-Như trên (b/c);"),
        ("+ Mô hình “Một cửa thân thiện”", "+ Mô hình “Một cửa thân thiện”"),
        ("- 04 tập thể", "- 04 tập thể"),
        ("'Tôi' nói", "'Tôi' nói"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_would_work_out_is_guarded(text: str, safe: str) -> None:
    assert guarded(text) == safe
    assert unguarded(safe) == text


@given(st.text(alphabet=st.sampled_from("='@+-\t(|!aAé 1\n"), max_size=12))
@example("''=1")
def test_the_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "@", "\t"))


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    write_tables([hostile_letter()], tmp_path)
    fields = pd.read_parquet(tmp_path / "fields.parquet")
    subject = fields.loc[fields["field"] == "subject", "value"].iloc[0]
    assert subject.startswith("+cmd|' /C calc'!A0")
    assert "\x00" not in subject
    assert from_csv(tmp_path, "letters")["file"][0].startswith("=1+1<script>")


def test_every_column_is_explained_in_both_languages(folder: Path) -> None:
    with (folder / "columns.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["table"], r["column"]) for r in rows] == [(t, c) for t in TABLES for c in TABLES[t]]
    assert all(row["vi"] and row["en"] and row["vi"] != row["en"] for row in rows)
    assert {*MEANINGS} == {c for columns in TABLES.values() for c in columns}


def test_same_facts_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_tables(corpus(6)[::-1], tmp_path)
    made = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert made == {p.name: p.read_bytes() for p in folder.iterdir()}
    assert len(made) == 2 * len(TABLES) + 1


@pytest.mark.parametrize("documents", [[], [letter(0, coverage=None)]])
def test_few_letters_and_none(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    made = frames(facts_of(documents))
    assert {name: tuple(frame.columns) for name, frame in made.items()} == TABLES
    assert len(made["letters"]) == len(documents)
    write_tables(documents, tmp_path)
    assert len(pd.read_parquet(tmp_path / "coverage.parquet")) == 0


def test_some_tables_alone(tmp_path: Path) -> None:
    write_facts(make_facts_with_a_roll(), tmp_path, ("reporters",))
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "columns.csv", "reporters.csv", "reporters.parquet",
    ]  # fmt: skip
    roll = pd.read_parquet(tmp_path / "reporters.parquet")
    states = dict(zip(roll["province"], roll["standing"], strict=True))
    assert (states["Sơn La"], states["Lai Châu"], states["Cà Mau"]) == (
        "reported", "question", "missing",
    )  # fmt: skip


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "tables").write_bytes(b"")
    with pytest.raises(OutputUnwritable):
        write_tables(corpus(1), tmp_path / "tables")
