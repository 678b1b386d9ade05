"""Learned words: which subject a clause speaks of, and how that joins the lexicon's word."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BadKnowledge
from pipeline.knowledge.outlines import all_outlines
from pipeline.knowledge.relevance import (
    NONE,
    RelevanceWeights,
    presence_weights,
    read_relevance,
    relevance_weights,
)
from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.presence import SIGNS
from pipeline.outline.relevance import chances, features
from pipeline.outline.subjects import holders_of, subjects_of
from pipeline.records import Outline, OutlineItem
from tests.outline_reports import ITEMS, OUTLINE

NUMBER = {id_: n for n, (id_, _) in enumerate(ITEMS)}
LARGEST = 500_000
"""Bytes of the weights' file."""

SMALL = RelevanceWeights(
    ("cây", "kiểm tra"),
    (-1.0, -2.0),
    {"trồng": ((0, 4.0),), "trong cay": ((0, 2.0), (1, -1.0)), "xem": (), "kiểm": ((1, 5.0),)},
)

FEATURES = [
    ("Trồng cây", ("trồng", "cây", "^ trong", "trong cay")),
    ("12 cây, 30 cây", ("#", "cây", "^ #", "# cay", "cay #")),
    ("", ()),
    ("–", ()),
]


@pytest.mark.parametrize(("text", "wanted"), FEATURES)
def test_features(text: str, wanted: tuple[str, ...]) -> None:
    assert features(text) == wanted


def test_tone_marks_are_lost_in_pairs_but_not_in_single_words() -> None:
    clear, blurred = set(features("kiểm tra")), set(features("kiêm tra"))
    assert clear & blurred == {"tra", "kiem tra", "^ kiem"}


def test_chances_are_those_of_the_known_words() -> None:
    first, second = chances(SMALL, "trồng cây")
    # two known features, each worth 1/sqrt(2): logits -1 + 6/1.414 and -2 - 1/1.414
    assert first == pytest.approx(0.9624, abs=1e-4)
    assert second == pytest.approx(0.0625, abs=1e-4)


def test_a_known_word_without_weight_thins_out_the_others() -> None:
    assert chances(SMALL, "trồng")[0] > chances(SMALL, "xem trồng")[0] > 0.5


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    text = "trồng xem"
    rare, common = (
        chances(replace(SMALL, rarity={"trồng": r, "xem": 4.0 - r}), text)[0] for r in (3.0, 1.0)
    )
    assert rare > common
    # a clause has length 1, whatever its words count
    twice = replace(SMALL, rarity={"trồng": 2.0, "xem": 2.0})
    assert chances(twice, text) == pytest.approx(chances(SMALL, text))


@pytest.mark.parametrize("text", ["", "Mrs Dalloway", "§§§"])
def test_unknown_words_say_nothing(text: str) -> None:
    assert chances(SMALL, text) == (0.0, 0.0)
    assert chances(NONE, text) == ()


@given(st.text(max_size=60))
def test_chances_are_probabilities(text: str) -> None:
    weights = relevance_weights()
    said = chances(weights, text)
    assert len(said) == len(weights.concepts)
    assert all(0.0 <= p <= 1.0 for p in said)
    assert said == chances(weights, text)


def test_the_shipped_weights_are_small_and_name_known_concepts(root: Path) -> None:
    file = root / "models" / "relevance" / "words.json"
    assert file.stat().st_size <= LARGEST
    names = {c.subject[0] for c in outline_wordings().concepts}
    weights = read_relevance(file)
    assert set(weights.concepts) <= names
    assert len(weights.concepts) >= 25
    assert set(presence_weights()) == {"bias", *SIGNS}


def test_no_learned_word_is_a_number_or_an_item() -> None:
    ids = {i.id.lower() for o in all_outlines() for i in o.items if "." in i.id}
    for word in relevance_weights().words:
        assert word not in ids
        assert not any(part.isdigit() for part in word.split())


