"""Decisions in a database outside of the results: a run lays them over what it reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import OutputUnwritable
from pipeline.journey import run
from pipeline.settings import Settings, load
from pipeline.store import Decision, open_desk
from tests.test_journey_again import PLAN, Silent, inline


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAN, encoding="utf-8")
    return folder


def test_a_decision_in_postgresql_is_laid_over_every_run(
    letters: Path, tmp_path: Path, postgres: str
) -> None:
    """Also over one that has nothing to read: the results' own files say nothing of it."""
    out, settings = tmp_path / "out", Settings(workers=1, database=postgres)
    (document,) = run([letters], out, settings, Silent(), inline).documents
    assert document["fields"]["number"]["source"] != "corrected"
    assert not (out / "vanban.db").exists()
    for number in ("4321", "4322"):
        desk = open_desk(postgres)
        seen = desk.last_event()
        what = Decision(document["sha256"], "fields.number", "correct", "Lan", number, seen=seen)
        desk.decide(what)
        desk.close()
        (after,) = run([letters], out, settings, Silent(), inline).documents
        assert (after["fields"]["number"]["value"], after["fields"]["number"]["source"]) == (
            number, "corrected",
        )  # fmt: skip
        assert after["fields"]["number"]["machine"] == document["fields"]["number"]


@pytest.mark.parametrize(
    "database", ["postgresql://lan:secret@127.0.0.1:1/vanban", "sqlite:////no/such/folder/x.db"]
)
def test_a_database_that_is_not_there_is_said_before_anything_is_read(
    letters: Path, tmp_path: Path, database: str
) -> None:
    with pytest.raises(OutputUnwritable) as refused:
        run([letters], tmp_path / "out", Settings(database=database), Silent(), inline)
    assert "secret" not in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_the_database_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANBAN_DATABASE", "postgresql://office/vanban")
    assert load().database == "postgresql://office/vanban"
    assert load({"database": None}).database == "postgresql://office/vanban"
    assert load({"database": "sqlite:///x.db"}).database == "sqlite:///x.db"
