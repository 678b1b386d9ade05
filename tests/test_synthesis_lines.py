"""How a synthesis prints labels, days, names and sources; which outline and words it goes by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.compile.synthesis import Source, Synthesis, compose, find_outline
from pipeline.compile.synthesis.lines import day, label, number, short, source, tally
from pipeline.errors import BadKnowledge, BadSettings, NoInput
from pipeline.knowledge.outlines import dump_outline
from pipeline.knowledge.synthesis import read_synthesis_words
from tests.adaptation_letters import OUTLINE, TITLES, report, said
from tests.test_synthesis import FIGURE, RECORD

# --- how it is printed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "wanted"),
    [("I", "I."), ("II.1", "1."), ("III.1.đ", "đ)"), ("3", "3."), ("3.1", "3.1.")],
)
def test_labels(id: str, wanted: str) -> None:
    assert label(id) == wanted


@pytest.mark.parametrize(
    ("iso", "wanted"),
    [
        ("2022-05-27", "27/5/2022"),
        ("2022-02-07", "07/02/2022"),
        ("2022-11-30", "30/11/2022"),
        ("2022-05", "5/2022"),
        ("", ""),
        ("chưa rõ", "chưa rõ"),
    ],
)
def test_days(iso: str, wanted: str) -> None:
    assert day(iso) == wanted


@pytest.mark.parametrize(("n", "wanted"), [(0, "00"), (4, "04"), (25, "25"), (22460, "22.460")])
def test_numbers(n: int, wanted: str) -> None:
    assert number(n) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ủy ban nhân dân tỉnh Yên Bái", "UBND tỉnh Yên Bái"),
        ("Văn phòng Ủy ban nhân dân tỉnh Cà Mau", "Văn phòng Ủy ban nhân dân tỉnh Cà Mau"),
        ("Bộ Xây dựng", "Bộ Xây dựng"),
        ("Ủy ban nhân dân", "Ủy ban nhân dân"),
    ],
)
def test_short_names(name: str, wanted: str) -> None:
    assert short(name) == wanted


def test_a_source_says_what_is_unknown_or_unsure() -> None:
    sure = Source("f", "UBND tỉnh A", "5/BC-UBND", "2022-05-27", 0.9)
    assert source(sure, 3) == "UBND tỉnh A, 5/BC-UBND, 27/5/2022, tr. 3"
    doubtful = Source("f", "UBND tỉnh A", "5/BC-UBND", "", 0.9, ("number_symbol", "date"))
    assert source(doubtful, 1) == "UBND tỉnh A, 5/BC-UBND (?), ngày chưa rõ, tr. 1"


# --- which outline ---------------------------------------------------------------------------


def scored_by(name: str) -> dict[str, Any]:
    document = report("An Giang", [said("I.1", FIGURE)])
    document["coverage"]["outline"] = name
    return document


def test_the_only_outline_needs_no_name() -> None:
    outline = find_outline([scored_by("riêng"), report("Cà Mau", [], coverage=None)])
    assert outline.name == "riêng"
    assert [i.id for i in outline.items] == list(TITLES)


def test_a_file_or_a_name(tmp_path: Path) -> None:
    file = tmp_path / "đề cương.yaml"
    file.write_text(dump_outline(RECORD), encoding="utf-8")
    documents = [scored_by(OUTLINE), scored_by("bc-544")]
    assert find_outline(documents, str(file)) == RECORD
    assert find_outline(documents, "bc-544").deadline is not None
    assert find_outline(documents, OUTLINE).name == OUTLINE


@pytest.mark.parametrize(
    ("names", "asked", "error"),
    [
        ((), None, NoInput),
        (("x", "y"), None, BadSettings),
        (("x",), "z", BadSettings),
        (("x",), "bc-544", NoInput),
    ],
)
def test_no_outline(names: tuple[str, ...], asked: str | None, error: type[Exception]) -> None:
    with pytest.raises(error):
        find_outline([scored_by(name) for name in names], asked)


# --- the words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("grouped: [", "grouped: [3, ", "$.grouped"),
        ("dân = UBND", "dân", "$.abbreviations[0]"),
        ("  motto:", "  moto:", "$.frame.mot"),
        ("{title}", "{tile}", "$.frame.subject"),
        ("  check: ", "  check: [x]\n  check2: ", "$.lines.check2"),
        ("annexes:", "annexe:", "$.annexe"),
        ("  also: ", "  also: 7 #", "$.lines.also"),
    ],
)
def test_wrong_words_are_refused_with_their_place(
    root: Path, tmp_path: Path, old: str, new: str, where: str
) -> None:
    text = (root / "models" / "wordings" / "synthesis.yaml").read_text("utf-8")
    assert old in text
    file = tmp_path / "synthesis.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadKnowledge) as caught:
        read_synthesis_words(file)
    assert where in str(caught.value.details["where"])


def test_a_synthesis_of_nothing_is_empty() -> None:
    made = compose([], RECORD)
    assert isinstance(made, Synthesis)
    assert made.sources == () and all(s.reports == 0 for s in made.sections)
    assert tally(made.sections[0]) == "0/0 báo cáo có nội dung."