BAD = [
    "",
    "[]",
    '{"concepts": ["a"], "bias": [], "words": {}}',  # a bias is missing
    '{"concepts": ["a"], "bias": [1], "words": {"x": [100, 1, 5]}}',  # there is no concept 1
    '{"concepts": ["a"], "bias": [1], "words": {"x": [100, 0]}}',  # a concept without weight
    '{"concepts": ["a"], "bias": [1], "words": {"x": []}}',  # a word without rarity
    '{"concepts": ["a"], "bias": [1], "words": {"x": [0, 0, 5]}}',  # a word in every clause
    '{"concepts": ["a"], "bias": ["b"], "words": {}}',
    '{"concepts": ["a"], "bias": [1], "words": []}',
]


@pytest.mark.parametrize("text", BAD)
def test_a_broken_file_is_named(text: str, tmp_path: Path) -> None:
    file = tmp_path / "words.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadKnowledge) as caught:
        read_relevance(file)
    assert "words.json" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadKnowledge):
        read_relevance(tmp_path / "nothing.json")


def test_weights_are_hundredths(tmp_path: Path) -> None:
    file = tmp_path / "words.json"
    data = {"concepts": ["a", "b"], "bias": [-150, 0], "words": {"cây": [250, 0, 25, 1, -300]}}
    file.write_text(json.dumps(data), encoding="utf-8")
    weights = read_relevance(file)
    assert weights.bias == (-1.5, 0.0)
    assert weights.words == {"cây": ((0, 0.25), (1, -3.0))}
    assert weights.rarity == {"cây": 2.5}


HEARD = 0.2
"""A clause says less of an item that it does not speak of, be it the item it says most of."""

# Clauses that no lexicon cue and no training clause is copied from, and the item they speak of.
SPOKEN = [
    ("Bí thư giao ông Bình nhắc việc hằng tuần và gom báo cáo của mười hai xã", "III.3", False),
    ("Sân ủy ban kê thêm ghế, hai bên trồng dãy bàng, cỏ cắt gọn", "III.2", True),
    ("Bà con lấy giấy khai sinh trong một buổi, không phải quay lại lần hai", "III.1", True),
    ("Tổ công tác bất ngờ đến tám xã lúc bảy giờ và ghi biên bản", "III.3", True),
    ("Ba chị được huyện trao giấy khen ngay tại hội nghị", "III.4", True),
    ("Xin Sở cấp thêm máy và mở lớp cho người mới", "IV.4", True),
    ("Loa xã đọc bài vào năm giờ chiều, ai cũng nghe", "II.2", True),
]


@pytest.mark.parametrize(("text", "id_", "best"), SPOKEN)
def test_what_a_clause_speaks_of(text: str, id_: str, best: bool) -> None:
    said = subjects_of(OUTLINE).told(text)
    parents = {i.parent for i in OUTLINE.items}
    leaves = [n for n, i in enumerate(OUTLINE.items) if i.id not in parents]
    most = max(leaves, key=lambda n: said[n])
    assert (most == NUMBER[id_] and said[most] >= HEARD) is best


def test_a_learned_word_adds_to_the_lexicons() -> None:
    subjects = subjects_of(OUTLINE)
    item = NUMBER["III.2"]
    text = "Sân trước được lát lại, hai bên lối đi có hoa và ghế đá"
    alone = replace(subjects, learned=NONE, held=())
    assert alone.told(text) == alone.score(text)
    assert subjects.told(text)[item] > 0.6 * alone.told(text)[item]
    assert subjects.told(text)[item] > 0.5


def test_an_item_without_a_known_concept_lives_by_its_title() -> None:
    outline = Outline(
        "bc-la", "Sơ kết “Nuôi ong lấy mật”", None, None, None, ("report",),
        (
            OutlineItem("1", "Số đàn ong và sản lượng mật"),
            OutlineItem("2", "Công tác kiểm tra, giám sát"),
        ),
    )  # fmt: skip
    subjects = subjects_of(outline)
    holders = {n for row in holders_of(outline) for n in row}
    assert holders == {1}
    text = "Cả xã có 1.200 đàn ong, sản lượng mật đạt 9 tấn"
    assert subjects.told(text)[0] == subjects.score(text)[0] > 0.3
    assert subjects.told(text)[1] < 0.3


@given(st.text(alphabet="abcđêôư ,.;12", max_size=80))
def test_what_is_told_lies_between_zero_and_one(text: str) -> None:
    said = subjects_of(OUTLINE).told(text)
    assert len(said) == len(ITEMS)
    assert all(0.0 <= s <= 1.0 for s in said)
