"""How the figures of the outline room are made: what is asked of all letters, and which clause
decides on an item when its signs are weighed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluation.agreement import Counts
from pipeline.knowledge.relevance import NONE
from pipeline.outline import subjects
from pipeline.outline.presence import SIGNS
from tests.outline_reports import OUTLINE
from tools.outline.__main__ import Asked, decided, weights_of
from tools.outline.examples import learned
from tools.outline.letters_check import Checked, checked, table

LETTER = """SỞ NỘI VỤ
Số: 12/{symbol}-SNV

{title}

{body}
"""
PLAN = LETTER.format(
    symbol="KH",
    title="KẾ HOẠCH\nSơ kết Phong trào thi đua",
    body="I. MỤC ĐÍCH\nKhen thưởng không quá 12 tập thể.\nII. TỔ CHỨC\nVăn phòng theo dõi.",
)


def gold(folder: Path, name: str, text: str, quantities: list[dict[str, object]]) -> None:
    data = {"split": "train", "kind": "plan", "quantities": quantities}
    (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


COUNTED = [
    ([{"count": 12, "range": None, "unit": "tập thể"}], (1, 0, 0)),
    ([], (0, 1, 0)),
    ([{"count": 12, "range": None, "unit": "tập thể"},
      {"count": 3, "range": [3, 5], "unit": "mô hình"}], (1, 0, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("labels", "wanted"), COUNTED)
def test_a_plan_is_held_against_nothing_and_its_counts_are_counted(
    labels: list[dict[str, object]], wanted: tuple[int, int, int], tmp_path: Path
) -> None:
    gold(tmp_path, "kh-thu", PLAN, labels)
    (one,) = checked(tmp_path)
    assert (one.name, one.kind, one.outline, one.seconds) == ("kh-thu", "plan", None, 0.0)
    assert (one.counts.tp, one.counts.fp, one.counts.fn) == wanted


def test_the_table_says_which_kinds_are_judged_and_the_slowest() -> None:
    found = [
        Checked("a", "train", "report", "bc-1", 0.012, Counts(3, 1, 0)),
        Checked("b", "dev", "report", "bc-2", 0.048, Counts(1, 0, 1)),
        Checked("c", "test", "plan", None, 0.0, Counts()),
    ]
    assert list(table(found)) == [
        "plan: 1 held against no outline",
        "report: 1 held against bc-1",
        "report: 1 held against bc-2",
        "scoring: median 30 ms, slowest 48 ms",
        "counts in train: F1 0.857",
        "counts in dev: F1 0.667",
        "counts in test: F1 1.000",
    ]


def row(**signs: float) -> tuple[float, ...]:
    return tuple(signs.get(name, 0.0) for name in SIGNS)


def test_the_clause_that_speaks_for_an_item_decides_not_the_plainest() -> None:
    """A plain clause under another item's heading proves nothing; one at home does, though it is
    fainter. The weights learn that, and choose accordingly."""
    elsewhere, home = row(best=0.8, elsewhere=1.0), row(best=0.5, home=1.0)
    known = [Asked("a", 0, (elsewhere, home), True)] * 20
    known += [Asked("b", 0, (elsewhere,), False)] * 60
    known += [Asked("c", 0, (home,), True)] * 20
    chosen = decided(known)
    assert {r.signs for r in chosen if r.letter == "a"} == {home}
    weights = dict(zip(("bias", *SIGNS), weights_of(chosen, "presence"), strict=True))
    assert weights["home"] > 0 > weights["elsewhere"]


def test_an_item_with_one_clause_keeps_it() -> None:
    (only,) = decided([Asked("a", 3, (row(best=0.2),), False)])
    assert (only.letter, only.round, only.kind, only.right) == ("a", 3, "presence", False)
    assert only.signs == row(best=0.2)


def test_words_in_force_within_others_are_put_back() -> None:
    before = subjects.relevance_weights
    with learned(NONE):
        inner = subjects.relevance_weights
        with learned(subjects.relevance_weights()):
            assert subjects.subjects_of(OUTLINE).learned is NONE
        assert subjects.relevance_weights is inner
    assert subjects.relevance_weights is before
