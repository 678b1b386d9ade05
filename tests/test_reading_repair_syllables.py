"""The rule of Vietnamese spelling: what it makes, what it must not make."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import BadKnowledge
from pipeline.knowledge.names import name_words
from pipeline.knowledge.syllables import _made, syllables, tone_place

ROOT = Path(__file__).resolve().parents[1]
TONES = "\u0300\u0301\u0303\u0309\u0323"

# Each line of the table is one rule of the spelling.
GOOD = {
    "c, g, ng before back vowels": "cả cán công cũng của cứ gắn góp ngành người ngũ nguồn",
    "k, gh, ngh before front vowels": "kế kiểm kỳ kẻ ghi ghép ghế nghị nghề nghe nghiêm nghỉ",
    "ng before a medial": "nguyễn nguyên nguy ngoài ngoặc nguội",
    "qu takes its medial along": "quyết quản quốc quý quân quê que quỳnh quyền quà quặng quên",
    "gi, and gi that shares its i": "gia giới giấy giữ giúp gì gìn giếng giết giêng giặc giỏi",
    "rhymes with a medial": "hoàn hoạt khoa thuế thủy tuyên xoay loại khuya khuỷu huỳnh duyệt",
    "stops take sắc or nặng": "các cấp việc một đạt tịch phúc chức được thuật nghiệp kịch",
    "both places of the mark": "hòa hoà hóa hoá khỏe khoẻ thủy thuỷ thúy thuý tòa toà",
    "y alone, and where nothing is before it": "y ý ỷ kỹ lý mỹ tỷ ty sỹ hy thy vy yên yêu yếu yết",
    "a vowel alone": "a ở ư ô ơ ê ú ấy ao ưu ai ươm ông ích ủy uỷ oan oai",
    "u and o that belong to the rhyme": "mua chuối tuổi luôn buồn nửa mười nước hươu rượu lửa",
    "single words beside the rule": "buýt phuy voan",
    "places of other languages": "đắk lắk đăk lăk kạn kon",
    "oo": "xoong moóc goòng",
}
BAD = {
    "c before a front vowel, k before a back one": "cế ciểm kả kông kứ",
    "gh, ngh before back vowels, g, ng before front ones": "ghắn nghành gế ngế ghóp",
    "q without u": "qa qân qốc",
    "a stop with a tone it can't take": "cac viêc tich đat cảc việc̉ đãt chưc nghiêp",
    "i where y is written": "iêu iên iết",
    "no rhyme": "tuơng hươ̂ng cêng pôch tơng băi",
    "a lip sound before a medial": "boan muyên phoan",
    "no vowel": "đ b kh tr ngh hđnd",
    "two tones, or a tone on a consonant": "tồ̉ b́",
    "abbreviations and foreign words": "ubnd btđkt website camera internet zoom",
    "numbers and signs": "12 1a a1 a- số:",
    "OCR's own inventions": "rđ nghĩệp qia bmn ünh hìnll",
    "capitals are folded before": "Công Ủy",
}


@pytest.mark.parametrize("rule", GOOD)
def test_makes_what_is_written(rule: str) -> None:
    assert [w for w in GOOD[rule].split() if w not in syllables()] == []


@pytest.mark.parametrize("rule", BAD)
def test_makes_nothing_else(rule: str) -> None:
    assert [w for w in BAD[rule].split() if w in syllables()] == []


# The letter of the rhyme that carries the tone.
PLACES = [
    ("a", 0), ("ai", 0), ("oa", 1), ("oe", 1), ("uy", 1), ("uơ", 1), ("oan", 1), ("oai", 1),
    ("oay", 1), ("uya", 1), ("ia", 0), ("ua", 0), ("ưa", 0), ("iê", 1), ("iên", 1), ("yêt", 1),
    ("uôn", 1), ("ươ", 1), ("ươi", 1), ("ươu", 1), ("uyên", 2), ("uyêt", 2), ("ưu", 0), ("iu", 0),
    ("ênh", 0), ("uynh", 1), ("uân", 1), ("ăng", 0), ("oăn", 1), ("uêch", 1), ("y", 0), ("êu", 0),
]  # fmt: skip


@pytest.mark.parametrize(("rhyme", "place"), PLACES)
def test_tone_place(rhyme: str, place: int) -> None:
    assert tone_place(rhyme) == place


def test_every_syllable_is_composed_small_and_has_at_most_one_tone() -> None:
    for word in syllables():
        assert word == unicodedata.normalize("NFC", word.lower())
        assert sum(unicodedata.normalize("NFD", word).count(t) for t in TONES) <= 1


def test_every_syllable_has_its_other_tones() -> None:
    """Where a syllable ends in no stop, it may be said in all six tones."""
    places = yaml.safe_load((ROOT / "models/language/syllables.yaml").read_text("utf-8"))
    single = {*places["also"], *places["places"]}
    toneless: dict[str, set[str]] = {}
    for word in sorted(syllables() - single):
        apart = unicodedata.normalize("NFD", word)
        bare = unicodedata.normalize("NFC", "".join(c for c in apart if c not in TONES))
        toneless.setdefault(bare, set()).add("".join(c for c in apart if c in TONES))
    assert len(toneless) > 2000
    for bare, tones in toneless.items():
        stopped = bare.endswith(("c", "ch", "p", "t"))
        assert tones == ({"\u0301", "\u0323"} if stopped else {"", *TONES}), bare


def test_all_usual_names_are_syllables() -> None:
    words = " ".join((*name_words().families, *name_words().given)).lower().split()
    assert {w for w in words if w not in syllables()} <= {"h'", "ksor", "rmah"}


def test_gazetteers_are_spelt_right() -> None:
    """Words that the rule does not make in names of offices: abbreviations alone."""
    text = (ROOT / "models/gazetteers/types.yaml").read_text("utf-8")
    names = re.findall(r"name: ([^,}\n]+)", text)
    words = {w for name in names for w in re.findall(r"[^\W\d_]+", name.lower())}
    assert len(words) > 40
    assert {w for w in words if w not in syllables()} == set()


@settings(max_examples=300)
@given(st.sampled_from(sorted(syllables())), st.sampled_from("fjwz"))
def test_foreign_letters_make_no_syllable(word: str, letter: str) -> None:
    assert word + letter not in syllables()
    assert letter + word not in syllables()


DAMAGED = ["just text", "onsets: {}\n", "[a, b]", "rhymes: {front_plain: 3}\n"]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_table_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "syllables.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadKnowledge) as raised:
        _made(path)
    assert str(path) in str(raised.value)


def test_a_word_that_yaml_takes_for_true_is_noticed(tmp_path: Path) -> None:
    """Without its quotes ``on`` is no text but a truth value: it must not pass in silence."""
    text = (ROOT / "models/language/syllables.yaml").read_text("utf-8")
    assert '"on"' in text
    path = tmp_path / "syllables.yaml"
    path.write_text(text.replace('"on"', "on"), encoding="utf-8")
    with pytest.raises(BadKnowledge):
        _made(path)
