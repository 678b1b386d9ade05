"""What the words and the confidences are learned from: labelled reports, negatives, clauses."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.knowledge.outlines import all_outlines
from pipeline.knowledge.relevance import NONE, read_relevance, relevance_weights
from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline import judge, subjects
from pipeline.outline.relevance import chances
from pipeline.records import Coverage, ItemVerdict
from tests.outline_reports import HEADINGS, OUTLINE, TEXTS, source
from tools.outline.examples import CLAUSES, Example, concepts_of, owned, written
from tools.outline.letters import Report, cuts, find, negatives, read, reports, writer
from tools.outline.logistic import chance, fit
from tools.outline.measure import Tally
from tools.outline.readings import learned, lexicon, part_of
from tools.outline.train import as_json, without
from tools.outline.train import fit as fit_words

OUTLINES = ("bc-544", "bc-1187")


def labels() -> dict[str, dict[str, object]]:
    return {
        item.id: {
            "heading": "kept",
            "content": "full",
            "printed_heading": HEADINGS[item.id],
            "quote": " ".join(TEXTS.get(item.id, TEXTS.get(item.id + ".1", "")).split()[:5]),
        }
        for item in OUTLINE.items
    }


@pytest.fixture(scope="module")
def report() -> Report:
    text = "BÁO CÁO\nSơ kết Phong trào thi đua\n\n" + source().replace("*", "")
    return read("bc-thu", "train", text, OUTLINE, labels())


FOUND = [
    ("một hai ba bốn", "hai ba", 4),
    ("một hai\nba bốn", "hai ba", 4),
    ("một hai\f2\nba bốn", "hai ba", 4),  # a page number in between
    ("một hai", "ba", None),
    ("một hai", None, None),
    ("tặng (12) giấy", "(12) giấy", 5),
]


@pytest.mark.parametrize(("text", "quote", "at"), FOUND)
def test_a_quote_is_found_over_line_and_page_breaks(
    text: str, quote: str | None, at: int | None
) -> None:
    assert find(text, quote) == at


def test_every_leaf_item_can_be_cut_out(report: Report) -> None:
    assert [item for item, _, _ in cuts(report)] == list(TEXTS)


def test_what_is_cut_is_the_heading_with_its_text(report: Report) -> None:
    for item, start, end in cuts(report):
        gone = report.transcript.text[start:end]
        assert (HEADINGS[item] or "").partition(" ")[2] in gone
        assert TEXTS[item].split()[-1] in gone
        others = [k for k in TEXTS if k != item and TEXTS[k] in gone]
        assert others == []


def test_a_merged_heading_is_not_cut(report: Report) -> None:
    merged = {**report.labels["IV.2"], "heading": "merged"}
    other = read("x", "train", report.transcript.text, OUTLINE, {**report.labels, "IV.2": merged})
    assert "IV.2" not in [item for item, _, _ in cuts(other)]


def test_words_that_two_items_share_are_not_cut(report: Report) -> None:
    shared = {**report.labels["III.3"], "heading": "none", "printed_heading": None,
              "quote": report.labels["III.2"]["quote"]}  # fmt: skip
    other = read("x", "train", report.transcript.text, OUTLINE, {**report.labels, "III.3": shared})
    assert "III.3" not in [item for item, _, _ in cuts(other)]


def _told(before: str, quote: str, after: str, marks: dict[str, str]) -> Report:
    """A report whose III.3 is told without heading behind III.2's text; ``marks``: the labelled
    quotes of other items without headings."""
    texts = {k: v for k, v in TEXTS.items() if k != "III.3"}
    texts["III.2"] += f" {before}{quote}{after}"
    bare = {"heading": "none", "printed_heading": None}
    label = {**labels(), "III.3": {**labels()["III.3"], **bare, "quote": quote}}
    for item, words in marks.items():
        label[item] = {**label[item], **bare, "quote": words}
    return read("x", "train", source(texts, {**HEADINGS, "III.3": None}), OUTLINE, label)


# what stands before the quote in its sentence, and the sentence before that
@pytest.mark.parametrize(
    ("sentence", "half"),
    [
        ("", "Trong ba năm, về công tác kiểm tra, "),
        ("Đó là việc chung. ", "Cùng với đó, "),
        ("Cơ quan yên tâm làm việc; ", "theo kế hoạch kiểm tra hằng năm, "),
    ],
)
def test_half_a_clause_goes_with_the_quote(sentence: str, half: str) -> None:
    quote = "đoàn của huyện đã đến 15 đơn vị"
    one = _told(sentence + half, quote, ", lập 15 biên bản.", {})
    start, end = next((s, e) for item, s, e in cuts(one) if item == "III.3")
    gone = " ".join(one.transcript.text[start:end].split())
    assert gone.startswith(half.strip()[:12])
    assert sentence.strip() not in gone or not sentence
    assert quote in gone


def test_the_half_that_is_another_items_stays() -> None:
    first, quote = "Văn phòng tặng Giấy khen 12 tập thể", "và đoàn của huyện đã đến 15 đơn vị"
    one = _told(first + ", ", quote, ", lập 15 biên bản.", {"III.4": first})
    start, end = next((s, e) for item, s, e in cuts(one) if item == "III.3")
    gone = " ".join(one.transcript.text[start:end].split())
    assert gone.startswith(quote)
    assert first not in gone


def test_a_quote_that_begins_its_clause_is_cut_as_it_stands() -> None:
    quote = "Đoàn của huyện đã đến 15 đơn vị"
    one = _told("Mọi người đều vui. ", quote, ", lập 15 biên bản.", {})
    start, end = next((s, e) for item, s, e in cuts(one) if item == "III.3")
    assert " ".join(one.transcript.text[start:end].split()).startswith(quote)


def test_a_negative_lacks_one_item_and_says_which(report: Report) -> None:
    made = {n.cut: n for n in negatives(report)}
    cut = made["III.3"]
    assert cut.labels["III.3"]["content"] == "none"
    assert TEXTS["III.3"] not in cut.transcript.text
    assert all(TEXTS[k] in cut.transcript.text for k in TEXTS if k != "III.3")
    assert len(cut.transcript.pages) == len(report.transcript.pages)


def test_test_letters_are_not_read_unless_asked_for(tmp_path: Path) -> None:
    for split in ("train", "test"):
        gold = {"split": split, "outline_name": "bc-544", "outline": {"I": {"content": "none"}}}
        (tmp_path / f"{split}.json").write_text(json.dumps(gold), encoding="utf-8")
        (tmp_path / f"{split}.txt").write_text("I. ĐẶC ĐIỂM", encoding="utf-8")
    assert [r.name for r in reports(("train", "dev"), tmp_path)] == ["train"]
    assert [r.name for r in reports(("test",), tmp_path)] == ["test"]


def test_the_written_clauses_are_many_and_each_is_written_once() -> None:
    known = list(written(OUTLINES))
    assert len(known) >= 800
    texts = [e.text for e in known]
    assert sorted({t for t in texts if texts.count(t) > 1}) == []
    concepts = {c for e in known for c in e.concepts}
    assert concepts <= {c.subject[0] for c in outline_wordings().concepts}
    assert all(e.concepts <= e.among for e in known)


def test_each_concept_of_an_outline_has_clauses() -> None:
    known = list(written(OUTLINES))
    for name in OUTLINES:
        for concept in concepts_of(name):
            assert sum(concept in e.concepts for e in known) >= 5, concept


def test_near_concepts_are_no_counterexamples() -> None:
    known = list(written(OUTLINES))
    digital = next(c for c in concepts_of("bc-544") if "công nghệ" in c)
    online = next(c for c in concepts_of("bc-1187") if "dịch vụ công" in c)
    assert all(online not in e.among for e in known if digital in e.concepts)
    assert any(online in e.among for e in known if digital not in e.concepts)


def test_one_campaign_leaves_the_others_concepts_out() -> None:
    alone = {c for e in written(("bc-544",)) for c in e.concepts | e.among}
    assert alone == set(concepts_of("bc-544"))


def test_clause_files_are_named_by_what_they_hold() -> None:
    assert len(list(CLAUSES.glob("*.yaml"))) >= 5
    assert all(f.read_text(encoding="utf-8").strip() for f in CLAUSES.glob("*.yaml"))


def test_labelled_clauses_know_their_items(report: Report) -> None:
    items = dict(owned(report))
    for id_, text in TEXTS.items():
        first = next(t for t in items if text.startswith(t.split(";")[0][:20]))
        assert id_ in items[first]


EXAMPLES = [
    Example(text, frozenset((concept,)), frozenset(("nội quy", "khen thưởng")), source_)
    for n, (text, concept) in enumerate(
        [("tặng giấy khen", "khen thưởng"), ("sửa quy chế cũ", "nội quy")] * 6
    )
    for source_ in (f"bc-{n % 3}a-x",)
]


def test_words_are_learned_and_written_and_read_again(tmp_path: Path) -> None:
    weights = fit_words(EXAMPLES)
    file = tmp_path / "words.json"
    file.write_text(as_json(weights), encoding="utf-8")
    again = read_relevance(file)
    assert again.concepts == weights.concepts
    for text, concept in (("tặng giấy khen", "khen thưởng"), ("sửa quy chế", "nội quy")):
        said = dict(zip(again.concepts, chances(again, text), strict=True))
        assert max(said, key=lambda c: said[c]) == concept
        assert chances(again, text) == pytest.approx(chances(weights, text), abs=0.01)


def test_learning_twice_gives_the_same_bytes() -> None:
    assert as_json(fit_words(EXAMPLES)) == as_json(fit_words(EXAMPLES))


def test_a_writer_can_be_left_out_but_not_what_was_written_for_training() -> None:
    known = [replace(e, report=True) for e in EXAMPLES]
    assert {e.source for e in without(known, "1a")} == {"bc-0a-x", "bc-2a-x"}
    assert without(EXAMPLES, "1a") == EXAMPLES


# a letter's name, and who wrote it
@pytest.mark.parametrize(
    ("name", "hand"),
    [("bc-2a-soc-trang", "2a"), ("bc-3b-can-tho", "3b"), ("bc-yen-bai", ""), ("bc", ""),
     ("hd-1187-btdkt", "1187"), ("cv-tra-vinh", "")],
)  # fmt: skip
def test_a_letters_name_says_who_wrote_it(name: str, hand: str) -> None:
    assert writer(name) == hand


def test_no_clause_of_a_writer_is_learned_from_when_the_writer_is_judged() -> None:
    known = list(labelled_of("bc-2a-x")) + list(labelled_of("bc-2b-x"))
    left = without([*EXAMPLES, *known], "2a")
    assert {e.source for e in left if e.report} == {"bc-2b-x"}
    assert sum(not e.report for e in left) == len(EXAMPLES)


def labelled_of(name: str) -> list[Example]:
    """The clauses of the faithful report under another name."""
    one = read(name, "train", source(), OUTLINE, labels())
    return [Example(text, frozenset(), frozenset(), name, True) for text, _ in owned(one)]


@settings(max_examples=20, deadline=None)
@given(st.floats(-1, 1), st.floats(-1.5, 1.5))
def test_logistic_regression_finds_what_made_the_data(bias: float, slope: float) -> None:
    dice = np.random.default_rng(0)
    x = dice.uniform(-2, 2, 4000)
    y = dice.uniform(size=4000) < 1 / (1 + np.exp(-(bias + slope * x)))
    weights = fit([(v,) for v in x], list(y), 0.01)
    assert weights == pytest.approx([bias, slope], abs=0.2)
    assert chance(weights, (0.0,)) == pytest.approx(1 / (1 + np.exp(-weights[0])))


def test_a_ridge_holds_weights_back_where_the_data_are_sure() -> None:
    rows, right = [(0.0,), (1.0,)] * 10, [False, True] * 10
    loose, tight = fit(rows, right, 0.1), fit(rows, right, 10.0)
    assert 0 < tight[1] < loose[1]


def test_other_words_are_in_force_only_for_a_while() -> None:
    before = subjects.subjects_of(OUTLINE)
    with learned(NONE):
        assert subjects.subjects_of(OUTLINE).held == ()
    assert subjects.subjects_of(OUTLINE) == before
    assert before.held
    assert subjects.relevance_weights is relevance_weights


def test_another_lexicon_is_put_back_even_after_an_error() -> None:
    part = part_of(outline_wordings(), 1)
    with pytest.raises(RuntimeError), lexicon(part):
        assert subjects.outline_wordings() is part
        raise RuntimeError
    assert subjects.outline_wordings() is outline_wordings()


def test_a_part_of_the_lexicon_lacks_about_half_of_the_cues() -> None:
    whole = outline_wordings()
    assert part_of(whole, 0) == whole
    assert part_of(whole, 2) == part_of(whole, 2)
    assert part_of(whole, 1) != part_of(whole, 2)
    count = [sum(len(c.cues) for c in w.concepts) for w in (whole, part_of(whole, 1))]
    assert 0.45 < count[1] / count[0] < 0.65


def said(report: Report, **contents: str) -> Coverage:
    items = tuple(
        ItemVerdict(i.id, i.title, "kept", contents.get(i.id.replace(".", "_"), "full"),  # type: ignore[arg-type]
                    None, False, 1.0, 0.9, i.id in ("I", "III.3"))
        for i in OUTLINE.items
    )  # fmt: skip
    return Coverage(report.outline.name, 1.0, items, (), False)


def test_a_tally_counts_whole_reports_and_of_a_negative_the_cut_item(report: Report) -> None:
    tally = Tally()
    tally.add(report, said(report, III_3="none"))
    assert len(tally.headings) == len(tally.contents) == len(OUTLINE.items)
    assert len(tally.covered) == len(TEXTS)
    assert [e.split(":")[0] for e in tally.errors] == ["bc-thu III.3"]
    negative = next(n for n in negatives(report) if n.cut == "III.3")
    tally.add(negative, said(negative, III_3="none"))
    tally.add(negative, said(negative))
    assert tally.cut == [("not", "not"), ("covered", "not")]
    assert len(tally.said) == len(OUTLINE.items) + 2
    text = "\n".join(tally.table())
    assert "leaves missed 1, found in vain 1, of these in cut ones 1/2" in text


def test_a_fair_second_value_is_no_error(report: Report) -> None:
    both = {**report.labels["II.1"], "accept": ["full", "thin"]}
    other = read("x", "train", report.transcript.text, OUTLINE, {**report.labels, "II.1": both})
    assert other.fair("II.1") == ("full", "thin")
    tally = Tally()
    tally.add(other, said(other, II_1="thin"))
    assert tally.errors == []


def test_tallies_add_up(report: Report) -> None:
    one, two = Tally(), Tally()
    one.add(report, said(report))
    two.add(report, said(report))
    two += one
    assert len(two.headings) == 2 * len(one.headings)
    assert len(two.said) == 2 * len(OUTLINE.items)


def test_a_faithful_report_and_its_negatives_are_judged_right(report: Report) -> None:
    tally = Tally()
    for one in (report, *negatives(report)):
        tally.add(one, judge(one.transcript, one.letter, one.references, OUTLINE))
    wrong = [e for e in tally.errors if "(cut)" not in e]
    assert wrong == []
    assert sum(a == "covered" for a, _ in tally.cut) <= 1


def test_the_outlines_to_learn_for_are_shipped() -> None:
    assert set(OUTLINES) <= {o.name for o in all_outlines()}
