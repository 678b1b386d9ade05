"""Outline files: read, checked, written, and the ones that travel with the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import BadKnowledge
from pipeline.knowledge.outlines import all_outlines, dump_outline, load_outline
from pipeline.knowledge.wordings import outline_wordings, read_wordings
from pipeline.outline.likeness import titles_of
from pipeline.records import Outline, OutlineItem

GOOD = """
name: bc-1
title: Sơ kết
decision: 12/QĐ-TTg
deadline: 2024-05-31
applies_to: [report]
items:
  - {id: I, title: MỤC MỘT}
  - {id: I.1, title: Thuận lợi (nếu có), optional: true, weight: 2, wordings: [Mặt thuận lợi]}
  - {id: "2", title: MỤC HAI}
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "o.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file_is_read_in_order(tmp_path: Path) -> None:
    outline = load_outline(write(tmp_path, GOOD))
    assert [i.id for i in outline.items] == ["I", "I.1", "2"]
    assert outline.items[1] == OutlineItem(
        "I.1", "Thuận lợi (nếu có)", True, 2.0, ("Mặt thuận lợi",)
    )
    assert (outline.deadline, outline.guideline) == ("2024-05-31", None)
    assert outline.item("I.1").level == 2
    assert [i.id for i in outline.children("I")] == ["I.1"]


@pytest.mark.parametrize(
    ("change", "to", "path"),
    [
        # what is wrong, and the path that the message must name
        ("name: bc-1", "nome: bc-1", "$.nome"),
        ("title: Sơ kết", "title: ''", "$.title"),
        ("{id: I, title", "{id: I, wieght: 3, title", "$.items[0].wieght"),
        ("id: I.1", "id: I", "$.items[1].id"),
        ("id: I.1", "id: III.1", "$.items[1].id"),
        ('id: "2"', "id: 2.10", "$.items[2].id"),
        ("optional: true", "optional: maybe", "$.items[1].optional"),
        ("weight: 2", "weight: -2", "$.items[1].weight"),
        ("weight: 2", "weight: yes", "$.items[1].weight"),
        ("[Mặt thuận lợi]", "Mặt thuận lợi", "$.items[1].wordings"),
        ("[report]", "[reprot]", "$.applies_to[0]"),
        ("2024-05-31", "cuối tháng", "$.deadline"),
    ],
)
def test_a_wrong_file_is_named_with_the_path_inside(
    tmp_path: Path, change: str, to: str, path: str
) -> None:
    assert change in GOOD
    file = write(tmp_path, GOOD.replace(change, to))
    with pytest.raises(BadKnowledge) as error:
        load_outline(file)
    where = str(error.value.details["where"])
    assert where.startswith(str(file))
    assert where.endswith(path)


@pytest.mark.parametrize("text", ["", "- a list", "items: []\nname: x\ntitle: y", "a: [b"])
def test_what_is_no_outline_at_all_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadKnowledge):
        load_outline(write(tmp_path, text))


_text = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None)
@given(
    titles=st.lists(_text, min_size=1, max_size=6),
    wordings=st.lists(_text, max_size=3),
    weight=st.floats(0, 9),
    optional=st.booleans(),
)
def test_writing_and_reading_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    titles: list[str],
    wordings: list[str],
    weight: float,
    optional: bool,
) -> None:
    items = tuple(
        OutlineItem(str(n), t, optional, weight, tuple(wordings))
        for n, t in enumerate(titles, start=1)
    )
    outline = Outline("x", "y", None, "1/QĐ-TTg", "2025-01-31", ("report",), items, ("sửa",))
    file = tmp_path_factory.mktemp("o") / "o.yaml"
    file.write_text(dump_outline(outline), encoding="utf-8")
    once = load_outline(file)
    file.write_text(dump_outline(once), encoding="utf-8")
    assert load_outline(file) == once
    assert [i.id for i in once.items] == [i.id for i in items]


def test_every_outline_that_travels_is_sound() -> None:
    outlines = all_outlines()
    assert len({o.name for o in outlines}) == len(outlines) >= 3
    for outline in outlines:
        assert outline.items
        for item in outline.items:
            assert item.optional == ("nếu có" in item.title.lower()), item.id
            assert item.title not in item.wordings, item.id


def test_plans_are_compared_but_not_scored() -> None:
    kinds = {o.name.partition("-")[0]: o.applies_to for o in all_outlines()}
    assert kinds["bc"] == ("report",)
    assert kinds["kh"] == ()


def test_the_wordings_are_sound() -> None:
    wordings = outline_wordings()
    assert not set(wordings.function_words) & set(wordings.weak)
    for concept in wordings.concepts:
        assert concept.subject and concept.cues
        assert not set(concept.cues) & set(concept.hints), concept.subject
    assert all(p == p.lower() for p in (*wordings.boilerplate, *wordings.empty_words))


def test_a_wordings_file_that_lacks_a_list_is_named(tmp_path: Path) -> None:
    file = write(tmp_path, "function_words: [và]\n")
    with pytest.raises(BadKnowledge) as error:
        read_wordings(file)
    assert str(error.value.details["where"]).startswith(f"{file} $.")


# a heading that reports print, and the item of 544's outline that it serves
@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("Lợi thế", "I.1"),
        ("Bất lợi", "I.2"),
        ("Điều chưa được", "IV.2"),
        ("Những điều còn băn khoăn", "IV.2"),
        ("Căn nguyên", "IV.3"),
        ("Điều đúc kết", "IV.4"),
        ("Mong muốn", "IV.5"),
        ("Nguyện vọng", "IV.5"),
    ],
)
def test_plain_words_for_an_item_are_known(heading: str, item: str) -> None:
    outline = next(o for o in all_outlines() if o.name == "bc-544")
    said = titles_of(outline).likeness(heading)
    assert outline.items[max(range(len(said)), key=lambda n: said[n])].id == item
    assert max(said) > 0.8
