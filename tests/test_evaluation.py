"""The yardstick itself, on cases whose scores can be worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadKnowledge
from pipeline.evaluation import evaluate
from pipeline.evaluation.agreement import (
    Counts,
    accuracy,
    calibration_error,
    count_sets,
    kappa,
    reliability,
)
from pipeline.evaluation.fields import score_fields
from pipeline.evaluation.gold import Gold, load_gold, match
from pipeline.evaluation.texts import score_text


@pytest.mark.parametrize(
    ("read", "truth", "cer", "wer", "recall"),
    [
        ("Báo cáo", "Báo cáo", 0, 0, 1),
        # white space is folded, order counts
        ("Báo\n cáo ", "Báo cáo", 0, 0, 1),
        ("cáo Báo", "Báo cáo", 2 / 7, 1, 1),
        ("Bao cáo", "Báo cáo", 1 / 7, 1 / 2, 1 / 2),
        ("", "abcd", 1, 1, 0),
        ("x", "", 1, 1, 1),
        ("", "", 0, 0, 1),
    ],
)
def test_text_scores(read: str, truth: str, cer: float, wer: float, recall: float) -> None:
    score = score_text(read, truth)
    assert score.cer == pytest.approx(cer)
    assert score.wer == pytest.approx(wer)
    assert score.word_recall == pytest.approx(recall)


def test_scores_of_texts_add_up_by_length() -> None:
    both = score_text("ab", "ab") + score_text("", "cdefgh")
    assert both.cer == pytest.approx(6 / 8)


@pytest.mark.parametrize(
    ("pairs", "wanted"),
    [
        ([], 1.0),
        ([("a", "a")] * 5, 1.0),
        # Cohen's own kind of table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no → 0.4
        (
            [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15,
            0.4,
        ),
        # always the same answer is worth nothing
        ([("y", "y")] * 5 + [("y", "n")] * 5, 0.0),
    ],
)
def test_kappa(pairs: list[tuple[str, str]], wanted: float) -> None:
    assert kappa(pairs) == pytest.approx(wanted)


def test_counts() -> None:
    counts = count_sets(["a", "b", "b"], ["b", "c"])
    assert counts == Counts(1, 2, 1)
    assert (counts.precision, counts.recall) == pytest.approx((1 / 3, 1 / 2))
    assert counts.f1 == pytest.approx(0.4)
    assert Counts().f1 == 1.0
    assert Counts(0, 1, 0).f1 == 0.0
    assert accuracy([("a", "a"), ("a", "b")]) == 0.5


def test_calibration() -> None:
    sure_and_right = [(0.95, True)] * 95 + [(0.95, False)] * 5
    assert calibration_error(sure_and_right) == pytest.approx(0.0)
    assert calibration_error([(0.9, False)] * 10) == pytest.approx(0.9)
    assert [b.count for b in reliability([(0.05, True), (1.0, True), (0.99, False)])] == [1, 2]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_no_value_falls_between_two_bins(said: list[tuple[float, bool]]) -> None:
    assert sum(b.count for b in reliability(said)) == len(said)
    assert 0 <= calibration_error(said) <= 1


def value(v: Any, source: str = "read", review: bool = False, raw: str | None = None) -> Any:
    return {"value": v, "source": source, "confidence": 0.9, "review": review, "raw": raw}


@pytest.mark.parametrize(
    ("field", "got", "labels", "verdict", "state_right"),
    [
        ("number", value("05"), {"number": "05"}, "right", True),
        ("number", value("5"), {"number": "05"}, "wrong", True),
        ("number", value("5", review=True), {"number": "05"}, "asked", True),
        # an honest blank, and the two ways to miss one
        ("number", value(None, "blank"), {"number": None, "number_state": "blank"}, "right", True),
        (
            "number",
            value(None, "unreadable"),
            {"number": None, "number_state": "blank"},
            "right",
            False,
        ),
        ("number", value("7"), {"number": None, "number_state": "blank"}, "wrong", False),
        ("date", value("2022-05"), {"date": "2022-05"}, "right", True),
        # printed form accepted for an issuer, whatever its letter case
        (
            "issuer",
            value("Sở Y tế tỉnh Kiên Giang", raw="SỞ Y TẾ"),
            {"issuer": "SỞ Y TẾ"},
            "right",
            True,
        ),
        (
            "issuer",
            value("Sở Y tế tỉnh An Giang"),
            {"issuer": "Sở Y tế", "issuer_accept": ["Sở Y tế Kiên Giang"]},
            "wrong",
            True,
        ),
        ("subject", value("Về việc sơ kết"), {"subject": "V/v sơ kết"}, "right", True),
        ("subject", value("khác hẳn"), {"subject": "V/v sơ kết"}, "wrong", True),
        (
            "recipients",
            value(["Như trên", "Lưu: VT."]),
            {"recipients": ["Như trên", "Lưu: VT"]},
            "right",
            True,
        ),
        ("urgency", value(None, "absent"), {"urgency": None}, "right", True),
    ],
)
def test_field_verdicts(
    field: str, got: Any, labels: dict[str, Any], verdict: str, state_right: bool
) -> None:
    scores = score_fields({"fields": {field: got}}, Gold("x", labels))
    score = next(s for s in scores if s.field == field)
    assert (score.verdict, score.state_right) == (verdict, state_right)


def test_a_field_that_is_not_published_is_asked_not_right() -> None:
    (score,) = score_fields({"fields": {}}, Gold("x", {"number": "5"}))
    assert score.verdict == "asked"


def test_fields_left_out_of_the_score() -> None:
    assert score_fields({"fields": {}}, Gold("x", {"date": "2022", "do_not_score": ["date"]})) == []


@pytest.mark.parametrize(
    ("file", "id"),
    [("001.office.pdf", "001"), ("a/001_x.txt", "001"), ("001.pdf", "001"), ("002.pdf", None)],
)
def test_labels_find_their_letter(file: str, id: str | None) -> None:
    found = match(file, {"001": Gold("001", {})})
    assert (found.id if found else None) == id


def item(id: str, heading: str, content: str) -> dict[str, Any]:
    return {"id": id, "heading": heading, "content": content, "moved": False}


def test_a_whole_evaluation(tmp_path: Path) -> None:
    labels = {
        "id": "a", "doc_type": "Báo cáo", "symbol": "BC-UBND",
        "references": [{"symbol": "733/QĐ-TTg", "date": "2019-06-14"}, {"symbol": "1/KH-UBND"}],
        "cites_733": "direct",
        "outline": {
            "I": {"heading": "kept", "content": "thin"},
            "I.1": {"heading": "none", "content": "none"},
            "I.2": {"heading": "none", "content": "thin", "accept": ["thin", "full"]},
        },
        "quantities": [{"count": 4, "unit": "tập thể"}, {"range": [2, 3], "unit": "tập thể"}],
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(labels), encoding="utf-8")
    (tmp_path / "a.txt").write_text("một\fhai", encoding="utf-8")
    (tmp_path / "boxes.json").write_text("[]", encoding="utf-8")
    document = {
        "file": "a.pdf", "text": ["một", "hai"],
        "fields": {"doc_type": value("Báo cáo"), "symbol": value("BC-UBDN")},
        "references": [
            {"symbol": "733/QĐ-TTg", "date": "2019-06-15", "raw": "…"},
            {"symbol": "2/KH-UBND", "date": None, "raw": "…"},
        ],
        "cites": {"733/QĐ-TTg": "direct", "via": []},
        "coverage": {"items": [item("I", "kept", "thin"), item("I.1", "none", "thin"),
                               item("I.2", "none", "full")]},
        "quantities": [{"count": 2, "count_max": 3, "unit": "tập thể"}],
    }  # fmt: skip
    report = evaluate([document, {**document, "file": "other.pdf"}], tmp_path)
    figures = report.figures()
    assert report.unlabelled == ["other.pdf"]
    assert figures["cer"] == 0
    assert figures["field_doc_type"] == 1
    assert figures["field_symbol"] == 0
    assert figures["letters_all_right"] == 0
    assert figures["reference_f1"] == pytest.approx(0.5)
    assert figures["reference_dates"] == 0
    assert figures["cites"] == 1
    assert figures["heading_agreement"] == 1
    assert figures["content_agreement"] == pytest.approx(2 / 3)
    assert figures["quantity_f1"] == pytest.approx(2 / 3)


@pytest.mark.parametrize("content", [None, "not json", "[1, 2]"])
def test_labels_that_are_none_are_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadKnowledge):
        load_gold(tmp_path)
