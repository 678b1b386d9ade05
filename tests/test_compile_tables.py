"""Published documents as rows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.compile.labels import LABELS, label, named
from pipeline.compile.overview import figures
from pipeline.compile.phrases import doubt_about, doubt_value, say_verdict
from pipeline.compile.tables import (
    anchor,
    clean,
    decisions,
    doubts,
    letter_order,
    matrices,
    name_of,
    ordered,
    shown,
)
from tests.compile_letters import (
    DECISION,
    ITEMS,
    OUTLINE,
    corpus,
    failed_letter,
    hostile_letter,
    letter,
)

SCHEMA = Path(__file__).parents[1] / "pipeline/compile/document.schema.json"
FIELDS = json.loads(SCHEMA.read_text())["properties"]["fields"]["propertyNames"]["enum"]


@pytest.mark.parametrize("document", corpus(4), ids=lambda d: d["file"][:9])
def test_made_up_letters_are_valid_documents(document: dict[str, Any]) -> None:
    errors = [
        e.message
        for e in Draft202012Validator(json.loads(SCHEMA.read_text())).iter_errors(document)
    ]
    assert errors == []


def test_letters_are_in_vietnamese_order_of_province() -> None:
    provinces = [d["fields"]["province"]["value"] for d in ordered(letter(n) for n in range(8))]
    assert provinces == [
        "An Giang", "Ân Thi", "Bắc Ninh", "Cà Mau", "Đà Nẵng", "Đắk Lắk", "Hà Nội", "Hải Phòng",
    ]  # fmt: skip


def test_order_does_not_depend_on_the_input_order() -> None:
    letters = corpus()
    assert ordered(reversed(letters)) == ordered(letters)
    assert letter_order(letters[0]) == letter_order(dict(letters[0]))


def test_a_letter_without_an_issuer_goes_by_its_file() -> None:
    assert name_of(failed_letter()) == "khóa.pdf"


def test_matrix_holds_only_letters_with_coverage() -> None:
    (matrix,) = matrices(ordered(corpus(5)))
    assert matrix.outline == OUTLINE
    assert matrix.items == ITEMS
    assert len(matrix.rows) == 6  # five letters and the hostile one
    assert sum(matrix.tally("III.1").values()) == 6


def test_two_outlines_give_two_matrices() -> None:
    other = letter(1)
    other["coverage"]["outline"] = "Đề cương 7/HD-XYZ"
    assert [m.outline for m in matrices([letter(0), other])] == ["Đề cương 7/HD-XYZ", OUTLINE]


def test_doubts_are_all_there_and_say_why() -> None:
    found = doubts(hostile_letter())
    assert [d.kind for d in found].count("page") == 1
    assert [d.kind for d in found].count("reference") == 1
    asked = {d.key for d in doubts(letter(1)) if d.kind == "field"}
    assert asked == {k for k, v in letter(1)["fields"].items() if v["review"]} == {"number"}
    items = {d.key for d in doubts(letter(1)) if d.kind == "item"}
    assert items == {i["id"] for i in letter(1)["coverage"]["items"] if i["review"]} != set()
    (number,) = (d for d in doubts(letter(1)) if d.key == "number")
    assert (number.why, number.page) == ("Số viết tay bị con dấu che.", 1)
    assert doubt_value(number, "vi") == "(không đọc được)"


def test_what_a_doubt_is_about_in_words() -> None:
    failed, unsure = failed_letter(), letter(0, kind="unknown")
    unsure["unapplied"] = [{"what": "coverage.X.content", "after": "full", "why": "Lan"}]
    words = [doubt_about(d, "vi") for d in (*doubts(failed), *doubts(unsure))]
    assert words[0] == "Cả tệp"
    assert "Loại văn bản" in words
    assert words[-1].endswith("coverage.X.content")
    assert "I. ĐẶC ĐIỂM, TÌNH HÌNH" in words


@pytest.mark.parametrize(
    ("found", "vietnamese", "english"),
    [
        (("kept", "full", False, False), "Đủ", "Full"),
        (("renamed", "full", True, True), "Đủ (đc) ?", "Full (rv) ?"),
        (("merged", "thin", False, False), "Sơ sài (g)", "Thin (m)"),
        (("none", "full", False, False), "Đủ (k)", "Full (n)"),
        (("none", "none", False, False), "Không", "None"),
        (("kept", "none", False, True), "Không ?", "None ?"),
    ],
)
def test_verdict_in_words(
    found: tuple[str, str, bool, bool], vietnamese: str, english: str
) -> None:
    item = dict(zip(("heading", "content", "moved", "review"), found, strict=True))
    assert say_verdict(item, "vi") == vietnamese
    assert say_verdict(item, "en") == english


def test_anchors_are_plain_stable_and_distinct() -> None:
    one = letter(0)
    keys = ["III.1.d", "III.1.đ", "III.1.e", "I.1", "I.1 ", "I-1"]
    anchors = {anchor(one, "v", key) for key in keys}
    assert len(anchors) == len(keys)
    assert all(re.fullmatch(r"v-[0-9a-f]{10}-[\w.]+", a, re.ASCII) for a in anchors)
    assert anchor(one) == anchor({"file": one["file"]}) != anchor(letter(1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x0bc", "a\ufffdb\ufffdc"),
        ("đủ\tdấu\n- gạch", "đủ\tdấu\n- gạch"),
        ("\ud800\uffff", "\ufffd\ufffd"),
    ],
)
def test_illegal_characters_are_replaced(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_lists_are_shown_one_entry_a_line() -> None:
    assert shown(["- Như trên;", "- Lưu: VT."]) == "- Như trên;\n- Lưu: VT."
    assert shown(None) == ""


def test_figures_count_what_is_there() -> None:
    found = {(f.key, f.details): f.value for f in figures(corpus(6))}
    assert found["figure.letters", ()] == 9
    assert found["status.failed", ()] == found["status.partial", ()] == 1
    assert found["kind.plan", ()] == 1
    assert "kind.dispatch" not in {key for key, _ in found}
    assert found["caption.cites", (("decision", DECISION),)] == 5
    assert found["figure.doubts", ()] == sum(len(doubts(d)) for d in corpus(6))
    assert decisions(corpus(6)) == [DECISION]


def test_figures_of_nothing() -> None:
    assert [f.value for f in figures([]) if f.key == "figure.mean_score"] == [None]


def test_every_label_speaks_both_languages_with_the_same_details() -> None:
    for key, (vietnamese, english) in LABELS.items():
        assert sorted(re.findall(r"{\w+}", vietnamese)) == sorted(re.findall(r"{\w+}", english)), (
            key
        )
        assert bool(vietnamese) == bool(english), key


@pytest.mark.parametrize("name", FIELDS)
def test_every_published_field_has_a_name(name: str) -> None:
    assert named("field", name) != name


def test_a_new_code_says_itself() -> None:
    assert named("kind", "telegram") == "telegram"
    with pytest.raises(KeyError):
        label("kind.telegram")
