"""Syllables of names: whole, mended, or left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadKnowledge
from pipeline.knowledge import names
from pipeline.knowledge.header import deputies, header_words
from pipeline.knowledge.names import family_of, name_words, syllable_of


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("Nguyễn", "Nguyễn"),
        ("Nguyên", "Nguyễn"),  # one mark lost, though a given name reads so
        ("guyễn", "Nguyễn"),  # under the seal's edge
        ("Pham", "Phạm"),
        ("ê", "Lê"),
        ("Hưng", None),  # a whole syllable, and no family name
        ("Thị", None),
        ("Xq", None),
    ],
)
def test_family_of(word: str, family: str | None) -> None:
    assert family_of(word) == family


@pytest.mark.parametrize(
    ("word", "syllable"),
    [
        ("Quốc", "Quốc"),
        ("Quấc", "Quốc"),  # o and a are of one shape
        ("Cuòng", "Cường"),
        ("Phuc", "Phúc"),
        ("Tnnh", None),
        ("Tuyêt", "Tuyết"),
    ],
)
def test_syllable_of(word: str, syllable: str | None) -> None:
    assert syllable_of(word) == syllable


def test_every_word_of_the_table_stands_for_itself() -> None:
    words = name_words()
    assert len(words.families) > 120
    assert len(words.given) > 600
    assert all(syllable_of(w) == w for w in (*words.families, *words.given))
    assert all(family_of(w) == w for w in words.families)


def test_deputies_are_offices() -> None:
    titles = set(header_words().titles)
    assert deputies()
    assert {*deputies(), *deputies().values()} <= titles


@pytest.mark.parametrize("content", ["families: [A]\n", "families: [A]\ngiven: [true]\n", "- A\n"])
def test_a_damaged_table_is_refused(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gazetteers").mkdir()
    (tmp_path / "gazetteers" / "names.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(names, "models_folder", lambda: tmp_path)
    with pytest.raises(BadKnowledge):
        name_words.__wrapped__()
