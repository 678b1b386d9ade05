"""What follows what in official Vietnamese, and which letters the engine mixes up."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import BadKnowledge
from pipeline.knowledge.doubt import read_rules, repair_rules
from pipeline.knowledge.files import models_folder
from pipeline.knowledge.misreadings import change, counted, misreadings, parts
from pipeline.knowledge.phrases import (
    EDGE,
    NUMBER,
    OTHER,
    breaths,
    followers,
    read_followers,
    sign_of,
)
from pipeline.knowledge.syllables import syllables
from pipeline.reading.repair.beliefs import beliefs
from pipeline.reading.repair.model import made, model

# (text, what is said in one breath)
BREATHS = [
    ("Ủy ban nhân dân tỉnh", [["ủy", "ban", "nhân", "dân", "tỉnh"]]),
    # commas and dashes run on: lists of people and offices
    ("cán bộ, công chức", [["cán", "bộ", "công", "chức"]]),
    ("Thi đua - Khen thưởng", [["thi", "đua", "khen", "thưởng"]]),
    # full stops, colons and brackets end it
    ("như sau: Một. Hai", [["như", "sau"], ["một"], ["hai"]]),
    ("(để báo cáo)", [["để", "báo", "cáo"]]),
    ("“Cán bộ” và", [["cán", "bộ"], ["và"]]),
    # numbers and abbreviations stand for themselves no more
    ("ngày 14 tháng 6", [["ngày", NUMBER, "tháng", NUMBER]]),
    ("UBND tỉnh", [[OTHER, "tỉnh"]]),
    ("5.860 công chức", [[NUMBER, "công", "chức"]]),
    ("số 733/QĐ-TTg, ngày 14/6/2019.", [["số", NUMBER, "ngày", NUMBER]]),
    ("(2019 - 2025); năm", [[NUMBER, NUMBER], ["năm"]]),
    # decomposed letters are composed first
    ("thu\u031b\u0300a", [["thừa"]]),
    ("", []),
    (" ;. ", []),
]


@pytest.mark.parametrize(("text", "wanted"), BREATHS)
def test_breaths(text: str, wanted: list[list[str]]) -> None:
    assert list(breaths(text)) == wanted


SIGNS = [("tỉnh", "tỉnh"), (NUMBER, NUMBER), ("ubnd", OTHER), ("zalo", OTHER), ("kg", OTHER)]


@pytest.mark.parametrize(("item", "sign"), SIGNS)
def test_sign_of(item: str, sign: str) -> None:
    assert sign_of(item) == sign


def test_followers_are_read(tmp_path: Path) -> None:
    path = tmp_path / "phrases.tsv"
    path.write_text("tổ\tchức 12 trưởng 3\nchức\t. 2\n", encoding="utf-8")
    assert read_followers(path) == {"tổ": {"chức": 12, "trưởng": 3}, "chức": {".": 2}}


BROKEN = ["tổ\tchức\n", "tổ\tchức mười\n", "tổ chức 3\n", "chức\t. 2\n\n"]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_line_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "phrases.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadKnowledge) as raised:
        read_followers(path)
    assert str(path) in str(raised.value)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadKnowledge):
        read_followers(tmp_path / "none.tsv")


def test_the_shipped_model_is_small_and_clean() -> None:
    path = models_folder() / "language/phrases.tsv"
    assert path.stat().st_size < 1_000_000
    signs = {EDGE, NUMBER, OTHER}
    for word, follows in followers().items():
        assert word in syllables() or word in signs
        assert follows
        for other, n in follows.items():
            assert n > 0
            assert other in syllables() or other in signs
            assert other in followers() or other == EDGE


# (before, likelier, less likely): what a clerk would say without looking
PREFERENCES = [
    ("tổ", "chức", "chúc"), ("cụ", "thể", "thế"), ("triển", "khai", "khải"),
    ("viên", "chức", "chúc"),
    ("ủy", "ban", "bạn"), ("quyết", "định", "đình"), ("thi", "đua", "đưa"), ("nhân", "dân", "dẫn"),
    ("phổ", "biến", "biển"), ("kế", "hoạch", "hoạnh"), ("đồng", "chí", "chỉ"), ("công", "sở", "sơ"),
    ("thành", "phố", "phổ"), ("chính", "phủ", "phú"), ("tập", "thể", "thế"), (NUMBER, "năm", "nắm"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "likely", "less"), PREFERENCES)
def test_says_what_is_usual(before: str, likely: str, less: str) -> None:
    assert model().chance(likely, before) > 20 * model().chance(less, before)


@pytest.mark.parametrize("before", [EDGE, NUMBER, "tổ", "của", "khuỷu"])
def test_chances_add_up_to_one(before: str) -> None:
    known = model()
    seen = sum(known.chance(word, before) for word in known.share)
    unseen = [w for w in syllables() if w not in known.share]
    total = seen + len(unseen) * known.chance(unseen[0], before)
    assert 0.9 < total <= 1.0 + 1e-9  # what is missing is kept for words never seen


def test_a_word_that_is_no_syllable_is_least_likely() -> None:
    rare = min(model().share.values())
    assert model().chance("nghĩệp", "doanh") < model().chance("quẩy", "doanh") < rare


def test_pairs_are_counted() -> None:
    tiny = made({"tổ": {"chức": 3, "trưởng": 1}, "chức": {EDGE: 3}, "trưởng": {EDGE: 1}})
    assert tiny.pair("tổ", "chức") == 3
    assert tiny.pair("tổ", "phó") == tiny.pair("phó", "tổ") == 0
    assert tiny.chance("chức", "tổ") > 0.5 > tiny.chance("trưởng", "tổ")
    assert tiny.chance("chức", "phó") == tiny.share["chức"]


def test_beliefs_weigh_both_sides_and_the_picture() -> None:
    tiny = made({
        EDGE: {"tổ": 5, "tố": 5}, "tổ": {"chức": 9}, "tố": {"cáo": 9}, "chức": {EDGE: 9},
        "cáo": {EDGE: 9},
    })  # fmt: skip
    choice = [("tố", 1.0), ("tổ", 0.1)]
    before_chuc = beliefs([choice, [("chức", 1.0)]], tiny)
    before_cao = beliefs([choice, [("cáo", 1.0)]], tiny)
    assert before_chuc[0][1] > 0.8
    assert before_cao[0][1] < 0.05
    for chances in (*before_chuc.values(), *before_cao.values()):
        assert sum(chances) == pytest.approx(1.0)


def test_two_doubtful_neighbours_help_each_other() -> None:
    slots = [[("quyêt", 1.0), ("quyết", 0.02)], [("đinh", 1.0), ("định", 0.02)]]
    result = beliefs(slots, model())
    assert result[0][1] > 0.9 and result[1][1] > 0.9


def test_no_choice_no_belief() -> None:
    assert beliefs([[("tổ", 1.0)], [("chức", 1.0)]], model()) == {}
    assert beliefs([], model()) == {}


def test_a_long_run_of_choices_stays_finite() -> None:
    slots = [[("tố", 1.0), ("tổ", 1e-4)]] * 400
    result = beliefs(slots, model())
    assert len(result) == 400
    assert all(sum(chances) == pytest.approx(1.0) for chances in result.values())


# letter: base, quality, tone
PARTS = [
    ("ể", ("e", "\u0302", "\u0309")), ("đ", ("d", "\u0335", "")), ("a", ("a", "", "")),
    ("ự", ("u", "\u031b", "\u0323")), ("ắ", ("a", "\u0306", "\u0301")), ("ì", ("i", "", "\u0300")),
]  # fmt: skip


@pytest.mark.parametrize(("letter", "wanted"), PARTS)
def test_parts(letter: str, wanted: tuple[str, str, str]) -> None:
    assert parts(letter) == wanted


def test_changes_of_one_kind_are_one() -> None:
    assert change("ể", "ế") == change("ả", "á") == ("=", "=", "\u0309", "\u0301")
    assert change("ể", "ê") == ("=", "=", "\u0309", "")
    assert change("đ", "d") == ("\u0335", "", "", "")


def test_a_pair_never_counted_borrows_from_its_kind() -> None:
    found = counted({"ể": 900, "ả": 800, "a": 5000}, {"ể": {"ế": 300}, "a": {"á": 1}})
    assert found.rate("ể", "ế") == pytest.approx(0.33, abs=0.05)
    assert 0.01 < found.rate("ả", "á") < found.rate("ể", "ế")
    assert found.rate("a", "á") < 0.001
    assert found.rate("a", "b") < 1e-4


def test_capitals_count_with_small_letters() -> None:
    found = counted({"Ể": 100, "ể": 100}, {"Ể": {"Ế": 20}})
    assert found.seen["ể"] == 200
    assert found.wrong[("ể", "ế")] == 20


def test_lost_and_gained_letters_are_no_misreadings_of_a_letter() -> None:
    found = counted({"b": 100}, {"b": {"": 3, "+x": 2, "h": 1}, ".": {",": 9}})
    assert found.wrong == {("b", "h"): 1}


def test_the_engine_mixes_up_hook_and_acute_more_than_anything() -> None:
    known = misreadings()
    assert known.rate("ể", "ế") > 0.2
    assert known.rate("ẻ", "é") > 20 * known.rate("e", "ẹ")
    assert all(0 < known.rate(a, b) < 1 for a in "aăâđiể" for b in "áảãêdịế")


def test_rules_are_in_order() -> None:
    rules = repair_rules()
    assert rules.doubt[-1].below > 1.0
    assert 0.5 < rules.least < rules.least_strange < rules.least_letters < 1.0
    assert rules.step(0.3).marks > rules.step(0.92).marks > rules.step(0.97).marks
    assert rules.step(0.95).factor("letters") == 0.0
    assert ("rn", "m") in rules.alike and ("m", "rn") in rules.alike


RULES = (models_folder() / "language/repair.yaml").read_text("utf-8")
WRONG_RULES = [
    "",
    "doubt: []\n",
    RULES.replace("below: 0.50", "below: 0.80"),
    RULES.replace("least: ", "less: "),
    RULES.replace("rn m,", "rnm,"),
    RULES.replace("marks: 12", "marks: viele"),
    RULES.replace("{below: 0.50, ", "{under: 0.50, "),
]


@pytest.mark.parametrize("text", WRONG_RULES)
def test_wrong_rules_are_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "repair.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadKnowledge) as raised:
        read_rules(path)
    assert str(path) in str(raised.value)
