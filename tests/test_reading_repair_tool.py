"""How the language model is made, and how its use is measured."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.knowledge.phrases import EDGE, NUMBER, OTHER, read_followers
from pipeline.knowledge.syllables import syllables
from pipeline.records import Line, Page, Span, Transcript, Word
from tools.language_model import __main__ as tool
from tools.language_model.__main__ import main
from tools.language_model.measure import aligned
from tools.language_model.measure import count as count_page
from tools.language_model.texts import letters, phrases_of_knowledge, places, sentences
from tools.language_model.train import as_text, count, lists
from tools.letters.letter import read_letters

ROOT = Path(__file__).resolve().parents[1]

# (text, some of the pairs that it holds)
PAIRS = [
    ("tổ chức thực hiện", [(EDGE, "tổ"), ("tổ", "chức"), ("chức", "thực"), ("hiện", EDGE)]),
    ("Số 12/BC-UBND ngày", [("số", NUMBER), (NUMBER, "ngày")]),
    ("Chủ tịch UBND tỉnh", [("tịch", OTHER), (OTHER, "tỉnh")]),
    ("Một. Hai", [("một", EDGE), (EDGE, "hai")]),
]


@pytest.mark.parametrize(("text", "pairs"), PAIRS)
def test_pairs_are_counted(text: str, pairs: list[tuple[str, str]]) -> None:
    found = count([text])
    assert [pair for pair in pairs if not found[pair[0]][pair[1]]] == []


def test_counts_add_up() -> None:
    twice = count(["tổ chức", "tổ chức, tổ trưởng"])
    assert twice["tổ"] == Counter({"chức": 2, "trưởng": 1})
    assert twice["chức"] == Counter({EDGE: 1, "tổ": 1})
    assert count([]) == {}


# (line of the corpus, what is counted as said together)
LISTS = [
    ("tổ chức, cụ thể", ["tổ chức", " cụ thể"]),
    ("Các phòng, ban thực hiện.", ["Các phòng, ban thực hiện."]),
    ("Mục đích, yêu cầu:", ["Mục đích, yêu cầu:"]),
]


@pytest.mark.parametrize(("line", "wanted"), LISTS)
def test_lists_are_cut_sentences_are_not(line: str, wanted: list[str]) -> None:
    assert lists(line) == wanted


def test_the_file_is_sorted_and_is_read_back(tmp_path: Path) -> None:
    found = count(["tổ chức thực hiện", "tổ trưởng; tổ chức", "cụ thể"])
    text = as_text(found)
    assert text == as_text(dict(reversed(found.items())))
    heads = [line.partition("\t")[0] for line in text.splitlines()]
    assert heads == sorted(heads)
    assert "tổ\tchức 2 trưởng 1\n" in text
    path = tmp_path / "phrases.tsv"
    path.write_text(text, encoding="utf-8")
    assert read_followers(path) == found


def test_training_writes_a_model(
    tmp_path: Path, taught: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "letters", lambda: iter([taught]))
    one, two = tmp_path / "one.tsv", tmp_path / "two.tsv"
    assert main(["train", "--to", str(one)]) == main(["train", "--to", str(two)]) == 0
    assert one.read_bytes() == two.read_bytes()
    assert "syllables" in capsys.readouterr().out
    assert len(read_followers(one)) > 2000


def test_the_corpus_is_spelt_right() -> None:
    """A misspelt word in our own sentences would be taught as right."""
    foreign = {"camera", "b", "c"}
    words = {w for line in sentences() for w in re.findall(r"[^\W\d_]+", line.lower())}
    assert len(words) > 2000
    assert {w for w in words if w not in syllables()} == foreign


def test_the_corpus_is_sentences_and_lists() -> None:
    lines = list(sentences())
    told = [line for line in lines if line.endswith((".", ":"))]
    assert len(told) > 250
    assert len(set(told)) == len(told)
    assert all(line == line.strip() and "  " not in line for line in lines)


@pytest.fixture(scope="module")
def taught() -> str:
    """All that is learnt from letters."""
    return "\n".join(letters())


def test_letters_of_other_splits_are_not_learnt_from(taught: str) -> None:
    held = [x for x in read_letters(ROOT / "data/letters") if x.split != "train"]
    assert held and taught
    for letter in held:
        assert max(letter.body.splitlines(), key=len)[-80:] not in taught
        assert letter.signer_name not in taught


def test_who_signed_is_not_learnt(taught: str) -> None:
    for letter in read_letters(ROOT / "data/letters"):
        if letter.split == "train":
            assert letter.signer_name not in taught


def test_offices_and_places_are_learnt() -> None:
    known = "\n".join(phrases_of_knowledge())
    assert "Ủy ban nhân dân" in known and "Bộ Nội vụ" in known
    assert any(text.startswith("Ủy ban nhân dân tỉnh ") for text in places())


def _page(*lines: tuple[str, float]) -> Transcript:
    texts, found, words, offset = [], [], [], 0
    for text, confidence in lines:
        found.append(Line(Span(offset, offset + len(text)), 1))
        for match in re.finditer(r"\S+", text):
            span = Span(offset + match.start(), offset + match.end())
            words.append(Word(span, match.group(), 1, None, confidence))
        texts.append(text)
        offset += len(text) + 1
    whole = "\n".join(texts)
    page = Page(1, Span(0, len(whole)), "read", "ocr", 0.9)
    return Transcript(whole, (page,), tuple(found), tuple(words))


# (as read, printed, the printed word of each word read)
ALIGNED = [
    ("tố chức thực hiện", "tổ chức thực hiện", ["tổ", "chức", "thực", "hiện"]),
    ("tố chức . thực hiện", "tổ chức thực hiện", ["tổ", "chức", None, "thực", "hiện"]),
    ("các đơn vị liên quan", "trang tiếp theo của phụ lục số hai", [None] * 5),
]


@pytest.mark.parametrize(("seen", "printed", "wanted"), ALIGNED)
def test_words_find_their_print(seen: str, printed: str, wanted: list[str | None]) -> None:
    assert aligned(_page((seen, 0.9)), printed) == wanted


def test_lines_may_stand_in_another_order() -> None:
    page = _page(("Các phòng, ban, đơn vị", 0.9), ("Ủy ban nhân dân tỉnh", 0.9))
    found = aligned(page, "Ủy ban nhân dân tỉnh\nCác phòng, ban, đơn vị")
    assert found == ["Các", "phòng,", "ban,", "đơn", "vị", "Ủy", "ban", "nhân", "dân", "tỉnh"]


def test_mended_and_spoilt_are_told_apart() -> None:
    page = _page(("Giao Sở Nội vụ tố chức thực hiện", 0.7))
    assert count_page(page, "Giao Sở Nội vụ tổ chức thực hiện")["mended"] == 1
    # had the office printed it so, changing it would spoil it
    spoilt = count_page(page, "Giao Sở Nội vụ tố chức thực hiện")
    assert (spoilt["spoilt"], spoilt["wrong"], spoilt["left"]) == (1, 0, 1)
    other = count_page(page, "Giao Sở Nội vụ tử chức thực hiện")
    assert (other["other"], other["wrong"], other["left"]) == (1, 1, 1)


def test_characters_are_counted() -> None:
    found = count_page(_page(("tố chức thực hiện", 0.7)), "tổ chức thực hiện")
    assert (found["errors"], found["errors_after"], found["length"]) == (1, 0, 14)
    assert found["words"] == 4


def test_a_run_without_texts_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "documents.jsonl").write_text("", encoding="utf-8")
    assert main(["measure", str(tmp_path), str(tmp_path)]) == 1
    assert "no page" in capsys.readouterr().err
