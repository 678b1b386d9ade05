"""Which letters are scored, and the room as a spaCy component."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.knowledge.outlines import dump_outline
from pipeline.outline import applies, choose
from pipeline.records import Cites, Citing, LetterKind
from tests.outline_reports import OUTLINE, letter, plain, source

DIRECT = (Cites("88/QĐ-TTg", "direct"),)

# kind, verdict on the outline's decision, scored
LETTERS: list[tuple[LetterKind, Citing, bool]] = [
    ("report", "direct", True),
    ("report", "indirect", True),
    ("report", "none", False),
    ("plan", "direct", False),
    ("dispatch", "direct", False),
    ("guideline", "direct", False),
    ("other", "direct", False),
    ("unknown", "direct", False),
]


@pytest.mark.parametrize(("kind", "verdict", "wanted"), LETTERS)
def test_only_reports_that_hang_on_the_decision_are_scored(
    kind: LetterKind, verdict: Citing, wanted: bool
) -> None:
    cites = (Cites("9/QĐ-TTg", "direct"), Cites("88/QĐ-TTg", verdict))
    assert applies(letter(kind), cites, OUTLINE) is wanted
    assert (choose(letter(kind), cites, (OUTLINE,)) is OUTLINE) is wanted


def test_without_a_letter_or_an_outline_nothing_is_scored() -> None:
    assert not applies(None, DIRECT, OUTLINE)
    assert not applies(letter(), (), OUTLINE)
    assert choose(letter(), DIRECT, ()) is None


def test_an_outline_without_a_decision_goes_by_the_kind() -> None:
    free = replace(OUTLINE, decision=None)
    assert applies(letter("report"), (), free)
    assert not applies(letter("plan"), (), free)


def test_an_outline_for_nobody_is_for_comparison_only() -> None:
    assert not applies(letter("plan"), DIRECT, replace(OUTLINE, applies_to=()))


def test_the_most_direct_outline_wins() -> None:
    other = replace(OUTLINE, name="aa", decision="9/QĐ-TTg")
    cites = (Cites("88/QĐ-TTg", "direct"), Cites("9/QĐ-TTg", "indirect"))
    assert choose(letter(), cites, (other, OUTLINE)) is OUTLINE


def test_the_component_sets_headings_coverage_and_counts(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from pipeline import language
    from pipeline.outline.component import OutlineJudge

    file = tmp_path / "o.yaml"
    file.write_text(dump_outline(OUTLINE), encoding="utf-8")
    nlp = language.blank()
    nlp.add_pipe("vanban_outline", config={"outline": str(file)})
    doc = language.make_doc(nlp, plain(source()))
    doc._.letter, doc._.references, doc._.cites = letter(), (), DIRECT
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert doc._.coverage.outline == "bc-thu"
    assert doc._.coverage.score == 1.0
    assert len(doc._.headings) == len(OUTLINE.items)
    assert ("tập thể", 6) in {(q.unit, q.count) for q in doc._.quantities}
    doc._.cites = ()
    assert OutlineJudge(str(file))(doc)._.coverage is None
